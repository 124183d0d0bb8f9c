"""The threshold unit keeps what exceeds theta, and puts v in the place of the rest.

It is not linear: above theta it is the identity, and a linear function that is the identity there
is so everywhere, while here all small inputs give the same v. With theta = 0 and v = 0 it is ReLU.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The input where it is above theta."""
    x = at["x"]
    return [x if x > at["theta"] else at["v"]]


OPERATOR = Definition(
    name="threshold",
    family="activation",
    signature="threshold(x, theta, v)",
    inputs=("x",),
    parameters={"theta": "", "v": ""},
    expression="Piecewise((x, x > theta), (v, True))",
    reference=reference,
    claim=laws("refuted", positive_homogeneity="conditional"),
    summary="x where it exceeds theta, v otherwise.",
    references=("PyTorch documentation, torch.nn.Threshold.",),
    aliases=(
        Alias("F.threshold", "x, threshold, value, inplace=any", "threshold(x, threshold, value)"),
        Alias("nn.Threshold", "threshold, value, inplace=any", "threshold(x, threshold, value)"),
    ),
    word=True,
)
