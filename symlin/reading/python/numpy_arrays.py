"""How NumPy makes arrays of numbers and of other arrays, and the methods of arrays and lists."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import partial
from math import prod
from typing import Any

from flint import fmpq

from symlin.kernel.numbers import Number as Exact
from symlin.kernel.numbers import exact
from symlin.language.functions import UNDEFINED
from symlin.reading.python.arranging import ARRANGED
from symlin.reading.python.arrays import (
    MOST_ENTRIES,
    as_array,
    broadcast,
    copied,
    made,
    spread,
)
from symlin.reading.python.given import Named, Values, arguments
from symlin.reading.python.machine import Machine
from symlin.reading.python.numpy_functions import ENTRYWISE
from symlin.reading.python.numpy_numbers import array
from symlin.reading.python.places import Refusal
from symlin.reading.python.reductions import REDUCTIONS
from symlin.reading.python.signals import SIGNALS
from symlin.reading.python.values import (
    NONE,
    Array,
    Bool,
    Call,
    Library,
    List,
    Number,
    Tuple,
    Value,
    as_index,
    indicator,
    real,
    whole,
)

_FLOATS = frozenset({"float", "float64", "double", "float_", "longdouble"})
_WHOLES = frozenset({"int", "int64", "int_", "intp"})
_TRUTHS = frozenset({"bool", "bool_"})


def _sizes(value: Value) -> tuple[int, ...]:
    """A shape: one size or several; raises `Refusal`."""
    entries = list(value.entries) if isinstance(value, Tuple) else None
    if isinstance(value, List):
        entries = value.cells.read()
    found = tuple(as_index(v, "shape") for v in ([value] if entries is None else entries))
    if min(found, default=1) < 1 or prod(found) > MOST_ENTRIES:
        raise Refusal("shape", f"arrays may have 1 to {MOST_ENTRIES:,} entries")
    return found


def as_type(value: Array, dtype: Value | None) -> Array:
    """The array with its entries of another type; raises `Refusal` where they would be rounded."""
    if dtype is None or dtype is NONE:
        return value
    name = dtype.name if isinstance(dtype, Library) else ""
    entries = value.flat()
    numbers = [indicator(e) if isinstance(e, Bool) else e for e in entries]
    kept = [e for e in numbers if isinstance(e, Number)]
    if name in _FLOATS:
        flat: list[Value] = [Number(n.term, "numpy", False, n.loose, n.near) for n in kept]
    elif name in _WHOLES and all(n.whole for n in kept):
        flat = [Number(n.term, "numpy", True, n.loose, n.near) for n in kept]
    elif name in _TRUTHS and all(isinstance(e, Bool) for e in entries):
        flat = entries
    else:
        raise Refusal("dtype", "as types float is read, and int for whole numbers: others round")
    return array(flat, value.shape)


def _array(m: Machine, given: Values, named: Named) -> Value:
    value, dtype = arguments("array", given, named, ("object", "dtype"), 1)
    assert value is not None
    if isinstance(value, List | Tuple):  # of arrays: copies
        return as_type(copied(as_array(value)), dtype)
    return as_type(copied(as_array(value)), dtype)


def _asarray(m: Machine, given: Values, named: Named) -> Value:
    value, dtype = arguments("asarray", given, named, ("a", "dtype"), 1)
    assert value is not None
    found = as_array(value)
    return found if dtype is None and isinstance(value, Array) else _changed_type(found, dtype)


def _changed_type(value: Array, dtype: Value | None) -> Array:
    """The array itself where it has that type already, as np.asarray."""
    first = value.flat()[0]
    is_float = isinstance(first, Number) and not first.whole
    if isinstance(dtype, Library) and dtype.name in _FLOATS and is_float:
        return value
    return as_type(value, dtype)


def _full(entry: Any, name: str, m: Machine, given: Values, named: Named) -> Value:
    """zeros and ones; `entry` makes the number."""
    shape, dtype = arguments(name, given, named, ("shape", "dtype"), 1)
    assert shape is not None
    sizes = _sizes(shape)
    return as_type(made([entry] * prod(sizes), sizes), dtype)


def _filled(m: Machine, given: Values, named: Named) -> Value:
    shape, value, dtype = arguments("full", given, named, ("shape", "fill_value", "dtype"), 1)
    assert shape is not None and value is not None
    sizes = _sizes(shape)
    return as_type(made([m.scalars.number(value, "full")] * prod(sizes), sizes), dtype)


def _like(entry: Exact, name: str, m: Machine, given: Values, named: Named) -> Value:
    """zeros_like and ones_like: of the same type."""
    value, dtype = arguments(name, given, named, ("a", "dtype"), 1)
    assert value is not None
    a = as_array(value)
    is_whole = all(isinstance(e, Number) and e.whole for e in a.flat())
    if any(isinstance(e, Bool) for e in a.flat()):
        raise Refusal(name, f"np.{name} of truths is not read")
    one = whole(int(entry)) if is_whole else real(entry)
    return as_type(made([one] * len(a.places), a.shape), dtype)


def _empty(name: str, m: Machine, given: Values, named: Named) -> Value:
    """Entries of which nothing is known before they get a value."""
    shape, dtype = arguments(name, given, named, ("shape", "dtype"), 1)
    assert shape is not None
    if dtype is not None and not (isinstance(dtype, Library) and dtype.name in _FLOATS):
        raise Refusal("dtype", f"np.{name} is read for floats")
    sizes = shape.shape if isinstance(shape, Array) else _sizes(shape)
    if isinstance(shape, Array) and any(isinstance(e, Bool) or e.whole for e in shape.flat()):  # type: ignore[union-attr]
        raise Refusal(name, f"np.{name} is read for floats")
    return made([Number(UNDEFINED, "numpy", False, "nan")] * prod(sizes), sizes)


def _full_like(m: Machine, given: Values, named: Named) -> Value:
    value, entry = arguments("full_like", given, named, ("a", "fill_value"))
    assert value is not None and entry is not None
    a = as_array(value)
    if not all(isinstance(e, Number) and not e.whole for e in a.flat()):
        raise Refusal("full_like", "np.full_like of whole numbers rounds what it is filled with")
    number = m.scalars.number(entry, "full_like")
    filler = Number(number.term, "numpy", False, number.loose, number.near)
    return made([filler] * len(a.places), a.shape)


def _eye(m: Machine, given: Values, named: Named) -> Value:
    (size,) = arguments("eye", given, named, ("N",))
    assert size is not None
    n = as_index(size, "eye")
    if not 1 <= n * n <= MOST_ENTRIES:
        raise Refusal("eye", f"arrays may have 1 to {MOST_ENTRIES:,} entries")
    return made([real(int(i == j)) for i in range(n) for j in range(n)], (n, n))


def _arange(m: Machine, given: Values, named: Named) -> Value:
    if named or not 1 <= len(given) <= 3:
        raise Refusal("arange", "np.arange takes one to three numbers here")
    ends = [m.scalars.number(value, "arange") for value in given]
    start, stop, step = [whole(0), *ends, whole(1)] if len(ends) == 1 else [*ends, whole(1)][:3]
    values = [number.value for number in (start, stop, step)]
    if any(v is None for v in values) or values[2] == 0:
        raise Refusal("arange", "np.arange takes known numbers, and a step that is not 0")
    a, b, c = (fmpq(v) for v in values if v is not None)
    count = int(((b - a) / c).ceil())
    near = [number.near for number in (start, stop, step)]
    if None in near or math.ceil((near[1] - near[0]) / near[2]) != count:  # type: ignore[operator]
        raise Refusal("arange", "how many numbers there are, rounding decides here: write linspace")
    if not 1 <= count <= MOST_ENTRIES:
        raise Refusal("arange", f"arrays may have 1 to {MOST_ENTRIES:,} entries")
    is_whole = all(number.whole for number in (start, stop, step))
    numbers = [exact(a + c * n) for n in range(count)]
    return made([whole(int(n)) if is_whole else real(n) for n in numbers], (count,))


def _linspace(m: Machine, given: Values, named: Named) -> Value:
    start, stop, count = arguments("linspace", given, named, ("start", "stop", "num"), 1)
    assert start is not None and stop is not None
    n = 50 if count is None else as_index(count, "num")
    ends = [m.scalars.number(value, "linspace").value for value in (start, stop)]
    if None in ends or not 2 <= n <= MOST_ENTRIES:
        raise Refusal("linspace", "np.linspace takes known numbers, and at least two of them")
    a, b = (fmpq(v) for v in ends if v is not None)
    return made([real(exact(a + (b - a) * j / (n - 1))) for j in range(n)], (n,))


def _broadcast_to(m: Machine, given: Values, named: Named) -> Value:
    value, shape = arguments("broadcast_to", given, named, ("array", "shape"))
    assert value is not None and shape is not None
    a, sizes = as_array(value), _sizes(shape)
    if broadcast(a.shape, sizes) != sizes:
        raise Refusal("broadcast_to", f"{a.shape} does not fit into {sizes}")
    return made(spread(a, sizes), sizes)


CREATED: Mapping[str, Call] = {
    "array": _array, "asarray": _asarray,
    "zeros": partial(_full, real(0), "zeros"), "ones": partial(_full, real(1), "ones"),
    "zeros_like": partial(_like, 0, "zeros_like"), "ones_like": partial(_like, 1, "ones_like"),
    "full": _filled, "full_like": _full_like, "eye": _eye, "identity": _eye, "arange": _arange,
    "linspace": _linspace, "empty": partial(_empty, "empty"),
    "empty_like": partial(_empty, "empty_like"), "broadcast_to": _broadcast_to,
}  # fmt: skip
NUMPY: Mapping[str, Call] = {**ENTRYWISE, **REDUCTIONS, **CREATED, **ARRANGED, **SIGNALS}
"""NumPy's functions by name."""


# ---- methods ----
