"""The numeric second opinion on a report, as data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CrossCheck:
    """What the numeric second opinion said: agrees, disagrees or skipped."""

    status: str
    examples: int = 0
    """How many examples were tried."""
    seed: int = 0
    detail: str = ""
    """What disagrees, or why it was skipped."""
    seconds: float = 0.0
    is_remembered: bool = False
    """Whether this was said when the same question was asked before, and not tried again."""
