"""`symlin explain`: the answer as a short argument in words and formulas."""

from __future__ import annotations

import re

from symlin.catalog import index as catalog
from symlin.decision.report import Report
from symlin.decision.verdict import Claim, Counterexample, Status
from symlin.kernel.claim import Law
from symlin.kernel.term import TRUE
from symlin.language.operator import Operator
from symlin.language.printing import guard_to_human, term_to_human
from symlin.language.spoken import tree_human
from symlin.language.syntax import parse
from symlin.report.formats.document import (
    Block,
    Code,
    Document,
    Formulas,
    Heading,
    Items,
    Paragraph,
    Verdict,
)
from symlin.report.formats.mathtree import ROUNDED
from symlin.report.shape.pieces import condition, pieces
from symlin.report.words.counterexample import default_arithmetic, joined, output_name, written
from symlin.report.words.failure import Failure
from symlin.report.words.headline import condition_text
from symlin.report.words.kept import kept_items
from symlin.report.words.naming import readable
from symlin.report.words.reasons import (
    conditional_blocks,
    linear_blocks,
    offset_text,
    undecided_blocks,
)

MOST_PIECES = 6
MOST_OUTPUTS = 4
LONGEST = 200


def explanation(report: Report, command: str, introduction: str = "") -> Document:
    """The whole argument; `command` reproduces it, `introduction` says what the operator is."""
    name = report.operator.name
    blocks: list[Block] = [
        verdict_block(report.linear),
        *alarm(report),
        *definition_blocks(report.operator, introduction, report.undefined),
        *_argument(report),
        *_kept(report),
        *sureness(report, command),
    ]
    subject = f"`{name}`" if len(name) <= 60 else "this operator"
    return Document(f"Is {subject} linear?", tuple(blocks))


def introduction_of(report: Report) -> str:
    """What the catalog says of the operator, where it is an entry or a single layer of one.

    Where arguments or assumptions make the verdict another one than the entry speaks of, only the
    first paragraph is left, which says what the operator does.
    """
    operator = report.operator
    name = operator.definition
    if name is None and operator.shape_in is not None:
        match = re.fullmatch(r"(\w+)(\([^>]*\))?", operator.name)
        name = match[1] if match and match[1] in catalog.names() else None
    if name is None:
        return ""
    text = catalog.introduction(name)
    expected = catalog.load(name).claim["linear"] == report.linear.status
    return text if expected else text.partition("\n\n")[0]


def alarm(report: Report) -> list[Block]:
    """What must not be overlooked: numbers contradict the prover."""
    if report.crosscheck.status != "disagrees":
        return []
    text = (
        "The numeric cross-check *disagrees* with what follows. One of them is wrong: this is a "
        "bug in symlin, and the verdict must not be relied on."
    )
    return [Paragraph(text)]


def verdict_block(claim: Claim) -> Verdict:
    """The answer in a few words."""
    match claim.status:
        case Status.PROVED:
            return Verdict("Linear, trivially." if claim.vacuous else "Linear.", "good")
        case Status.REFUTED:
            return Verdict("Not linear.", "bad")
        case Status.CONDITIONAL:
            return Verdict(f"Linear if and only if ${condition_text(claim)}$.", "maybe")
        case Status.UNKNOWN:
            return Verdict("Not decided.", "maybe")


def definition_blocks(operator: Operator, introduction: str, undefined: str | None) -> list[Block]:
    """What the operator is: in words where it has an introduction, as a formula, by pieces."""
    blocks: list[Block] = [Heading("What it is")]
    blocks += [Paragraph(" ".join(p.split())) for p in introduction.split("\n\n") if p.strip()]
    formulas = definition_formulas(operator)
    if formulas:
        blocks.append(Formulas(formulas))
    if operator.assumption_texts:
        assumed = " and ".join(
            f"${guard_to_human(g)}$" for g in operator.assumptions[:MOST_OUTPUTS]
        )
        blocks.append(Paragraph(f"All of this is asked only where {assumed}."))
    if undefined is not None:
        where = undefined.removeprefix("defined only where ")
        blocks.append(Paragraph(f"It has a value only where ${where}$."))
    return [*blocks, *_by_pieces(operator)]


def definition_formulas(operator: Operator) -> tuple[str, ...]:
    """f(x) = max(x, 0), output by output; nothing where that would be too long."""
    inputs = ", ".join(operator.inputs)
    if len(operator.inputs) > 6:
        inputs = f"{operator.inputs[0]}, ..., {operator.inputs[-1]}"
    lines = []
    for k, output in enumerate(operator.outputs[:MOST_OUTPUTS]):
        text = _as_typed(operator, k) or readable(output)
        if len(text) > LONGEST:
            return ()
        lines.append(f"{output_name(operator, k)}({inputs}) = {text}")
    return (*lines, "...") if len(operator.outputs) > MOST_OUTPUTS else tuple(lines)


def _as_typed(operator: Operator, output: int) -> str:
    """The output as it was written; empty where nobody wrote it, or with long numbers."""
    if operator.shape_in is not None or output >= len(operator.texts):
        return ""
    text = tree_human(parse(operator.texts[output]))
    return "" if re.search(r"\d{9}", text) else text


def _by_pieces(operator: Operator) -> list[Block]:
    if len(operator.outputs) > 1:
        return []
    found = pieces(operator)
    written = term_to_human(operator.outputs[0])
    texts = [readable(piece.term) for piece in found]
    if not found or len(found) > MOST_PIECES or max(map(len, texts)) > 60 or " if " in written:
        return []
    if len(found) == 1:
        shortest = min(written, _as_typed(operator, 0) or written, key=len)
        if len(texts[0]) >= len(shortest) or texts[0].endswith(ROUNDED):
            return []
        said = "The same for all inputs, in simpler words:"
        return [Paragraph(said), Formulas((f"f({', '.join(operator.inputs)}) = {texts[0]}",))]
    lines = [
        f"f({', '.join(operator.inputs)}) = {text} if {guard_to_human(condition(piece))}"
        for text, piece in zip(texts, found, strict=True)
        if condition(piece) is not TRUE
    ]
    return [Paragraph("Piece by piece:"), Formulas(tuple(lines))]


def _argument(report: Report) -> list[Block]:
    match report.linear.status:
        case Status.PROVED:
            return linear_blocks(report)
        case Status.UNKNOWN:
            return undecided_blocks(report)
        case Status.CONDITIONAL:
            return [*conditional_blocks(report), *failures(report)]
        case Status.REFUTED:
            return failures(report)


_SAYS = {
    Law.ADDITIVITY: (
        "Sums do not pass through it",
        "A linear function lets sums through: ${f}({u} + {v}) = {f}({u}) + {f}({v})$ for all ${u}$ "
        "and ${v}$. One exception is enough.",
    ),
    Law.HOMOGENEITY: (
        "Multiples do not pass through it",
        "A linear function lets multiples through: ${f}({a}*{u}) = {a}*{f}({u})$ for every number "
        "${a}$.",
    ),
    Law.AFFINE: (
        "Not affine either",
        "An affine function, linear but for a constant, has at the middle of two points the "
        "average of its values there.",
    ),
}


def failures(report: Report) -> list[Block]:
    """Each of the laws that fail, with its arithmetic; the reason once."""
    blocks: list[Block] = []
    explained = False
    otherwise = report.linear.status is Status.CONDITIONAL
    whole = report.linear.counterexample
    if whole is not None and whole.coefficients:
        blocks += _combination(report, whole, "Sums of multiples do not pass through it")
    for law, (heading, says) in _SAYS.items():
        claim = report.claims[law]
        if claim.counterexample is None or claim.vacuous:
            continue
        if claim.counterexample.coefficients:
            blocks += _combination(report, claim.counterexample, heading)
            continue
        failure = Failure(report.operator, claim.counterexample)
        title = f"Otherwise: {heading[0].lower()}{heading[1:]}" if otherwise else heading
        blocks += _failure(failure, title, says)
        if not explained:
            blocks += [Heading("Why", 3), *failure.why()]
            explained = True
    return [*blocks, *offset_text(report)]


def _combination(report: Report, example: Counterexample, heading: str) -> list[Block]:
    """Any points whose values are not combined as they are."""
    linear = example.law is Law.LINEAR
    text = (
        f"{'A linear' if linear else 'An affine'} function lets sums of multiples of points through"
        f"{'' if linear else ', as long as the factors add up to 1'}. These points show that this "
        "one does not:"
    )
    shown = written(report.operator, example, default_arithmetic())
    lines = [joined(shown.lhs), joined(shown.rhs), *shown.letters]
    return [Heading(heading), Paragraph(text), Formulas(tuple(lines))]


def _failure(failure: Failure, heading: str, says: str) -> list[Block]:
    u, v = failure.naming.letters
    naming = failure.naming
    text = says.format(f=naming.function, u=u, v=v, a=naming.scalar)
    return [
        Heading(heading),
        Paragraph(f"{text} Take {failure.chosen()}:"),
        failure.arithmetic(),
        Paragraph(failure.gap()),
    ]


def _kept(report: Report) -> list[Block]:
    items = kept_items(report)
    return [Heading("What does hold"), Items(items)] if items else []


def sureness(report: Report, command: str) -> list[Block]:
    """How much of it was checked, and how to see it again."""
    decided = [c for c in report.claims.values() if c.status is not Status.UNKNOWN]
    if all(claim.certified for claim in decided) and decided:
        text = (
            "Each of these answers carries a certificate, which a small independent checker has "
            "followed in exact arithmetic; no rounding is involved. Decimals (≈) are for the eye."
        )
    else:
        text = "Not all of this was checked by a certificate; the command below says what was."
    return [Heading("How sure is this?"), Paragraph(text), Code(f"$ {command}")]
