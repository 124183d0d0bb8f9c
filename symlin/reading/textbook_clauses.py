"""What textbooks say behind a formula: "for x > 0", "where x >= 0", "x in R"."""

from __future__ import annotations

import re
from typing import NamedTuple

from symlin.language.tokens import fail

LONGEST = 2_000
"""Characters of a text with a clause: what is longer was not typed by a person."""
_WORD = r"\b(?:for|where|when|with|assuming(?: that)?|provided(?: that)?|such that|if)\b"
_CLAUSE = re.compile(
    rf"(?P<formula>.*[^\s,])(?P<gap>\s*,?\s*{_WORD}\s+(?:all |every |any )?|\s*,\s*)"
    r"(?P<condition>[^,;]+)",
    re.DOTALL,
)
_SECOND = re.compile(rf"{_WORD}|\b(?:otherwise|else|elsewhere)\b|\\text|->|→|\blambda\b|\bdef\b")
"""What stands in pieces, or in a sentence, and not in a formula with one clause."""
_COMPARED = re.compile(r"<|>|≤|≥|≠|!=|\\(?:le|ge|leq|geq|ne|neq)\b")
_NAMES = r"[A-Za-z][A-Za-z0-9_]{0,20}(?:\s*,\s*[A-Za-z][A-Za-z0-9_]{0,20}){0,9}"
_REAL = re.compile(
    rf"(?P<formula>.*?\S)\s*(?:,|{_WORD}|for all|∀)\s*(?:(?:for )?(?:all|every|any) )?{_NAMES}"
    r"\s*(?:∈|\\in\b|\bin\b)\s*(?:R|ℝ|\\mathbb\s*\{?R\}?|(?:the )?reals?(?: numbers)?)\s*\.?\s*",
    re.DOTALL,
)
_CROSSED = re.compile(
    r"(?P<left>[A-Za-z][A-Za-z0-9]*) x \((?P<entries>\s*[-0-9./]+\s*(?:,\s*[-0-9./]+\s*)+)\)"
)


class Stated(NamedTuple):
    """A text with blanks for what stood behind its formula, and the conditions that it named."""

    text: str
    conditions: tuple[str, ...] = ()


def without_clause(text: str) -> Stated:
    """The formula alone, as long as it was; most texts are one, and come back as they are.

    Raises `InputError` for v x (1, 2, 3), which is no product of numbers.
    """
    if len(text) > LONGEST:
        return Stated(text)
    crossed = _CROSSED.search(text)
    if crossed is not None:
        vector = f"[{crossed['entries'].strip()}]"
        message = f"for a cross product write cross({crossed['left']}, {vector}), and say in the "
        fail(f"{message}header that {crossed['left']} is in R^3", text, crossed.start())
    real = _REAL.fullmatch(text)
    if real is not None and not _SECOND.search(real["formula"]):
        return Stated(real["formula"].ljust(len(text)))
    found = _CLAUSE.fullmatch(text)
    if found is None or not _COMPARED.search(found["condition"]) or _is_of_pieces(found):
        return Stated(text)
    return Stated(found["formula"].ljust(len(text)), (found["condition"].strip().rstrip("."),))


def _is_of_pieces(found: re.Match[str]) -> bool:
    """Whether it is one piece of several, or the beginning of a sentence."""
    formula, condition = found["formula"], found["condition"]
    if "if" in found["gap"].split() and "," not in found["gap"]:  # x if x > 0: and elsewhere?
        return True
    if found["gap"].strip() == "," and re.search(r"[<⟨]|\\langle", formula):  # <v, u> u
        return True
    opened = sum(formula.count(sign) for sign in "([{") - sum(formula.count(s) for s in ")]}")
    return opened > 0 or any(_SECOND.search(part) for part in (formula, condition))
