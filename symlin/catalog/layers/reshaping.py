"""Layers that change the shape alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from symlin.catalog.definition import Argument, Layer, Shape
from symlin.catalog.layers.arguments import bind, entry_count

if TYPE_CHECKING:
    from symlin.language.network.builder import Builder, Ref


class Flatten(Layer):
    """One axis out of all of them, in row-major order."""

    @property
    def name(self) -> str:
        """The catalog name."""
        return "flatten"

    def shape(self, shape: Shape) -> Shape:
        """(a, b, ...) to (a * b * ...,)."""
        return (entry_count(shape),)

    def emit(self, builder: Builder, x: Ref) -> Ref:
        """The entries as they are."""
        return builder.reshape(x, self.shape(builder.shape(x)))

    def evaluate(
        self, entries: Sequence[float], shape: Shape, parameters: Mapping[str, float]
    ) -> list[float]:
        """The entries as they are."""
        return list(entries)


def flatten(arguments: Sequence[Argument], keywords: Mapping[str, Argument]) -> Flatten:
    """`flatten`, without arguments."""
    bind("flatten", (), arguments, keywords)
    return Flatten()
