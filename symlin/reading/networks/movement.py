"""Movements of entries by NumPy: what it does to an array of places is what the graph does."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any

from symlin.kernel.network.arrays import Shape, size_of
from symlin.kernel.numbers import Number
from symlin.language.network.builder import FILLER, Builder, Ref
from symlin.language.network.indices import broadcast_shape
from symlin.reading.networks.packages import np

MOST_PLACES = 1 << 27
"""Of one index: half a gigabyte, of which NumPy makes copies."""


def need_room(entries: int) -> None:
    """Raises `ValueError` for an index that would fill the memory."""
    if entries > MOST_PLACES:
        raise ValueError(f"{entries:,} entries are too many")


def places(shape: Sequence[int], start: int = 0) -> Any:
    """An array in which every entry is its own place, counted from `start`.

    Raises `ValueError` where it would fill the memory, as all of these do.
    """
    need_room(size_of(shape))
    return np.arange(start, start + size_of(shape), dtype=np.int32).reshape(shape)


def gathered(builder: Builder, parts: Sequence[Ref], index: Any, filler: Number = 0) -> Ref:
    """Entries of the parts, at places in an array of the result's shape; -1 is the filler.

    Places that stay in order are a reshape.
    """
    flat = np.ascontiguousarray(index, dtype=np.int32).reshape(-1)
    sizes = [size_of(builder.shape(p)) for p in parts]
    if len(parts) == 1 and sizes[0] == flat.size and bool((flat == np.arange(flat.size)).all()):
        return builder.reshape(parts[0], index.shape)
    return builder.gather(tuple(parts), index.shape, memoryview(flat), filler)


def broadcast(builder: Builder, x: Ref, shape: Shape) -> Ref:
    """Repeated along axes that are missing or of size 1; raises `ValueError` where it cannot be."""
    need_room(size_of(shape))
    old = builder.shape(x)
    return x if old == shape else gathered(builder, [x], np.broadcast_to(places(old), shape))


def together(builder: Builder, *parts: Ref) -> list[Ref]:
    """All broadcast to one shape; raises `ValueError` where there is none."""
    shape = broadcast_shape(*map(builder.shape, parts))
    return [broadcast(builder, p, shape) for p in parts]


def along(builder: Builder, x: Ref, rank: int, axis: int) -> Ref:
    """A vector as a tensor that broadcasts: its entries run along one axis."""
    size = size_of(builder.shape(x))
    return builder.reshape(x, [size if a == axis % rank else 1 for a in range(rank)])


def padded(index: Any, pads: Sequence[tuple[int, int]]) -> Any:
    """An array of places with the filler around it; a negative pad takes entries away."""
    need_room(prod(max(n + a + b, 0) for n, (a, b) in zip(index.shape, pads, strict=True)))
    added = np.pad(index, [(max(a, 0), max(b, 0)) for a, b in pads], constant_values=FILLER)
    return added[
        tuple(
            slice(max(-a, 0), n - max(-b, 0)) for (a, b), n in zip(pads, added.shape, strict=True)
        )
    ]


def dilated(index: Any, steps: Sequence[int]) -> Any:
    """An array of places with fillers between neighbours: entries stand `steps` apart."""
    sizes = [max((n - 1) * s + 1, 0) for n, s in zip(index.shape, steps, strict=True)]
    need_room(prod(sizes))
    found = np.full(sizes, FILLER, dtype=np.int32)
    found[tuple(slice(None, None, s) for s in steps)] = index
    return found
