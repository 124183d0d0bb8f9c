"""The points on which one function is tried, in order of cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from symlin.exact.atoms import all_atoms
from symlin.exact.coordinates import ORIGIN, Coordinates
from symlin.exact.deadline import Deadline
from symlin.exact.values import Probe
from symlin.kernel.claim import Subject
from symlin.kernel.facts import Context
from symlin.kernel.numbers import TooLarge
from symlin.kernel.polynomial import Poly
from symlin.kernel.term import Term
from symlin.kernel.walk import children, topological
from symlin.search.points.centres import WORK, centres
from symlin.search.points.exponents import exponent_points
from symlin.search.points.points import (
    boundary_points,
    cost,
    diagonal_points,
    fractions,
    points_between,
    small_points,
)
from symlin.search.points.thin import ExactSample, exact_samples

WIDE = 1_000
"""Nodes above which a normal form is cheaper than trying many points."""
LARGE = 300
"""Nodes of a function of a matrix above which its normal form is not looked into for axes first: a
determinant of 5 x 5 has as many."""
HUGE = 200_000
"""Nodes above which points are tried before any normal form, which takes all the time there is."""
FEW_INPUTS = 8
"""All axes of so many inputs are tried; of more, those that matter."""
MOST_AXES = 6
"""At most so many of these, as many as are combined with each other."""
MOST_OUTPUTS = 64
"""Outputs that are looked at for the axes that matter: those of one layer are mostly alike."""


class Stock:
    """The points on which one function is tried, and its values there, shared by all laws: rational
    points along the axes that matter, and where pieces change; centres; points of a thin domain.

    >>> from symlin.kernel.term import const, maximum, var
    >>> stock = Stock(Subject(("x",), (), (maximum(var("x"), const(5)),)))
    >>> stock.small[:3]                                 # 0, 1, -1 on axis 0
    [(), ((0, 1),), ((0, -1),)]
    >>> ((0, 5),) in stock.all, ((0, 5),) in stock.small
    (True, False)
    """

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.size = sum(1 + len(children(node)) for node in topological(subject.outputs))
        """Nodes and edges of the outputs."""
        self._samples: list[ExactSample] | None = None

    @cached_property
    def probe(self) -> Probe:
        """Values at the points, remembered."""
        return Probe(self.subject)

    @cached_property
    def small(self) -> list[Coordinates]:
        """The points that are tried on every operator, in order of cost."""
        return sorted(dict.fromkeys(small_points(len(self.subject.inputs), self.axes)), key=cost)

    @cached_property
    def diagonal(self) -> list[Coordinates]:
        """Multiples of the identity, where they come first: of an inverse no point has a value that
        lies on few axes, a determinant is 0 there, and to see on which axes either depends takes
        long."""
        found = diagonal_points(len(self.subject.inputs))
        if not found or self.size > LARGE:
            return found
        return [] if self.probe.contains(ORIGIN) else found

    @cached_property
    def first(self) -> tuple[list[Coordinates], list[Coordinates]]:
        """Of a wide function: points near 0 and on the diagonal, the latter first where 0 has no
        value."""
        if self.diagonal and not self.probe.contains(ORIGIN):
            return self.diagonal, self.foremost
        return self.foremost, self.diagonal

    @cached_property
    def foremost(self) -> list[Coordinates]:
        """A few of them on the first axes: for wide operators, which are slow to look into."""
        n = len(self.subject.inputs)
        return sorted(dict.fromkeys(small_points(n, range(min(n, 2)))), key=cost)

    @cached_property
    def all(self) -> list[Coordinates]:
        """The same with the places where pieces change, and beside them."""
        if self.size > HUGE:
            return self.small
        # A glance: points are cheap, and normal forms of what people write may be anything but.
        context = Context(self.subject.parameter_facts(), work=WORK)
        beside = boundary_points(self.subject, context, frozenset(self.axes))
        inside = points_between(self.subject) if self.subject.domain else ()
        powers = exponent_points(self.subject)
        further = sorted((*beside, *fractions(self.axes), *inside, *powers), key=cost)
        return list(dict.fromkeys((*self.small, *further)))

    @cached_property
    def centres(self) -> list[tuple[Term, ...]]:
        """Where smooth functions bend."""
        return list(centres(self.subject))

    def samples(self, deadline: Deadline) -> list[ExactSample]:
        """Points of a restricted domain, which may have no neighbours along the axes; looked for
        once, for half of the time that is left then."""
        if self._samples is None:
            self._samples = list(exact_samples(self.subject, deadline.part(0.5)))
        return self._samples

    @cached_property
    def axes(self) -> Sequence[int]:
        """The inputs worth moving: all of a few, or those on which the pieces depend."""
        n = len(self.subject.inputs)
        if n <= FEW_INPUTS:
            return range(n)
        return range(2) if self.size > HUGE else self._kinked_axes() or range(MOST_AXES)

    def _kinked_axes(self) -> list[int]:
        """The inputs in what normal forms leave of the outputs beyond their affine part."""
        context = Context(self.subject.parameter_facts())
        names: dict[str, None] = {}
        for output in self.subject.outputs[:MOST_OUTPUTS]:
            try:
                p = context.normal(output)
            except TooLarge:
                continue
            # Along all other axes the function is affine, if it is so at all: nothing breaks there.
            for m in p.terms:
                if any(a.kind != "var" for a, _ in m) or len(m) > 1:
                    names.update(dict.fromkeys(_names_in(Poly({m: 1}))))
            if len(names) >= MOST_AXES:
                break
        index = {name: i for i, name in enumerate(self.subject.inputs)}
        return sorted(index[name] for name in names if name in index)[:MOST_AXES]


def _names_in(p: Poly) -> Iterator[str]:
    return (str(a.argument) for a in all_atoms(p) if a.kind == "var")
