"""What --run runs has exit codes of its own, which say nothing of an operator."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from symlin.commands.run import run

ENDINGS = {
    "exit 0": "import sys\nsys.exit(0)\n",
    "exit 1": "import sys\nsys.exit(1)\n",
    "exit None": "raise SystemExit\n",
    "on asking": "def __getattr__(name):\n    raise SystemExit(0)\n",
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_that_ends_the_program_is_no_answer(
    ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A script that ends with sys.exit(0) made it 0, which says "linear", and 1 says "refuted"."""
    file = tmp_path / "train.py"
    file.write_text(ENDINGS[ending], encoding="utf-8")
    assert run(["check", f"{file}:model", "--run"]) == 2
    assert "what was run ended the program" in capsys.readouterr().err


def test_nor_is_one_that_raises_what_nobody_catches(tmp_path: Path) -> None:
    """Python would leave with 1."""
    file = tmp_path / "train.py"
    file.write_text("class Own(BaseException): pass\nraise Own\n", encoding="utf-8")
    command = [sys.executable, "-m", "symlin", "check", f"{file}:model", "--run"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == "symlin: what was run ended the program: Own()\n"
