"""What can go wrong before a verdict, and the exceptions of `require_*`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symlin.verdict import Claim, Report


class SymlinError(Exception):
    """The base of everything symlin raises on purpose."""


class InputError(SymlinError):
    """The operator, domain or option could not be understood.

    `text` is what was read, `position` the offset of the first character at fault (None where
    the fault has no place in the text), `message` says what was expected there.
    """

    def __init__(self, message: str, text: str = "", position: int | None = None) -> None:
        self.message = message
        self.text = text
        self.position = position
        super().__init__(message)

    def __str__(self) -> str:
        """The message, and the text with a caret under the place."""
        if self.position is None:
            return self.message
        start = max(0, self.position - 50)
        window = self.text[start : start + 76].replace("\n", " ").replace("\t", " ")
        lead = "..." if start else ""
        trail = "..." if start + 76 < len(self.text) else ""
        caret = " " * (2 + len(lead) + self.position - start) + "^"
        return f"{self.message}\n  {lead}{window}{trail}\n{caret}"


class NotLinear(SymlinError):
    """`require_*` met an operator that breaks the law; `report` holds the counterexample."""

    def __init__(self, message: str, report: Report) -> None:
        self.report = report
        super().__init__(message)


class NotEquivalent(SymlinError):
    """`require_equivalent` met two different functions; `claim` holds a point of difference."""

    def __init__(self, message: str, claim: Claim) -> None:
        self.claim = claim
        super().__init__(message)


class Undecided(SymlinError):
    """`require_*` met what could not be decided; `report` (a claim, for two operators) says why."""

    def __init__(self, message: str, report: Report | Claim) -> None:
        self.report = report
        super().__init__(message)
