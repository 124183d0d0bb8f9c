"""Examples for an operator: in its domain, with parameters as allowed, near its boundaries."""

from __future__ import annotations

from flint import fmpq

from symlin.crosscheck.boundary import Boundaries, snap
from symlin.crosscheck.points import Draw, Point
from symlin.crosscheck.precise import Precise
from symlin.crosscheck.region import Region
from symlin.crosscheck.trial import Example
from symlin.kernel.numbers import Number
from symlin.kernel.term import Guard
from symlin.kernel.walk import variables
from symlin.language.operator import Operator

STEPS = (fmpq(1, 1024), fmpq(1, 2**20), fmpq(1, 8))
OFFSETS: tuple[Number, ...] = (0, 0, 0, *STEPS, 0, *(-step for step in STEPS))
"""From a boundary: often none, for a flaw may be a single point."""
TARGETS = ("x", "x", "y", "x + y")


class Setting:
    """The domain and the allowed parameters, the latter cut down by a claim's condition."""

    def __init__(
        self,
        operator: Operator,
        boundaries: Boundaries,
        precise: Precise,
        condition: Guard | None = None,
    ) -> None:
        inputs = frozenset(operator.inputs)
        speaks_of_inputs = [g for g in operator.assumptions if inputs & set(variables(g))]
        allowed = [g for g in operator.assumptions if g not in speaks_of_inputs]
        if condition is not None:
            allowed.append(condition)
        self._inputs = operator.inputs
        self._boundaries = boundaries
        self._allowed = Region(allowed, frozenset(operator.parameters), precise)
        self.domain = Region(speaks_of_inputs, inputs, precise)

    def example(self, draw: Draw) -> Example | None:
        """The draw, moved into the domain and maybe to a boundary; None where that fails."""
        parameters = dict(draw.parameters)
        if not self._allowed.enter(parameters, draw.variable):
            return None
        x, y = parameters | draw.x, parameters | draw.y
        if not (self.domain.enter(x, draw.place) and self.domain.enter(y, draw.place)):
            return None
        if draw.boundary and len(self._boundaries):
            self._go_to_boundary(draw, x, y)
        parameters = {name: x[name] for name in parameters}
        return Example(self._only_inputs(x), self._only_inputs(y), draw.a, parameters)

    def _only_inputs(self, point: Point) -> Point:
        return {name: point[name] for name in self._inputs}

    def _go_to_boundary(self, draw: Draw, x: Point, y: Point) -> None:
        """Move one coordinate so that x, y or x + y lies on a boundary, or right beside it."""
        switch = self._boundaries.switch(draw.boundary - 1)
        if switch is None:
            return
        names = self._boundaries.order(switch)
        name = names[draw.variable % len(names)]
        target = TARGETS[draw.place % len(TARGETS)]
        moved, fixed = (y, x) if target == "y" else (x, y)
        at = moved
        if target == "x + y":
            at = moved | {n: moved[n] + fixed[n] for n in self._inputs}
        root = switch.root(name, at)
        if root is None:
            return
        offset = OFFSETS[draw.place // len(TARGETS) % len(OFFSETS)]
        value = snap(root) + offset if offset else root
        if name in self._inputs:
            self._try(moved, name, value - (at[name] - moved[name]))
        else:
            self._try_parameter(x, y, name, value)

    def _try(self, point: Point, name: str, value: Number) -> None:
        before, point[name] = point[name], value
        if not self.domain.holds(point):
            point[name] = before

    def _try_parameter(self, x: Point, y: Point, name: str, value: Number) -> None:
        before = x[name]
        x[name] = y[name] = value
        if not all(r.holds(p) for r in (self._allowed, self.domain) for p in (x, y)):
            x[name] = y[name] = before
