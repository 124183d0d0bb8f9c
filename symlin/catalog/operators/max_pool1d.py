"""Max pooling replaces each window of a sequence by its largest entry.

It is not linear, even without any activation: the windows (1, 0) and (0, 1) both give 1, but their
sum (1, 1) gives 1 and not 2. Positive factors pass through it; with -1 the largest entry becomes
the smallest. A window of one entry is the exception: it changes nothing, and is linear.
"""

from __future__ import annotations

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws
from symlin.catalog.layers.pooling import pooling

OPERATOR = Definition(
    name="max_pool1d",
    family="pooling",
    signature="max_pool1d(window, stride=window, padding=0)",
    layer=pooling("max", 1),
    example="max_pool1d(2)",
    example_shape=(4,),
    claim=laws("refuted", positive_homogeneity="proved"),
    summary="The largest entry of each window of a sequence.",
    references=(
        "Boureau, Ponce and LeCun, A Theoretical Analysis of Feature Pooling in Visual "
        "Recognition, ICML 2010.",
        "PyTorch documentation, torch.nn.MaxPool1d.",
    ),
    aliases=(
        Alias(
            "nn.MaxPool1d",
            "kernel_size, stride=none, padding=none, dilation=1, return_indices=False, "
            "ceil_mode=False",
            "max_pool1d(kernel_size, stride=stride, padding=padding)",
        ),
        Alias(
            "keras.layers.MaxPooling1D keras.layers.MaxPool1D",
            "pool_size=2, strides=none",
            "max_pool1d(pool_size, stride=strides)",
        ),
    ),
)
