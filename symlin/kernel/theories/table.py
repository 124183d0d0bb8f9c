"""The theories that are switched on: one row each.

A row that is deleted takes its theory out of the kernel: certificates that need it are rejected
then, and no claim is accepted that was not accepted before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from symlin.kernel.algebra import Theory
from symlin.kernel.theories import (
    algebraic,
    arcs,
    calculus,
    degree,
    enclosure,
    error_function,
    exponential,
    factoring,
    fractions,
    integers,
    local,
    measurable,
    pieces,
    positivity,
    ranges,
    rational,
    roots,
    trigonometry,
)

ROWS = (
    ranges.THEORY,
    pieces.THEORY,
    fractions.THEORY,
    exponential.THEORY,
    trigonometry.THEORY,
    error_function.THEORY,
    integers.THEORY,
    roots.THEORY,
    factoring.THEORY,
    enclosure.THEORY,
    algebraic.THEORY,
    arcs.THEORY,
    calculus.THEORY,
    local.THEORY,
    positivity.THEORY,
    degree.THEORY,
    measurable.THEORY,
    rational.THEORY,
)


def together(rows: Iterable[Theory]) -> Theory:
    """One theory that says what any of the rows says.

    Raises `ValueError` where two of them speak of the same thing.
    """
    said: dict[str, Any] = {}
    for row in rows:
        for place in fields(Theory):
            what, before = getattr(row, place.name), said.get(place.name)
            if place.name == "name" or what is place.default:  # says nothing
                continue
            if before is None:
                said[place.name] = what
            elif isinstance(what, Mapping) and before.keys().isdisjoint(what):  # each its own keys
                said[place.name] = {**before, **what}
            else:
                raise ValueError(f"{row.name}: another theory speaks of its {place.name}")
    return Theory(name="all", **said)


THEORIES = together(ROWS)
