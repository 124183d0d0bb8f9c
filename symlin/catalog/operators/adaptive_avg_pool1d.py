"""Adaptive pooling takes the averages of as many windows as there are to be outputs.

It is linear: each output is a weighted sum of the entries in its window, with equal weights. Output
i of m pools the entries from floor(i*n/m) up to ceil((i + 1)*n/m), so that windows may overlap.
"""

from __future__ import annotations

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws
from symlin.catalog.layers.pooling import adaptive

OPERATOR = Definition(
    name="adaptive_avg_pool1d",
    family="pooling",
    signature="adaptive_avg_pool1d(size)",
    layer=adaptive("avg", 1),
    example="adaptive_avg_pool1d(2)",
    example_shape=(5,),
    claim=laws("proved"),
    summary="The average of so many windows over a sequence.",
    references=("PyTorch documentation, torch.nn.AdaptiveAvgPool1d.",),
    aliases=(Alias("nn.AdaptiveAvgPool1d", "output_size", "adaptive_avg_pool1d(output_size)"),),
)
