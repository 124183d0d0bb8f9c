"""The logit is the logarithm of the odds x/(1 - x) of a probability, and undoes the sigmoid.

It is not linear: f(1/4) + f(1/4) = -2 log(3), but f(1/2) = 0. It has a value only between 0 and 1,
and grows beyond all bounds towards either end.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws
from symlin.language.operator import NO_VALUE


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The difference of two logarithms; no value outside 0 and 1."""
    x = at["x"]
    return [math.log(x) - math.log1p(-x)] if 0 < x < 1 else [NO_VALUE]


OPERATOR = Definition(
    name="logit",
    family="elementary",
    signature="logit(x)",
    inputs=("x",),
    expression="log(x) - log(1 - x)",
    reference=reference,
    claim=laws("refuted", odd="proved"),
    summary="The logarithm of the odds x/(1 - x).",
    references=(
        "Berkson, Application of the Logistic Function to Bio-Assay, Journal of the American "
        "Statistical Association 39, 1944.",
        "PyTorch documentation, torch.special.logit.",
    ),
    aliases=(Alias("torch.logit scipy.special.logit", "x", "logit(x)"),),
)
