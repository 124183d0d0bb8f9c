"""Parameter values under a condition that make an example worth showing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product

from symlin.decision.report import Report
from symlin.decision.values import holds, value_of, values_at
from symlin.kernel.certificate import Conditional
from symlin.kernel.term import Const, Term, const
from symlin.kernel.theorem import LawTheorem, Matrix
from symlin.kernel.walk import substitute
from symlin.language.operator import Operator

Values = Mapping[str, Term]
TRIED = tuple(map(const, (1, -1, 0, 2)))
MOST = 5
"""Parameters beyond this number are too many to try values for."""


def fixed(operator: Operator, parameters: Mapping[str, Term]) -> Operator:
    """The operator for given parameter values."""
    if not parameters:
        return operator
    rest = tuple(p for p in operator.parameters if p not in parameters)
    return replace(
        operator,
        parameters=rest,
        outputs=substitute(operator.outputs, parameters),
        assumptions=substitute(operator.assumptions, parameters),
        definition=None,
    )


def nice_values(report: Report, theorem: LawTheorem) -> Values:
    """Values for which the condition holds, if possible small ones with a matrix that is not 0."""
    steps, matrix = theorem.certificate, theorem.matrix
    known: Values = steps.holds_at if isinstance(steps, Conditional) else {}
    if matrix is None or len(known) > MOST:
        return known
    for values in (known, *_candidates(report, theorem, tuple(known))):
        if any(not _is_zero(row) for row in matrix_for(matrix, values)):
            return values
    return known


def matrix_for(matrix: Matrix, values: Values) -> Matrix:
    """The matrix for these parameter values."""
    rows = (substitute(row, values) for row in matrix)
    return tuple(tuple(value_of(entry) or entry for entry in row) for row in rows)


def _candidates(report: Report, theorem: LawTheorem, names: tuple[str, ...]) -> Iterator[Values]:
    for chosen in product(TRIED, repeat=len(names)):
        values = dict(zip(names, chosen, strict=True))
        guards = () if theorem.condition is None else (theorem.condition,)
        if all(holds(g) is True for g in substitute(guards, values)) and _has_values(
            report, values
        ):
            yield values


def _has_values(report: Report, values: Values) -> bool:
    """Whether the operator is asked about, and defined, at some unit vector."""
    operator = fixed(report.operator, values)
    units = ({n: const(int(n == m)) for n in operator.inputs} for m in operator.inputs)
    return any(values_at(operator, unit, {}) is not None for unit in units)


def _is_zero(row: tuple[Term, ...]) -> bool:
    return all(isinstance(entry, Const) and entry.value == 0 for entry in row)
