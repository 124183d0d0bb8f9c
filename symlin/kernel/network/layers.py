"""Layers with weights at points: matrix products, in which what meets a 0 is left out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product as places
from typing import Any

from flint import arb, fmpq

from symlin.kernel.network import nodes as g
from symlin.kernel.network.arrays import Array, Shape, size_of
from symlin.kernel.network.values import Row, Values, balls, product

Weights = Array | Values
"""As they are stored, or as they were computed."""


def layer(
    node: g.Dense | g.Convolve,
    x: Values,
    weights: Weights,
    shapes: tuple[Shape, Shape],
    wanted: set[int] | None,
) -> Values:
    """A layer at all points; only what is asked for, as far as that is told apart."""
    if isinstance(weights, Values) and len(weights.rows) > 1:  # they depend on the point, as x does
        points = range(len(weights.rows))
        each = [layer(node, x.at(p), weights.at(p), shapes, wanted) for p in points]
        return Values([found.rows[0] for found in each], each[0].scale)
    if isinstance(node, g.Dense):
        return dense(node, x, weights, shapes, wanted)
    return convolve(node, x, weights, shapes)


# ---- matrices ----


def dense(
    node: g.Dense,
    x: Values,
    weights: Weights,
    shapes: tuple[Shape, Shape],
    wanted: set[int] | None,
) -> Values:
    """x W^T: only rows of W whose outputs are asked for, and columns that meet no 0."""
    inner, outer = shapes[0][-1], shapes[1][0]
    is_exact = _both_exact(x, weights)
    x = x if is_exact else balls(x)
    # the vectors of all points are one matrix: weights are made exact once
    vectors = [row[i : i + inner] for row in x.rows for i in range(0, len(row), inner)]
    full = [v for v in vectors if None not in v]
    outputs = range(outer) if wanted is None else sorted({e % outer for e in wanted})
    columns = (
        [j for j in range(inner) if any(v[j] != 0 for v in full)] if is_exact else range(inner)
    )
    # at a sparse point, a few columns of many: the rest of the weights is not looked at
    whole = len(outputs) * len(columns) == inner * outer
    chosen = None if whole else [o * inner + j for o in outputs for j in columns]
    entries, scale = _entries(weights, chosen, is_exact)
    width = len(columns)
    rows = [entries[i * width : (i + 1) * width] for i in range(len(outputs))]
    lefts = full if whole else [[v[j] for j in columns] for v in full]
    products = product(lefts, rows, width, is_exact)
    flat = _spread(vectors, products, outputs, outer)
    size = size_of(node.shape)
    return Values([flat[i : i + size] for i in range(0, len(flat), size)], x.scale * scale)


def _spread(vectors: list[Row], products: Row, outputs: Sequence[int], outer: int) -> Row:
    """The products at their places; None for what is not asked for or could not be computed."""
    found = iter(products)
    flat: Row = []
    for v in vectors:
        line: Row = [None] * outer
        if None not in v:
            for o in outputs:
                line[o] = next(found)
        flat += line
    return flat


def _nonzero(vectors: list[Row], inner: int) -> list[int]:
    return [j for j in range(inner) if any(v[j] for v in vectors)]


def _both_exact(x: Values, weights: Weights) -> bool:
    return x.is_exact and (isinstance(weights, Array) or weights.is_exact)


def _entries(weights: Weights, chosen: list[int] | None, is_exact: bool) -> tuple[list[Any], int]:
    """The weights at these places, as whole numbers over a denominator or as balls."""
    if isinstance(weights, Array):
        entries, scale = weights.scaled(chosen)
        if is_exact:
            return list(entries), scale
        return [arb(fmpq(e, scale)) for e in entries], 0
    found = weights if is_exact else balls(weights)
    row = found.rows[0]
    return (row if chosen is None else [row[i] for i in chosen]), found.scale


# ---- windows ----


def convolve(
    node: g.Convolve,
    x: Values,
    weights: Weights,
    shapes: tuple[Shape, Shape],
) -> Values:
    """One matrix product for each image and group: windows times filters."""
    shape, sizes = shapes
    is_exact = _both_exact(x, weights)
    x = x if is_exact else balls(x)
    entries, scale = _entries(weights, None, is_exact)
    windows = windows_of(node, shape[2:], sizes[2:])
    inner, filters = size_of(sizes[1:]), sizes[0] // node.groups
    rows = [entries[o * inner : (o + 1) * inner] for o in range(sizes[0])]
    by_group = [rows[o : o + filters] for o in range(0, sizes[0], filters)]
    plane, size = size_of(shape[2:]), sizes[1] * size_of(shape[2:])
    results: list[Row] = []
    for row in x.rows:
        found: Row = []
        for number, start in enumerate(range(0, len(row), size)):  # images and groups, in order
            channels = [row[i : i + plane] for i in range(start, start + size, plane)]
            found += _filtered(channels, windows, by_group[number % node.groups], is_exact)
        results.append(found)
    return Values(results, x.scale * scale)


def _filtered(
    channels: list[Row], windows: list[list[int]], filters: list[Row], is_exact: bool
) -> Row:
    """Every filter at every window of an image; a window of zeros gives 0."""
    zero: Any = 0 if is_exact else arb(0)
    lefts, seen = _contents(channels, windows, zero, is_exact)
    products = product(lefts, filters, len(filters[0]), is_exact)
    found: Row = []
    for k in range(len(filters)):
        line: Row = [zero] * len(windows)
        for i, value in zip(seen, products[k :: len(filters)], strict=True):
            line[i] = value
        found += line
    return found


def _contents(
    channels: list[Row], windows: list[list[int]], zero: Any, is_exact: bool
) -> tuple[list[Row], list[int]]:
    """What each window holds, channel by channel, and which windows hold more than zeros."""
    padded = [[*channel, zero] for channel in channels]  # -1 is Python's last entry
    lefts: list[Row] = []
    seen: list[int] = []
    for i, window in enumerate(windows):
        content = [channel[j] for channel in padded for j in window]
        # at a sparse point most windows hold zeros, whose product need not be computed
        if not is_exact or any(content):
            lefts.append(content)
            seen.append(i)
    return lefts, seen


def windows_of(node: g.Convolve, plane: Shape, size: Shape) -> list[list[int]]:
    """For each position, the entries of a channel under the window; -1 for padding."""
    axes = zip(plane, size, node.shape[2:], node.stride, node.padding, node.dilation, strict=True)
    along = [
        [[o * s - before + t * d for t in range(width)] for o in range(count)]
        for _, width, count, s, (before, _), d in axes
    ]
    found = []
    for position in places(*along):
        window = []
        for taps in places(*position):
            # the place in row-major order, which means nothing where a tap lies outside
            at, inside = 0, True
            for tap, length in zip(taps, plane, strict=True):
                inside = inside and 0 <= tap < length
                at = at * length + tap
            window.append(at if inside else -1)
        found.append(window)
    return found
