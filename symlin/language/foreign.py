"""Text that somebody else wrote, shown as it is and no other way."""

from __future__ import annotations

import html
import re

_ACTS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""What moves a terminal's cursor, sets its colours or turns the order of its letters round, and
halves of characters; but no line feed and no tab."""
_SCHEMES = ("http", "https", "mailto")


def visible(text: str) -> str:
    """The text, with an escape such as \\x1b for each character that acts instead of being seen.

    An operator file, a certificate or a path may hold any: printed as they are, they would write
    over what symlin says.
    """
    return _ACTS.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def in_json(text: str) -> str:
    """A JSON text that says the same, in which no such character stands for itself."""
    return _ACTS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def escape(text: str) -> str:
    """The text in HTML or MathML, where none of it is a tag."""
    return html.escape(visible(text))


def is_safe_address(address: str) -> bool:
    """Whether following a link to the address runs no script: a page, mail, or a relative path.

    A browser ignores control characters in a scheme, and takes // for another host.
    """
    if _ACTS.search(address) or address.startswith(("//", "/\\", "\\")):
        return False
    scheme, colon, _ = address.partition(":")
    return not colon or scheme.lower() in _SCHEMES or re.search(r"[/?#]", scheme) is not None
