"""What does hold for an operator: the laws that were proved, and what its slopes show."""

from __future__ import annotations

from itertools import pairwise

from flint import fmpq

from symlin.decision.report import Report
from symlin.decision.verdict import Status
from symlin.kernel.claim import Law
from symlin.kernel.term import Const
from symlin.language.formula import equation, scaled
from symlin.language.operator import Operator
from symlin.language.tree import Compare, Name, Negative, Number, Sum, Tree, Value
from symlin.language.wording import tree_of
from symlin.report.formats.parts import Formula, Text
from symlin.report.formats.sentence import say
from symlin.report.shape.pieces import Pieces
from symlin.report.shape.stretches import Stretch, meetings, stretches
from symlin.report.words.naming import Naming

_NAMES = {
    Law.ADDITIVITY: "Additive",
    Law.HOMOGENEITY: "Homogeneous",
    Law.POSITIVE_HOMOGENEITY: "Positively homogeneous",
    Law.ODD: "Odd",
    Law.AFFINE: "Affine",
}


def kept_items(report: Report, pieces: Pieces) -> tuple[Text, ...]:
    """One line per law that was proved, always or under a condition; none for linear operators."""
    if report.linear.status is Status.PROVED:
        return ()
    items: list[Text] = []
    naming = Naming(report.operator)
    for law, name in _NAMES.items():
        claim = report.claims[law]
        if claim.vacuous:
            continue
        law_text = _law(law, naming)
        if claim.status is Status.PROVED:
            items.append(say("{name}: {law}.", name=name, law=law_text))
        elif claim.guard is not None and claim.guard is not report.linear.guard:
            text = "{name} if and only if {where}: {law}."
            items.append(say(text, name=name, where=tree_of(claim.guard), law=law_text))
    return (*items, *_shape(report.operator, pieces))


def _law(law: Law, naming: Naming) -> Text:
    """What the law says, with letters that are free here."""
    u, v = map(Name, naming.letters)
    a = Name(naming.scalar)

    def f(argument: Tree) -> Tree:
        return Value("f", (argument,))

    multiples = equation(f(scaled(a, u)), scaled(a, f(u)))
    match law:
        case Law.ADDITIVITY:
            return (Formula(equation(f(Sum((u, v))), Sum((f(u), f(v))))),)
        case Law.HOMOGENEITY:
            return say("{law} for every number {a}", law=multiples, a=a)
        case Law.POSITIVE_HOMOGENEITY:
            return say("{law} for {a}", law=multiples, a=Compare((a, Number(0)), (">=",)))
        case Law.ODD:
            return (Formula(equation(f(Negative(u)), Negative(f(u)))),)
        case _:
            return "linear but for a constant that is added"


def _shape(operator: Operator, pieces: Pieces) -> tuple[str, ...]:
    """Convex, concave, monotone: only where the slopes of straight pieces settle it."""
    if len(operator.inputs) != 1 or len(operator.outputs) != 1 or operator.parameters:
        return ()
    found = stretches(pieces.of(operator), operator.inputs[0])
    slopes = _slopes(found, operator.inputs[0])
    if operator.assumptions or len(slopes) < 2:
        return ()
    said = []
    if all(a <= b for a, b in pairwise(slopes)):
        said.append("Convex: it is continuous, and its slopes grow from left to right.")
    if all(a >= b for a, b in pairwise(slopes)):
        said.append("Concave: it is continuous, and its slopes fall from left to right.")
    if all(slope >= 0 for slope in slopes):
        said.append("Never decreasing: it is continuous, and no slope is negative.")
    if all(slope <= 0 for slope in slopes):
        said.append("Never increasing: it is continuous, and no slope is positive.")
    return tuple(said)


def _slopes(found: tuple[Stretch, ...], name: str) -> list[fmpq]:
    """The slopes of a continuous function made of straight pieces; empty for any other."""
    lines = [i for i in found if not i.is_point]
    if len(lines) != len(found) or not lines:
        return []
    if lines[0].lower is not None or lines[-1].upper is not None:
        return []
    gaps = any(a.upper is None or a.upper != b.lower for a, b in pairwise(lines))
    if gaps or any(not (a.has_upper or b.has_lower) for a, b in pairwise(lines)):
        return []
    slopes = [fmpq(i.slope.value) for i in lines if isinstance(i.slope, Const)]
    continuous = all(turn.meets for turn in meetings(lines, name))
    return slopes if continuous and len(slopes) == len(lines) else []
