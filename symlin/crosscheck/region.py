"""Points where some guards hold: tested exactly, and reached by moving one variable at a time.

Bounds on single variables (x >= 0) are met by construction; any other guard by solving it for
a variable, which reaches linear constraints and most conditions on parameters. What is not
reached is rejected.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from flint import fmpq

from symlin.crosscheck.approximations import OutOfReach
from symlin.crosscheck.boundary import Switch, snap
from symlin.crosscheck.evaluate import Program
from symlin.crosscheck.points import VALUES, Point
from symlin.crosscheck.precise import Precise
from symlin.kernel.numbers import Number, quotient
from symlin.kernel.term import (
    TRUE,
    And,
    Guard,
    Op,
    Or,
    Relation,
    Sum,
    Term,
    Truth,
    Var,
)

ATTEMPTS = 16
"""Guards that are mended one after the other, before a point is given up."""


@dataclass
class Interval:
    """What some one-variable guards leave of the line; None is unbounded."""

    low: Number | None = None
    high: Number | None = None
    open_low: bool = False
    open_high: bool = False

    def holds(self, value: Number) -> bool:
        """Whether the value lies in the interval."""
        low, high = self.low, self.high
        if low is not None and (value < low or (self.open_low and value == low)):
            return False
        return high is None or value < high or (value == high and not self.open_high)

    def cut(self, bound: Number, upper: bool, strict: bool) -> None:
        """Intersect with v <= bound (upper) or v >= bound, or their strict forms."""
        if upper and (self.high is None or bound <= self.high):
            self.open_high = strict or (bound == self.high and self.open_high)
            self.high = bound
        elif not upper and (self.low is None or bound >= self.low):
            self.open_low = strict or (bound == self.low and self.open_low)
            self.low = bound

    def place(self, value: Number) -> Number:
        """The value itself where it lies inside, else one inside that varies with it."""
        if self.holds(value):
            return value
        if self.low is not None and self.high is not None:
            step = int(fmpq(8 * value).floor()) % 65
            ratio = fmpq(step, 64) if 0 < step < 64 else fmpq(1, 2)
            inside: Number = self.low + (self.high - self.low) * ratio
        else:
            bound = self.low if self.low is not None else (self.high or 0)
            step = 1 if self.low is not None else -1
            inside = bound + step if value == bound else 2 * bound - value
        return snap(inside) if self.holds(snap(inside)) else inside


class Region:
    """The points where all of some guards hold; `movable` names what may be moved to get in."""

    def __init__(
        self, guards: Sequence[Guard], movable: Collection[str], arithmetic: Precise
    ) -> None:
        self._arithmetic = arithmetic
        self._movable = movable
        self._bounds: dict[str, Interval] = {}
        self._rest: list[Guard] = []
        for clause in _clauses(guards):
            if not self._take_bound(clause):
                self._rest.append(clause)
        self._program = Program(self._rest, arithmetic)
        self._switches: dict[int, Switch] = {}

    def holds(self, point: Point) -> bool:
        """Whether all of the guards hold at the point."""
        if not all(interval.holds(point[name]) for name, interval in self._bounds.items()):
            return False
        return not self._rest or self._first_broken(point) is None

    def enter(self, point: Point, choice: int) -> bool:
        """Move the point inside, in a way that varies with `choice`; False if that fails."""
        self._place(point)
        for attempt in range(ATTEMPTS if self._rest else 0):
            broken = self._first_broken(point)
            if broken is None:
                break
            if attempt % 4 == 3:  # many a region lies around the origin
                point.update({n: snap(v / fmpq(4)) for n, v in point.items() if n in self._movable})
            self._mend(broken, point, choice, attempt)
            self._place(point)
        return self.holds(point)

    def _place(self, point: Point) -> None:
        for name, interval in self._bounds.items():
            if name in self._movable:
                point[name] = interval.place(point[name])

    def _take_bound(self, clause: Guard) -> bool:
        match clause:
            case Relation(op, Var(name)) if op != "!=":
                self._cut(name, op, 0, False)
            case Relation(op, Sum((weight,), (Var(name),), constant)) if op != "!=" and weight:
                self._cut(name, op, quotient(-constant, weight), weight < 0)
            case _:
                return False
        return True

    def _cut(self, name: str, op: Op, bound: Number, upper: bool) -> None:
        interval = self._bounds.setdefault(name, Interval())
        for side in (False, True) if op == "=" else (upper,):
            interval.cut(bound, side, op == ">")

    def _first_broken(self, point: Point) -> Guard | None:
        try:
            truths = self._program.run(point)
        except OutOfReach:
            return self._rest[0]
        broken = (g for g, truth in zip(self._rest, truths, strict=True) if truth is not True)
        return next(broken, None)

    def _mend(self, clause: Guard, point: Point, choice: int, attempt: int) -> None:
        match clause:
            case Relation(op, term):
                self._move(op, term, point, choice + attempt, attempt)
            case Or(parts):
                self._mend(parts[(choice + attempt) % len(parts)], point, choice, attempt)
            case And(parts):
                for part in parts:
                    self._mend(part, point, choice, attempt)
            case Truth():
                pass

    def _move(self, op: Op, term: Term, point: Point, choice: int, attempt: int) -> None:
        """Solve the relation for one variable: onto its boundary, or across it."""
        if id(term) not in self._switches:
            self._switches[id(term)] = Switch(term, self._arithmetic)
        switch = self._switches[id(term)]
        names = [name for name in switch.names if name in self._movable]
        if not names:
            return
        name = names[choice % len(names)]
        root = switch.root(name, point, exactly=op in ("=", "!="))
        if root is None:  # 0, 1 and -1 turn many an equation into one that can be solved
            point[name] = VALUES[attempt % 3]
        elif op == "=":
            point[name] = root
        elif op == "!=" or root == point[name]:
            point[name] = root + fmpq((-1) ** attempt, 2 ** (attempt // 2))
        else:  # across, ever closer to the boundary, for another guard may end behind it
            point[name] = snap(root + (root - point[name]) / fmpq(4 ** (attempt // 2)))


def _clauses(guards: Sequence[Guard]) -> Iterator[Guard]:
    for guard in guards:
        if isinstance(guard, And):
            yield from _clauses(guard.parts)
        elif guard is not TRUE:
            yield guard
