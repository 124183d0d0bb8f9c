"""Where entries of tensors stand, without an array library."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from symlin.kernel.network.arrays import Shape


class NoGraph(Exception):
    """What graphs do not have, as a formula with pieces of which none may apply."""


def indices(places: Iterable[int] | memoryview[int]) -> memoryview[int]:
    """Places as the graph keeps them: 32-bit whole numbers that nobody can change."""
    data = places.tobytes() if isinstance(places, memoryview) else array("i", places).tobytes()
    return memoryview(data).cast("i")


def strides(shape: Sequence[int]) -> list[int]:
    """How far apart neighbours along each axis are, in row-major order."""
    found, step = [], 1
    for n in reversed(shape):
        found.append(step)
        step *= n
    return found[::-1]


def walk(sizes: Sequence[int], steps: Sequence[int]) -> Iterator[int]:
    """Places of the entries of a tensor whose axes move by these steps, in row-major order."""
    axes = zip(sizes, steps, strict=True)
    *outer, inner = [[i * step for i in range(size)] for size, step in axes] or [[0]]
    for position in product(*outer):
        first = sum(position)
        yield from (first + i for i in inner)


def broadcast_shape(*shapes: Sequence[int]) -> Shape:
    """The shape to which all can be broadcast; raises `ValueError` where there is none."""
    rank = max(map(len, shapes))
    padded = [(1,) * (rank - len(s)) + tuple(s) for s in shapes]
    found = []
    for sizes in zip(*padded, strict=True):
        different = {n for n in sizes if n != 1}
        if len(different) > 1:
            raise ValueError(f"shapes {', '.join(map(str, map(tuple, shapes)))} do not fit")
        found.append(different.pop() if different else 1)
    return tuple(found)
