"""Why an operator is linear, when it is, and what is known where nothing was decided."""

from __future__ import annotations

from collections.abc import Sequence

from symlin.decision.report import Report
from symlin.decision.verdict import Claim, Status
from symlin.kernel.certificate import Impossible
from symlin.kernel.claim import Law
from symlin.kernel.term import TRUE, ZERO, Term, add, mul, var
from symlin.kernel.theorem import Matrix
from symlin.kernel.walk import variables
from symlin.language.formula import equation
from symlin.language.printing import term_to_human
from symlin.language.tree import Name, Number, Tree, Value
from symlin.language.wording import tree_of
from symlin.report.formats.document import Block, Code, Formulas, Heading, Paragraph
from symlin.report.formats.parts import Formula, listed
from symlin.report.formats.sentence import say
from symlin.report.shape.instance import matrix_for, nice_values
from symlin.report.words.headline import VACUOUS
from symlin.report.words.matrix import matrix_lines, vector
from symlin.report.words.naming import Naming

MOST_COLUMNS = 4
"""Columns beyond this number are not gone through one by one."""

_METHODS = {
    "normal form": "Written out and collected, every term of the difference cancels",
    "case distinction": "In each of the cases that its conditions and maxima can take, the "
    "difference vanishes",
    "substitution": "Where the domain's equations are put in, every term of the difference cancels",
    "constant gradient": "The difference has no slope anywhere and is 0 at one point, so it is 0",
}

_REPLACED = "Parts of it are first replaced by others to which they are proved to be equal there."

_WITHOUT_MATRIX = (
    "Sums and multiples pass through it. That was shown without one formula for its matrix."
)


def linear_blocks(report: Report) -> list[Block]:
    """The matrix, where its columns come from, and why nothing else is left."""
    theorem = report.linear.theorem
    empty = theorem is not None and isinstance(theorem.certificate, Impossible)
    if report.linear.vacuous or empty:
        return [Heading("Why"), Paragraph(f"It is linear for a trivial reason: {VACUOUS}.")]
    if report.matrix is None:
        return [Heading("Why it is linear"), Paragraph(_WITHOUT_MATRIX)]
    blocks: list[Block] = [
        Heading("Why it is linear"),
        Paragraph("It is the product with a fixed matrix:"),
        Code("\n".join(matrix_lines(report.matrix, term_to_human, 68)), "text"),
    ]
    agrees = "It agrees with that matrix wherever it is asked about and has a value."
    if _asked_everywhere(report):
        agrees = "For all other inputs too it agrees with that matrix."
        few = len(report.operator.inputs) <= MOST_COLUMNS
        text = "Column by column, the matrix is what the operator makes of the unit vectors"
        blocks.append(Paragraph(f"{text}{':' if few else '.'}"))
        blocks += [_lines(_columns(report, report.matrix))] if few else []
    passing = "Sums and multiples pass through every matrix, hence through this operator."
    return [*blocks, Paragraph(f"{agrees} {_difference(report.linear)}. {passing}")]


def _difference(claim: Claim) -> str:
    """Why operator and matrix do not differ."""
    text = _METHODS.get(claim.method, "The difference of the two was shown to be 0")
    replaced = claim.theorem is not None and claim.theorem.rewrites
    return f"{_REPLACED} {text}" if replaced else text


def _asked_everywhere(report: Report) -> bool:
    """Whether no input is left out: then the unit vectors are not, either."""
    inputs = set(report.operator.inputs)
    about_inputs = any(inputs.intersection(variables(g)) for g in report.operator.assumptions)
    return report.where is None and not about_inputs


def _lines(trees: Sequence[Tree]) -> Formulas:
    return Formulas(tuple((Formula(tree),) for tree in trees))


def _columns(report: Report, matrix: Matrix) -> list[Tree]:
    """f(1, 0) = (2, 1), unit vector by unit vector."""
    n = len(report.operator.inputs)
    units = [tuple(Number(int(k == j)) for k in range(n)) for j in range(n)]
    columns = zip(*matrix, strict=True)
    return [equation(Value("f", u), vector(c)) for u, c in zip(units, columns, strict=True)]


def conditional_blocks(report: Report) -> list[Block]:
    """The condition, and what the operator is where it holds."""
    claim, theorem = report.linear, report.linear.theorem
    assert theorem is not None, "a condition comes from a theorem"
    where = tree_of(TRUE if claim.guard is None else claim.guard)
    blocks: list[Block] = [Heading("When it is linear")]
    exactly = say("Exactly when {where}.", where=where)
    rest = (
        " Whenever that holds, the operator is the product with a matrix; whenever it does not, "
        "one of the laws breaks."
    )
    values = nice_values(report, theorem)
    given = listed((Formula(equation(Name(n), tree_of(v))),) for n, v in values.items())
    blocks.append(Paragraph((*exactly, rest)))
    if theorem.matrix is None or len(report.operator.inputs) > MOST_COLUMNS:
        return [*blocks, Paragraph(say("For example, it is linear for {given}.", given=given))]
    asked = "" if _asked_everywhere(report) else " at which it is asked and has a value"
    example = say("For example, for {given} and all inputs{asked}:", given=given, asked=asked)
    formulas = _applied(report, matrix_for(theorem.matrix, values))
    return [*blocks, Paragraph(example), _lines(formulas)]


def _applied(report: Report, matrix: Matrix) -> list[Tree]:
    """f(x1, x2) = 2*x1 - x2, output by output."""
    inputs = report.operator.inputs
    names = tuple(map(Name, inputs))
    lines: list[Tree] = []
    for k, row in enumerate(matrix[:MOST_COLUMNS]):
        products = (mul(e, var(n)) for e, n in zip(row, inputs, strict=True) if e is not ZERO)
        total: Term = add(*products)
        index = () if len(matrix) == 1 else (k + 1,)
        lines.append(equation(Value("f", names, index), tree_of(total)))
    return lines


def offset_text(report: Report) -> list[Block]:
    """For affine operators: the constant that keeps them from being linear."""
    claim = report.claims[Law.AFFINE]
    if claim.status is not Status.PROVED or claim.vacuous or report.offset is None:
        return []
    naming = Naming(report.operator)
    constant: Tree = vector(report.offset)
    if _asked_everywhere(report):
        origin = dict.fromkeys(report.operator.inputs, ZERO)
        constant = equation(Value("f", naming.arguments(origin)), constant)
    text = (
        "It is affine, though: a matrix, plus the constant {constant} that a linear operator does "
        "not have."
    )
    return [Paragraph(say(text, constant=constant))]


def undecided_blocks(report: Report) -> list[Block]:
    """What was tried in vain."""
    reason = report.linear.reason or "no proof and no counterexample was found"
    return [Heading("What is known"), Paragraph(f"Neither yes nor no: {reason}.")]
