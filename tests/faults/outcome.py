"""What became of one fault."""

from __future__ import annotations

from typing import NamedTuple


class Outcome(NamedTuple):
    """One fault: its kind, what became of it, what is wrong with that, and how to see it again."""

    kind: str
    word: str
    complaint: str | None
    again: str
