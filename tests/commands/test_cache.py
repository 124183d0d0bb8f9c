"""`symlin cache`, and `--no-cache`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from symlin.commands.run import run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SYMLIN_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_a_second_answer_is_remembered_and_can_be_cleared(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", "2*x"]) == 0
    assert run(["check", "2*x"]) == 0
    assert "200 examples agreed before" in capsys.readouterr().out
    assert run(["cache", "info"]) == 0
    assert capsys.readouterr().out == f"{folder}: 1 entry, 0.0 MB, at most 64 MB\n"
    assert run(["cache", "clear"]) == 0
    assert run(["cache", "clear"]) == 0
    assert capsys.readouterr().out == "cleared: 1 entry, 0.0 MB\nnothing is kept\n"


@pytest.mark.parametrize("command", [["check", "2*x"], ["equiv", "x", "x"], ["explain", "x"]])
def test_no_cache_leaves_no_trace(command: list[str], folder: Path) -> None:
    run([*command, "--no-cache"])
    assert not folder.exists()


def test_a_batch_with_no_cache_leaves_no_trace(folder: Path, tmp_path: Path) -> None:
    """Also in the processes that share its work."""
    lines = tmp_path / "lines.jsonl"
    lines.write_text("".join(json.dumps({"operator": text}) + "\n" for text in ("x", "2*x")))
    out = str(tmp_path / "out.jsonl")
    run(["batch", str(lines), "-o", out, "--jobs", "2", "--no-cache"])
    assert not folder.exists()


def test_pages_do_not_depend_on_what_was_asked_before(folder: Path, tmp_path: Path) -> None:
    lines = tmp_path / "lines.jsonl"
    lines.write_text('{"operator": "2*x"}\n')
    run(["docs", str(tmp_path / "site"), "--from", str(lines), "--jobs", "1"])
    assert not folder.exists()


def test_where_nothing_is_kept_it_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SYMLIN_CACHE", "off")
    run(["cache", "info"])
    assert capsys.readouterr().out == (
        'nothing is kept: SYMLIN_CACHE is "off", or there is no home\n'
    )
