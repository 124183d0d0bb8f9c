"""Numbers in their order, by maxima and minima."""

from __future__ import annotations

from collections.abc import Sequence

from symlin.reading.python.machine import Machine
from symlin.reading.python.places import Refusal
from symlin.reading.python.values import Value

MOST_SORTED = 64
"""Entries that are put in order: each pair of them is compared."""


def in_order(m: Machine, entries: Sequence[Value]) -> list[Value]:
    """The entries from the smallest up, by maxima and minima of neighbours.

    Raises `Refusal` for too many.
    """
    if len(entries) > MOST_SORTED:
        raise Refusal("sorted", f"at most {MOST_SORTED} numbers are put in order here")
    found: list[Value] = []
    for entry in entries:
        carried: Value = m.scalars.number(entry, "sorted")
        for place, other in enumerate(found):
            found[place] = m.scalars.largest(other, carried, -1, "sorted")
            carried = m.scalars.largest(other, carried, 1, "sorted")
        found.append(carried)
    return found
