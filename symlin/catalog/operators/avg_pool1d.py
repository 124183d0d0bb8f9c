"""Average pooling replaces each window of a sequence by the average of its entries.

It is linear: every output is a weighted sum of the inputs, with the same weight for each entry of
the window, and such sums are exactly what a matrix does. Padding counts as zeros in the average,
and keeps it linear.
"""

from __future__ import annotations

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws
from symlin.catalog.layers.pooling import pooling

OPERATOR = Definition(
    name="avg_pool1d",
    family="pooling",
    signature="avg_pool1d(window, stride=window, padding=0)",
    layer=pooling("avg", 1),
    example="avg_pool1d(2)",
    example_shape=(4,),
    claim=laws("proved"),
    summary="The average of each window of a sequence.",
    references=("PyTorch documentation, torch.nn.AvgPool1d.",),
    aliases=(
        Alias(
            "nn.AvgPool1d",
            "kernel_size, stride=none, padding=none, ceil_mode=False, count_include_pad=True",
            "avg_pool1d(kernel_size, stride=stride, padding=padding)",
        ),
        Alias(
            "keras.layers.AveragePooling1D keras.layers.AvgPool1D",
            "pool_size=2, strides=none",
            "avg_pool1d(pool_size, stride=strides)",
        ),
    ),
)
