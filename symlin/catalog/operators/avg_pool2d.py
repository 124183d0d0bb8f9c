"""Average pooling replaces each window of an image by the average of its entries.

It is linear: every output is a weighted sum of the inputs, with the same weight for each entry of
the window. A convolution with a constant kernel and the same stride does the same on each channel.
Padding counts as zeros in the average, and keeps it linear.
"""

from __future__ import annotations

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws
from symlin.catalog.layers.pooling import pooling

OPERATOR = Definition(
    name="avg_pool2d",
    family="pooling",
    signature="avg_pool2d(window, stride=window, padding=0)",
    layer=pooling("avg", 2),
    example="avg_pool2d(2)",
    example_shape=(4, 4),
    claim=laws("proved"),
    summary="The average of each window of an image.",
    references=(
        "LeCun, Bottou, Bengio and Haffner, Gradient-Based Learning Applied to Document "
        "Recognition, Proceedings of the IEEE 86, 1998.",
        "PyTorch documentation, torch.nn.AvgPool2d.",
    ),
    aliases=(
        Alias(
            "nn.AvgPool2d",
            "kernel_size, stride=none, padding=none, ceil_mode=False, count_include_pad=True",
            "avg_pool2d(kernel_size, stride=stride, padding=padding)",
        ),
        Alias(
            "keras.layers.AveragePooling2D keras.layers.AvgPool2D",
            "pool_size=2, strides=none",
            "avg_pool2d(pool_size, stride=strides)",
        ),
    ),
)
