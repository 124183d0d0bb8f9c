"""What the operators of Python do, by the parts of the syntax tree that stand for them."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any

from symlin.crosscheck.python.names import Elsewhere

LARGEST = 100_000
"""Entries of a list that is repeated, and bits of a whole number."""

BINARY: Mapping[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
    ast.Div: operator.truediv, ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod,
    ast.Pow: operator.pow, ast.MatMult: operator.matmul, ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_, ast.BitXor: operator.xor,
}  # fmt: skip

IN_PLACE: Mapping[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: operator.iadd, ast.Sub: operator.isub, ast.Mult: operator.imul,
    ast.Div: operator.itruediv, ast.FloorDiv: operator.ifloordiv, ast.Mod: operator.imod,
    ast.Pow: operator.ipow, ast.MatMult: operator.imatmul, ast.BitAnd: operator.iand,
    ast.BitOr: operator.ior, ast.BitXor: operator.ixor,
}  # fmt: skip

COMPARED: Mapping[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le,
    ast.Gt: operator.gt, ast.GtE: operator.ge, ast.Is: operator.is_, ast.IsNot: operator.is_not,
    ast.In: lambda x, y: x in y, ast.NotIn: lambda x, y: x not in y,
}  # fmt: skip

UNARY: Mapping[type[ast.AST], Callable[[Any], Any]] = {
    ast.USub: operator.neg, ast.UAdd: operator.pos, ast.Not: operator.not_,
    ast.Invert: operator.invert,
}  # fmt: skip


def small(op: ast.operator, x: Any, y: Any) -> tuple[Any, Any]:
    """Both; raises `Elsewhere` where the result would take long to make."""
    size = 0
    if isinstance(op, ast.Pow) and type(x) is int and type(y) is int:
        size = x.bit_length() * abs(y)
    elif isinstance(op, ast.Mult):
        pairs = ((x, y), (y, x))
        sizes = (len(a) * b for a, b in pairs if isinstance(a, list | tuple) and type(b) is int)
        size = max(sizes, default=0)
    if size > LARGEST:
        raise Elsewhere("too large")
    return x, y
