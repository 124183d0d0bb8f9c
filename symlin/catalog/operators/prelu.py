"""The parametric rectifier is a leaky rectifier whose negative slope a is learned.

As a function of the input it is linear exactly when training ends at a = 1, where the kink at 0
disappears. For any other a the two half-lines meet at an angle: f(-1) + f(1) = 1 - a, but f(0) = 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The larger or the smaller of x and a*x, according to the side of a from 1."""
    x, a = at["x"], at["a"]
    return [max(x, a * x) if a <= 1 else min(x, a * x)]


OPERATOR = Definition(
    name="prelu",
    family="activation",
    signature="prelu(x, a)",
    inputs=("x",),
    parameters={"a": ""},
    expression="Max(x, 0) + a*Min(x, 0)",
    reference=reference,
    claim=laws("conditional", positive_homogeneity="proved"),
    summary="max(x, 0) + a*min(x, 0) with a learned slope a; linear exactly when a = 1.",
    references=(
        "He, Zhang, Ren and Sun, Delving Deep into Rectifiers, ICCV 2015, arXiv:1502.01852.",
        "PyTorch documentation, torch.nn.PReLU.",
    ),
    aliases=(
        Alias("F.prelu", "x, weight", "prelu(x, weight)"),
        Alias("nn.PReLU", "num_parameters=1, init=number", "prelu(x)"),
        Alias("keras.layers.PReLU", "", "prelu(x)"),
    ),
)
