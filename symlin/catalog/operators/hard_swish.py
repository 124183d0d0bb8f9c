"""Hard swish multiplies the input by its hard sigmoid.

It is not linear: beyond 3 it is x, below -3 it is 0, so that f(-3) + f(3) = 3, but f(0) = 0. In
between it is a parabola.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The input times the middle one of 0, the ramp and 1."""
    x = at["x"]
    return [x * sorted((0.0, x / 6 + 0.5, 1.0))[1]]


OPERATOR = Definition(
    name="hard_swish",
    family="activation",
    signature="hard_swish(x)",
    inputs=("x",),
    expression="x*Min(Max(x + 3, 0), 6)/6",
    reference=reference,
    claim=laws("refuted"),
    summary="The input times its hard sigmoid.",
    references=(
        "Howard et al., Searching for MobileNetV3, ICCV 2019, arXiv:1905.02244.",
        "PyTorch documentation, torch.nn.Hardswish.",
    ),
    aliases=(
        Alias(
            "F.hardswish jax.nn.hard_swish jax.nn.hard_silu keras.activations.hard_swish "
            "keras.activations.hard_silu",
            "x, inplace=any",
            "hard_swish(x)",
        ),
        Alias("nn.Hardswish", "inplace=any", "hard_swish(x)"),
        Alias("hard_silu", "x", "hard_swish(x)"),
    ),
)
