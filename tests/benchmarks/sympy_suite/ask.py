"""Questions about pairs, each in a forked process with a limit on its processor time."""

from __future__ import annotations

import os
import pickle
import resource
import select
import signal
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from .collect import Pair

PROVED, DIFFERENT, UNKNOWN, REFUSED, CONDITIONAL = (
    "proved",
    "different",
    "unknown",
    "refused",
    "conditional",
)
WALL = 60
"""Times as long as its processor time a question may take on a busy machine."""
BUSY = 40
"""symlin looks at the clock on the wall; the limit on processor time ends it, as all others."""
SPARE = 2.0
"""Seconds beyond its timeout after which symlin is ended."""


class Said(NamedTuple):
    """What was said, more about it (a point, a reason), and the processor time."""

    answer: str
    why: str = ""
    seconds: float = 0.0


Answer = tuple[str, str]
Asked = tuple[Pair, Said]


def by_symlin(pair: Pair, seconds: float) -> Answer:
    """`equiv`, with what it says of a point, a condition or a reason."""
    import symlin
    from symlin.errors import InputError

    left, right = (as_number(side) for side in (pair.left, pair.right))
    try:
        claim = symlin.equiv(left, right, inputs=inputs(pair), timeout=BUSY * seconds)
    except InputError as error:
        return REFUSED, str(error).replace("\n", " ")
    if claim.status.value == "refuted":
        example = claim.counterexample
        points = None if example is None else example.points
        return DIFFERENT, str(points)
    if claim.status.value == "proved":
        return PROVED, ""
    return claim.status.value, str(claim.reason)


def as_number(side: Any) -> Any:
    """A condition as the function that is 1 where it holds; of a symbol among conditions, that it
    is positive."""
    import sympy

    if not isinstance(side, sympy.logic.boolalg.Boolean) or isinstance(side, sympy.Symbol):
        return side  # SymPy's symbols are conditions as well as numbers
    with sympy.evaluate(False):
        held = _of_relations(side)
        return sympy.Piecewise((sympy.S.One, held), (sympy.S.Zero, sympy.S.true))


def _of_relations(side: Any) -> Any:
    import sympy

    if isinstance(side, sympy.Symbol):
        return sympy.Gt(side, 0)
    if isinstance(side, sympy.logic.boolalg.BooleanFunction):
        return side.func(*map(_of_relations, side.args))
    return side


def inputs(pair: Pair) -> list[Any]:
    """All symbols of the two, or one that neither has: numbers are functions as well."""
    import sympy

    symbols = pair.left.free_symbols | pair.right.free_symbols
    return sorted(symbols, key=str) or [sympy.Symbol("x")]


def asked(
    pairs: Iterable[Pair], question: Callable[[Pair, float], Answer], seconds: float
) -> Iterator[Asked]:
    """Each pair with what was said of it; what ends without an answer is unknown."""
    for pair in pairs:
        yield pair, _alone(lambda p=pair: question(p, seconds), seconds)


def _alone(work: Callable[[], Answer], seconds: float) -> Said:
    """The answer of work in a process of its own."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        _child(work, writing, seconds)
    os.close(writing)
    ready = bool(select.select([reading], [], [], WALL * seconds)[0])
    if not ready:
        os.kill(pid, signal.SIGKILL)
    said = b""
    while chunk := os.read(reading, 65536):
        said += chunk
    os.close(reading)
    _, _, usage = os.wait4(pid, 0)
    answer: Any = pickle.loads(said) if said else (UNKNOWN, "ended")
    return Said(*answer, usage.ru_utime + usage.ru_stime)


def _child(work: Callable[[], Answer], pipe: int, seconds: float) -> None:
    """Never returns."""
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    most = max(1, round(seconds + SPARE))
    resource.setrlimit(resource.RLIMIT_CPU, (most, most + 1))
    try:
        os.write(pipe, pickle.dumps(work()))
    except BaseException as error:  # whatever is raised is no answer
        os.write(pipe, pickle.dumps((UNKNOWN, f"{type(error).__name__}: {error}")))
    os._exit(0)
