"""Layer normalisation of two entries: subtract their mean, divide by their deviation.

Unlike batch normalisation at inference, mean and deviation are computed from the input itself. That
makes it non-linear: doubling the input hardly changes the output, for the deviation doubles as
well. It is odd: turning all signs turns the signs of the result. The constant e > 0 keeps the
denominator from 0.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """Mean, variance, standard scores, one after the other."""
    entries = [at["x1"], at["x2"]]
    mean = sum(entries) / 2
    variance = sum((x - mean) ** 2 for x in entries) / 2
    return [(x - mean) / math.sqrt(variance + at["e"]) for x in entries]


OPERATOR = Definition(
    name="layer_norm",
    family="layer",
    signature="layer_norm(x1, x2, e)",
    inputs=("x1", "x2"),
    parameters={"e": "e > 0"},
    expression=("[(x1 - x2)/2/sqrt((x1 - x2)**2/4 + e), (x2 - x1)/2/sqrt((x1 - x2)**2/4 + e)]"),
    reference=reference,
    claim=laws("refuted", odd="proved"),
    summary="Two entries, less their mean and over their deviation.",
    references=(
        "Ba, Kiros and Hinton, Layer Normalization, 2016, arXiv:1607.06450.",
        "PyTorch documentation, torch.nn.LayerNorm.",
    ),
    aliases=(
        Alias(
            "nn.LayerNorm keras.layers.LayerNormalization",
            instead="this is only a size: write layer_norm(x1, x2, e) with the entries and eps",
        ),
    ),
)
