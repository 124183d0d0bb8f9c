"""Parallel layers see the same input, and their outputs are added up: f(x) + g(x).

Such a sum of linear layers is linear. One that is not linear makes the sum so, unless another takes
back what it spoils: relu(x) - relu(-x) is x.
"""

from __future__ import annotations

from symlin.catalog.definition import Definition, laws
from symlin.catalog.layers.branches import joined

OPERATOR = Definition(
    name="parallel",
    family="layer",
    signature="parallel(layers, layers, ...)",
    branches=joined("parallel", "sum"),
    example="parallel(dense([[1, 2], [3, 4]]), relu)",
    example_shape=(2,),
    claim=laws("refuted", positive_homogeneity="proved"),
    summary="The sum of what several layers make of the same input.",
    references=("Szegedy et al., Going Deeper with Convolutions, CVPR 2015, arXiv:1409.4842.",),
    word=True,
)
