"""A residual connection adds a layer's input to its output: x + f(x).

It is linear exactly when the layers in it are: the identity beside them changes nothing about that.
Here they end in ReLU, and the sum is not linear either.
"""

from __future__ import annotations

from symlin.catalog.definition import Definition, laws
from symlin.catalog.layers.branches import residual

OPERATOR = Definition(
    name="residual",
    family="layer",
    signature="residual(layers)",
    branches=residual,
    example="residual(dense([[1, 2], [3, 4]]) >> relu)",
    example_shape=(2,),
    claim=laws("refuted", positive_homogeneity="proved"),
    summary="The input added to what layers make of it.",
    references=(
        "He, Zhang, Ren and Sun, Deep Residual Learning for Image Recognition, CVPR 2016, "
        "arXiv:1512.03385.",
    ),
    word=True,
)
