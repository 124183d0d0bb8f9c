"""Dicts whose keys are texts or known numbers, and which are only looked up."""

from __future__ import annotations

from symlin.kernel import term as k
from symlin.reading.python.given import Named, Values, arguments
from symlin.reading.python.machine import settled
from symlin.reading.python.places import Refusal
from symlin.reading.python.values import (
    NONE,
    Bool,
    Number,
    Once,
    Table,
    Tuple,
    Value,
    Words,
    kind_of,
)


def table(pairs: list[tuple[Value, Value]]) -> Table:
    """A dict; raises `Refusal` for keys that depend on the input, and for broken numbers."""
    found: dict[str | int, tuple[Value, Value]] = {}
    for key, value in pairs:
        name = _key(key)
        first, _ = found.get(name, (key, value))
        found[name] = (first, settled(value))
    return Table(tuple(found.values()))


def _key(value: Value) -> str | int:
    """The key as Python compares it: True is 1."""
    if isinstance(value, Words):
        return value.text
    known = value.value if isinstance(value, Number | Bool) else None
    if not isinstance(known, int) or (isinstance(value, Number) and not value.whole):
        raise Refusal("dict", "as keys texts and known whole numbers are read, not "
                      f"{kind_of(value)}")  # fmt: skip
    return int(known)


def looked_up(owner: Table, key: Value) -> Value | None:
    """The value of the key; None where there is none."""
    wanted = _key(key)
    return next((value for own, value in owner.entries if _key(own) == wanted), None)


def entry(owner: Table, key: Value) -> Value:
    """owner[key]; raises `Refusal` where there is none."""
    found = looked_up(owner, key)
    if found is None:
        raise Refusal("dict", "the dict has no such key")
    return found


def call_on_table(owner: Table, name: str, given: Values, named: Named) -> Value:
    """get, keys, values and items; raises `Refusal` for any other method."""
    if name == "get":
        key, default = arguments("get", given, named, ("key", "default"), 1)
        assert key is not None
        found = looked_up(owner, key)
        return found if found is not None else default or NONE
    arguments(name, given, named, ())
    if name == "items":
        return Once((k.TRUE, Tuple(pair)) for pair in owner.entries)
    if name not in ("keys", "values"):
        raise Refusal(name, f"the method {name} of a dict is not read")
    return Once((k.TRUE, pair[name == "values"]) for pair in owner.entries)
