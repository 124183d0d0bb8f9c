"""The benchmarks run; what they measure is not tested."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def test_two_rows_make_a_page(tmp_path: Path) -> None:
    """So that a change of symlin's does not leave the benchmarks behind unnoticed."""
    page = tmp_path / "benchmarks.md"
    command = [sys.executable, "-m", "tests.benchmarks", "--corpus", "--rows", "2"]
    options = ["--tools", "symlin,z3-laws,z3-matrix", "--timeout", "2", "-o", str(page)]
    ended = subprocess.run(
        [*command, *options], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert ended.returncode == 0, ended.stderr
    text = page.read_text(encoding="utf-8")
    assert "2 questions" in text
    assert "| z3, matrix form | 2 | 0 | 0 |" in text
