"""Letters that stand for sizes: where they are, and numbers put in their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from symlin.errors import InputError

MOST_SIZES = 3
"""Letters that stand for sizes: more are no formula of a person."""
_SIZE = r"(?:[a-z]|[0-9]+)"
_SPACES = re.compile(
    rf"(?P<before>[:∈]\s*)(?:R\s*(?:\^|\*\*)\s*"
    rf"(?:(?P<one>[a-z])(?![A-Za-z0-9])|[({{]\s*(?P<first>{_SIZE})\s*[x×]\s*(?P<second>{_SIZE})\s*[)}}]"
    rf"|[({{]\s*(?P<alone>[a-z])\s*[)}}])"
    rf"|(?P<rows>{_SIZE})\s*[x×]\s*(?P<columns>{_SIZE})(?![A-Za-z0-9]))"
)
_WORD = re.compile(r"[^\W\d]\w*|[0-9]+(?:\.[0-9]+)?|.", re.DOTALL)
_ALONE = re.compile(
    r"\s*[A-Za-z]\w*\(\s*(?P<name>[A-Z])\s*\)\s*:?=.*?"
    r"(?:\b(?:trace|tr|det|determinant|inverse|inv|transpose|adjugate)\(\s*(?P=name)\s*\)"
    r"|\b(?P=name)(?:\.T\b|\s*\^\s*(?:T\b|\{T\}|-1\b|\{-1\})|ᵀ|⁻¹))"
)
"""T(A) = trace(A): what is written of A has no meaning for numbers."""


def _found(text: str) -> Iterable[re.Match[str]]:
    """The spaces with a letter for a size; in a formula only those before its sign of equality."""
    head = re.split(r":?=|->|=>", text, maxsplit=1)[0] if "=" in text or ">" in text else text
    for match in _SPACES.finditer(head):
        if any(part.isalpha() for part in _sizes(match)):
            yield match


def _sizes(match: re.Match[str]) -> tuple[str, ...]:
    """One size of a vector, or two."""
    found = match.groupdict()
    names = ("one", "alone", "first", "second", "rows", "columns")
    return tuple(found[name] for name in names if found[name])


def with_spaces(text: str) -> str:
    """T(A: nxn) = trace(A) for T(A) = trace(A), which is about matrices."""
    match = None if ":" in text.replace(":=", "=") else _ALONE.match(text)
    if match is None:
        return text
    return f"{text[: match.end('name')]}: nxn{text[match.end('name') :]}"


def letters_in(texts: Sequence[str]) -> tuple[str, ...]:
    """The letters that stand for sizes in a formula and in what is said of spaces.

    Raises `InputError` for too many.
    """
    found = dict.fromkeys(
        part for text in texts for match in _found(text) for part in _sizes(match)
        if part.isalpha()
    )  # fmt: skip
    if len(found) > MOST_SIZES:
        raise InputError(f"at most {MOST_SIZES} letters may stand for sizes")
    return tuple(found)


def numbers_in(texts: Sequence[str]) -> frozenset[int]:
    """The sizes that are numbers beside a letter."""
    parts = (part for text in texts for match in _found(text) for part in _sizes(match))
    return frozenset(int(part) for part in parts if part.isdigit())


def placed(text: str, sizes: Mapping[str, int]) -> str:
    """The text with numbers for the letters in its spaces."""

    out, last = [], 0
    for match in _found(text):
        numbers = [str(sizes.get(part, part)) for part in _sizes(match)]
        size = "x".join(numbers) if len(numbers) > 1 else f"R^{numbers[0]}"
        out += [text[last : match.start()], match["before"], size]
        last = match.end()
    return "".join([*out, text[last:]])


def at_sizes(text: str, sizes: Mapping[str, int]) -> str:
    """The text with numbers for the letters, in its formula as well: sum(x)/n, eye(n)."""
    parts: list[str] = []
    for match in _WORD.finditer(placed(text, sizes)):
        word, before = match[0], parts[-1][-1:] if parts else ""
        if word not in sizes:
            parts.append(word)
            continue
        # 2n is a product, and 23 would be a number
        times = "*" if before.isalnum() or before == ")" else ""
        parts.append(f"{times}({sizes[word]})")
    return "".join(parts)


def spaces_at(texts: Sequence[str], sizes: Mapping[str, int]) -> tuple[str, ...]:
    """What is said of spaces, with numbers for the letters."""
    return tuple(placed(text, sizes) for text in texts)
