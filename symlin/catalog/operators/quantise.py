"""Quantising rounds to the nearest multiple of a step q; halfway between two it takes the even one.

It is not linear for any step: what is smaller than q/2 becomes 0, and a linear function that is 0
there is 0 everywhere, but f(q) = q. The finer the step, the closer it is to the identity.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """Round the number of steps, then scale back."""
    return [round(at["x"] / at["q"]) * at["q"]]


OPERATOR = Definition(
    name="quantise",
    family="elementary",
    signature="quantise(x, q)",
    inputs=("x",),
    parameters={"q": "q > 0"},
    expression="q*(floor(x/q/2 + 1/4) + ceiling(x/q/2 - 1/4))",
    reference=reference,
    claim=laws("refuted", odd="proved"),
    summary="The nearest multiple of q.",
    references=(
        "Gray and Neuhoff, Quantization, IEEE Transactions on Information Theory 44, 1998.",
    ),
    aliases=(Alias("quantize", "x, q", "quantise(x, q)"),),
)
