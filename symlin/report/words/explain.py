"""`symlin explain`: the answer as a short argument in words and formulas."""

from __future__ import annotations

from symlin.catalog import index as catalog
from symlin.decision.complex_claim import ComplexCounterexample
from symlin.decision.functions.report import FunctionReport
from symlin.decision.report import Report
from symlin.decision.verdict import Claim, Counterexample, Status
from symlin.kernel.claim import Law
from symlin.kernel.term import TRUE, Guard
from symlin.language.formula import equation, is_long, names, scaled
from symlin.language.operator import Operator
from symlin.language.spoken import tree_human
from symlin.language.tree import (
    Ellipsis,
    Name,
    Noted,
    Number,
    Piecewise,
    Sum,
    Tree,
    Value,
    postorder,
)
from symlin.language.wording import tree_of
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
from symlin.report.formats.noticed import prose
from symlin.report.formats.parts import Formula, Typed, listed
from symlin.report.formats.sentence import say
from symlin.report.shape.pieces import Pieces, condition
from symlin.report.words.counterexample import output_index, written
from symlin.report.words.failure import BrokenLaw
from symlin.report.words.kept import kept_items, summary
from symlin.report.words.naming import readable
from symlin.report.words.reasons import (
    conditional_blocks,
    linear_blocks,
    offset_text,
    undecided_blocks,
)
from symlin.report.words.sides import joined
from symlin.report.words.terms import blamed

MOST_PIECES = 6
"""Pieces beyond this number make a table, not a picture in the reader's mind."""
MOST_INPUTS = 6
"""Of more inputs than this the first and the last are named."""
MOST_OUTPUTS = 4
"""Outputs that are written out; the others look alike."""
LONGEST = 200
"""Characters of a definition: two lines and a half of a terminal."""
LONGEST_PIECE = 60
"""Characters of a piece's formula, which has its condition beside it."""
LONGEST_NAME = 60
"""Characters of an operator's name in the title."""


def explanation(report: Report, command: str, introduction: str = "") -> Document:
    """The whole argument; `command` reproduces it, `introduction` says what the operator is."""
    name = report.operator.name
    blocks = [
        verdict_block(report.linear, report.linear_over_reals),
        *in_place_of_linear(report),
        *argument(report, introduction),
        *sureness(report),
        Code(f"$ {command}"),
    ]
    subject = Typed(name) if len(name) <= LONGEST_NAME else "this operator"
    return Document(("Is ", subject, " linear?"), tuple(blocks))


def argument(report: Report, introduction: str) -> list[Block]:
    """What the operator is, why it is linear or not, and what holds of it."""
    pieces = Pieces()
    real = report.over_reals()
    return [
        *alarm(report),
        *definition_blocks(report.operator, introduction, report.where, pieces),
        *over_complex_blocks(report),
        *_reasons(real, pieces),
        *_kept(real),
    ]


def in_place_of_linear(report: Report) -> list[Block]:
    """What it is, in a line, where it is not linear."""
    line = summary(report.over_reals())
    return [] if line is None else [Paragraph(line)]


def over_complex_blocks(report: Report) -> list[Block]:
    """Of complex inputs: which factors pass through it; the rest is said of real coordinates."""
    if report.linear_over_reals is None:
        return []
    text = (
        "Linear over the complex numbers means linear over the real ones, and {law}. The rest of "
        "this page is about real and imaginary parts."
    )
    i, z = Name("i"), Name("z")
    law = equation(Value("f", (scaled(i, z),)), scaled(i, Value("f", (z,))))
    blocks: list[Block] = [Heading("Over the complex numbers"), Paragraph(say(text, law=law))]
    example = report.homogeneity.counterexample
    if not isinstance(example, ComplexCounterexample):
        return blocks
    shown = written(report.operator, example)
    lines = [(Formula(joined(side)),) for side in (shown.lhs, shown.rhs)]
    return [
        *blocks,
        Paragraph("Here is a factor that does not pass through it:"),
        Formulas(tuple(lines)),
    ]


def introduction_of(report: Report | FunctionReport) -> str:
    """What the catalog says of the operator, where it is an entry or a single layer of one.

    Where arguments or assumptions make the verdict another one than the entry speaks of, only the
    first paragraph is left, which says what the operator does.
    """
    name = report.operator.definition
    if name is None or name not in catalog.names():
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
    return [Paragraph(say(text))]


def verdict_block(claim: Claim, over_reals: Claim | None = None) -> Verdict:
    """The answer in a few words."""
    if over_reals is not None and over_reals.status is Status.PROVED:
        if claim.status is Status.REFUTED:
            return Verdict("Linear over the real numbers, not over the complex ones.", "bad")
        if claim.status is Status.CONDITIONAL and claim.guard is not None:
            said = "Linear over the real numbers; over the complex ones if and only if {where}."
            return Verdict(say(said, where=tree_of(claim.guard)), "maybe")
    match claim.status:
        case Status.PROVED:
            return Verdict("Linear, trivially." if claim.vacuous else "Linear.", "good")
        case Status.REFUTED:
            return Verdict("Not linear.", "bad")
        case Status.CONDITIONAL:
            where = TRUE if claim.guard is None else claim.guard
            return Verdict(say("Linear if and only if {where}.", where=tree_of(where)), "maybe")
        case Status.UNKNOWN:
            return Verdict("Not decided.", "maybe")


def definition_blocks(
    operator: Operator, introduction: str, where: Guard | None, pieces: Pieces
) -> list[Block]:
    """What the operator is: in words where it has an introduction, as a formula, by pieces."""
    blocks: list[Block] = [Heading("What it is")]
    blocks += introduced(introduction)
    formulas = definition_formulas(operator)
    if formulas:
        blocks.append(Formulas(tuple((Formula(tree),) for tree in formulas)))
    if operator.assumption_texts:
        assumed = listed(
            ((Formula(tree_of(guard)),) for guard in operator.assumptions[:MOST_OUTPUTS]), " and "
        )
        blocks.append(Paragraph(say("All of this is asked only where {assumed}.", assumed=assumed)))
    if where is not None:
        blocks.append(Paragraph(say("It has a value only where {where}.", where=tree_of(where))))
    return [*blocks, *_by_pieces(operator, pieces)]


def introduced(introduction: str) -> list[Block]:
    """What the catalog says of the operator, paragraph by paragraph."""
    said = (" ".join(text.split()) for text in introduction.split("\n\n"))
    return [Paragraph(prose(text)) for text in said if text]


def definition_formulas(operator: Operator) -> tuple[Tree, ...]:
    """f(x) = max(x, 0), output by output; nothing where that would be too long."""
    inputs = names(operator.inputs, MOST_INPUTS)
    lines: list[Tree] = []
    if operator.space is not None:
        own = tuple(Name(name) for name, _ in operator.space.inputs)
        lines.append(equation(Value("f", own), operator.space.written))
    for k, output in enumerate(operator.outputs[:MOST_OUTPUTS]):
        tree = _as_typed(operator, k) or readable(output)
        if len(tree_human(tree)) > LONGEST:
            return ()
        lines.append(equation(Value("f", inputs, output_index(operator, k)), tree))
    return (*lines, Ellipsis()) if len(operator.outputs) > MOST_OUTPUTS else tuple(lines)


def _as_typed(operator: Operator, output: int) -> Tree | None:
    """The output as it was written; None where nobody wrote it, or with long numbers."""
    if output >= len(operator.written):
        return None
    tree = operator.written[output]
    long = any(isinstance(part, Number) and is_long(part.value) for part in postorder(tree))
    return None if long else tree


def _by_pieces(operator: Operator, pieces: Pieces) -> list[Block]:
    if len(operator.outputs) > 1:
        return []
    found = pieces.of(operator)
    written = tree_of(operator.outputs[0])
    trees = [readable(piece.term) for piece in found]
    lengths = [len(tree_human(tree)) for tree in trees]
    by_cases = any(isinstance(part, Piecewise) for part in postorder(written))
    if not found or len(found) > MOST_PIECES or max(lengths) > LONGEST_PIECE or by_cases:
        return []
    f = Value("f", tuple(map(Name, operator.inputs)))
    if len(found) == 1:
        shown = (written, _as_typed(operator, 0) or written)
        if lengths[0] >= min(len(tree_human(tree)) for tree in shown) or isinstance(
            trees[0], Noted
        ):
            return []
        said = "The same for all inputs, in simpler words:"
        return [Paragraph(said), Formulas(((Formula(equation(f, trees[0])),),))]
    lines = [
        equation(f, Piecewise(((tree, tree_of(condition(piece))),)))
        for tree, piece in zip(trees, found, strict=True)
        if condition(piece) is not TRUE
    ]
    return [Paragraph("Piece by piece:"), Formulas(tuple((Formula(tree),) for tree in lines))]


def _reasons(report: Report, pieces: Pieces) -> list[Block]:
    match report.linear.status:
        case Status.PROVED:
            return linear_blocks(report)
        case Status.UNKNOWN:
            return undecided_blocks(report)
        case Status.CONDITIONAL:
            return [*conditional_blocks(report), *failures(report, pieces)]
        case Status.REFUTED:
            return failures(report, pieces)


_SAYS = {
    Law.ADDITIVITY: (
        "Sums do not pass through it",
        "A linear function lets sums through: {law} for all {u} and {v}. One exception is enough.",
    ),
    Law.HOMOGENEITY: (
        "Multiples do not pass through it",
        "A linear function lets multiples through: {law} for every number {a}.",
    ),
    Law.AFFINE: (
        "Not affine either",
        "An affine function, linear but for a constant, has at the middle of two points the "
        "average of its values there.",
    ),
}
"""The heading of each law's section, and what it says before the example."""


def failures(report: Report, pieces: Pieces) -> list[Block]:
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
        failure = BrokenLaw(report.operator, claim.counterexample)
        title = f"Otherwise: {heading[0].lower()}{heading[1:]}" if otherwise else heading
        blocks += _failure(failure, title, says)
        if not explained:
            why = [*failure.why(pieces), *blamed(report)]
            blocks += [Heading("Why", 3), *why] if why else []
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
    shown = written(report.operator, example)
    sides = ((Formula(joined(side)),) for side in (shown.lhs, shown.rhs))
    lines = (*sides, *(letter.text for letter in shown.letters))
    return [Heading(heading), Paragraph(text), Formulas(lines)]


def _failure(failure: BrokenLaw, heading: str, says: str) -> list[Block]:
    naming = failure.naming
    u, v = map(Name, naming.letters)
    a = Name(naming.scalar)
    whole, side = (Sum((u, v)) if failure.ce.scalar is None else scaled(a, u)), failure.law_side()
    text = say(says, law=equation(naming.f(whole), side), u=u, v=v, a=a)
    return [
        Heading(heading),
        Paragraph((*text, *say(" Take {chosen}:", chosen=failure.chosen()))),
        failure.arithmetic(),
        Paragraph(failure.gap()),
    ]


def _kept(report: Report) -> list[Block]:
    items = kept_items(report)
    return [Heading("What does hold"), Items(items)] if items else []


def sureness(report: Report | FunctionReport) -> list[Block]:
    """How much of it was checked."""
    if any(claim.status is not Status.UNKNOWN for claim in report.claims.values()):
        text = (
            "Each of these answers carries a certificate, which a small independent checker has "
            "followed in exact arithmetic; no rounding is involved. Decimals (≈) are for the eye."
        )
    else:
        text = "Not all of this was checked by a certificate; the command below says what was."
    return [Heading("How sure is this?"), Paragraph(text)]
