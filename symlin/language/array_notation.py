"""How calls that stand for matrices are written: A.T, A @ B, [[1, 2], [3, 4]]."""

from __future__ import annotations

from typing import Protocol

from symlin.language.tree import Call, Tree

CASES, OR, AND, NOT, COMPARE, SUM, FRACTION, PRODUCT, POWER, ATOM = range(10)
"""How tightly an operator binds. Between sums and products there is what begins with a minus, and
the number 1/3: it may open a product, and has brackets among the later factors."""
_WRITTEN_OUT = ("Matrix", "angles")
_TRANSPOSES = ("transpose", "prime")


class Writer(Protocol):
    """What has written the parts."""

    def bracket(self, tree: Tree, least: int) -> str:
        """The part, in brackets where it binds less tightly than needed."""
        ...

    def whole(self, tree: Tree) -> str:
        """The part as it stands alone."""
        ...


def written_as_array(tree: Call, writer: Writer) -> tuple[str, int] | None:
    """The text and how tightly it binds; None for any other function."""
    count = len(tree.arguments)
    if tree.name in _TRANSPOSES and count == 1:
        return f"{writer.bracket(tree.arguments[0], ATOM)}.T", ATOM
    if tree.name in _WRITTEN_OUT and count == 1:
        return writer.whole(tree.arguments[0]), ATOM
    if tree.name == "matmul" and count == 2:
        left, right = tree.arguments
        return f"{writer.bracket(left, PRODUCT)} @ {writer.bracket(right, POWER)}", PRODUCT
    return None
