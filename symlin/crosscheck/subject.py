"""The operator under examination, compiled for each arithmetic, beside its reference."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cached_property
from time import thread_time

from symlin.crosscheck.evaluate import Floats, Program
from symlin.crosscheck.points import Point
from symlin.crosscheck.precise import (
    Approx,
    OutOfReach,
    Precise,
    Value,
    fits_a_double,
    nearest_float,
    settle,
)
from symlin.crosscheck.wording import show, show_point
from symlin.kernel.term import Function, Node, Root
from symlin.kernel.walk import children, topological
from symlin.language.operator import Operator

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

        Raises Disagreement where the reference says something else.
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

    def reference(self, at: Mapping[str, float]) -> list[float] | None:
        """What the reference says; None where floats overflow. Errors of arithmetic mean NaN."""
        assert self.operator.reference is not None
        start = thread_time()
        count = len(self.operator.outputs)
        try:
            values = [float(v) for v in self.operator.reference(at)]
        except OverflowError:
            return None
        except (ZeroDivisionError, ValueError):
            return [math.nan] * count
        except Exception as error:
            raise Disagreement(f"the reference fails with {error!r} at {show_point(at)}") from error
        finally:
            self._seconds -= thread_time() - start
        if len(values) != count:
            raise Disagreement(f"the reference gives {len(values)} outputs, not {count}")
        return values

    def outputs(self, point: Mapping[str, Value]) -> list[Value]:
        """The outputs as exactly as may be; raises OutOfReach."""
        return self.exact.run(point)

    def _compare(
        self, point: Point, at: Mapping[str, float], values: Sequence[float], overflow: bool
    ) -> None:
        said = self.reference(at)
        if said is None:
            return
        self.compared += 1
        for k, (value, other) in enumerate(zip(values, said, strict=True)):
            if not (close(value, other) or overflow or math.isinf(other)):
                self.explain(k, point, other)

    def explain(self, k: int, point: Mapping[str, Value], said: float) -> None:
        """Raise Disagreement unless rounding may be what keeps the reference from output k."""
        try:
            value = settle(self.precise, lambda: self.outputs(point)[k])
            rough = self._rough(k, point)
        except OutOfReach:
            return
        if rough is None:
            return
        if value is None or math.isnan(said):
            agree = value is None and math.isnan(said)
        else:
            nearest = nearest_float(value)
            slack = ROUNDINGS * (rough + self._hidden)
            agree = abs(nearest - said) <= CLOSE * abs(nearest) + slack
        if not agree:
            name = f"output {k + 1} of the term" if len(self.operator.outputs) > 1 else "the term"
            raise Disagreement(
                f"{name} is {show(value)} at {show_point(point)}, but the reference gives {said!r}"
            )

    def _rough(self, k: int, point: Mapping[str, Value]) -> float | None:
        """How far doubles may be off at a point; None where they may take another branch."""
        rounding = self._rounding.arithmetic
        assert isinstance(rounding, Precise)
        rounding.use(30)
        value = self._rounding.run(point)[k]
        if rounding.unsure:
            return None
        return float(value.error) if isinstance(value, Approx) else 0.0


def close(a: float, b: float) -> bool:
    """Whether two floats are one value up to rounding; NaN is one value too."""
    if math.isnan(a) or math.isnan(b):
        return math.isnan(a) and math.isnan(b)
    return a == b or abs(a - b) <= CLOSE * max(abs(a), abs(b))


def weight(roots: Sequence[Node], cost_of_function: int = COST_OF_FUNCTION) -> int:
    """What it costs to evaluate the roots: the edges of their DAG, functions counting more."""
    nodes = topological(roots)
    return sum(
        cost_of_function if isinstance(node, Function | Root) else 1 + len(children(node))
        for node in nodes
    )
