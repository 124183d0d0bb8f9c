"""Where two operators can be compared: at the points at which both have a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice, product

from flint import fmpq

from symlin.decision.compared import Alone, Compared, Domains, at_point, one_alone, where_defined
from symlin.decision.defined import domain_of
from symlin.decision.proofs import SHORT, restated
from symlin.exact.deadline import Deadline, within
from symlin.exact.giving_up import GIVEN_UP
from symlin.kernel.certificate import Rejected
from symlin.kernel.claim import Subject
from symlin.kernel.facts import Context
from symlin.kernel.numbers import Number
from symlin.kernel.statements.conclusions import Restatement, entail
from symlin.kernel.term import FALSE, Term, const
from symlin.language.operator import Operator

MOST_POINTS = 400
"""Points that are tried for one where only one of the two has a value: half a second's work."""
_VALUES: tuple[Number, ...] = (1, -1, 0, 2, -2, fmpq(1, 2), fmpq(-1, 2), 3)

Point = Mapping[str, Term]


def both(f: Operator, g: Operator) -> tuple[Subject, Subject, Subject]:
    """The two as one subject, and each by itself, all under what either of them assumes."""
    facts = tuple(dict.fromkeys((*f.assumptions, *g.assumptions)))
    parameters = tuple(dict.fromkeys((*f.parameters, *g.parameters)))
    outputs = ((*f.outputs, *g.outputs), f.outputs, g.outputs)
    together, first, second = (Subject(f.inputs, parameters, o, facts) for o in outputs)
    return together, first, second


def compared(f: Operator, g: Operator, timeout: float = 30.0) -> Compared:
    """Where f and g both have a value, and small points at which only one of them has."""
    total = Deadline(timeout)
    together, first, second = both(f, g)
    where = domain_of(together, total.aside(SHORT))
    mine, other = (domain_of(one, total.aside(SHORT)) for one in (first, second))
    if where.plain is FALSE or mine.plain is other.plain:
        return Compared(Domains(where, mine, other))
    alone = _alone(first, second, total), _alone(second, first, total)
    same = _same(first, second, total) if alone == (None, None) else None
    return Compared(Domains(where, mine, other, same), *alone)


def _same(f: Subject, g: Subject, total: Deadline) -> Restatement | None:
    """That the two have values at the same points, where a short search finds a proof."""
    with suppress(*GIVEN_UP), within(total.aside(SHORT)):
        return restated(f.assumptions, where_defined(f), where_defined(g))
    return None


def _alone(here: Subject, there: Subject, total: Deadline) -> Alone | None:
    """A small point at which one has a value and the other has none, if one is found."""
    guard = one_alone(here, there)
    with suppress(Rejected, *GIVEN_UP), within(total.aside(SHORT)):
        deadline = Deadline(SHORT)
        for point in islice(_points((*here.inputs, *here.parameters)), MOST_POINTS):
            deadline.check()
            closed = at_point(guard, point)
            if Context(()).decide(closed) is True:
                return Alone(point, entail((), closed))
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
