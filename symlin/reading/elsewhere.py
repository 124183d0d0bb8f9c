"""Forms of other languages, refused with what they are here."""

from __future__ import annotations

import re

from symlin.language.tokens import Change, fail

_LONGEST = 500
"""Characters of a text that is looked at: what is longer was made by a program."""
_THEN = re.compile(
    r"\bif\s+(?P<when>[^;]+?),?\s+then\s+(?P<value>[^;]+?),?\s+else\s+(?P<other>[^;]+)$"
)
_TERNARY = re.compile(
    r"(?P<when>[^=?:;<>!]+(?:[<>]=?|[!=]=)[^=?:;<>]+?)\s*\?(?P<value>[^?:;]+):(?P<other>[^?:;]+)$"
)
_TWICE = re.compile(
    r"\s*(?P<name>[A-Za-z]\w*)\s*\((?P<inside>\s*[A-Za-z]\w*\s*(?:,\s*[A-Za-z]\w*\s*)*)\)\s*"
    r"(?P<sign>==)(?!=)(?P<right>.+)$"
)
_OF_FUNCTIONS = re.compile(r"\b[A-Za-z]\s*[(\[]|['’]|[Dd]erivative|[Ii]ntegral|Sum")
"""An equation of functions has such words on its right."""
_RECURRENCE = re.compile(
    r"\s*(?P<name>[A-Zabcd])\s*\((?P<index>[nkm])\)\s*=[^=].*\b(?P=name)\s*\(\s*(?P=index)\s*[-+]"
)


def refuse_other_forms(text: str) -> None:
    """Raises `InputError` for if-then-else, c ? a : b, and a definition with ==."""
    if len(text) > _LONGEST:
        return
    for pattern, word in ((_THEN, "if ... then ... else ..."), (_TERNARY, "... ? ... : ...")):
        if match := pattern.search(text):
            when, value, other = (match[key].strip() for key in ("when", "value", "other"))
            new = f"{value} if {when} else {other}"
            at = match.start() + len(match[0]) - len(match[0].lstrip())
            fail(f"{word}: write {new}", text, at, Change(at, match.end(), new))
    _refuse_recurrence(text)
    match = _TWICE.match(text)
    if match and not _OF_FUNCTIONS.search(match["right"]):
        head = f"{match['name']}({match['inside'].strip()})"
        message = f"== compares: to define {match['name']} write {head} = ...; "
        message += f"for an equation {head} - (...) = 0"
        at = match.start("sign")
        fail(message, text, at, Change(at, at + 2, "="))


def _refuse_recurrence(text: str) -> None:
    """F(n) = F(n-1) + F(n-2): with square brackets, as sequences are written."""
    match = _RECURRENCE.match(text)
    if match is None:
        return
    name = match["name"]
    calls = re.compile(rf"\b{name}\s*\(([^()]*)\)")
    new = calls.sub(lambda found: f"{name}[{found[1]}]", text)
    message = f"{name}({match['index']}) on both sides: of a sequence write {name}[...] = ..."
    fail(message, text, match.start("name"), Change(0, len(text), new))
