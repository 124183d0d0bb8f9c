"""NumPy's functions that put entries elsewhere: join, turn, shift and reshape."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import pairwise

from symlin.reading.python.arrays import (
    as_array,
    axis_of,
    copied,
    made,
    moved,
    part,
    reshaped,
    stacked,
    transposed,
)
from symlin.reading.python.given import Named, Values, arguments
from symlin.reading.python.indexing import picked
from symlin.reading.python.machine import MOST_STEPS, Machine
from symlin.reading.python.numpy_functions import stack_all
from symlin.reading.python.operations import joined
from symlin.reading.python.places import Refusal
from symlin.reading.python.values import (
    NONE,
    Array,
    Call,
    List,
    Number,
    Tuple,
    Value,
    Words,
    as_index,
    real,
    whole,
)


def to_shape(m: Machine, a: Array, given: Values, named: Named) -> Value:
    """The method reshape; raises `Refusal` for a shape that does not fit."""
    if named or not given:
        raise Refusal("reshape", "reshape takes a shape")
    entries: Sequence[Value] = given
    if len(given) == 1 and isinstance(given[0], Tuple):
        entries = given[0].entries
    return reshaped(a, tuple(as_index(value, "shape") for value in entries))


def _concatenated(m: Machine, given: Values, named: Named) -> Value:
    parts, axis = arguments("concatenate", given, named, ("arrays", "axis"), 1)
    assert parts is not None
    arrays = stack_all(m, parts)
    if not arrays[0].shape:
        raise Refusal("concatenate", "numbers cannot be put behind each other: write np.array")
    return joined(arrays, 0 if axis is None else axis_of(axis, len(arrays[0].shape)))


def _stacked(m: Machine, given: Values, named: Named) -> Value:
    parts, axis = arguments("stack", given, named, ("arrays", "axis"), 1)
    assert parts is not None
    arrays = stack_all(m, parts)
    return stacked(arrays, 0 if axis is None else axis_of(axis, len(arrays[0].shape) + 1))


def _beside(name: str, m: Machine, given: Values, named: Named) -> Value:
    """hstack and vstack."""
    (parts,) = arguments(name, given, named, ("tup",))
    assert parts is not None
    least = 1 if name == "hstack" else 2
    arrays = [reshaped(a, (1,) * (least - len(a.shape)) + a.shape) for a in stack_all(m, parts)]
    return joined(arrays, 1 if name == "hstack" and len(arrays[0].shape) > 1 else 0)


def _diag(m: Machine, given: Values, named: Named) -> Value:
    (value,) = arguments("diag", given, named, ("v",))
    assert value is not None
    a = as_array(value)
    if len(a.shape) == 2:
        size = min(a.shape)
        return made([a.flat()[i * a.shape[1] + i] for i in range(size)], (size,))
    if len(a.shape) != 1:
        raise Refusal("diag", "np.diag takes a vector or a matrix")
    n, flat = a.shape[0], a.flat()
    zero = whole(0) if all(isinstance(e, Number) and e.whole for e in flat) else real(0)
    return made([flat[i] if i == j else zero for i in range(n) for j in range(n)], (n, n))


def _trace(m: Machine, given: Values, named: Named) -> Value:
    from symlin.reading.python.operations import total

    (value,) = arguments("trace", given, named, ("a",))
    assert value is not None
    if len(as_array(value).shape) != 2:
        raise Refusal("trace", "np.trace takes a matrix")
    found = _diag(m, [value], {})
    assert isinstance(found, Array)
    return total(m, found.flat())


def _diff(m: Machine, given: Values, named: Named) -> Value:
    value, times = arguments("diff", given, named, ("a", "n"), 1)
    assert value is not None
    a = as_array(value)
    count = 1 if times is None else as_index(times, "n")
    if len(a.shape) != 1 or not 0 <= count < a.shape[0]:
        raise Refusal("diff", "np.diff is read for vectors, and leaves an entry at least")
    flat = a.flat()
    for _ in range(count):
        m.step(len(flat) // 10)
        flat = [m.scalars.binary("-", y, x) for x, y in pairwise(flat)]
    return made(flat, (len(flat),))


def _pad(m: Machine, given: Values, named: Named) -> Value:
    names = ("array", "pad_width", "mode", "constant_values")
    value, width, mode, filler = arguments("pad", given, named, names, 2)
    assert value is not None and width is not None
    a, word = as_array(value), mode.text if isinstance(mode, Words) else "constant"
    if len(a.shape) != 1 or word not in _PADDED or isinstance(filler, Array | List | Tuple):
        raise Refusal("pad", "np.pad is read for vectors, with one number or mode")
    both = m.collected(width) if isinstance(width, Tuple | List) else [width, width]
    counts = [as_index(count, "pad_width") for count in both]
    size = a.shape[0]
    if (
        len(counts) != 2
        or min(counts) < 0
        or max(counts) > MOST_STEPS
        or (word != "constant" and not size)
    ):
        raise Refusal("pad", "np.pad takes one or two widths of a vector")
    if isinstance(filler, Number) and not filler.whole and _are_whole(a):
        raise Refusal("pad", "np.pad rounds what it puts beside whole numbers")
    places = [_PADDED[word](place, size) for place in range(-counts[0], size + counts[1])]
    flat, other = a.flat(), whole(0) if filler is None else filler
    return made([other if p is None else flat[p] for p in places], (len(places),))


def _are_whole(a: Array) -> bool:
    return all(isinstance(entry, Number) and entry.whole for entry in a.flat())


def _mirrored(place: int, size: int, ends: int) -> int:
    """As often as it takes; the entries at the ends are repeated, or not."""
    period = max(2 * size - 2 * (1 - ends), 1)
    place %= period
    return place if place < size else period - place - ends


_PADDED: Mapping[str, Callable[[int, int], int | None]] = {
    "constant": lambda place, size: place if 0 <= place < size else None,
    "edge": lambda place, size: min(max(place, 0), size - 1),
    "wrap": lambda place, size: place % size,
    "reflect": lambda place, size: _mirrored(place, size, 0),
    "symmetric": lambda place, size: _mirrored(place, size, 1),
}
"""Which entry stands at a place outside of a vector; None for the filler."""


def _flip(m: Machine, given: Values, named: Named) -> Value:
    value, axis = arguments("flip", given, named, ("m", "axis"), 1)
    assert value is not None
    a = as_array(value)
    along = None if axis is None or axis is NONE else axis_of(axis, len(a.shape))
    keys = [slice(None, None, -1 if along in (None, n) else None) for n in range(len(a.shape))]
    return picked(a, Tuple(tuple(keys)))


def _roll(m: Machine, given: Values, named: Named) -> Value:
    value, shift, axis = arguments("roll", given, named, ("a", "shift", "axis"), 1)
    assert value is not None and shift is not None
    a = as_array(value)
    by = as_index(shift, "shift")
    if axis is None or axis is NONE:
        flat = a.flat()
        by %= len(flat)
        return made(flat[-by:] + flat[:-by] if by else flat, a.shape)
    along = axis_of(axis, len(a.shape))
    rows = moved(a, along, 0)
    n = rows.shape[0]
    turned = stacked([as_array(part(rows, (row - by) % n)) for row in range(n)])
    return copied(moved(turned, 0, along))


def _transpose(m: Machine, given: Values, named: Named) -> Value:
    (value,) = arguments("transpose", given, named, ("a",))
    assert value is not None
    a = as_array(value)
    return transposed(a, range(len(a.shape))[::-1])


def _reshape(m: Machine, given: Values, named: Named) -> Value:
    value, shape = arguments("reshape", given, named, ("a", "shape"))
    assert value is not None and shape is not None
    return to_shape(m, as_array(value), [shape], {})


def _ravel(m: Machine, given: Values, named: Named) -> Value:
    (value,) = arguments("ravel", given, named, ("a",))
    assert value is not None
    a = as_array(value)
    return reshaped(a, (len(a.places),))


def _copy(m: Machine, given: Values, named: Named) -> Value:
    (value,) = arguments("copy", given, named, ("a",))
    assert value is not None
    return copied(as_array(value))


def _at_least(count: int, m: Machine, given: Values, named: Named) -> Value:
    (value,) = arguments("atleast", given, named, ("a",))
    assert value is not None
    a = as_array(value)
    return reshaped(a, (1,) * (count - len(a.shape)) + a.shape)


ARRANGED: Mapping[str, Call] = {
    "copy": _copy, "concatenate": _concatenated, "stack": _stacked,
    "hstack": partial(_beside, "hstack"), "vstack": partial(_beside, "vstack"), "diag": _diag,
    "trace": _trace, "diff": _diff, "pad": _pad, "flip": _flip, "roll": _roll,
    "transpose": _transpose,
    "reshape": _reshape, "ravel": _ravel, "atleast_1d": partial(_at_least, 1),
    "atleast_2d": partial(_at_least, 2),
}  # fmt: skip
