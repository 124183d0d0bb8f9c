"""What `python -OO` leaves out is read from the files: help and introductions are for users."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from symlin import catalog
from symlin.commands import check
from symlin.exact.docstrings import help_of, introduction_of


def symlin(*words: str, level: str) -> tuple[int, str]:
    """The exit code and what is printed, without the time it took."""
    env = {**os.environ, "PYTHONOPTIMIZE": level}
    command = [sys.executable, "-m", "symlin", *words]
    done = subprocess.run(command, capture_output=True, env=env, check=False)
    said = (done.stdout + done.stderr).decode(errors="replace")
    return done.returncode, "\n".join(line for line in said.splitlines() if " s" not in line[-2:])


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["batch", "--help"],
        ["explain", "relu"],
        ["check", "leaky_relu", "--no-crosscheck"],
        ["check", "gelu >> max_pool1d(2)", "--shape", "4", "--no-crosscheck"],
    ],
    ids=" ".join,
)
def test_no_level_of_optimization_changes_what_is_said(words: list[str]) -> None:
    """Every command failed, for operators need an introduction; and `--help` was silent."""
    assert symlin(*words, level="2") == symlin(*words, level="0")


@pytest.mark.quick
def test_docstrings_are_what_they_are() -> None:
    assert introduction_of(catalog) == (catalog.__doc__ or "").strip()
    assert (help_of(check.check.callback) or "").startswith("Decide")
