"""Linear constraints over the reals, solved exactly: small ones here, others by z3.

They go there as text: building z3's expressions one by one takes longer than solving them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from flint import fmpq

from symlin.exact.deadline import OutOfTime, check_time, stop_after
from symlin.kernel.numbers import Number, exact
from symlin.language.numerals import numeral, rational_of
from symlin.search.proofs import simplex
from symlin.search.z3_context import in_context, milliseconds

Coefficients = Iterable[tuple[int, Number]]
"""(unknown, coefficient) pairs."""

SMALL = 10_000
"""Numbers in the tableau of those that z3 is not loaded for."""
LONGEST = 1_000_000
"""Characters of the constraints, which z3 reads in less than a second: nothing interrupts that."""
DIGITS = 5_000
"""Of a number: z3 takes 3 ms for so many, and 12 s for 300,000."""


class Program:
    """Constraints on unknowns that have numbers for names.

    >>> program = Program()
    >>> program.require([(0, 1), (1, 1)], "=", 1)       # u0 + u1 = 1
    >>> program.require([(0, 1), (1, -1)], ">=", 1)     # u0 - u1 >= 1
    >>> program.least([(0, 1)], seconds=5.0)
    1
    """

    def __init__(self) -> None:
        self._rows: list[tuple[dict[int, fmpq], str, fmpq]] = []
        self._known: dict[int, None] = {}
        self._digits = 0
        """Of the longest number, once they are written."""

    def require(self, row: Coefficients, op: str, bound: Number = 0) -> None:
        """sum of coefficient * unknown, compared with the bound: =, >=, > or <=."""
        held: dict[int, fmpq] = {}
        for k, c in row:
            self._known.setdefault(k)
            held[k] = held.get(k, fmpq(0)) + c
        self._rows.append((held, op, fmpq(bound)))

    @property
    def _is_small(self) -> bool:
        return len(self._rows) * (len(self._rows) + len(self._known)) <= SMALL

    def _text(self) -> str | None:
        """The constraints, None where z3 would not read them in time."""
        lines = [f"(declare-const u{k} Real)" for k in self._known]
        for row, op, bound in self._rows:
            lines.append(f"(assert ({op} {self._sum(row)} {self._number(bound)}))")
        text = "\n".join(lines)
        return None if self._digits > DIGITS or len(text) > LONGEST else text

    def _sum(self, row: Mapping[int, fmpq]) -> str:
        parts = [f"u{k}" if c == 1 else f"(* {self._number(c)} u{k})" for k, c in row.items()]
        return f"(+ {' '.join(parts)} 0.0)"  # the 0 makes a sum also of one term, or of none

    def _number(self, ratio: fmpq) -> str:
        above, below = numeral(abs(ratio.p)), numeral(ratio.q)
        self._digits = max(self._digits, len(above), len(below))
        text = f"{above}.0" if below == "1" else f"(/ {above}.0 {below}.0)"
        return f"(- {text})" if ratio < 0 else text

    def solution(self, seconds: float) -> dict[int, fmpq] | None:
        """Values of the unknowns that satisfy all constraints, or None where none were found."""
        if self._is_small:
            solved = self._solved(None, seconds)
            return None if solved is None else dict.fromkeys(self._known, fmpq(0)) | solved[0]
        text = self._text()
        if text is None:
            return None
        return in_context(lambda context: self._solution(context, text, seconds))

    def _solved(self, goal: Mapping[int, fmpq] | None, seconds: float) -> simplex.Solved | None:
        """None also where the time for this program is over, as z3 says no more then."""
        with suppress(OutOfTime), stop_after(seconds):
            return simplex.solution(self._rows, goal)
        check_time()  # that around it may be over as well
        return None

    def _solution(self, context: Any, text: str, seconds: float) -> dict[int, fmpq] | None:
        import z3

        # SolverFor makes its name in the one context of the whole process
        logic = z3.to_symbol("QF_LRA", context)
        solver = z3.Solver(z3.Z3_mk_solver_for_logic(context.ref(), logic), context)
        solver.set("timeout", milliseconds(seconds))
        solver.from_string(text)
        if solver.check() != z3.sat:
            return None
        model = solver.model()
        values: dict[int, fmpq] = {}
        for k in sorted(self._known):
            value = model.eval(z3.Real(f"u{k}", context), model_completion=True)
            values[k] = rational_of(value.as_string())
        return values

    def least(self, row: Coefficients, seconds: float) -> Number | None:
        """The infimum of a sum, None where it has no lower bound or none was found."""
        if self._is_small:
            solved = self._solved({k: fmpq(c) for k, c in row}, seconds)
            return None if solved is None or solved[1] is None else exact(solved[1])
        # One more unknown, equal to the sum, with a number that no other unknown has.
        goal = len(self._known) + 1_000_000
        self.require([*row, (goal, -1)], "=")
        text = self._text()
        if text is None:
            return None
        return in_context(lambda context: _infimum(context, text, goal, seconds))


def _infimum(context: Any, text: str, goal: int, seconds: float) -> Number | None:
    import z3

    optimizer = z3.Optimize(ctx=context)
    optimizer.set("timeout", milliseconds(seconds))
    optimizer.from_string(text)
    objective = optimizer.minimize(z3.Real(f"u{goal}", context))
    if optimizer.check() != z3.sat:
        return None
    # z3 has numbers a + b oo + c eps: without b there is a bound, which c says is not reached.
    infinite, finite, _ = (rational_of(v.as_string()) for v in objective.lower_values())
    return None if infinite != 0 else exact(finite)
