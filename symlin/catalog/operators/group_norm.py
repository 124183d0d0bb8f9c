"""Group normalisation takes the mean out of each group of channels, and divides by its deviation.

It is not linear: doubling the input hardly changes the output, for the deviation doubles as well.
It is odd: turning all signs turns the signs of the result. Mean and deviation are of the input
itself.
"""

from __future__ import annotations

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws
from symlin.catalog.layers.normalisation import group_norm

OPERATOR = Definition(
    name="group_norm",
    family="layer",
    signature="group_norm(groups, e)",
    layer=group_norm,
    example="group_norm(1, 1)",
    example_shape=(2, 1),
    claim=laws("refuted", odd="proved"),
    summary="Groups of channels, less their mean and over their deviation.",
    references=(
        "Wu and He, Group Normalization, ECCV 2018, arXiv:1803.08494.",
        "PyTorch documentation, torch.nn.GroupNorm.",
    ),
    aliases=(
        Alias(
            "nn.GroupNorm keras.layers.GroupNormalization",
            instead=(
                "the layer has weights of its own: write group_norm(groups, 1/100000), "
                "and its weights as layer_scale(w) after it"
            ),
        ),
    ),
)
