"""The second opinion on a network: what it was read from, asked in floats."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import product
from typing import Any, Protocol

from symlin.crosscheck.tensors import evaluate
from symlin.decision.certificate import Status
from symlin.decision.opinion import CrossCheck
from symlin.exact.companion import Lost
from symlin.exact.deadline import stop_after
from symlin.kernel.claim import Law
from symlin.kernel.clock import OutOfTime, check_time
from symlin.kernel.network.arrays import size_of
from symlin.kernel.network.breach import Breach, Value
from symlin.kernel.network.domain import Domain
from symlin.language.network.network import Network

POINTS = 12
"""At which the graph is compared with the original: a wrong reading shows at nearly all of them."""
ROUNDING = 1e-4
"""Of the largest output: what single precision loses in deep networks."""
NOISE = 64
"""How many times what single precision is seen to lose may be lost by sums within a layer."""
NEARBY = (1.0, 0.97, 0.91, 0.83)
"""Multiples of a point at which that is seen: at one of them rounding may be small by chance."""
SECONDS = 10.0
"""When a run is cut short, however large the network."""
NO_VALUES = "the original has no values in floats at the points that were tried"
NO_ORIGINAL = "there is nothing to compare with"

Row = list[float]


class Broken(Protocol):
    """Points at which a law fails, and the values there."""

    @property
    def argument(self) -> object:
        """The points."""

    @property
    def values(self) -> tuple[Value, ...]:
        """At the points."""


class Claimed(Protocol):
    """What is said of a law."""

    @property
    def law(self) -> Law:
        """The law."""

    @property
    def status(self) -> Status:
        """Proved, refuted or unknown."""

    @property
    def counterexample(self) -> Broken | None:
        """Where it fails."""


class Stated(Protocol):
    """What a report says: the reports themselves know the kernel's checker."""

    @property
    def network(self) -> Network:
        """Of which it is said."""

    @property
    def domain(self) -> Domain:
        """Where."""

    @property
    def claims(self) -> Mapping[Law, Claimed]:
        """Law by law."""


class Disagreement(Exception):
    """What floats see is not what the report says."""


def cross_check_network(report: Stated, seed: int, examples: int, seconds: float) -> CrossCheck:
    """Whether the original agrees with the graph at points that are drawn, with the laws that were
    proved, and with the points that break others.

    Nothing here proves anything, but "disagrees" means that symlin is wrong somewhere.
    """
    if report.network.original is None:
        return CrossCheck("skipped", 0, seed, NO_ORIGINAL)
    survey, why = _Survey(report, seed), NO_VALUES
    try:
        with stop_after(min(seconds, SECONDS)):
            survey.run(min(examples, POINTS))
    except Disagreement as wrong:
        return CrossCheck("disagrees", survey.tried, seed, str(wrong))
    except OutOfTime:
        why = "out of time"
    except (ImportError, MemoryError, Lost) as error:
        return CrossCheck("skipped", 0, seed, f"it could not be done here ({error})")
    status = "agrees" if survey.tried else "skipped"
    return CrossCheck(status, survey.tried, seed, "" if survey.tried else why)


class _Survey:
    """Points tried so far."""

    def __init__(self, report: Stated, seed: int) -> None:
        self.tried = 0
        self._report = report
        self._network: Network = report.network
        self._random = random.Random(seed)
        self._known: dict[object, Row | None] = {}

    def run(self, points: int) -> None:
        """Raises `Disagreement`, `OutOfTime` and `ImportError`."""
        for claim in self._report.claims.values():
            theorem = claim.counterexample
            if theorem is not None and isinstance(theorem.argument, Breach):
                self._seen(claim.law, theorem.argument)
        for _ in range(points):
            check_time()
            self._compared(self._drawn())
            self._midpoint()

    def _original(self, point: Mapping[str, Row]) -> Row | None:
        """The original's outputs; None where it has no values in floats."""
        assert self._network.original is not None
        try:
            found = list(map(float, self._network.original(point)))
        except Lost:
            raise
        except (ArithmeticError, ValueError):
            return None
        return found if all(abs(v) < float("inf") for v in found) else None

    def _drawn(self) -> dict[str, Row]:
        """Numbers that are floats of either precision, inside the domain."""
        found: dict[str, Row] = {}
        for name, shape in self._network.shape_in.items():
            scale = self._random.choice((0.25, 1.0, 4.0))
            row = [round(self._random.gauss(0, scale) * 1024) / 1024 for _ in range(size_of(shape))]
            found[name] = [self._inside(name, i, v) for i, v in enumerate(row)]
        return found

    def _inside(self, name: str, place: int, value: float) -> float:
        low, high = self._report.domain.of(name, place)
        if low is not None and high is not None:
            return float(low) + (float(high) - float(low)) * self._random.random()
        if low is not None:
            return max(value, float(low))
        return value if high is None else min(value, float(high))

    def _compared(self, point: Mapping[str, Row]) -> None:
        """Whether graph and original have the same values there."""
        expected = self._original(point)
        if expected is None:
            return
        try:
            found = evaluate(self._network.graph, point).ravel().tolist()
        except OverflowError:
            return
        if len(found) != len(expected):
            raise Disagreement(f"the graph has {len(found)} outputs, the original {len(expected)}")
        allowed = ROUNDING * (_largest([expected]) + ROUNDING)
        apart = [abs(a - b) for a, b in zip(found, expected, strict=True)]
        if not all(gap <= allowed for gap in apart):  # not >, for it may be NaN
            allowed += self._noise([point])
        for place, (a, b) in enumerate(zip(found, expected, strict=True)):
            if not apart[place] <= allowed:
                raise Disagreement(
                    f"output {place} of the graph is {a:.9g}, that of the original {b:.9g}"
                )
        self.tried += 1

    def _noise(self, points: Sequence[Mapping[str, Row]]) -> float:
        """What an original of single precision may lose there: where large numbers cancel, more
        than a part of what is left of them."""
        graph, lost = self._network.graph, 0.0
        for point, factor in product(points, NEARBY):
            check_time()
            near = {name: [factor * value for value in row] for name, row in point.items()}
            with suppress(OverflowError):
                gap = abs(evaluate(graph, near, "f4") - evaluate(graph, near)).max()
                lost = max(lost, NOISE * float(gap)) if gap < float("inf") else lost
        return lost

    def _midpoint(self) -> None:
        """Whether what is said to be affine is so at a midpoint, in the original."""
        if self._report.claims[Law.AFFINE].status is not Status.PROVED:
            return
        x, y = self._drawn(), self._drawn()
        middle = {name: [(a + b) / 2 for a, b in zip(x[name], y[name], strict=True)] for name in x}
        points = [middle, x, y]
        values = [self._original(p) for p in points]
        if None in values:
            return
        largest, scale = _defect([v for v in values if v is not None], (1.0, -0.5, -0.5))
        allowed = 10 * ROUNDING * (scale + ROUNDING)
        if largest > allowed and largest > allowed + 2 * self._noise(points):
            raise Disagreement(f"affine is proved, but the original is off by {largest:.3g}")

    def _seen(self, law: Law, breach: Breach) -> None:
        """Whether the original breaks the law at the points, too, as far as floats can tell."""
        values = [self._at(point) for point in breach.points]
        if None not in values:
            chosen = [[v[breach.output]] for v in values if v is not None]
            seen, scale = _defect(chosen, [float(w) for w in breach.weights])
            self._gap(law.value, seen, scale)

    def _at(self, point: Mapping[str, Mapping[int, Any]]) -> Row | None:
        """The original's outputs at a point of a claim; claims share their points."""
        key = tuple((name, *entries.items()) for name, entries in point.items())
        if key not in self._known:
            check_time()
            self._known[key] = self._original(self._full(point))
        return self._known[key]

    def _lost(self, breach: Breach) -> float:
        """The same for the weighted sum of a breach."""
        noise = self._noise([self._full(point) for point in breach.points])
        return noise * sum(abs(float(w)) for w in breach.weights)

    def _full(self, point: Mapping[str, Mapping[int, Any]]) -> dict[str, Row]:
        found: dict[str, Row] = {}
        for name, shape in self._network.shape_in.items():
            row = [0.0] * size_of(shape)
            for place, value in point.get(name, {}).items():
                row[place] = float(value)
            found[name] = row
        return found

    def _gap(self, what: str, seen: float, scale: float) -> None:
        """A gap that floats would see has to be there; a smaller one is left to exact numbers."""
        claim = self._report.claims[Law(what)]
        theorem = claim.counterexample
        assert theorem is not None and isinstance(theorem.argument, Breach)
        exact = abs(
            sum(
                float(w) * float(v)
                for w, v in zip(theorem.argument.weights, theorem.values, strict=True)
            )
        )
        allowed = 10 * ROUNDING * (scale + exact + ROUNDING)
        if abs(exact - seen) > allowed and abs(exact - seen) > allowed + self._lost(
            theorem.argument
        ):
            raise Disagreement(
                f"{what} is said to be off by {exact:.9g} at points where the original is off by "
                f"{seen:.9g}"
            )


def _largest(rows: Sequence[Row]) -> float:
    return max((abs(value) for row in rows for value in row), default=0.0)


def _defect(values: Sequence[Row], weights: Sequence[float]) -> tuple[float, float]:
    """How far the weighted sum of values is from 0, and how large they are."""
    sums = [
        sum(w * v for w, v in zip(weights, entries, strict=True))
        for entries in zip(*values, strict=True)
    ]
    return _largest([sums]), _largest(values)
