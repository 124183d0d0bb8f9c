"""The logistic sigmoid squeezes the real line into the interval from 0 to 1.

It is not linear, and not even affine: a linear map sends 0 to 0, but f(0) = 1/2, and no line other
than a flat one stays between two bounds. Near 0 it looks like the line 1/2 + x/4, which is only an
approximation.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """Only a negative number is exponentiated, so nothing overflows."""
    x = at["x"]
    small = math.exp(-abs(x))
    return [1 / (1 + small) if x >= 0 else small / (1 + small)]


OPERATOR = Definition(
    name="sigmoid",
    family="activation",
    signature="sigmoid(x)",
    inputs=("x",),
    expression="1/(1 + exp(-x))",
    reference=reference,
    claim=laws("refuted"),
    summary="The logistic curve 1/(1 + exp(-x)).",
    references=(
        "Goodfellow, Bengio and Courville, Deep Learning, MIT Press, 2016, section 3.10.",
        "PyTorch documentation, torch.nn.Sigmoid.",
    ),
    aliases=(
        Alias(
            "F.sigmoid jax.nn.sigmoid tf.nn.sigmoid keras.activations.sigmoid "
            "scipy.special.expit torch.special.expit jax.lax.logistic",
            "x",
            "sigmoid(x)",
        ),
        Alias("nn.Sigmoid", "", "sigmoid(x)"),
        Alias("expit logistic", "x", "sigmoid(x)"),
    ),
)
