"""docs/models.md: every example runs, where the packages that it speaks of are installed."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import pytest

from symlin.commands.cli import cli
from symlin.reading.networks.onnx import operators
from symlin.reading.networks.onnx.table import RULES

PAGE = Path(__file__).parents[2] / "docs" / "models.md"


@pytest.mark.models
def test_every_python_example_runs() -> None:
    """With the values that it promises."""
    pytest.importorskip("torch", reason="the page is about modules of PyTorch")
    failed, tried = doctest.testfile(
        str(PAGE), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE
    )
    assert tried and not failed


def test_commands_on_the_page_exist() -> None:
    """They read files that a reader has, and must be commands with such options."""
    lines = re.findall(r"^    symlin (.*)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert lines
    for line in lines:
        name, *arguments = shlex.split(line)
        options = {opt for param in cli.commands[name].params for opt in param.opts}
        assert {a for a in arguments if a.startswith("-") and not a[1].isdigit()} <= options


def test_the_page_lists_the_operators_of_onnx_that_are_read() -> None:
    """Neither more nor fewer: who has a file looks there first."""
    operators.load()
    text = PAGE.read_text(encoding="utf-8").partition("Read are\n\n")[2].partition(",\n\n")[0]
    assert text.replace("\n", " ").split(", ") == sorted(RULES)
