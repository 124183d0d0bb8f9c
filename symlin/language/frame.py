"""What people write around a formula: a question, dollars, a full stop, "where b is constant".

The list is closed: any other sentence is refused. What is left out is replaced by blanks, so that
every place stays what it was.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_BEFORE = (
    "is it true that", "is the function", "is the map", "is the operator", "is the transformation",
    "check whether", "check that", "check if", "check", "prove that", "show that", "verify that",
    "the function", "the map", "the operator", "is",
)  # fmt: skip
_AFTER = (
    "a linear transformation", "a linear operator", "a linear function", "a linear map",
    "is linear", "linear or not", "linear", "affine",
)  # fmt: skip
_VERBS = ("is ", "check ", "prove ", "show ", "verify ")
_ASKED = re.compile(
    r"[.;,?]?\s(?:is|prove that|show that)\s(?:it|this|that|[A-Za-z])(?:\sis)?\s(?:an?\s)?"
    r"(?:linear|affine)"
    r"(?:\s(?:map|function|operator|transformation))?\s?$",
    re.IGNORECASE,
)
"""A question behind the formula: "Is T linear?"."""
_PAIRS = (("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]"), ("`", "`"))
_END = ".?,;"
_CLAUSES = (" where ", " with ")
_STATES = frozenset(
    {"constant", "constants", "fixed", "parameter", "parameters", "real", "numbers", "number",
     "positive"}
)  # fmt: skip
_FILLING = frozenset({"a", "an", "is", "are", "and", "any", "some", "real", "for"})
_LONGEST_CLAUSE = 200
"""Characters of "where b is constant" that are looked at: a sentence is longer."""


class Frame(NamedTuple):
    """A text with blanks for what stood around its formula, and the names called constant."""

    text: str
    constants: tuple[str, ...] = ()


def framed(text: str) -> Frame:
    """The text without its frame; most texts have none, and come back as they are."""
    start, end = 0, len(text)
    constants: tuple[str, ...] = ()
    while True:
        before = start, end
        start, end = _trimmed(text, start, end)
        start, end = _without_pair(text, start, end)
        if text[start : start + 12].lower().startswith(_VERBS):
            start, end = _without_question(text, start, end)
        elif text[start : start + 4].lower() == "the ":
            start = _after_phrase(text, start)
        asked = _ASKED.search(text, max(start, end - _LONGEST_CLAUSE), end)
        end = end if asked is None else asked.start()
        found, end = _without_clause(text, start, end)
        constants += found
        if (start, end) == before:
            break
    if text[:start].strip() or text[end:].strip():
        return Frame(" " * start + text[start:end] + " " * (len(text) - end), constants)
    return Frame(text, constants)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without blanks at both ends, and without what ends a sentence."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in _END):
        if text[end - 1] == "." and text[max(end - 2, 0)].isdigit():
            break
        end -= 1
    return start, end


def _without_pair(text: str, start: int, end: int) -> tuple[int, int]:
    """Without dollars or backquotes around the whole."""
    for opening, closing in _PAIRS:
        if text.startswith(opening, start, end) and text.endswith(closing, start, end):
            inner = start + len(opening), end - len(closing)
            if inner[0] < inner[1] and opening not in text[inner[0] : inner[1]]:
                return inner
    return start, end


def _without_question(text: str, start: int, end: int) -> tuple[int, int]:
    """Without "is ... linear?"."""
    start = _after_phrase(text, start)
    for phrase in _AFTER:
        if text[max(end - len(phrase) - 1, start) : end].lower() == " " + phrase:
            return start, end - len(phrase) - 1
    return start, end


def _after_phrase(text: str, start: int) -> int:
    """The place behind an opening phrase of the list."""
    opening = text[start : start + 30].lower()
    for phrase in _BEFORE:
        if opening.startswith(phrase + " "):
            return start + len(phrase) + 1
    return start


def _without_clause(text: str, start: int, end: int) -> tuple[tuple[str, ...], int]:
    """Without "where b is constant", and the names that it speaks of."""
    tail = max(start, end - _LONGEST_CLAUSE)
    for clause in _CLAUSES:
        at = text.rfind(clause, tail, end)
        if at < 0:
            continue
        words = text[at + len(clause) : end].replace(",", " ").split()
        states = [word for word in words if word.lower() in _STATES]
        names = [w for w in words if w.lower() not in _STATES and w not in _FILLING]
        names += [word for word in words[:1] if word == "a"]
        if states and names and all(name.isidentifier() for name in names):
            return tuple(dict.fromkeys(names)), at
    return (), end
