"""A dense layer multiplies its input by a matrix and adds a bias.

It is affine for all weights. It is linear exactly when the bias is 0, because the zero vector is
sent to the bias, and a linear map sends it to zero. PyTorch calls this layer "Linear", in the sense
in which a straight line is called a linear function.
"""

from __future__ import annotations

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws
from symlin.catalog.layers.dense import dense

OPERATOR = Definition(
    name="dense",
    family="layer",
    signature="dense(matrix, bias=0)",
    layer=dense,
    example="dense([[w11, w12], [w21, w22]], bias=[b1, b2])",
    example_shape=(2,),
    claim=laws("conditional", affine="proved"),
    summary="A matrix and a bias; linear exactly when the bias is 0, affine always.",
    references=(
        "Goodfellow, Bengio and Courville, Deep Learning, MIT Press, 2016, chapter 6.",
        "PyTorch documentation, torch.nn.Linear.",
    ),
    aliases=(
        Alias(
            "nn.Linear keras.layers.Dense",
            instead=(
                "nn.Linear takes sizes alone: write the weights, as in "
                "dense([[w11, w12], [w21, w22]])"
            ),
        ),
        Alias("linear", "matrix, bias=none", "dense(matrix, bias=bias)"),
    ),
)
