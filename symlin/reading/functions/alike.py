"""Whether two integrals are one but for the names of their variables."""

from __future__ import annotations

from collections.abc import Mapping

from symlin.language.tree import (
    Application,
    Binder,
    Call,
    Compare,
    Constant,
    Logic,
    Name,
    Number,
    Product,
    Tree,
    Truth,
    children,
)


class Alike:
    """Numbers trees, equal ones alike: a bound variable is known by how deep it is bound."""

    def __init__(self) -> None:
        self.numbers: dict[object, int] = {}

    def key(self, tree: Tree, scope: Mapping[str, Tree]) -> int:
        """The tree's number; `scope` has what the variables that are bound around it stand for."""
        known: dict[str, object] = {}
        for name, meaning in scope.items():
            known[name] = meaning.name if isinstance(meaning, Name) else _number(meaning)
        return self._key(tree, known, 0)

    def _key(self, root: Tree, known: Mapping[str, object], depth: int) -> int:
        done: dict[int, int] = {}
        stack: list[tuple[Tree, bool]] = [(root, False)]
        while stack:
            tree, ready = stack.pop()
            if id(tree) in done:
                continue
            if isinstance(tree, Binder):
                inner = {**known, tree.variable: ("bound", depth)}
                parts = [self._key(tree.body, inner, depth + 1)]
                parts += [self._key(limit, known, depth) for limit in tree.limits]
                at = known.get(tree.variable, tree.variable) if not tree.limits else None
                done[id(tree)] = self._number(("binder", tree.kind, at, *parts))
            elif ready:
                inside = (done[id(child)] for child in children(tree))
                done[id(tree)] = self._number((type(tree).__name__, _own(tree, known), *inside))
            else:
                stack.append((tree, True))
                stack.extend((child, False) for child in children(tree))
        return done[id(root)]

    def _number(self, key: object) -> int:
        return self.numbers.setdefault(key, len(self.numbers))


def _number(tree: Tree) -> object:
    return tree.value if isinstance(tree, Number) else id(tree)


def _own(tree: Tree, known: Mapping[str, object]) -> object:
    """What a node has of its own, beside its parts."""
    match tree:
        case Name(name):
            return known.get(name, name)
        case Number(value) | Truth(value):
            return value
        case Constant(name):
            return name
        case Call(name, arguments, keywords):
            return name, len(arguments), tuple(key for key, _ in keywords)
        case Application(function, _, orders):
            return function, orders
        case Product(_, inverted):
            return inverted
        case Compare(_, operators):
            return operators
        case Logic(kind):
            return kind
        case _:
            return None
