"""Piecewise affine operators with parameters: parameter space is covered by cubes of signs."""
