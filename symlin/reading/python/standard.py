"""The functions of Python itself, each by its Python meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from flint import fmpq

from symlin.kernel import term as k
from symlin.language import functions as f
from symlin.reading.python.arrays import each, entries_of
from symlin.reading.python.elementary import (
    half_even,
    trunc,
)
from symlin.reading.python.given import Named, Values, arguments
from symlin.reading.python.iterating import ITERATING
from symlin.reading.python.kinds import is_instance
from symlin.reading.python.machine import MOST_STEPS, Machine
from symlin.reading.python.operations import operate
from symlin.reading.python.ordering import in_order
from symlin.reading.python.places import Refusal
from symlin.reading.python.values import (
    NONE,
    Array,
    Bool,
    Call,
    Infinite,
    Kind,
    List,
    Number,
    Once,
    Tuple,
    Value,
    Words,
    as_index,
    whole,
)


def absolute(m: Machine, value: Value) -> Value:
    """abs(x); raises `Refusal` for what may be complex."""
    if isinstance(value, Array):
        return each(partial(absolute, m), value)
    if isinstance(value, Infinite):
        return Infinite(1)
    number = m.scalars.number(value, "abs")
    if number.loose == "complex":
        raise Refusal("abs", "abs of a power that is complex where its base is negative: write "
                      "math.sqrt, or abs around the base")  # fmt: skip
    near = None if number.near is None else abs(number.near)
    return Number(f.function("abs", number.term), number.kind, number.whole, number.loose, near)


def _extreme(name: str, m: Machine, given: Values, named: Named) -> Value:
    """max and min, of several arguments or of all entries."""
    if named:
        raise Refusal(name, f"{name}: the argument {next(iter(named))} is not read")
    entries = list(given) if len(given) > 1 else m.collected(given[0]) if given else []
    if not entries:
        raise Refusal(name, f"{name} of nothing")
    if any(isinstance(entry, Array) for entry in entries):
        raise Refusal(name, f"{name} of arrays compares whole arrays: write np.{name}imum")
    found = entries[0]
    m.scalars.number(found, name) if not isinstance(found, Infinite) else None
    for entry in entries[1:]:
        found = m.scalars.largest(found, entry, 1 if name == "max" else -1, name)
    return found


def _sum(m: Machine, given: Values, named: Named) -> Value:
    entries, start = arguments("sum", given, named, ("iterable", "start"), 1)
    assert entries is not None
    total: Value = start or whole(0)
    waiting: list[Number] = []
    for guard, entry in m.guarded(entries):
        m.step(isinstance(entries, Once))
        if isinstance(entry, Array | List | Tuple) or not isinstance(total, Number | Bool):
            total = operate(m, "+", _added(m, total, waiting), entry)
            waiting = []
            continue
        number = m.scalars.number(entry, "sum")
        if guard is not k.TRUE:
            term = f.cases((number.term, guard), (k.ZERO, k.TRUE))
            kind: Kind = "either" if number.kind == "numpy" else number.kind  # or a plain 0
            number = Number(term, kind, number.whole, number.loose)
        waiting.append(number)
    return _added(m, total, waiting)


def _added(m: Machine, total: Value, numbers: Sequence[Number]) -> Value:
    """All at once: one sum is one term."""
    if not numbers:
        return total
    if isinstance(total, Number | Bool) and all(number.value is None for number in numbers):
        first = m.scalars.number(total, "sum")
        found = numbers[0]
        for number in numbers[1:]:  # whose number it is, and of which type
            found = Number(found.term, _kind(found, number), found.whole and number.whole,
                           found.loose or number.loose)  # fmt: skip
        term = k.add(first.term, *(number.term for number in numbers))
        loose = found.loose or first.loose
        return Number(term, _kind(first, found), first.whole and found.whole, loose)
    for number in numbers:
        total = m.scalars.binary("+", total, number)
    return total


def _kind(a: Number, b: Number) -> Any:
    from symlin.reading.python.scalars import joined_kind

    return joined_kind(a.kind, b.kind)


def _len(m: Machine, given: Values, named: Named) -> Value:
    (value,) = arguments("len", given, named, ("x",))
    if isinstance(value, Array) and value.shape:
        return whole(value.shape[0])
    assert value is not None
    return whole(len(value) if isinstance(value, range) else len(entries_of(value)))


def _pow(m: Machine, given: Values, named: Named) -> Value:
    base, exponent = arguments("pow", given, named, ("base", "exp"))
    return operate(m, "**", base or NONE, exponent or NONE)


def _round(m: Machine, given: Values, named: Named) -> Value:
    value, digits = arguments("round", given, named, ("number", "ndigits"), 1)
    assert value is not None
    if digits is None or digits is NONE:
        return m.scalars.rounding("round", value, half_even, round)
    count = as_index(digits, "ndigits")
    if abs(count) > 15:
        raise Refusal("round", "round takes 15 digits at most here")
    scale = fmpq(10) ** count
    number = m.scalars.number(value, "round")
    found = m.scalars.rounding(
        "round", Number(k.scale(scale, number.term), loose=number.loose), half_even, round
    )
    near = None if number.near is None else round(number.near, count)
    term = k.scale(1 / scale, found.term)
    return Number(term, number.kind, number.whole, "", near if number.value is not None else None)


def _int(m: Machine, given: Values, named: Named) -> Value:
    (value,) = arguments("int", given, named, ("x",), 1)
    if value is None:
        return whole(0)
    number = m.scalars.number(value, "int")
    if number.whole:
        return Number(number.term, "plain", True, number.loose, number.near)
    return m.scalars.rounding("int", number, trunc, int)


def _float(m: Machine, given: Values, named: Named) -> Value:
    (value,) = arguments("float", given, named, ("x",), 1)
    if isinstance(value, Words):
        word = value.text.strip().lower().lstrip("+")
        signs = {"inf": 1, "infinity": 1, "-inf": -1, "-infinity": -1}
        if word in signs:
            return Infinite(signs[word])
        raise Refusal("float", "float of a text is read for infinity alone")
    if isinstance(value, Infinite):
        return value
    if isinstance(value, Array) and value.shape == ():
        (value,) = value.flat()
    number = m.scalars.number(value or whole(0), "float")
    return Number(number.term, "plain", False, number.loose, number.near)


def _bool(m: Machine, given: Values, named: Named) -> Value:
    (value,) = arguments("bool", given, named, ("x",))
    assert value is not None
    return Bool(m.truth(value, "bool"))


def _range(m: Machine, given: Values, named: Named) -> Value:
    if named or not 1 <= len(given) <= 3:
        raise Refusal("range", "range takes one to three numbers")
    found = [as_index(value, "range") for value in given]
    if len(found) == 3 and found[2] == 0:
        raise Refusal("range", "range: the step is 0")
    made = range(*found)
    if max(map(abs, found)) > 10**15 or len(made) > 10 * MOST_STEPS:
        raise Refusal("range", f"loops may take {MOST_STEPS:,} steps in all")
    return made


def _list(m: Machine, given: Values, named: Named) -> Value:
    (value,) = arguments("list", given, named, ("iterable",), 1)
    return m.listed([] if value is None else m.collected(value))


def _tuple(m: Machine, given: Values, named: Named) -> Value:
    (value,) = arguments("tuple", given, named, ("iterable",), 1)
    return Tuple(() if value is None else tuple(m.collected(value)))


def _sorted(m: Machine, given: Values, named: Named) -> Value:
    value, backwards = arguments("sorted", given, named, ("iterable", "reverse"), 1)
    assert value is not None
    found = in_order(m, m.collected(value))
    turn = backwards is not None and m.truth(backwards, "reverse") is k.TRUE
    return m.listed(found[::-1] if turn else found)


def _quantifier(word: str, m: Machine, given: Values, named: Named) -> Value:
    """any and all: they stop at the first entry that decides."""
    (value,) = arguments(word, given, named, ("iterable",))
    assert value is not None
    seen: list[Any] = []
    open_still: Any = k.TRUE
    items = m.guarded(value)
    while open_still is not k.FALSE:
        pair = m.under(open_still, lambda: next(items, None))
        if pair is None:
            break
        there, item = pair
        m.step(isinstance(value, Once))
        truth = m.truth(item, word)
        found = k.conjunction(there, truth if word == "any" else k.negation(truth))
        seen.append(found)
        open_still = k.conjunction(open_still, k.negation(found))
    decided = k.disjunction(*seen) if seen else k.FALSE
    return Bool(decided if word == "any" else k.negation(decided))


def _divmod(m: Machine, given: Values, named: Named) -> Value:
    a, b = arguments("divmod", given, named, ("a", "b"))
    assert a is not None and b is not None
    return Tuple((m.scalars.binary("//", a, b), m.scalars.binary("%", a, b)))


def _abs(m: Machine, given: Values, named: Named) -> Value:
    (value,) = arguments("abs", given, named, ("x",))
    assert value is not None
    return absolute(m, value)


BUILTIN: Mapping[str, Call] = {
    "abs": _abs, "max": partial(_extreme, "max"), "min": partial(_extreme, "min"), "sum": _sum,
    "len": _len, "pow": _pow, "round": _round, "int": _int, "float": _float, "bool": _bool,
    "range": _range, "list": _list, "tuple": _tuple, "sorted": _sorted, "divmod": _divmod,
    "any": partial(_quantifier, "any"), "all": partial(_quantifier, "all"),
    **ITERATING, "isinstance": is_instance,
}  # fmt: skip
