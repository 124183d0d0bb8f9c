"""Softmax turns numbers into positive shares that sum to 1.

It is not linear: at the origin every share is 1/n, while a linear map sends 0 to 0. Adding the same
number to all inputs changes nothing, and large differences are squeezed towards 0 and 1. With two
inputs the first share is the sigmoid of their difference.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, entries_of, laws
from symlin.catalog.trees import call, listing, quotient, total
from symlin.language.tree import Tree


def entries(inputs: Sequence[Tree]) -> Tree:
    """Exponentials over their sum."""
    exponentials = [call("exp", entry) for entry in inputs]
    sum_of_all = total(exponentials)
    return listing([quotient(entry, sum_of_all) for entry in exponentials])


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The largest input is taken off first; nothing overflows."""
    values = entries_of(at)
    weights = [math.exp(value - max(values)) for value in values]
    return [weight / math.fsum(weights) for weight in weights]


OPERATOR = Definition(
    name="softmax",
    family="readout",
    signature="softmax(x1, x2, ...)",
    inputs=("x1", "x2"),
    expression="[exp(x1)/(exp(x1) + exp(x2)), exp(x2)/(exp(x1) + exp(x2))]",
    reference=reference,
    claim=laws("refuted"),
    summary="Exponentials over their sum: positive shares that sum to 1.",
    references=(
        "Bridle, Probabilistic Interpretation of Feedforward Classification Network Outputs, "
        "with Relationships to Statistical Pattern Recognition, in Neurocomputing, Springer, 1990.",
        "PyTorch documentation, torch.nn.Softmax.",
    ),
    entries=entries,
    aliases=(
        Alias("scipy.special.softmax", "x, axis", "softmax(x, axis=axis)"),
        Alias("F.softmax torch.softmax", "x, dim=none", "softmax(x, axis=dim)"),
        Alias(
            "jax.nn.softmax tf.nn.softmax keras.activations.softmax",
            "x, axis=none",
            "softmax(x, axis=axis)",
        ),
        Alias("nn.Softmax", "dim=none", "softmax(axis=dim)"),
        Alias("keras.layers.Softmax", "axis=none", "softmax(axis=axis)"),
    ),
)
