"""How z3 is asked: in a context that no other thread has meanwhile, and within a time limit."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

from symlin.exact.deadline import at_most
from symlin.exact.loading import load
from symlin.exact.memory import MEGABYTE, need_memory
from symlin.exact.platform import apart, spare_memory

T = TypeVar("T")

LOADED = 130
"""Megabytes for z3 as it is loaded, with its first context and question."""
ASKED = 60
"""Megabytes for a question: each has a thread that looks at the clock, and a thread a stack."""

_free: list[Any] = []
"""Contexts that nobody uses now."""

_left: list[Any] = []
"""Those of questions that ended with an exception: what it has left behind may refer to them."""


def in_context(question: Callable[[Any], T]) -> T:
    """The answer to a question that is asked in a z3 context, which no other thread has meanwhile:
    threads that share one end the process.

    The answer may hold nothing of z3's. Making a context takes as long as a small question, and
    where one is unmade an exception of the host's would be lost: so it is kept for the next one,
    unless an exception may have left something behind that still refers to it.

    Raises `MemoryError` where there is too little for z3, which would end the process.
    """
    need_memory(ASKED if "z3" in sys.modules else LOADED)
    z3 = load("z3")
    if _left:
        apart(_unmake, leave=lambda: None)  # what a handler raises in a finalizer is lost
    try:
        context = _free.pop()
    except IndexError:
        context = _context()
    try:
        answer = question(context)
    except BaseException as error:
        _left.append(context)
        if isinstance(error, z3.Z3Exception) and "memory" in str(error):
            raise MemoryError from None
        raise
    _free.append(context)
    return answer


def _context() -> Any:
    """A new one; where memory is limited, z3 is told, and stops before the system says no."""
    import z3

    if (spare := spare_memory()) is not None:
        z3.set_param("memory_max_size", max(1, spare // MEGABYTE - ASKED // 2))
    return _kind()()


@lru_cache
def _kind() -> Any:
    """z3's contexts, which an interrupt may catch half made."""
    import z3

    return type("Context", (z3.Context,), {"owner": False})  # until there is something to unmake


def _unmake() -> None:
    """Lets those go that nothing refers to any more."""
    # the list, `one` and what is counted refer to it
    _left[:] = [one for one in _left if sys.getrefcount(one) > 3]


def milliseconds(seconds: float) -> int:
    """z3's limit for so many seconds, or for what is left of the time around the caller."""
    # 0 would be no limit at all.
    return max(1, int(1000 * at_most(seconds)))
