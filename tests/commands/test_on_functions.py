"""Commands on operators on functions: what they print, and what they refuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from symlin.commands.cli import cli


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words))


@pytest.mark.parametrize(
    ("text", "code"),
    [("t*x(t)", 0), ("x[n]**2", 1), ("a*x(t) + b", 1), ("x(t", 2), ("y'' + y = 0", 0)],
)
def test_the_exit_code_speaks_of_linearity(text: str, code: int) -> None:
    assert run("check", text, "--no-crosscheck").exit_code == code


@pytest.mark.parametrize(
    ("a", "b", "word", "code"),
    [
        ("Derivative(x(t)**2, t)", "2*x(t)*x'(t)", "EQUAL WHERE BOTH HAVE A VALUE", 0),
        ("x[n]", "x[n-1]", "DIFFERENT", 1),
        ("x(t)**2", "x(t)*x(a*t)", "EQUAL IFF a = 1", 1),
        ("x(t) - x(t)", "0", "EQUAL WHERE BOTH HAVE A VALUE", 0),
        ("y(t) = x(t)", "y(t) = x(t) + b", "EQUAL IFF b = 0", 1),
    ],
)
def test_two_operators_are_compared(a: str, b: str, word: str, code: int) -> None:
    found = run("equiv", a, b)
    assert word in found.stdout
    assert found.exit_code == code
    answer = json.loads(run("equiv", a, b, "--json").stdout)
    assert len(answer["operators"]) == 2
    assert answer["claims"]["equivalent"]["certified"]


def test_operators_on_different_functions_are_not_compared() -> None:
    found = run("equiv", "y(t) = x(t)", "y(t) = z(t)")
    assert found.exit_code == 2
    assert "different functions" in found.stderr


@pytest.mark.parametrize("law", ["linear", "time_invariance"])
def test_certificates_are_written_and_verified(law: str, tmp_path: Path) -> None:
    path = tmp_path / "certificate.json"
    written = run("export", "t*x(t)", "--to", "json", "--law", law, "-o", str(path))
    assert written.exit_code == 0, written.stderr
    accepted = run("verify", str(path))
    assert accepted.exit_code == 0
    assert accepted.stdout.startswith("accepted: ")


def test_a_claim_that_was_altered_is_rejected(tmp_path: Path) -> None:
    """t*x(t) is linear; that x(t)**2 is, the same theorems do not show."""
    good = json.loads(run("export", "t*x(t)", "--to", "json").stdout)
    bad = json.loads(run("export", "x(t)**2", "--to", "json").stdout)
    for key in ("operator", "nodes"):
        good[key] = bad[key]
    path = tmp_path / "forged.json"
    path.write_text(json.dumps(good))
    assert run("verify", str(path)).exit_code in (1, 2)


@pytest.mark.parametrize(
    "words",
    [
        ("fuzz", "t*x(t)"),
        ("export", "t*x(t)", "--to", "latex"),
        ("export", "t*x(t)", "--to", "smtlib"),
    ],
)
def test_what_speaks_of_numbers_alone_says_what_can_be_had(words: tuple[str, ...]) -> None:
    found = run(*words)
    assert found.exit_code == 2
    assert "symlin check, explain, plot, equiv" in found.stderr


def test_functions_are_held_fixed_by_name() -> None:
    found = run("check", "h(t)*x(t)", "--given", "h", "--no-crosscheck")
    assert "unknown function x; for all real t; h given" in found.stdout


def test_a_batch_takes_them_too() -> None:
    row = {"operator": "t*x(t)", "expect": {"linear": "proved", "time_invariance": "refuted"}}
    found = CliRunner().invoke(cli, ["batch", "-"], input=json.dumps(row) + "\n")
    assert json.loads(found.stdout)["met"] is True
    assert found.exit_code == 0
