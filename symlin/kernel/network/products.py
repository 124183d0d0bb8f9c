"""Layers with weights as one matrix and the vectors that it is applied to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from symlin.kernel.network import nodes as g
from symlin.kernel.network.arrays import Shape, size_of
from symlin.kernel.network.layers import windows_of


class Block(NamedTuple):
    """Rows of weights, and where the vectors stand of which each row has a product."""

    rows: list[list[int]]
    vectors: list[list[int]]
    """Places in the entries; -1 stands for a 0."""
    outputs: list[list[int]]
    """Where the products of each vector go, row by row."""


def blocks(
    node: g.Dense | g.Convolve | g.MatMul, shapes: Sequence[Shape], weights: list[int], first: bool
) -> list[Block]:
    """The layer as products of weights with entries; of matrices, the first may be the weights."""
    match node:
        case g.Dense():
            return [_dense(shapes, weights)]
        case g.Convolve():
            return _convolve(node, shapes, weights)
        case _:
            return _matmul(shapes, weights, first)


def _dense(shapes: Sequence[Shape], weights: list[int]) -> Block:
    (outer, inner), size = shapes[1], size_of(shapes[0])
    return Block(
        [weights[o * inner : (o + 1) * inner] for o in range(outer)],
        [list(range(i, i + inner)) for i in range(0, size, inner)] if inner else [],
        [list(range(v * outer, (v + 1) * outer)) for v in range(size // inner if inner else 0)],
    )


def _convolve(node: g.Convolve, shapes: Sequence[Shape], weights: list[int]) -> list[Block]:
    shape, sizes = shapes
    inner, plane, count = size_of(sizes[1:]), size_of(shape[2:]), size_of(node.shape[2:])
    filters = sizes[0] // node.groups
    windows = windows_of(node, shape[2:], sizes[2:])
    found = []
    # all windows of all images meet the same filters: one product for each group
    for group in range(node.groups):
        rows = [weights[o * inner : (o + 1) * inner] for o in range(sizes[0])]
        block = Block(rows[group * filters : (group + 1) * filters], [], [])
        for image in range(shape[0]):
            start = (image * shape[1] + group * sizes[1]) * plane
            starts = range(start, start + sizes[1] * plane, plane)
            to = (image * sizes[0] + group * filters) * count
            for number, window in enumerate(windows):
                block.vectors.append(
                    [c + tap if tap >= 0 else -1 for c in starts for tap in window]
                )
                block.outputs.append([to + o * count + number for o in range(filters)])
        found.append(block)
    return found


def _matmul(shapes: Sequence[Shape], weights: list[int], first: bool) -> list[Block]:
    (batch, rows, inner), columns = shapes[0], shapes[1][2]
    found = []
    for i in range(batch):
        lefts = [range((i * rows + r) * inner, (i * rows + r + 1) * inner) for r in range(rows)]
        base = i * inner * columns
        rights = [range(base + c, base + inner * columns, columns) for c in range(columns)]
        out = [[(i * rows + r) * columns + c for c in range(columns)] for r in range(rows)]
        # products come vector by vector: columns, where the rows are the weights
        if first:
            out = [list(column) for column in zip(*out, strict=True)]
        matrix, vectors = (lefts, rights) if first else (rights, lefts)
        found.append(
            Block([[weights[j] for j in m] for m in matrix], list(map(list, vectors)), out)
        )
    return found
