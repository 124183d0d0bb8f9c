"""The package as text and as syntax trees: what every measure starts from."""

from __future__ import annotations

import ast
import io
import tokenize
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

PACKAGE = "symlin"
PRAGMAS = ("noqa", "type:", "mypy:", "ruff:", "pragma:", "fmt:")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One file: its module's name, `symlin.kernel.term`, and its text."""

    path: Path
    module: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def lines(self) -> int:
        return len(self.text.splitlines())

    @cached_property
    def comments(self) -> frozenset[int]:
        """Numbers of the lines with a comment for a reader; one for a tool alone is none."""
        tokens = tokenize.generate_tokens(io.StringIO(self.text).readline)
        return frozenset(
            token.start[0]
            for token in tokens
            if token.type == tokenize.COMMENT and not token.string.lstrip("#! ").startswith(PRAGMAS)
        )

    @cached_property
    def docstring_lines(self) -> int:
        """Lines of docstrings, and of the strings that stand below a constant and explain it."""
        strings = {
            (statement.lineno, statement.end_lineno or statement.lineno)
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Module | ast.ClassDef | Function)
            for statement in node.body
            if isinstance(statement, ast.Expr)
            and isinstance(statement.value, ast.Constant)
            and isinstance(statement.value.value, str)
        }
        return sum(last - first + 1 for first, last in strings)

    @cached_property
    def functions(self) -> list[Function]:
        return [node for node in ast.walk(self.tree) if isinstance(node, Function)]

    @property
    def room(self) -> str:
        """The folder just below the package; loose modules share the room ''."""
        parts = self.module.split(".")
        deep = len(parts) > 2 or (len(parts) == 2 and self.path.name == "__init__.py")
        return parts[1] if deep else ""


def read(root: Path) -> list[Source]:
    """Every file of the package in the tree that stands at `root`."""
    found = []
    for path in sorted((root / PACKAGE).rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found.append(Source(path, module, path.read_text(encoding="utf-8")))
    return found


def layers(root: Path) -> list[frozenset[str]]:
    """The floors that pyproject.toml gives to the modules just below the package, highest first."""
    configuration = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = (
        contract
        for contract in configuration["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers"
    )
    return [
        frozenset(name.strip("() ") for name in floor.replace(":", "|").split("|"))
        for floor in contract["layers"]
    ]


def length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1
