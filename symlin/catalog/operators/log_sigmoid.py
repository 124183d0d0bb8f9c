"""The log-sigmoid is the logarithm of the sigmoid, and always negative.

It is not linear: f(0) = -log(2), while a linear map sends 0 to 0. Its slope runs from 1 on the far
left to 0 on the far right, so it is not affine either.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The negative part, less what is left of the logarithm; nothing overflows."""
    x = at["x"]
    return [min(x, 0.0) - math.log1p(math.exp(-abs(x)))]


OPERATOR = Definition(
    name="log_sigmoid",
    family="activation",
    signature="log_sigmoid(x)",
    inputs=("x",),
    expression="log(1/(1 + exp(-x)))",
    reference=reference,
    claim=laws("refuted"),
    summary="The logarithm of the sigmoid.",
    references=("PyTorch documentation, torch.nn.LogSigmoid.",),
    aliases=(
        Alias(
            "F.logsigmoid jax.nn.log_sigmoid tf.nn.log_sigmoid keras.activations.log_sigmoid "
            "scipy.special.log_expit",
            "x",
            "log_sigmoid(x)",
        ),
        Alias("nn.LogSigmoid", "", "log_sigmoid(x)"),
    ),
)
