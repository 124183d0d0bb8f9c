"""The minimum of two inputs is the smaller of the two.

It is not linear: min(1, 0) + min(0, 1) = 0, but min(1 + 0, 0 + 1) = 1. Common positive factors pass
through it; -1 turns a minimum into a maximum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The smaller input."""
    x1, x2 = at["x1"], at["x2"]
    return [x1 if x1 < x2 else x2]


OPERATOR = Definition(
    name="minimum",
    family="order statistic",
    signature="minimum(x1, x2)",
    inputs=("x1", "x2"),
    expression="Min(x1, x2)",
    reference=reference,
    claim=laws("refuted", positive_homogeneity="proved"),
    summary="The smaller of two inputs.",
    references=("Boyd and Vandenberghe, Convex Optimization, Cambridge, 2004, section 3.2.3.",),
    aliases=(
        Alias(
            "np.minimum np.fmin torch.minimum torch.fmin tf.minimum fmin",
            "x1, x2",
            "minimum(x1, x2)",
        ),
        Alias(
            "np.min np.amin torch.min torch.amin tf.reduce_min",
            instead=(
                "in np.min(x, 0) and torch.min(x, 0) the 0 is an axis: write minimum(x, "
                "0) for the smaller of two, min(x1, x2, x3) for the smallest of several"
            ),
        ),
    ),
)
