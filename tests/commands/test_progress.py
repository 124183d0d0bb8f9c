"""What is under way is said to whoever watches, calmly; and nothing to a pipe that is quick."""

import io
import json
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from symlin.commands import progress as module
from symlin.commands.cli import cli
from symlin.commands.progress import patience, progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def stderr(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO) -> io.StringIO:
    """In the test itself: between fixtures and test, pytest puts its own stream back."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr("sys.stderr", stream)
    return stream


def test_a_log_gets_a_line_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    """100 things of a second each: a line every ten seconds, and no escape codes."""
    log = stderr(monkeypatch, io.StringIO())
    now = 0.0
    monkeypatch.setattr(module.time, "monotonic", lambda: now)
    with progress(100, "pages") as meter:
        for _ in range(100):
            now += 1
            meter.describe("relu")
            meter.advance()
    lines = log.getvalue().splitlines()
    assert lines[:2] == ["10 of 100 pages", "20 of 100 pages"]
    assert len(lines) == 10


def test_a_log_of_quick_work_stays_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    log = stderr(monkeypatch, io.StringIO())
    with progress(3, "lines") as meter:
        meter.advance()
    assert log.getvalue() == ""


def test_a_terminal_gets_a_live_line_that_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is shown while it works is not left between the answers."""
    terminal = stderr(monkeypatch, Terminal())
    with progress(2) as meter:
        meter.describe("relu [bold]x[/bold]")
        meter.advance()
        with meter.paused():
            pass
    assert "1/2" in terminal.getvalue()
    assert "[bold]x[/bold]" in terminal.getvalue()


def test_what_is_under_way_leaves_room_for_the_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    """At 40 columns a long formula would push the numbers off the line."""
    terminal = stderr(monkeypatch, Terminal())
    monkeypatch.setenv("COLUMNS", "40")
    with progress(2) as meter:
        meter.describe("Max(x1, x2) + Max(x3, x4) + Max(x5, x6)")
    assert "Max(x1," in terminal.getvalue()
    assert "x2)" not in terminal.getvalue()


def test_an_answer_that_comes_at_once_needs_no_waiting_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A line that flashes up is no help."""
    terminal = stderr(monkeypatch, Terminal())
    with patience("deciding relu"):
        pass
    assert terminal.getvalue() == ""


def test_who_waits_sees_what_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty silent seconds look like a program that hangs."""
    terminal = stderr(monkeypatch, Terminal())
    monkeypatch.setattr(module, "PATIENCE", 0.01)
    with patience("deciding [a] formula"):
        end = time.monotonic() + 10
        while "deciding [a] formula" not in terminal.getvalue():
            assert time.monotonic() < end
            time.sleep(0.01)
    assert terminal.getvalue().rstrip().endswith(("\x1b[?25h", "\x1b[2K", "\x1b[1A"))


def test_docs_say_what_they_do_also_in_a_log(tmp_path: Path) -> None:
    """`symlin docs site > log` takes minutes for the whole catalog, and was silent."""
    source = tmp_path / "own.jsonl"
    source.write_text(json.dumps({"operator": "2*x"}) + "\n", encoding="utf-8")
    words = ["docs", str(tmp_path / "site"), "--from", str(source), "--jobs", "1"]
    result = CliRunner().invoke(cli, words)
    assert "1 page to make" in result.stderr
    assert "files in " in result.stdout
    quiet = CliRunner().invoke(cli, [*words, "-q"])
    assert (quiet.exit_code, quiet.output) == (0, "")
