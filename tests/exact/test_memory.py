"""The memory that a limit leaves is looked at before a compiled library is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from symlin.exact import memory, platform
from symlin.exact.memory import MEGABYTE, need_memory
from symlin.search.z3_context import ASKED, in_context

pytestmark = pytest.mark.quick


def leave(megabytes: int | None, patch: pytest.MonkeyPatch) -> None:
    spare = None if megabytes is None else megabytes * MEGABYTE
    patch.setattr(memory, "spare_memory", lambda: spare)


@pytest.mark.parametrize("left", [None, 60, 10_000])
def test_what_is_enough_is_no_error(left: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    leave(left, monkeypatch)
    need_memory(60)


def test_too_little_is_an_error_with_both_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    leave(59, monkeypatch)
    with pytest.raises(MemoryError, match="60 MB are needed, and a limit leaves 59"):
        need_memory(60)


def test_z3_is_not_asked_with_too_little(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would crash, and take a notebook or a server along."""
    import z3  # noqa: F401

    leave(ASKED - 1, monkeypatch)
    with pytest.raises(MemoryError):
        in_context(lambda context: pytest.fail("it was asked"))


def test_z3_s_own_lack_of_memory_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    import z3

    def fail(context: object) -> None:
        raise z3.Z3Exception("max. memory exceeded")

    with pytest.raises(MemoryError):
        in_context(fail)


def test_numpy_is_not_asked_with_too_little(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its OpenBLAS would end the process with 1, which says that something is refuted."""
    leave(memory.NUMPY - 1, monkeypatch)
    with pytest.raises(MemoryError, match=str(memory.NUMPY)):
        memory.load_numpy()


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="limits of Linux")
def test_a_limit_leaves_less_than_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    import resource

    monkeypatch.setattr(resource, "getrlimit", lambda _: (1 << 40, 1 << 40))
    spare = platform.spare_memory()
    assert spare is not None
    assert 0 < (1 << 40) - spare < 1 << 39
    infinite = resource.RLIM_INFINITY
    monkeypatch.setattr(resource, "getrlimit", lambda _: (infinite, infinite))
    assert platform.spare_memory() is None
