"""Adaptive pooling takes the largest entries of as many windows as there are to be outputs.

It is not linear: where two inputs have their largest entries at different places of a window, these
add up, but the largest entry of their sum is smaller. Output i of m pools the entries from
floor(i*n/m) up to ceil((i + 1)*n/m), so that windows may overlap.
"""

from __future__ import annotations

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws
from symlin.catalog.layers.pooling import adaptive

OPERATOR = Definition(
    name="adaptive_max_pool1d",
    family="pooling",
    signature="adaptive_max_pool1d(size)",
    layer=adaptive("max", 1),
    example="adaptive_max_pool1d(2)",
    example_shape=(4,),
    claim=laws("refuted", positive_homogeneity="proved"),
    summary="The largest entry of so many windows over a sequence.",
    references=("PyTorch documentation, torch.nn.AdaptiveMaxPool1d.",),
    aliases=(
        Alias(
            "nn.AdaptiveMaxPool1d",
            "output_size, return_indices=False",
            "adaptive_max_pool1d(output_size)",
        ),
    ),
)
