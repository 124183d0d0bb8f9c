"""A few faults of each kind; `python -m tests.faults` draws thousands."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from . import disk, documents, hosts, memory, models, networks, pages, signals, sources, threads
from .__main__ import main
from .figures import BEGIN, END, PAGE, Figures, written
from .outcome import Outcome

on_linux = pytest.mark.skipif(not Path("/proc/self").exists(), reason="signals and limits of Linux")


def wrong(found: list[Outcome]) -> list[str | None]:
    return [one.complaint for one in found if one.complaint is not None]


def test_hostile_documents_break_nothing() -> None:
    assert wrong(list(documents.survey(60, 0))) == []


def test_hostile_operator_files_break_nothing() -> None:
    assert wrong(list(pages.survey(4, 0))) == []


@on_linux
def test_hostile_certificates_of_networks_break_nothing() -> None:
    """A name with a zero byte, and numbers of thousands of digits, were called a bug."""
    assert wrong(list(networks.survey(60, 0))) == []


@on_linux
def test_nothing_in_hostile_files_of_python_is_executed() -> None:
    assert wrong(list(sources.survey(40, 0))) == []


@on_linux
@pytest.mark.models
@pytest.mark.skipif(not models.HAS_ONNX, reason="the package onnx is not installed")
def test_hostile_models_break_nothing() -> None:
    assert wrong(list(models.survey(60, 0))) == []


@on_linux
@pytest.mark.slow
def test_eight_threads_are_right_and_change_nothing() -> None:
    assert threads.run(0) is None


@on_linux
@pytest.mark.quick
def test_what_a_strangers_file_executes_is_seen(tmp_path: Path) -> None:
    """The suite must be able to fail."""
    file = tmp_path / "stranger.py"
    file.write_text("x = 3\n", encoding="utf-8")
    with sources.Watch() as watch:
        exec(compile(file.read_text("utf-8"), str(file), "exec"), {})
    assert watch.found == ["the file"]


@on_linux
def test_signals_break_nothing() -> None:
    assert wrong(list(signals.survey(3, 0))) == []


@on_linux
def test_a_failing_disk_breaks_nothing() -> None:
    assert wrong(list(disk.survey(len(disk.COMMANDS), 0))) == []


@on_linux
@pytest.mark.slow
@pytest.mark.parametrize("limit", memory.LIMITS[::2])
def test_little_memory_is_enough_or_that_is_said(limit: int) -> None:
    """No library ends the process with a crash, or with 1, which would say that it is refuted."""
    first = memory.LIMITS.index(limit) * len(memory.COMMANDS)
    assert wrong(list(memory.survey(len(memory.COMMANDS), 0, first))) == []


@on_linux
@pytest.mark.parametrize(
    ("words", "usual", "limit", "code"),
    [
        (["plot", "relu", "-o", "out.svg"], 0, 200, 3),
        (["check", "relu(w*x + b)"], 1, 55, 3),
        (["list"], 0, 28, 2),
    ],
    ids=["plot", "check", "list"],
)
def test_too_little_memory_is_said(
    words: list[str], usual: int, limit: int, code: int, tmp_path: Path
) -> None:
    """OpenBLAS left with 1, z3 crashed, and Python itself leaves with 1."""
    said = memory.limited(tmp_path, words, usual, limit)
    assert said == (f"said, exit code {code}", None)
    assert list(tmp_path.iterdir()) == []


@on_linux
@pytest.mark.slow
def test_other_programs_work_with_symlin_inside() -> None:
    assert wrong(list(hosts.survey(len(hosts.PROGRAMS), 0))) == []


@pytest.mark.slow
@pytest.mark.skipif(pages.BROWSER is None, reason="chromium is not installed")
def test_a_browser_asks_nothing_of_the_network() -> None:
    assert wrong(list(pages.survey(6, 0, browser=True))) == []


@pytest.mark.quick
@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<p onclick="x()">',
        '<a href="javascript:x">',
        '<img src="http://evil.invalid/x">',
        "<a href='//evil.invalid'>",
        "\x1b[2J",
    ],
)
def test_what_acts_in_a_page_is_seen(text: str, tmp_path: Path) -> None:
    """The suite must be able to fail."""
    page = tmp_path / "page.html"
    page.write_text(f'<meta http-equiv="Content-Security-Policy">{text}', encoding="utf-8")
    assert pages.faults(page)


@pytest.mark.quick
@pytest.mark.parametrize(
    ("name", "text"),
    [("a.svg", "<svg>"), ("a.json", "{"), ("a.jsonl", '{}\n{"a'), ("a.html", "<p>"), ("a.css", "")],
)
def test_half_a_file_is_seen(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert signals.halves(tmp_path) == [name]


@on_linux
@pytest.mark.quick
def test_a_command_that_ends_in_another_way_is_complained_of(tmp_path: Path) -> None:
    told = signals.interrupted(tmp_path, ["list"], 3, signal.SIGPIPE, 0.0)
    assert told[1] is not None


@pytest.mark.quick
def test_the_same_number_draws_the_same_document() -> None:
    """Or a complaint could not be looked into."""
    assert documents.mutant(3, 5)[1] == documents.mutant(3, 5)[1] != documents.mutant(3, 6)[1]


@on_linux
@pytest.mark.parametrize("moment", [0.2, 0.3, 0.4])
def test_an_interrupt_while_processes_start_is_quiet(moment: float, tmp_path: Path) -> None:
    """Workers that nobody had waited for wrote tracebacks."""
    words = ["batch", "lines.jsonl", "-o", "out.jsonl", "--jobs", "2"]
    assert signals.interrupted(tmp_path, words, 0, signal.SIGINT, moment)[1] is None


@pytest.mark.quick
def test_figures_are_put_between_their_marks_and_say_what_is_wrong(tmp_path: Path) -> None:
    """The page holds what was measured, and nobody copies it."""
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    found = [Figures("hosts", {"fork": 2, "spawn": 1}, ["a complaint"])]
    written(found, page)
    written(found, page)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n") and text.endswith("after\n") and "old" not in text
    assert "| programs around symlin | 3 | 2 fork, 1 spawn; **1 wrong** |" in text
    assert PAGE.read_text(encoding="utf-8").count(BEGIN) == 1


@pytest.mark.quick
def test_runs_are_joined(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The slow kinds take an hour, and are run in pieces; a complaint is one wherever it was."""
    one = Figures("threads", {"64 right, in time": 3}, ["1: late"])
    (tmp_path / "one.json").write_text(json.dumps([one._asdict()]), encoding="utf-8")
    assert main(["--join", str(tmp_path / "one.json"), "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == [one._asdict()]
