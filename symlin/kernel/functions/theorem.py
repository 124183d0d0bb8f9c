"""Theorems about operators on functions: where a law holds, where it fails, and that there is no
third case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from symlin.kernel import term as k
from symlin.kernel.certificate import Proof, Rejected, within_limits
from symlin.kernel.claim import Law, conjuncts
from symlin.kernel.facts import Context, are_numbers, have_values
from symlin.kernel.functions.bases import Basis, checked_basis
from symlin.kernel.functions.laws import assumed, flat
from symlin.kernel.functions.scope import checked
from symlin.kernel.functions.signals import restricted
from symlin.kernel.functions.subject import FunctionSubject
from symlin.kernel.functions.variants import fixed
from symlin.kernel.statements.conclusions import PLAIN, entail, truth
from symlin.kernel.theorem import SEAL, LawTheorem, Status, Theorem, is_theorem, settled
from symlin.kernel.walk import substitute, variables

Values = tuple[tuple[str, k.Term], ...]
Sides = tuple[Mapping[str, k.Term], Mapping[str, k.Term]]


@dataclass(frozen=True, slots=True)
class Holds:
    """Where the guard does, the parameters have the `values`, and the law follows from a theorem
    about the letters of the operator for these values."""

    guard: k.Guard
    values: Values
    theorem: LawTheorem


@dataclass(frozen=True, slots=True)
class Fails:
    """Where the guard does, the law fails on combinations of these functions, at these values of
    the index."""

    guard: k.Guard
    basis: Basis
    at: Mapping[str, k.Term]
    theorem: LawTheorem


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class FunctionTheorem(Theorem):
    """`law` is `status` for the operator: proved for all parameters, refuted for all, or true for
    exactly those that satisfy the condition."""

    subject: FunctionSubject
    law: Law
    status: Status
    condition: k.Guard | None
    holds: tuple[Holds, ...]
    fails: tuple[Fails, ...]
    covered: Proof
    """That the guards of all parts leave no parameters out."""
    sides: Sides | None
    """Of a condition: parameters at which the law holds, and at which it fails."""


def conclude(
    subject: FunctionSubject,
    law: Law,
    holds: Sequence[Holds],
    fails: Sequence[Fails],
    *,
    covered: Proof = PLAIN,
    sides: Sides | None = None,
) -> FunctionTheorem:
    """The theorem that the parts make together; raises `Rejected`.

    `covered` shows that the assumptions about parameters imply one of the guards; `sides` are
    parameters at which the law holds, and at which it fails.
    """
    law, subject = Law(law), checked(subject)
    holds, fails = (
        tuple(map(_settled_holds, holds)),
        tuple(_settled_fails(f, subject) for f in fails),
    )
    covered, sides = settled((covered, sides))
    with within_limits():
        _check_parts(subject, law, holds, fails)
        facts = parameter_facts(subject)
        # no parameters are left out
        good, bad = (k.disjunction(*(p.guard for p in parts)) for parts in (holds, fails))
        entail(facts, k.disjunction(good, bad), covered)
        if holds and fails:
            _check_sides(subject, facts, (good, bad), sides)
    return FunctionTheorem(
        seal=SEAL,
        subject=subject,
        law=law,
        status="conditional" if holds and fails else "proved" if holds else "refuted",
        condition=good if holds and fails else None,
        holds=holds,
        fails=fails,
        covered=covered,
        sides=sides,
    )


def _check_parts(
    subject: FunctionSubject, law: Law, holds: tuple[Holds, ...], fails: tuple[Fails, ...]
) -> None:
    for part in holds:
        _check_holds(subject, law, part)
    for case in fails:
        _check_fails(subject, law, case)


def _is_about_a_law(theorem: object) -> bool:
    return is_theorem(theorem) and type(theorem) is LawTheorem


def _settled_holds(part: Holds) -> Holds:
    """In classes of the kernel, and in containers that nobody can change; raises `Rejected`."""
    if type(part) is not Holds or not _is_about_a_law(part.theorem):
        raise Rejected("a case in which a law holds is none of the kernel's")
    values = tuple((str.__str__(name), value) for name, value in part.values)
    return Holds(*settled((part.guard, values)), part.theorem)


def _settled_fails(part: Fails, subject: FunctionSubject) -> Fails:
    if type(part) is not Fails or not _is_about_a_law(part.theorem):
        raise Rejected("a case in which a law fails is none of the kernel's")
    basis = checked_basis(part.basis, subject)
    at = {str.__str__(name): value for name, value in part.at.items()}
    guard, at = settled((part.guard, at))
    return Fails(guard, basis, at, part.theorem)


def parameter_facts(subject: FunctionSubject) -> tuple[k.Guard, ...]:
    """What the domain requires of the parameters alone: others are not spoken of."""
    own = set(subject.parameters)
    domain = conjuncts(flat(subject, Law.LINEAR).domain if own else ())
    return tuple(g for g in domain if (n := variables(g)) and own.issuperset(n))


def _check_guard(subject: FunctionSubject, guard: k.Guard) -> None:
    if set(variables(guard)) - set(subject.parameters):
        raise Rejected("a case must speak of parameters only")
    if not have_values((guard,), parameter_facts(subject)):
        raise Rejected("a case is not shown to be true or false for all parameters")


def _check_holds(subject: FunctionSubject, law: Law, part: Holds) -> None:
    _check_guard(subject, part.guard)
    facts = (*parameter_facts(subject), part.guard)
    # what the case says of some parameters is put in: letters may be the same then
    for name, value in part.values:
        if name not in subject.parameters or set(variables(value)) - set(subject.parameters):
            raise Rejected("only parameters are given values")
        if name in variables(value) or not have_values((value,), facts):
            raise Rejected("a parameter's value must be free of it, and have one")
        if Context(facts).decide(k.eq(k.var(name), value)) is not True:
            raise Rejected("a case does not say that the parameter has this value")
        subject = fixed(subject, name, value)
    (guard,) = substitute((part.guard,), dict(part.values))
    extra = assumed(part.theorem, subject, law)
    if extra is None:
        raise Rejected(f"{law} does not follow from the theorem about letters")
    context = Context((*facts, guard))
    # an assumption without a value is not true, though its total reading may be
    if not all(context.decide(truth(g)) is True for g in extra):
        raise Rejected("a theorem assumes more than its case says")


def _check_fails(subject: FunctionSubject, law: Law, part: Fails) -> None:
    _check_guard(subject, part.guard)
    theorem = part.theorem
    terms = part.at.values()
    # one time for each choice of parameters, which the law speaks of first
    if set(variables(*terms)) - set(subject.parameters):
        raise Rejected("an index is given a value in the parameters")
    expected = restricted(subject, part.basis, part.at)
    extra = theorem.subject.assumptions[len(expected.assumptions) :]
    # what it assumes besides makes the domain smaller, and a refutation no easier
    own = (*expected.assumptions, *extra)
    given = theorem.subject
    if (given.inputs, given.parameters, given.outputs, given.assumptions) != (
        expected.inputs,
        expected.parameters,
        expected.outputs,
        own,
    ):
        raise Rejected("a theorem is not about the operator on these functions")
    context = Context((*parameter_facts(subject), part.guard))
    # the theorem speaks of those parameters alone for which something is defined on these functions
    if not all(context.decide(g) is True for g in theorem.subject.parameter_facts()):
        raise Rejected("a theorem assumes more than its case says")
    if theorem.status != "refuted" or theorem.law is not law:
        raise Rejected(f"the theorem does not refute {law}")


def _check_sides(
    subject: FunctionSubject,
    facts: tuple[k.Guard, ...],
    guards: tuple[k.Guard, k.Guard],
    sides: Sides | None,
) -> None:
    """Parameters of both kinds exist: the condition is not idle."""
    if sides is None:
        raise Rejected("a condition must be shown to hold somewhere and to fail somewhere")
    for point, guard in zip(sides, guards, strict=True):
        if set(point) != set(subject.parameters) or not are_numbers(tuple(point.values())):
            raise Rejected("a side of the condition must give every parameter a value")
        at_point = k.conjunction(*substitute((*facts, guard), point))
        if Context(()).decide(at_point) is not True:
            raise Rejected("a condition is not shown to hold somewhere and to fail somewhere")
