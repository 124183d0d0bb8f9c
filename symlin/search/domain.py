"""Where an operator has a value, in as few words as can be found."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from symlin.kernel.normal import Context
from symlin.kernel.term import And, Guard, Or, conjunction, disjunction, negation

Case = tuple[Guard, ...]
MOST = 16
"""Alternatives beyond this number are not taken apart."""


def simplest(guard: Guard, facts: Sequence[Guard]) -> Guard:
    """A guard with the same truth as this one wherever the facts hold, written shorter."""
    cases = _cases(guard, facts)
    if cases is None:
        return guard
    for k in range(len(cases)):
        others = [*cases[:k], *cases[k + 1 :]]
        for part in cases[k]:
            rest = tuple(p for p in cases[k] if p is not part)
            if _covered((*rest, negation(part)), others, facts):
                cases[k] = rest
    for case in list(cases):
        others = [c for c in cases if c is not case]
        if _covered(case, others, facts):
            cases = others
    return disjunction(*(conjunction(*case) for case in cases))


def _cases(guard: Guard, facts: Sequence[Guard]) -> list[Case] | None:
    """Conjunctions, one of which holds iff the guard does; None where there are too many."""
    match guard:
        case Or(parts):
            found = [_cases(part, facts) for part in parts]
            lists = [cases for cases in found if cases is not None]
            joined = [case for cases in lists for case in cases]
        case And(parts):
            found = [_cases(part, facts) for part in parts]
            lists = [cases for cases in found if cases is not None]
            if len(lists) < len(found) or _size(lists) > MOST * MOST:
                return None
            joined = [tuple(dict.fromkeys(sum(chosen, ()))) for chosen in product(*lists)]
        case _:
            return [(guard,)]
    if len(lists) < len(found):
        return None
    possible = [c for c in joined if Context((*facts, *c)).contradiction is None]
    kept = list(dict.fromkeys(_needed(case, facts) for case in possible))
    return kept if len(kept) <= MOST else None


def _size(lists: Sequence[list[Case]]) -> int:
    total = 1
    for cases in lists:
        total *= len(cases)
    return total


def _needed(case: Case, facts: Sequence[Guard]) -> Case:
    """The parts that the others do not imply."""
    kept = list(case)
    for part in case:
        others = [p for p in kept if p is not part]
        if Context((*facts, *others)).decide(part) is True:
            kept = others
    return tuple(kept)


def _covered(case: Case, others: Sequence[Case], facts: Sequence[Guard]) -> bool:
    """Whether wherever the case holds, one of the others surely does."""
    context = Context((*facts, *case))
    return context.contradiction is not None or any(
        all(context.decide(part) is True for part in other) for other in others
    )
