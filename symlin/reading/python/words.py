"""How a part of the source is called by those who write it."""

from __future__ import annotations

import ast
from collections.abc import Mapping

WORDS: Mapping[type[ast.AST], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%",
    ast.Pow: "**", ast.MatMult: "@", ast.BitAnd: "&", ast.BitOr: "|", ast.BitXor: "^",
    ast.LShift: "<<", ast.RShift: ">>", ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<",
    ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Is: "is", ast.IsNot: "is not", ast.In: "in",
    ast.NotIn: "not in", ast.And: "and", ast.Or: "or", ast.Not: "not", ast.USub: "-",
    ast.UAdd: "+", ast.Invert: "~", ast.Await: "await", ast.Yield: "yield",
    ast.YieldFrom: "yield from", ast.NamedExpr: ":=", ast.Dict: "dict", ast.Set: "set",
    ast.DictComp: "dict", ast.SetComp: "set", ast.JoinedStr: "f-string", ast.Starred: "*",
    ast.While: "while", ast.Try: "try", ast.With: "with", ast.Global: "global",
    ast.Nonlocal: "nonlocal", ast.ClassDef: "class", ast.Delete: "del", ast.Match: "match",
    ast.AsyncFor: "async", ast.AsyncFunctionDef: "async", ast.AsyncWith: "async",
}  # fmt: skip
"""How a part of the source is called by those who write it."""


def word_of(node: ast.AST) -> str:
    """How a part of the source is called by those who write it."""
    return WORDS.get(type(node), type(node).__name__.lower())
