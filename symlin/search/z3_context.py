"""How z3 is asked: in a context that no other thread has meanwhile, and within a time limit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from symlin.exact.deadline import at_most

T = TypeVar("T")

_free: list[Any] = []
"""Contexts that nobody uses now."""


def in_context(question: Callable[[Any], T]) -> T:
    """The answer to a question that is asked in a z3 context, which no other thread has meanwhile:
    threads that share one end the process.

    The answer may hold nothing of z3's. Making a context takes as long as a small question, and
    where one is unmade an exception of the host's would be lost: so it is kept for the next one,
    unless an exception may have left something behind that still refers to it.
    """
    import z3

    try:
        context = _free.pop()
    except IndexError:
        context = z3.Context()
    answer = question(context)
    _free.append(context)
    return answer


def milliseconds(seconds: float) -> int:
    """z3's limit for so many seconds, or for what is left of the time around the caller."""
    # 0 would be no limit at all.
    return max(1, int(1000 * at_most(seconds)))
