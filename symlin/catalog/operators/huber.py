"""The Huber loss is a parabola near 0, and grows like a straight line from delta on.

It is not linear: it is even, f(-x) = f(x), and a linear function that is even is 0. Its slope never
exceeds delta, so that outliers count less than they do in a square.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The parabola inside, its tangent outside."""
    size, delta = abs(at["x"]), at["delta"]
    return [size * size / 2 if size <= delta else delta * size - delta * delta / 2]


OPERATOR = Definition(
    name="huber",
    family="loss",
    signature="huber(x, delta)",
    inputs=("x",),
    parameters={"delta": "delta > 0"},
    expression="Piecewise((x**2/2, Abs(x) <= delta), (delta*(Abs(x) - delta/2), True))",
    reference=reference,
    claim=laws("refuted"),
    summary="x**2/2 up to delta, then a straight line.",
    references=(
        "Huber, Robust Estimation of a Location Parameter, Annals of Mathematical Statistics "
        "35, 1964.",
        "PyTorch documentation, torch.nn.HuberLoss.",
    ),
    aliases=(
        Alias("scipy.special.huber", "delta, r", "huber(r, delta)"),
        Alias(
            "F.huber_loss", "input, target, reduction=none, delta=1", "huber(input - target, delta)"
        ),
    ),
)
