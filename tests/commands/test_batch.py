"""JSON Lines in, one report per line out; a bad line spoils nothing but itself."""

import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from symlin.commands.cli import cli
from symlin.commands.rows import Settings, answer, answers
from symlin.commands.tally import Tally

pytestmark = pytest.mark.quick

CORPUS = Path(__file__).parents[1] / "corpus" / "operators.jsonl"
QUICK = Settings(crosscheck=False)


def one(row: object, settings: Settings = QUICK) -> dict[str, Any]:
    raw = row if isinstance(row, bytes) else json.dumps(row).encode()
    return answer((7, raw), settings)


def batch(rows: Iterable[object], *options: str) -> tuple[Result, list[dict[str, Any]]]:
    text = "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows)
    result = CliRunner().invoke(cli, ["batch", "-", "--no-crosscheck", *options], input=text)
    return result, [json.loads(line) for line in result.stdout.splitlines()]


def test_the_corpus_meets_every_expectation() -> None:
    """45 operators labelled by hand; a wrong status would be a wrong theorem."""
    with CORPUS.open("rb") as lines:
        results = list(answers(lines, Settings(), jobs=2))
    assert [r["id"] for r in results if not r.get("met")] == []
    assert len(results) == 45
    assert {r["crosscheck"]["status"] for r in results} <= {"agrees", "skipped"}


def test_an_answer_is_the_report_with_the_lines_id() -> None:
    found = one({"id": "a", "operator": "relu", "note": "anything"})
    assert found["id"] == "a"
    assert found["schema"] == "symlin/1"
    assert found["claims"]["linear"]["status"] == "refuted"
    assert "met" not in found


def test_inputs_assumptions_and_shape_are_passed_on() -> None:
    assert one({"operator": "0", "inputs": ["x"]})["matrix"] == [["0"]]
    assert one({"operator": "relu", "assume": ["x >= 0"]})["matrix"] == [["1"]]
    assert one({"operator": "sum_pool1d(2)", "shape": [2]})["matrix"] == [["1", "1"]]


@pytest.mark.parametrize(
    ("expect", "met"),
    [
        ({"linear": "refuted"}, True),
        ({"linear": "refuted-or-conditional"}, True),
        ({"linear": "proved"}, False),
        ({"linear": "unknown"}, False),
        ({"positive_homogeneity": "proved", "odd": "refuted"}, True),
        ({"points": [{"linear": False}]}, True),
        ({"points": [{"linear": True}]}, False),
        ({}, True),
    ],
)
def test_expectations_of_relu(expect: dict[str, Any], met: bool) -> None:
    found = one({"operator": "relu", "expect": expect})
    assert found["met"] is met
    assert bool(found.get("unmet")) is not met


@pytest.mark.parametrize(
    ("value", "linear", "met"),
    [
        ("1", True, True),
        ("0", False, True),
        ("1/2", True, False),
        (1, True, True),
        (0.5, False, True),
        ("sqrt(2)", False, True),
        ("pi/2", False, True),
        ("exp(log(1))", True, True),
    ],
)
def test_points_are_read_exactly(value: object, linear: bool, met: bool) -> None:
    points = [{"alpha": value, "linear": linear}]
    assert one({"operator": "leaky_relu", "expect": {"points": points}})["met"] is met


BAD_LINES = [
    b"{",
    b"[1]",
    b'"relu"',
    b"\xff\xfe",
    b'{"operator": ' + b"[" * 100_000,
    b'{"operator": 1' + b"0" * 5000 + b"}",
    b'{"id": "\\ud800", "operator": "relu"}',
    b'{"operator": "relu", "operator": "x"}',
    b'{"operator": "x", "expect": {"linear": "proved", "linear": "refuted"}}',
    {"id": "a"},
    {"operator": 3},
    {"operator": "relu", "colour": "red"},
    {"operator": "relu", "inputs": "x"},
    {"operator": "relu", "assume": [1]},
    {"operator": "relu", "shape": [0]},
    {"operator": "relu", "shape": [True]},
    {"operator": "relu", "shape": 4},
    {"operator": "relu", "id": []},
    {"operator": "relu", "expect": ["linear"]},
    {"operator": "relu", "expect": {"colour": "refuted"}},
    {"operator": "relu", "expect": {"linear": "maybe"}},
    {"operator": "relu", "expect": {"linear": {}}},
    {"operator": "relu", "expect": {"points": {}}},
    {"operator": "relu", "expect": {"points": [{"alpha": "1"}]}},
    {"operator": "relu", "expect": {"points": [{"alpha": "one", "linear": True}]}},
    {"operator": "relu", "expect": {"points": [{"alpha": "1/0", "linear": True}]}},
    {"operator": "relu", "expect": {"points": [{"alpha": "log(0)", "linear": True}]}},
    {"operator": "relu", "expect": {"points": [{"alpha": "b", "linear": True}]}},
    {"operator": "relu", "expect": {"points": [{"alpha": "[1, 2]", "linear": True}]}},
    {"operator": "relu", "expect": {"points": [{"alpha": True, "linear": True}]}},
    {"operator": "relu", "expect": {"points": [{"alpha": "1e999999999", "linear": True}]}},
    {"operator": "relu", "expect": {"points": [{"beta": "1", "linear": True}]}},
    {"operator": "rleu"},
    {"operator": ""},
]


@pytest.mark.parametrize("row", BAD_LINES, ids=range(len(BAD_LINES)))
def test_a_malformed_line_is_answered_with_its_number(row: object) -> None:
    found = one(row)
    assert found["line"] == 7
    assert found["error"]
    assert "bug" not in found


def test_an_error_carries_the_id_and_the_position() -> None:
    found = one({"id": "typo", "operator": "x + rleu(x)"})
    assert found["id"] == "typo"
    assert found["position"] == 4
    assert "relu" in found["error"]


def test_an_error_carries_what_to_write_instead() -> None:
    """A script that repairs its lines needs the texts, and not the sentence around them."""
    found = one({"operator": "y = x + 1/2x"})
    assert found["suggestions"] == ["y = x + (1/2)*x", "y = x + 1/(2*x)"]
    assert all("error" not in one({"operator": text}) for text in found["suggestions"])
    assert "suggestions" not in one({"operator": ""})


def test_the_rest_goes_on_after_a_bad_line() -> None:
    result, found = batch([{"operator": "x"}, "{", "", {"operator": "relu"}])
    assert result.exit_code == 2
    assert [("error" in answer) for answer in found] == [False, True, False]
    assert found[1]["line"] == 2
    assert "2 operators: 1 linear, 1 not linear; 1 malformed" in result.stderr


def test_exit_codes_of_a_batch() -> None:
    assert batch([{"operator": "x", "expect": {"linear": "proved"}}])[0].exit_code == 0
    assert batch([{"operator": "relu"}])[0].exit_code == 0
    assert batch([{"operator": "x", "expect": {"linear": "refuted"}}])[0].exit_code == 1
    assert batch([])[0].exit_code == 0


def test_a_bug_on_one_line_is_reported_and_the_rest_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from symlin import api

    check = api.check_in_two

    def broken(operator: str, **options: Any) -> Any:
        if operator == "relu":
            raise KeyError("lost")
        return check(operator, **options)

    monkeypatch.setattr(api, "check_in_two", broken)
    result, found = batch([{"operator": "relu"}, {"operator": "x"}])
    assert found[0]["error"] == "symlin failed on this input (a bug): KeyError: 'lost'"
    assert found[1]["claims"]["linear"]["status"] == "proved"
    assert result.exit_code == 5


def test_several_jobs_keep_the_order() -> None:
    texts = ["gelu", "x", "softplus", "2*x", "median3", "3*x"]
    _, found = batch([{"id": t, "operator": t} for t in texts], "--jobs", "3")
    assert [answer["id"] for answer in found] == texts


def test_the_output_may_go_to_a_file(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"operator": "x"}\n')
    arguments = ["batch", str(source), "-o", str(target), "--no-crosscheck"]
    result = CliRunner().invoke(cli, arguments)
    assert result.stdout == ""
    assert json.loads(target.read_text())["matrix"] == [["1"]]


def test_answers_come_as_lines_go() -> None:
    """Standard input may never end: a line is answered before the next one is asked for."""

    def lines() -> Iterable[bytes]:
        yield b'{"operator": "x"}\n'
        raise AssertionError("asked for a second line too early")

    assert next(iter(answers(lines(), QUICK)))["matrix"] == [["1"]]


def test_a_tally_of_nothing_is_readable() -> None:
    assert Tally().text(0.04) == "0 operators; 0.0 s"


def test_lines_may_begin_with_a_byte_order_mark() -> None:
    raw = io.BytesIO('﻿{"operator": "x"}\n'.encode())
    assert next(iter(answers(raw, QUICK)))["matrix"] == [["1"]]
