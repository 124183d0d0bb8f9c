"""docs/decided.md: what is decided, and what is not, is what symlin does today."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from symlin.commands.cli import cli
from symlin.report.site.questions import timeless

PAGE = Path(__file__).parents[2] / "docs" / "decided.md"
BLOCK = re.compile(r"^```console\n\$ symlin ([^\n]*)\n(.*?)```$", re.MULTILINE | re.DOTALL)
BEYOND = re.compile(r"^- `([^`]*)` is ", re.MULTILINE)
SHOWN = BLOCK.findall(PAGE.read_text(encoding="utf-8"))
CODES = {"UNKNOWN": 3, "NOT LINEAR": 1, "LINEAR IFF": 1, "LINEAR": 0}
REASON = re.compile(r"the time allowed ran\s+out|no counterexample among")
HINT = "out of date; run: python -m tests.docs.test_decided, and read the words around it again"


def printed(command: str) -> tuple[str, int]:
    result = CliRunner().invoke(cli, shlex.split(command), prog_name="symlin")
    return timeless(result.stdout) + "\n", result.exit_code


def verdict(text: str) -> str:
    return next(words for words in CODES if words in text)


@pytest.mark.parametrize(("command", "shown"), SHOWN, ids=[command for command, _ in SHOWN])
def test_what_the_page_promises_is_what_happens(command: str, shown: str) -> None:
    """An example that is decided by now, or no longer, makes the page untrue."""
    said, code = printed(command)
    assert verdict(said) == verdict(shown), HINT
    assert code == CODES[verdict(shown)]
    if verdict(shown) == "UNKNOWN":  # which reason comes first depends on the machine's speed
        assert REASON.search(said), said
    else:
        assert said == shown, f"docs/decided.md {HINT}"


@pytest.mark.parametrize("operator", BEYOND.findall(PAGE.read_text(encoding="utf-8")))
def test_what_is_listed_as_unknown_is(operator: str) -> None:
    """Once one of them is decided it leaves the list, or the page says too little of symlin."""
    assert printed(f'check "{operator}" --timeout 2')[1] == CODES["UNKNOWN"]


if __name__ == "__main__":
    filled = BLOCK.sub(
        lambda m: f"```console\n$ symlin {m[1]}\n{printed(m[1])[0]}```",
        PAGE.read_text(encoding="utf-8"),
    )
    PAGE.write_text(filled, encoding="utf-8")
