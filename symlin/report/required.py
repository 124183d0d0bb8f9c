"""What `require_linear` and its kin hand over, and why they do not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeAlias, cast

from flint import arb

from symlin.decision.failures import NotLinear, Undecided
from symlin.decision.functions.claims import FunctionClaim
from symlin.decision.functions.report import FunctionReport
from symlin.decision.network.claims import NetworkClaim
from symlin.decision.network.report import NetworkReport
from symlin.decision.report import Report
from symlin.decision.sized.claims import SizedClaim
from symlin.decision.sized.report import SizedReport
from symlin.decision.verdict import Claim, Status
from symlin.kernel.claim import Law
from symlin.kernel.numbers import Number
from symlin.kernel.term import Term, const
from symlin.language.operator import Operator
from symlin.report.functional import column_and_offset
from symlin.report.words.counterexample import difference as at_point
from symlin.report.words.counterexample import sentence, written
from symlin.report.words.functions_sides import sides
from symlin.report.words.functions_verdict import condition_text as where_functions
from symlin.report.words.headline import condition_text
from symlin.report.words.networks_sides import sides as network_sides

if TYPE_CHECKING:
    from symlin.language.sympy.protocols import Matrix

Reported: TypeAlias = Report | FunctionReport | NetworkReport | SizedReport
MOST_ENTRIES = 100_000
"""Of a network's matrix in SymPy, which takes seconds to make."""


def established(report: Reported, law: Law) -> tuple[Matrix, Matrix]:
    """The matrix and the offset of a law that must be proved; of an operator on functions two
    columns, the outputs as combinations of functionals and what is added to them.

    Raises `NotLinear` and `Undecided`.
    """
    claim, name = report.claims[law], report.operator.name
    word = law.value
    if report.crosscheck.status == "disagrees":
        raise Undecided(f"{name}: the cross-check contradicts the proof (a bug in symlin)", report)
    if claim.status in (Status.REFUTED, Status.CONDITIONAL):
        raise NotLinear(failure(report, claim, word), report)
    if claim.status is not Status.PROVED:
        reason = claim.reason or "no certificate"
        raise Undecided(f"{name}: not known to be {word}: {reason}", report)
    if isinstance(report, NetworkReport):
        return _of_network(report, name)
    if isinstance(report, SizedReport):
        return _of_sizes(report, law, name)
    if isinstance(report, FunctionReport):
        found = column_and_offset(report.claims[law])
        if found is None:
            raise Undecided(f"{name}: {word}, but its combination has no single formula", report)
        return found
    if report.matrix is None:
        raise Undecided(f"{name}: {word}, but its matrix has no single formula", report)
    offset = [[c] for c in report.offset or ()]
    of_offset = complex_matrix if report.is_affine_over_complex else sympy_matrix
    return matrix_of(report), of_offset(offset)


def _of_sizes(report: SizedReport, law: Law, name: str) -> tuple[Matrix, Matrix]:
    """An entry of the value as a sum over the entries of the inputs."""
    claim = report.claims[law].everywhere
    found = None if claim is None else column_and_offset(claim)
    if found is None:
        raise Undecided(f"{name}: {law.value}, but an entry has no single formula", report)
    return found


def _of_network(report: NetworkReport, name: str) -> tuple[Matrix, Matrix]:
    """Both as SymPy's matrices, of networks of which that is bearable."""
    found = report.map
    if found is None:
        raise Undecided(f"{name}: its matrix is not that of the whole space", report)
    rows, columns = found.shape
    if rows * columns > MOST_ENTRIES:
        advice = "report.map has rows and floats"
        raise Undecided(f"{name}: its matrix has {rows} x {columns} entries; {advice}", report)
    numbers = [*found.rows(), found.offset]
    if any(isinstance(entry, arb) for row in numbers for entry in row):
        raise Undecided(f"{name}: entries of its matrix are not rational; see report.map", report)
    terms = [[const(cast(Number, entry)) for entry in row] for row in numbers]
    return sympy_matrix(terms[:-1]), sympy_matrix([entry] for entry in terms[-1])


def failure(
    report: Reported,
    claim: Claim | FunctionClaim | NetworkClaim | SizedClaim,
    word: str,
) -> str:
    """Why the claim fails: the condition, and the counterexample with its arithmetic."""
    if isinstance(report, NetworkReport):
        text = f"{report.network.name} is not {word}"
        broken = report.claims[Law(word)].counterexample
        if broken is None:
            return text
        where, left, right = network_sides(report.network, broken)
        return f"{text}: {where} {left}, but {right}"
    if isinstance(report, SizedReport):
        return f"{report.operator.name} is not {word} for all sizes"
    if isinstance(report, FunctionReport):
        return _failure_on_functions(report, report.claims[word], word)
    assert isinstance(claim, Claim), "a report on numbers has claims about numbers"
    name = report.operator.name
    text = f"{name} is not {word}"
    if claim.status is Status.CONDITIONAL:
        text = f"{name} is {word} only if {condition_text(claim)}"
    if claim.counterexample is None:
        return f"{text}: {claim.reason}" if claim.reason else text
    example = written(report.operator, claim.counterexample)
    return f"{text}: {sentence(example)}"


def _failure_on_functions(report: FunctionReport, claim: FunctionClaim, word: str) -> str:
    text = f"{report.operator.name} is not {word}"
    if claim.status is Status.CONDITIONAL:
        text = f"{report.operator.name} is {word} only if {where_functions(claim)}"
    if claim.breach is None:
        return f"{text}: {claim.reason}" if claim.reason else text
    head, both = sides(report.operator, claim.breach)
    return f"{text}: {head.rstrip(':')}: {both}"


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
