"""The guides under docs/: every transcript is real, every Python example runs."""

import doctest
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from symlin.commands.cli import cli
from symlin.report.site.questions import timeless

DOCS = Path(__file__).parents[2] / "docs"
GUIDES = ("tutorial", "how-to", "mathematics", "certificates")
BLOCK = re.compile(r"^```console\n\$ symlin ([^\n]*)\n(.*?)```$", re.MULTILINE | re.DOTALL)
HINT = "out of date; run: python -m tests.docs.test_guides"


def text_of(guide: str) -> str:
    return (DOCS / f"{guide}.md").read_text(encoding="utf-8")


def printed(command: str) -> str:
    result = CliRunner().invoke(cli, shlex.split(command), prog_name="symlin")
    assert result.exit_code in (0, 1), result.output
    return timeless(result.stdout) + "\n"


SHOWN = [(g, command, shown) for g in GUIDES for command, shown in BLOCK.findall(text_of(g))]


LONG = (" --shape 3,224,224 ", " --shape 64,64 ", "Integral(k(t, s)*x(s)")
"""Parts of commands that take seconds to answer."""
TRANSCRIPTS = [
    pytest.param(*row, id=row[1], marks=pytest.mark.slow if any(p in row[1] for p in LONG) else ())
    for row in SHOWN
]


@pytest.mark.parametrize(("guide", "command", "shown"), TRANSCRIPTS)
def test_every_transcript_is_real(guide: str, command: str, shown: str) -> None:
    """What a reader types gives what the reader saw."""
    assert shown == printed(command), f"docs/{guide}.md {HINT}"


@pytest.mark.parametrize("guide", GUIDES)
def test_every_python_example_runs(guide: str) -> None:
    """With the values that it promises."""
    path = str(DOCS / f"{guide}.md")
    failed, _ = doctest.testfile(path, module_relative=False, optionflags=doctest.ELLIPSIS)
    assert not failed


@pytest.mark.parametrize("guide", GUIDES)
def test_indented_commands_exist(guide: str) -> None:
    """Those that write files are not run, but they must be commands with such options."""
    for line in re.findall(r"^    symlin (.*)$", text_of(guide), re.MULTILINE):
        name, *arguments = shlex.split(line)
        options = {opt for param in cli.commands[name].params for opt in param.opts}
        assert {a for a in arguments if a.startswith("-")} <= options


if __name__ == "__main__":
    for name in GUIDES:
        filled = BLOCK.sub(
            lambda m: f"```console\n$ symlin {m[1]}\n{printed(m[1])}```", text_of(name)
        )
        (DOCS / f"{name}.md").write_text(filled, encoding="utf-8")
