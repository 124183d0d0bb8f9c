"""What an answer says, in words."""
