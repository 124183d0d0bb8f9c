"""zip, enumerate, reversed and map: they hand on one item after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from symlin.kernel import term as k
from symlin.kernel.term import Guard
from symlin.reading.python.arrays import entries_of
from symlin.reading.python.given import Named, Values, arguments
from symlin.reading.python.machine import Machine
from symlin.reading.python.places import Refusal
from symlin.reading.python.values import Array, Call, List, Once, Tuple, Value, as_index, whole


def _zip(m: Machine, given: Values, named: Named) -> Value:
    arguments("zip", (), {key: v for key, v in named.items() if key != "strict"}, ())
    strict = "strict" in named and m.truth(named["strict"], "strict") is k.TRUE
    columns = [m.items(value) for value in given]

    def rows() -> Any:
        while columns:
            row: list[Value] = []
            for column in columns:
                item = next(column, None)
                if item is None:
                    if strict and (row or any(next(c, None) for c in columns[1:])):
                        raise Refusal("zip", "zip: strict, and the lengths differ")
                    return
                row.append(item)
            yield k.TRUE, Tuple(tuple(row))

    return Once(rows())


def _enumerate(m: Machine, given: Values, named: Named) -> Value:
    value, start = arguments("enumerate", given, named, ("iterable", "start"), 1)
    assert value is not None
    first = 0 if start is None else as_index(start, "start")
    items = m.items(value)
    return Once((k.TRUE, Tuple((whole(n), item))) for n, item in enumerate(items, first))


def _reversed(m: Machine, given: Values, named: Named) -> Value:
    (value,) = arguments("reversed", given, named, ("x",))
    if not isinstance(value, List | Tuple | range | Array):
        raise Refusal("reversed", "reversed of a list, tuple, range or array is read")
    if isinstance(value, range):
        return value[::-1]
    entries = entries_of(value)[::-1]
    if isinstance(value, Tuple):
        return Tuple(tuple(entries))

    def backwards() -> Iterator[tuple[Guard, Value]]:
        for place in range(len(entries) - 1, -1, -1):
            now = entries_of(value)  # as it is at the time, for the loop may change it
            if place >= len(now):
                return
            yield k.TRUE, now[place]

    return Once(backwards())


def _map(m: Machine, given: Values, named: Named) -> Value:
    if named or len(given) < 2:
        raise Refusal("map", "map takes a function and what it is applied to")
    function, *sources = given
    rows = zip(*(m.items(source) for source in sources), strict=False)
    return Once((k.TRUE, m.call(function, list(row), {})) for row in rows)


ITERATING: Mapping[str, Call] = {
    "zip": _zip, "enumerate": _enumerate, "reversed": _reversed, "map": _map,
}  # fmt: skip
