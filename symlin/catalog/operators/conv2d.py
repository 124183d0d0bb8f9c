"""A convolution slides a small grid of weights over an image and takes weighted sums.

It is linear for all weights: each output is a sum of inputs times fixed numbers. With several
channels the sums run over all of them. A bias makes it affine, and linear only if the bias is 0. As
in neural networks, the kernel is not flipped.
"""

from __future__ import annotations

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws
from symlin.catalog.layers.convolution import convolution

OPERATOR = Definition(
    name="conv2d",
    family="convolution",
    signature="conv2d(kernel, stride=1, padding=0, bias=0, dilation=1, groups=1)",
    layer=convolution(2),
    example="conv2d([[w0, w1], [w2, w3]])",
    example_shape=(3, 3),
    claim=laws("proved"),
    summary="Weighted sums of a window that slides over an image.",
    references=(
        "Dumoulin and Visin, A Guide to Convolution Arithmetic, 2016, arXiv:1603.07285.",
        "PyTorch documentation, torch.nn.Conv2d.",
    ),
    aliases=(
        Alias(
            "nn.Conv2d keras.layers.Conv2D",
            instead=(
                "these are only sizes: write the weights, as in conv2d([[w11, w12], [w21, w22]])"
            ),
        ),
    ),
)
