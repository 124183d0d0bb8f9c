"""What became of the lines of a batch, counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from symlin.commands.answers import BUG, DISAGREES, FAILS, HOLDS, MALFORMED
from symlin.commands.rows import Answer


@dataclass
class Tally:
    """What became of the lines so far."""

    statuses: Counter[str] = field(default_factory=Counter)
    met: int = 0
    unmet: int = 0
    malformed: int = 0
    bugs: int = 0
    disagreements: int = 0

    def count(self, result: Answer) -> None:
        """Takes one answer into account."""
        if "error" in result:
            self.bugs += "bug" in result
            self.malformed += "bug" not in result
            return
        self.statuses[result["claims"]["linear"]["status"]] += 1
        self.disagreements += result["crosscheck"]["status"] == "disagrees"
        self.met += result.get("met") is True
        self.unmet += result.get("met") is False

    def code(self) -> int:
        """The exit code: the worst of what was counted."""
        if self.bugs:
            return BUG
        if self.disagreements:
            return DISAGREES
        return MALFORMED if self.malformed else FAILS if self.unmet else HOLDS

    def text(self, seconds: float) -> str:
        """The summary: "45 operators: 14 linear, 26 not linear, 5 conditional; ..."."""
        words = {"proved": "linear", "refuted": "not linear", "conditional": "conditional"}
        words["unknown"] = "unknown"
        total = sum(self.statuses.values())
        counts = ", ".join(f"{self.statuses[s]} {w}" for s, w in words.items() if self.statuses[s])
        parts = [f"{total} operator{'' if total == 1 else 's'}" + (f": {counts}" if counts else "")]
        if self.met or self.unmet:
            parts.append(f"{self.met} of {self.met + self.unmet} expectations met")
        if self.malformed:
            parts.append(f"{self.malformed} malformed")
        if self.disagreements:
            parts.append(f"{self.disagreements} CROSS-CHECKS DISAGREE (a bug in symlin)")
        if self.bugs:
            parts.append(f"symlin FAILED on {self.bugs} (a bug)")
        return "; ".join([*parts, f"{seconds:.1f} s"])


def faults(answer: Answer) -> list[str]:
    """What is wrong with a line, for people: "relu: linear is refuted, expected proved"."""
    if "error" in answer:
        name = "" if answer["id"] is None else f" ({answer['id']})"
        return [f"line {answer['line']}{name}: {answer['error']}"]
    name = answer["operator"]["name"] if answer["id"] is None else answer["id"]
    found = [f"{name}: {missed}" for missed in answer.get("unmet", ())]
    if answer["crosscheck"]["status"] == "disagrees":
        found.append(f"{name}: the cross-check disagrees: {answer['crosscheck']['detail']}")
    return found
