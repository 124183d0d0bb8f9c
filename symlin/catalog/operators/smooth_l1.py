"""The smooth L1 loss is the size of x with its corner at 0 rounded off, within beta.

It is not linear: it is even, f(-x) = f(x), and a linear function that is even is 0. It is the Huber
loss divided by beta: outside it has slope 1, whatever beta is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """A parabola inside, the size less a constant outside."""
    size, beta = abs(at["x"]), at["beta"]
    return [size * size / (2 * beta) if size < beta else size - beta / 2]


OPERATOR = Definition(
    name="smooth_l1",
    family="loss",
    signature="smooth_l1(x, beta)",
    inputs=("x",),
    parameters={"beta": "beta > 0"},
    expression="Piecewise((x**2/(2*beta), Abs(x) < beta), (Abs(x) - beta/2, True))",
    reference=reference,
    claim=laws("refuted"),
    summary="x**2/(2*beta) below beta, abs(x) - beta/2 from there on.",
    references=(
        "Girshick, Fast R-CNN, ICCV 2015, arXiv:1504.08083.",
        "PyTorch documentation, torch.nn.SmoothL1Loss.",
    ),
    aliases=(
        Alias("F.smooth_l1_loss", "input, target, beta=1", "smooth_l1(input - target, beta)"),
    ),
)
