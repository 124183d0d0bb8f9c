"""Mutants that may survive, each under the reason why it cannot make the kernel accept more."""

from __future__ import annotations

from pathlib import Path

LIST = Path(__file__).parent / "harmless.txt"


def reasons() -> dict[str, str]:
    """By the name of the mutant; a line that starts with # is the reason for those below it."""
    found: dict[str, str] = {}
    reason = ""
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            reason = line.removeprefix("# ")
        elif line:
            assert reason and line not in found, line
            found[line] = reason
    return found
