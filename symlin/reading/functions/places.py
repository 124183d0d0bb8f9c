"""Where functions stand: the index, and what is meant where an argument is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NoReturn

from symlin.kernel.functions.subject import Index
from symlin.language.rewriting import rewritten
from symlin.language.tokens import fail
from symlin.language.tree import (
    NOWHERE,
    Application,
    Name,
    Tree,
    postorder,
)
from symlin.reading.functions import index as indices
from symlin.reading.functions.formula import Formula


def index_of(
    formula: Formula, trees: Sequence[Tree], letters: indices.Letters
) -> tuple[Index, ...]:
    """The index, with what is whole of it."""
    header = formula.header
    if header.variables is not None:
        names = header.variables
    else:
        bare = any(isinstance(t, Application) and not t.brackets for t in postorder(*trees))
        free = indices.free(frozenset(), *trees)
        names = indices.ordered(indices.chosen(letters, free, bare=bare), trees)
    whole = formula.whole | (set(names) if header.square else set())
    return tuple(Index(name, name in whole or indices.is_whole(name, letters)) for name in names)


def placed(tree: Tree, index: Sequence[Index], text: str) -> Tree:
    """The tree in which every function has its arguments and its orders.

    Raises `InputError` for a derivative by a letter that the function does not depend on.
    """

    def change(part: Tree) -> Tree:
        return _at_place(part, index, text) if isinstance(part, Application) else part

    return rewritten(tree, change)


def _at_place(tree: Application, index: Sequence[Index], text: str) -> Application:
    names = [entry.name for entry in index]
    arguments = tree.arguments or tuple(Name(name, tree.at) for name in names)
    if not tree.arguments and not arguments:
        _refuse(f"{tree.function} is a function of what? write its argument", tree, text)
    orders = list(tree.orders) if tree.arguments else [tree.orders[0], *(0 for _ in names[1:])]
    if tree.mark[:1] == "_":
        for letter in tree.mark[1:].strip("123456789"):
            if letter not in names or len(arguments) != len(names):
                message = f"{tree.function}{tree.mark}: a derivative by what? write Derivative"
                _refuse(f"{message}({tree.function}(...), {letter})", tree, text)
            orders[names.index(letter)] += 1
    elif any(tree.orders) and len(arguments) > 1 and tree.mark[:1] != "_":
        message = f"{tree.function}{tree.mark} of several variables: write {tree.function}_"
        _refuse(f"{message}{names[0]}, or Derivative", tree, text)
    if arguments is tree.arguments and tuple(orders) == tree.orders:
        return tree
    return replace(tree, arguments=arguments, orders=tuple(orders))


def check_arities(trees: Sequence[Tree], text: str) -> None:
    """Raises `InputError` for a function of one variable here and of two there."""
    counts: dict[str, int] = {}
    for tree in postorder(*trees):
        if isinstance(tree, Application):
            count = counts.setdefault(tree.function, len(tree.arguments))
            if count != len(tree.arguments):
                several = "one variable" if count == 1 else f"{count} variables"
                message = f"{tree.function} has {several} elsewhere in this text"
                _refuse(f"{message}, and {len(tree.arguments)} here", tree, text)


def _refuse(message: str, tree: Tree, text: str) -> NoReturn:
    fail(message, text, None if tree.at == NOWHERE else tree.at)
