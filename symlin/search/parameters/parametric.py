"""Witnesses that depend on the parameters: instances of a law at places that move with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from flint import fmpq

from symlin.exact.deadline import Deadline
from symlin.kernel.certificate import Witness
from symlin.kernel.claim import Equation, Law, Subject, conjuncts, defect, law_rows
from symlin.kernel.definedness import definedness
from symlin.kernel.facts import Context
from symlin.kernel.intervals import ZERO
from symlin.kernel.numbers import Number, TooLarge, exact
from symlin.kernel.polynomial import Poly
from symlin.kernel.term import (
    FALSE,
    TRUE,
    Guard,
    Term,
    add,
    const,
    disjunction,
    neg,
    negation,
    scale,
    sub,
)
from symlin.kernel.term import (
    ZERO as ZERO_TERM,
)
from symlin.search.parameters.elimination import instances_at, piece_points
from symlin.search.parameters.moving import HALF, MovingPlace, moving
from symlin.search.parameters.plain import by_cells
from symlin.search.parameters.vanishing import rewritten, vanishing

MOST_WIDTHS = 4
"""Distances around a hinge, beginning with 1: one for each other hinge up to the fourth."""
FOREMOST = 4
"""Instances of sums and multiples at each place, before those around a centre."""
MOST_UNSURE = 2
"""Conditions under which points lie in the domain that are taken for cases of their own."""
Points = tuple[tuple[dict[str, Term], ...], tuple[Term, ...]]


def parametric_witnesses(
    subject: Subject, law: Law, facts: Sequence[Guard], deadline: Deadline
) -> Iterator[tuple[Guard, Witness]]:
    """Clauses "slope = 0", each with a witness that breaks the law where the clause fails."""
    base = Context((*subject.parameter_facts(), *facts))
    places = moving(subject, base)
    # Around its root only the one hinge bends: the demand is as simple as that hinge's slope.
    plain = [(place, _instances(subject, law, place)) for place in places]
    centred = [(place, _centred(subject, place, places)) for place in places]
    tried: list[tuple[MovingPlace, Iterator[Points]]] = plain
    if law is Law.AFFINE:
        tried = [*centred, *plain]
    elif law is Law.LINEAR:  # a sum or a multiple says more to a reader
        tried = [
            *((place, islice(instances, FOREMOST)) for place, instances in plain),
            *centred,
            *plain,
        ]
    yield from _inside_pieces(subject, law, base, deadline)
    for place, instances in tried:
        deadline.check()
        for guard, witness in _equations(subject, law, place.context, instances):
            whole = disjunction(place.flat, guard)
            # 2*max(a, 0)/3 >= a folds, and a <= 0 ends the search: that it is the same, the
            # witness's proof says. Elsewhere than in an interval it mostly is a case of many.
            spelled = by_cells(facts, whole) if place.is_inside else []
            yield from ((g, witness) for g in (*spelled, whole) if g is not TRUE)


def _inside_pieces(
    subject: Subject, law: Law, base: Context, deadline: Deadline
) -> Iterator[tuple[Guard, Witness]]:
    """The same at points inside the pieces of several inputs."""
    for point in piece_points(subject, base.facts):
        deadline.check()
        # No slope is asked to differ from 0: ends have numbers before the inputs.
        found = _equations(subject, law, base, instances_at(law, point))
        yield from ((guard, witness) for guard, witness in found if guard is not TRUE)


# ---- instances around a hinge ----


def _centred(
    subject: Subject, place: MovingPlace, places: Sequence[MovingPlace]
) -> Iterator[Points]:
    """(r, r - d, r + d) around the root r of a hinge: as wide as 1, and as far as the root of
    each other hinge, so that only one of the two bends between the points."""
    centre = place.root
    if centre is None:
        return
    widths: list[Term] = [const(1)]
    for other in places:
        if other is not place and other.name == place.name and other.flat is FALSE:
            widths += [] if other.root is None else [sub(other.root, centre)]
    for width in widths[:MOST_WIDTHS]:
        ends = sub(centre, width), add(centre, width)
        points = (_at(subject, place, v) for v in (centre, *ends))
        yield tuple(points), (const(1), const(-HALF), const(-HALF))


def _at(subject: Subject, place: MovingPlace, value: Term, times: Number = 1) -> dict[str, Term]:
    """The point on the axis, or beside it, by a multiple of what the place says."""
    beside = const(exact(fmpq(times) * fmpq(place.others)))
    return {n: value if n == place.name else beside for n in subject.inputs}


# ---- demands ----


def _equations(
    subject: Subject, law: Law, context: Context, tried: Iterable[Points]
) -> Iterator[tuple[Guard, Witness]]:
    """What the law demands of the parameters at points that move with them."""
    for points, weights in tried:
        outside = _outside(subject, context, points, weights)
        if outside is None:
            continue
        # Where the points lie outside the domain, nothing is demanded: an alternative more.
        here = context if outside is FALSE else Context((*context.facts, negation(outside)))
        for row in law_rows(subject, law) if here.contradiction is None else ():
            witness = Witness(points, weights, row)
            p = _defect(subject, law, here, witness)
            if p is not None and p and here.sign(p) != ZERO:
                guard = vanishing(here, p)
                if guard is not TRUE and here.decide(guard) is not True:
                    yield disjunction(outside, guard), witness


def _outside(
    subject: Subject,
    context: Context,
    points: Sequence[Mapping[str, Term]],
    weights: Sequence[Term],
) -> Guard | None:
    """What keeps the points from lying in the domain; None where there is too much of that."""
    stated = definedness((*(v for p in points for v in p.values()), *weights))
    inside = (stated, *(g for p in points for g in subject.domain_at(p)))
    try:
        answers = {part: context.decide(part) for part in dict.fromkeys(conjuncts(inside))}
    except TooLarge:
        return None
    unsure = [rewritten(context, part) for part, answer in answers.items() if answer is None]
    if False in answers.values() or len(unsure) > MOST_UNSURE:
        return None
    return disjunction(*map(negation, unsure))


def _defect(subject: Subject, law: Law, context: Context, witness: Witness) -> Poly | None:
    equation = Equation(witness.points, witness.weights)
    try:
        return context.clear(context.normal(defect(subject, law, equation, witness.output)))[0]
    except TooLarge:
        return None


# ---- instances at one place ----


def _instances(subject: Subject, law: Law, place: MovingPlace) -> Iterator[Points]:
    """Points and weights of the law's equation, made of the values at one place."""
    roots = place.values

    def at(value: Term, times: Number = 1) -> dict[str, Term]:
        return _at(subject, place, value, times)

    one, minus = const(1), const(-1)
    for k, t in enumerate(roots):
        if place.is_jump and law in (Law.LINEAR, Law.AFFINE):
            yield _chord(at, t)
        match law:
            case Law.ODD:
                yield (at(neg(t), -1), at(t)), (one, one)
            case Law.HOMOGENEITY | Law.POSITIVE_HOMOGENEITY:
                for a in (-1, 2, 0, HALF):
                    if law is Law.HOMOGENEITY or a >= 0:
                        yield (at(scale(a, t), a), at(t)), (one, const(-a))
            case Law.ADDITIVITY | Law.LINEAR:
                for s in (neg(t), t, *roots[k + 1 :]):
                    yield (at(add(t, s), 2), at(t), at(s)), (one, minus, minus)
            case Law.AFFINE:
                start = at(ZERO_TERM)
                yield (at(t), at(scale(2, t)), start), (one, const(-HALF), const(-HALF))
                for s in (*roots[k + 1 :], neg(t)):
                    middle = scale(HALF, add(t, s))
                    yield (at(middle), at(t), at(s)), (one, const(-HALF), const(-HALF))
            case Law.EQUIVALENT:
                yield (at(t),), (one,)


def _chord(at: Callable[[Term], dict[str, Term]], t: Term) -> Points:
    """0, 1 and t: what jumps at t alone is off the chord, wherever t is."""
    one = const(1)
    return (at(ZERO_TERM), at(one), at(t)), (sub(one, t), t, const(-1))
