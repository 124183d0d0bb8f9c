"""The recipes of docs/how-to.md: files that are well formed, commands that do what is said."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from symlin.commands.cli import cli

HOW_TO = (Path(__file__).parents[2] / "docs" / "how-to.md").read_text(encoding="utf-8")
yaml = pytest.importorskip("yaml")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)```$", HOW_TO, re.MULTILINE | re.DOTALL)


HOOK, WORKFLOW = (yaml.safe_load(text) for text in blocks("yaml"))
(OPERATORS,) = blocks("json")


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project with the file of the recipe."""
    monkeypatch.chdir(tmp_path)
    Path("operators.jsonl").write_text(OPERATORS, encoding="utf-8")


def run(command: str) -> Result:
    program, *arguments = shlex.split(command)
    assert program == "symlin"
    return CliRunner().invoke(cli, arguments)


def hook() -> dict[str, str]:
    (repository,) = HOOK["repos"]
    (found,) = repository["hooks"]
    assert repository["repo"] == "local"
    assert isinstance(found, dict)
    return found


def test_the_hook_has_what_pre_commit_asks_for() -> None:
    """https://pre-commit.com/#repository-local-hooks."""
    assert {"id", "name", "language", "entry", "files"} == set(hook())
    assert hook()["language"] == "system"


def test_the_hook_runs_for_the_file_and_passes() -> None:
    """pre-commit appends the names of the files that changed."""
    assert re.search(hook()["files"], "operators.jsonl")
    assert not re.search(hook()["files"], "src/other_operators.jsonl")
    result = run(f"{hook()['entry']} operators.jsonl")
    assert (result.exit_code, result.output) == (0, "")


def test_the_hook_fails_with_the_reason() -> None:
    """What a person sees who tries to commit."""
    text = OPERATORS.replace('"linear": "refuted"', '"linear": "proved"')
    Path("operators.jsonl").write_text(text, encoding="utf-8")
    result = run(f"{hook()['entry']} operators.jsonl")
    assert result.exit_code == 1
    assert result.output == "relu: linear is refuted, expected proved\n"
    assert result.output.strip() in HOW_TO


def test_the_workflow_asks_with_a_command_that_passes_and_keeps_the_reports() -> None:
    """Its steps are read from the page; the last one uploads what the command wrote."""
    steps = WORKFLOW["jobs"]["operators"]["steps"]
    assert WORKFLOW[True] == ["push", "pull_request"]  # YAML 1.1 takes the key `on` for a truth
    commands = [step["run"] for step in steps if "run" in step]
    (asked,) = [command for command in commands if command.startswith("symlin ")]
    assert run(asked).exit_code == 0
    kept = Path(steps[-1]["with"]["path"])
    assert len(kept.read_text(encoding="utf-8").splitlines()) == len(OPERATORS.splitlines())


def test_every_line_of_the_script_recipe_passes() -> None:
    """Those that stand by themselves in the section."""
    section = HOW_TO.partition("## Check operators in a script")[2].partition("\n## ")[0]
    commands = re.findall(r"^    (symlin .*)$", section, re.MULTILINE)
    assert len(commands) == 4
    for command in commands:
        assert run(command).exit_code == 0, command
