"""The unit step is 0 for negative inputs and 1 from 0 on: the threshold of a perceptron.

It is not linear: f(1) + f(1) = 2, but f(1 + 1) = 1. What it does at 0 itself is a convention (here
it is 1), and no choice there would repair this.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """0 before 0, 1 from there on."""
    return [0.0 if at["x"] < 0 else 1.0]


OPERATOR = Definition(
    name="step",
    family="activation",
    signature="step(x)",
    inputs=("x",),
    expression="Piecewise((1, x >= 0), (0, True))",
    reference=reference,
    claim=laws("refuted"),
    summary="The unit step: 0 for negative inputs, 1 otherwise.",
    references=(
        "McCulloch and Pitts, A Logical Calculus of the Ideas Immanent in Nervous Activity, "
        "Bulletin of Mathematical Biophysics 5, 1943.",
        "Rosenblatt, The Perceptron, Psychological Review 65, 1958.",
    ),
    aliases=(Alias("unit_step", "x", "step(x)"),),
)
