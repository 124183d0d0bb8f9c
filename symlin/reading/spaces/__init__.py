"""Inputs that are vectors, matrices, complex numbers and polynomials, read into coordinates."""
