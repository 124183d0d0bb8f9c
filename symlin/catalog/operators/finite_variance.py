"""The variance of a random variable is the mean squared distance from its mean, weighted with p.

It is not linear: twice the variable has four times the variance, and -x has that of x. Here there
are three outcomes, none of which is impossible.
"""

from __future__ import annotations

from symlin.catalog.definition import Definition, laws

OPERATOR = Definition(
    name="finite_variance",
    family="statistic",
    signature="V(x: R^3) = dot(p, hadamard(x, x)) - dot(p, x)**2",
    text="V(x: R^3) = dot(p, hadamard(x, x)) - dot(p, x)**2",
    spaces=("p: R^3",),
    assume=("p1 > 0", "p2 > 0", "p3 > 0", "Eq(p1 + p2 + p3, 1)"),
    called=("distribution_variance", "weighted_variance"),
    note="variance has equal weights",
    claim=laws("refuted"),
    summary="The variance of a random variable with given probabilities: not linear.",
    references=(
        "Feller, An Introduction to Probability Theory and Its Applications, Wiley, 1968.",
    ),
)
