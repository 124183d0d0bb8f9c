"""How much room a formula takes in print, in characters, as far as one can say without setting it.

A formula is written as the characters that are seen of it side by side; of a fraction or a table
these are the longer half and the longest line.
"""

from __future__ import annotations

from collections.abc import Sequence

from symlin.language.tree import Tree
from symlin.report.formats.setting import Typesetting


def width(tree: Tree) -> int:
    """The characters that are seen side by side."""
    return len(_Line().text(tree))


class _Line(Typesetting):
    product_dot = " · "

    def digits(self, text: str) -> str:
        return text

    def symbol(self, stem: str, index: Sequence[str], *, function: bool = False) -> str:
        return stem + self.comma().join(index)

    def comma(self) -> str:
        return ","

    def fraction(self, above: str, below: str) -> str:
        return max(above, below, key=len)

    def raised(self, base: str, exponent: str) -> str:
        return base + exponent

    def root(self, inside: str) -> str:
        return "√" + inside

    def applied(self, function: str, arguments: Sequence[Tree]) -> str:
        return function + self.fence(self.listed(arguments), arguments)

    def matrix(self, rows: Sequence[Sequence[Tree]]) -> str:
        columns = zip(*(map(self.whole, row) for row in rows), strict=True)
        return f"({' '.join(max(column, key=len) for column in columns)})"

    def cases(self, rows: Sequence[tuple[str, str | None]]) -> str:
        return "{" + max((value + self.where_text(guard) for value, guard in rows), key=len)

    def where_text(self, guard: str | None) -> str:
        return "otherwise" if guard is None else f"if{guard}"

    def words(self, text: str) -> str:
        return f" {text} "

    def ellipsis(self) -> str:
        return "..."
