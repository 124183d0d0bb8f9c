"""The hard sigmoid is a sigmoid made of straight pieces: 0, then a ramp, then 1.

It is not linear: f(0) = 1/2, while a linear map sends 0 to 0. It is not affine either, because the
ramp, x/6 + 1/2, ends at -3 and at 3.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The middle one of 0, the ramp and 1."""
    return [sorted((0.0, at["x"] / 6 + 0.5, 1.0))[1]]


OPERATOR = Definition(
    name="hard_sigmoid",
    family="activation",
    signature="hard_sigmoid(x)",
    inputs=("x",),
    expression="Piecewise((0, x <= -3), (1, x >= 3), (x/6 + 1/2, True))",
    reference=reference,
    claim=laws("refuted"),
    summary="A sigmoid made of straight pieces: x/6 + 1/2, cut off at 0 and 1.",
    references=(
        "Howard et al., Searching for MobileNetV3, ICCV 2019, arXiv:1905.02244.",
        "PyTorch documentation, torch.nn.Hardsigmoid.",
    ),
    aliases=(
        Alias("F.hardsigmoid jax.nn.hard_sigmoid", "x, inplace=any", "hard_sigmoid(x)"),
        Alias("nn.Hardsigmoid", "inplace=any", "hard_sigmoid(x)"),
        Alias(
            "keras.activations.hard_sigmoid",
            instead=(
                "in Keras 3 this is hard_sigmoid(x), in Keras 2 it is clamp(x/5 + 1/2, 0,"
                " 1): write one of them"
            ),
        ),
    ),
)
