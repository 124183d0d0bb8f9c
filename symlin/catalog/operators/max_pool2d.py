"""Max pooling replaces each window of an image by its largest entry.

It is not linear, even without any activation: of two images that are 1 at different places of a
window and 0 elsewhere, each gives 1, but so does their sum. Positive factors pass through it; with
-1 the largest entry becomes the smallest. Only a window of a single entry is linear.
"""

from __future__ import annotations

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws
from symlin.catalog.layers.pooling import pooling

OPERATOR = Definition(
    name="max_pool2d",
    family="pooling",
    signature="max_pool2d(window, stride=window, padding=0)",
    layer=pooling("max", 2),
    example="max_pool2d(2)",
    example_shape=(4, 4),
    claim=laws("refuted", positive_homogeneity="proved"),
    summary="The largest entry of each window of an image.",
    references=(
        "Boureau, Ponce and LeCun, A Theoretical Analysis of Feature Pooling in Visual "
        "Recognition, ICML 2010.",
        "PyTorch documentation, torch.nn.MaxPool2d.",
    ),
    aliases=(
        Alias(
            "nn.MaxPool2d",
            "kernel_size, stride=none, padding=none, dilation=1, return_indices=False, "
            "ceil_mode=False",
            "max_pool2d(kernel_size, stride=stride, padding=padding)",
        ),
        Alias(
            "keras.layers.MaxPooling2D keras.layers.MaxPool2D",
            "pool_size=2, strides=none",
            "max_pool2d(pool_size, stride=strides)",
        ),
    ),
)
