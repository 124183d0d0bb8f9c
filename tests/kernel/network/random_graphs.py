"""Graphs drawn at random: every operation, in every shape that it takes."""

from __future__ import annotations

import struct
from array import array
from random import Random

from flint import fmpq

from symlin.kernel import term as k
from symlin.kernel.network import nodes as n
from symlin.kernel.network.arrays import Array, Kind
from symlin.kernel.network.graph import Graph
from symlin.kernel.network.scalars import RELU
from symlin.kernel.numbers import Number, exact

X = k.var(n.VARIABLE)
ABS = k.maximum(X, k.neg(X))
LEAKY = k.piecewise((X, k.gt(X)), (k.scale(fmpq(1, 4), X), k.TRUE))
SHIFTED = k.add(k.scale(fmpq(-2, 3), X), k.const(fmpq(1, 2)))
SQUARE = k.power(X, 2)
SOFTSIGN = k.div(X, k.add(k.ONE, ABS))
JUMP = k.piecewise((k.const(2), k.eq(X)), (k.ONE, k.ge(X)), (k.neg(k.ONE), k.TRUE))
INVERSE = k.power(X, -1)
FORMULAS = (RELU, RELU, ABS, LEAKY, SHIFTED, SQUARE, SOFTSIGN, JUMP, k.neg(X), k.const(3))
PARTIAL = (INVERSE, k.piecewise((X, k.ge(X)), (k.add(X, k.ONE), k.gt(k.neg(X), k.ONE))))
FLOATS = (0.0, -0.0, 1.0, -1.0, 0.1, -2.5, 3.0, 2.0**-140, -(2.0**-149), 2.0**-126, 1e30, -7e-12)
NUMBERS: tuple[Number, ...] = (0, 1, -1, 2, fmpq(1, 2), fmpq(-2, 3), fmpq(5, 7), -4)


def index(places: list[int]) -> memoryview[int]:
    return memoryview(array("i", places).tobytes()).cast("i")


class Drawing:
    """A graph that grows, node by node."""

    def __init__(self, rng: Random, *, partial: bool = False) -> None:
        self.rng = rng
        self.nodes: list[n.Node] = []
        self._formulas = FORMULAS + PARTIAL if partial else FORMULAS

    def add(self, node: n.Node) -> int:
        self.nodes.append(node)
        return len(self.nodes) - 1

    def number(self) -> Number:
        return self.rng.choice(NUMBERS)

    def constant(self, shape: tuple[int, ...]) -> int:
        count = 1
        for size in shape:
            count *= size
        kind: Kind = self.rng.choice(("float32", "float64", "exact"))
        if kind == "exact":
            data: bytes | tuple[Number, ...] = tuple(self.number() for _ in range(count))
        else:
            letter = "f" if kind == "float32" else "d"
            floats = [
                self.rng.choice(FLOATS) if self.rng.random() < 0.3 else self.rng.gauss(0, 1)
                for _ in range(count)
            ]
            data = struct.pack(f"<{count}{letter}", *floats)
        return self.add(n.Constant(Array(shape, kind, data)))

    def any(self) -> int:
        """A node so far, rather a late one."""
        return max(self.rng.randrange(len(self.nodes)) for _ in range(2))

    def shape(self, place: int) -> tuple[int, ...]:
        return self.nodes[place].shape

    def size(self, place: int) -> int:
        total = 1
        for size in self.shape(place):
            total *= size
        return total

    def fitted(self, place: int, shape: tuple[int, ...]) -> int:
        """Some of a node's entries, in this shape."""
        if self.shape(place) == shape:
            return place
        return self.gather((place,), shape)

    def gather(self, parts: tuple[int, ...], shape: tuple[int, ...]) -> int:
        total = sum(map(self.size, parts))
        count = 1
        for size in shape:
            count *= size
        if total == count and self.rng.random() < 0.5:
            return self.add(n.Gather(parts, shape))
        least = -1 if self.rng.random() < 0.4 or not total else 0
        places = [self.rng.randrange(least, total) if total else -1 for _ in range(count)]
        filler = self.number() if self.rng.random() < 0.5 else 0
        return self.add(n.Gather(parts, shape, index(places), filler))

    def small(self, rank: int) -> tuple[int, ...]:
        return tuple(self.rng.choice((1, 2, 2, 3)) for _ in range(rank))

    # ---- one method for each operation ----

    def step(self) -> int:
        kinds = ("gathered", "dense", "convolved", "multiplied", "combined", "product", "mapped")
        kinds += ("mapped", "reduced", "selected")
        found: int = getattr(self, self.rng.choice(kinds))()
        return found

    def weights(self, shape: tuple[int, ...]) -> int:
        """Stored, or computed: also from the input."""
        return self.constant(shape) if self.rng.random() < 0.7 else self.fitted(self.any(), shape)

    def gathered(self) -> int:
        parts = tuple(self.any() for _ in range(self.rng.choice((1, 1, 2, 3))))
        return self.gather(parts, self.small(self.rng.randrange(4)))

    def dense(self) -> int:
        x = self.fitted(self.any(), self.small(self.rng.choice((1, 2, 3))))
        outer = self.rng.randrange(1, 4)
        w = self.weights((outer, self.shape(x)[-1]))
        return self.add(n.Dense((x, w), (*self.shape(x)[:-1], outer)))

    def convolved(self) -> int:
        rng = self.rng
        rank, groups = rng.choice((1, 2)), rng.choice((1, 1, 2))
        per, filters = rng.choice((1, 2)), rng.choice((1, 2))
        plane = tuple(rng.choice((2, 3, 4)) for _ in range(rank))
        window = tuple(rng.choice((1, 2, 3)) for _ in range(rank))
        stride, dilation = (tuple(rng.choice((1, 1, 2)) for _ in range(rank)) for _ in range(2))
        padding = tuple((rng.choice((0, 1, 2)), rng.choice((0, 1, 2))) for _ in range(rank))
        sizes = [
            (size + sum(pads) - d * (w - 1) - 1) // s + 1
            for size, pads, d, w, s in zip(plane, padding, dilation, window, stride, strict=True)
        ]
        if min(sizes) < 1:
            return self.convolved()
        x = self.fitted(self.any(), (rng.choice((1, 2)), per * groups, *plane))
        w = self.weights((filters * groups, per, *window))
        shape = (self.shape(x)[0], filters * groups, *sizes)
        return self.add(n.Convolve((x, w), shape, stride, padding, dilation, groups))

    def product(self) -> int:
        batch, rows, inner = self.small(3)
        columns = self.rng.randrange(1, 4)
        a = self.fitted(self.any(), (batch, rows, inner))
        b = self.weights((batch, inner, columns))
        pair = (a, b)
        return self.add(n.MatMul(pair, (batch, rows, columns)))

    def multiplied(self) -> int:
        a = self.any()
        return self.add(n.Multiply((a, self.weights(self.shape(a))), self.shape(a)))

    def combined(self) -> int:
        shape = self.shape(self.any())
        parts = tuple(self.fitted(self.any(), shape) for _ in range(self.rng.randrange(1, 4)))
        weights = tuple(self.number() for _ in parts)
        return self.add(n.Combine(parts, shape, weights, self.rng.choice((0, 0, self.number()))))

    def mapped(self) -> int:
        x = self.any()
        return self.add(n.Map((x,), self.shape(x), self.rng.choice(self._formulas)))

    def reduced(self) -> int:
        x = self.fitted(self.any(), self.small(self.rng.choice((1, 2, 3))))
        return self.add(n.Reduce((x,), self.shape(x)[:-1], self.rng.choice(("sum", "max"))))

    def selected(self) -> int:
        shape = self.shape(self.any())
        first, second, third = (self.fitted(self.any(), shape) for _ in range(3))
        return self.add(n.Select((first, second, third), shape, self.rng.choice(tuple(OPS))))


OPS = ("=", "!=", ">", ">=")


def random_graph(seed: int, steps: int, *, partial: bool = False) -> Graph:
    """One or two inputs, some constants, and so many operations on them."""
    rng = Random(seed)
    drawing = Drawing(rng, partial=partial)
    inputs = [drawing.add(n.Input("x", drawing.small(rng.randrange(3))))]
    if rng.random() < 0.3:
        inputs.append(drawing.add(n.Input("y", drawing.small(1))))
    if rng.random() < 0.5:
        drawing.constant(drawing.small(1))
    for _ in range(steps):
        output = drawing.step()
    return pruned(drawing.nodes, output)


def pruned(nodes: list[n.Node], output: int) -> Graph:
    """The graph of an output: what it is made of, and all inputs."""
    needed = {output}
    for place in range(len(nodes) - 1, -1, -1):
        if place in needed:
            needed.update(nodes[place].parts)
    kept = [
        i for i, e in enumerate(nodes) if i != output and (i in needed or isinstance(e, n.Input))
    ]
    places = {old: new for new, old in enumerate((*kept, output))}
    return Graph(tuple(n.moved(nodes[i], places) for i in places))


def random_point(rng: Random, graph: Graph) -> dict[str, dict[int, Number]]:
    """A number for some entries of each input."""
    found: dict[str, dict[int, Number]] = {}
    for node in graph.input_nodes():
        size = 1
        for axis in node.shape:
            size *= axis
        picked = {i: exact(rng.choice(NUMBERS)) for i in range(size) if rng.random() < 0.7}
        found[node.name] = {i: e for i, e in picked.items() if e}
    return found
