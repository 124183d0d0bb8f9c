"""The identity hands every input through unchanged.

It is the simplest linear map: f(x + y) = x + y = f(x) + f(y) and f(a x) = a x = a f(x), and its
matrix is [1].
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The input itself."""
    return [at["x"]]


OPERATOR = Definition(
    name="identity",
    family="elementary",
    signature="identity(x)",
    inputs=("x",),
    expression="x",
    reference=reference,
    claim=laws("proved"),
    summary="The input, unchanged.",
    references=("Axler, Linear Algebra Done Right, Springer, chapter 3.",),
    aliases=(
        Alias("nn.Identity keras.layers.Identity", "", "identity(x)"),
        Alias("tf.identity keras.activations.linear", "x", "identity(x)"),
        Alias("nn.Dropout", "p=number, inplace=any", "identity(x)"),
        Alias("keras.layers.Dropout", "rate=number", "identity(x)"),
    ),
)
