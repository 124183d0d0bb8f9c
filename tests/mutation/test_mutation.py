"""The mutants themselves: each is a program that differs from the module in one place."""

from __future__ import annotations

from pathlib import Path

import pytest

from .harmless import reasons
from .mutants import ROOT, mutants
from .trial import Killed, in_fork

KERNEL = sorted((ROOT / "symlin" / "kernel").rglob("*.py"))
MODULE = '''
"""A text that is no code."""

LIMIT = 2

def f(x: int | None) -> bool:
    if x is None or x < 0:
        raise ValueError("1 < 2")
    g(x)
    return any(x + 1 > y for y in (3,) if y)
'''
EXPECTED = {
    ("", "2", "(3)"),
    ("", "2", "(1)"),
    ("f", "x is None", "(x is not None)"),
    ("f", "x is None or x < 0", "(x is None and x < 0)"),
    ("f", "x is None or x < 0", "(x is None)"),
    ("f", "x is None or x < 0", "(x < 0)"),
    ("f", "x < 0", "(x <= 0)"),
    ("f", "x < 0", "(x >= 0)"),
    ("f", "0", "(1)"),
    ("f", 'raise ValueError("1 < 2")', "pass"),
    ("f", "g(x)", "pass"),
    ("f", "any", "(all)"),
    ("f", "x + 1 > y", "(x + 1 >= y)"),
    ("f", "x + 1 > y", "(x + 1 <= y)"),
    ("f", "x + 1", "(x - 1)"),
    ("f", "1", "(2)"),
    ("f", "1", "(0)"),
    ("f", "3", "(4)"),
    ("f", "3", "(2)"),
}


def test_every_place_is_altered_and_no_text(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(MODULE)
    found = {(m.scope, m.before, m.after) for m in mutants(path)}
    rest = {after for _, before, after in found if before.startswith("(x + 1 >")}
    assert rest == {"((x + 1 > y for y in (3,)))"}
    assert {m for m in found if not m[1].startswith("(x + 1 >")} == EXPECTED


@pytest.mark.parametrize("step", [20, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("path", KERNEL, ids=lambda path: path.stem)
def test_every_mutant_of_the_kernel_is_a_program(path: Path, step: int) -> None:
    found = list(mutants(path))
    for mutant in found[::step]:
        compile(mutant.source, str(path), "exec")
    assert len({m.key for m in found}) == len({m.name for m in found}) == len(found)


def test_what_may_survive_is_named_once_with_a_reason() -> None:
    assert all(reason.endswith(".") for reason in reasons().values())


def test_a_fork_tells_what_became_of_it() -> None:
    def fail() -> str:
        raise Killed("this test")

    def never() -> str:
        while True:
            pass

    assert in_fork(lambda: "said") == (0, "said")
    assert in_fork(fail) == (1, "this test")
    assert in_fork(never, limit=1)[0] < 0
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        in_fork(lambda: str(1 // 0))
