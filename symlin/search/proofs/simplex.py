"""Small linear programs in exact fractions, for which loading z3 would take longer.

The simplex method in two phases (Dantzig, Linear Programming and Extensions, 1963), with Bland's
rule, by which it ends (New finite pivoting rules for the simplex method, 1977).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from flint import fmpq

from symlin.kernel.clock import check_time

Solved = tuple[dict[int, fmpq], fmpq | None]
"""Values of the unknowns, and the least value of the goal."""
Line = dict[int, fmpq]
"""The coefficients of columns, with what the line comes to at `BOUND`; no zeros."""
BOUND = -1
"""No column has this number."""
GREEDY = 40
"""Pivots on the steepest column, which needs fewest; then Bland's rule, which never goes round."""


class Simplex:
    """Columns that are 0 or more, and lines of them that hold their bounds."""

    def __init__(self, lines: Sequence[Mapping[int, fmpq]], basis: Sequence[int | None]) -> None:
        """Each line's bound is 0 or more; its basis is a column which stands in no other line, and
        with 1 in this; or None, where none does."""
        self.lines: list[Line] = [dict(line) for line in lines]
        self.basis = list(basis)

    def is_feasible(self) -> bool:
        """Whether the lines have a solution, which then is the one at hand."""
        # What lines without a basis lack adds up to 0 at a solution, and nowhere to less.
        missing: Line = {}
        for line, column in zip(self.lines, self.basis, strict=True):
            if column is None:
                _add(missing, fmpq(1), line)
        self._improve(missing)
        if missing.get(BOUND, 0) != 0:
            return False
        self._leave_none()
        return True

    def least(self, costs: Mapping[int, fmpq]) -> fmpq | None:
        """The least sum of the costs over the solutions, None where there is none; feasible."""
        goal: Line = {k: -c for k, c in costs.items() if c}
        for line, column in zip(self.lines, self.basis, strict=True):
            if column is not None and column in goal:
                _add(goal, -goal[column], line)
        return goal.get(BOUND, fmpq(0)) if self._improve(goal) else None

    def values(self) -> dict[int, fmpq]:
        """The solution at hand; columns that are left out are 0."""
        return {
            column: line.get(BOUND, fmpq(0))
            for line, column in zip(self.lines, self.basis, strict=True)
            if column is not None
        }

    def _improve(self, goal: Line) -> bool:
        """The goal as small as it gets, False where it has no bound."""
        pivots = 0
        while rising := [k for k, c in goal.items() if k != BOUND and c > 0]:
            check_time()
            pivots += 1
            column = max(rising, key=lambda k: (goal[k], -k)) if pivots < GREEDY else min(rising)
            # Where no line stops it, it grows without end, and the goal falls without end.
            leaving = self._leaving(column)
            if leaving is None:
                return False
            self._pivot(leaving, column)
            _add(goal, -goal[column], self.lines[leaving])
        return True

    def _leaving(self, column: int) -> int | None:
        """The line that first stops the column from growing; those without a basis before all."""
        ratios = (
            (line.get(BOUND, fmpq(0)) / line[column], -1 if basis is None else basis, number)
            for number, (line, basis) in enumerate(zip(self.lines, self.basis, strict=True))
            if line.get(column, 0) > 0
        )
        return min(ratios, default=(None, None, None))[2]

    def _pivot(self, number: int, column: int) -> None:
        line = self.lines[number]
        divisor = line[column]
        if divisor != 1:  # most are 1, and a copy is most of the work
            line = self.lines[number] = {k: c / divisor for k, c in line.items()}
        for other, held in enumerate(self.lines):
            check_time()  # numbers may have many digits
            if other != number and column in held:
                _add(held, -held[column], line)
        self.basis[number] = column

    def _leave_none(self) -> None:
        """Lines of bound 0 that still have no basis get one, or say nothing and go."""
        for number in range(len(self.lines)):
            if self.basis[number] is None:
                # any sign will do: with a bound of 0 nothing moves
                column = next((k for k in self.lines[number] if k != BOUND), None)
                if column is not None:
                    self._pivot(number, column)
        kept = [(n, b) for n, b in zip(self.lines, self.basis, strict=True) if b is not None]
        self.lines = [line for line, _ in kept]
        self.basis = [column for _, column in kept]


def _add(line: Line, factor: fmpq, other: Mapping[int, fmpq]) -> None:
    for k, c in other.items():
        found = line.get(k)
        value = factor * c if found is None else found + factor * c
        if value == 0:
            line.pop(k, None)
        else:
            line[k] = value


def solution(
    rows: Iterable[tuple[Mapping[int, fmpq], str, fmpq]], goal: Mapping[int, fmpq] | None
) -> Solved | None:
    """Values of the unknowns that satisfy all rows, each compared with its bound by =, >=, > or <=,
    and the least value of the goal, None where it has none; None where no values do."""
    program = _Standard()
    for row, op, bound in rows:
        program.take(row, op, bound)
    return program.solve(goal)


class _Standard:
    """Rows as lines of columns that are 0 or more."""

    def __init__(self) -> None:
        self._columns: dict[tuple[int, int], int] = {}
        """By an unknown and a sign: its positive and its negative part."""
        self._bounded: set[int] = set()
        """Unknowns that are 0 or more, which have no negative part."""
        self._rows: list[tuple[Mapping[int, fmpq], str, fmpq]] = []

    def take(self, row: Mapping[int, fmpq], op: str, bound: fmpq) -> None:
        """One more row; where it says that an unknown is 0 or more, it is no line."""
        if op == ">=" and bound == 0 and len(row) == 1:
            ((unknown, coefficient),) = row.items()
            if coefficient > 0:
                self._bounded.add(unknown)
                return
        self._rows.append((row, op, bound))  # as lines later, when all bounded ones are known

    def solve(self, goal: Mapping[int, fmpq] | None) -> Solved | None:
        """See `solution`."""
        # Of strict rows one may be kept by less and less: the largest gap tells whether all can be.
        gap = self._column(BOUND, 1)  # by so much every > is kept, which is 1 at most
        lines = [self._line(row, op, bound, gap) for row, op, bound in self._rows]
        is_strict = any(op == ">" for _, op, _ in self._rows)
        if is_strict:
            slack = self._slack()
            lines.append(({gap: fmpq(1), slack: fmpq(1), BOUND: fmpq(1)}, slack))
        simplex = Simplex([line for line, _ in lines], [basis for _, basis in lines])
        if not simplex.is_feasible() or (is_strict and simplex.least({gap: fmpq(-1)}) == 0):
            return None
        least = None if goal is None else simplex.least(self._split(goal))
        found = simplex.values()
        values: dict[int, fmpq] = {}
        for (unknown, sign), column in self._columns.items():
            if sign and unknown != BOUND:
                value = sign * found.get(column, fmpq(0))
                values[unknown] = values.get(unknown, fmpq(0)) + value
        return values, least

    def _column(self, unknown: int, sign: int) -> int:
        return self._columns.setdefault((unknown, sign), len(self._columns))

    def _slack(self) -> int:
        return self._column(len(self._columns), 0)

    def _split(self, row: Mapping[int, fmpq]) -> Line:
        line: Line = {}
        for unknown, coefficient in row.items():
            if coefficient:
                line[self._column(unknown, 1)] = coefficient
                if unknown not in self._bounded:
                    line[self._column(unknown, -1)] = -coefficient
        return line

    def _line(
        self, row: Mapping[int, fmpq], op: str, bound: fmpq, gap: int
    ) -> tuple[Line, int | None]:
        """The row with what fills it up to an equation, and its basis."""
        line = self._split(row)
        if bound:
            line[BOUND] = bound
        slack = None
        if op != "=":
            slack = self._slack()
            line[slack] = fmpq(1 if op == "<=" else -1)
            if op == ">":
                line[gap] = fmpq(-1)
        # Turned round where that makes the slack a basis, which saves the first phase a pivot.
        sign = -1 if bound < 0 or (bound == 0 and slack is not None and line[slack] < 0) else 1
        if sign < 0:
            line = {k: -c for k, c in line.items()}
        return line, slack if slack is not None and line[slack] > 0 else None
