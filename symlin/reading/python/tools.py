"""The modules operator, functools and itertools, as far as they are about numbers and lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import pairwise, product
from typing import Any

from symlin.kernel import term as k
from symlin.kernel.term import Guard
from symlin.reading.python.given import Named, Values, arguments
from symlin.reading.python.machine import MOST_STEPS, Machine
from symlin.reading.python.operations import compare, operate
from symlin.reading.python.places import Refusal
from symlin.reading.python.values import Call, Once, Partial, Tuple, Value, as_index

_OPERATORS = {"add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%",
              "pow": "**", "matmul": "@"}  # fmt: skip
_COMPARED = {"lt": "<", "le": "<=", "gt": ">", "ge": ">=", "eq": "==", "ne": "!="}


def _operator(word: str, m: Machine, given: Values, named: Named) -> Value:
    a, b = arguments(word, given, named, ("a", "b"))
    assert a is not None and b is not None
    return operate(m, word, a, b)


def _compared(word: str, m: Machine, given: Values, named: Named) -> Value:
    a, b = arguments(word, given, named, ("a", "b"))
    assert a is not None and b is not None
    return compare(m, word, a, b)


def _reduce(m: Machine, given: Values, named: Named) -> Value:
    function, items, start = arguments("reduce", given, named, ("function", "iterable", "x"), 1)
    assert function is not None and items is not None
    entries = m.collected(items)
    if start is None and not entries:
        raise Refusal("reduce", "reduce of nothing")
    found = entries.pop(0) if start is None else start
    for entry in entries:
        m.step()
        found = m.call(function, [found, entry], {})
    return found


def _accumulate(m: Machine, given: Values, named: Named) -> Value:
    items, function = arguments("accumulate", given, named, ("iterable", "func"), 1)
    assert items is not None

    def rows() -> Iterator[tuple[Guard, Value]]:
        found: Value | None = None
        for entry in m.items(items):
            if found is None:
                found = entry
            elif function is None:
                found = operate(m, "+", found, entry)
            else:
                found = m.call(function, [found, entry], {})
            yield k.TRUE, found

    return Once(rows())


def _product(m: Machine, given: Values, named: Named) -> Value:
    (repeat,) = arguments("product", (), named, ("repeat",), 1)
    columns = [m.collected(value) for value in given]
    columns *= 1 if repeat is None else min(as_index(repeat, "repeat"), 20)
    size = 1
    for column in columns:
        size *= len(column)
    if size > MOST_STEPS:
        raise Refusal("product", f"loops may take {MOST_STEPS:,} steps in all")
    return Once((k.TRUE, Tuple(row)) for row in product(*columns))


def _pairwise(m: Machine, given: Values, named: Named) -> Value:
    (items,) = arguments("pairwise", given, named, ("iterable",))
    assert items is not None
    entries: list[Any] = m.collected(items)
    return Once((k.TRUE, Tuple(pair)) for pair in pairwise(entries))


def _chain(m: Machine, given: Values, named: Named) -> Value:
    arguments("chain", (), named, ())
    return Once(pair for value in given for pair in m.guarded(value))


def _partial(m: Machine, given: Values, named: Named) -> Value:
    if not given:
        raise Refusal("partial", "partial takes a function")
    return Partial(given[0], tuple(given[1:]), dict(named))


OPERATOR: Mapping[str, Call] = {
    **{name: partial(_operator, word) for name, word in _OPERATORS.items()},
    **{name: partial(_compared, word) for name, word in _COMPARED.items()},
}
FUNCTOOLS: Mapping[str, Call] = {"reduce": _reduce, "partial": _partial}
ITERTOOLS: Mapping[str, Call] = {
    "accumulate": _accumulate, "product": _product, "pairwise": _pairwise, "chain": _chain,
}  # fmt: skip
