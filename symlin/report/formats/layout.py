"""Where the two sides of a counterexample go on a page of limited width."""

from __future__ import annotations

import re
from collections.abc import Sequence

from symlin.report.words.counterexample import Written, joined
from symlin.report.words.sides import Chain

BUT = "but  "


def inline(written: Written, room: int, pad: int = 0) -> str | None:
    """Both sides on one line, the left one padded to `pad`; None when it does not fit."""
    left = _parameters(written, "  ") + joined(written.lhs)
    text = f"{left.ljust(pad)}   {BUT}{joined(written.rhs)}"
    return text if len(text) <= room and not written.letters else None


def stacked(written: Written, room: int) -> list[str] | None:
    """One line for each side, and one for the parameters if need be; None when too wide."""
    lhs, rhs = joined(written.lhs), BUT + joined(written.rhs)
    head = _parameters(written, "")
    lines = [f"{head}  {lhs}", rhs] if head else [lhs, rhs]
    if head and len(lines[0]) > room:
        lines = [head, lhs, rhs]
    lines += [f"with {letter}" for letter in written.letters]
    return lines if max(map(len, lines)) <= room else None


def broken(written: Written, room: int) -> list[str]:
    """As many lines as it takes, broken at the equals signs, then between words."""
    head = _parameters(written, "")
    lines = [head] if head else []
    lines += _fold(joined(written.lhs), room, "    ")
    lines += _fold(BUT + joined(written.rhs), room, "       ")
    for letter in written.letters:
        lines += _fold(f"with {letter}", room, "        ")
    return lines


def shortened(written: Written) -> Written:
    """Without the intermediate values, where another line of the report shows them already."""
    return Written(_ends(written.lhs), _ends(written.rhs), written.parameters, written.letters)


def _ends(chain: Chain) -> Chain:
    kept = 2 if chain[-1].about else 1
    return chain if len(chain) <= 1 + kept else (chain[0], *chain[-kept:])


def _parameters(written: Written, gap: str) -> str:
    return f"for {written.parameters}:{gap}" if written.parameters else ""


def _fold(text: str, room: int, indent: str) -> list[str]:
    """The text broken before = and ≈ as late as possible; between words if that is not enough."""
    lines: list[str] = []
    current = ""
    for piece in _pieces(re.split(r"(?= [=≈] )", text), room - len(indent)):
        if current and len(current) + len(piece) > room:
            lines.append(current)
            current = indent + piece.lstrip()
        else:
            current += piece
    return [*lines, current]


def _pieces(parts: Sequence[str], room: int) -> list[str]:
    return [word for part in parts for word in ([part] if len(part) <= room else _words(part))]


def _words(text: str) -> list[str]:
    return re.findall(r"\s*\S+", text)
