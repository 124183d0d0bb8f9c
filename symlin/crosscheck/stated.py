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
    def law(self) -> Law: ...
    @property
    def points(self) -> Mapping[str, Mapping[str, Term]]: ...
    @property
    def scalar(self) -> Term | None: ...
    @property
    def parameters(self) -> Mapping[str, Term]: ...
    @property
    def lhs(self) -> Sequence[Term]: ...
    @property
    def rhs(self) -> Sequence[Term]: ...
    @property
    def output(self) -> int: ...
    @property
    def coefficients(self) -> Sequence[Term]: ...


class Stated(Protocol):
    """What is said of one law: "proved", "refuted", "conditional" with a guard, or "unknown"."""

    @property
    def law(self) -> Law: ...
    @property
    def status(self) -> str: ...
    @property
    def guard(self) -> Guard | None: ...
    @property
    def counterexample(self) -> Example | None: ...
    @property
    def vacuous(self) -> bool: ...


class Answer(Protocol):
    """What is said of one operator."""

    @property
    def claims(self) -> Mapping[Law, Stated]: ...
    @property
    def matrix(self) -> Sequence[Sequence[Term]] | None: ...
    @property
    def offset(self) -> Sequence[Term] | None: ...
