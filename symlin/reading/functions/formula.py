"""A formula about functions, parsed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from symlin.language.operator import Note
from symlin.language.tree import Application, Listing, Tree, postorder
from symlin.reading.functions.header import FunctionHeader


class Sides(NamedTuple):
    """What stands left and right in an equation."""

    left: Tree
    right: Tree


@dataclass(frozen=True)
class Formula:
    """A formula about functions, parsed; a function without its argument has none in it yet."""

    text: str
    header: FunctionHeader
    body: Tree | Sides
    notes: tuple[Note, ...] = ()
    whole: frozenset[str] = frozenset()
    """Names of whole numbers."""
    declared: frozenset[str] = frozenset()
    """Names that somebody has said to be numbers."""


def entries(body: Tree | Sides) -> tuple[Tree, ...]:
    """The outputs, or the sides of an equation."""
    if isinstance(body, Sides):
        return tuple(body)
    return body.items if isinstance(body, Listing) else (body,)


def applied_in(trees: Sequence[Tree]) -> dict[str, Application]:
    """The functions in order of appearance, each with a place where it stands."""
    found: dict[str, Application] = {}
    uses = [tree for tree in postorder(*trees) if isinstance(tree, Application)]
    for tree in sorted(uses, key=lambda tree: tree.at):
        found.setdefault(tree.function, tree)
    return found
