"""Which names of a file may be changed in place by one of its statements."""

from __future__ import annotations

import ast
from collections.abc import Iterator

_CHANGING = frozenset({"append", "extend", "insert", "pop", "remove", "clear", "sort", "reverse",
                       "fill", "put", "resize", "itemset", "partition", "setfield"})  # fmt: skip
"""Methods that change a list or an array in place."""


def _changes(statement: ast.AST) -> Iterator[str]:
    """The names whose lists and arrays a statement, or a function that it defines, may change."""
    for node in ast.walk(statement):
        match node:
            case ast.Subscript(value, ctx=ast.Store() | ast.Del()):
                yield from _root(value)
            case ast.AugAssign(target):
                yield from _root(target)
            case ast.Call(ast.Attribute(owner, name)) if name in _CHANGING:
                yield from _root(owner)
            case ast.Expr(ast.Call(ast.Attribute(owner))):
                yield from _root(owner)
        if isinstance(node, ast.Call) and isinstance(statement, ast.Expr):
            yield from (n.id for n in ast.walk(node) if isinstance(n, ast.Name))


def _root(node: ast.expr) -> Iterator[str]:
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id
