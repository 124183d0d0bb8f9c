"""Rewriting a tree from its leaves up; what nothing touches stays the same object."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import is_

from symlin.language.tree import Name, Tree, children, postorder, rebuild


def over(tree: Tree, done: Mapping[int, Tree]) -> Tree:
    """The tree over what its parts became, by their ids; itself where all of them stayed."""
    old = children(tree)
    if not old:
        return tree
    new = tuple(done[id(part)] for part in old)
    return tree if all(map(is_, new, old)) else rebuild(tree, new, tree.at)


def rewritten(tree: Tree, change: Callable[[Tree], Tree]) -> Tree:
    """The tree with every part replaced by what `change` makes of it, children first."""
    done: dict[int, Tree] = {}
    for part in postorder(tree):
        done[id(part)] = change(over(part, done))
    return done[id(tree)]


def substituted(body: Tree, values: Mapping[str, Tree], at: int) -> Tree:
    """The body with its symbols replaced all at once, standing at another place in the text."""
    done: dict[int, Tree] = {}
    for tree in postorder(body):
        if isinstance(tree, Name) and tree.name in values:
            done[id(tree)] = values[tree.name]
        else:
            done[id(tree)] = rebuild(tree, tuple(done[id(c)] for c in children(tree)), at)
    return done[id(body)]
