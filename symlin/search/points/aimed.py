"""Instances of a law around one exact point, rational or not, at which something is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import islice
from random import Random

from flint import fmpq

from symlin.exact.forms import to_term
from symlin.exact.values import Probe, simplify_closed
from symlin.kernel.certificate import Witness
from symlin.kernel.claim import Law, Subject, law_equation, law_rows
from symlin.kernel.facts import Context
from symlin.kernel.intervals import ZERO
from symlin.kernel.numbers import Number, quotient
from symlin.kernel.polynomial import UNIT, Poly, atom, combine, monomial
from symlin.kernel.term import ONE, PI, Function, Guard, Term, add, const, div, scale, sub
from symlin.kernel.term import ZERO as NOTHING
from symlin.kernel.walk import substitute, topological, variables
from symlin.search.points.models import parameter_values
from symlin.search.points.sampling import float_value
from symlin.search.proofs.branching import OpenCase

Point = tuple[Term, ...]
HALF = quotient(1, 2)
MOST_WAVES = 6
"""Angles whose peaks are tried, along each axis at seven multiples of pi/2."""
CHANCES = 600
"""Random points at which an open case is tried, a hundred for each scale."""
CHANCE_SCALES = (1.0, 0.1, 0.01, 0.001, 10.0, 100.0)
MOST_DIGITS = 17
"""Digits of a coordinate, which are as many as a float has."""
MOST_UNITS = 6
"""Axes along which neighbours of a point are taken."""
QUARTERS = (1, -1, 2, 3, -2, -3, 4)
"""Multiples of pi/2 that an angle is given."""
SCALARS: tuple[Number, ...] = (-1, 2, 0, HALF, -2, 3)


# ---- points of open cases ----


def point_of(case: OpenCase, names: tuple[str, ...]) -> Point | None:
    """A point in the open case, with what was substituted on the way to it."""
    # A variable that is its floor was substituted by that, and is still free.
    bound = {name for name, value in case.substituted if name not in variables(value)}
    free = [n for n in names if n not in bound]
    free_values = parameter_values(free, case.facts)
    if free_values is None:
        free_values = _by_chance(free, case.facts)
    if free_values is None:
        return None
    values: dict[str, Term] = dict(free_values)
    # What was substituted first may speak of what was substituted later.
    for name, value in reversed(case.substituted):
        values[name] = simplify_closed(substitute((value,), values)[0])
    return tuple(values[name] for name in names)


def _by_chance(names: Sequence[str], facts: Sequence[Guard]) -> dict[str, Term] | None:
    """A random point in floating point at which the facts seem to hold, as simple as may be."""
    rng = Random(0)
    unknowns = sorted({*names, *variables(*facts)})
    for k in range(CHANCES):
        scale = CHANCE_SCALES[k % len(CHANCE_SCALES)]
        point = {name: rng.gauss(0, scale) for name in unknowns}
        for digits in range(1, MOST_DIGITS + 1):
            rounded = {n: Fraction(v).limit_denominator(10**digits) for n, v in point.items()}
            floats = {n: float(v) for n, v in rounded.items()}
            if all(float_value(fact, floats, {}) is True for fact in facts):
                return {n: const(fmpq(v.numerator, v.denominator)) for n, v in rounded.items()}
            # The point itself fails: no rounding of it is worth a try. Asked after the first one,
            # for a point in small fractions may do where it does not.
            if digits == 1 and not all(float_value(f, point, {}) is True for f in facts):
                break
    return None


# ---- instances that break a law ----


def aimed_witness(subject: Subject, law: Law, probe: Probe, p: Point) -> Witness | None:
    """The first instance around p that breaks the law."""
    # The instances around one point share most of their points; values may take long.
    memo: dict[Point, tuple[Poly, ...] | None] = {}

    def at(q: Point) -> tuple[Poly, ...] | None:
        if q not in memo:
            memo[q] = probe.at_terms(q)
        return memo[q]

    for points, weights in _instances(law, p):
        instance = (points, tuple(map(const, weights)))
        witness = _breaking(subject, law, probe.context, at, instance)
        if witness is not None:
            return witness
    return None


def _breaking(
    subject: Subject,
    law: Law,
    context: Context,
    at: Callable[[Point], tuple[Poly, ...] | None],
    instance: tuple[Sequence[Point], tuple[Term, ...]],
) -> Witness | None:
    """The witness of points and weights, where f has values at them and they break the law."""
    points, weights = instance
    exact_points = [tuple(map(simplify_closed, q)) for q in points]
    rows = [at(q) for q in exact_points]
    values = [row for row in rows if row is not None]
    if len(values) < len(rows):
        return None
    factors = [context.normal(w) for w in weights]
    for row in law_rows(subject, law):
        gap = combine((1, context.product(w, v[row])) for w, v in zip(factors, values, strict=True))
        if law is Law.EQUIVALENT:
            gap = gap - values[0][row + len(values[0]) // 2]
        if not context.sign(gap) & ZERO:  # certainly not 0
            named = tuple(dict(zip(subject.inputs, q, strict=True)) for q in exact_points)
            return Witness(named, weights, row)
    return None


def open_instance(subject: Subject, law: Law, probe: Probe, case: OpenCase) -> Witness | None:
    """The instance of the law that a case left open by its proof stands for, where it breaks it."""
    equation = law_equation(law, subject.inputs)
    coordinates = [v for p in equation.points for v in p.values()]
    names = tuple(sorted(variables(*coordinates, *equation.weights)))
    point = point_of(case, names)
    if point is None:
        return None
    values = dict(zip(names, point, strict=True))
    points = [substitute(tuple(p.values()), values) for p in equation.points]
    weights = tuple(map(simplify_closed, substitute(equation.weights, values)))
    return _breaking(subject, law, probe.context, probe.at_terms, (points, weights))


# ---- peaks of waves ----


def peaks(subject: Subject) -> Iterator[Point]:
    """Points of the axes at which a sine or cosine in the outputs is 0, 1 or -1."""
    context = Context(())
    waves = (
        node.argument
        for node in topological(subject.outputs)
        if isinstance(node, Function) and node.name in ("sin", "cos") and node.argument is not None
    )
    for angle in islice(waves, MOST_WAVES):
        p = context.normal(angle)
        for i, name in enumerate(subject.inputs):
            slope = p.terms.get(((atom("var", name), 1),))
            factor = Poly({UNIT: slope}) if slope else _multiple_of(p, name)
            if factor is None:  # the angle is not affine along this axis
                continue
            rest = Poly({m: c for m, c in p.terms.items() if not any(a.names for a, _ in m)})
            for k in QUARTERS:
                value = div(sub(scale(quotient(k, 2), PI), to_term(rest)), to_term(factor))
                yield tuple(value if j == i else NOTHING for j in range(len(subject.inputs)))


def _multiple_of(p: Poly, name: str) -> Poly | None:
    """c with p = c name + ..., where c is a number times pi."""
    m = monomial({atom("var", name): 1, atom("pi"): 1})
    return Poly({((atom("pi"), 1),): p.terms[m]}) if m in p.terms else None


# ---- instances around a point ----


def _instances(law: Law, p: Point) -> Iterator[tuple[tuple[Point, ...], tuple[Number, ...]]]:
    """(points, weights) of instances of the law, in each of which the point has a part."""
    match law:
        case Law.EQUIVALENT:
            yield (p,), (1,)
        case Law.ODD:
            yield (_scaled(-1, p), p), (1, 1)
        case Law.HOMOGENEITY | Law.POSITIVE_HOMOGENEITY:
            for q in (p, _scaled(2, p), _scaled(HALF, p), _scaled(-1, p)):
                for a in SCALARS:
                    if a >= 0 or law is Law.HOMOGENEITY:
                        yield (_scaled(a, q), q), (1, -a)
        case Law.ADDITIVITY:
            for q, r in _pairs(p):
                yield (_plus(q, r), q, r), (1, -1, -1)
        case Law.AFFINE:
            for q, r in _ends(p):
                yield (_scaled(HALF, _plus(q, r)), q, r), (1, -HALF, -HALF)
        case Law.LINEAR:
            yield from _instances(Law.HOMOGENEITY, p)
            yield from _instances(Law.ADDITIVITY, p)


def _pairs(p: Point) -> Iterator[tuple[Point, Point]]:
    """Pairs whose sum is p, or that p belongs to."""
    yield _scaled(HALF, p), _scaled(HALF, p)
    yield p, p
    yield p, _scaled(-1, p)
    for e in _units(p):
        yield _plus(p, _scaled(-1, e)), e
        yield p, e
    # Coordinate by coordinate: f(p) = f(p1, 0, ...) + f(0, p2, ...) + ... breaks in one sum.
    partial: Point = tuple(NOTHING for _ in p)
    for k, value in enumerate(p):
        step = tuple(value if i == k else NOTHING for i in range(len(p)))
        yield partial, step
        partial = _plus(partial, step)


def _ends(p: Point) -> Iterator[tuple[Point, Point]]:
    """Pairs whose middle is p, or one end of which is p."""
    for e in _units(p):
        yield _plus(p, _scaled(-1, e)), _plus(p, e)
    yield p, tuple(NOTHING for _ in p)
    yield _scaled(2, p), tuple(NOTHING for _ in p)
    yield p, _scaled(-1, p)
    for e in _units(p):
        yield p, _plus(p, _scaled(2, e))


def _units(p: Point) -> list[Point]:
    n = len(p)
    moved = range(min(n, MOST_UNITS))
    axes = [tuple(ONE if i == k else NOTHING for i in range(n)) for k in moved]
    return [*axes, *(_scaled(-1, e) for e in axes)]


def _plus(p: Point, q: Point) -> Point:
    return tuple(add(a, b) for a, b in zip(p, q, strict=True))


def _scaled(a: Number, p: Point) -> Point:
    return tuple(scale(a, v) for v in p)
