"""Log-sum-exp is a smooth version of the maximum, and lies strictly above it.

It is not linear: at the origin it is log(2), while a linear map sends 0 to 0. Adding a number to
both inputs adds it to the value, but adding two different numbers does not.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The larger input, plus what is left of the logarithm; nothing overflows."""
    x1, x2 = at["x1"], at["x2"]
    return [max(x1, x2) + math.log1p(math.exp(-abs(x1 - x2)))]


OPERATOR = Definition(
    name="log_sum_exp",
    family="readout",
    signature="log_sum_exp(x1, x2)",
    inputs=("x1", "x2"),
    expression="log(exp(x1) + exp(x2))",
    reference=reference,
    claim=laws("refuted"),
    summary="The smooth maximum log(exp(x1) + exp(x2)).",
    references=(
        "Boyd and Vandenberghe, Convex Optimization, Cambridge, 2004, section 3.1.5.",
        "PyTorch documentation, torch.logsumexp.",
    ),
)
