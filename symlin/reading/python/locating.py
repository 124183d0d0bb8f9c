"""Where the source of a function object is, and whether it is still its source."""

from __future__ import annotations

import ast
import dis
import inspect
import linecache
import types

from symlin.errors import InputError, Unsupported
from symlin.reading.python.modules import parsed
from symlin.reading.python.places import Text


def located(function: types.FunctionType) -> tuple[Text, ast.FunctionDef | ast.Lambda]:
    """The source of a function, and the part of it that is the function.

    Raises `InputError` where it has one that has changed, and `Unsupported` where it has none.
    """
    code = function.__code__
    if code.co_flags & (inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR):
        raise Unsupported(f"{function.__name__} is a generator or async, which is not read",
                          op="yield")  # fmt: skip
    linecache.checkcache(code.co_filename)
    lines = linecache.getlines(code.co_filename, function.__globals__)
    if not lines:
        raise Unsupported(
            f"{function.__qualname__}: its source cannot be found: write it to a file"
        )
    name = code.co_filename.rpartition("/")[2].rpartition("\\")[2]
    text = Text(name, "".join(lines))
    tree = parsed(text)
    fitting = [node for node in ast.walk(tree) if _is_of(node, code)]
    if len(fitting) != 1 or not _is_fresh(fitting[0], code):
        raise InputError(
            f"{function.__qualname__}: its source has changed, or cannot be found: load it again"
        )
    (node,) = fitting
    assert isinstance(node, ast.FunctionDef | ast.Lambda)
    return text, node


def _is_of(node: ast.AST, code: types.CodeType) -> bool:
    """Whether the code may be that of this part of the source."""
    if not isinstance(node, ast.FunctionDef | ast.Lambda):
        return False
    first = min([d.lineno for d in getattr(node, "decorator_list", [])], default=node.lineno)
    name = node.name if isinstance(node, ast.FunctionDef) else "<lambda>"
    a = node.args
    names = [x.arg for x in (*a.posonlyargs, *a.args, *a.kwonlyargs)]
    if (
        name != code.co_name
        or first != code.co_firstlineno
        or list(code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]) != names
    ):
        return False
    if isinstance(node, ast.FunctionDef):
        return True
    body = (node.body.lineno, node.body.end_lineno, node.body.col_offset, node.body.end_col_offset)
    return body in set(code.co_positions())  # two lambdas in one line differ in this


def _is_fresh(node: ast.AST, code: types.CodeType) -> bool:
    """Whether the source is still the one that the function was made of, as far as it shows.

    Its numbers are in the source, and what it returns ends where something in the source ends.
    """
    parts = list(ast.walk(node))
    numbers = {p.value for p in parts if isinstance(p, ast.Constant) and _is_number(p.value)}
    folded = any(isinstance(p, ast.BinOp | ast.UnaryOp) and _is_known(p) for p in parts)
    kept = {c for c in code.co_consts if _is_number(c)}
    spans = {
        (p.lineno, p.end_lineno, p.col_offset, p.end_col_offset)
        for p in parts
        if isinstance(p, ast.expr | ast.stmt)
    }
    returned = {
        (p.lineno, p.end_lineno, p.col_offset, p.end_col_offset)
        for found in dis.get_instructions(code)
        if found.opname == "RETURN_VALUE" and (p := found.positions) is not None
    }
    known = (None in span or span[-1] == 0 or span in spans for span in returned)  # 0: a lambda's
    return (folded or kept <= numbers) and all(known)


def _is_number(value: object) -> bool:
    return type(value) in (int, float)


def _is_known(node: ast.expr) -> bool:
    """Whether Python may work this out beforehand."""
    return not any(isinstance(part, ast.Name | ast.Call) for part in ast.walk(node))
