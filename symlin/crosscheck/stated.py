"""What the cross-check is asked about: statements, from whomever, as plain data.

It takes nobody's word for them, so it does not ask how they came about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from symlin.kernel.claim import Law
from symlin.kernel.term import Guard, Term


class Example(Protocol):
    """Points that are said to break a law, and what both sides are said to evaluate to."""

    @property
    def law(self) -> Law:
        """The elementary law, or the combination, that is said to fail."""
        ...

    @property
    def points(self) -> Mapping[str, Mapping[str, Term]]:
        """The points by the law's letters, each by the names of the inputs."""
        ...

    @property
    def scalar(self) -> Term | None:
        """The factor, where the law speaks of one."""
        ...

    @property
    def parameters(self) -> Mapping[str, Term]:
        """The values of the parameters."""
        ...

    @property
    def lhs(self) -> Sequence[Term]:
        """What the left side is said to be, output by output."""
        ...

    @property
    def rhs(self) -> Sequence[Term]:
        """The same of the right side."""
        ...

    @property
    def output(self) -> int:
        """The output in which the two differ."""
        ...

    @property
    def coefficients(self) -> Sequence[Term]:
        """Those of the points, where it is a sum of any points; else none."""
        ...


class Stated(Protocol):
    """What is said of one law: "proved", "refuted", "conditional" with a guard, or "unknown"."""

    @property
    def law(self) -> Law:
        """The law that is spoken of."""
        ...

    @property
    def status(self) -> str:
        """One of the four words."""
        ...

    @property
    def guard(self) -> Guard | None:
        """The condition on the parameters, where there is one."""
        ...

    @property
    def counterexample(self) -> Example | None:
        """The example by which the law is said to fail, if any."""
        ...

    @property
    def vacuous(self) -> bool:
        """Whether the law is said to have no instance."""
        ...


class Answer(Protocol):
    """What is said of one operator."""

    @property
    def claims(self) -> Mapping[Law, Stated]:
        """What is said, law by law."""
        ...

    @property
    def matrix(self) -> Sequence[Sequence[Term]] | None:
        """The matrix that the operator is said to have."""
        ...

    @property
    def offset(self) -> Sequence[Term] | None:
        """What it is said to add."""
        ...
