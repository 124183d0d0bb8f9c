"""Sentences as an author writes them, with formulas put into their gaps.

    say("Exactly when {where}.", where=guard)

What is put in is never read. The author's own words may have `code` in backquotes, *emphasis* in
asterisks, $formulas$ in dollars and [links](address); they are read here, once. A link that might
run a script stays text: the author may be anyone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter

from symlin.language.foreign import is_safe_address
from symlin.language.formula import equation
from symlin.language.syntax import parse
from symlin.language.tree import Tree
from symlin.report.formats.parts import Formula, Link, Part, Stressed, Text, Typed, parts

_MARK = re.compile(
    r"`([^`]+)`|\$([^$]+)\$|(?<!\w)\*([^*\s][^*]*)\*(?!\w)|\[([^\]]+)\]\(([^)\s]+)\)"
)
_CODE = re.compile(r"`([^`]+)`")


def say(words: str, **gaps: Text | Tree) -> Text:
    """The author's words, with each {gap} filled by a formula or by other text."""
    found: list[Part] = []
    for text, gap, _, _ in Formatter().parse(words):
        found += marked(text)
        if gap is not None:
            found += _filling(gaps[gap])
    return tuple(found)


def _filling(filling: Text | Tree) -> tuple[Part, ...]:
    return parts(filling) if isinstance(filling, str | tuple) else (Formula(filling),)


def marked(words: str) -> Iterator[Part]:
    """The parts of an author's words, by the marks in them."""
    last = 0
    for match in _MARK.finditer(words):
        if match.start() > last:
            yield words[last : match.start()]
        code, formula, stressed, link, address = match.groups()
        if code is not None:
            yield Typed(code)
        elif formula is not None:
            yield Formula(written_formula(formula))
        elif stressed is not None:
            yield Stressed(stressed)
        elif is_safe_address(address):
            yield Link(link, address)
        else:
            yield match[0]
        last = match.end()
    if last < len(words):
        yield words[last:]


def described(words: str) -> Text:
    """Words of a docstring or summary: only `code` is a mark in them, and * is a product."""
    pieces = _CODE.split(words)  # words and code by turns
    found = (Typed(w) if k % 2 else w.replace("*", "·") for k, w in enumerate(pieces))
    return tuple(part for part in found if part)


def written_formula(text: str) -> Tree:
    """The formula in symlin's language that an author wrote; a = b is an equation."""
    sides = [parse(side) for side in text.split(" = ")]
    return sides[0] if len(sides) == 1 else equation(*sides)
