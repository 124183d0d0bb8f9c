"""Why there is no answer about one law, in words for a person; other laws have theirs."""

from __future__ import annotations

from symlin.errors import SymlinError
from symlin.exact.deadline import OutOfTime
from symlin.kernel.numbers import TooLarge

TOO_LATE = "the time allowed ran out; a larger --timeout may help"
TOO_LARGE = "the operator's normal form grew too large"
TOO_DEEP = "the operator is nested too deeply to be followed"
FAILED = "the search failed"
TOO_LONG = "a number on the way is too large for the search"
NO_MEMORY = "there was not enough memory"

_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (OutOfTime, TOO_LATE),
    (TooLarge, TOO_LARGE),
    (RecursionError, TOO_DEEP),
    # what is wrong with the input was said before anything was searched
    (SymlinError, FAILED),
    (OverflowError, TOO_LONG),
    (MemoryError, NO_MEMORY),
)
UNANSWERED = tuple(kind for kind, _ in _REASONS)
"""How a search ends without an answer; whatever else is raised is a bug."""


def reason_of(failure: Exception) -> str:
    """The reason in words, of a failure that is one of `UNANSWERED`."""
    return next(reason for kind, reason in _REASONS if isinstance(failure, kind))
