"""Parameters that are whole numbers because they shift a sequence: n0 in x[n - n0]."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from symlin.kernel.functions.subject import Index
from symlin.language.tree import (
    Application,
    Binder,
    Name,
    Negative,
    Number,
    Product,
    Sum,
    Tree,
)
from symlin.reading.functions.index import places


def whole_parameters(
    trees: Sequence[Tree], index: Sequence[Index], parameters: Collection[str]
) -> tuple[str, ...]:
    """The parameters that are added to whole numbers where a sequence or a sum wants one."""
    found: dict[str, None] = {}
    whole = any(entry.whole for entry in index)
    for tree, _ in places(*trees):
        wanted: Sequence[Tree] = ()
        if isinstance(tree, Binder) and tree.kind == "Sum":
            wanted = tree.limits
        elif isinstance(tree, Application) and (whole or tree.brackets == "[]"):
            wanted = tree.arguments
        for part in wanted:
            found.update(dict.fromkeys(n for n in _summands(part) if n in parameters))
    return tuple(found)


def _summands(tree: Tree) -> list[str]:
    """Names that are summands, with whole factors."""
    found: list[str] = []
    stack = [tree]
    while stack:
        match stack.pop():
            case Name(name):
                found.append(name)
            case Sum(parts):
                stack += parts
            case Negative(part):
                stack.append(part)
            case Product((Number(int()), part), (False, False)):
                stack.append(part)
    return found
