"""Laws broken by a derivative at a point: what is affine near it has no second derivative there.

All that is used of the law is what it says on a neighbourhood of the point, which therefore has to
lie in the domain; and that the output is a smooth formula there.
"""

from __future__ import annotations

from collections.abc import Sequence

from symlin.kernel.algebra import Facts, Obligation, Reader, Theory
from symlin.kernel.certificate import DerivativeWitness, Point, Rejected
from symlin.kernel.claim import Equation, Law, Subject, conjuncts, defect, law_rows
from symlin.kernel.definedness import definedness
from symlin.kernel.intervals import ZERO
from symlin.kernel.polynomial import combine
from symlin.kernel.term import ONE, And, Guard, Or, Relation, Term, eq, gt, var
from symlin.kernel.term import ZERO as ZERO_TERM
from symlin.kernel.theories.smooth import derivative, is_smooth
from symlin.kernel.walk import substitute, variables

HIGHEST = 12
"""The highest order of a derivative: each is longer than the one before."""


def derivative_breaks(
    read: Reader, subject: Subject, law: Law, facts: Sequence[Guard], step: DerivativeWitness
) -> Obligation:
    """Facts about parameters that are left to be shown contradictory: that the derivative is 0.

    Raises `Rejected` where it would not break the law, or is not shown to be the derivative.
    """
    _check_names(read, subject, law, facts, step)
    if not _is_demanded(law, step):
        raise Rejected(f"{law} says nothing of this derivative at this point")
    names = frozenset(subject.inputs)
    region = _around(read, subject, facts, step.point)
    p = region.normal(_function(subject, law, step.output))
    for _ in range(step.order):
        if not is_smooth(region, p, names):
            raise Rejected("the output is not shown to be smooth around the point")
        p = derivative(region, p, step.variable)
    gap, _ = region.clear(combine([(1, p), (-1, region.normal(step.value))]))
    if region.signs.sign(gap) != ZERO:
        raise Rejected("the value of a derivative is not shown to be the derivative")
    (there,) = substitute((step.value,), step.point)
    return (*facts, eq(there)), step.proof


def _check_names(
    read: Reader, subject: Subject, law: Law, facts: Sequence[Guard], step: DerivativeWitness
) -> None:
    coordinates = tuple(step.point.values())
    own = set(subject.parameters)
    if step.output not in law_rows(subject, law):
        raise Rejected("the witness names an output that does not exist")
    if tuple(step.point) != subject.inputs or step.variable not in subject.inputs:
        raise Rejected("a point must give every input, in order, and the derivative is by one")
    if set(variables(*coordinates)) - own or set(variables(step.value)) - own - {*subject.inputs}:
        raise Rejected("a witness may depend on parameters only")
    if read(facts).decide(definedness(coordinates)) is not True:
        raise Rejected("the point is not shown to have a value")


def _is_demanded(law: Law, step: DerivativeWitness) -> bool:
    """Whether the law, near the point, makes the derivative 0: see docs/trust.md."""
    if type(step.order) is not int or not 1 <= step.order <= HIGHEST:
        return False
    beside = [v for name, v in step.point.items() if name != step.variable]
    on_axis = all(v is ZERO_TERM for v in beside)
    at_origin = on_axis and step.point[step.variable] is ZERO_TERM
    match law:
        case Law.EQUIVALENT:  # the difference of the two is 0 around the point
            return True
        case Law.LINEAR | Law.AFFINE:
            return step.order >= 2
        case Law.HOMOGENEITY | Law.POSITIVE_HOMOGENEITY:  # f is linear along the axis
            return step.order >= 2 and on_axis
        case Law.ADDITIVITY:  # f'(x) = f'(0)
            return step.order >= 2 and at_origin
        case Law.ODD:
            return step.order % 2 == 0 and at_origin
        case _:
            return False


def _function(subject: Subject, law: Law, row: int) -> Term:
    """The output; of two functions that are compared, their difference."""
    here = {name: var(name) for name in subject.inputs}
    return defect(subject, law, Equation((here,), (ONE,)), row)


def _around(read: Reader, subject: Subject, facts: Sequence[Guard], point: Point) -> Facts:
    """What the domain says, which is shown to hold on a neighbourhood of the point.

    One guard after the other: normal forms rest on those alone that were shown to hold there.
    """
    region = here = read(facts)
    left = conjuncts(subject.domain)
    while more := [(g, near) for g in left if (near := _near(region, here, g, point)) is not None]:
        region = read((*region.facts, *(near for _, near in more)))
        left = [g for g in left if all(g is not held for held, _ in more)]
    if left:
        raise Rejected("the point is not shown to lie inside the domain")
    return region


def _near(region: Facts, here: Facts, guard: Guard, point: Point) -> Guard | None:
    """The guard, or one that says more, if it holds at the point, and by continuity near it."""
    if region.decide(guard) is True:
        return guard
    match guard:
        case Relation(op, term) if op != "=":
            strict = gt(term) if op == ">=" else guard
            smooth = is_smooth(region, region.normal(term), frozenset(point))
            holds = here.decide(substitute((strict,), point)[0]) is True
            return strict if smooth and holds else None
        case And(parts) | Or(parts):
            found = [_near(region, here, part, point) for part in parts]
            enough = all(found) if isinstance(guard, And) else any(found)
            return guard if enough else None
        case _:
            return None


THEORY = Theory(name="local", refutations={DerivativeWitness: derivative_breaks})
