"""Matrices and vectors of all sizes at once, read by their entries."""
