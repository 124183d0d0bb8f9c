"""What no part of the package does; import-linter checks the layers, this checks what it cannot."""

import ast

import pytest

from .__main__ import HERE
from .source import read

pytestmark = pytest.mark.quick


def test_nothing_that_was_typed_is_run() -> None:
    """No eval, exec or sympify of text anywhere in the package."""
    names = ("eval", "exec", "compile", "parse_expr")
    for source in read(HERE):
        if not any(name in source.text for name in names):  # nothing to parse
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in names, source.path
