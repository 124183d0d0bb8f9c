"""The maximum of two inputs is the larger of the two.

It is not linear: max(1, 0) + max(0, 1) = 2, but max(1 + 0, 0 + 1) = 1. On each side of the line
x1 = x2 it is linear, being one of its inputs; the crease along that line breaks additivity. Common
positive factors pass through it; -1 turns a maximum into a minimum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The larger input."""
    x1, x2 = at["x1"], at["x2"]
    return [x2 if x1 < x2 else x1]


OPERATOR = Definition(
    name="maximum",
    family="order statistic",
    signature="maximum(x1, x2)",
    inputs=("x1", "x2"),
    expression="Max(x1, x2)",
    reference=reference,
    claim=laws("refuted", positive_homogeneity="proved"),
    summary="The larger of two inputs.",
    references=("Boyd and Vandenberghe, Convex Optimization, Cambridge, 2004, section 3.2.3.",),
    aliases=(
        Alias(
            "np.maximum np.fmax torch.maximum torch.fmax tf.maximum fmax",
            "x1, x2",
            "maximum(x1, x2)",
        ),
        Alias(
            "np.max np.amax torch.max torch.amax tf.reduce_max",
            instead=(
                "in np.max(x, 0) and torch.max(x, 0) the 0 is an axis: write maximum(x, "
                "0) for the larger of two, max(x1, x2, x3) for the largest of several"
            ),
        ),
    ),
)
