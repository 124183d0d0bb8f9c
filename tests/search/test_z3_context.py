"""Contexts of z3's in a process that is interrupted."""

from __future__ import annotations

import signal
import sys

import pytest

import symlin
from symlin.search import z3_context
from symlin.search.z3_context import in_context

pytestmark = pytest.mark.wall_clock


def test_a_context_that_is_cut_off_while_it_is_made_says_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its finalizer wrote "no attribute 'owner'" into the host's notebook."""
    z3 = pytest.importorskip("z3")
    seen: list[object] = []

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    kind = z3_context._kind()
    monkeypatch.setattr(sys, "unraisablehook", seen.append)
    monkeypatch.setattr(z3.z3, "Z3_mk_config", interrupted)
    with pytest.raises(KeyboardInterrupt):
        kind()
    assert not seen


def test_an_interrupt_waits_while_a_context_is_unmade(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is raised in a finalizer is lost: the host's alarm was, once in 20 times."""
    z3 = pytest.importorskip("z3")
    unmake, seen = z3.z3.Z3_del_context, []

    def interrupted(*arguments: object) -> None:
        signal.raise_signal(signal.SIGINT)
        unmake(*arguments)
        seen.append("unmade")

    with pytest.raises(ZeroDivisionError):
        in_context(lambda context: 1 // 0)
    monkeypatch.setattr(z3.z3, "Z3_del_context", interrupted)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            in_context(lambda context: pytest.fail("it comes before"))
    finally:
        signal.signal(signal.SIGINT, before)
    assert "unmade" in seen
    assert in_context(lambda context: "answered") == "answered"


@pytest.mark.parametrize("text", ["relu(w*x + b)", "gelu", "Max(a*x + b, c*x + d)"])
def test_the_context_of_the_whole_process_is_not_asked(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Threads would share it, and one name for a logic was made there."""
    z3 = pytest.importorskip("z3")
    monkeypatch.setattr(z3.z3, "main_ctx", lambda: pytest.fail("it is every thread's"))
    assert symlin.check(text, crosscheck=False).linear.status != "unknown"
