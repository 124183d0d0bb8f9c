"""`symlin batch --resume`: an interrupted run goes on, and ends with the same bytes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from symlin.commands.run import run

TEXTS = ["x", "relu", "Max(x", "2*x + 1", "softplus", "abs"]


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    rows = [{"id": text, "operator": text} for text in TEXTS]
    path.write_text("\n\n".join(map(json.dumps, rows)) + "\n")
    return path


def batch(lines: Path, *options: str) -> int:
    return run(["batch", str(lines), "--no-times", "--no-crosscheck", *options])


@pytest.mark.parametrize("kept", [0, 1, 3, 6])
@pytest.mark.parametrize("rest", ["", '{"id": "rel'])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_run_that_was_cut_ends_with_the_bytes_of_a_whole_one(
    kept: int, rest: str, jobs: str, lines: Path, tmp_path: Path
) -> None:
    """Also where it was cut in the middle of a line."""
    whole, cut = tmp_path / "whole.jsonl", tmp_path / "cut.jsonl"
    code = batch(lines, "-o", str(whole))
    answers = whole.read_text().splitlines(keepends=True)
    cut.write_text("".join(answers[:kept]) + rest)
    assert batch(lines, "--resume", str(cut), "--jobs", jobs) == code == 2
    assert cut.read_bytes() == whole.read_bytes()


def test_what_was_answered_is_not_worked_out_again(
    lines: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.jsonl"
    batch(lines, "--resume", str(out))
    before = out.read_bytes()
    monkeypatch.setattr("symlin.api.check_in_two", lambda *_, **__: pytest.fail("asked again"))
    assert batch(lines, "--resume", str(out)) == 2
    assert out.read_bytes() == before


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            '{"id": "gelu", "claims": {}}\n',
            "is about 'gelu', and the operator in this place is 'x'",
        ),
        ("notes of mine\n", "line 1, is no answer of symlin batch"),
        ('{"id": "x", "error": ""}\n' * 7, "is about 'x', and the operator"),
    ],
)
def test_the_output_of_something_else_is_left_alone(
    found: str, said: str, lines: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever mistypes a name must not lose a file."""
    out = tmp_path / "out.jsonl"
    out.write_text(found)
    assert batch(lines, "--resume", str(out)) == 2
    assert said in " ".join(capsys.readouterr().err.split())
    assert out.read_text() == found


def test_more_answers_than_operators_are_those_of_another_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines.write_text('{"operator": "x"}\n')
    out.write_text('{"id": null, "error": ""}\n' * 2)
    assert batch(lines, "--resume", str(out)) == 2
    assert "has more answers than there are operators" in capsys.readouterr().err


def test_resume_and_output_exclude_each_other(lines: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    assert batch(lines, "--resume", out, "-o", out) == 2
