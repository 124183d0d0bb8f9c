"""Pairs from SymPy's installed test suite: its tests run with their assertions watched."""

from __future__ import annotations

import contextlib
import inspect
import pickle
import signal
import subprocess
import sys
import time
import types
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import sympy
from sympy.core.function import AppliedUndef

from .watch import KEEP, SEEN, Watcher, watched

ROOMS = ("simplify", "functions", "logic", "core", "calculus")
"""Folders of SymPy whose tests state that expressions are equal."""
ALONE = ("polys/tests/test_partfrac.py", "polys/tests/test_polytools.py")
"""Files of others, which are about polynomials in a ring for the most part."""
PATIENCE = 5
"""Seconds of processor time for one test function: what takes longer is marked slow there."""
MODULE = 15
"""Seconds of processor time for a file, after which no further test of it is begun."""
OF_ONE_LINE = 6
"""Pairs of one assertion: loops go through dozens of angles."""
LONGEST = 400
"""Nodes of an expression that is asked about."""
UNREAL = (
    sympy.Integral,
    sympy.Sum,
    sympy.Product,
    sympy.Derivative,
    sympy.Limit,
    sympy.Order,
    sympy.Subs,
    sympy.Lambda,
    sympy.Wild,
    sympy.AlgebraicNumber,
    AppliedUndef,
)
"""What is no expression of real numbers, or is one only once something else was worked out."""


class Pair(NamedTuple):
    """Two expressions that an assertion of SymPy's says are equal."""

    where: str
    left: Any
    right: Any


def files(only: Sequence[str] = ("",)) -> list[Path]:
    """The test files, in order; only those with one of the words in their paths."""
    root = Path(sympy.__file__).parent
    rooms = (p for room in ROOMS for p in (root / room).rglob("test_*.py"))
    found = [*sorted(rooms), *(root / name for name in ALONE)]
    return [path for path in found if any(word in str(path.relative_to(root)) for word in only)]


def collected(paths: Sequence[Path]) -> list[Pair]:
    """The pairs of these files, each file in a process of its own: SymPy's tests leave traces."""
    found: dict[tuple[Any, Any], Pair] = {}
    for path in paths:
        run = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.sympy_suite.collect", str(path)],
            capture_output=True,
            check=False,
        )
        pairs = read(run.stdout) if run.returncode == 0 else []
        print(f"{len(pairs):5} {path.name}", file=sys.stderr, flush=True)
        for pair in pairs:
            found.setdefault((pair.left, pair.right), pair)
    return list(found.values())


def stored(pairs: Sequence[Pair]) -> bytes:
    """Each by itself: some of SymPy's objects cannot be read unless they may be evaluated."""
    return pickle.dumps([pickle.dumps(pair) for pair in pairs])


def read(kept: bytes) -> list[Pair]:
    """Pairs as they were stored: SymPy would evaluate them while they are read."""
    found: list[Pair] = []
    with sympy.evaluate(False):
        for one in pickle.loads(kept):
            with contextlib.suppress(Exception):
                found.append(Pair(*pickle.loads(one)))
    return found


def of_file(path: Path) -> list[Pair]:
    """The pairs that one file's tests assert, as far as they run in time."""
    found: list[Pair] = []
    scope = types.ModuleType("sympy_tests")
    scope.__file__ = str(path)
    inside = path.relative_to(Path(sympy.__file__).parent)
    current = ""
    lines: Counter[int] = Counter()

    def take(left: Any, right: Any, line: int) -> None:
        lines[line] += 1
        if lines[line] <= OF_ONE_LINE and is_asked(left, right):
            found.append(Pair(f"{inside}:{line} {current}", left, right))

    watcher = Watcher(take, vars(scope))
    vars(scope).update({SEEN: watcher.seen, KEEP: watcher.keep})
    sys.modules[scope.__name__] = scope
    exec(watched(path.read_text(encoding="utf-8"), str(path)), vars(scope))
    for name, test in list(vars(scope).items()):
        if time.process_time() > MODULE:
            break
        if name.startswith("test_") and inspect.isfunction(test) and not _is_marked(test):
            current = name
            with contextlib.suppress(BaseException), _alarm(PATIENCE):
                test()
    return found


def _is_marked(test: Callable[..., Any]) -> bool:
    """Slow, skipped or expected to fail."""
    marks = [m.name for m in getattr(test, "pytestmark", ())]
    return bool(marks) or bool(inspect.signature(test).parameters)


@contextlib.contextmanager
def _alarm(seconds: int) -> Iterator[None]:
    def ring(*_: Any) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


# ---- which pairs are about real numbers ----


def is_asked(left: Any, right: Any) -> bool:
    """Whether the two are expressions or conditions over real numbers that are not written alike,
    nor both plain numbers."""
    sides = (left, right)
    if not all(isinstance(side, sympy.Basic) for side in sides) or left == right:
        return False
    if not any(side.args for side in sides) or str(left) == str(right):  # or but for its nesting
        return False
    kinds = [_kind(side) for side in sides]
    return kinds[0] == kinds[1] is not None


def _kind(side: Any) -> type | None:
    """Expr or Boolean, of real numbers; None for others."""
    for nodes, node in enumerate(sympy.preorder_traversal(side)):
        if nodes > LONGEST or not _is_real(node):
            return None
    if isinstance(side, sympy.logic.boolalg.Boolean) and not isinstance(side, sympy.Symbol):
        return sympy.logic.boolalg.Boolean
    return sympy.Expr if isinstance(side, sympy.Expr) else None


def _is_real(node: Any) -> bool:
    if isinstance(node, UNREAL) or node in (sympy.I, sympy.zoo, sympy.oo, -sympy.oo, sympy.nan):
        return False
    if isinstance(node, sympy.MatrixBase | sympy.MatrixExpr | sympy.Set):
        return False
    if not type(node).__module__.startswith("sympy."):  # a class of the test's own
        return False
    if isinstance(node, sympy.Symbol):
        return node.is_real is not False and not node.is_polar and bool(node.is_commutative)
    return not (isinstance(node, sympy.Expr) and node.is_commutative is False)


if __name__ == "__main__":
    _pairs = of_file(Path(sys.argv[1]))
    sys.stdout.buffer.write(stored(_pairs))
