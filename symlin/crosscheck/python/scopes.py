"""The names of one call, and those around it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any

from symlin.crosscheck.python.names import BUILTINS, Elsewhere


class Names:
    """The names of one call, and those around it."""

    def __init__(self, outer: Names | None = None) -> None:
        self.outer = outer
        self.own: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        """The value of a name; raises `Elsewhere` where there is none."""
        if name in self.own:
            return self.own[name]
        if self.outer is not None:
            return self.outer[name]
        raise Elsewhere(name)


class FileNames(Names):
    """The names at the top of a file, worked out when they are first asked for."""

    def __init__(self, tree: ast.Module, run: Callable[[ast.stmt, Names], None]) -> None:
        super().__init__()
        self._tree = tree
        self._run = run

    def __getitem__(self, name: str) -> Any:
        """The value of a name; raises `Elsewhere` where there is none."""
        if name not in self.own:
            for statement in self._tree.body:
                if name in _given(statement):
                    self._run(statement, self)
                    break
            else:
                if name not in BUILTINS:
                    raise Elsewhere(name)
                return BUILTINS[name]
        return self.own[name]


def _given(statement: ast.stmt) -> Sequence[str]:
    """The names that a statement gives a value."""
    match statement:
        case ast.FunctionDef(name):
            return [name]
        case ast.Import(names):
            return [a.asname or a.name.partition(".")[0] for a in names]
        case ast.ImportFrom(names=names):
            return [a.asname or a.name for a in names]
        case ast.Assign(targets):
            return [t.id for t in targets if isinstance(t, ast.Name)]
        case ast.AnnAssign(target=ast.Name(name)):
            return [name]
        case _:
            return []
