"""Layers that move along axes: flatten, and softmax along the last axis."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from symlin.catalog.definition import Argument, Layer, Shape
from symlin.catalog.layers.arguments import bind, entry_count
from symlin.errors import InputError
from symlin.kernel.term import Term, add, div, function


class Flatten(Layer):
    """One axis out of all of them, in row-major order."""

    @property
    def name(self) -> str:
        """The catalog name."""
        return "flatten"

    def shape(self, shape: Shape) -> Shape:
        """(a, b, ...) to (a * b * ...,)."""
        return (entry_count(shape),)

    def apply(self, entries: Sequence[Term], shape: Shape) -> tuple[Term, ...]:
        """The entries as they are."""
        return tuple(entries)

    def evaluate(
        self, entries: Sequence[float], shape: Shape, parameters: Mapping[str, float]
    ) -> list[float]:
        """The entries as they are."""
        return list(entries)


class Softmax(Layer):
    """exp(x_i) divided by the sum of the exp(x_j) along the last axis; the shape stays."""

    @property
    def name(self) -> str:
        """The catalog name."""
        return "softmax"

    def shape(self, shape: Shape) -> Shape:
        """Unchanged; raises `InputError` for a single number."""
        if not shape:
            raise InputError("softmax needs a vector, the input is a single number")
        return shape

    def apply(self, entries: Sequence[Term], shape: Shape) -> tuple[Term, ...]:
        """Exponentials over their sum, which is one shared node for each vector."""
        outputs: list[Term] = []
        for start in range(0, len(entries), shape[-1]):
            exponentials = [function("exp", x) for x in entries[start : start + shape[-1]]]
            total = add(*exponentials)
            outputs.extend(div(e, total) for e in exponentials)
        return tuple(outputs)

    def evaluate(
        self, entries: Sequence[float], shape: Shape, parameters: Mapping[str, float]
    ) -> list[float]:
        """The same with the largest entry taken off first, so that nothing overflows."""
        outputs: list[float] = []
        for start in range(0, len(entries), shape[-1]):
            vector = entries[start : start + shape[-1]]
            weights = [math.exp(x - max(vector)) for x in vector]
            outputs.extend(w / math.fsum(weights) for w in weights)
        return outputs


def flatten(arguments: Sequence[Argument], keywords: Mapping[str, Argument]) -> Flatten:
    """`flatten`, without arguments."""
    bind("flatten", (), arguments, keywords)
    return Flatten()


def softmax(arguments: Sequence[Argument], keywords: Mapping[str, Argument]) -> Softmax:
    """`softmax`, without arguments: along the last axis."""
    bind("softmax", (), arguments, keywords)
    return Softmax()
