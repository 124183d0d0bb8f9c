"""The numeric second opinion on a formula for all sizes: the formula at small ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from symlin.crosscheck.check import cross_check
from symlin.crosscheck.stated import Example
from symlin.decision.certificate import Status
from symlin.decision.opinion import CrossCheck
from symlin.errors import InputError
from symlin.kernel.claim import Law
from symlin.kernel.term import Guard
from symlin.language.sized_operator import SizedOperator, Sizes

TRIED = (2, 3)
"""Sizes at which what is proved for all is tried."""


class _AtSize(Protocol):
    @property
    def sizes(self) -> Sizes:
        """A number for each letter."""
        ...


class _Claim(Protocol):
    @property
    def status(self) -> Status:
        """The word."""
        ...

    @property
    def counterexample(self) -> Example | None:
        """Matrices by which the law is said to fail."""
        ...

    @property
    def guard(self) -> Guard | None:
        """The condition."""
        ...

    @property
    def at_size(self) -> _AtSize | None:
        """The size at which it is said."""
        ...


class _Answer(Protocol):
    @property
    def claims(self) -> Mapping[Law, _Claim]:
        """What is said, law by law."""
        ...


@dataclass(frozen=True)
class _Said:
    """A law at one size."""

    law: Law
    status: Status
    counterexample: Example | None
    guard: Guard | None
    vacuous = False


@dataclass(frozen=True)
class _Stated:
    """What is said of the formula at one size."""

    claims: Mapping[Law, _Said]
    matrix = offset = None


def cross_check_sizes(
    operator: SizedOperator, report: _Answer, seed: int, examples: int, seconds: float
) -> CrossCheck:
    """Whether floats see what the report says, at the sizes of its counterexamples and small ones.

    What holds under a condition is passed over.
    """
    sizes = [dict.fromkeys(operator.sizes, size) for size in TRIED]
    broken = [c.at_size.sizes for c in report.claims.values() if c.at_size is not None]
    sizes = [*(dict(s) for s in broken), *sizes]
    found: list[CrossCheck] = []
    for place, these in enumerate(sizes):
        if these in sizes[:place]:
            continue
        stated = _stated(report, these)
        try:
            at = operator.at(these)
        except InputError:  # cross(x, a) has a value at one size only
            continue
        share = seconds / (len(TRIED) + 1)
        opinion = cross_check(at, stated, seed, examples // 2, share)
        if opinion.status == "disagrees":
            return opinion
        found.append(opinion)
    agreed = [one for one in found if one.status == "agrees"]
    if not agreed:
        return found[0] if found else CrossCheck("skipped", 0, seed, "no size was tried")
    return CrossCheck("agrees", sum(one.examples for one in agreed), seed, agreed[0].detail)


def _stated(report: _Answer, sizes: Sizes) -> _Stated:
    """What the report says of these sizes."""
    found = {}
    for law, claim in report.claims.items():
        at = claim.at_size
        if claim.status is Status.PROVED or (at is not None and dict(at.sizes) == sizes):
            found[law] = _Said(law, claim.status, claim.counterexample, claim.guard)
    return _Stated(found)
