"""The operations of networks: eleven kinds of nodes.

A node names the nodes that it is made of by their places in its graph, all before its own. Entries
run in row-major order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from symlin.kernel import term as k
from symlin.kernel.network.arrays import Array, Shape
from symlin.kernel.numbers import Number

VARIABLE = "x"
"""Of the formula of a `Map`."""


# ---- where numbers come from ----


@dataclass(frozen=True, slots=True)
class Input:
    """A tensor of real numbers."""

    name: str
    shape: Shape
    parts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Constant:
    """Numbers that are known: weights, biases, what is held fixed."""

    array: Array
    parts: tuple[int, ...] = ()

    @property
    def shape(self) -> Shape:
        """That of the array."""
        return self.array.shape


# ---- entries that move: reshapes, slices, padding, windows, concatenations ----


@dataclass(frozen=True, slots=True)
class Gather:
    """Entries put elsewhere: entry i is entry index[i] of the parts, one after the other.

    -1 stands for the filler; without an index the entries stay in order, as in a reshape.
    """

    parts: tuple[int, ...]
    shape: Shape
    index: memoryview[int] | None = None
    filler: Number = 0


# ---- products: those with weights keep the weights as they are stored ----


@dataclass(frozen=True, slots=True)
class Dense:
    """x W^T along the last axis: parts x (..., n) and W (m, n), to (..., m)."""

    parts: tuple[int, int]
    shape: Shape


@dataclass(frozen=True, slots=True)
class Convolve:
    """Cross-correlation with zeros around: parts x (B, C, *plane) and W (O, C/groups, *window).

    `padding` has the zeros before and after each axis of the plane.
    """

    parts: tuple[int, int]
    shape: Shape
    stride: tuple[int, ...]
    padding: tuple[tuple[int, int], ...]
    dilation: tuple[int, ...]
    groups: int = 1


@dataclass(frozen=True, slots=True)
class MatMul:
    """(B, m, n) times (B, n, p)."""

    parts: tuple[int, int]
    shape: Shape


# ---- entry by entry ----


@dataclass(frozen=True, slots=True)
class Combine:
    """Entry by entry, the sum of coefficients times parts of one shape, and a constant."""

    parts: tuple[int, ...]
    shape: Shape
    coefficients: tuple[Number, ...]
    constant: Number = 0


@dataclass(frozen=True, slots=True)
class Multiply:
    """Entry by entry, the product of two parts of one shape."""

    parts: tuple[int, int]
    shape: Shape


@dataclass(frozen=True, slots=True)
class Map:
    """A formula in `VARIABLE` at every entry."""

    parts: tuple[int]
    shape: Shape
    term: k.Term


# ---- along the last axis ----


@dataclass(frozen=True, slots=True)
class Reduce:
    """The sum or the maximum along the last axis, which is not empty."""

    parts: tuple[int]
    shape: Shape
    kind: Literal["sum", "max"]


# ---- choices ----


@dataclass(frozen=True, slots=True)
class Select:
    """Entry by entry, the second part where `first op 0`, else the third; all of one shape."""

    parts: tuple[int, int, int]
    shape: Shape
    op: k.Op


Node = (
    Input
    | Constant
    | Gather
    | Dense
    | Convolve
    | MatMul
    | Combine
    | Multiply
    | Map
    | Reduce
    | Select
)


def moved(node: Node, places: Mapping[int, int]) -> Node:
    """The node with its parts at other places."""
    parts: Any = tuple(places[p] for p in node.parts)
    return replace(node, parts=parts) if parts else node
