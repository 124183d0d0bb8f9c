"""What a law of an operator on functions says of real numbers: its letters in place of functions.

The letters of x are linear functionals, so that those of x + y and a x are known from those of x
and y. If a law holds for all values of the letters it holds for all functions, whatever ties there
are between the letters. The other way is not claimed: what breaks a law is shown on functions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symlin.kernel import term as k
from symlin.kernel.certificate import Rejected
from symlin.kernel.claim import Law, Subject, conjuncts
from symlin.kernel.functions.letters import Letters
from symlin.kernel.functions.subject import Functional, FunctionSubject, Index, Value
from symlin.kernel.theorem import LawTheorem
from symlin.kernel.walk import substitute, variables

NO_LETTER = "#0"
"""An input for an operator without letters: it is the same for all functions."""
FIRST, SECOND = "#a", "#b"
"""The factors of a combination of two functions."""
SHIFT = "#s"
"""By how much a function is delayed."""


def whole(subject: FunctionSubject, terms: Sequence[k.N]) -> tuple[k.N, ...]:
    """The terms with floor(n) for each index n that is whole: true at all real n, it is true at
    whole ones."""
    floors = {i.name: k.function("floor", k.var(i.name)) for i in subject.index if i.whole}
    return substitute(terms, floors)


def flat(subject: FunctionSubject, law: Law, given: Sequence[k.Guard] = ()) -> Subject:
    """The operator as a function of its letters, the index among the parameters; of equivalence,
    among the inputs. Raises `Rejected`.

    What is proved of it is true of the operator where no letter is opaque, or none matters.
    """
    letters = Letters(subject)
    outputs = letters.read(subject)
    used = [n for n in variables(*outputs) if n in letters.table]
    moving = [n for n in used if letters.kinds[n] != "fixed"] or [NO_LETTER]
    fixed = [n for n in used if letters.kinds[n] == "fixed"]
    index = [i.name for i in subject.index]
    guards = (*subject.assumptions, *given)
    if law is Law.EQUIVALENT:
        inputs, parameters = (*index, *moving, *fixed), subject.parameters
    else:
        inputs, parameters = tuple(moving), (*index, *subject.parameters, *fixed)
    return Subject(inputs, parameters, whole(subject, outputs), whole(subject, guards))


def pulled(subject: FunctionSubject, law: Law, given: Sequence[k.Guard] = ()) -> Subject:
    """The law as an equation of two functions, of the index and of the letters at each of its
    functions: equivalence of these is the law. Raises `Rejected`.

    Letters that are opaque are numbers of their own at x + y, x and y: they cancel, or they do not.
    """
    letters = Letters(subject)
    outputs = letters.read(subject)
    used = [n for n in variables(*outputs) if n in letters.table]
    sides, inputs = [], dict.fromkeys(i.name for i in subject.index)
    for place, (combination, factor) in enumerate(_law(law)):
        values: dict[str, k.Term] = {}
        for name in used:
            match letters.kinds[name]:
                case "fixed":
                    inputs[name] = None
                case "opaque":
                    values[name] = k.var(f"{name}#{place}")
                    inputs[f"{name}#{place}"] = None
                case "linear":
                    parts = [k.mul(c, k.var(f"{name}#{x}")) for x, c in combination]
                    values[name] = k.add(*parts)
                    inputs.update(dict.fromkeys(f"{name}#{x}" for x, _ in combination))
        sides.append([k.mul(factor, v) for v in substitute(outputs, values)])
    left, *others = sides
    right = [k.add(*column) for column in zip(*others, strict=True)]
    outputs = (*left, *right)
    factors = [n for n in (FIRST, SECOND) if n in variables(*outputs)]
    guards = list(subject.assumptions)
    if law is Law.POSITIVE_HOMOGENEITY:
        guards.append(k.ge(k.var(FIRST)))
        factors = [FIRST]
    guards.extend(given)
    return Subject(
        (*inputs, *factors) or (NO_LETTER,),
        subject.parameters,
        whole(subject, outputs),
        whole(subject, guards),
    )


Combination = tuple[tuple[str, k.Term], ...]


def _law(law: Law) -> tuple[tuple[Combination, k.Term], ...]:
    """T(first combination) = sum of factor * T(combination), over the others."""
    a, b, one = k.var(FIRST), k.var(SECOND), k.ONE
    x: Combination = (("x", one),)
    y: Combination = (("y", one),)
    match law:
        case Law.ADDITIVITY:
            return ((*x, *y), one), (x, one), (y, one)
        case Law.HOMOGENEITY | Law.POSITIVE_HOMOGENEITY:
            return ((("x", a),), one), (x, a)
        case Law.ODD:
            return ((("x", k.const(-1)),), one), (x, k.const(-1))
        case Law.LINEAR:
            return ((("x", a), ("y", b)), one), (x, a), (y, b)
        case Law.AFFINE:
            rest = k.sub(one, a)
            return ((("x", a), ("y", rest)), one), (x, a), (y, rest)
        case _:
            raise Rejected(f"{law} compares two operators as they stand")


def assumed(theorem: LawTheorem, subject: FunctionSubject, law: Law) -> tuple[k.Guard, ...] | None:
    """What the theorem about letters assumes beside the operator's own assumptions, where the law
    of the operator follows from it; None where it does not. Raises `Rejected`."""
    if theorem.status != "proved":
        return None
    if law is not Law.EQUIVALENT and theorem.law is Law.EQUIVALENT:
        plain = pulled(subject, law)
        extra = theorem.subject.assumptions[len(plain.assumptions) :]
        return extra if theorem.subject == pulled(subject, law, extra) else None
    plain = flat(subject, theorem.law)
    extra = theorem.subject.assumptions[len(plain.assumptions) :]
    if theorem.subject != flat(subject, theorem.law, extra) or not theorem.establishes(law):
        return None
    letters = Letters(subject)
    names = variables(*letters.read(subject))
    opaque = frozenset(n for n in names if letters.kinds.get(n) == "opaque")
    if law is Law.EQUIVALENT or not opaque or _is_idle(theorem, opaque):
        return extra
    return None


def _is_idle(theorem: LawTheorem, letters: frozenset[str]) -> bool:
    """Whether a matrix was shown in which the columns of the letters are 0."""
    if theorem.matrix is None:
        return False
    columns = [j for j, name in enumerate(theorem.subject.inputs) if name in letters]
    return all(row[j] is k.ZERO for row in theorem.matrix for j in columns)


# ---- operators made of others ----


def fixed(subject: FunctionSubject, name: str, value: k.Term) -> FunctionSubject:
    """The operator for one value of a parameter, which other parameters may occur in."""
    letters = Letters(subject)
    outputs = [letters.at(term, name, value) for term in letters.read(subject)]
    rest = tuple(p for p in subject.parameters if p != name)
    guards = substitute(subject.assumptions, {name: value})
    return _made(replace(subject, parameters=rest, assumptions=guards), letters, outputs)


def delayed(subject: FunctionSubject, name: str) -> FunctionSubject:
    """T(x delayed by s) and T(x) delayed by s, in one of the index's variables: the operator is
    invariant in it where the two are the same. Raises `Rejected`.

    Functions of as many variables as there are in the index are delayed in the same place.
    """
    place = [i.name for i in subject.index].index(name)
    shift, letters = k.var(SHIFT), Letters(subject)
    later = {name: k.sub(k.var(name), shift)}
    after = [letters.replaced(term, later) for term in letters.read(subject)]
    moved = tuple((n, _moved(f, subject, place, shift)) for n, f in subject.letters)
    before = letters.read(replace(subject, letters=moved))
    index = (*subject.index, Index(SHIFT, subject.index[place].whole))
    guards = (*subject.assumptions, *substitute(subject.assumptions, later))
    made = replace(subject, index=index, assumptions=tuple(dict.fromkeys(conjuncts(guards))))
    return _made(made, letters, (*before, *after))


def _moved(
    functional: Functional, subject: FunctionSubject, place: int, shift: k.Term
) -> Functional:
    """The functional of the delayed functions."""
    if not isinstance(functional, Value) or functional.function not in subject.unknowns:
        return functional
    arguments = list(functional.arguments)
    if len(arguments) != len(subject.index):
        raise Rejected("the index does not say which argument of a function is delayed")
    arguments[place] = k.sub(arguments[place], shift)
    return replace(functional, arguments=tuple(arguments))


def _made(subject: FunctionSubject, letters: Letters, outputs: Sequence[k.Term]) -> FunctionSubject:
    """The subject over a table of letters."""
    return replace(subject, letters=tuple(letters.table.items()), outputs=tuple(outputs))
