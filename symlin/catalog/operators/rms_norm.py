"""Root-mean-square normalisation divides each entry by the root of the mean of all squares.

It is not linear: doubling the input hardly changes the output, for the divisor doubles as well. It
is odd: turning all signs turns the signs of the result. The constant e > 0 keeps the divisor from
being 0.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, entries_of, laws
from symlin.catalog.trees import call, listing, quotient, squares, total
from symlin.language.tree import Name, Tree


def entries(inputs: Sequence[Tree]) -> Tree:
    """Each over the root of the mean square and e."""
    root = call("sqrt", total([quotient(squares(inputs), len(inputs)), Name("e")]))
    return listing([quotient(entry, root) for entry in inputs])


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The root mean square first."""
    values = entries_of(at)
    root = math.sqrt(math.fsum(value * value for value in values) / len(values) + at["e"])
    return [value / root for value in values]


OPERATOR = Definition(
    name="rms_norm",
    family="layer",
    signature="rms_norm(x1, x2, e)",
    inputs=("x1", "x2"),
    parameters={"e": "e > 0"},
    expression="[x1/sqrt((x1**2 + x2**2)/2 + e), x2/sqrt((x1**2 + x2**2)/2 + e)]",
    reference=reference,
    claim=laws("refuted", odd="proved"),
    summary="The entries over the root of their mean square.",
    references=(
        "Zhang and Sennrich, Root Mean Square Layer Normalization, NeurIPS 2019, arXiv:1910.07467.",
        "PyTorch documentation, torch.nn.RMSNorm.",
    ),
    aliases=(
        Alias(
            "nn.RMSNorm keras.layers.RMSNormalization",
            instead=(
                "the layer has weights of its own: write rms_norm(e=1/100000), and its "
                "weights as layer_scale(w) after it"
            ),
        ),
    ),
    entries=entries,
)
