"""The cases of a proof, and what a method of proof needs of the prover that tries it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from symlin.exact.deadline import Deadline
from symlin.kernel.certificate import Proof, Rejected
from symlin.kernel.contradiction import follow
from symlin.kernel.numbers import TooLarge
from symlin.kernel.term import Guard, Term


class OpenCase(NamedTuple):
    """A case that could not be closed: its facts, and what was substituted on the way there, the
    first substitution first."""

    facts: tuple[Guard, ...]
    substituted: tuple[tuple[str, Term], ...] = ()


class StaysOpen(Exception):
    """A case stays open, and with it all cases that it is a part of."""

    def __init__(self, case: OpenCase) -> None:
        self.case = case
        super().__init__("open case")


class Level(NamedTuple):
    """How deep a case lies: below so many steps, and for so many derivatives, one of the other."""

    depth: int = 0
    ascents: int = 0

    def below(self) -> Level:
        """The level of a case within this one."""
        return Level(self.depth + 1, self.ascents)

    def of_derivative(self) -> Level:
        """The level at which the sign of a derivative is shown."""
        return Level(self.depth + 1, self.ascents + 1)


class Branching(Protocol):
    """A prover, as its methods see it: they hand the cases that they come down to back to it."""

    @property
    def deadline(self) -> Deadline:
        """By when the whole proof must be there."""

    def close(self, facts: tuple[Guard, ...], level: Level) -> Proof:
        """A proof that the facts of a case exclude each other.

        Raises `StaysOpen` where none was found, and `OutOfTime` where the deadline is over.
        """

    def split(self, facts: tuple[Guard, ...], guard: Guard, level: Level) -> Proof:
        """The same from two cases, one where the guard holds and one where it fails."""


def is_accepted(facts: Sequence[Guard], proof: Proof) -> bool:
    """Whether the kernel accepts the proof."""
    # Asked of steps that may be wrong, before a certificate is built on them.
    try:
        follow(facts, proof)
    except (Rejected, TooLarge):
        return False
    return True
