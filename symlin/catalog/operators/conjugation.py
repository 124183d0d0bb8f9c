"""Conjugation turns the sign of the imaginary part of a complex number.

It is additive, and linear over the real numbers. It is not linear over the complex ones: the
conjugate of i z is -i times that of z.
"""

from __future__ import annotations

from symlin.catalog.definition import Definition, laws

OPERATOR = Definition(
    name="conjugation",
    family="complex numbers",
    signature="f(z: C) = conj(z)",
    text="f(z: C) = conj(z)",
    called=("conj", "conjugate", "complex_conjugate"),
    claim=laws(
        "refuted",
        additivity="proved",
        positive_homogeneity="proved",
        odd="proved",
        linear_over_reals="proved",
    ),
    summary="The sign of the imaginary part turns: linear over R, not over C.",
    references=("Axler, Linear Algebra Done Right, 4th edition, Springer, 2024.",),
)
