"""Inputs that are vectors, written out: with x in R^2, 2x is [2*x1, 2*x2] and max(x) is
max(x1, x2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn

from symlin.language.tokens import fail
from symlin.language.tree import (
    Call,
    Listing,
    Name,
    Negative,
    Product,
    Sum,
    Tree,
    children,
    postorder,
    rebuild,
)

_OF_ENTRIES = frozenset({"Max", "Min", "max", "min", "mean", "average", "sum", "median"})
"""Functions of all entries of a vector."""
MAX_ENTRIES = 1_000_000
"""Of all vectors in a formula together."""


def spread(tree: Tree, vectors: Mapping[str, int], text: str) -> Tree:
    """The tree over the entries of the vectors.

    Raises `InputError` where a vector stands for a number, or where that is not read yet.
    """
    return _Spreading(vectors, text).run(tree)


class _Spreading:
    def __init__(self, vectors: Mapping[str, int], text: str) -> None:
        self.vectors = vectors
        self.text = text
        self.room = MAX_ENTRIES
        self.done: dict[int, Tree] = {}

    def refuse(self, message: str, at: int) -> NoReturn:
        fail(message, self.text, at)

    def run(self, root: Tree) -> Tree:
        """Every part, children first."""
        for tree in postorder(root):
            parts = tuple(self.done[id(part)] for part in children(tree))
            lists = [part for part in parts if isinstance(part, Listing)]
            if isinstance(tree, Name) and tree.name in self.vectors:
                size = self.vectors[tree.name]
                self.done[id(tree)] = self.made([Name(f"{tree.name}{k + 1}", tree.at)
                                                 for k in range(size)], tree)  # fmt: skip
            elif lists and not isinstance(tree, Listing):
                self.done[id(tree)] = self.combined(tree, parts, lists)
            elif parts:
                self.done[id(tree)] = rebuild(tree, parts, tree.at)
            else:
                self.done[id(tree)] = tree
        return self.done[id(root)]

    def made(self, items: list[Tree], like: Tree) -> Listing:
        self.room -= len(items)
        if self.room < 0:
            self.refuse("the vectors have too many entries together", like.at)
        return Listing(tuple(items), like.at)

    def combined(self, tree: Tree, parts: tuple[Tree, ...], lists: list[Listing]) -> Tree:
        """A node over parts of which some are vectors."""
        match tree:
            case Sum() | Negative() if len(lists) == len(parts):
                if len({len(entry.items) for entry in lists}) > 1:
                    self.refuse("vectors of different sizes are added", tree.at)
                rows = zip(*(entry.items for entry in lists), strict=True)
                return self.made([rebuild(tree, row, tree.at) for row in rows], tree)
            case Sum():
                self.refuse("a number is added to a vector", tree.at)
            case Product(_, inverted) if len(lists) == 1:
                place = next(k for k, part in enumerate(parts) if isinstance(part, Listing))
                if inverted[place]:
                    self.refuse("a number is divided by a vector", tree.at)
                return self.each(tree, parts, place)
            case Product():
                self.refuse("products of vectors are not read yet: write their entries", tree.at)
            case Call(name) if len(parts) == 1:
                if name in _OF_ENTRIES:
                    return Call(name, lists[0].items, (), tree.at)
                return self.each(tree, parts, 0)
            case _:
                self.refuse("a vector stands here where a number is expected", tree.at)

    def each(self, tree: Tree, parts: tuple[Tree, ...], place: int) -> Listing:
        """The node once for each entry of the vector at a place."""
        vector = parts[place]
        assert isinstance(vector, Listing)
        return self.made(
            [
                rebuild(tree, (*parts[:place], item, *parts[place + 1 :]), tree.at)
                for item in vector.items
            ],
            tree,
        )
