"""The operator under examination, compiled for each arithmetic, beside its reference."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from symlin.crosscheck.approximations import Approx, OutOfReach, Value, fits_a_double, nearest_float
from symlin.crosscheck.doubles import Floats
from symlin.crosscheck.evaluate import Program
from symlin.crosscheck.points import Point
from symlin.crosscheck.precise import Precise, settle
from symlin.crosscheck.wording import show, show_point
from symlin.exact.platform import thread_seconds
from symlin.exact.signals import pass_on
from symlin.kernel.clock import OutOfTime
from symlin.kernel.term import Function, Node, Root
from symlin.kernel.walk import children, topological
from symlin.language.operator import NO_VALUE, Operator

CLOSE = 1e-9
"""Relative difference up to which two floats are taken for one value."""
ROUNDINGS = 1000
"""How many times the term's own rounding error a reference may be off."""
REFERENCE_WORK = 100_000
"""Exact additions that the term would cost at the points where the reference is asked."""
REFERENCE_SECONDS = 2.0
"""After this long a reference slower than that is not asked any more, whatever the seed."""
COST_OF_FUNCTION = 30
"""A transcendental function in many digits, against one exact addition."""


class Disagreement(Exception):
    """Two computations of the same thing differ; the message says which, where and by what."""


class Subject:
    """One operator's outputs as programs, and the comparison with its reference."""

    def __init__(self, operator: Operator) -> None:
        self.operator = operator
        self.precise = Precise()
        self.floats = Program(operator.outputs, Floats())
        self.compared = 0
        self._work = REFERENCE_WORK
        self._seconds = REFERENCE_SECONDS

    @cached_property
    def exact(self) -> Program[Value]:
        """The outputs in many digits."""
        return Program(self.operator.outputs, self.precise)

    @cached_property
    def _rounding(self) -> Program[Value]:
        return Program(self.operator.outputs, Precise(rounding=True))

    @cached_property
    def size(self) -> int:
        """Edges of the DAG: what one evaluation in floats costs."""
        return len(self.operator.inputs) + weight(self.operator.outputs, cost_of_function=1)

    @cached_property
    def cost(self) -> int:
        """What one evaluation in many digits costs, in exact additions."""
        return len(self.operator.inputs) + weight(self.operator.outputs)

    @cached_property
    def _hidden(self) -> float:
        """What doubles round beside a 1 that is not in the term: tanh as 1 - 2/(exp(2*x) + 1)."""
        nodes = topological(self.operator.outputs)
        return 2.0**-53 if any(isinstance(node, Function) for node in nodes) else 0.0

    def values(self, point: Point) -> list[float]:
        """The outputs in floats at an exact point, after a comparison with the reference.

        Raises `Disagreement` where the reference says something else.
        """
        at = {name: nearest_float(value) for name, value in point.items()}
        slots = self.floats.slots(at)
        values: list[float] = self.floats.pick(slots)
        if self._asks_reference() and all(map(fits_a_double, point.values())):
            overflow = any(isinstance(s, float) and math.isinf(s) for s in slots)
            self._compare(point, at, values, overflow)
        return values

    def _asks_reference(self) -> bool:
        """Whether there is work left for it: counted, not timed, so that seeds say it all."""
        if self.operator.reference is None or self._work <= 0 or self._seconds <= 0:
            return False
        self._work -= self.cost
        return True

    def reference(self, at: Mapping[str, float]) -> list[float]:
        """What the reference says, which is NaN after an error of arithmetic.

        Raises `Disagreement` where it fails in another way. What this machine lacks (a module,
        memory, depth of its stack, time) is no answer, and is raised as it is.
        """
        assert self.operator.reference is not None
        start = thread_seconds()
        count = len(self.operator.outputs)
        try:
            values = [v if v is NO_VALUE else float(v) for v in self.operator.reference(at)]
        except (ArithmeticError, ValueError):
            return [math.nan] * count
        except (ImportError, MemoryError, RecursionError, OutOfTime):
            raise
        except Exception as error:
            pass_on(error)
            raise Disagreement(f"the reference fails with {error!r} at {show_point(at)}") from error
        finally:
            self._seconds -= thread_seconds() - start
        if len(values) != count:
            raise Disagreement(f"the reference gives {len(values)} outputs, not {count}")
        return values

    def outputs(self, point: Mapping[str, Value]) -> list[Value]:
        """The outputs as exactly as may be; raises OutOfReach."""
        return self.exact.run(point)

    def _compare(
        self, point: Point, at: Mapping[str, float], values: Sequence[float], overflow: bool
    ) -> None:
        """Count what the reference confirms; raises `Disagreement` where it contradicts."""
        confirmed = False
        for k, (value, said) in enumerate(zip(values, self.reference(at), strict=True)):
            if tells(said) and not overflow:
                confirmed = bool(close(value, said)) or self.explain(k, point, said) or confirmed
        self.compared += confirmed

    def explain(self, k: int, point: Mapping[str, Value], said: float) -> bool:
        """Whether output k is what the reference says, with rounding; False if it is not known.

        Raises `Disagreement` where no rounding keeps the one from the other.
        """
        try:
            value = settle(self.precise, lambda: self.outputs(point)[k])
            rough = self._rough(k, point)
        except OutOfReach:
            return False
        if rough is None:
            return False
        if value is None or said is NO_VALUE:
            agree = value is None and said is NO_VALUE
        else:
            nearest = nearest_float(value)
            if not math.isfinite(nearest):
                return False
            slack = ROUNDINGS * (rough + self._hidden)
            agree = abs(nearest - said) <= CLOSE * abs(nearest) + slack
        if not agree:
            name = f"output {k + 1} of the term" if len(self.operator.outputs) > 1 else "the term"
            gives = "no value" if said is NO_VALUE else repr(said)
            raise Disagreement(
                f"{name} is {show(value)} at {show_point(point)}, but the reference gives {gives}"
            )
        return True

    def _rough(self, k: int, point: Mapping[str, Value]) -> float | None:
        """How far doubles may be off at a point; None where they may take another branch."""
        rounding = self._rounding.arithmetic
        assert isinstance(rounding, Precise)
        rounding.use(30)
        value = self._rounding.run(point)[k]
        if rounding.unsure:
            return None
        return nearest_float(value.error) if isinstance(value, Approx) else 0.0


def tells(said: float) -> bool:
    """Whether a float that was computed says something: NaN and infinity only say that it may have
    grown too large on the way."""
    return math.isfinite(said) or said is NO_VALUE


def close(a: float, b: float) -> bool | None:
    """Whether two floats are one value up to rounding; None where one of them tells nothing."""
    if not (math.isfinite(a) and math.isfinite(b)):
        return None
    return a == b or abs(a - b) <= CLOSE * max(abs(a), abs(b))


def all_close(pairs: Iterable[tuple[float, float]]) -> bool | None:
    """Whether all pairs are; None where that is not known of some, and none of them differs."""
    answers = {close(a, b) for a, b in pairs}
    return False if False in answers else None if None in answers else True


def weight(roots: Sequence[Node], cost_of_function: int = COST_OF_FUNCTION) -> int:
    """What it costs to evaluate the roots: the edges of their DAG, functions counting more."""
    nodes = topological(roots)
    return sum(
        cost_of_function if isinstance(node, Function | Root) else 1 + len(children(node))
        for node in nodes
    )
