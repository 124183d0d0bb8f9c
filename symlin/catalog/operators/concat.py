"""Concatenation lays what several layers make of the same input one behind the other.

It is linear exactly when all the layers are: each of its outputs is one of theirs. They are joined
along the first axis, which is that of the channels.
"""

from __future__ import annotations

from symlin.catalog.definition import Definition, laws
from symlin.catalog.layers.branches import joined

OPERATOR = Definition(
    name="concat",
    family="layer",
    signature="concat(layers, layers, ...)",
    branches=joined("concat", "concat"),
    example="concat(identity, relu)",
    example_shape=(2,),
    claim=laws("refuted", positive_homogeneity="proved"),
    summary="The outputs of several layers on the same input, one after the other.",
    references=(
        "Huang, Liu, van der Maaten and Weinberger, Densely Connected Convolutional Networks, "
        "CVPR 2017, arXiv:1608.06993.",
    ),
    word=True,
)
