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
from symlin.kernel.claim import Law, Subject
from symlin.kernel.functions.letters import Letters, floored
from symlin.kernel.functions.subject import FIRST, SECOND, FunctionSubject
from symlin.kernel.functions.table import Kind
from symlin.kernel.theorem import LawTheorem
from symlin.kernel.walk import substitute, variables

NO_LETTER = "#0"
"""An input for an operator without letters: it is the same for all functions."""
Combination = tuple[tuple[str, k.Term], ...]
"""Functions and their factors."""


def flat(subject: FunctionSubject, law: Law, given: Sequence[k.Guard] = ()) -> Subject:
    """The operator as a function of its letters, the index among the parameters; of equivalence,
    among the inputs. Raises `Rejected`.

    What is proved of it is true of the operator where no letter is opaque, or none matters.
    """
    subject = _under(subject, given)
    letters = Letters(subject)
    outputs = letters.read()
    used = letters.letters_in(*outputs)
    moving = [n for n in used if letters.kinds[n] != "fixed"] or [NO_LETTER]
    fixed = [n for n in used if letters.kinds[n] == "fixed"]
    index = [i.name for i in subject.index]
    if law is Law.EQUIVALENT:
        inputs, parameters = (*index, *moving, *fixed), subject.parameters
    else:
        inputs, parameters = tuple(moving), (*index, *subject.parameters, *fixed)
    return Subject(
        inputs, parameters, floored(subject, outputs), floored(subject, subject.assumptions)
    )


def pulled(subject: FunctionSubject, law: Law, given: Sequence[k.Guard] = ()) -> Subject:
    """The law as an equation of two functions, of the index and of the letters at each of its
    functions: equivalence of these is the law. Raises `Rejected`.

    Letters that are opaque are numbers of their own at x + y, x and y: they cancel, or they do not.
    """
    letters = Letters(_under(subject, given))
    outputs = letters.read()
    used = letters.letters_in(*outputs)
    sides, inputs = [], dict.fromkeys(i.name for i in subject.index)
    for place, (combination, factor) in enumerate(_law(law)):
        values = {n: _letter(n, letters.kinds[n], place, combination) for n in used}
        sides.append([k.mul(factor, v) for v in substitute(outputs, values)])
        inputs.update(dict.fromkeys(variables(*values.values())))
    left, *others = sides
    right = [k.add(*column) for column in zip(*others, strict=True)]
    guards = list(subject.assumptions)
    if law is Law.POSITIVE_HOMOGENEITY:
        guards.append(k.ge(k.var(FIRST)))
        inputs[FIRST] = None
    guards.extend(given)
    factors = [n for n in (FIRST, SECOND) if n in inputs or n in variables(*right)]
    names = (*(n for n in inputs if n not in factors), *factors) or (NO_LETTER,)
    about = floored(subject, (*left, *right)), floored(subject, tuple(guards))
    return Subject(names, subject.parameters, *about)


def _under(subject: FunctionSubject, given: Sequence[k.Guard]) -> FunctionSubject:
    """The operator where this is given beside its own assumptions."""
    return replace(subject, assumptions=(*subject.assumptions, *given))


def _letter(name: str, kind: Kind, place: int, combination: Combination) -> k.Term:
    """What a letter is at a combination of functions."""
    if kind == "fixed":  # the same for all functions
        return k.var(name)
    if kind == "opaque":  # a number at each function, of which nothing is known
        return k.var(f"{name}#{place}")
    return k.add(*(k.mul(factor, k.var(f"{name}#{x}")) for x, factor in combination))


def _law(law: Law) -> tuple[tuple[Combination, k.Term], ...]:
    """T(first combination) = sum of factor * T(combination), over the others; raises `Rejected`."""
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
    if theorem.status != "proved":  # that letters break a law says nothing: they may be tied
        return None
    if law is not Law.EQUIVALENT and theorem.law is Law.EQUIVALENT:
        # of two functions at a time: linear and affine speak of any number of them
        return None if law in (Law.LINEAR, Law.AFFINE) else _pulled(theorem, subject, law)
    plain = flat(subject, theorem.law)
    # the rest must be the very question that the operator and these assumptions make
    extra = theorem.subject.assumptions[len(plain.assumptions) :]
    if theorem.subject != flat(subject, theorem.law, extra) or not theorem.establishes(law):
        return None
    letters = Letters(_under(subject, extra))
    names = letters.letters_in(*letters.read())
    opaque = frozenset(n for n in names if letters.kinds[n] == "opaque")
    if law is Law.EQUIVALENT or not opaque or _is_idle(theorem, opaque):
        return extra
    return None


def _pulled(theorem: LawTheorem, subject: FunctionSubject, law: Law) -> tuple[k.Guard, ...] | None:
    plain = pulled(subject, law)
    extra = theorem.subject.assumptions[len(plain.assumptions) :]
    return extra if theorem.subject == pulled(subject, law, extra) else None


def _is_idle(theorem: LawTheorem, letters: frozenset[str]) -> bool:
    """Whether a matrix was shown in which the columns of the letters are 0."""
    if theorem.matrix is None:
        return False
    columns = [j for j, name in enumerate(theorem.subject.inputs) if name in letters]
    return all(row[j] is k.ZERO for row in theorem.matrix for j in columns)
