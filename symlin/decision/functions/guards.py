"""What guards on parameters say: cases of a refutation, and values that equations determine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

from symlin.kernel import term as k
from symlin.kernel.certificate import ParameterSplit, Refutation, Witness
from symlin.kernel.functions.expanding import powers_of
from symlin.kernel.numbers import TooLarge
from symlin.kernel.walk import substitute, variables


def leaves(refutation: Refutation, guard: k.Guard) -> Iterator[tuple[k.Guard, Witness]]:
    """The witnesses of a refutation, each with what parameters it is for."""
    match refutation:
        case ParameterSplit(case, yes, no):
            yield from leaves(yes, k.conjunction(guard, case))
            yield from leaves(no, k.conjunction(guard, k.negation(case)))
        case Witness():
            yield guard, refutation
        case _:
            pass


def values_in(guard: k.Guard, parameters: Sequence[str]) -> Iterator[tuple[str, k.Term]]:
    """Parameters that the equations in a guard determine, each free of those before it."""
    left, done = list(guard.parts if isinstance(guard, k.And) else (guard,)), {}
    for _ in range(len(left)):
        found = next((s for g in left if (s := _solved(g, parameters)) is not None), None)
        if found is None:
            return
        yield found
        done = dict([found])
        parameters = [p for p in parameters if p != found[0]]
        left = [g for g in substitute(tuple(left), done) if variables(g)]


def _solved(guard: k.Guard, parameters: Sequence[str]) -> tuple[str, k.Term] | None:
    if not isinstance(guard, k.Relation) or guard.op != "=":
        return None
    for name in parameters:
        with suppress(TooLarge):
            powers = powers_of(guard.term, name)
            if powers is None or set(powers) - {0, 1} or 1 not in powers:
                continue
            rate = powers[1]
            if isinstance(rate, k.Const) and rate.value != 0:
                return name, k.neg(k.div(powers.get(0, k.ZERO), rate))
    return None
