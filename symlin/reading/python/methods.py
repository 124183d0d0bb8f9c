"""The methods and attributes of arrays, and the methods of lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from symlin.reading.python.arranging import to_shape
from symlin.reading.python.arrays import axis_of, copied, reshaped, transposed
from symlin.reading.python.given import Named, Values, arguments
from symlin.reading.python.machine import Machine, short
from symlin.reading.python.numpy_arrays import NUMPY, as_type
from symlin.reading.python.numpy_functions import clipped
from symlin.reading.python.ordering import in_order
from symlin.reading.python.places import Refusal
from symlin.reading.python.values import (
    NONE,
    Array,
    Bool,
    Call,
    List,
    Number,
    Tuple,
    Value,
    as_index,
    kind_of,
    whole,
)

Act = Callable[[Machine, Any, Values, Named], Value]


def _astype(m: Machine, a: Array, given: Values, named: Named) -> Value:
    (dtype,) = arguments("astype", given, named, ("dtype",))
    return as_type(copied(a), dtype)


def _no_arguments(name: str, given: Values, named: Named) -> None:
    if given or named:
        raise Refusal(name, f".{name}() with arguments is not read")


def _array_list(m: Machine, a: Array, given: Values, named: Named) -> Value:
    _no_arguments("tolist", given, named)
    return as_list(a)


def _item(m: Machine, a: Array, given: Values, named: Named) -> Value:
    _no_arguments("item", given, named)
    if len(a.places) != 1:
        raise Refusal("item", "item takes an array of one entry")
    return plain(a.flat()[0])


def _flatten(m: Machine, a: Array, given: Values, named: Named) -> Value:
    _no_arguments("flatten", given, named)
    return reshaped(copied(a), (len(a.places),))


def _turned(m: Machine, a: Array, given: Values, named: Named) -> Value:
    if named:
        raise Refusal("transpose", "transpose takes axes alone")
    entries = given[0].entries if len(given) == 1 and isinstance(given[0], Tuple) else given
    order = [axis_of(value, len(a.shape)) for value in entries] or range(len(a.shape))[::-1]
    if sorted(order) != list(range(len(a.shape))):
        raise Refusal("transpose", "transpose takes each axis once")
    return transposed(a, order)


def _by_function(call: Call) -> Act:
    return lambda m, a, given, named: call(m, [a, *given], named)


_AS_FUNCTIONS = ("sum", "mean", "max", "min", "prod", "var", "std", "cumsum", "cumprod", "dot",
                 "any", "all", "ptp", "trace", "round", "copy", "ravel")  # fmt: skip

ARRAY_METHODS: Mapping[str, Act] = {
    **{name: _by_function(NUMPY[name]) for name in _AS_FUNCTIONS},
    "clip": _by_function(clipped), "reshape": to_shape, "astype": _astype, "tolist": _array_list,
    "flatten": _flatten, "item": _item, "transpose": _turned,
}  # fmt: skip


def _append(m: Machine, owner: List, given: Values, named: Named) -> Value:
    (value,) = arguments("append", given, named, ("object",))
    assert value is not None
    m.memory.touch(owner.cells)
    owner.cells.change().extend(m.listed([value]).cells.entries)
    return NONE


def _extend(m: Machine, owner: List, given: Values, named: Named) -> Value:
    (value,) = arguments("extend", given, named, ("iterable",))
    assert value is not None
    more = m.collected(value)
    short([*owner.cells.read(), *more])
    m.memory.touch(owner.cells)
    owner.cells.change().extend(more)
    return NONE


def _insert(m: Machine, owner: List, given: Values, named: Named) -> Value:
    index, value = arguments("insert", given, named, ("index", "object"))
    assert index is not None and value is not None
    m.memory.touch(owner.cells)
    owner.cells.change().insert(as_index(index, "index"), m.listed([value]).cells.entries[0])
    return NONE


def _pop(m: Machine, owner: List, given: Values, named: Named) -> Value:
    (index,) = arguments("pop", given, named, ("index",), 1)
    entries = owner.cells.read()
    at = -1 if index is None else as_index(index, "index")
    if not -len(entries) <= at < len(entries):
        raise Refusal("pop", "pop: there is no such entry")
    m.memory.touch(owner.cells)
    return owner.cells.change().pop(at)


def _reverse(m: Machine, owner: List, given: Values, named: Named) -> Value:
    _no_arguments("reverse", given, named)
    m.memory.touch(owner.cells)
    owner.cells.change().reverse()
    return NONE


def _sort(m: Machine, owner: List, given: Values, named: Named) -> Value:
    _no_arguments("sort", given, named)
    found = in_order(m, owner.cells.read())
    m.memory.touch(owner.cells)
    owner.cells.change()[:] = found
    return NONE


def _copied(m: Machine, owner: List, given: Values, named: Named) -> Value:
    _no_arguments("copy", given, named)
    return m.listed(owner.cells.read())


LIST_METHODS: Mapping[str, Act] = {
    "append": _append, "extend": _extend, "insert": _insert, "pop": _pop, "reverse": _reverse,
    "sort": _sort, "copy": _copied,
}  # fmt: skip


def attribute(value: Array, name: str) -> Value | None:
    """What an array says of itself; None for what is no such attribute."""
    match name:
        case "T":
            return transposed(value, range(len(value.shape))[::-1])
        case "shape":
            return Tuple(tuple(map(whole, value.shape)))
        case "size":
            return whole(len(value.places))
        case "ndim":
            return whole(len(value.shape))
        case _:
            return None


def call_method(m: Machine, owner: Value, name: str, given: Values, named: Named) -> Value:
    """A method of a list or an array; raises `Refusal` for any other."""
    acts: Mapping[str, Act] = {}
    if isinstance(owner, Array):
        acts = ARRAY_METHODS
    elif isinstance(owner, List):
        acts = LIST_METHODS
    if name not in acts:
        raise Refusal(name, f"the method {name} of {kind_of(owner)} is not read")
    return acts[name](m, owner, given, named)


def as_list(value: Array) -> Value:
    """tolist: Python's own numbers in lists; raises `Refusal` for a number."""
    from symlin.reading.python.arrays import entries_of
    from symlin.reading.python.values import Cells

    if not value.shape:
        raise Refusal("tolist", "tolist of a number is not read")
    return List(
        Cells([as_list(e) if isinstance(e, Array) else plain(e) for e in entries_of(value)])
    )


def plain(value: Value) -> Value:
    """Python's own number or truth."""
    match value:
        case Number(term, _, is_whole, loose, near):
            return Number(term, "plain", is_whole, loose, near)
        case Bool(guard):
            return Bool(guard)
        case _:
            return value
