"""The reciprocal divides 1 by the input, and has no value at 0.

It is odd, but not linear where it is defined: f(1) + f(1) = 2, but f(1 + 1) = 1/2. A larger input
gives a smaller value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws
from symlin.language.operator import NO_VALUE


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """One over the input; no value at 0."""
    return [1 / at["x"] if at["x"] else NO_VALUE]


OPERATOR = Definition(
    name="reciprocal",
    family="elementary",
    signature="reciprocal(x)",
    inputs=("x",),
    expression="1/x",
    reference=reference,
    claim=laws("refuted", odd="proved"),
    summary="One over the input; undefined at 0.",
    references=("NumPy documentation, numpy.reciprocal.",),
    aliases=(Alias("np.reciprocal torch.reciprocal tf.reciprocal", "x", "reciprocal(x)"),),
)
