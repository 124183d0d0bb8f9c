"""Functions with ends, below integrals and sums: where a variable that is bound lies decides
whether they are a polynomial there, or 0."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise

from symlin.kernel import term as k
from symlin.kernel.certificate import Rejected
from symlin.kernel.functions.bases import Bump, Impulse, inside
from symlin.kernel.functions.expanding import powers_of
from symlin.kernel.numbers import Number, exact, quotient
from symlin.kernel.walk import variables

MOST_MARKED = 1_000
"""Whole numbers within one bump: each is a term of a sum."""
Places = Mapping[str, k.Term]
"""What the index and the variables that are bound around a letter stand for."""
Interval = tuple[Number | None, Number | None]
"""An open interval; None is infinity."""


@dataclass(frozen=True, slots=True)
class Whole:
    """The whole numbers, but for the marked ones: there, bumps and impulses are 0."""


Cell = Whole | Interval


class Cells:
    """Where variables lie that are bound."""

    def __init__(self) -> None:
        self.cells: dict[str, Cell] = {}
        self.marks: dict[str, set[Number]] = {}

    @contextmanager
    def within(self, name: str, cell: Cell) -> Iterator[set[Number]]:
        """The variable lies there, while marks are set where it must not: at ends of functions."""
        before = self.cells.get(name), self.marks.get(name)
        marks: set[Number] = set()
        self.cells[name], self.marks[name] = cell, marks
        try:
            yield marks
        finally:
            del self.cells[name], self.marks[name]
            if before[0] is not None and before[1] is not None:  # an inner variable had its name
                self.cells[name], self.marks[name] = before[0], before[1]

    def line(self, place: k.Term) -> tuple[str, Number, Number] | None:
        """The variable, a and b of a place a*variable + b; None where none is bound.

        Raises `Rejected` where the place is of another form.
        """
        names = [name for name in variables(place) if name in self.cells]
        if not names:
            return None
        powers = powers_of(place, names[0])
        if powers is None or len(names) > 1 or set(powers) - {0, 1}:
            raise Rejected("a function is taken at a place that does not move evenly")
        match powers.get(1), powers.get(0, k.ZERO):
            case k.Const(rate), k.Const(start) if rate != 0:
                return names[0], rate, start
            case _:
                raise Rejected("a function is taken at a place that does not move evenly")

    def is_whole(self, place: k.Term) -> bool | None:
        """Whether the place is whole because a variable is; None where none is bound."""
        if not any(isinstance(self.cells.get(name), Whole) for name in variables(place)):
            return None
        found = self.line(place)
        return found is not None and isinstance(found[1], int) and isinstance(found[2], int)

    # ---- functions of the basis ----

    def impulse(self, element: Impulse, place: k.Term) -> k.Term:
        """The value of an impulse at a place that is whole."""
        found = self.line(place)
        if found is None:
            here = k.eq(place, k.const(element.place))
            return k.piecewise((k.ONE, here), (k.ZERO, k.TRUE))
        name, rate, start = found
        self.marks[name].add(quotient(exact(element.place - start), rate))
        return k.ZERO

    def bump(self, element: Bump, order: int, place: k.Term) -> k.Term:
        """The value of a derivative of a bump."""
        found = self.line(place)
        value = inside(element, order, place)
        if found is None:
            lower, upper = k.const(element.lower), k.const(element.upper)
            between = k.conjunction(k.ge(place, lower), k.ge(upper, place))
            return k.piecewise((value, between), (k.ZERO, k.TRUE))
        name, rate, start = found
        ends = sorted(quotient(exact(end - start), rate) for end in (element.lower, element.upper))
        cell = self.cells[name]
        if isinstance(cell, Whole):  # each is looked at by itself
            self.marks[name].update(_whole_between(*ends))
            return k.ZERO
        low, high = cell
        if (high is not None and high <= ends[0]) or (low is not None and low >= ends[1]):
            return k.ZERO
        if low is not None and high is not None and ends[0] <= low and high <= ends[1]:
            return value
        self.marks[name].update(ends)  # to be cut there; the value is not used
        return k.ZERO


def _whole_between(low: Number, high: Number) -> range:
    first, last = (int(n) if isinstance(n, int) else int(n.floor()) for n in (low, high))
    if last - first >= MOST_MARKED:
        raise Rejected("a sum has more terms than can be written out")
    return range(first, last + 1)


def pieces(first: Number | None, last: Number | None, marks: set[Number]) -> list[Interval]:
    """The intervals between the ends and the marks that lie between them."""
    between = (m for m in marks
               if (first is None or first < m) and (last is None or m < last))  # fmt: skip
    return list(pairwise([first, *sorted(between), last]))


def opened(places: Places, variable: str) -> dict[str, k.Term]:
    """The variable stands for itself."""
    return {**places, variable: k.var(variable)}


def single(places: tuple[k.Term, ...]) -> tuple[k.Term]:
    """The one place of a function of one variable; raises `Rejected`."""
    if len(places) != 1:
        raise Rejected("a function of one variable is taken at several")
    return (places[0],)
