"""Parameter values under a condition that make an example worth showing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product

from symlin.decision.report import Report
from symlin.decision.verdict import stated
from symlin.exact.values import holds, simplify_closed
from symlin.kernel.certificate import Conditional, MatrixProof
from symlin.kernel.term import Const, Term, const
from symlin.kernel.walk import substitute
from symlin.language.operator import Operator
from symlin.report.shape.floats import values_at

Matrix = tuple[tuple[Term, ...], ...]
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


def nice_values(report: Report, certificate: Conditional) -> Values:
    """Values for which the condition holds, if possible small ones with a matrix that is not 0."""
    proof, known = stated(certificate), certificate.holds_at
    if proof is None or len(known) > MOST:
        return known
    if any(not _is_zero(row) for row in matrix_for(proof, known)):
        return known
    for values in _candidates(report, certificate):
        if any(not _is_zero(row) for row in matrix_for(proof, values)):
            return values
    return known


def matrix_for(proof: MatrixProof, values: Values) -> Matrix:
    """The matrix for these parameter values."""
    rows = (substitute(row, values) for row in proof.matrix)
    return tuple(tuple(map(simplify_closed, row)) for row in rows)


def _candidates(report: Report, certificate: Conditional) -> Iterator[Values]:
    names = tuple(certificate.holds_at)
    for chosen in product(TRIED, repeat=len(names)):
        values = dict(zip(names, chosen, strict=True))
        (guard,) = substitute((certificate.condition,), values)
        if holds(guard) is True and _has_values(report, values):
            yield values


def _has_values(report: Report, values: Values) -> bool:
    """Whether the operator is asked about, and defined, at some unit vector."""
    operator = fixed(report.operator, values)
    units = ({n: const(int(n == m)) for n in operator.inputs} for m in operator.inputs)
    return any(values_at(operator, unit, {}) is not None for unit in units)


def _is_zero(row: tuple[Term, ...]) -> bool:
    return all(isinstance(entry, Const) and entry.value == 0 for entry in row)
