"""The absolute value is the distance from 0.

It is not linear: |-1| + |1| = 2, but |-1 + 1| = 0. Positive factors pass through it, and -1 does
not, since |-x| = |x|: it is even where a linear map is odd.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The distance from 0."""
    return [math.fabs(at["x"])]


OPERATOR = Definition(
    name="abs",
    family="elementary",
    signature="abs(x)",
    inputs=("x",),
    expression="Abs(x)",
    reference=reference,
    claim=laws("refuted", positive_homogeneity="proved"),
    summary="The absolute value.",
    references=("PyTorch documentation, torch.abs.",),
    aliases=(
        Alias(
            "np.abs np.absolute np.fabs torch.abs torch.absolute tf.abs math.fabs jax.lax.abs "
            "absolute fabs",
            "x",
            "abs(x)",
        ),
    ),
)
