"""Functions written in Python: read from their syntax tree into exact terms, and never run."""
