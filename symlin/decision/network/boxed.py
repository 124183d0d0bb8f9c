"""Laws of a network on a domain of bounds, from the pieces of its units there."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from symlin.decision.network.units import Units
from symlin.exact.deadline import Deadline, within
from symlin.exact.giving_up import GIVEN_UP
from symlin.kernel.certificate import Rejected
from symlin.kernel.claim import Law
from symlin.kernel.network.pattern import Pattern, Walk
from symlin.kernel.network.theorem import NetworkSubject, NetworkTheorem, refuted, shown, vacuous
from symlin.search.network.across import breaches_across
from symlin.search.network.inside import Inside
from symlin.search.network.kinks import breaches_at_kinks
from symlin.search.network.patterns import (
    counted,
    middle_of,
    opened,
    pattern_at,
    take_for_granted,
)
from symlin.search.network.trials import breaches, broken_at

SIMPLE = 3
"""Trials with points of few entries, before anything else."""
FORMS = 0.7
"""Of the time, the most for pieces and for kinks that are aimed at."""
COUNTING = 0.5
"""Seconds for units that no verdict depends on."""


@dataclass
class OnDomain:
    """What was found, and what kept the rest from being found."""

    found: dict[Law, NetworkTheorem] = field(default_factory=dict)
    pattern: Pattern | None = None
    proved: bool = False
    first_open: tuple[int, int] | None = None
    """A node and its unit."""

    def units(self, subject: NetworkSubject, labels: Sequence[str]) -> tuple[Units, ...]:
        """The counts of each node with units."""
        letters = {} if self.pattern is None else self.pattern.letters
        return tuple(
            Units(place, labels[place], *counted(subject.graph, place, row), self.proved)
            for place, row in letters.items()
        )


def on_domain(subject: NetworkSubject, missing: Sequence[Law], deadline: Deadline) -> OnDomain:
    """The laws that hold because every unit stays in one piece, and those that break beside a kink
    of one that does not."""
    result = OnDomain()
    for law in (Law.ODD, Law.ADDITIVITY):
        with suppress(Rejected):
            result.found[law] = vacuous(subject, law)
    with suppress(Rejected, *GIVEN_UP), within(deadline.left):
        _broken_at_simple_points(subject, missing, result, deadline)
        pattern = pattern_at(subject.graph, middle_of(subject.graph, subject.domain))
        with suppress(Rejected, *GIVEN_UP), within(deadline.part(FORMS).left):
            if Law.AFFINE in result.found or not _proved(subject, pattern, result):
                _surveyed(subject, pattern, missing, result, deadline)
        _broken_across(subject, missing, result, deadline)
        left = [law for law in missing if law not in result.found]
        if left and deadline.left > 0:  # an affine function that is not 0 at the origin
            _broken_in_the_middle(subject, left, result)
    result.found = {law: found for law, found in result.found.items() if law in missing}
    return result


def _broken_at_simple_points(
    subject: NetworkSubject, missing: Sequence[Law], result: OnDomain, deadline: Deadline
) -> None:
    """Where inputs may be large, most networks that bend do so between simple points."""
    rows = subject.domain.ends.values()
    if len(rows) == len(subject.graph.inputs) and not any(None in e for row in rows for e in row):
        return
    left = [law for law in missing if law not in result.found]
    broken, bits = breaches(subject.graph, subject.domain, left, deadline, SIMPLE)
    result.found |= {t.law: t for t in (refuted(subject, broken, bits) if broken else [])}


def _proved(subject: NetworkSubject, pattern: Pattern, result: OnDomain) -> bool:
    """Whether the kernel sees that the pattern applies."""
    with suppress(Rejected):
        theorems = shown(subject, pattern)
        result.found = {t.law: t for t in theorems} | result.found
        result.pattern, result.proved = pattern, bool(theorems)
        return True
    return False


def _surveyed(
    subject: NetworkSubject,
    pattern: Pattern,
    missing: Sequence[Law],
    result: OnDomain,
    deadline: Deadline,
) -> None:
    """Node by node, with a look at the kinks of units that are open."""
    walk = Walk(subject.graph, subject.domain, pattern)
    while len(walk.bounds) < len(subject.graph.nodes):
        if Law.AFFINE in result.found:  # the rest is only counted
            with suppress(*GIVEN_UP), within(min(COUNTING, deadline.left)):
                while len(walk.bounds) < len(subject.graph.nodes):
                    walk.step()
            break
        walk.step()
        units = walk.open_units(len(walk.bounds) - 1)
        if units and result.first_open is None:
            result.first_open = (len(walk.bounds) - 1, units[0])
        _aimed(subject, walk, missing, result, deadline)
    result.pattern = opened(pattern, walk)
    # units may be open that nothing depends on
    if Law.AFFINE not in result.found:
        _proved(subject, result.pattern, result)
    walk = Walk(subject.graph, subject.domain, pattern)
    while Law.AFFINE not in result.found and len(walk.bounds) < len(subject.graph.nodes):
        # what comes after an open unit bends where it does beside the middle, if it does
        walk.step()
        _aimed(subject, walk, missing, result, deadline)
        take_for_granted(walk, pattern)


def _aimed(
    subject: NetworkSubject,
    walk: Walk,
    missing: Sequence[Law],
    result: OnDomain,
    deadline: Deadline,
) -> None:
    """Points beside kinks of the last node that was walked."""
    left = [law for law in missing if law not in result.found]
    if Law.AFFINE in left and walk.open_units(len(walk.bounds) - 1):
        inside = Inside(subject.graph, subject.domain)
        broken, bits = breaches_at_kinks(walk, len(walk.bounds) - 1, inside, left, deadline)
        result.found |= {t.law: t for t in (refuted(subject, broken, bits) if broken else [])}


def _broken_across(
    subject: NetworkSubject, missing: Sequence[Law], result: OnDomain, deadline: Deadline
) -> None:
    """Where forms take too long, or see no kink: of many units that bend, a straight way through
    the domain meets some."""
    left = [law for law in missing if law not in result.found]
    if Law.AFFINE in left and not result.proved:
        inside = Inside(subject.graph, subject.domain)
        broken, bits = breaches_across(subject.graph, inside, left, deadline)
        result.found |= {t.law: t for t in (refuted(subject, broken, bits) if broken else [])}


def _broken_in_the_middle(
    subject: NetworkSubject, missing: Sequence[Law], result: OnDomain
) -> None:
    inside = Inside(subject.graph, subject.domain)
    row = inside.row(middle_of(subject.graph, subject.domain))
    broken, bits = broken_at(subject.graph, inside.trial([(row, row)], missing), missing)
    result.found |= {t.law: t for t in (refuted(subject, broken, bits) if broken else [])}
