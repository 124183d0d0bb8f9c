"""Operators whose answer is known by construction, and a judge that never asks symlin."""
