"""What the cross-check is asked about operators on functions: statements, as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from symlin.decision.certificate import Status
from symlin.kernel.claim import Law
from symlin.kernel.functions.bases import Basis
from symlin.kernel.term import Guard, Term


class Breach(Protocol):
    """Functions at which a law is said to fail."""

    @property
    def law(self) -> Law:
        """Which law."""
        ...

    @property
    def basis(self) -> Basis:
        """What the functions are combinations of."""
        ...

    @property
    def signals(self) -> Sequence[Mapping[str, tuple[Term, ...]]]:
        """Their coefficients."""
        ...

    @property
    def at(self) -> Mapping[str, Term]:
        """The index."""
        ...

    @property
    def delay(self) -> Term | None:
        """Of invariance."""
        ...

    @property
    def parameters(self) -> Mapping[str, Term]:
        """Their values."""
        ...

    @property
    def sides(self) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
        """What both sides are said to be."""
        ...

    @property
    def factors(self) -> tuple[Term, ...]:
        """The law says T(sum of factors times functions) = sum of factors times T(function)."""
        ...


class Stated(Protocol):
    """What is said of one law."""

    @property
    def law(self) -> Law:
        """Which law; equivalence stands for invariance."""
        ...

    @property
    def variable(self) -> str | None:
        """In which the operator is said to be invariant."""
        ...

    @property
    def status(self) -> Status:
        """The word."""
        ...

    @property
    def guard(self) -> Guard | None:
        """The condition."""
        ...

    @property
    def breach(self) -> Breach | None:
        """Where it is said to fail."""
        ...

    @property
    def weighed(self) -> bool:
        """Whether it is said of the densities and the weights of impulses."""
        ...

    @property
    def holds_at(self) -> Mapping[str, Term] | None:
        """Parameters at which a conditional law is said to hold."""
        ...


class Answer(Protocol):
    """What is said of the operator, law by law."""

    @property
    def claims(self) -> Mapping[str, Stated]:
        """By name."""
        ...
