"""The command line on functions of Python: FILE.py:NAME wherever an operator may stand."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from symlin.commands.cli import cli

pytest.importorskip("numpy")
SOURCE = """
import numpy as np


def clip_soft(x):
    if x < 0:
        return 0
    return x


def mix(x):
    return [x[0] + x[3], 2*x[1]]


def pair(x, y):
    return x @ y


def double(x):
    return x + x


def stuck(x):
    while x > 1:
        x = x/2
    return x
"""


@pytest.fixture(autouse=True)
def _file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("filters.py").write_text(SOURCE, encoding="utf-8")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


def test_check_says_what_was_read_and_what_is_so() -> None:
    """The file is named as any operator is."""
    found = run("check", "filters.py:clip_soft")
    assert found.exit_code == 1
    assert found.stdout.startswith("clip_soft(x) = 0 if x < 0, x otherwise")
    assert "NOT LINEAR" in found.stdout
    assert run("check", "filters.py:double", "filters.py:mix", "--shape", "4").exit_code == 0


def test_shapes_are_given_by_name_where_there_are_several() -> None:
    """x=2,y=2; A=2x2 would be a matrix."""
    found = run("check", "filters.py:pair", "--shape", "x=2,y=2", "--inputs", "x")
    assert found.exit_code == 0
    assert "LINEAR" in found.stdout
    wrong = run("check", "filters.py:pair", "--shape", "2")
    assert wrong.exit_code == 2
    assert "--shape x=2,y=2" in wrong.output
    for shape in ("x=2x", "x=0", "x==2", "=2", "x=2,3", "x=2x2x2"):
        assert run("check", "filters.py:pair", "--shape", shape).exit_code == 2
    assert run("check", "relu", "--shape", "x=2").exit_code == 2


def test_what_is_not_read_has_its_place_in_text_and_in_json() -> None:
    """Exit code 2, the line with a caret, and no traceback."""
    found = run("check", "filters.py:stuck", "--json")
    assert found.exit_code == 2
    assert "filters.py:24:5: while is not read where its end depends on the input" in found.stderr
    assert found.stderr.endswith("\n      while x > 1:\n      ^\n")
    assert json.loads(found.stdout)["position"] == 4
    assert run("check", "filters.py:clip_sof").stderr.endswith("try filters.py:clip_soft\n")
    assert "filters.py:np is no function" in run("check", "filters.py:np").stderr
    assert run("check", "nowhere.py:f").exit_code == 2


def test_every_command_takes_functions(tmp_path: Path) -> None:
    """equiv, explain, fuzz, batch, export and verify, as they take formulas."""
    assert run("equiv", "filters.py:clip_soft", "relu").exit_code == 0
    assert run("equiv", "filters.py:double", "3*x").exit_code == 1
    explained = run("explain", "filters.py:mix", "--shape", "4")
    assert "symlin check filters.py:mix --shape 4" in explained.stdout
    named = run("explain", "filters.py:pair", "--shape", "x=2,y=2")
    assert "--shape x=2,y=2" in named.stdout
    assert run("fuzz", "filters.py:double", "--examples", "50").exit_code == 0
    assert run("fuzz", "filters.py:clip_soft", "--examples", "50").exit_code == 1
    assert run("export", "filters.py:double", "--to", "json", "-o", "c.json").exit_code == 0
    assert run("verify", "c.json").exit_code == 0
    assert "filters" not in run("export", "filters.py:double", "--to", "latex").stderr
    rows = [
        {"operator": "filters.py:mix", "shape": [4], "expect": {"linear": "proved"}},
        {"operator": "filters.py:pair", "shape": {"x": 2, "y": [2]}},
        {"operator": "filters.py:stuck"},
    ]
    Path("rows.jsonl").write_text("\n".join(map(json.dumps, rows)))
    found = run("batch", "rows.jsonl")
    answers = list(map(json.loads, found.stdout.splitlines()))
    assert answers[0]["met"] is True
    assert answers[1]["claims"]["linear"]["status"] == "refuted"
    assert "while is not read where its end depends on the input" in answers[2]["error"]
