"""The Euclidean norm is the length of a vector.

It is not linear: the length of a sum is at most the sum of the lengths (the triangle inequality),
and usually less: (1, 0) and (0, 1) have length 1 each, their sum has length sqrt(2). Lengths scale
with positive factors, but the length of -x is that of x.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, entries_of, laws
from symlin.catalog.trees import call, squares
from symlin.language.tree import Tree


def entries(inputs: Sequence[Tree]) -> Tree:
    """The root of the sum of squares."""
    return call("sqrt", squares(inputs))


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The length, by a routine that cannot overflow on the way."""
    return [math.hypot(*entries_of(at))]


OPERATOR = Definition(
    name="l2_norm",
    family="readout",
    signature="l2_norm(x1, x2, ...)",
    inputs=("x1", "x2"),
    expression="sqrt(x1**2 + x2**2)",
    reference=reference,
    claim=laws("refuted", positive_homogeneity="proved"),
    summary="The length of a vector.",
    references=("Horn and Johnson, Matrix Analysis, Cambridge University Press, chapter 5.",),
    entries=entries,
    aliases=(
        Alias("norm", "...", "l2_norm"),
        Alias("np.linalg.norm torch.norm torch.linalg.norm", "x", "l2_norm(x)"),
        Alias("tf.norm", "x", "l2_norm(x)"),
    ),
)
