"""The axes of a tensor, and the lines of entries along one of them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from flint import fmpz

from symlin.catalog.definition import Argument, Shape
from symlin.catalog.layers.arguments import dimensions
from symlin.errors import InputError
from symlin.kernel.term import Const


def axis_number(layer: str, value: Argument) -> int:
    """The number of an axis, counted from 0, or from the end where it is negative.

    Raises `InputError` for what is no whole number.
    """
    if isinstance(value, Const) and isinstance(value.value, int | fmpz):
        return int(value.value)
    raise InputError(f"{layer}: axis must be a whole number, such as 0 or -1")


def resolved(layer: str, axis: int, shape: Shape) -> int:
    """The axis counted from 0; raises `InputError` where the tensor has no such axis."""
    if not -len(shape) <= axis < len(shape):
        raise InputError(f"{layer}: there is no axis {axis} in {dimensions(shape)}")
    return axis % len(shape)


def place(index: Sequence[int], shape: Shape) -> int:
    """Where the entry of this index stands among all, in row-major order."""
    found = 0
    for i, extent in zip(index, shape, strict=True):
        found = found * extent + i
    return found


def lines(shape: Shape, axis: int) -> list[range]:
    """The places of the entries along the axis, one line after the other, in row-major order."""
    step = math.prod(shape[axis + 1 :])
    block = step * shape[axis]
    return [
        range(start + offset, start + offset + block, step)
        for start in range(0, math.prod(shape), block)
        for offset in range(step)
    ]
