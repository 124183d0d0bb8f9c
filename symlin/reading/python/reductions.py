"""NumPy's functions of all entries, or of those along an axis."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from symlin.kernel import term as k
from symlin.language import functions as f
from symlin.reading.python.arrays import as_array, axis_of, lanes, made, reshaped
from symlin.reading.python.given import Named, Values, arguments
from symlin.reading.python.machine import Machine
from symlin.reading.python.operations import operate, product, total
from symlin.reading.python.ordering import in_order
from symlin.reading.python.places import Refusal
from symlin.reading.python.standard import absolute
from symlin.reading.python.values import (
    NONE,
    Bool,
    Call,
    Infinite,
    Number,
    Tuple,
    Value,
    as_index,
    indicator,
    whole,
)

Reduce = Callable[[Machine, Sequence[Value]], Value]


def reduced(name: str, reduce: Reduce, m: Machine, given: Values, named: Named) -> Value:
    """A function of all entries, or of those along an axis; raises `Refusal` for several."""
    named = {("axis" if key == "dim" else key): value for key, value in named.items()}
    value, axis, keep = arguments(name, given, named, ("a", "axis", "keepdims"), 2)
    assert value is not None
    a = as_array(value)
    kept = keep is not None and m.truth(keep, "keepdims") is k.TRUE
    if axis is None or axis is NONE:
        found = reduce(m, a.flat())
        return made([found], (1,) * len(a.shape)) if kept and a.shape else found
    if isinstance(axis, Tuple):
        raise Refusal(name, f"{name} over several axes at once is not read")
    along = axis_of(axis, len(a.shape))
    columns, shape = lanes(a, along)
    results = [reduce(m, column) for column in columns]
    if kept:
        shape = (*shape[:along], 1, *shape[along:])
    return made(results, shape) if shape else results[0]


def _mean(m: Machine, entries: Sequence[Value]) -> Value:
    return m.scalars.binary("/", _floats(total(m, entries)), whole(len(entries), "numpy"))


def _floats(value: Value) -> Value:
    number = indicator(value) if isinstance(value, Bool) else value
    assert isinstance(number, Number)
    return Number(number.term, "numpy", False, number.loose, number.near)


def _product(m: Machine, entries: Sequence[Value]) -> Value:
    found = entries[0]
    for entry in entries[1:]:
        found = m.scalars.binary("*", m.scalars.number(found, "prod"), entry)
    return found


def _extreme(sign: int, m: Machine, entries: Sequence[Value]) -> Value:
    found = entries[0]
    for entry in entries[1:]:
        found = m.scalars.largest(found, entry, sign, "maximum")
    return found


def _variance(ddof: int, m: Machine, entries: Sequence[Value]) -> Value:
    if len(entries) <= ddof:
        raise Refusal("var", f"the variance of {len(entries)} numbers divides by 0")
    middle = _mean(m, entries)
    squares = [operate(m, "**", operate(m, "-", _floats(e), middle), whole(2)) for e in entries]
    return m.scalars.binary("/", total(m, squares), whole(len(entries) - ddof, "numpy"))


def _deviation(ddof: int, m: Machine, entries: Sequence[Value]) -> Value:
    found = _variance(ddof, m, entries)
    assert isinstance(found, Number)
    return Number(f.root(found.term, 2), "numpy", False, found.loose)


def _spread(
    name: str, reduce: Callable[..., Value], m: Machine, given: Values, named: Named
) -> Value:
    ddof = as_index(named["ddof"], "ddof") if "ddof" in named else 0
    named = {key: value for key, value in named.items() if key != "ddof"}
    return reduced(name, partial(reduce, ddof), m, given, named)


def _median(m: Machine, entries: Sequence[Value]) -> Value:
    found = in_order(m, entries)
    middle = len(found) // 2
    if len(found) % 2:
        return _floats(found[middle])
    return _mean(m, found[middle - 1 : middle + 1])


def _quantified(word: str, m: Machine, entries: Sequence[Value]) -> Value:
    guards = [m.truth(entry, word) for entry in entries]
    return Bool((k.disjunction if word == "any" else k.conjunction)(*guards), "numpy")


def _peak_to_peak(m: Machine, entries: Sequence[Value]) -> Value:
    return m.scalars.binary("-", _extreme(1, m, entries), _extreme(-1, m, entries))


def _norm(m: Machine, given: Values, named: Named) -> Value:
    """np.linalg.norm of a vector, or along an axis."""
    value, kind, axis = arguments("norm", given, named, ("x", "ord", "axis"), 2)
    assert value is not None
    a = as_array(value)
    if len(a.shape) > 1 and axis is None and kind is not None and kind is not NONE:
        raise Refusal("norm", "np.linalg.norm of a matrix with ord is not read")
    order: Any = 2 if kind is None or kind is NONE else kind
    if isinstance(order, Number):
        order = order.value
    reduce = partial(_length, order.sign * 3 if isinstance(order, Infinite) else order)
    return reduced("norm", reduce, m, [a], {} if axis is None else {"axis": axis})


def _length(order: object, m: Machine, entries: Sequence[Value]) -> Value:
    """The norm of order 1 or 2, or, as order 3, the largest size."""
    sizes = [absolute(m, _floats(entry)) for entry in entries]
    if order == 1:
        return total(m, sizes)
    if order == 3:
        return _extreme(1, m, sizes)
    if order != 2:
        raise Refusal("norm", "np.linalg.norm is read for ord 1, 2 and infinity")
    squares = [operate(m, "**", _floats(entry), whole(2)) for entry in entries]
    found = total(m, squares)
    assert isinstance(found, Number)
    return Number(f.root(found.term, 2), "numpy", False, found.loose)


def _running(word: str, m: Machine, given: Values, named: Named) -> Value:
    value, axis = arguments(f"cum{word}", given, named, ("a", "axis"), 1)
    assert value is not None
    a = as_array(value)
    if axis is None or axis is NONE:
        a, along = reshaped(a, (len(a.places),)), 0
    else:
        along = axis_of(axis, len(a.shape))
    columns, shape = lanes(a, along)
    rows: list[Value] = []
    for column in columns:
        sums = [m.scalars.number(column[0], word)]
        for entry in column[1:]:
            found = m.scalars.binary("+" if word == "sum" else "*", sums[-1], entry)
            assert isinstance(found, Number)
            sums.append(found)
        rows += sums
    from symlin.reading.python.arrays import moved

    return moved(made(rows, (*shape, a.shape[along])), len(shape), along)


def _sorted(m: Machine, given: Values, named: Named) -> Value:
    (value,) = arguments("sort", given, named, ("a",))
    assert value is not None
    a = as_array(value)
    columns, shape = lanes(a, len(a.shape) - 1)
    return made(
        [entry for column in columns for entry in in_order(m, column)], (*shape, a.shape[-1])
    )


def _dot(m: Machine, given: Values, named: Named) -> Value:
    x, y = arguments("dot", given, named, ("a", "b"))
    assert x is not None and y is not None
    a, b = as_array(x), as_array(y)
    if not a.shape or not b.shape:
        return operate(m, "*", x, y)
    return product(m, a, b)


def _matmul(m: Machine, given: Values, named: Named) -> Value:
    x, y = arguments("matmul", given, named, ("x1", "x2"))
    assert x is not None and y is not None
    return product(m, as_array(x), as_array(y))


def _inner(m: Machine, given: Values, named: Named) -> Value:
    x, y = arguments("inner", given, named, ("a", "b"))
    assert x is not None and y is not None
    a, b = (reshaped(as_array(v), (len(as_array(v).places),)) for v in (x, y))
    if max(len(as_array(x).shape), len(as_array(y).shape)) > 1:
        raise Refusal("inner", "inner products of matrices are not read: write @")
    return product(m, a, b)


def _outer(m: Machine, given: Values, named: Named) -> Value:
    x, y = arguments("outer", given, named, ("a", "b"))
    assert x is not None and y is not None
    rows, columns = as_array(x).flat(), as_array(y).flat()
    found = [m.scalars.binary("*", m.scalars.number(a, "*"), b) for a in rows for b in columns]
    return made(found, (len(rows), len(columns)))


REDUCTIONS: Mapping[str, Call] = {
    "sum": partial(reduced, "sum", total), "mean": partial(reduced, "mean", _mean),
    "prod": partial(reduced, "prod", _product), "median": partial(reduced, "median", _median),
    "max": partial(reduced, "max", partial(_extreme, 1)),
    "min": partial(reduced, "min", partial(_extreme, -1)),
    "amax": partial(reduced, "max", partial(_extreme, 1)),
    "amin": partial(reduced, "min", partial(_extreme, -1)),
    "ptp": partial(reduced, "ptp", _peak_to_peak),
    "any": partial(reduced, "any", partial(_quantified, "any")),
    "all": partial(reduced, "all", partial(_quantified, "all")),
    "var": partial(_spread, "var", _variance), "std": partial(_spread, "std", _deviation),
    "cumsum": partial(_running, "sum"), "cumprod": partial(_running, "prod"), "sort": _sorted,
    "dot": _dot, "vdot": _inner, "matmul": _matmul, "inner": _inner, "outer": _outer,
    "linalg.norm": _norm,
}  # fmt: skip
