"""What `require_linear` and its kin hand over, and why they do not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from symlin.decision.verdict import Claim, Status
from symlin.kernel.term import Term
from symlin.language.operator import Operator
from symlin.report.shown import Report
from symlin.report.words.counterexample import difference as at_point
from symlin.report.words.counterexample import sentence, written
from symlin.report.words.headline import condition_text

if TYPE_CHECKING:
    from symlin.language.sympy.protocols import Matrix


def failure(report: Report, claim: Claim, word: str) -> str:
    """Why the claim fails: the condition, and the counterexample with its arithmetic."""
    name = report.operator.name
    text = f"{name} is not {word}"
    if claim.status is Status.CONDITIONAL:
        text = f"{name} is {word} only if {condition_text(claim)}"
    if claim.counterexample is None:
        return f"{text}: {claim.reason}" if claim.reason else text
    example = written(report.operator, claim.counterexample)
    return f"{text}: {sentence(example)}"


def difference(f: Operator, g: Operator, claim: Claim) -> str:
    """Why two operators are not the same: the condition, or a point and both values there."""
    text = f"{f.name} (f) and {g.name} (g) are different functions"
    if claim.status is Status.CONDITIONAL:
        text = f"{f.name} (f) and {g.name} (g) are equal only if {condition_text(claim)}"
    if claim.counterexample is None:
        return f"{text}: {claim.reason}" if claim.reason else text
    return f"{text}: {sentence(at_point(f, g, claim.counterexample))}"


def matrix_of(report: Report) -> Matrix:
    """The matrix over the entries; of complex inputs a complex one."""
    rows = report.matrix or ()
    if not report.is_affine_over_complex:
        return sympy_matrix(rows)
    return complex_matrix([row[::2] for row in rows])


def complex_matrix(rows: Sequence[Sequence[Term]]) -> Matrix:
    """Rows of real and imaginary parts in turn, put together."""
    import sympy

    found: Matrix = sympy_matrix(rows[::2]) + sympy.I * sympy_matrix(rows[1::2])
    return found


def sympy_matrix(rows: Iterable[Sequence[Term]]) -> Matrix:
    """The rows as a SymPy matrix."""
    import sympy

    from symlin.language.printing import to_sympy

    found: Matrix = sympy.Matrix([[to_sympy(entry) for entry in row] for row in rows])
    return found
