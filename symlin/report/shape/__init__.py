"""What an operator looks like: its pieces, in numbers."""
