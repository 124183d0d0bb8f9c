"""What to write instead: whole texts, each of which has been read before it is shown."""

from __future__ import annotations

from collections.abc import Callable

from symlin.errors import InputError

MAX_LENGTH = 2_000
"""Of a text for which suggestions are tried: each is read as often as it has faults."""
MAX_FAULTS = 8
"""In a text that is repaired one fault after the other."""


def accepted(error: InputError, understand: Callable[[str], object]) -> tuple[str, ...]:
    """The suggestions that are understood, with the other faults of the text repaired in the same
    way; those that are not are left out.
    """
    if len(error.text) > MAX_LENGTH:
        return ()
    found = (_repaired(text, k, understand) for k, text in enumerate(error.suggestions))
    return tuple(dict.fromkeys(text for text in found if text is not None))


def _repaired(text: str, choice: int, understand: Callable[[str], object]) -> str | None:
    for _ in range(MAX_FAULTS):
        try:
            understand(text)
            return text
        except InputError as error:
            if not error.suggestions or len(error.text) > 2 * MAX_LENGTH:
                return None
            text = error.suggestions[min(choice, len(error.suggestions) - 1)]
    return None
