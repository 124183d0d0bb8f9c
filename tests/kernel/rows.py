"""The kernel with one of its theories switched off, or with a single rule of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, replace

from symlin.kernel.algebra import Theory
from symlin.kernel.theories import table
from symlin.kernel.theories.table import together

NAMES = tuple(row.name for row in table.ROWS)


@contextmanager
def only(theory: Theory) -> Iterator[None]:
    """The kernel knows what this theory says."""
    whole = table.THEORIES
    table.THEORIES = theory
    try:
        yield
    finally:
        table.THEORIES = whole


def without(name: str) -> Theory:
    """What is left where the row of that theory is deleted from the table."""
    assert name in NAMES
    return together(row for row in table.ROWS if row.name != name)


def rules(theory: Theory) -> dict[str, Theory]:
    """Every rule of the theory, and the whole kernel without that rule."""
    whole, found = table.THEORIES, {}
    for place in fields(Theory):
        value = getattr(theory, place.name)
        if place.name == "name" or value is place.default:
            continue
        if not isinstance(value, Mapping):
            found[place.name] = replace(whole, **{place.name: place.default})
            continue
        for key in value:
            others = {k: v for k, v in getattr(whole, place.name).items() if k != key}
            label = f"{place.name}[{getattr(key, '__name__', key)}]"
            found[label] = replace(whole, **{place.name: others})
    return found
