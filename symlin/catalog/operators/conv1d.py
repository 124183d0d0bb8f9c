"""A convolution slides a short list of weights along a sequence and takes weighted sums.

It is linear for all weights: each output is a sum of inputs times fixed numbers, and its matrix
repeats the weights along the diagonals. A bias makes it affine, and linear only if the bias is 0.
As in neural networks, the kernel is not flipped.
"""

from __future__ import annotations

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws
from symlin.catalog.layers.convolution import convolution

OPERATOR = Definition(
    name="conv1d",
    family="convolution",
    signature="conv1d(kernel, stride=1, padding=0, bias=0, dilation=1, groups=1)",
    layer=convolution(1),
    example="conv1d([w0, w1, w2])",
    example_shape=(5,),
    claim=laws("proved"),
    summary="Weighted sums of a window that slides along a sequence.",
    references=(
        "Dumoulin and Visin, A Guide to Convolution Arithmetic, 2016, arXiv:1603.07285.",
        "PyTorch documentation, torch.nn.Conv1d.",
    ),
    aliases=(
        Alias(
            "nn.Conv1d keras.layers.Conv1D",
            instead="these are only sizes: write the weights, as in conv1d([w0, w1, w2])",
        ),
    ),
)
