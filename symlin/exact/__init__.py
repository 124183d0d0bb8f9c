"""Exact tools for proposing: values at points, balls, roots, digits, deadlines. Not trusted."""
