"""What is under way is said to whoever watches, calmly; and nothing to a pipe that is quick."""

import io
import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from symlin.commands import progress as module
from symlin.commands.cli import cli
from symlin.commands.progress import patience, progress, waiting
from symlin.commands.run import run


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


def seen(terminal: io.StringIO) -> str:
    """What is on the screen in the end: a carriage return goes back to the line's beginning."""
    line = ""
    for piece in terminal.getvalue().split("\r"):
        line = piece + line[len(piece) :]
    return line.rstrip()


def test_a_terminal_gets_a_live_line_that_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is shown while it works is not left between the answers."""
    terminal = stderr(monkeypatch, Terminal())
    monkeypatch.setattr(module, "QUICKEST", 0.0)
    with progress(2) as meter:
        meter.describe("relu")
        meter.advance()
        assert seen(terminal).endswith("1/2 relu")
        with meter.paused():
            assert seen(terminal) == ""
        assert seen(terminal).endswith("1/2 relu")
    assert seen(terminal) == ""


def test_a_live_line_is_never_longer_than_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """At 40 columns a long formula would run over, and could not be taken away again."""
    terminal = stderr(monkeypatch, Terminal())
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr(module, "QUICKEST", 0.0)
    with progress(2) as meter:
        meter.describe("Max(x1, x2) + Max(x3, x4) + Max(x5, x6)")
        assert seen(terminal).endswith("Max(x1, x2)...")
    assert max(map(len, terminal.getvalue().split("\r"))) < 40


def test_an_unknown_number_of_things_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch from a pipe has no end that is known."""
    terminal = stderr(monkeypatch, Terminal())
    monkeypatch.setattr(module, "QUICKEST", 0.0)
    with progress(None) as meter:
        meter.advance()
        assert seen(terminal).startswith("1 done")


def test_the_live_line_keeps_its_hands_off_standard_output(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """`symlin batch FILE > OUT` on a terminal: the reports go into OUT, the line is seen."""
    terminal = stderr(monkeypatch, Terminal())
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"operator": "x"}\n')))
    with (tmp_path / "out").open("w+", encoding="utf-8") as out:
        monkeypatch.setattr("sys.stdout", out)
        assert run(["batch", "-", "--no-crosscheck"]) == 0
        out.seek(0)
        assert [json.loads(line)["operator"]["name"] for line in out] == ["x"]
    assert "0 done" in terminal.getvalue()
    assert "{" not in terminal.getvalue()


def test_reports_that_go_into_a_pipe_have_no_live_line_beside_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`symlin batch FILE | jq` writes on the same screen."""
    terminal, pipe = stderr(monkeypatch, Terminal()), io.StringIO()
    monkeypatch.setattr("sys.stdout", pipe)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"operator": "x"}\n')))
    assert run(["batch", "-", "--no-crosscheck"]) == 0
    assert json.loads(pipe.getvalue())["operator"]["name"] == "x"
    assert "\r" not in terminal.getvalue()


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
        end = time.monotonic() + 20
        while "deciding [a] formula" not in terminal.getvalue():
            assert time.monotonic() < end
            time.sleep(0.01)
    assert seen(terminal) == ""


def test_the_waiting_line_draws_no_random_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hypothesis warns, in the middle of an answer, when another thread draws some."""
    stderr(monkeypatch, Terminal())
    before = random.getstate()
    with waiting("deciding relu"):
        pass
    assert random.getstate() == before


def test_libraries_give_no_advice_to_users() -> None:
    """A warning is for whoever can change the program."""
    code = (
        "import warnings; from symlin.commands import output; output.prepare(); "
        "warnings.warn('use another function'); warnings.warn('soon gone', DeprecationWarning)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stderr == b""


def test_docs_say_what_they_do_also_in_a_log(tmp_path: Path) -> None:
    """`symlin docs site > log` takes minutes for the whole catalog, and was silent."""
    source = tmp_path / "own.jsonl"
    source.write_text(json.dumps({"operator": "2*x"}) + "\n", encoding="utf-8")
    words = ["docs", str(tmp_path / "site"), "--from", str(source), "--jobs", "1"]
    result = CliRunner().invoke(cli, words)
    assert "1 page to make" in result.stderr
    assert result.stdout.endswith(f"files in {words[1]}; open {Path(words[1], 'index.html')}\n")
    quiet = CliRunner().invoke(cli, [*words, "-q"])
    assert (quiet.exit_code, quiet.output) == (0, "")
