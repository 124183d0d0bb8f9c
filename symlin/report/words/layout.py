"""Where the two sides of a counterexample go on a page of limited width."""

from __future__ import annotations

import re
from collections.abc import Sequence

from symlin.language.spoken import links, tree_human
from symlin.report.formats.parts import plainly
from symlin.report.words.counterexample import Written, given
from symlin.report.words.sides import Members, joined

BUT = "but  "
GAP = "   "
"""Between the two sides on one line."""


def inline(written: Written, room: int, pad: int = 0) -> str | None:
    """Both sides on one line, the left one padded to `pad`; None when it does not fit."""
    text = f"{left_side(written).ljust(pad)}{GAP}{BUT}{_text(written.rhs)}"
    return text if len(text) <= room and not written.letters else None


def left_side(written: Written) -> str:
    """What stands before "but" where both sides are on one line."""
    head = given(written.parameters)
    return (f"{head}  " if head else "") + _text(written.lhs)


def stacked(written: Written, room: int) -> list[str] | None:
    """One line for each side, and one for the parameters if need be; None when too wide."""
    head, lhs, rhs = given(written.parameters), _text(written.lhs), BUT + _text(written.rhs)
    lines = [f"{head}  {lhs}", rhs] if head else [lhs, rhs]
    if head and len(lines[0]) > room:
        lines = [head, lhs, rhs]
    lines += _letters(written)
    return lines if max(map(len, lines)) <= room else None


def broken(written: Written, room: int) -> list[str]:
    """As many lines as it takes, broken at the equals signs, then between words."""
    head = given(written.parameters)
    lines = [head] if head else []
    lines += _fold(links(joined(written.lhs)), room, "    ")
    first, *rest = links(joined(written.rhs))
    lines += _fold([BUT + first, *rest], room, "       ")
    for letter in _letters(written):
        lines += _fold([letter], room, "        ")
    return lines


def shortened(written: Written) -> Written:
    """Without the intermediate values, where another line of the report shows them already."""
    return Written(_ends(written.lhs), _ends(written.rhs), written.parameters, written.letters)


def _ends(steps: Members) -> Members:
    kept = 2 if steps[-1].about else 1
    return steps if len(steps) <= 1 + kept else (steps[0], *steps[-kept:])


def _text(steps: Members) -> str:
    return tree_human(joined(steps))


def _letters(written: Written) -> list[str]:
    return [f"with {plainly(letter.text)}" for letter in written.letters]


def _fold(links: Sequence[str], room: int, indent: str) -> list[str]:
    """Broken between the links as late as possible; between words if that is not enough."""
    lines: list[str] = []
    current = ""
    for piece in _pieces(links, room - len(indent)):
        if current and len(current) + len(piece) > room:
            lines.append(current)
            current = indent + piece.lstrip()
        else:
            current += piece
    return [*lines, current]


def _pieces(links: Sequence[str], room: int) -> list[str]:
    return [word for link in links for word in ([link] if len(link) <= room else _words(link))]


def _words(text: str) -> list[str]:
    return re.findall(r"\s*\S+", text)
