"""The kernel with one of its theories switched off, by its row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from symlin.kernel.algebra import together
from symlin.kernel.theories import table

NAMES = tuple(row.name for row in table.ROWS)


@contextmanager
def without(name: str) -> Iterator[None]:
    """As if the row of that theory had been deleted from the table."""
    assert name in NAMES
    whole = table.THEORIES
    table.THEORIES = together(row for row in table.ROWS if row.name != name)
    try:
        yield
    finally:
        table.THEORIES = whole
