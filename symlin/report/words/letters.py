"""Letters, functionals and signals in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.decision.functions.claims import FunctionClaim
from symlin.kernel import term as k
from symlin.kernel.functions.bases import Bump, Element, Impulse, Monomial
from symlin.kernel.functions.laws import NO_LETTER
from symlin.kernel.functions.letters import Letters
from symlin.kernel.functions.subject import (
    SHIFT,
    Derivative,
    Functional,
    FunctionSubject,
    Integral,
    Value,
)
from symlin.kernel.theorem import LawTheorem
from symlin.kernel.walk import replaced, substitute, variables
from symlin.language.function_operator import FunctionOperator
from symlin.language.printing import term_to_human
from symlin.language.tree import Tree
from symlin.language.wording import tree_of

BOUND = "srqpvw"
"""Names for bound variables, from the outside."""


def stated(claim: FunctionClaim) -> LawTheorem | None:
    """The theorem about letters of an affine operator, where it gives one matrix for all
    parameters: a row for each output, a column for each letter."""
    theorem = claim.theorem
    if theorem is None or theorem.status != "proved" or len(theorem.holds) != 1:
        return None
    (case,) = theorem.holds
    return None if case.values or case.theorem.matrix is None else case.theorem


def combination(claim: FunctionClaim) -> Tree | None:
    """t*x(t) + 2: what the operator comes to at each value of the index, where it is affine for all
    parameters and a matrix was shown."""
    theorem, shown = claim.theorem, stated(claim)
    if theorem is None or shown is None or shown.matrix is None or len(shown.matrix) != 1:
        return None
    letters = Letters(theorem.subject)
    letters.read()
    texts = letter_texts(letters.table, theorem.subject)
    parts = [
        k.mul(entry, k.var(texts.get(name, name)))
        for entry, name in zip(shown.matrix[0], shown.subject.inputs, strict=True)
        if entry is not k.ZERO and name != NO_LETTER
    ]
    offset = () if shown.offset is None else shown.offset
    (total,) = unfloored((k.add(*parts, *offset),), theorem.subject)
    return tree_of(substitute((total,), {n: k.var(t) for n, t in texts.items()})[0])


def output_texts(subject: FunctionSubject) -> list[str]:
    """The outputs over what their letters stand for."""
    texts = letter_texts(subject.table, subject)
    names = {name: k.var(text) for name, text in texts.items()}
    return [term_to_human(term) for term in substitute(subject.outputs, names)]


def unfloored(terms: tuple[k.Term, ...], subject: FunctionSubject) -> tuple[k.Term, ...]:
    """n for floor(n), of an index that is whole."""
    floors: dict[k.Node, k.Term] = {
        k.function("floor", k.var(i.name)): k.var(i.name) for i in subject.index if i.whole
    }
    return replaced(terms, floors)


def letter_texts(table: Mapping[str, Functional], subject: FunctionSubject) -> dict[str, str]:
    """What each letter stands for: x(2*t - 2), Integral(x(s), (s, 0, t))."""
    free = names_for_bound(subject)
    found: dict[str, str] = {}
    for name, functional in table.items():
        found[name] = _text(functional, found, subject, free)
    return found


def names_for_bound(subject: FunctionSubject) -> list[str]:
    """Names for bound variables that nothing else has."""
    taken = {*(i.name for i in subject.index), *subject.parameters, *subject.unknowns}
    taken |= {*subject.givens}
    return [name for name in BOUND if name not in taken]


def bound_name(name: str, free: Sequence[str]) -> str:
    """The name of a bound variable by its height; other names as they are."""
    if not name.startswith("#"):
        return name
    place = int("".join(c for c in name if c.isdigit()) or 1) - 1
    return free[place] if place < len(free) else f"s{place}"


def value_texts(values: Mapping[str, Value], subject: FunctionSubject) -> dict[str, str]:
    """h(t) for h_1: values of given functions at the index, which a delay may be part of."""
    plain = {SHIFT: k.var(SHIFT.removeprefix("#"))}
    found: dict[str, str] = {}
    for name, value in values.items():
        places = substitute(value.arguments, plain)
        shown = Value(value.function, value.orders, places)
        found[name] = _text(shown, found, subject, ())
    return found


def _text(
    functional: Functional, texts: Mapping[str, str], subject: FunctionSubject, free: Sequence[str]
) -> str:
    def said(term: k.Term | None, infinite: str = "oo") -> str:
        if term is None:
            return infinite
        names = {n: k.var(texts.get(n, bound_name(n, free))) for n in variables(term)}
        return term_to_human(substitute((term,), names)[0])

    match functional:
        case Value(function, orders, arguments):
            inside = ", ".join(said(a) for a in arguments)
            opening, closing = ("[", "]") if function in subject.sequences else ("(", ")")
            return f"{function}{_marks(orders, subject)}{opening}{inside}{closing}"
        case Derivative(body, variable, at):
            return f"Derivative({said(body)}, {bound_name(variable, free)} = {said(at)})"
        case _:
            word = "Integral" if isinstance(functional, Integral) else "Sum"
            ends = f"{said(functional.lower, '-oo')}, {said(functional.upper)}"
            variable = bound_name(functional.variable, free)
            return f"{word}({said(functional.body)}, ({variable}, {ends}))"


def _marks(orders: Sequence[int], subject: FunctionSubject) -> str:
    """x''', x^(4), u_xxt."""
    if len(orders) == 1:
        return "'" * orders[0] if orders[0] <= 3 else f"^({orders[0]})"
    names = [i.name for i in subject.index]
    if not any(orders):
        return ""
    if len(names) != len(orders):
        return f"^{tuple(orders)}"
    return "_" + "".join(name * order for name, order in zip(names, orders, strict=True))


def signal_text(
    operator: FunctionOperator,
    unknown: str,
    elements: Sequence[Element],
    coefficients: Sequence[k.Term],
    number: int | None,
) -> str:
    """x(t) = 1 + t, x1[n] = n, u(x, t) = x*t."""
    subject = operator.subject
    names = [i.name for i in subject.index]
    arity = max((len(e.exponents) for e in elements if isinstance(e, Monomial)), default=1)
    if len(names) != arity:
        names = [*names[:1], *"srqp"][:arity]
    parts = [k.mul(c, _element(e, names)) for e, c in zip(elements, coefficients, strict=True)
             if c is not k.ZERO]  # fmt: skip
    value = term_to_human(k.add(*parts))
    opening, closing = ("[", "]") if unknown in subject.sequences else ("(", ")")
    return f"{unknown}{number or ''}{opening}{', '.join(names)}{closing} = {value}"


def _element(element: Element, names: Sequence[str]) -> k.Term:
    if isinstance(element, Impulse):
        sign = "-" if element.place > 0 else "+"
        shift = f" {sign} {abs(element.place)}" if element.place else ""
        return k.var(f"delta[{names[0]}{shift}]")
    if isinstance(element, Bump):
        t, lower, upper = k.var(names[0]), k.const(element.lower), k.const(element.upper)
        value = k.mul(
            k.power(k.mul(k.sub(t, lower), k.sub(upper, t)), element.order),
            *([k.power(t, element.exponent)] if element.exponent else []),
        )
        between = k.conjunction(k.ge(t, lower), k.ge(upper, t))
        return k.piecewise((value, between), (k.ZERO, k.TRUE))
    pairs = zip(names, element.exponents, strict=True)
    return k.mul(*(k.power(k.var(name), e) for name, e in pairs if e))
