"""The matrix and the offset of a network that is affine: exact, and worked out on demand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flint import arb

from symlin.exact.memory import load_numpy
from symlin.kernel.claim import Law
from symlin.kernel.network.arrays import size_of
from symlin.kernel.network.breach import Value
from symlin.kernel.network.evaluate import Evaluation, Point
from symlin.kernel.network.structure import is_total
from symlin.kernel.network.theorem import NetworkTheorem
from symlin.kernel.numbers import exact
from symlin.kernel.theorem import is_theorem
from symlin.kernel.theories.enclosure import NoBall
from symlin.kernel.theories.rational import NoValue

if TYPE_CHECKING:
    from os import PathLike

AT_ONCE = 64
"""Columns that are worked out together: as many points of the network at once."""
BITS = 128
"""Of balls, where entries are not rational; a float has 53."""


@dataclass(frozen=True)
class AffineMap:
    """A and c with f(x) = A x + c, entry by entry in row-major order.

    Entries are rational numbers, or balls where they are not. A has one column for each entry of
    the inputs, one input after the other; each of its columns is f(e) - f(0). The network must be
    affine on the whole space, as the theorem says. Raises `ValueError` where it has no value at one
    of these points.
    """

    theorem: NetworkTheorem = field(repr=False)

    def __post_init__(self) -> None:
        theorem = self.theorem
        whole = theorem.subject.domain.is_everywhere
        if not is_theorem(theorem) or theorem.law not in (Law.AFFINE, Law.LINEAR):
            raise TypeError("a matrix is read off a theorem that the network is affine")
        if theorem.status != "proved" or not whole:
            raise ValueError("the network is not shown to be affine on the whole space")

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return size_of(self.theorem.subject.graph.output.shape), len(self._units)

    @cached_property
    def _units(self) -> list[Point]:
        inputs = self.theorem.subject.graph.input_nodes()
        return [{node.name: {i: 1}} for node in inputs for i in range(size_of(node.shape))]

    @cached_property
    def offset(self) -> list[Value]:
        """c, which is f(0)."""
        return next(self._at([{}], None))

    def row(self, output: int) -> list[Value]:
        """The row of A for one output. Raises `IndexError` where there is none."""
        if not 0 <= output < self.shape[0]:
            raise IndexError(f"the map has {self.shape[0]} rows, counted from 0")
        return [values[output] for values in self._columns({output})]

    def rows(self) -> list[list[Value]]:
        """All rows of A."""
        return [list(row) for row in zip(*self._columns(None), strict=True)]

    def numpy(self) -> tuple[Any, Any]:
        """A and c as arrays of floats, each the nearest to the exact number."""
        numpy = load_numpy()
        rows = [list(map(_float, row)) for row in self.rows()]
        matrix = numpy.array(rows, dtype="f8").reshape(self.shape)
        return matrix, numpy.array(list(map(_float, self.offset)), dtype="f8")

    def save(self, path: str | PathLike[str]) -> None:
        """A and c as floats, under these names in a file of NumPy's; raises `OSError`."""
        import io

        from symlin.exact.files import save

        numpy = load_numpy()
        matrix, offset = self.numpy()
        buffer = io.BytesIO()
        numpy.savez(buffer, A=matrix, c=offset)
        save(Path(path), buffer.getvalue())

    def _columns(self, outputs: set[int] | None) -> Iterator[list[Any]]:
        offset = self.offset
        for start in range(0, len(self._units), AT_ONCE):
            for values in self._at(self._units[start : start + AT_ONCE], outputs):
                yield [
                    None if v is None else _less(v, c) for v, c in zip(values, offset, strict=True)
                ]

    def _at(self, points: Sequence[Point], outputs: set[int] | None) -> Iterator[list[Any]]:
        graph = self.theorem.subject.graph
        # where one output has no value, the others say nothing of the map
        asked = outputs if is_total(graph) else None
        try:
            values = Evaluation(graph, points, {len(graph.nodes) - 1: asked}).values(BITS)
        except (NoValue, NoBall):
            raise ValueError("the network has no value at 0, or at a unit vector") from None
        for point in range(len(points)):
            row = values.row(point)
            yield [None if row[i] is None else values.number(point, i) for i in range(len(row))]


def _less(value: Value, other: Value) -> Value:
    if isinstance(value, arb) or isinstance(other, arb):
        return arb(value) - arb(other)
    return exact(value - other)


def _float(value: Value) -> float:
    return float(value.mid()) if isinstance(value, arb) else float(value)
