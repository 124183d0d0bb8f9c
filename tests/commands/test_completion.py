"""Completion by the tab key: through click's protocol, and in the shells themselves."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from symlin.catalog import index

HEAVY = {"sympy", "hypothesis", "z3", "matplotlib", "rich", "numpy"}


def completed(line: str, shell: str = "bash") -> list[str]:
    """What the shell is offered for the last word of the line."""
    words = {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split(" ")) - 1)}
    asked = os.environ | {"_SYMLIN_COMPLETE": f"{shell}_complete"} | words
    command = [sys.executable, "-m", "symlin"]
    done = subprocess.run(command, env=asked, capture_output=True, check=False, text=True)
    assert done.stderr == ""
    return [item.removeprefix("plain,") for item in done.stdout.split("\n") if item]


def test_names_of_the_catalog_are_completed() -> None:
    """Nobody remembers whether it is leaky_relu or LeakyReLU."""
    assert completed("symlin check leak") == ["leaky_relu"]
    assert completed("symlin check ") == list(index.names())
    assert completed("symlin equiv relu hard_") == ["hard_sigmoid", "hard_swish"]
    assert completed("symlin check relu soft") == completed("symlin explain soft")


def test_the_name_in_a_formula_is_completed() -> None:
    """The rest of the formula stays as it is typed."""
    assert completed("symlin check 2*relu(x)-leak") == ["2*relu(x)-leaky_relu"]
    assert completed("symlin check relu(max_pool") == ["relu(max_pool1d", "relu(max_pool2d"]


def test_names_of_other_libraries_are_completed() -> None:
    """After a capital or a point: whoever begins so has another library in mind."""
    assert completed("symlin check nn.Leaky") == ["nn.LeakyReLU"]
    assert completed("symlin check 2*Leaky") == ["2*LeakyReLU"]
    assert "np.maximum" in completed("symlin check np.ma")


@pytest.mark.parametrize("text", ["relu(x)", "[x,y]", "2re", "nosuchthing"])
def test_nothing_is_offered_where_no_name_can_follow(text: str) -> None:
    assert completed(f"symlin check {text}") == []


def test_options_and_their_values_are_completed() -> None:
    assert completed("symlin check relu --ver") == ["--verbose"]
    assert completed("symlin export relu --to ") == ["coq", "smtlib", "latex", "json"]
    assert completed("symlin explain relu --format ma") == ["markdown"]
    assert completed("symlin check relu -") != []


def test_commands_are_completed() -> None:
    assert completed("symlin e") == ["equiv", "explain", "export"]


@pytest.mark.parametrize("line", ["verify ", "batch ", "plot relu -o ", "docs site --from "])
def test_files_are_left_to_the_shell(line: str) -> None:
    assert completed(f"symlin {line}") == ["file,"]


def test_descriptions_go_to_shells_that_show_them() -> None:
    """ "hardtanh" says little to who does not know it already."""
    name, description = completed("symlin check hardt", "zsh")[1:3]
    assert (name, description) == ("hardtanh", index.load("hardtanh").summary)


def test_an_answer_to_the_tab_key_loads_nothing_heavy() -> None:
    """It is waited for: SymPy alone would take most of a second."""
    program = (
        "import sys\nfrom symlin.commands.run import run\n"
        "try:\n    run([])\nexcept SystemExit:\n    print(*sys.modules, file=sys.stderr)"
    )
    asked = {"_SYMLIN_COMPLETE": "zsh_complete", "COMP_WORDS": "symlin check ", "COMP_CWORD": "2"}
    done = subprocess.run(
        [sys.executable, "-c", program], env=os.environ | asked, capture_output=True, check=True
    )
    assert b"leaky_relu" in done.stdout
    assert not HEAVY & set(done.stderr.decode().split())


# ---- the shells themselves ----

BASH = """
eval "$(_SYMLIN_COMPLETE=bash_source symlin)"
complete -p symlin >/dev/null || exit 1
COMP_WORDS=(symlin check '"Max(x, 0) - leak'); COMP_CWORD=2
_symlin_completion symlin
printf '%s\\n' "${COMPREPLY[@]}"
"""
ZSH = """
compdef() { : }
_describe() { print -l ${(P)3} }
compadd() { print -l "$@" }
eval "$(_SYMLIN_COMPLETE=zsh_source symlin)"
words=(symlin check '"Max(x, 0) - leak'); CURRENT=3
_symlin_completion
"""
FISH = """
_SYMLIN_COMPLETE=fish_source symlin | source
complete -C 'symlin check "Max(x, 0) - leak'
"""
STARTS = {"bash": ["--norc", "-c", BASH], "zsh": ["-f", "-c", ZSH], "fish": ["-c", FISH]}


@pytest.mark.parametrize("shell", STARTS)
def test_a_shell_completes_a_formula_with_commas_and_blanks(shell: str, tmp_path: Path) -> None:
    """With the line that docs/how-to.md gives for switching completion on."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    program = tmp_path / "symlin"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m symlin "$@"\n', encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    path = os.pathsep.join((str(tmp_path), os.environ["PATH"]))
    home = {"PATH": path, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    done = subprocess.run(
        [shell, *STARTS[shell]], env=os.environ | home, capture_output=True, check=False, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "Max(x, 0) - leaky_relu" in done.stdout
