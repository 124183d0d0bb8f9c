"""The continuously differentiable exponential linear unit bends below 0 towards -alpha.

It is not linear for any alpha > 0: it is the line x on positive inputs, and does not fall below
-alpha on negative ones. Unlike in ELU, alpha divides the exponent as well, so that the slope at 0
is 1 from both sides.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The positive part, and what is left of the exponential below 0."""
    x, alpha = at["x"], at["alpha"]
    return [max(x, 0.0) + alpha * math.expm1(min(x, 0.0) / alpha)]


OPERATOR = Definition(
    name="celu",
    family="activation",
    signature="celu(x, alpha)",
    inputs=("x",),
    parameters={"alpha": "alpha > 0"},
    expression="Piecewise((x, x > 0), (alpha*(exp(x/alpha) - 1), True))",
    reference=reference,
    claim=laws("refuted"),
    summary="x for positive x, alpha*(exp(x/alpha) - 1) otherwise.",
    references=(
        "Barron, Continuously Differentiable Exponential Linear Units, 2017, arXiv:1704.07483.",
        "PyTorch documentation, torch.nn.CELU.",
    ),
    aliases=(
        Alias(
            "F.celu jax.nn.celu keras.activations.celu", "x, alpha=1, inplace=any", "celu(x, alpha)"
        ),
        Alias("nn.CELU", "alpha=1, inplace=any", "celu(x, alpha)"),
    ),
)
