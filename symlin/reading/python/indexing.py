"""Indices of arrays as NumPy has them: entries, views, and what is put in their place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from symlin.reading.python.arrays import _steps, as_array, broadcast, part, spread, stacked
from symlin.reading.python.numpy_numbers import as_numpy
from symlin.reading.python.places import Refusal
from symlin.reading.python.values import (
    ELLIPSIS,
    NONE,
    Array,
    Bool,
    List,
    Number,
    Tuple,
    Value,
    as_index,
)


def picked(value: Array, index: Value) -> Value:
    """value[index]: a number, or a view; raises `Refusal` for what is no plain index."""
    keys = _keys(index, len(value.shape))
    if any(isinstance(key, List | Array) for key in keys):
        return _chosen(value, keys)
    axes: list[Sequence[int]] = []
    shape: list[int] = []
    rest = len(value.shape) - sum(key is not NONE for key in keys)
    if rest < 0:
        raise Refusal("[", f"too many indices: the array has {len(value.shape)} axes")
    for key in [*keys, *[slice(None)] * rest]:
        if key is NONE:
            shape.append(1)
            continue
        size = value.shape[len(axes)]
        if isinstance(key, slice):
            axes.append(range(size)[key])
            shape.append(len(axes[-1]))
        else:
            axes.append([within(as_index(key, "[]"), size)])
    if 0 in shape:
        raise Refusal("[", "an empty array is not read")
    steps = _steps(value.shape)
    places = tuple(
        value.places[sum(i * step for i, step in zip(at, steps, strict=True))]
        for at in product(*axes)
    )
    if not shape and not any(isinstance(key, slice) for key in keys):
        return value.memory.read()[places[0]]
    return Array(value.memory, tuple(shape), places)


def _keys(index: Value, axes: int) -> list[Value]:
    """The index of each axis, with those that ... stands for."""
    keys: list[Value] = list(index.entries) if isinstance(index, Tuple) else [index]
    if ELLIPSIS in keys:
        place = keys.index(ELLIPSIS)
        named = sum(key is not NONE for key in keys) - 1
        keys[place : place + 1] = [slice(None)] * (axes - named)
    return keys


def _chosen(value: Array, keys: Sequence[Value]) -> Value:
    """value[[2, 0]]: a copy with these rows."""
    if len(keys) > 1:
        raise Refusal("[", "several indices of which one is a list are not read")
    chosen = as_array(keys[0])
    flat = chosen.flat()
    if len(chosen.shape) != 1 or any(isinstance(entry, Bool) for entry in flat):
        raise Refusal("[", "an array as an index is not read: write np.where")
    size = value.shape[0] if value.shape else 0
    rows = [as_array(part(value, within(as_index(entry, "[]"), size))) for entry in flat]
    return stacked(rows)


def within(index: int, size: int) -> int:
    """An index counted from 0; raises `Refusal` for one that there is not."""
    if not -size <= index < size:
        raise Refusal("[", f"there is no entry {index}: there are {size}")
    return index % size


def fill(value: Array, entries: Sequence[Value]) -> None:
    """The entries put into an array's memory; raises `Refusal` where they would be rounded."""
    memory = value.memory.change()
    for place, entry in zip(value.places, entries, strict=True):
        old, new = memory[place], as_numpy(entry)
        if isinstance(old, Number) and isinstance(new, Bool):
            from symlin.reading.python.values import indicator

            new = indicator(new)
        if type(old) is not type(new):
            raise Refusal("=", "a number put into an array of truths becomes True: write float")
        if isinstance(old, Number) and isinstance(new, Number) and old.whole is not new.whole:
            if old.whole:
                raise Refusal("=", "a number put into an array of whole numbers is rounded there: "
                              "make it an array of floats (dtype=float, or 0.0 for 0)")  # fmt: skip
            new = Number(new.term, "numpy", False, new.loose, new.near)
        memory[place] = new


def assign(value: Array, index: Value, new: Value) -> None:
    """value[index] = new; raises `Refusal`."""
    keys = _keys(index, len(value.shape))
    if any(isinstance(key, List | Array) for key in keys):
        raise Refusal("[", "an assignment to entries that an array chooses is not read: "
                      "write np.where")  # fmt: skip
    full = len(keys) == len(value.shape) and not any(isinstance(key, slice) for key in keys)
    if full and NONE not in keys:
        at = 0
        for key, size in zip(keys, value.shape, strict=True):
            at = at * size + within(as_index(key, "[]"), size)
        target = Array(value.memory, (), (value.places[at],))
    else:
        view = picked(value, index)
        assert isinstance(view, Array), "only full indices give numbers"
        target = view
    source = as_array(new)
    while len(source.shape) > len(target.shape) and source.shape[0] == 1:
        source = as_array(part(source, 0))
    if broadcast(source.shape, target.shape) != target.shape:
        raise Refusal("=", f"the shape {source.shape} does not fit into {target.shape}")
    fill(target, spread(source, target.shape))
