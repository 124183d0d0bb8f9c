"""What can go wrong before a verdict."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class SymlinError(Exception):
    """The base of everything symlin raises on purpose."""


class InputError(SymlinError):
    """The operator, domain or option could not be understood.

    `text` is what was read, `position` the offset of the first character at fault (None where
    the fault has no place in the text), `message` says what was expected there. `suggestions`
    are whole texts to write instead, each of which can be understood.
    """

    def __init__(
        self,
        message: str,
        text: str = "",
        position: int | None = None,
        suggestions: tuple[str, ...] = (),
    ) -> None:
        self.message = clipped(message)
        self.text = text
        self.position = position
        self.suggestions = suggestions
        super().__init__(self.message)

    def __str__(self) -> str:
        """The message, the text with a caret under the place, and what to write instead."""
        return "\n".join([self._located(), *self._instead()])

    def _instead(self) -> list[str]:
        """A line for each suggestion that fits on one and that the message does not hold."""
        short = [s for s in self.suggestions if len(s) <= 100 and s not in self.message]
        return [f"  {'or ' if k else 'try'} {s}" for k, s in enumerate(short)]

    def _located(self) -> str:
        if self.position is None:
            return self.message
        start = max(0, self.position - 50)
        window = self.text[start : start + 76].replace("\n", " ").replace("\t", " ")
        lead = "..." if start else ""
        trail = "..." if start + 76 < len(self.text) else ""
        caret = " " * (2 + len(lead) + self.position - start) + "^"
        return f"{self.message}\n  {lead}{window}{trail}\n{caret}"


class Unsupported(InputError):
    """A part of a function or model that is not read: refused by name, never guessed.

    `op` is the word in the source, `node` the kind of part it is, `place` file, line and column.
    """

    def __init__(
        self,
        message: str,
        text: str = "",
        position: int | None = None,
        suggestions: tuple[str, ...] = (),
        *,
        op: str = "",
        node: str = "",
        place: str = "",
    ) -> None:
        self.op = op
        self.node = node
        self.place = place
        super().__init__(message, text, position, suggestions)


class NotInstalled(SymlinError):
    """Something is missing that only part of symlin needs; the message says what installs it."""


class NotExported(SymlinError):
    """No proof can be written for another tool; the message says why."""


LONGEST = 400
"""Characters of a line of a message: five lines of a terminal."""


def clipped(message: str) -> str:
    """The message without the rest of a long line: it quotes what may be megabytes."""
    return "\n".join(
        line if len(line) <= LONGEST else f"{line[:LONGEST]}..." for line in message.split("\n")
    )


def brief(value: object, most: int = 40) -> str:
    """What a caller handed over, as a message may quote it: short, whatever it is.

    Python does not even write a whole number that is too long.
    """
    try:
        return str(value)[:most]
    except Exception:
        return f"this {type(value).__name__}"


@contextmanager
def blamed(name: str) -> Iterator[None]:
    """What the system has against a file, raised as `OSError` with the name that the user knows."""
    try:
        yield
    except OSError as error:
        if error.errno is None or error.filename == name:
            raise
        raise OSError(error.errno, error.strerror, name) from error


ON_FUNCTIONS = (
    "this is an operator on functions; what can be had of it: symlin check, explain, plot, equiv, "
    "batch, and export --to json or coq"
)
"""What is said where only operators on numbers will do."""
ON_NETWORKS = (
    "this is a network; what can be had of it: symlin check, explain, batch, export --to json, and "
    "equiv of small ones"
)
"""The same of graphs of tensors."""
ON_SIZES = (
    "this is a formula for all sizes; what can be had of it: symlin check, explain, batch, and "
    "export --to json or coq. For the rest give a size, as in 2x2"
)
"""The same of matrices of all sizes."""
