"""Operators on functions: claims about them, and a report."""
