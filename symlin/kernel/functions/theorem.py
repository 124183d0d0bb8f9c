"""Theorems about operators on functions: where a law holds, where it fails, and that there is no
third case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from symlin.kernel import term as k
from symlin.kernel.certificate import Proof, Rejected, within_limits
from symlin.kernel.claim import Law, conjuncts
from symlin.kernel.facts import Context, have_values
from symlin.kernel.functions.laws import assumed, fixed, flat
from symlin.kernel.functions.scope import checked
from symlin.kernel.functions.signals import Basis, restricted
from symlin.kernel.functions.subject import FunctionSubject
from symlin.kernel.statements.conclusions import PLAIN, entail
from symlin.kernel.theorem import SEAL, LawTheorem, Status, Theorem, is_theorem
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
    holds, fails = tuple(holds), tuple(fails)
    with within_limits():
        for part in holds:
            _check_holds(subject, law, part)
        for case in fails:
            _check_fails(subject, law, case)
        facts = parameter_facts(subject)
        good, bad = (k.disjunction(*(p.guard for p in parts)) for parts in (holds, fails))
        entail(facts, k.disjunction(good, bad), covered)
        status: Status = "conditional" if holds and fails else "proved" if holds else "refuted"
        condition = None
        if status == "conditional":
            condition = good
            _check_sides(subject, facts, (good, bad), sides)
    return FunctionTheorem(
        seal=SEAL,
        subject=subject,
        law=law,
        status=status,
        condition=condition,
        holds=holds,
        fails=fails,
        covered=covered,
        sides=sides,
    )


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


def _check_theorem(theorem: object) -> None:
    if not is_theorem(theorem) or not isinstance(theorem, LawTheorem):
        raise Rejected("a part is no theorem")


def _check_holds(subject: FunctionSubject, law: Law, part: Holds) -> None:
    _check_guard(subject, part.guard)
    _check_theorem(part.theorem)
    facts = (*parameter_facts(subject), part.guard)
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
    if not all(Context((*facts, guard)).decide(g) is True for g in extra):
        raise Rejected("a theorem assumes more than its case says")


def _check_fails(subject: FunctionSubject, law: Law, part: Fails) -> None:
    _check_guard(subject, part.guard)
    _check_theorem(part.theorem)
    theorem = part.theorem
    terms = part.at.values()
    if set(variables(*terms)) - set(subject.parameters):
        raise Rejected("an index is given a value in the parameters")
    expected = restricted(subject, part.basis, part.at)
    extra = theorem.subject.assumptions[len(expected.assumptions) :]
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
        values = tuple(point.values())
        closed = not variables(*values) and have_values(values)
        if set(point) != set(subject.parameters) or not closed:
            raise Rejected("a side of the condition must give every parameter a value")
        at_point = k.conjunction(*substitute((*facts, guard), point))
        if Context(()).decide(at_point) is not True:
            raise Rejected("a condition is not shown to hold somewhere and to fail somewhere")
