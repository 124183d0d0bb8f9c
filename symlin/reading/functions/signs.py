"""The large signs of integrals and sums in a text, and how they stand among its words."""

from __future__ import annotations

import re

SIGN = "&"
"""The kind of the word for each: a sign of logic otherwise."""
SIGNS = re.compile(r"(?:\\(?:int|sum)(?![A-Za-z])|[∫∑])(?: *\\limits)?( *_)?(?: *\{([^{}]*)\})?")
_INFINITY = re.compile(
    r"\\infty(?![A-Za-z])"
    r"|(?<![A-Za-z0-9_.])(?:(?:np|numpy|math|jnp|torch)\.)?[iI]nf(?:inity)?(?![A-Za-z0-9_(])"
)


def with_signs(shown: str) -> str:
    """The text with an & for each large sign, and plain infinities."""
    shown = SIGNS.sub(_plain, shown)
    return _INFINITY.sub(lambda found: "oo".rjust(len(found[0])), shown)


def _plain(found: re.Match[str]) -> str:
    """The sign with its lower limit in round brackets, in as much room."""
    if found[2] is None:
        return SIGN.ljust(len(found[0]))
    return f"{SIGN}{f'({found[2]})'.rjust(len(found[0]) - 1)}"
