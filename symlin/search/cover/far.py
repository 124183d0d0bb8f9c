"""Maxima of lines are affine only if all slopes are equal: two points far away show it, wherever
the lines cross.

Let M = (1 + 2 max(b) - b_i - b_j) / (a_i - a_j). Then f(M) + f(-M) >= a_i M + b_i - a_j M + b_j,
which is 1 + 2 f(0): the middle of M and -M breaks the law.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from flint import fmpq

from symlin.kernel.certificate import Witness
from symlin.kernel.term import (
    ONE,
    ZERO,
    Guard,
    Max,
    Node,
    Term,
    add,
    const,
    div,
    eq,
    maximum,
    mul,
    ne,
    neg,
    scale,
    sub,
    var,
)
from symlin.kernel.walk import replaced, topological
from symlin.search.cover.charts import Chart
from symlin.search.cover.cubes import Cubes
from symlin.search.cover.lines import Line, NotLines, Place, Ratio, Ring
from symlin.search.cover.question import Case

TOP = "m'"
"""Stands for the maximum in what is around it."""


@dataclass(frozen=True, eq=False)
class Far:
    """Two lines of one maximum, and the factor before it."""

    row: int
    factor: Ratio
    lines: tuple[Line, ...]
    i: int
    j: int

    def slopes_differ(self, ring: Ring) -> Term:
        """a_i - a_j."""
        a, b = (self.lines[k].slopes[0].term(ring) for k in (self.i, self.j))
        return sub(a, b)

    def is_broken(self, chart: Chart) -> bool:
        """Whether it breaks the law for the chart's parameters."""
        a, b = (chart.evaluated(self.lines[k].slopes[0]) for k in (self.i, self.j))
        return bool(chart.evaluated(self.factor) != 0 and a != b)

    def formula(self, cubes: Cubes) -> Any:
        """The same, for z3."""
        import z3

        ring = cubes.ring
        terms = (self.factor.term(ring), self.slopes_differ(ring))
        return z3.And(*(cubes.translation.expression(ne(t)) for t in terms))

    def points(self, ring: Ring) -> tuple[tuple[Term, Term, Term], Guard]:
        """0, M and -M, and what has to be told of them: (a_i - a_j) M."""
        # The offsets of lines that are equal are said once: a maximum is read and split by parts.
        offsets = [line.offset.term(ring) for line in self.lines]
        top = scale(2, maximum(*dict.fromkeys(offsets)))
        reach = add(ONE, top, neg(offsets[self.i]), neg(offsets[self.j]))
        difference = self.slopes_differ(ring)
        far = div(reach, difference)
        return (ZERO, far, neg(far)), eq(mul(difference, far), reach)

    def witness(self, name: str, ring: Ring) -> Witness:
        """The middle of M and -M."""
        points = tuple({name: v} for v in self.points(ring)[0])
        half = const(fmpq(-1, 2))
        return Witness(points, (ONE, half, half), self.row)

    def balanced(self, ring: Ring) -> Guard:
        """That the maximum by itself does not break the law there."""
        at = []
        for x in self.points(ring)[0]:
            values = (
                add(mul(ln.slopes[0].term(ring), x), ln.offset.term(ring)) for ln in self.lines
            )
            at.append(maximum(*values))
        return eq(scale(2, at[0]), add(at[1], at[2]))

    def steps(self, ring: Ring) -> tuple[Guard, ...]:
        """What the proof goes by, each shown by what is before it."""
        told = self.points(ring)[1]
        # With a factor before the maximum, that is taken off first: it is not 0.
        if self.factor.num.is_constant():
            return (told,)
        return (told, self.balanced(ring))


def far_pairs(case: Case, ring: Ring) -> list[Far]:
    """All pairs of lines in outputs that are a multiple of one maximum of lines, and a line."""
    found: list[Far] = []
    for row in case.rows:
        found += _of_output(case, ring, row)
    return found


def _of_output(case: Case, ring: Ring, row: int) -> Iterator[Far]:
    output = case.outputs[row]
    # With a second maximum beside it the first is not convex in x by itself.
    maxima = [n for n in topological((output,)) if isinstance(n, Max)]
    if len(maxima) != 1:
        return
    top: Node = maxima[0]
    (around,) = replaced((output,), {top: var(TOP)})
    whole = _line(ring, (case.name, TOP), around)
    lines = [_line(ring, (case.name,), t) for t in maxima[0].terms]
    if whole is None or None in lines:
        return
    known: Sequence[Line] = [line for line in lines if line is not None]
    for i, j in combinations(range(len(known)), 2):
        yield Far(row, whole.slopes[1], tuple(known), i, j)


def _line(ring: Ring, inputs: tuple[str, ...], term: Term) -> Line | None:
    """The term as one line, if nothing in it has to be compared."""
    parameters = {n: fmpq(k + 2, 2 * k + 1) for k, n in enumerate(ring.names)}
    place = Place(ring, inputs, parameters, [fmpq(3)] * len(inputs))
    try:
        line = place.value(term).line
    except NotLines:
        return None
    return None if place.met else line
