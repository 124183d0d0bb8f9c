"""What the text owes a reader: docstrings, the exceptions they name, a reason for each limit."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .source import Function, Source

OWN_MISTAKES = ("AssertionError", "NotImplementedError", "KeyError", "AttributeError")
"""Exceptions of Python's own protocols, or that say the program is wrong: callers catch none."""

Documented = Function | ast.ClassDef


def public(source: Source) -> Iterator[tuple[str, Documented]]:
    """Classes and functions at the top of a module, and methods of such classes, without `_`."""
    if any(part.startswith("_") for part in source.module.split(".")):
        return
    for node in source.tree.body:
        if isinstance(node, Documented) and not node.name.startswith("_"):
            yield f"{source.module}.{node.name}", node
            if isinstance(node, ast.ClassDef):
                yield from _methods(f"{source.module}.{node.name}", node)


def _methods(owner: str, node: ast.ClassDef) -> Iterator[tuple[str, Documented]]:
    for inner in node.body:
        if isinstance(inner, Function) and not inner.name.startswith("_"):
            decorators = {ast.unparse(decorator) for decorator in inner.decorator_list}
            if not decorators & {"overload", "typing.overload", "override", "typing.override"}:
                yield f"{owner}.{inner.name}", inner


def without_docstring(source: Source) -> list[str]:
    return [name for name, node in public(source) if not ast.get_docstring(node)]


def undocumented_raises(source: Source) -> list[str]:
    """Public functions that raise what their docstring does not name, as "function: Exception"."""
    found = []
    for name, node in public(source):
        if isinstance(node, Function):
            text = ast.get_docstring(node) or ""
            for error in sorted(_raised(node)):
                if error not in text or "aise" not in text:
                    found.append(f"{name}: {error}")
    return found


def _raised(function: Function) -> set[str]:
    """The exceptions that the function itself makes and raises, not those inside inner ones."""
    names: set[str] = set()
    pending: list[ast.AST] = list(function.body)
    while pending:
        node = pending.pop()
        if isinstance(node, Function | ast.ClassDef | ast.Lambda):
            continue
        if isinstance(node, ast.Raise) and node.exc is not None:
            error = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            name = ast.unparse(error).rpartition(".")[2]
            if name[:1].isupper() and name not in OWN_MISTAKES:
                names.add(name)
        pending.extend(ast.iter_child_nodes(node))
    return names


def limits(source: Source) -> Iterator[tuple[str, bool]]:
    """Upper-case numeric constants, and whether a comment or a string beside it says why.

    A reason stands on the line, in a comment above it, or in a string below it.
    """
    for node, after in zip(source.tree.body, [*source.tree.body[1:], None], strict=True):
        name = _constant(node)
        if name is not None:
            first, last = node.lineno, node.end_lineno or node.lineno
            beside = any(line in source.comments for line in range(first - 1, last + 1))
            yield f"{source.module}.{name}", beside or _is_text(after)


def without_reason(source: Source) -> list[str]:
    return [name for name, reasoned in limits(source) if not reasoned]


def _constant(node: ast.stmt) -> str | None:
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            pass
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
            pass
        case _:
            return None
    return name if name.isupper() and _is_number(value) else None


def _is_number(value: ast.expr) -> bool:
    match value:
        case ast.Constant(value=number):
            return isinstance(number, int | float) and not isinstance(number, bool)
        case ast.UnaryOp(operand=operand):
            return _is_number(operand)
        case ast.BinOp(left=left, right=right):
            return any(map(_is_number, (left, right)))
        case ast.Call(func=ast.Name(id="int" | "float" | "Fraction"), args=[first, *_]):
            return _is_number(first) or isinstance(first, ast.Constant)
    return False


def _is_text(node: ast.stmt | None) -> bool:
    match node:
        case ast.Expr(value=ast.Constant(value=str())):
            return True
    return False
