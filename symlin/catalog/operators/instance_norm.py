"""Instance normalisation takes the mean out of each channel, and divides by its deviation.

It is not linear: doubling the input hardly changes the output, for the deviation doubles as well.
It is odd: turning all signs turns the signs of the result. It is group normalisation with one
channel in each group.
"""

from __future__ import annotations

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws
from symlin.catalog.layers.normalisation import instance_norm

OPERATOR = Definition(
    name="instance_norm",
    family="layer",
    signature="instance_norm(e)",
    layer=instance_norm,
    example="instance_norm(1)",
    example_shape=(1, 2),
    claim=laws("refuted", odd="proved"),
    summary="Each channel, less its mean and over its deviation.",
    references=(
        "Ulyanov, Vedaldi and Lempitsky, Instance Normalization, 2016, arXiv:1607.08022.",
        "PyTorch documentation, torch.nn.InstanceNorm2d.",
    ),
    aliases=(
        Alias(
            "nn.InstanceNorm1d nn.InstanceNorm2d",
            "num_features=number, eps=1/100000, affine=False",
            "instance_norm(eps)",
        ),
    ),
)
