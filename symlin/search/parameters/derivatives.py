"""What derivatives at a point demand of the parameters: that those which a law makes 0 are 0.

sin(a x) + sin(b x) has the third derivative -(a**3 + b**3) at 0: it is linear only if a + b = 0. No
point tells as much, for wherever x is, its defect is 0 for other parameters as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from symlin.exact.atoms import all_atoms
from symlin.exact.deadline import Deadline
from symlin.exact.forms import to_term
from symlin.kernel.certificate import DerivativeWitness, Point
from symlin.kernel.claim import Law, Subject, law_rows
from symlin.kernel.facts import Context
from symlin.kernel.intervals import ZERO
from symlin.kernel.numbers import TooLarge
from symlin.kernel.term import ONE, TRUE, Guard, Term, const, sub
from symlin.kernel.term import ZERO as NOTHING
from symlin.kernel.theories.smooth import derivative, is_smooth
from symlin.kernel.walk import substitute
from symlin.search.parameters.vanishing import vanishing
from symlin.search.points.demand import Demand

HIGHEST = 5
"""The highest order: of odd functions the third is the first to say something, and the fifth tells
a**3 = b**3 from what is meant."""
LONGEST = 40
"""Monomials of a derivative, above which none is taken of it."""
ANALYTIC = frozenset({"exp", "log", "sin", "cos", "atan", "asin", "erf", "root"})
"""Functions of which one of these has to be there: of polynomials points tell as much."""


class _Derivative(NamedTuple):
    """One of an output, by an input."""

    row: int
    variable: str
    order: int
    value: Term


def derivative_demands(
    subject: Subject, law: Law, facts: Sequence[Guard], deadline: Deadline
) -> Iterator[Demand]:
    """Demands "derivative = 0", each with a witness that is still to be given its proof."""
    here = Context(facts)
    for found in _derivatives(subject, law, Context((*facts, *subject.domain)), deadline):
        for point in _points(subject, law, found.variable):
            # A second derivative says nothing of oddness, nor a first of any law but equality.
            if found.order < (1 if law is Law.EQUIVALENT else 2):
                continue
            if law is not Law.ODD or found.order % 2 == 0:
                demand = _demand(here, subject, found, point)
                if demand is not None:
                    yield demand


def _derivatives(
    subject: Subject, law: Law, region: Context, deadline: Deadline
) -> Iterator[_Derivative]:
    names = frozenset(subject.inputs)
    for row, name in product(law_rows(subject, law), subject.inputs):
        try:
            p = region.normal(_function(subject, law, row))
            if not any(a.kind in ANALYTIC for a in all_atoms(p)):
                continue
            # The formula has to stay smooth: sqrt(x) has no slope at 0, and x**(3/2) has one.
            for order in range(1, HIGHEST + 1):
                deadline.check()
                if len(p.terms) > LONGEST or not is_smooth(region, p, names):
                    break
                p = derivative(region, p, name)
                yield _Derivative(row, name, order, to_term(p))
        except TooLarge:
            continue


def _function(subject: Subject, law: Law, row: int) -> Term:
    if law is Law.EQUIVALENT:
        return sub(subject.outputs[row], subject.outputs[row + len(subject.outputs) // 2])
    return subject.outputs[row]


def _points(subject: Subject, law: Law, name: str) -> Iterator[Point]:
    """The origin, and where the law says something of them points on the axis, or any."""
    origin: dict[str, Term] = dict.fromkeys(subject.inputs, NOTHING)
    yield origin
    if law not in (Law.ADDITIVITY, Law.ODD):
        yield {**origin, name: ONE}
    if law in (Law.LINEAR, Law.AFFINE, Law.EQUIVALENT):
        for value in (1, -1, 2):
            yield dict.fromkeys(subject.inputs, const(value))


def _demand(here: Context, subject: Subject, found: _Derivative, point: Point) -> Demand | None:
    """What the derivative demands, if the point lies in the domain."""
    if not all(here.decide(g) is True for g in subject.domain_at(point)):
        return None
    try:
        value = here.normal(substitute((found.value,), point)[0])
    except TooLarge:
        return None
    # Denominators that are not 0 leave the zeros: a (a - 1)/(1 + a**2) demands a = 0 or a = 1.
    there, _ = here.clear(value)
    if not there or here.sign(there) == ZERO:
        return None
    guard = vanishing(here, there)
    if guard is TRUE or here.decide(guard) is True:
        return None
    witness = DerivativeWitness(point, found.variable, found.order, found.value, found.row)
    return Demand(guard, witness)
