"""Operators on functions and sequences: laws that hold for all signals at all times."""
