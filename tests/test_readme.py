"""The README: what it shows is what symlin prints, and its commands are the ones that are run."""

import os
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from symlin.commands.cli import cli

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"^```console\n\$ symlin ([^\n]*)\n(.*?)```$", README, re.MULTILINE | re.DOTALL)


def without_seconds(text: str) -> str:
    return re.sub(r"\b\d+\.\d s$", "S s", text, flags=re.MULTILINE)


HINT = "the README is out of date; run: python -m tests.test_readme"


def printed(command: str) -> str:
    return CliRunner().invoke(cli, shlex.split(command), prog_name="symlin").stdout


@pytest.mark.parametrize(("command", "shown"), SHOWN, ids=[command for command, _ in SHOWN])
def test_every_transcript_is_real(command: str, shown: str) -> None:
    assert without_seconds(shown) == without_seconds(printed(command)), HINT


def test_it_opens_with_both_answers() -> None:
    commands = [command for command, _ in SHOWN]
    assert commands[:2] == ["check relu", "check leaky_relu"]
    assert "--help" in commands


FIRST = "python3 -m venv .venv && .venv/bin/pip install '.[plot]' && .venv/bin/symlin check relu"


def test_its_first_command_sets_up_and_asks() -> None:
    """In one paste: whoever has read three lines sees an answer. .ci/run runs this very line."""
    first = re.findall(r"^```\w+\n(.*?)```$", README, re.MULTILINE | re.DOTALL)[0]
    assert first == FIRST + "\n"
    assert ".venv/bin/symlin check relu" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_python_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"^```python\n(.*?)```$", README, re.MULTILINE | re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    promised = re.findall(r"print\(report.*#\s*(.+)$", code, re.MULTILINE)
    assert promised == ["conditional", "Eq(alpha, 1)"]
    assert printed.startswith("conditional\nEq(alpha, 1)\nMatrix([[1/2, 1/2, 0, 0]")


def test_every_command_of_the_tour_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`docs site` alone takes long, and has tests of its own."""
    monkeypatch.chdir(tmp_path)
    blocks = "".join(re.findall(r"^```sh\n(.*?)```$", README, re.MULTILINE | re.DOTALL))
    commands = [
        shlex.split(line) for line in re.findall(r"^symlin ([^#>\n]*)", blocks, re.MULTILINE)
    ]
    assert {words[0] for words in commands} >= {"explain", "plot", "docs", "export"}
    for words in commands:
        if words[0] != "docs":
            assert CliRunner().invoke(cli, words).exit_code == 0, words
    assert (tmp_path / "max.svg").is_file()


def test_ci_runs_the_command_that_the_readme_gives() -> None:
    command = "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest\n"
    assert command in README
    assert "README.md" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


if __name__ == "__main__":
    os.environ["SYMLIN_CACHE"] = "off"  # what is shown is a first answer
    for command, shown in SHOWN:
        head = f"```console\n$ symlin {command}\n"
        README = README.replace(f"{head}{shown}```", f"{head}{printed(command)}```")
    (ROOT / "README.md").write_text(README, encoding="utf-8")
