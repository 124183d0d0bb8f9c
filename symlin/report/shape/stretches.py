"""A function of one input, piece after piece from left to right: slopes, kinks and jumps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from flint import fmpq

from symlin.exact.forms import simplified
from symlin.exact.values import simplify_closed
from symlin.kernel.facts import Context
from symlin.kernel.numbers import Number
from symlin.kernel.polynomial import Monomial, Poly, atom_depends, monomial
from symlin.kernel.term import Const, Relation, Term, const
from symlin.kernel.walk import substitute
from symlin.report.shape.pieces import Piece


@dataclass(frozen=True)
class Stretch:
    """lower < x < upper (None: without end), where f(x) = term; ends belong to it or not."""

    lower: fmpq | None
    upper: fmpq | None
    has_lower: bool
    has_upper: bool
    term: Term
    slope: Term | None
    """The constant slope, where the piece is straight."""

    @property
    def is_point(self) -> bool:
        """Whether it is a single number."""
        return self.lower is not None and self.lower == self.upper


@dataclass(frozen=True)
class Turn:
    """Where two pieces meet: the limits from both sides, and the slopes where they are straight."""

    at: Number
    left: Term
    right: Term
    before: Stretch
    after: Stretch

    @property
    def jumps(self) -> bool:
        """Whether the two sides have different limits."""
        return self.left is not self.right

    @property
    def bends(self) -> bool:
        """Whether both sides are straight, with different slopes."""
        slopes = (self.before.slope, self.after.slope)
        return None not in slopes and slopes[0] is not slopes[1]


def stretches(found: Sequence[Piece], name: str) -> tuple[Stretch, ...]:
    """The pieces in order; empty where they are not intervals with rational ends."""
    read = [_stretch(piece, name) for piece in found]
    known = [stretch for stretch in read if stretch is not None]
    if len(known) < len(read):
        return ()
    known.sort(key=lambda i: (i.lower is not None, i.lower or fmpq(0), not i.is_point))
    return tuple(_merged(known))


def turns(found: Sequence[Stretch], name: str) -> tuple[Turn, ...]:
    """The places where the function bends or jumps."""
    lines = [stretch for stretch in found if not stretch.is_point]
    meetings = []
    for a, b in pairwise(lines):
        if a.upper is None or a.upper != b.lower:
            continue
        at = const(a.upper)
        left, right = (simplify_closed(t) for t in substitute((a.term, b.term), {name: at}))
        meetings.append(Turn(at.value, left, right, a, b))
    return tuple(t for t in meetings if t.jumps or t.bends or t.before.slope is not t.after.slope)


def _merged(found: Sequence[Stretch]) -> list[Stretch]:
    """Neighbours with the same formula are one interval."""
    kept: list[Stretch] = []
    for i in found:
        last = kept[-1] if kept else None
        if last is not None and last.term is i.term and last.upper == i.lower:
            kept[-1] = Stretch(last.lower, i.upper, last.has_lower, i.has_upper, i.term, i.slope)
        else:
            kept.append(i)
    return kept


def _stretch(piece: Piece, name: str) -> Stretch | None:
    lower: fmpq | None = None
    upper: fmpq | None = None
    has_lower = has_upper = False
    for guard in piece.guards:
        bound = _bound(guard, name) if isinstance(guard, Relation) else None
        if bound is None:
            return None
        value, side, closed = bound
        if side >= 0 and (lower is None or value >= lower):
            lower, has_lower = value, closed
        if side <= 0 and (upper is None or value <= upper):
            upper, has_upper = value, closed
    return Stretch(lower, upper, has_lower, has_upper, piece.term, _slope(piece.term, name))


def _bound(guard: Relation, name: str) -> tuple[fmpq, int, bool] | None:
    """(value, 1 for x above it, -1 for below, 0 for at it; whether the value itself belongs)."""
    p = Context(()).normal(guard.term)
    line = straight(p, name)
    if line is None or guard.op == "!=":
        return None
    slope, constant = line
    if not isinstance(slope, Const) or not isinstance(constant, Const) or slope.value == 0:
        return None
    value = -fmpq(constant.value) / fmpq(slope.value)
    if guard.op == "=":
        return value, 0, True
    return value, 1 if slope.value > 0 else -1, guard.op == ">="


def _slope(term: Term, name: str) -> Term | None:
    line = straight(Context(()).normal(term), name)
    return None if line is None else line[0]


def straight(p: Poly, name: str) -> tuple[Term, Term] | None:
    """Slope and constant, where p is slope*name + constant with parameters in both."""
    slope: dict[Monomial, Number] = {}
    constant: dict[Monomial, Number] = {}
    for m, c in p.terms.items():
        own = [(a, e) for a, e in m if atom_depends(a, frozenset({name}))]
        if own and (len(own) > 1 or own[0][0].kind != "var" or own[0][1] != 1):
            return None
        rest = monomial(dict(factor for factor in m if factor not in own))
        (slope if own else constant)[rest] = c
    return simplified(Poly(slope)), simplified(Poly(constant))
