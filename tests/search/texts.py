"""Subjects, facts and terms from the text that a person would write."""

from __future__ import annotations

from symlin.exact.deadline import Deadline
from symlin.kernel.claim import Subject
from symlin.kernel.facts import Context
from symlin.kernel.term import Guard, Term
from symlin.reading.parse import parse_operator

NAMES = ["x", "y", "z", "a", "b", "c"]
"""Names that facts may speak of."""


def subject(text: str, *assume: str, inputs: list[str] | None = None) -> Subject:
    """The operator as the kernel sees it."""
    read = parse_operator(text, inputs=inputs, assume=assume)
    return Subject(read.inputs, read.parameters, read.outputs, read.assumptions)


def term(text: str) -> Term:
    """One output."""
    (output,) = subject(text, inputs=NAMES).outputs
    return output


def same(first: Term, second: Term) -> bool:
    """Whether two terms have the same normal form."""
    empty = Context(())
    return empty.normal(first) == empty.normal(second)


def facts(*conditions: str) -> tuple[Guard, ...]:
    """The conditions, one guard for each."""
    guards = [subject("x", condition, inputs=NAMES).assumptions for condition in conditions]
    return tuple(guard for part in guards for guard in part)


def context(*conditions: str) -> Context:
    """What the kernel knows where the conditions hold."""
    return Context(facts(*conditions))


def soon(seconds: float = 20.0) -> Deadline:
    """A deadline that no test should reach."""
    return Deadline(seconds)
