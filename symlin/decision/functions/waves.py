"""Times at which sines and cosines of the index have chosen phases: (pi/2 - p)/w for cos(w*t + p).

Whether x(t)*cos(w*t + p) is invariant hinges on w = 0, which no value of t shows; at these times
its failure can be seen for all other w at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice, product
from typing import NamedTuple

from symlin.kernel import term as k
from symlin.kernel.functions.expanding import powers_of
from symlin.kernel.functions.letters import Letters
from symlin.kernel.functions.subject import FunctionSubject
from symlin.kernel.numbers import TooLarge
from symlin.kernel.walk import substitute, topological, variables

PHASES = (k.ZERO, k.scale(1, k.div(k.PI, k.const(2))), k.PI)
MOST = 12
"""Choices of phases that are tried."""


class Wave(NamedTuple):
    """A rate that has to vanish, and an index at which phases are as chosen where it does not."""

    rate: k.Term
    at: Mapping[str, k.Term]


def waves(subject: FunctionSubject) -> Iterator[Wave]:
    """Rates with parameters, each with times to try."""
    phases = sorted(_phases(subject), key=lambda phase: not list(_rates(phase, subject)))
    for rate in dict.fromkeys(r for phase in phases for r in _rates(phase, subject)):
        choices = product(PHASES, repeat=min(len(phases), len(subject.index)))
        for values in islice(choices, MOST):
            at = _times(subject, phases, values)
            if at is not None:
                yield Wave(rate, at)


def _phases(subject: FunctionSubject) -> Iterator[k.Term]:
    """The arguments of sines and cosines, each once."""
    outputs = Letters(subject).read()
    nodes = topological(outputs)
    found = (n.argument for n in nodes if isinstance(n, k.Function) and n.name in ("sin", "cos"))
    yield from dict.fromkeys(argument for argument in found if argument is not None)


def _rates(phase: k.Term, subject: FunctionSubject) -> Iterator[k.Term]:
    """By how much the phase grows with each index, where that depends on parameters alone."""
    own = set(subject.parameters)
    for index in subject.index:
        rate = _linear(phase, index.name)
        if rate is not None and variables(rate[0]) and own.issuperset(variables(rate[0])):
            negative = isinstance(rate[0], k.Sum) and rate[0].coefficients[0] < 0
            yield k.neg(rate[0]) if negative else rate[0]


def _linear(term: k.Term, name: str) -> tuple[k.Term, k.Term] | None:
    """(a, b) with term = a * name + b."""
    with suppress(TooLarge):
        powers = powers_of(term, name)
        if powers is not None and 1 in powers and not set(powers) - {0, 1}:
            return powers[1], powers.get(0, k.ZERO)
    return None


def _times(
    subject: FunctionSubject, phases: Sequence[k.Term], values: Sequence[k.Term]
) -> dict[str, k.Term] | None:
    """An index at which the first phases have these values."""
    at: dict[str, k.Term] = {}
    for phase, value in zip(phases, values, strict=False):
        (left,) = substitute((phase,), at)
        names = [i.name for i in subject.index if i.name in variables(left) and i.name not in at]
        if not names:
            continue
        parts = _linear(left, names[0])
        if parts is None:
            return None
        at[names[0]] = k.div(k.sub(value, parts[1]), parts[0])
    rest = {i.name: k.ONE for i in subject.index if i.name not in at}
    if any(set(variables(v)) - set(subject.parameters) for v in at.values()):
        at = {n: substitute((v,), rest)[0] for n, v in at.items()}
    return {**rest, **at}
