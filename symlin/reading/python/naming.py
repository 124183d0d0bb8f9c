"""The names of a function: its own, and the values of its parameters in a call."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from symlin.reading.python.machine import settled
from symlin.reading.python.places import Refusal
from symlin.reading.python.values import Function, Value


def bound(
    function: Function, given: Sequence[Value], named: Mapping[str, Value]
) -> dict[str, Value]:
    """The values of the parameters; raises `Refusal` for arguments that do not fit."""
    a = function.node.args
    if a.vararg or a.kwarg:
        raise Refusal("*", f"{function.name} takes arguments with a star, which are not read")
    names = [x.arg for x in (*a.posonlyargs, *a.args)]
    every = [*names, *(x.arg for x in a.kwonlyargs)]
    if len(given) > len(names):
        raise Refusal("()", f"{function.name} takes {len(names)} arguments, and got {len(given)}")
    found = dict(zip(names, given, strict=False))
    for name, value in named.items():
        if name not in every or name in found or name in [x.arg for x in a.posonlyargs]:
            raise Refusal("()", f"{function.name} has no argument {name} here")
        found[name] = value
    found = {**function.defaults, **found}
    missing = [name for name in every if name not in found]
    if missing:
        raise Refusal("()", f"{function.name} lacks the argument {missing[0]}")
    return {name: settled(value) for name, value in found.items()}


@lru_cache(maxsize=1024)
def local_names(node: ast.FunctionDef | ast.Lambda) -> frozenset[str]:
    """The names that are the function's own: those it gives a value anywhere."""
    a = node.args
    found = {x.arg for x in (*a.posonlyargs, *a.args, *a.kwonlyargs)}
    if isinstance(node, ast.Lambda):
        return frozenset(found)
    for part in inside(node):
        match part:
            case ast.Name(name, ast.Store() | ast.Del()) | ast.FunctionDef(name):
                found.add(name)
            case ast.ClassDef(name) | ast.AsyncFunctionDef(name):
                found.add(name)
            case ast.Import(names) | ast.ImportFrom(names=names):
                found.update(n.asname or n.name.partition(".")[0] for n in names)
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
                found.add(name)
    return frozenset(found)


def inside(node: ast.FunctionDef) -> Iterator[ast.AST]:
    """All parts of a body but those of functions and comprehensions in it."""
    stack: list[ast.AST] = list(reversed(node.body))
    while stack:
        part = stack.pop()
        yield part
        if isinstance(part, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            walrus = [p for p in ast.walk(part) if isinstance(p, ast.NamedExpr)]
            stack.extend(p.target for p in walrus)
        elif not isinstance(
            part, ast.FunctionDef | ast.Lambda | ast.ClassDef | ast.AsyncFunctionDef
        ):
            stack.extend(ast.iter_child_nodes(part))


@lru_cache(maxsize=1024)
def other_kind(node: ast.FunctionDef) -> ast.AST | None:
    """What makes another thing of a function, wherever it stands in it."""
    kinds = ast.Yield | ast.YieldFrom | ast.Global | ast.Nonlocal | ast.Await
    return next((part for part in inside(node) if isinstance(part, kinds)), None)


def given_defaults(a: ast.arguments) -> Iterator[tuple[str, ast.expr]]:
    """The parameters with a default, and these."""
    names = [x.arg for x in (*a.posonlyargs, *a.args)]
    yield from zip(names[len(names) - len(a.defaults) :], a.defaults, strict=True)
    for argument, default in zip(a.kwonlyargs, a.kw_defaults, strict=True):
        if default is not None:
            yield argument.arg, default
