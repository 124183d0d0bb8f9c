"""The expectation of a random variable with finitely many values is their mean, weighted with p.

It is linear in the values x for all given probabilities: that of a sum is the sum of the
expectations, whether the variables depend on each other or not. Here there are three outcomes.
"""

from __future__ import annotations

from symlin.catalog.definition import Definition, laws

OPERATOR = Definition(
    name="expectation",
    family="statistic",
    signature="E(x: R^3) = dot(p, x)",
    text="E(x: R^3) = dot(p, x)",
    spaces=("p: R^3",),
    called=("expected_value", "weighted_mean"),
    note="mean has equal weights",
    claim=laws("proved"),
    summary="The mean of a random variable with given probabilities.",
    references=(
        "Feller, An Introduction to Probability Theory and Its Applications, Wiley, 1968.",
    ),
)
