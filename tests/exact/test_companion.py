"""A process beside this one may crash, hang or take all memory: this one goes on, and says so."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from symlin.exact import companion as room
from symlin.exact.companion import Lost, Refused, companion

pytestmark = [
    pytest.mark.wall_clock,
    pytest.mark.skipif(not Path("/proc/self").exists(), reason="signals and limits of Linux"),
]
SCRIPT = """
import mmap, os, signal, time
from symlin.exact.companion import serve

def answer(header, data):
    match header["do"]:
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "hang":
            time.sleep(60)
        case "take":
            mmap.mmap(-1, os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
        case "print":
            print("x" * 100_000)
        case "exit":
            os._exit(1)
        case "garble":
            os.write(3, b"no JSON\\n")
        case "process":
            return str(os.getpid()).encode()
    return data[::-1]

def main():
    serve(answer)
"""
MODULE = "companion_of_a_test"


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """Asks a process of this test's own."""
    (tmp_path / f"{MODULE}.py").write_text(SCRIPT, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)

    def asked(what: str, data: bytes = b"ab", seconds: float = 20.0) -> bytes:
        with companion(MODULE) as process:
            return process.ask({"do": what}, data, seconds)

    yield asked
    for one in [one for one in room._free if one.module == MODULE]:
        room._free.remove(one)
        one.end()


def test_one_process_answers_many_questions(ask) -> None:
    first = ask("process")
    assert ask("reverse") == b"ba" and ask("print") == b"ba"
    assert ask("process") == first != str(os.getpid()).encode()


@pytest.mark.parametrize(
    ("what", "said"), [("crash", "SIGSEGV"), ("exit", "exit code 1")], ids=["crash", "exit"]
)
def test_what_ends_it_ends_no_other(ask, what: str, said: str) -> None:
    with pytest.raises(Lost, match=said):
        ask(what)
    assert ask("reverse") == b"ba"


def test_what_hangs_is_ended(ask) -> None:
    start = time.monotonic()
    with pytest.raises(Lost, match="took too long"):
        ask("hang", seconds=0.5)
    assert time.monotonic() - start < 10


def test_it_takes_no_more_memory_than_the_machine_has(ask) -> None:
    """An error of its own, and not the end of whoever else needs some."""
    with pytest.raises(Refused, match="memory"):
        ask("take")
    assert ask("reverse") == b"ba"


def test_what_it_says_is_not_believed_to_be_an_answer(ask) -> None:
    with pytest.raises(Lost):
        ask("garble", seconds=1.0)


def test_an_interrupt_while_it_works_ends_it(ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or the next question would get this one's answer."""
    first = ask("process")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(room, "_read", interrupted)
        ask("reverse")
    assert ask("process") != first


@pytest.mark.parametrize("name", ["", "/usr/bin/uwsgi"], ids=["none", "another"])
def test_a_program_that_is_not_python_is_not_started(
    ask, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where Python is inside another program, that would be started a second time."""
    monkeypatch.setattr(sys, "executable", name)
    with pytest.raises(Lost, match="no program called python"):
        ask("reverse")


KILLED = f"""
import os, signal, sys
from symlin.exact.companion import companion
with companion({MODULE!r}) as process:
    print(process.ask({{"do": "process"}}, b"", 20.0).decode(), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_it_ends_with_whoever_started_it(ask, tmp_path: Path) -> None:
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n{KILLED}"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    end = time.monotonic() + 20
    while Path(f"/proc/{int(found.stdout)}").exists():
        assert time.monotonic() < end
        time.sleep(0.05)
