"""A matrix of exact entries as lines of text: aligned, a common denominator in front."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import lcm

from flint import fmpq

from symlin.kernel.term import Const, Term, scale
from symlin.language.formula import point
from symlin.language.numerals import numeral
from symlin.language.tree import Ellipsis, Tree
from symlin.language.wording import tree_of

MOST_ROWS = 12
"""Rows beyond this number are left out in the middle: half a screen is enough of a matrix."""
Rows = Sequence[Sequence[Term]]
Picked = list[list[Term | None]]
"""The entries to show; None stands for what is left out."""


def _shown(count: int, most: int) -> list[int | None]:
    """The indices to show; None stands for those left out in the middle."""
    if count <= most:
        return list(range(count))
    head, tail = most // 2, (most - 1) // 2
    return [*range(head), None, *range(count - tail, count)]


def common_denominator(entries: Sequence[Term]) -> int:
    """The denominator to put in front of the matrix; 1 unless all entries are rational."""
    if not all(isinstance(entry, Const) for entry in entries):
        return 1
    return lcm(*(int(fmpq(entry.value).q) for entry in entries if isinstance(entry, Const)))


def _pick(rows: Rows, most_columns: int) -> Picked:
    across = _shown(len(rows[0]), most_columns)
    down = _shown(len(rows), MOST_ROWS)
    return [
        [None if i is None or j is None else rows[i][j] for j in across]
        if i is not None
        else [None] * len(across)
        for i in down
    ]


def _cells(picked: Picked, factor: int, text: Callable[[Term], str]) -> Cells:
    def cell(i: int, j: int, entry: Term | None) -> str:
        if entry is not None:
            return text(scale(factor, entry))
        return "…" if any(e is not None for e in picked[i]) else "⋮"

    return [[cell(i, j, e) for j, e in enumerate(row)] for i, row in enumerate(picked)]


Cells = list[list[str]]


def _aligned(cells: Cells) -> list[str]:
    widths = [max(len(row[j]) for row in cells) for j in range(len(cells[0]))]
    gap = " " if max(widths) == 1 else "  "
    return [
        "[" + gap.join(c.rjust(w) for c, w in zip(row, widths, strict=True)) + "]" for row in cells
    ]


def matrix_lines(rows: Rows, text: Callable[[Term], str], width: int) -> list[str]:
    """The matrix in at most `width` columns; what does not fit is left out in the middle."""
    if not rows or not rows[0]:
        return ["(empty)"]
    most = min(len(rows[0]), max(3, width // 2))
    lines = _narrowest(_pick(rows, most), text)
    while most > 3 and len(lines[0]) > width:
        most -= 1
        lines = _narrowest(_pick(rows, most), text)
    if most < len(rows[0]) or len(rows) > MOST_ROWS:
        lines.append(f"({len(rows)} rows, {len(rows[0])} columns)")
    return lines


def texts_lines(rows: list[list[str]], width: int) -> list[str]:
    """The same of entries that are written already."""
    if len(rows) > MOST_ROWS:
        rows = [*rows[: MOST_ROWS - 1], ["⋮"] * len(rows[0])]
    lines = _aligned(rows)
    while len(lines[0]) > width and len(rows[0]) > 1:
        rows = [[*row[:-2], "…"] if len(row) > 2 else ["…"] for row in rows]
        lines = _aligned(rows)
    return lines


def _narrowest(picked: Picked, text: Callable[[Term], str]) -> list[str]:
    """As it is, or with the common denominator in front if that takes less room."""
    lines = _aligned(_cells(picked, 1, text))
    factor = common_denominator([e for row in picked for e in row if e is not None])
    if factor == 1:
        return lines
    front = f"1/{numeral(factor)} * "
    whole = _aligned(_cells(picked, factor, text))
    if len(front) + len(whole[0]) >= len(lines[0]):
        return lines
    return [(" " * len(front) if k else front) + row for k, row in enumerate(whole)]


def vector(entries: Sequence[Term], most: int = 8) -> Tree:
    """The entries as a formula, left out in the middle when there are many."""
    return point(
        [Ellipsis() if k is None else tree_of(entries[k]) for k in _shown(len(entries), most)]
    )


def vector_text(entries: Sequence[Term], text: Callable[[Term], str], most: int = 8) -> str:
    """The entries as a tuple, left out in the middle when there are many."""
    if len(entries) == 1:
        return text(entries[0])
    cells = ["…" if k is None else text(entries[k]) for k in _shown(len(entries), most)]
    return "(" + ", ".join(cells) + ")"
