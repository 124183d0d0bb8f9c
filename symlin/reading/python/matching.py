"""match: the same as a chain of ifs."""

from __future__ import annotations

import ast

from symlin.reading.python.places import Refusal


def subject_name(node: ast.Match) -> str:
    """A name that nobody can write, for what is matched."""
    return f"match {node.lineno}:{node.col_offset}"


def as_if(node: ast.Match, subject: str) -> ast.If:
    """if, elif, ... of which each asks whether a pattern fits.

    Raises `Refusal` for patterns that take something apart.
    """
    rest: list[ast.stmt] = []
    for case in reversed(node.cases):
        test = _test(case.pattern, subject)
        names = _captured(case.pattern, subject)
        if case.guard is not None:
            # a name has its value when the guard is asked for, and keeps it where that fails
            given: list[ast.expr] = [ast.NamedExpr(ast.Name(n, ast.Store()), _load(subject))
                                     for n in names]  # fmt: skip
            last = ast.Constant(len(given))
            asked = ast.Subscript(ast.Tuple([*given, case.guard], ast.Load()), last, ast.Load())
            test = ast.BoolOp(ast.And(), [test, asked])
        taken = [ast.Assign([ast.Name(n, ast.Store())], _load(subject)) for n in names]
        found = ast.If(test, [*taken, *case.body], rest)
        rest = [_placed(found, case.pattern)]
    (first,) = rest
    assert isinstance(first, ast.If)
    return first


def _placed(node: ast.If, place: ast.pattern) -> ast.If:
    """With places for what was not in the source."""
    for part in ast.walk(node):
        if isinstance(part, ast.expr | ast.stmt) and not hasattr(part, "lineno"):
            ast.copy_location(part, place)
    return node


def _load(name: str) -> ast.expr:
    return ast.Name(name, ast.Load())


def _test(pattern: ast.pattern, subject: str) -> ast.expr:
    match pattern:
        case ast.MatchValue(value):
            return ast.Compare(_load(subject), [ast.Eq()], [value])
        case ast.MatchSingleton(None):
            return ast.Compare(_load(subject), [ast.Is()], [ast.Constant(None)])
        case ast.MatchOr(parts):
            return ast.BoolOp(ast.Or(), [_test(part, subject) for part in parts])
        case ast.MatchAs(None):
            return ast.Constant(True)
        case ast.MatchAs(ast.pattern() as inner):
            return _test(inner, subject)
        case _:
            raise Refusal("case", "a pattern that is no number, text, None, name or _ is not read")


def _captured(pattern: ast.pattern, subject: str) -> list[str]:
    match pattern:
        case ast.MatchAs(inner, name):
            names = [] if inner is None else _captured(inner, subject)
            return [*names, *([] if name is None else [name])]
        case ast.MatchOr(parts):
            return [name for part in parts for name in _captured(part, subject)]
        case _:
            return []
