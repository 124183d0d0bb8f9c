"""Sum pooling replaces each window of an image by the sum of its entries.

It is linear: each row of its matrix has a 1 for every entry of the window, and 0 elsewhere. It is
average pooling times the size of the window.
"""

from __future__ import annotations

from symlin.catalog.definition import Definition, laws
from symlin.catalog.layers.pooling import pooling

OPERATOR = Definition(
    name="sum_pool2d",
    family="pooling",
    signature="sum_pool2d(window, stride=window, padding=0)",
    layer=pooling("sum", 2),
    example="sum_pool2d(2)",
    example_shape=(4, 4),
    claim=laws("proved"),
    summary="The sum of each window of an image.",
    references=("Dumoulin and Visin, A Guide to Convolution Arithmetic, 2016, arXiv:1603.07285.",),
)
