"""How calls that stand for matrices are written: A.T, A @ B, [[1, 2], [3, 4]]."""

from __future__ import annotations

from typing import Protocol

from symlin.language.tree import Call, Tree

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


def written_as_array(
    tree: Call, writer: Writer, levels: tuple[int, int, int]
) -> tuple[str, int] | None:
    """The text and how tightly it binds; None for any other function.

    `levels` say how tightly products, powers and atoms bind.
    """
    product, power, atom = levels
    count = len(tree.arguments)
    if tree.name in _TRANSPOSES and count == 1:
        return f"{writer.bracket(tree.arguments[0], atom)}.T", atom
    if tree.name in _WRITTEN_OUT and count == 1:
        return writer.whole(tree.arguments[0]), atom
    if tree.name == "matmul" and count == 2:
        left, right = tree.arguments
        return f"{writer.bracket(left, product)} @ {writer.bracket(right, power)}", product
    return None
