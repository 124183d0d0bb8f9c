"""What may rest on what; import-linter checks the layers, this checks what it cannot."""

import ast
import sys
from pathlib import Path

import pytest

KERNEL = sorted((Path(__file__).parents[2] / "symlin" / "kernel").glob("*.py"))


def imports(source: str) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("path", KERNEL, ids=lambda path: path.name)
def test_the_kernel_imports_the_standard_library_flint_and_itself(path: Path) -> None:
    """What is trusted has to be read; every further import would have to be read as well."""
    for name in imports(path.read_text(encoding="utf-8")):
        top = name.partition(".")[0]
        assert name.startswith("symlin.kernel") or top == "flint" or top in sys.stdlib_module_names


def test_nothing_that_was_typed_is_run() -> None:
    """No eval, exec or sympify of text anywhere in the package."""
    package = KERNEL[0].parent.parent
    for path in package.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in ("eval", "exec", "compile", "parse_expr"), path
