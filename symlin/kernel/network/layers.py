"""Layers with weights at points: matrix products, in which what meets a 0 is left out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product as places
from typing import Any

from flint import arb, fmpq, fmpz_mat

from symlin.kernel.clock import check_time
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
    x, is_exact = _operand(x, weights)
    # the vectors of all points are one matrix: weights are made exact once
    vectors = [row[i : i + inner] for row in x.rows for i in range(0, len(row), inner)]
    full = [v for v in vectors if None not in v]
    outputs = range(outer) if wanted is None else sorted({e % outer for e in wanted})
    columns = (
        [j for j in range(inner) if any(v[j] != 0 for v in full)] if x.is_exact else range(inner)
    )
    # at a sparse point, a few columns of many: the rest of the weights is not looked at
    if len(outputs) * len(columns) == inner * outer:
        right, scale = _matrix(weights, inner)
    else:
        right, scale = _submatrix(weights, inner, outputs, columns)
        full = [[v[j] for j in columns] for v in full]
    products = _divided(product(full, right, len(columns), is_exact), scale, is_exact)
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


def _operand(x: Values, weights: Weights) -> tuple[Values, bool]:
    """x as the product needs it, and whether that is exact."""
    is_exact = x.is_exact and (isinstance(weights, Array) or weights.is_exact)
    return (x if is_exact else balls(x)), is_exact


def _matrix(weights: Weights, inner: int) -> tuple[fmpz_mat | list[Row], int]:
    """All weights, in rows; and what they are divided by, or 0 for balls."""
    if isinstance(weights, Array):
        return weights.matrix(inner)
    row = weights.rows[0]
    if weights.is_exact:
        return fmpz_mat(len(row) // inner, inner, row), weights.scale
    return [row[i : i + inner] for i in range(0, len(row), inner)], 0


def _submatrix(
    weights: Weights, inner: int, outputs: Sequence[int], columns: Sequence[int]
) -> tuple[fmpz_mat | list[Row], int]:
    """The weights in these rows and columns, likewise."""
    places = [o * inner + j for o in outputs for j in columns]
    if isinstance(weights, Array):
        entries, scale = weights.scaled(places)
    else:
        entries, scale = [weights.rows[0][i] for i in places], weights.scale
    width = len(columns)
    if scale:
        return fmpz_mat(len(outputs), width, entries), scale
    return [entries[i * width : (i + 1) * width] for i in range(len(outputs))], 0


def _divided(products: Row, scale: int, is_exact: bool) -> Row:
    """Balls that were multiplied by whole numbers, over what these are divided by."""
    if is_exact or scale in (0, 1):
        return products
    inverse = arb(fmpq(1, scale))
    return [e * inverse for e in products]


# ---- windows ----


def convolve(
    node: g.Convolve,
    x: Values,
    weights: Weights,
    shapes: tuple[Shape, Shape],
) -> Values:
    """One matrix product for each group: the windows of all points and images times filters."""
    shape, sizes = shapes
    x, is_exact = _operand(x, weights)
    windows = windows_of(node, shape[2:], sizes[2:])
    inner, filters = size_of(sizes[1:]), sizes[0] // node.groups
    plane, count = size_of(shape[2:]), len(windows)
    zero: Any = 0 if is_exact else arb(0)
    rights, scale = _by_group(weights, inner, node.groups)
    results: list[Row] = [[zero] * size_of(node.shape) for _ in x.rows]
    for group in range(node.groups):
        right = rights[group]
        lefts: list[Row] = []
        seen: list[tuple[Row, int]] = []
        for row, result in zip(x.rows, results, strict=True):
            for image in range(shape[0]):
                first = (image * shape[1] + group * sizes[1]) * plane
                last = first + sizes[1] * plane
                channels = [row[i : i + plane] for i in range(first, last, plane)]
                start = (image * sizes[0] + group * filters) * count
                contents, met = _contents(channels, windows, zero, is_exact)
                lefts += contents
                seen += [(result, start + i) for i in met]
        products = _divided(product(lefts, right, inner, is_exact), scale, is_exact)
        for i, (result, at) in enumerate(seen):  # the filters' planes lie one after the other
            last = at + (filters - 1) * count
            result[at : last + 1 : count] = products[i * filters : (i + 1) * filters]
    return Values(results, x.scale * scale)


def _by_group(
    weights: Weights, inner: int, groups: int
) -> tuple[Sequence[fmpz_mat | list[Row]], int]:
    """For each group its filters, all divided by one number, or by 0 for balls."""
    if groups == 1:
        matrix, scale = _matrix(weights, inner)
        return [matrix], scale
    if isinstance(weights, Array):
        entries, scale = weights.scaled()
    else:
        entries, scale = weights.rows[0], weights.scale
    rows = [entries[i : i + inner] for i in range(0, len(entries), inner)]
    filters = len(rows) // groups
    return [rows[i : i + filters] for i in range(0, len(rows), filters)], scale


def _contents(
    channels: list[Row], windows: list[list[int]], zero: Any, is_exact: bool
) -> tuple[list[Row], list[int]]:
    """What each window holds, channel by channel, and which windows hold more than zeros."""
    check_time()
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
        check_time()
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
