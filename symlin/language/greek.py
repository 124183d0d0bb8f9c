"""The Greek letters by name, in LaTeX and in the language."""

from __future__ import annotations

LETTERS = frozenset(
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau "  # noqa: SIM905
    "upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Sigma Upsilon Phi Psi Omega".split()
)
"""As LaTeX calls them."""
NAMES = LETTERS - {"pi", "lambda", "Lambda"} | {"lam", "Lam"}
"""Symbols of the language: pi is a constant, and lambda a word of Python's."""
