"""Facts that a derivative denies: what is not positive at a point and does not grow from there.

Random points say which facts and which points have a chance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

from symlin.exact.floats import nearest_float
from symlin.exact.forms import over_power, power_of, to_term
from symlin.kernel.certificate import Combination, Monotone, Proof, Rejected
from symlin.kernel.facts import Context
from symlin.kernel.intervals import NEG, POS, Interval
from symlin.kernel.numbers import Number, TooLarge
from symlin.kernel.polynomial import Poly, atom, atom_poly, atoms_of
from symlin.kernel.term import Guard, Term, const, eq, gt, mul, neg, sub, var
from symlin.kernel.theories.calculus import segment, up_to
from symlin.kernel.theories.smooth import derivative, is_smooth
from symlin.kernel.walk import substitute
from symlin.search.points.sampling import float_value
from symlin.search.proofs.sign_facts import sign_facts

MOST_GOALS = 3
"""Facts that are tried, each at up to four points, with a proof of its own for each."""
MOST_VARIABLES = 2
"""Of one fact: with more, random points are too few to say what has a chance."""
TRIED = 60
"""Random points at which a fact has to fail, and its slope to have one sign."""
TOLERANCE = 1e-9
"""What rounding may feign: far above that of a few operations, far below what a fact is about."""
SCALES = (0.1, 1.0, 4.0)
"""Of the random points: near 0 and far away slopes differ most."""


class Ascent(NamedTuple):
    """h > 0 among the facts, though h <= 0 at the point and the rest is to be shown: `facts`
    exclude each other, for in them the slope has the wrong sign."""

    term: Term
    variable: str
    point: Term
    slope: Term
    facts: tuple[Guard, ...]
    parts: tuple[tuple[Term, ...], ...]

    def step(self, proof: Proof) -> Monotone:
        """The kernel's step, with the proof that the slope has the right sign."""
        then = Combination(self.parts)
        return Monotone(self.term, self.variable, self.point, self.slope, proof, then)


def ascents(context: Context) -> Iterator[Ascent | Guard]:
    """Those that look possible; a guard where it must first be known on which side of a point the
    variable lies."""
    # Only strict facts: h >= 0 may hold at the very point from which h falls.
    rows = [row for row in sign_facts(context) if row.mask == POS and not _is_polynomial(row.p)]
    for row in rows[:MOST_GOALS]:
        names = sorted(set().union(*(a.names for a in atoms_of(row.p))))
        for name in names if len(names) <= MOST_VARIABLES else ():
            try:
                yield from _Goal(context, _balanced(row.p), name).ascents(names)
            except (TooLarge, OverflowError):  # bounds may lie beyond all floats
                continue


def _is_polynomial(p: Poly) -> bool:
    return all(a.kind == "var" for a in atoms_of(p))


def _balanced(p: Poly) -> Poly:
    """p divided by the power of e that most of its monomials have: derivatives then lower the
    degree of the rest."""
    # x**2 e**x has derivatives without end; x**2 has two.
    ((most, _),) = Counter(map(power_of, p.terms)).most_common(1)
    return over_power(p, most)


class _Goal:
    """h > 0, as a function of one variable."""

    def __init__(self, context: Context, h: Poly, name: str) -> None:
        self.context, self.h, self.name = context, to_term(h), name
        self.bounds = context.signs.intervals.get(atom_poly(atom("var", name))) or Interval()
        self.fixed, self.cuts = segment(Context, context.facts, name)
        # The kernel follows the variable along a segment: facts about it that are not convex are
        # left out.
        self.inside = Context((*self.fixed.facts, *self.cuts))

    def ascents(self, names: Sequence[str]) -> Iterator[Ascent | Guard]:
        """From each point where h is not positive, if no random point speaks against it."""
        # A fact that holds at a random point is not denied by anything.
        points = self._points(names)
        if any(_float(self.h, v) > TOLERANCE for v in points):
            return
        # A point at which h may be positive says nothing, however h goes on from there.
        for anchor in self._anchors():
            point = const(anchor)
            (start,) = substitute((self.h,), {self.name: point})
            if self.context.signs.sign(self.context.normal(start)) & POS:
                continue
            slope = self._slope(point)
            away = [(v, v[self.name] - nearest_float(anchor)) for v in points]
            if slope is not None and all(_float(slope, v) * d <= TOLERANCE for v, d in away):
                yield self._from(point, start, slope)

    def _slope(self, point: Term) -> Term | None:
        """The derivative of h, if h is smooth up to the point."""
        try:
            region = up_to(Context, self.fixed, self.cuts, {self.name: point})
        except Rejected:
            return None
        p = region.normal(self.h)
        if not is_smooth(region, p, frozenset([self.name])):
            return None
        return to_term(derivative(region, p, self.name))

    def _from(self, point: Term, start: Term, slope: Term) -> Ascent | Guard:
        """For v > a take t = -h, for v < a take t = h: its slope must not be negative."""
        # The kernel's rule is about a term that does not fall: h, turned so that it does not.
        x = var(self.name)
        side = self.context.sign(self.context.normal(sub(x, point)))
        if side == POS:
            term, rise, distance = neg(self.h), neg(slope), sub(x, point)
        elif side == NEG:
            term, rise, distance = self.h, slope, sub(point, x)
        else:
            return gt(sub(x, point)) if side & POS and side & NEG else eq(sub(x, point))
        (there,) = substitute((term,), {self.name: point})
        # (v - a) (t - t(a)) >= 0 is the fact that the kernel adds; with h > 0 >= h(a) it is absurd.
        fact = mul(sub(x, point), sub(term, there))
        parts = ((self.h, distance), (fact,), (distance, neg(start)))
        facts = (*self.inside.facts, gt(neg(rise)))
        return Ascent(term, self.name, point, rise, facts, parts)

    def _anchors(self) -> list[Number]:
        """Points from which h may not grow: the ends of the variable's interval, 0 and 1."""
        ends = [v for v in (self.bounds.low, self.bounds.high) if v is not None]
        return [v for v in dict.fromkeys((*ends, 0, 1)) if self._may_be(v)]

    def _may_be(self, value: Number) -> bool:
        low, high = self.bounds.low, self.bounds.high
        return (low is None or low <= value) and (high is None or value <= high)

    def _points(self, names: Sequence[str]) -> list[dict[str, float]]:
        """Random points within the bounds of the variable."""
        rng = Random(0)
        low, high = (
            None if b is None else nearest_float(b) for b in (self.bounds.low, self.bounds.high)
        )
        points: list[dict[str, float]] = []
        for k in range(TRIED):
            point = {name: rng.gauss(0, SCALES[k % 3]) for name in names}
            # Only points within the bounds count: elsewhere the fact need not fail.
            v = point[self.name]
            if low is not None and high is not None:
                v = rng.uniform(low, high)
            elif low is not None:
                v = low + abs(v)
            elif high is not None:
                v = high - abs(v)
            points.append({**point, self.name: v})
        return points


def _float(term: Term, point: dict[str, float]) -> float:
    """The value in floating point; 0, which says nothing, where there is none."""
    value = float_value(term, point, {})
    return float(value) if isinstance(value, int | float) else 0.0
