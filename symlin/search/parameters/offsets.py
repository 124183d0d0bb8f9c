"""Linearity from affinity: an affine map is linear where it is 0 at the origin.

Of floor(x + a) - floor(x) it is found that it is affine iff a is a whole number; that it is linear
iff a = 0 takes f(0) = floor(a) besides, which no other point need be asked for.
"""

from __future__ import annotations

from symlin.exact.coordinates import ORIGIN
from symlin.exact.deadline import Deadline
from symlin.kernel.certificate import (
    Conditional,
    Impossible,
    ParameterSplit,
    Refutation,
    Rejected,
    Witness,
)
from symlin.kernel.checker import check
from symlin.kernel.claim import Equation, Law, breach
from symlin.kernel.facts import Context
from symlin.kernel.numbers import TooLarge
from symlin.kernel.term import (
    ONE,
    TRUE,
    ZERO,
    Function,
    Guard,
    Relation,
    conjunction,
    eq,
    negation,
    sub,
)
from symlin.search.laws import LawSearch
from symlin.search.outcome import NOTHING, Finding
from symlin.search.parameters.condition import simplify, united
from symlin.search.parameters.vanishing import vanishing
from symlin.search.proofs.contradict import Prover


def linear_by_offset(search: LawSearch, affine: Finding, deadline: Deadline) -> Finding | None:
    """The exact condition of linearity, from that of the affine law; None where it is not shown.

    The function has to have a value at the origin for all parameters.
    """
    if affine.status == "refuted":  # its witnesses are instances of linearity as well
        return affine
    values = search.stock.probe.at(ORIGIN)
    if values is None or affine.certificate is None:
        return None
    holds = TRUE if affine.condition is None else affine.condition
    given = search.parameter_facts
    context = Context((*given, holds))
    at_zero = tuple(_unrounded(context, vanishing(context, value)) for value in values)
    long = conjunction(holds, *at_zero)
    for condition in dict.fromkeys((united(given, [simplify(given, (holds, *at_zero))]), long)):
        finding = _under(search, condition, holds, affine, deadline)
        if finding is not None:
            return finding
    return None


def _unrounded(context: Context, guard: Guard) -> Guard:
    """u = 0 for floor(u) = 0 where u is a whole number."""
    match guard:
        case Relation("=", Function("floor", u) as rounded) if u is not None:
            return eq(u) if context.vanishes(sub(u, rounded)) else guard
        case _:
            return guard


def _under(
    search: LawSearch, condition: Guard, holds: Guard, affine: Finding, deadline: Deadline
) -> Finding | None:
    proof = search.proofs.attempt(Law.LINEAR, (condition,), NOTHING, deadline, quick=False).proof
    sides = None if proof is None else search.sides(condition)
    facts = (*search.parameter_facts, negation(condition))
    rest = None if sides is None else _refutation(search, facts, holds, affine, deadline)
    if proof is None or sides is None or rest is None:
        return None
    certificate = Conditional(condition, proof, rest, *sides)
    # What was shown of the affine law alone may read otherwise beside more facts.
    try:
        check(search.subject, Law.LINEAR, "conditional", certificate)
    except (Rejected, TooLarge):
        return None
    return Finding("conditional", certificate, condition)


def _refutation(
    search: LawSearch, facts: tuple[Guard, ...], holds: Guard, affine: Finding, deadline: Deadline
) -> Refutation | None:
    """The origin where the affine law holds, and what breaks that law elsewhere."""
    inside = facts if holds is TRUE else (*facts, holds)
    here = _not_zero(search, inside, 0, deadline)
    if holds is TRUE or here is None or not isinstance(affine.certificate, Conditional):
        return here
    return ParameterSplit(holds, here, affine.certificate.refutation)


def _not_zero(
    search: LawSearch, facts: tuple[Guard, ...], row: int, deadline: Deadline
) -> Refutation | None:
    """One output after the other: it is not 0 at the origin, or another one is not."""
    subject, prover = search.subject, Prover(deadline)
    if row == len(subject.outputs):
        proof = prover.prove(facts)
        return None if proof is None else Impossible(proof)
    origin = dict.fromkeys(subject.inputs, ZERO)
    broken = breach(subject, Law.LINEAR, Equation((origin,), (ONE,)), row)
    proof = prover.prove((*facts, negation(broken)))
    if proof is not None:
        return Witness((origin,), (ONE,), row, proof)
    there = _not_zero(search, (*facts, negation(broken)), row + 1, deadline)
    if there is None:
        return None
    proof = prover.prove((*facts, broken, negation(broken)))
    witness = None if proof is None else Witness((origin,), (ONE,), row, proof)
    return None if witness is None else ParameterSplit(broken, witness, there)
