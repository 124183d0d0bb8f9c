"""Formulas in prose that has no marks for them: docstrings of the catalog, and the guides.

    "It is not linear: f(-1) + f(1) = 1, but f(0) = 0."

Only what cannot be anything else is taken for a formula: letters, numbers and calls with signs
between them, as far as symlin's own grammar reads it. A date, a version or a word with a hyphen
stays what it is, and so does whatever is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from symlin.errors import InputError
from symlin.report.formats.parts import Formula, Part, Text
from symlin.report.formats.sentence import marked, written_formula
from symlin.report.formats.setting import GREEK

_TOKEN = re.compile(
    r"(?P<name>[A-Za-z](?:[A-Za-z_]*[A-Za-z])?_?\d*(?![A-Za-z_]))|(?P<number>\d+(?:\.\d+)?)(?![\w])"
    r"|(?P<joint> (?:[<>!]?=|[-+*/<>≥≤≠]) |\*\*|[*/^])|(?P<open>\()|(?P<close>\))|(?P<comma>, )"
    r"|(?P<minus>-)|(?P<bar>\|)|(?P<gap> )(?=[A-Za-z(])"
)
_START = re.compile(r"(?<![\w.\-/@#:^*'’_)|?&=%])(?<![\w)^]\()(?<![=<>+*/|] )(?=[A-Za-z0-9(|-])")
"""Where a formula may begin: not in the middle of a word, of a path or of another formula."""
_END = re.compile(r"(?![\w'’(^*/@|]|-\w|[.?&=]\w|\.\.| [=<>+*/-] ?| \d)")
"""What may follow it: no rest of a word or of a formula."""
_WORDS = ("a", "A", "I", "R", "C", "z3")
"""Letters that are words, or stand for all numbers."""
_NONE = re.compile(r"\(?[\d.]+\)?|\(\w+\)|[RC]\W.*")
"""What is a number alone, the mark of an item, or a space of all vectors."""
_SIZE = re.compile(r"\b(\w+)(?: x \1\b)+|\b\d[\d.,]* (?:s|W|h|x(?= \d))\b")
"""Sizes and times: n x n, 10 x 100, 10 s."""
_OPERANDS = ("name", "number", "close")
_BEGINS = ("name", "number", "open", "minus")
_AFTER = {
    "": _BEGINS,
    "joint": _BEGINS,
    "open": _BEGINS,
    "comma": _BEGINS,
    "minus": ("name", "number", "open"),
    "gap": ("name", "open"),
    "name": ("joint", "open", "close", "comma", "gap"),
    "number": ("joint", "close", "comma", "gap"),
    "close": ("joint", "close", "comma"),
}
"""What may follow what: signs stand between operands."""
_BLANK = re.compile(r"(?<![=<>+*/,-])([\w)|]) (?=[\w(])")
_PLURAL = re.compile(r"\(e?s\)")


def prose(words: str) -> Text:
    """An author's words with their marks, and with the formulas in them."""
    return tuple(
        piece
        for part in marked(words)
        for piece in (noticed(part) if isinstance(part, str) else (part,))
    )


def noticed(words: str) -> Iterator[Part]:
    """The words, with the formulas in them as formulas."""
    last = 0
    sizes = {k for size in _SIZE.finditer(words) for k in range(*size.span())}  # n x n
    for match in _START.finditer(words):
        if match.start() < last or match.start() in sizes:
            continue
        for end in reversed(_ends(words, match.start())):
            formula = _formula(words[match.start() : end])
            if formula is not None:
                if match.start() > last:
                    yield words[last : match.start()]
                yield formula
                last = end
                break
    if last < len(words):
        yield words[last:]


def _ends(words: str, start: int) -> list[int]:
    """Where a formula that begins there might end: behind an operand, with every bracket shut."""
    found: list[int] = []
    open_ones, at, before = "", start, ""
    while match := _TOKEN.match(words, at):
        kind = str(match.lastgroup)
        if kind == "bar":  # |x|: which of the two it is depends on what stands before it
            kind = "close" if before in _OPERANDS else "open"
        if kind not in _AFTER[before] or (kind == "name" and not _may_stand(words, match)):
            break
        if kind == "open":
            open_ones += match[0]
        elif kind == "close" and open_ones[-1:] == {")": "("}.get(match[0], match[0]):
            open_ones = open_ones[:-1]
        elif kind == "close" or (kind == "comma" and not open_ones):
            break
        before, at = kind, match.end()
        if before in _OPERANDS and not open_ones and _END.match(words, at):
            found.append(at)
    return found


def _may_stand(words: str, match: re.Match[str]) -> bool:
    """Whether a name is one of a formula: a letter, a Greek one, or what is applied."""
    name = match["name"]
    applied = words[match.end() : match.end() + 1] == "("
    letter = len(name.rstrip("0123456789").rstrip("_")) == 1
    return letter or name in GREEK or (applied and not _PLURAL.match(words, match.end()))


def _formula(text: str) -> Formula | None:
    """The formula that is written there, where it says more than a word or a number.

    A blank between two letters is a product: a x = 3. An article before a letter is none.
    """
    if text in _WORDS or _NONE.fullmatch(text) or text.startswith(("a ", "A ", "I ")):
        return None
    try:
        return Formula(written_formula(_BLANK.sub(r"\1*", _typed(text))))
    except InputError:
        return None


def _typed(text: str) -> str:
    """The signs of print as one types them."""
    for sign, typed in (("≥", ">="), ("≤", "<="), ("≠", "!=")):
        text = text.replace(sign, typed)
    return text
