"""Decide every law of an operator. The only place that builds a verdict.

A claim is definite only after the kernel has accepted its certificate.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from symlin.decision.domain import simplest
from symlin.decision.example import counterexample
from symlin.decision.report import CrossCheck, Report
from symlin.decision.verdict import Certified, Claim, Status, stated
from symlin.decision.version import __version__
from symlin.errors import InputError
from symlin.exact.deadline import Deadline, OutOfTime, within
from symlin.kernel.certificate import Rejected
from symlin.kernel.checker import check
from symlin.kernel.claim import Law, Subject, law_equation, premises
from symlin.kernel.contradiction import follow
from symlin.kernel.definedness import definedness
from symlin.kernel.facts import Context
from symlin.kernel.numbers import TooLarge
from symlin.kernel.term import TRUE, And, Guard, Term, conjunction, const, negation
from symlin.language.operator import Operator
from symlin.search.outcome import NOTHING, TOO_LATE, Known
from symlin.search.proofs.contradict import Prover
from symlin.search.strategy import Outcome, Strategy

ORDER = (
    Law.LINEAR,
    Law.ADDITIVITY,
    Law.HOMOGENEITY,
    Law.AFFINE,
    Law.POSITIVE_HOMOGENEITY,
    Law.ODD,
)


BREAKING = {Law.LINEAR: ORDER, Law.HOMOGENEITY: (Law.POSITIVE_HOMOGENEITY,)}
"""The laws whose counterexamples break this one too."""

SHARE = 0.5
"""Of the time that is left, the most that one law may take."""
SHORT = 0.5
"""Seconds for each question beside the laws, such as whether the domain is empty."""
MOST_GUARDS = 60
"""Guards above which a domain is not examined for being empty."""


def subject_of(operator: Operator) -> Subject:
    """The operator as the kernel sees it."""
    return Subject(operator.inputs, operator.parameters, operator.outputs, operator.assumptions)


def decide(operator: Operator, timeout: float = 30.0) -> Report:
    """Every law of the operator, each with a certificate that the kernel accepted, or unknown."""
    start = time.monotonic()
    subject = subject_of(operator)
    refuse_empty(subject)
    total = Deadline(timeout)
    strategy, known = Strategy(subject), NOTHING
    found: dict[Law, Claim] = {}
    with suppress(OutOfTime), within(timeout):
        for law in ORDER:
            implied = _implied(law, found)
            if implied is None:
                implied, known = _claim(strategy, law, total.part(SHARE), known)
            found[law] = implied
    with suppress(OutOfTime), within(total.left):
        for law in ORDER:
            if law in found and found[law].status is Status.UNKNOWN:
                found[law], known = _again(strategy, law, found, total, known)
    for law in ORDER:
        found.setdefault(law, Claim(law, Status.UNKNOWN, reason=TOO_LATE))
    with suppress(OutOfTime), within(SHORT):
        found = {law: replace(c, vacuous=_is_vacuous(strategy, c)) for law, c in found.items()}
    claims = {law: found[law] for law in Law if law in found}
    matrix, offset = _matrix(claims)
    where = _where(subject)
    return Report(
        operator=operator,
        claims=claims,
        matrix=matrix,
        offset=offset,
        undefined=_undefined(where),
        crosscheck=CrossCheck("skipped"),
        seconds=time.monotonic() - start,
        version=__version__,
        where=where,
    )


def decide_equivalence(f: Operator, g: Operator, timeout: float = 30.0) -> Claim:
    """Whether two operators of the same inputs have the same values wherever both have one."""
    parameters = tuple(dict.fromkeys((*f.parameters, *g.parameters)))
    assumptions = tuple(dict.fromkeys((*f.assumptions, *g.assumptions)))
    both = Subject(f.inputs, parameters, (*f.outputs, *g.outputs), assumptions)
    refuse_empty(both)
    with suppress(OutOfTime), within(timeout):
        return _claim(Strategy(both), Law.EQUIVALENT, Deadline(timeout), NOTHING)[0]
    return Claim(Law.EQUIVALENT, Status.UNKNOWN, reason=TOO_LATE)


def refuse_empty(subject: Subject) -> None:
    """Raise InputError where no point lies in the domain: there is nothing to speak of."""
    empty = False
    if 0 < len(subject.domain) <= MOST_GUARDS:
        with suppress(OutOfTime), within(SHORT):
            empty = _impossible(subject.domain)
    if empty:
        raise InputError(
            "the domain is empty: no point satisfies the assumptions at which the operator has "
            "a value"
        )


def _impossible(facts: Sequence[Guard]) -> bool:
    """Whether a short search finds a proof that the facts exclude each other."""
    try:
        proof = Prover(Deadline(SHORT), 60).prove(facts)
        if proof is not None:
            follow(facts, proof)
    except (OutOfTime, TooLarge, Rejected):
        return False
    return proof is not None


def _is_vacuous(strategy: Strategy, claim: Claim) -> bool:
    """Whether a law that was proved has no instance in the domain."""
    if claim.status is not Status.PROVED or claim.law not in (Law.ADDITIVITY, Law.ODD):
        return False
    subject = strategy.subject
    if not 0 < len(subject.domain) <= MOST_GUARDS or strategy.has_instance(claim.law):
        return False
    return _impossible(premises(subject, law_equation(claim.law, subject.inputs)))


def _implied(law: Law, found: Mapping[Law, Claim]) -> Claim | None:
    """A law that the matrix of an accepted proof of linearity proves as well."""
    linear = found.get(Law.LINEAR)
    if linear is None or linear.status is not Status.PROVED:
        return None
    return replace(linear, law=law)


def _again(
    strategy: Strategy, law: Law, found: Mapping[Law, Claim], total: Deadline, known: Known
) -> tuple[Claim, Known]:
    """An undecided law in the light of the others: what breaks any of them breaks linearity, a
    matrix that proves one proves all, and the condition of one may be that of another."""
    for other in BREAKING.get(law, ()):
        claim = found.get(other)
        if claim is not None and claim.certificate is not None:
            with suppress(Rejected):
                return _carried(claim.certificate, law, claim), known
    if not strategy.subject.parameters or not total.left:
        return found[law], known
    second, known = _claim(strategy, law, total.part(SHARE), known)
    return found[law] if second.status is Status.UNKNOWN else second, known


def _carried(certificate: Certified, law: Law, claim: Claim) -> Claim:
    """The claim with the same certificate for another law; raises Rejected where it does not do."""
    moved = replace(certificate, law=law)
    check(moved.subject, law, moved.status.value, moved.steps, moved.rewrites)  # type: ignore[arg-type]
    return replace(claim, law=law, certificate=moved)


def _claim(strategy: Strategy, law: Law, deadline: Deadline, known: Known) -> tuple[Claim, Known]:
    """What the law's search found, and what is known after it."""
    try:
        deadline.check()  # a law before it may have used up all the time there was
        outcome = strategy.decide(law, deadline, known)
        known = outcome.known
        return _checked(strategy.subject, law, outcome), known
    except OutOfTime:
        reason = TOO_LATE
    except TooLarge:
        reason = "the operator's normal form grew too large"
    except RecursionError:
        reason = "the operator is nested too deeply to be followed"
    return Claim(law, Status.UNKNOWN, reason=reason), known


def _checked(subject: Subject, law: Law, outcome: Outcome) -> Claim:
    """The claim, once the kernel has accepted what was found."""
    finding, rewrites = outcome.finding, outcome.rewrites
    if finding.certificate is None:
        return Claim(law, Status.UNKNOWN, reason=finding.reason)
    status, steps = Status(finding.status), finding.certificate
    try:
        check(subject, law, finding.status, steps, rewrites)  # type: ignore[arg-type]
    except Rejected as failure:
        reason = f"a candidate was found, but the kernel did not accept it: {failure}"
        return Claim(law, Status.UNKNOWN, reason=reason)
    return Claim(
        law=law,
        status=status,
        guard=finding.condition,
        counterexample=counterexample(outcome.search, law, finding),
        method=finding.method,
        certified=True,
        certificate=Certified(subject, law, status, steps, rewrites),
    )


def _matrix(
    claims: Mapping[Law, Claim],
) -> tuple[tuple[tuple[Term, ...], ...] | None, tuple[Term, ...] | None]:
    for law in (Law.LINEAR, Law.AFFINE):
        certified = claims[law].certificate
        proof = None if certified is None else stated(certified.steps)
        if claims[law].status is Status.PROVED and proof is not None:
            zero = tuple(const(0) for _ in proof.matrix)
            return proof.matrix, zero if proof.offset is None else proof.offset
    return None, None


def _undefined(where: Guard | None) -> str | None:
    """Where the operator has a value, in words; None where it is defined everywhere."""
    from symlin.language.printing import guard_to_human

    return None if where is None else f"defined only where {guard_to_human(where)}"


def _where(subject: Subject) -> Guard | None:
    """Where the operator has a value; None where it is defined everywhere."""
    if not subject.domain:
        return None
    guard = definedness(subject.outputs)
    parts = guard.parts if isinstance(guard, And) else (guard,)
    with suppress(OutOfTime, TooLarge), within(SHORT):
        context, deadline = Context(subject.assumptions), Deadline(SHORT)
        undecided = (p for p in parts if context.decide(p) is not True)
        needed = (p for p in undecided if not _is_idle(p, subject.assumptions, deadline))
        guard = conjunction(*needed)
        guard = simplest(guard, subject.assumptions)
    return None if guard is TRUE else guard


def _is_idle(guard: Guard, assumptions: Sequence[Guard], deadline: Deadline) -> bool:
    """Whether a short search shows that the guard holds wherever the assumptions do."""
    deadline.check()  # each search swallows its own end, and there may be many
    return _impossible((*assumptions, negation(guard)))
