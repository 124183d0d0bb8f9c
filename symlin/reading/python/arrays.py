"""Arrays as NumPy has them: shapes, broadcasting, views, and what is done entry by entry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from math import prod

from symlin.reading.python.numpy_numbers import array, as_numpy
from symlin.reading.python.places import Refusal
from symlin.reading.python.values import (
    NONE,
    Array,
    Bool,
    Cells,
    Infinite,
    List,
    Number,
    Tuple,
    Value,
    as_index,
    kind_of,
)

MOST_ENTRIES = 100_000
"""Of an array: more would not be decided within minutes."""
MOST_AXES = 4
"""Of an array: as many as a batch of pictures has."""
Shape = tuple[int, ...]


def as_array(value: Value) -> Array:
    """What np.asarray makes of it; raises `Refusal` for what is no array of numbers."""
    match value:
        case Array():
            return value
        case Number() | Bool():
            return array([value], ())
        case List() | Tuple() | range():
            return stacked([as_array(entry) for entry in entries_of(value)])
        case _:
            raise Refusal("array", f"expected an array, not {kind_of(value)}")


def entries_of(value: Value) -> list[Value]:
    """The entries of a list, tuple or range, or the rows of an array; raises `Refusal`."""
    from symlin.reading.python.values import whole

    match value:
        case List(cells):
            return list(cells.read())
        case Tuple(entries):
            return list(entries)
        case range():
            return [whole(number) for number in value]
        case Array(shape=()):
            raise Refusal("array", "an array without axes has no entries to go through")
        case Array():
            return [part(value, row) for row in range(value.shape[0])]
        case Number():
            raise Refusal("number", "this is a number, and has no entries: if it is a vector, give "
                          "its size, as in --shape 4 (in Python shape=4)")  # fmt: skip
        case _:
            raise Refusal("sequence", f"{kind_of(value)} has no entries")


def part(value: Array, row: int) -> Value:
    """value[row]: a number, or a view."""
    size = prod(value.shape[1:])
    if not value.shape[1:]:
        return value.memory.read()[value.places[row]]
    return Array(value.memory, value.shape[1:], value.places[row * size : (row + 1) * size])


def stacked(parts: Sequence[Array], axis: int = 0) -> Array:
    """np.stack; raises `Refusal` where the shapes differ."""
    if not parts:
        raise Refusal("array", "an empty array is not read")
    shape = parts[0].shape
    if any(other.shape != shape for other in parts):
        raise Refusal("array", "the parts of an array must all have one shape")
    flat = [entry for each in parts for entry in each.flat()]
    found = made(flat, (len(parts), *shape))
    return found if axis == 0 else moved(found, 0, axis)


def made(entries: Sequence[Value], shape: Shape) -> Array:
    """A new array; raises `Refusal` where it is too large."""
    if prod(shape) > MOST_ENTRIES or len(shape) > MOST_AXES:
        raise Refusal("array", f"arrays may have {MOST_ENTRIES:,} entries and {MOST_AXES} axes")
    if not entries:
        raise Refusal("array", "an empty array is not read")
    return array(entries, shape)


def axis_of(value: Value, count: int) -> int:
    """An axis, counted from the end where it is negative; raises `Refusal`."""
    found = as_index(value, "axis")
    if not -count <= found < count:
        raise Refusal("axis", f"there is no axis {found}: the array has {count}")
    return found % count


def moved(value: Array, source: int, target: int) -> Array:
    """np.moveaxis."""
    order = [axis for axis in range(len(value.shape)) if axis != source]
    order.insert(target, source)
    return transposed(value, order)


def transposed(value: Array, order: Sequence[int]) -> Array:
    """The view with its axes in another order."""
    steps = _steps(value.shape)
    shape = tuple(value.shape[axis] for axis in order)
    places = tuple(
        value.places[sum(i * steps[axis] for i, axis in zip(at, order, strict=True))]
        for at in product(*map(range, shape))
    )
    return Array(value.memory, shape, places)


def _steps(shape: Shape) -> list[int]:
    return [prod(shape[k + 1 :]) for k in range(len(shape))]


def reshaped(value: Array, shape: Sequence[int]) -> Array:
    """The same entries in another shape; raises `Refusal` where they do not fit.

    Whether NumPy makes a view or a copy of what is no plain piece of memory, is left open: then
    neither can be changed.
    """
    size, sizes = prod(value.shape), list(shape)
    if sizes.count(-1) == 1:
        rest = prod(n for n in sizes if n != -1)
        sizes[sizes.index(-1)] = size // rest if rest > 0 else 0
    if prod(sizes) != size or min(sizes, default=1) < 0:
        raise Refusal("reshape", f"{size} entries do not fit into the shape {tuple(shape)}")
    first = value.places[0]
    if value.places == tuple(range(first, first + size)):
        return Array(value.memory, tuple(sizes), value.places)
    copied = array(value.flat(), tuple(sizes))
    copied.memory.fixed = value.memory.fixed = (
        "whether reshape has made a copy here is not known: write .copy() before the change"
    )
    return copied


def broadcast(*shapes: Shape) -> Shape:
    """The shape of an operation on arrays of these; raises `Refusal` where they do not fit."""
    count = max(map(len, shapes))
    found = []
    for axis in range(1, count + 1):
        sizes = {shape[-axis] for shape in shapes if len(shape) >= axis} - {1}
        if len(sizes) > 1:
            shown = " and ".join(map(str, shapes))
            raise Refusal("shape", f"the shapes {shown} do not fit together")
        found.append(max(sizes, default=1))
    return tuple(reversed(found))


def spread(value: Array, shape: Shape) -> list[Value]:
    """The entries as broadcasting repeats them."""
    flat, steps = value.flat(), _steps(value.shape)
    if value.shape == shape:
        return flat
    lead = len(shape) - len(value.shape)
    steps = [step if size > 1 else 0 for step, size in zip(steps, value.shape, strict=True)]
    return [
        flat[sum(i * step for i, step in zip(at[lead:], steps, strict=True))]
        for at in product(*map(range, shape))
    ]


def each(build: Callable[..., Value], *values: Value) -> Value:
    """A function of numbers, entry by entry; of numbers alone a number of NumPy's.

    Raises `Refusal` for shapes that do not fit, and for what is no number.
    """
    if not any(isinstance(value, Array | List | Tuple | range) for value in values):
        found = build(*(v if isinstance(v, Infinite) else as_numpy(v) for v in values))
        return found if isinstance(found, Infinite) else as_numpy(found)
    arrays = [v if isinstance(v, Infinite) or v is NONE else as_array(v) for v in values]
    shape = broadcast(*(a.shape for a in arrays if isinstance(a, Array)))
    if prod(shape) > MOST_ENTRIES:
        raise Refusal("array", f"arrays may have {MOST_ENTRIES:,} entries")
    columns = [spread(a, shape) if isinstance(a, Array) else [a] * prod(shape) for a in arrays]
    entries = [build(*row) for row in zip(*columns, strict=True)]
    return entries[0] if shape == () else made(entries, shape)


def lanes(value: Array, axis: int | None) -> tuple[list[list[Value]], Shape]:
    """The entries along an axis, for each place of the others; all of them without an axis."""
    if axis is None:
        return [value.flat()], ()
    turned = moved(value, axis, len(value.shape) - 1)
    flat, size = turned.flat(), value.shape[axis]
    return [flat[k : k + size] for k in range(0, len(flat), size)], turned.shape[:-1]


def copied(value: Array) -> Array:
    """A copy."""
    return Array(Cells(value.flat()), value.shape, tuple(range(len(value.places))))
