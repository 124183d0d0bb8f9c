"""The gated linear unit lets one input pass to the extent that another opens a gate.

The gate is a sigmoid of x2, so for a fixed x2 it is linear in x1. As a function of both it is not
linear: doubling two positive inputs more than doubles the value, because the gate opens further.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The first input times a sigmoid that exponentiates only negative numbers."""
    gate = math.exp(-abs(at["x2"]))
    share = 1 / (1 + gate) if at["x2"] >= 0 else gate / (1 + gate)
    return [at["x1"] * share]


OPERATOR = Definition(
    name="glu",
    family="activation",
    signature="glu(x1, x2)",
    inputs=("x1", "x2"),
    expression="x1/(1 + exp(-x2))",
    reference=reference,
    claim=laws("refuted"),
    summary="One input times the sigmoid of another.",
    references=(
        "Dauphin, Fan, Auli and Grangier, Language Modeling with Gated Convolutional Networks, "
        "ICML 2017, arXiv:1612.08083.",
        "PyTorch documentation, torch.nn.GLU.",
    ),
    aliases=(
        Alias(
            "nn.GLU F.glu jax.nn.glu",
            instead="this halves the tensor: write glu(x1, x2), with an entry of each half",
        ),
    ),
)
