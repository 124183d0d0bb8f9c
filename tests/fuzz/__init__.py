"""Texts drawn from the grammar: whatever they are, symlin answers, and in time."""
