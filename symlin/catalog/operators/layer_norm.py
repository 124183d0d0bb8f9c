"""Layer normalisation subtracts the mean of all entries, and divides by their deviation.

Unlike batch normalisation at inference, mean and deviation are computed from the input itself. That
makes it non-linear: doubling the input hardly changes the output, for the deviation doubles as
well. It is odd: turning all signs turns the signs of the result. The constant e > 0 keeps the
denominator from 0.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, entries_of, laws
from symlin.catalog.trees import call, deviations, listing, quotient, squares, total
from symlin.language.tree import Name, Tree


def entries(inputs: Sequence[Tree]) -> Tree:
    """What each has more than the mean, over the root of the variance and e."""
    more = deviations(inputs)
    root = call("sqrt", total([quotient(squares(more), len(inputs)), Name("e")]))
    return listing([quotient(entry, root) for entry in more])


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """Mean, variance, standard scores, one after the other."""
    values = entries_of(at)
    mean = math.fsum(values) / len(values)
    variance = math.fsum((x - mean) ** 2 for x in values) / len(values)
    return [(x - mean) / math.sqrt(variance + at["e"]) for x in values]


OPERATOR = Definition(
    name="layer_norm",
    family="layer",
    signature="layer_norm(x1, x2, e)",
    inputs=("x1", "x2"),
    parameters={"e": "e > 0"},
    expression=("[(x1 - x2)/2/sqrt((x1 - x2)**2/4 + e), (x2 - x1)/2/sqrt((x1 - x2)**2/4 + e)]"),
    reference=reference,
    claim=laws("refuted", odd="proved"),
    summary="The entries less their mean, over their deviation.",
    references=(
        "Ba, Kiros and Hinton, Layer Normalization, 2016, arXiv:1607.06450.",
        "PyTorch documentation, torch.nn.LayerNorm.",
    ),
    aliases=(
        Alias(
            "nn.LayerNorm keras.layers.LayerNormalization",
            instead=(
                "the layer has weights of its own: write layer_norm(e=1/100000), and its "
                "weights as layer_scale(w) after it"
            ),
        ),
    ),
    entries=entries,
)
