"""Reading the arguments of a layer: windows, weights, and which argument is which.

Every function raises InputError that names the layer and the argument at fault; the pipeline
adds the place in the text.
"""

from __future__ import annotations

import difflib
import math
import operator
from collections.abc import Iterable, Mapping, Sequence

from flint import fmpq

from symlin.catalog.definition import Argument, Shape
from symlin.errors import InputError, brief
from symlin.kernel.numbers import Number
from symlin.kernel.term import Const, Term, const

Weight = Number | Term
"""A rational weight is kept as a number, so that a matrix of them needs no node per entry."""

LARGEST = 1_000_000_000
"""The largest size of anything: no tensor with more entries than that is looked at."""


def as_shape(shape: object) -> Shape | None:
    """A tensor's shape, without the batch; one size alone is a vector's.

    Raises `InputError` for what is no size or several.
    """
    if shape is None:
        return None
    sizes = _sizes(shape)
    if sizes is None:
        expected = "whole numbers such as 8 or (4, 4)"
        raise InputError(f"shape: expected {expected}, not {brief(shape, 80)}")
    return sizes


def _sizes(shape: object) -> Shape | None:
    if isinstance(shape, str | set | frozenset | dict):
        return None
    sizes = tuple(shape) if isinstance(shape, Iterable) else (shape,)
    try:
        found = tuple(map(operator.index, sizes))
    except TypeError:
        return None
    absurd = any(isinstance(size, bool) for size in sizes) or any(abs(n) > LARGEST for n in found)
    return None if absurd else found


def bind(
    layer: str,
    names: Sequence[str],
    arguments: Sequence[Argument],
    keywords: Mapping[str, Argument],
    *,
    required: int = 0,
) -> dict[str, Argument]:
    """The arguments by name; the first `required` names must be there.

    Raises `InputError` for a name that the layer does not have, or has twice, and for one too many.
    """
    if len(arguments) > len(names):
        takes = f"takes {', '.join(names)}" if names else "takes no arguments"
        raise InputError(f"{layer} {takes}, but there are {len(arguments)} arguments")
    bound = dict(zip(names, arguments, strict=False))
    for name, value in keywords.items():
        if name not in names:
            near = difflib.get_close_matches(name, names, n=1)
            hint = f"did you mean {near[0]}?" if near else f"it takes {', '.join(names) or 'none'}"
            raise InputError(f"{layer} has no argument {name!r}; {hint}")
        if name in bound:
            raise InputError(f"{layer} is given {name!r} twice")
        bound[name] = value
    for name in names[:required]:
        if name not in bound:
            raise InputError(f"{layer} needs the argument {name!r}")
    return bound


def whole(layer: str, name: str, value: Argument, least: int) -> int:
    """A whole number that is at least `least`.

    Raises `InputError` for what is none, or too large to count anything with.
    """
    if isinstance(value, Const) and type(value.value) is int and value.value >= least:
        if value.value > LARGEST:
            raise InputError(f"{layer}: {name} may be at most {LARGEST}")
        return value.value
    raise InputError(f"{layer}: {name} must be a whole number, at least {least}")


def extents(layer: str, name: str, value: Argument, rank: int, least: int) -> tuple[int, ...]:
    """One whole number per axis; a single number stands for all axes.

    Raises `InputError` where there are more or fewer than axes.
    """
    if not isinstance(value, tuple):
        return (whole(layer, name, value, least),) * rank
    if len(value) != rank:
        raise InputError(f"{layer}: {name} has {len(value)} numbers, it needs 1 or {rank}")
    return tuple(whole(layer, name, part, least) for part in value)


def weight(value: Weight) -> Weight:
    """The weight as a number where it is one."""
    return value.value if isinstance(value, Const) else value


def as_term(value: Weight) -> Term:
    """The weight as a term."""
    return const(value) if isinstance(value, int | fmpq) else value


def scalar(layer: str, name: str, value: Argument) -> Term:
    """A single number or expression; raises `InputError` for a list."""
    if isinstance(value, tuple):
        raise InputError(f"{layer}: {name} must be a number or an expression, not a list")
    return value


def tensor(layer: str, name: str, value: Argument) -> tuple[Shape, tuple[Weight, ...]]:
    """The shape of a nested list and its weights in row-major order.

    Raises `InputError` where rows are empty, or not equally long.
    """
    if not isinstance(value, tuple):
        return (), (weight(value),)
    if not value:
        raise InputError(f"{layer}: {name} contains an empty list")
    parts = [tensor(layer, name, part) for part in value]
    shapes = {shape for shape, _ in parts}
    if len(shapes) != 1:
        raise InputError(f"{layer}: the lists in {name} have different lengths")
    flat = tuple(w for _, weights in parts for w in weights)
    return (len(value), *shapes.pop()), flat


def dimensions(shape: Shape) -> str:
    """A shape as a person writes it: "3 x 32 x 32"."""
    return " x ".join(map(str, shape)) if shape else "a single number"


def entry_count(shape: Shape) -> int:
    """How many entries a tensor of this shape has."""
    return math.prod(shape)
