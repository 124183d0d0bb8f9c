"""Adaptive pooling takes the averages of as many windows as there are to be outputs.

It is linear: each output is a weighted sum of the entries in its window, with equal weights. Output
i of m pools the entries from floor(i*n/m) up to ceil((i + 1)*n/m), so that windows may overlap.
"""

from __future__ import annotations

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws
from symlin.catalog.layers.pooling import adaptive

OPERATOR = Definition(
    name="adaptive_avg_pool2d",
    family="pooling",
    signature="adaptive_avg_pool2d(size)",
    layer=adaptive("avg", 2),
    example="adaptive_avg_pool2d(2)",
    example_shape=(4, 4),
    claim=laws("proved"),
    summary="The average of so many windows over an image.",
    references=("PyTorch documentation, torch.nn.AdaptiveAvgPool2d.",),
    aliases=(Alias("nn.AdaptiveAvgPool2d", "output_size", "adaptive_avg_pool2d(output_size)"),),
)
