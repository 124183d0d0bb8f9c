"""The matrix that a proof states, whose cases may state different ones."""

from __future__ import annotations

from symlin.kernel.certificate import CaseProof, Certificate, Conditional, Impossible, MatrixProof
from symlin.kernel.term import TRUE, ZERO, Guard, Term, piecewise
from symlin.kernel.theorem import Matrix

Stated = tuple[Matrix, tuple[Term, ...] | None]
"""A matrix, and an offset where one is given."""


def stated_matrix(certificate: Certificate) -> Stated | None:
    """The matrix and offset that a certificate states, where it states any.

    Cases that state different ones are put together: an entry is then piecewise in the parameters.
    """
    match certificate:
        case MatrixProof(matrix, offset):
            return matrix, offset
        case Conditional(_, proof):
            return stated_matrix(proof)
        case CaseProof(_, Impossible(), other) | CaseProof(_, other, Impossible()):
            return stated_matrix(other)
        case CaseProof(guard, yes, no):
            return _together(guard, stated_matrix(yes), stated_matrix(no))
        case _:
            return None


def _together(guard: Guard, yes: Stated | None, no: Stated | None) -> Stated | None:
    if yes is None or no is None:
        return None

    def entry(a: Term, b: Term) -> Term:
        return a if a is b else piecewise((a, guard), (b, TRUE))

    rows = zip(yes[0], no[0], strict=True)
    matrix = tuple(tuple(map(entry, *pair)) for pair in rows)
    if yes[1] is no[1] is None:
        return matrix, None
    zero = tuple(ZERO for _ in matrix)
    return matrix, tuple(map(entry, yes[1] or zero, no[1] or zero))
