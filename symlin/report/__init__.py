"""What symlin says, one presentation per file: text.py for people, json.py for programs."""
