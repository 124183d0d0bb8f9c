"""Why an operator is linear, when it is, and what is known where nothing was decided."""

from __future__ import annotations

from symlin.decision.report import Report
from symlin.decision.verdict import Status, stated
from symlin.kernel.certificate import Conditional, Impossible
from symlin.kernel.claim import Law
from symlin.kernel.term import Const, const
from symlin.kernel.walk import variables
from symlin.language.printing import term_to_human
from symlin.report.formats.document import Block, Code, Formulas, Heading, Paragraph
from symlin.report.shape.instance import Matrix, matrix_for, nice_values
from symlin.report.words.headline import condition_text
from symlin.report.words.matrix import matrix_lines, vector_text
from symlin.report.words.naming import Naming, equals

MOST_COLUMNS = 4

_METHODS = {
    "normal form": "Written out and collected, every term of the difference cancels",
    "case distinction": "In each of the cases that its conditions and maxima can take, the "
    "difference vanishes",
    "constant gradient": "The difference has no slope anywhere and is 0 at one point, so it is 0",
}

_WITHOUT_MATRIX = (
    "Sums and multiples pass through it. That was shown without one formula for its matrix."
)


def linear_blocks(report: Report) -> list[Block]:
    """The matrix, where its columns come from, and why nothing else is left."""
    operator = report.operator
    certified = report.linear.certificate
    empty = certified is not None and isinstance(certified.steps, Impossible)
    if report.linear.vacuous or empty:
        reason = report.linear.reason or "no points of the domain can put it to the test"
        return [Heading("Why"), Paragraph(f"It is linear for a trivial reason: {reason}.")]
    if report.matrix is None:
        return [Heading("Why it is linear"), Paragraph(_WITHOUT_MATRIX)]
    blocks: list[Block] = [
        Heading("Why it is linear"),
        Paragraph("It is the product with a fixed matrix:"),
        Code("\n".join(matrix_lines(report.matrix, term_to_human, 68)), "text"),
    ]
    if _asked_everywhere(report):
        few = len(operator.inputs) <= MOST_COLUMNS
        text = "Column by column, the matrix is what the operator makes of the unit vectors"
        blocks.append(Paragraph(f"{text}{':' if few else '.'}"))
        if few:
            blocks.append(Formulas(tuple(_columns(report, report.matrix))))
        agrees = "For all other inputs too it agrees with that matrix."
    else:
        agrees = "It agrees with that matrix wherever it is asked about and has a value."
    difference = _METHODS.get(report.linear.method, "The difference of the two was shown to be 0")
    blocks.append(
        Paragraph(
            f"{agrees} {difference}. Sums and multiples pass through every matrix, hence through "
            "this operator."
        )
    )
    return blocks


def _asked_everywhere(report: Report) -> bool:
    """Whether no input is left out: then the unit vectors are not, either."""
    inputs = set(report.operator.inputs)
    about_inputs = any(inputs.intersection(variables(g)) for g in report.operator.assumptions)
    return report.undefined is None and not about_inputs


def _columns(report: Report, matrix: Matrix) -> list[str]:
    n = len(report.operator.inputs)
    if n == 1:
        column = tuple(row[0] for row in matrix)
        return [f"f(1) = {vector_text(column, term_to_human)}"]
    lines = []
    for j in range(n):
        unit = ", ".join("1" if k == j else "0" for k in range(n))
        column = tuple(row[j] for row in matrix)
        lines.append(f"f({unit}) = {vector_text(column, term_to_human)}")
    return lines


def conditional_blocks(report: Report) -> list[Block]:
    """The condition, and what the operator is where it holds."""
    claim = report.linear
    certificate = None if claim.certificate is None else claim.certificate.steps
    where = condition_text(claim)
    blocks: list[Block] = [Heading("When it is linear")]
    if not isinstance(certificate, Conditional):
        return [*blocks, Paragraph(f"Exactly when ${where}$.")]
    blocks.append(
        Paragraph(
            f"Exactly when ${where}$. Whenever that holds, the operator is the product with a "
            "matrix; whenever it does not, one of the laws breaks."
        )
    )
    values = nice_values(report, certificate)
    given = ", ".join(f"${name} = {term_to_human(v)}$" for name, v in values.items())
    proof = stated(certificate)
    if proof is not None and len(report.operator.inputs) <= MOST_COLUMNS:
        formulas = _applied(report, matrix_for(proof, values))
        blocks += [Paragraph(f"For example, for {given} and all inputs:"), Formulas(formulas)]
    else:
        blocks.append(Paragraph(f"For example, it is linear for {given}."))
    return blocks


def _applied(report: Report, matrix: Matrix) -> tuple[str, ...]:
    """f(x1, x2) = 2*x1 - x2, output by output."""
    from symlin.kernel.term import linear_combination, var

    inputs = report.operator.inputs
    lines = []
    for k, row in enumerate(matrix[:MOST_COLUMNS]):
        pairs = [(e, n) for e, n in zip(row, inputs, strict=True)]
        numbers = [(e.value, var(n)) for e, n in pairs if isinstance(e, Const) and e.value != 0]
        total = linear_combination([c for c, _ in numbers], [t for _, t in numbers])
        name = "f" if len(matrix) == 1 else f"f_{k + 1}"
        lines.append(f"{name}({', '.join(inputs)}) = {term_to_human(total)}")
    return tuple(lines)


def offset_text(report: Report) -> list[Block]:
    """For affine operators: the constant that keeps them from being linear."""
    claim = report.claims[Law.AFFINE]
    if claim.status is not Status.PROVED or claim.vacuous or report.offset is None:
        return []
    naming = Naming(report.operator)
    origin = {name: const(0) for name in report.operator.inputs}
    offset = vector_text(report.offset, term_to_human)
    said = f"f({naming.arguments(origin)})"
    text = (
        f"It is affine, though: a matrix, plus the constant ${equals([said, offset])}$ that a "
        "linear operator does not have."
    )
    return [Paragraph(text)]


def undecided_blocks(report: Report) -> list[Block]:
    """What was tried in vain."""
    reason = report.linear.reason or "no proof and no counterexample was found"
    return [Heading("What is known"), Paragraph(f"Neither yes nor no: {reason}.")]
