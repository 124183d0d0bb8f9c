"""Graphs, node by node: what the readers of models write.

Everything that only moves entries is one operation, `gather`, whatever it is called elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

from flint import fmpq

from symlin.kernel import term as k
from symlin.kernel.network import nodes as g
from symlin.kernel.network.arrays import Array, Kind, Shape, size_of
from symlin.kernel.network.graph import Graph
from symlin.kernel.numbers import Number
from symlin.language.network.indices import broadcast_shape, indices, strides, walk

Kept = Literal["sum", "max"]
Ref = int
"""A node, by its place."""
FILLER = -1
"""In an index: no entry, but the filler."""


class Builder:
    """Makes a graph from its inputs to its output. Shapes that do not fit are `Rejected` at the
    end; readers check them where they can name the layer."""

    def __init__(self) -> None:
        self._nodes: list[g.Node] = []
        self._labels: list[str] = []
        self._label = ""

    @contextmanager
    def labelled(self, label: str) -> Iterator[None]:
        """Nodes made inside come from this layer or line."""
        before, self._label = self._label, label
        try:
            yield
        finally:
            self._label = before

    def shape(self, ref: Ref) -> Shape:
        """The shape of a node."""
        return self._nodes[ref].shape

    def constant_array(self, ref: Ref) -> Array | None:
        """The numbers of a constant as it was given; None for every other node."""
        node = self._nodes[ref]
        return node.array if isinstance(node, g.Constant) else None

    def _add(self, node: g.Node) -> Ref:
        self._nodes.append(node)
        self._labels.append(self._label)
        return len(self._nodes) - 1

    # ---- inputs and constants ----

    def input(self, name: str, shape: Sequence[int]) -> Ref:
        """A tensor of real numbers."""
        return self._add(g.Input(name, tuple(shape)))

    def floats(self, shape: Sequence[int], kind: Kind, data: bytes) -> Ref:
        """Weights as bytes, little-endian, in row-major order."""
        return self._add(g.Constant(Array(tuple(shape), kind, data)))

    def numbers(self, shape: Sequence[int], numbers: Iterable[Number]) -> Ref:
        """Exact rational numbers, in row-major order."""
        return self._add(g.Constant(Array(tuple(shape), "exact", tuple(numbers))))

    def full(self, shape: Sequence[int], number: Number) -> Ref:
        """One number everywhere."""
        return self.broadcast(self.numbers((), (number,)), shape)

    # ---- movements ----

    def gather(
        self,
        parts: Ref | Sequence[Ref],
        shape: Sequence[int],
        places: Iterable[int] | memoryview[int] | None = None,
        filler: Number = 0,
    ) -> Ref:
        """Entry i is entry places[i] of the parts, flat and one after the other; -1 is the filler.

        Without places, a reshape.
        """
        refs = (parts,) if isinstance(parts, int) else tuple(parts)
        index = None if places is None else indices(places)
        if len(refs) == 1 and index is None and self.shape(refs[0]) == tuple(shape):
            return refs[0]
        return self._add(g.Gather(refs, tuple(shape), index, filler))

    def reshape(self, x: Ref, shape: Sequence[int]) -> Ref:
        """The same entries in another shape."""
        return self.gather(x, shape)

    def permute(self, x: Ref, axes: Sequence[int]) -> Ref:
        """Axis i of the result is axis axes[i]."""
        if list(axes) == sorted(axes):
            return x
        old = self.shape(x)
        steps = strides(old)
        sizes = [old[a] for a in axes]
        return self.gather(x, sizes, walk(sizes, [steps[a] for a in axes]))

    def broadcast(self, x: Ref, shape: Sequence[int]) -> Ref:
        """The entries repeated along axes that are missing or of size 1, as NumPy does."""
        old = self.shape(x)
        if old == tuple(shape):
            return x
        missing = len(shape) - len(old)
        steps = [0] * missing + [
            0 if n == 1 else step for n, step in zip(old, strides(old), strict=True)
        ]
        return self.gather(x, shape, walk(shape, steps))

    def concat(self, parts: Sequence[Ref], axis: int) -> Ref:
        """The parts one after the other along an axis; their other axes are the same."""
        shapes = [self.shape(p) for p in parts]
        axis %= len(shapes[0])
        outer, inner = size_of(shapes[0][:axis]), size_of(shapes[0][axis + 1 :])
        starts, start = [], 0
        for shape in shapes:
            starts.append(start)
            start += size_of(shape)
        runs = [
            range(first + o * shape[axis] * inner, first + (o + 1) * shape[axis] * inner)
            for o in range(outer)
            for first, shape in zip(starts, shapes, strict=True)
        ]
        total = sum(shape[axis] for shape in shapes)
        sizes = (*shapes[0][:axis], total, *shapes[0][axis + 1 :])
        return self.gather(parts, sizes, (i for run in runs for i in run))

    def last_axes(self, x: Ref, axes: Iterable[int]) -> tuple[Ref, Shape]:
        """The axes moved to the end and made one: what a reduction along them needs; and the shape
        of what is left."""
        shape = self.shape(x)
        chosen = sorted({a % len(shape) for a in axes})
        kept = [a for a in range(len(shape)) if a not in chosen]
        left = tuple(shape[a] for a in kept)
        moved = self.permute(x, [*kept, *chosen])
        return self.reshape(moved, (*left, size_of([shape[a] for a in chosen]))), left

    # ---- arithmetic ----

    def dense(self, x: Ref, weight: Ref, bias: Ref | None = None) -> Ref:
        """x W^T + b along the last axis, for W of shape (m, n)."""
        shape = (*self.shape(x)[:-1], self.shape(weight)[0])
        if 0 in (*self.shape(x), *self.shape(weight)):  # sums of nothing
            found = self.full(shape, 0)
        else:
            found = self._add(g.Dense((x, weight), shape))
        return found if bias is None else self.add(found, bias)

    def convolve(
        self,
        x: Ref,
        weight: Ref,
        *,
        stride: Sequence[int],
        padding: Sequence[tuple[int, int]],
        dilation: Sequence[int],
        groups: int = 1,
    ) -> Ref:
        """Cross-correlation with zero padding; x is (B, C, *plane), W is (O, C/groups, *window)."""
        old, size = self.shape(x), self.shape(weight)
        plane = [
            (n + sum(pair) - d * (w - 1) - 1) // s + 1
            for n, pair, d, w, s in zip(old[2:], padding, dilation, size[2:], stride, strict=True)
        ]
        shape = (old[0], size[0], *plane)
        pads = tuple((a, b) for a, b in padding)
        return self._add(
            g.Convolve((x, weight), shape, tuple(stride), pads, tuple(dilation), groups)
        )

    def matmul(self, a: Ref, b: Ref) -> Ref:
        """Matrix products of the last two axes, the others broadcast; both of rank 2 at least."""
        outer = broadcast_shape(self.shape(a)[:-2], self.shape(b)[:-2])
        rows, inner = self.shape(a)[-2:]
        columns = self.shape(b)[-1]
        batch = size_of(outer)
        left = self.reshape(self.broadcast(a, (*outer, rows, inner)), (batch, rows, inner))
        right = self.reshape(self.broadcast(b, (*outer, inner, columns)), (batch, inner, columns))
        found = self._add(g.MatMul((left, right), (batch, rows, columns)))
        return self.reshape(found, (*outer, rows, columns))

    def combine(
        self, parts: Sequence[Ref], coefficients: Sequence[Number], constant: Number = 0
    ) -> Ref:
        """The sum of coefficients times parts, and a constant; the parts are broadcast."""
        shape = broadcast_shape(*map(self.shape, parts))
        refs = tuple(self.broadcast(p, shape) for p in parts)
        return self._add(g.Combine(refs, shape, tuple(coefficients), constant))

    def add(self, *parts: Ref) -> Ref:
        """The sum."""
        return self.combine(parts, (1,) * len(parts))

    def subtract(self, a: Ref, b: Ref) -> Ref:
        """a - b."""
        return self.combine((a, b), (1, -1))

    def scale(self, x: Ref, factor: Number, constant: Number = 0) -> Ref:
        """factor x + constant."""
        return x if factor == 1 and constant == 0 else self.combine((x,), (factor,), constant)

    def multiply(self, a: Ref, b: Ref) -> Ref:
        """Entry by entry, broadcast."""
        shape = broadcast_shape(self.shape(a), self.shape(b))
        both = (self.broadcast(a, shape), self.broadcast(b, shape))
        return self._add(g.Multiply(both, shape))

    def divide(self, a: Ref, b: Ref) -> Ref:
        """a / b, without a value where b is 0."""
        return self.multiply(a, self.map(b, k.power(k.var(g.VARIABLE), -1)))

    def map(self, x: Ref, term: k.Term) -> Ref:
        """A formula in x at every entry."""
        if term is k.var(g.VARIABLE):
            return x
        return self._add(g.Map((x,), self.shape(x), term))

    def select(self, op: k.Op, guard: Ref, a: Ref, b: Ref) -> Ref:
        """a where `guard op 0`, else b; broadcast."""
        shape = broadcast_shape(*map(self.shape, (guard, a, b)))
        first, second, third = (self.broadcast(p, shape) for p in (guard, a, b))
        return self._add(g.Select((first, second, third), shape, op))

    # ---- reductions ----

    def sum(self, x: Ref, axes: Sequence[int], *, keep: bool = False) -> Ref:
        """The sum along axes."""
        return self._reduced(x, axes, "sum", keep)

    def maximum(self, x: Ref, axes: Sequence[int], *, keep: bool = False) -> Ref:
        """The largest entry along axes."""
        return self._reduced(x, axes, "max", keep)

    def mean(self, x: Ref, axes: Sequence[int], *, keep: bool = False) -> Ref:
        """The average along axes."""
        shape = self.shape(x)
        count = size_of([shape[a] for a in {a % len(shape) for a in axes}])
        return self.scale(self.sum(x, axes, keep=keep), fmpq(1, count))

    def largest(self, *parts: Ref) -> Ref:
        """Entry by entry, the largest of several, broadcast."""
        shape = broadcast_shape(*map(self.shape, parts))
        same = [self.reshape(self.broadcast(p, shape), (*shape, 1)) for p in parts]
        return self._add(g.Reduce((self.concat(same, -1),), shape, "max"))

    def windows(self, x: Ref, shape: Sequence[int], places: Iterable[int], kind: Kept) -> Ref:
        """The sum or the maximum of windows: `shape` ends in the size of one, and `places` name
        its entries. A window of a maximum names some entry twice where it is not full."""
        gathered = self.gather(x, shape, places)
        return self._add(
            g.Reduce((gathered,), tuple(shape[:-1]), "max" if kind == "max" else "sum")
        )

    def _reduced(self, x: Ref, axes: Sequence[int], kind: Kept, keep: bool) -> Ref:
        shape = self.shape(x)
        moved, left = self.last_axes(x, axes)
        found = self._add(g.Reduce((moved,), left, kind))
        if not keep:
            return found
        gone = {a % len(shape) for a in axes}
        return self.reshape(found, [1 if a in gone else n for a, n in enumerate(shape)])

    # ---- the end ----

    def graph(self, output: Ref) -> tuple[Graph, tuple[str, ...]]:
        """The graph of an output, without what it does not depend on, and the labels of its nodes.

        Inputs stay in any case. Raises `Rejected` where shapes do not fit.
        """
        needed = {output}
        for place in range(len(self._nodes) - 1, -1, -1):
            if place in needed:
                needed.update(self._nodes[place].parts)
        kept = [
            place
            for place, node in enumerate(self._nodes)
            if place in needed or isinstance(node, g.Input)
        ]
        kept.remove(output)
        kept.append(output)  # an input may stand after it
        places = {old: new for new, old in enumerate(kept)}
        nodes = [g.moved(self._nodes[old], places) for old in kept]
        return Graph(tuple(nodes)), tuple(self._labels[old] for old in kept)
