"""What does hold for an operator: the laws that were proved, and what it is in place of linear."""

from __future__ import annotations

from collections.abc import Sequence

from symlin.decision.report import Report
from symlin.decision.verdict import Status
from symlin.kernel.claim import Law
from symlin.kernel.statements.traits import Trait, TraitTheorem
from symlin.language.formula import equation, half, scaled
from symlin.language.operator import Operator
from symlin.language.tree import Compare, Name, Negative, Number, Sum, Tree, Value
from symlin.language.wording import tree_of
from symlin.report.formats.parts import Formula, Text
from symlin.report.formats.sentence import say
from symlin.report.shape.traits import traits
from symlin.report.words.naming import Naming

_NAMES = {
    Law.ADDITIVITY: "Additive",
    Law.HOMOGENEITY: "Homogeneous",
    Law.POSITIVE_HOMOGENEITY: "Positively homogeneous",
    Law.ODD: "Odd",
    Law.AFFINE: "Affine",
}


def kept_items(report: Report) -> tuple[Text, ...]:
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
    return (*items, *trait_items(report.operator))


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


def trait_items(operator: Operator) -> tuple[Text, ...]:
    """What it is in place of linear, each with what that says."""
    return tuple(
        say("{name}: {says}.", name=_capital(found.trait.value), says=_says(found, operator))
        for found in traits(operator)
    )


def summary(report: Report) -> Text | None:
    """In one line what it is in place of linear; None where nothing is known."""
    if report.linear.status is Status.PROVED or report.linear.vacuous:
        return None
    laws = [
        name.lower()
        for law, name in _NAMES.items()
        if report.claims[law].status is Status.PROVED and not report.claims[law].vacuous
    ]
    names = [*laws, *_together([found.trait for found in traits(report.operator)])]
    if not names:
        return None
    words = ", ".join(names[:-1]) + " and " + names[-1] if names[1:] else names[0]
    always = ", whatever the parameters are" if report.operator.parameters else ""
    return f"It is {words}{always}."


def _together(found: Sequence[Trait]) -> Sequence[str]:
    """The words; bounds on both sides are one."""
    both = Trait.ABOVE in found and Trait.BELOW in found
    words = [t.value for t in found if not both or t not in (Trait.ABOVE, Trait.BELOW)]
    return [*words, "bounded"] if both else words


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _says(found: TraitTheorem, operator: Operator) -> Text:
    """The statement itself, as the kernel has shown it."""
    u, v = map(Name, Naming(operator).letters)
    fu, fv = Value("f", (u,)), Value("f", (v,))
    value = Number(0) if found.value is None else tree_of(found.value)
    middle, mean = Value("f", (half(Sum((u, v))),)), half(Sum((fu, fv)))
    match found.trait:
        case Trait.EVEN:
            return (Formula(equation(Value("f", (Negative(u),)), fu)),)
        case Trait.PERIODIC:
            return (Formula(equation(Value("f", (Sum((u, value)),)), fu)),)
        case Trait.ABOVE:
            return (Formula(Compare((fu, value), (">=",))),)
        case Trait.BELOW:
            return (Formula(Compare((fu, value), ("<=",))),)
        case Trait.CONVEX:
            return (Formula(Compare((middle, mean), ("<=",))),)
        case Trait.CONCAVE:
            return (Formula(Compare((middle, mean), (">=",))),)
        case Trait.RISING | Trait.FALLING:
            low, high = (fu, fv) if found.trait is Trait.RISING else (fv, fu)
            law, where = Compare((low, high), ("<=",)), Compare((u, v), ("<=",))
            return say("{law} for {where}", law=law, where=where)
