"""A function of one input, piece after piece from left to right: slopes, kinks and jumps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from flint import fmpq

from symlin.decision.values import follows, holds, line_of, value_of
from symlin.kernel.numbers import Number
from symlin.kernel.term import (
    Const,
    Function,
    Guard,
    Piecewise,
    Relation,
    Term,
    add,
    conjunction,
    const,
    eq,
    ge,
    gt,
    ne,
    scale,
    var,
)
from symlin.kernel.walk import substitute, topological
from symlin.report.shape.pieces import Piece

PROBES = ((-1, 0, 1), (0, 1, 2), (1, 2, 3), (-3, -2, -1))
"""Points between which a formula that is curved is seen not to be straight."""


@dataclass(frozen=True)
class Stretch:
    """lower < x < upper (None: without end), where f(x) = term; ends belong to it or not."""

    lower: fmpq | None
    upper: fmpq | None
    has_lower: bool
    has_upper: bool
    term: Term
    slope: Term | None
    """The constant slope, where the piece is seen to be straight."""

    @property
    def is_point(self) -> bool:
        """Whether it is a single number."""
        return self.lower is not None and self.lower == self.upper

    def guard(self, name: str) -> Guard:
        """The stretch as a condition on the input."""
        x = var(name)
        bounds: list[Guard] = []
        if self.lower is not None:
            bounds.append((ge if self.has_lower else gt)(x, const(self.lower)))
        if self.upper is not None:
            bounds.append((ge if self.has_upper else gt)(const(self.upper), x))
        return conjunction(*bounds)


@dataclass(frozen=True)
class Turn:
    """Where two pieces meet: the limits from both sides, None where they are not known, and the
    pieces with their slopes."""

    at: Number
    left: Term | None
    right: Term | None
    before: Stretch
    after: Stretch
    name: str

    @property
    def jumps(self) -> bool:
        """Whether the limits are known to differ."""
        return self._known(ne)

    @property
    def meets(self) -> bool:
        """Whether the limits are known to be the same."""
        return self._known(eq)

    def _known(self, relation: Callable[[Term, Term], Guard]) -> bool:
        if self.left is None or self.right is None:
            return False
        return holds(relation(self.left, self.right)) is True

    @property
    def bends(self) -> bool:
        """Whether both pieces are known to be straight, with different slopes."""
        before, after = self.before.slope, self.after.slope
        return before is not None and after is not None and follows((), ne(before, after))

    @property
    def curves(self) -> bool:
        """Whether one of the two formulas is known not to be straight."""
        return _is_curved(self.before.term, self.name) or _is_curved(self.after.term, self.name)


def stretches(found: Sequence[Piece], name: str) -> tuple[Stretch, ...]:
    """The pieces in order; empty where they are not intervals with rational ends."""
    read = [_stretch(piece, name) for piece in found]
    known = [stretch for stretch in read if stretch is not None]
    if len(known) < len(read):
        return ()
    known.sort(key=lambda i: (i.lower is not None, i.lower or fmpq(0), not i.is_point))
    return tuple(_merged(known))


def meetings(found: Sequence[Stretch], name: str) -> tuple[Turn, ...]:
    """The places where one piece ends and another begins."""
    lines = [stretch for stretch in found if not stretch.is_point]
    return tuple(
        Turn(a.upper, _limit(a, a.upper, name), _limit(b, a.upper, name), a, b, name)
        for a, b in pairwise(lines)
        if a.upper is not None and a.upper == b.lower
    )


def turns(found: Sequence[Stretch], name: str) -> tuple[Turn, ...]:
    """Those of them where the function bends or jumps, or may do so."""
    met = meetings(found, name)
    return tuple(t for t in met if t.jumps or t.bends or t.before.slope is not t.after.slope)


def _limit(stretch: Stretch, at: Number, name: str) -> Term | None:
    """The limit of the piece at its end; None where its formula may leap there, or has no value."""
    leaps = (
        isinstance(node, Piecewise) or (isinstance(node, Function) and node.name == "floor")
        for node in topological([stretch.term])
    )
    return None if any(leaps) else value_of(substitute((stretch.term,), {name: const(at)})[0])


def _is_curved(term: Term, name: str) -> bool:
    """Whether three of its values are seen not to lie on a straight line."""
    for points in PROBES:
        a, b, c = (substitute((term,), {name: const(x)})[0] for x in points)
        if holds(ne(add(a, scale(-2, b), c))) is True:
            return True
    return False


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
    line = line_of(piece.term, name)
    slope = None if line is None else line[0]
    found = Stretch(lower, upper, has_lower, has_upper, piece.term, slope)
    said, meant = found.guard(name), conjunction(*piece.guards)
    return found if follows((meant,), said) and follows((said,), meant) else None


def _bound(guard: Relation, name: str) -> tuple[fmpq, int, bool] | None:
    """(value, 1 for x above it, -1 for below, 0 for at it; whether the value itself belongs)."""
    line = line_of(guard.term, name)
    if line is None or guard.op == "!=":
        return None
    slope, constant = line
    if not isinstance(slope, Const) or not isinstance(constant, Const) or slope.value == 0:
        return None
    value = -fmpq(constant.value) / fmpq(slope.value)
    if guard.op == "=":
        return value, 0, True
    return value, 1 if slope.value > 0 else -1, guard.op == ">="
