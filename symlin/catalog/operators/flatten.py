"""Flatten lays the rows of a tensor end to end, as one vector.

It is linear: no number changes, and its matrix is the identity. It stands between a convolution or
a pooling and a dense layer.
"""

from __future__ import annotations

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws
from symlin.catalog.layers.reshaping import flatten

OPERATOR = Definition(
    name="flatten",
    family="layer",
    signature="flatten",
    layer=flatten,
    example="flatten",
    example_shape=(2, 2),
    claim=laws("proved"),
    summary="The entries of a tensor as one vector, row after row.",
    references=("PyTorch documentation, torch.nn.Flatten.",),
    aliases=(
        Alias("nn.Flatten", "start_dim=1, end_dim=-1", "flatten"),
        Alias("keras.layers.Flatten", "", "flatten"),
    ),
)
