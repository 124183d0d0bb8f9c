"""Where two operators can be compared: at the points at which both have a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice, product

from flint import fmpq

from symlin.decision.domain import simplest
from symlin.decision.verdict import Compared
from symlin.exact.deadline import Deadline, OutOfTime, within
from symlin.kernel.definedness import definedness
from symlin.kernel.facts import Context
from symlin.kernel.numbers import Number, TooLarge
from symlin.kernel.term import (
    TRUE,
    And,
    Guard,
    Relation,
    Term,
    conjunction,
    const,
    eq,
    neg,
    negation,
)
from symlin.kernel.walk import substitute
from symlin.language.operator import Operator
from symlin.search.proofs.contradict import Prover

SHORT = 0.5
"""Seconds for each question."""
MOST_PARTS = 60
"""Conditions above which a domain is not put into fewer words."""
MOST_POINTS = 400
_VALUES: tuple[Number, ...] = (1, -1, 0, 2, -2, fmpq(1, 2), fmpq(-1, 2), 3)

Point = Mapping[str, Term]


def compared(f: Operator, g: Operator) -> Compared:
    """Where f and g both have a value, and small points at which only one of them has."""
    facts = tuple(dict.fromkeys((*f.assumptions, *g.assumptions)))
    where = domain((*f.outputs, *g.outputs), facts)
    if where is TRUE:
        return Compared()
    mine, other = domain(f.outputs, facts), domain(g.outputs, facts)
    own = [None if guard is TRUE else guard for guard in (mine, other)]
    names = tuple(dict.fromkeys((*f.inputs, *f.parameters, *g.parameters)))
    first = _example(names, (*facts, mine), other)
    second = _example(names, (*facts, other), mine)
    return Compared(where, own[0], own[1], first, second)


def domain(outputs: Sequence[Term], facts: Sequence[Guard]) -> Guard:
    """Where all the outputs have a value, in few words; TRUE where the facts say so already."""
    guard = definedness(outputs)
    parts = guard.parts if isinstance(guard, And) else (guard,)
    if len(parts) > MOST_PARTS:
        return guard
    with suppress(OutOfTime, TooLarge), within(SHORT):
        context = Context(facts)
        open_parts = [p for p in parts if context.decide(p) is not True]
        guard = conjunction(*(p for p in open_parts if not _follows(p, facts)))
        guard = _with_equations(simplest(guard, facts))
    return guard


def _follows(guard: Guard, facts: Sequence[Guard]) -> bool:
    """Whether a short search shows that the guard holds wherever the facts do."""
    try:
        return Prover(Deadline(SHORT), MOST_PARTS).prove((*facts, negation(guard))) is not None
    except (OutOfTime, TooLarge):
        return False


def _with_equations(guard: Guard) -> Guard:
    """x = 0 for x >= 0 and -x >= 0."""
    parts: list[Guard] = list(guard.parts) if isinstance(guard, And) else [guard]
    bounds = {part.term: part for part in parts if isinstance(part, Relation) and part.op == ">="}
    for term, part in bounds.items():
        opposite = bounds.get(neg(term))
        if opposite is not None and part in parts:
            parts[parts.index(part)] = eq(term)
            parts.remove(opposite)
    return conjunction(*parts)


def _example(names: Sequence[str], holding: Sequence[Guard], failing: Guard) -> Point | None:
    """A small point at which all of the guards hold and the last one fails, if one is found."""
    guards = (*holding, negation(failing))
    with suppress(OutOfTime, TooLarge), within(SHORT):
        deadline = Deadline(SHORT)
        for point in islice(_points(names), MOST_POINTS):
            deadline.check()
            context = Context(())
            if all(context.decide(guard) is True for guard in substitute(guards, point)):
                return point
    return None


def _points(names: Sequence[str]) -> Iterator[Point]:
    """One value everywhere, then one coordinate that differs from the others, then any values."""
    for value in _VALUES:
        yield {name: const(value) for name in names}
    if len(names) <= 3:
        for values in product(_VALUES, repeat=len(names)):
            yield dict(zip(names, map(const, values), strict=True))
        return
    for rest, value, one in product((1, 0), (-1, 0, 1), names):
        yield {name: const(value if name == one else rest) for name in names}
