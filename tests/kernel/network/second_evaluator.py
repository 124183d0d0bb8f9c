"""A second reading of what networks mean: fractions and plain loops, written from the definitions
of the operations. It shares nothing with the kernel's evaluation."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product

from flint import fmpq

from symlin.kernel import term as k
from symlin.kernel.network import nodes as n
from symlin.kernel.network.arrays import Array
from symlin.kernel.network.graph import Graph

Shape = Sequence[int]
Entries = list[Fraction]


class Outside(Exception):
    """There is no value here, or none that fractions can say."""


def fraction(value: object) -> Fraction:
    """A number of flint's or of Python's as a fraction."""
    if isinstance(value, Fraction):
        return value
    if isinstance(value, fmpq):
        return Fraction(int(value.p), int(value.q))
    return Fraction(int(value))  # type: ignore[call-overload]


def numbers(array: Array) -> Entries:
    """What is stored, float by float."""
    if array.kind == "exact":
        return [fraction(e) for e in array.data]
    assert isinstance(array.data, bytes)
    letter, size = ("f", 4) if array.kind == "float32" else ("d", 8)
    count = len(array.data) // size
    return [Fraction(e) for e in struct.unpack(f"<{count}{letter}", array.data)]


def volume(shape: Shape) -> int:
    total = 1
    for size in shape:
        total *= size
    return total


def flat(shape: Shape, at: Sequence[int]) -> int:
    """The place of an entry in row-major order."""
    found = 0
    for size, i in zip(shape, at, strict=True):
        found = found * size + i
    return found


def everywhere(shape: Shape) -> product[tuple[int, ...]]:
    """All places of a tensor, in row-major order."""
    return product(*(range(size) for size in shape))


# ---- formulas ----


def scalar(term: k.Term, x: Fraction) -> Fraction:
    """A formula at a number, as the partial function that it is."""
    match term:
        case k.Const(value):
            return fraction(value)
        case k.Var():
            return x
        case k.Sum(weights, parts, constant):
            pairs = zip(weights, parts, strict=True)
            return sum((fraction(w) * scalar(p, x) for w, p in pairs), fraction(constant))
        case k.Product(factors):
            found = Fraction(1)
            for factor in factors:
                found *= scalar(factor, x)
            return found
        case k.Power(base, exponent):
            below = scalar(base, x)
            if exponent < 0 and below == 0:
                raise Outside
            return below**exponent
        case k.Max(parts):
            return max(scalar(p, x) for p in parts)
        case k.Piecewise(branches):
            for guard, value in branches:
                if holds(guard, x):
                    return scalar(value, x)
            raise Outside
        case k.Function("abs", k.Var() as argument):
            return abs(scalar(argument, x))
        case _:
            raise Outside


def holds(guard: k.Guard, x: Fraction) -> bool:
    match guard:
        case k.Truth(value):
            return value
        case k.Relation(op, term):
            return compared(op, scalar(term, x))
        case _:
            raise Outside


def compared(op: str, value: Fraction) -> bool:
    if op == "=":
        return value == 0
    if op == "!=":
        return value != 0
    return value > 0 or (op == ">=" and value == 0)


# ---- operations ----


def values(graph: Graph, point: Mapping[str, Mapping[int, object]]) -> list[Entries]:
    """The entries of every node; raises `Outside`."""
    known: list[Entries] = []
    for node in graph.nodes:
        parts = [(known[p], graph.nodes[p].shape) for p in node.parts]
        known.append(_entries(node, parts, point))
    return known


def _entries(
    node: n.Node,
    parts: list[tuple[Entries, Shape]],
    point: Mapping[str, Mapping[int, object]],
) -> Entries:
    match node:
        case n.Input():
            own = point.get(node.name, {})
            return [fraction(own.get(i, 0)) for i in range(volume(node.shape))]
        case n.Constant():
            return numbers(node.array)
        case n.Gather():
            return _gathered(node, [e for entries, _ in parts for e in entries])
        case n.Dense():
            return _dense(node, *parts)
        case n.Convolve():
            return _convolved(node, *parts)
        case n.MatMul():
            return _products(node, *parts)
        case n.Reduce():
            return _reduced(node, *parts[0])
        case n.Map():
            return [scalar(node.term, e) for e in parts[0][0]]
        case _:
            return [_entry(node, tuple(row)) for row in zip(*(e for e, _ in parts), strict=True)]


def _entry(node: n.Node, row: tuple[Fraction, ...]) -> Fraction:
    if isinstance(node, n.Combine):
        found = fraction(node.constant)
        for coefficient, entry in zip(node.coefficients, row, strict=True):
            found += fraction(coefficient) * entry
        return found
    if isinstance(node, n.Multiply):
        return row[0] * row[1]
    assert isinstance(node, n.Select)
    return row[1] if compared(node.op, row[0]) else row[2]


def _gathered(node: n.Gather, source: Entries) -> Entries:
    if node.index is None:
        return list(source)
    return [fraction(node.filler) if i == -1 else source[i] for i in node.index.tolist()]


def _dense(node: n.Dense, x: tuple[Entries, Shape], w: tuple[Entries, Shape]) -> Entries:
    found = []
    for at in everywhere(node.shape):
        total = Fraction(0)
        for j in range(w[1][1]):
            total += x[0][flat(x[1], (*at[:-1], j))] * w[0][flat(w[1], (at[-1], j))]
        found.append(total)
    return found


def _convolved(node: n.Convolve, x: tuple[Entries, Shape], w: tuple[Entries, Shape]) -> Entries:
    found = []
    for image, filter_, *place in everywhere(node.shape):
        group = filter_ // (w[1][0] // node.groups)
        total = Fraction(0)
        for channel, *tap in everywhere(w[1][1:]):
            at = [
                p * s - before + t * d
                for p, s, (before, _), t, d in zip(
                    place, node.stride, node.padding, tap, node.dilation, strict=True
                )
            ]
            if all(0 <= a < size for a, size in zip(at, x[1][2:], strict=True)):
                entry = x[0][flat(x[1], (image, group * w[1][1] + channel, *at))]
                total += entry * w[0][flat(w[1], (filter_, channel, *tap))]
        found.append(total)
    return found


def _products(node: n.MatMul, a: tuple[Entries, Shape], b: tuple[Entries, Shape]) -> Entries:
    found = []
    for batch, row, column in everywhere(node.shape):
        total = Fraction(0)
        for i in range(a[1][2]):
            total += a[0][flat(a[1], (batch, row, i))] * b[0][flat(b[1], (batch, i, column))]
        found.append(total)
    return found


def _reduced(node: n.Reduce, x: Entries, shape: Shape) -> Entries:
    found = []
    for at in everywhere(node.shape):
        window = [x[flat(shape, (*at, i))] for i in range(shape[-1])]
        found.append(max(window) if node.kind == "max" else sum(window, Fraction(0)))
    return found
