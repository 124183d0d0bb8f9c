"""Assertions for tests: what a failure shows, and that pytest does not start later for them."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

import symlin
from symlin.testing import assert_affine, assert_equivalent, assert_linear

pytest_plugins = ["pytester"]


def outcome(pytester: pytest.Pytester, body: str) -> pytest.RunResult:
    """A run with the plugin and no other, wherever this one is installed."""
    pytester.makepyfile(body)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
        return pytester.runpytest_subprocess("-p", "symlin.pytest_plugin")


def test_a_proof_passes_and_is_returned() -> None:
    assert assert_linear("avg_pool1d(2)", shape=(2,)).matrix is not None
    assert assert_affine("3*x + 2").affine.certified
    assert assert_equivalent("Max(x, 0)", "relu", timeout=10).certified


def test_a_failure_reads_like_the_command_line(pytester: pytest.Pytester) -> None:
    result = outcome(pytester, "def test_relu(assert_linear):\n    assert_linear('relu')\n")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            ">       assert_linear('relu')",
            "E       AssertionError: relu is not linear",
            "E       relu(x) = max(x, 0)  * NOT LINEAR",
            "E         additivity    refuted   f(-1 + 1) = f(0) = 0 * f(-1) + f(1) = 0 + 1 = 1",
            "E         certificates checked by the kernel; 200 numeric examples agree*",
        ]
    )
    result.stdout.no_fnmatch_line("*symlin/*.py*")


def test_two_functions_that_differ_fail_with_the_point(pytester: pytest.Pytester) -> None:
    body = "def test_equal(assert_equivalent):\n    assert_equivalent('relu', 'Abs(x)')\n"
    result = outcome(pytester, body)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["E*not shown to be the same*", "E*f(-1) = 0   but  g(-1) = 1"])
    result.stdout.no_fnmatch_line("*symlin/*.py*")


def test_what_cannot_be_read_fails_with_its_place(pytester: pytest.Pytester) -> None:
    result = outcome(pytester, "def test_typo(assert_affine):\n    assert_affine('relu(')\n")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["E*InputError: *", "E*relu("])
    result.stdout.no_fnmatch_line("*symlin/*.py*")


@pytest.mark.parametrize(
    ("operator", "said"),
    [
        ("leaky_relu", "leaky_relu is not shown to be linear\n\n.*LINEAR IFF alpha = 1"),
        ("x + 1", "x \\+ 1 is not linear"),
    ],
)
def test_a_condition_is_no_proof(operator: str, said: str) -> None:
    with pytest.raises(AssertionError, match=f"(?s){said}"):
        assert_linear(operator)


def test_what_is_undecided_is_no_proof() -> None:
    with pytest.raises(AssertionError, match="not shown to be linear"):
        assert_linear("x1*x2 + sin(x1) + exp(x2)*Abs(x1)", timeout=1e-9)


def test_a_proof_that_the_numbers_contradict_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    opinion = symlin.CrossCheck("disagrees", 1, 0, "f(1) is 2, not 1")
    monkeypatch.setattr("symlin.crosscheck.cross_check", lambda *_: opinion)
    with pytest.raises(AssertionError, match="DISAGREES"):
        assert_linear("identity")


def test_the_plugin_loads_nothing_before_it_is_used() -> None:
    code = "import sys, pytest; old = set(sys.modules); import symlin.pytest_plugin; " + (
        "print(*sorted(set(sys.modules) - old))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.split() == ["symlin", "symlin.pytest_plugin"]


def test_the_entry_point_names_the_plugin() -> None:
    project = Path(symlin.__file__).parents[1] / "pyproject.toml"
    entries = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["entry-points"]
    assert all(import_module(name).assert_linear for name in entries["pytest11"].values())
