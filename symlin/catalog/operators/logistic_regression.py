"""Logistic regression sends a weighted sum of its inputs through a sigmoid.

It is called a linear classifier because the *boundary* between its two classes is a line, where the
weighted sum is 0. The function itself is not linear for any weights: its values lie between 0 and 1
and never reach 0, not even at the origin. With both weights 0 it is constant, which is affine.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The sigmoid of the weighted sum; only a negative number is exponentiated."""
    z = at["w1"] * at["x1"] + at["w2"] * at["x2"] + at["b"]
    small = math.exp(-abs(z))
    return [1 / (1 + small) if z >= 0 else small / (1 + small)]


OPERATOR = Definition(
    name="logistic_regression",
    family="readout",
    signature="logistic_regression(x1, x2, w1, w2, b)",
    inputs=("x1", "x2"),
    parameters={"w1": "", "w2": "", "b": ""},
    expression="1/(1 + exp(-(w1*x1 + w2*x2 + b)))",
    reference=reference,
    claim=laws("refuted", affine="conditional"),
    summary="The sigmoid of a weighted sum: a linear boundary, not a linear function.",
    references=(
        "Cox, The Regression Analysis of Binary Sequences, Journal of the Royal Statistical "
        "Society B 20, 1958.",
        "Hastie, Tibshirani and Friedman, Elements of Statistical Learning, section 4.4.",
    ),
)
