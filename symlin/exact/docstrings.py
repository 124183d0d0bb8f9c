"""Docstrings that are words for users, also where Python leaves them out.

`python -OO` and `PYTHONOPTIMIZE=2` drop every docstring; the introduction of an operator and the
help of a command are then read from the files that they stand in.
"""

from __future__ import annotations

import ast
import inspect
import sys
from types import ModuleType
from typing import Any


def introduction_of(module: ModuleType) -> str:
    """What the module's docstring says; "" where it has none, or no file of its own."""
    if module.__doc__ is not None or not _are_left_out():
        return inspect.cleandoc(module.__doc__ or "")
    tree = _source(module)
    return "" if tree is None else ast.get_docstring(tree) or ""


def help_of(function: Any) -> str | None:
    """The docstring of a function at the top of its module; None where it has none."""
    if function.__doc__ is not None or not _are_left_out():
        return inspect.getdoc(function)
    tree = _source(sys.modules[function.__module__])
    for node in tree.body if tree is not None else ():
        if isinstance(node, ast.FunctionDef) and node.name == function.__name__:
            return ast.get_docstring(node)
    return None


def _are_left_out() -> bool:
    return sys.flags.optimize > 1


def _source(module: ModuleType) -> ast.Module | None:
    try:
        return ast.parse(inspect.getsource(module))
    except (OSError, TypeError):  # there is no such file
        return None
