"""Who imports whom: for types alone, and on call, counts as much as at the top of a file."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from .source import PACKAGE, Source

Arrows = dict[str, set[str]]


def arrows(sources: list[Source]) -> Arrows:
    """For each module the modules of the package that it imports, anywhere in its text."""
    modules = {source.module for source in sources}
    return {
        source.module: {
            module
            for name in _imported(source)
            if (module := _module(name, modules)) and module != source.module
        }
        for source in sources
    }


def _imported(source: Source) -> Iterable[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(source, node)
            yield from (f"{base}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and _is_import_module(node.func):
            for argument in node.args[:1]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


def _is_import_module(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name == "import_module"


def _absolute(source: Source, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = source.module.split(".")
    drop = node.level - (source.path.name == "__init__.py")
    return ".".join([*package[: len(package) - drop], *filter(None, [node.module])])


def _module(name: str, modules: set[str]) -> str | None:
    """The module that `import name` reaches: a name in a module is that module's."""
    while name and name not in modules:
        name = name.rpartition(".")[0]
    return name or None


def circles(graph: Arrows) -> list[list[str]]:
    """The largest sets of modules in which each reaches each other (Tarjan 1972), largest first."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(module: str) -> None:
        index[module] = low[module] = len(index)
        stack.append(module)
        for other in sorted(graph[module]):
            if other not in index:
                visit(other)
            if other in stack:
                low[module] = min(low[module], low[other])
        if low[module] == index[module]:
            component = [stack.pop()]
            while component[-1] != module:
                component.append(stack.pop())
            if len(component) > 1:
                found.append(sorted(component))

    for module in sorted(graph):
        if module not in index:
            visit(module)
    return sorted(found, key=lambda circle: (-len(circle), circle))


def upward(graph: Arrows, floors: list[frozenset[str]]) -> list[tuple[str, str]]:
    """Imports of a higher floor, or of another room on the same floor, as (from, to)."""
    height = {room: len(floors) - i for i, floor in enumerate(floors) for room in floor}

    def rises(module: str, other: str) -> bool:
        here, there = _room(module), _room(other)
        if here == there or PACKAGE in (here, there):
            return False
        return height.get(there, 0) >= height.get(here, 0)

    return sorted((a, b) for a, others in graph.items() for b in others if rises(a, b))


def _room(module: str) -> str:
    """What has a floor: the second part of the name; the package itself stands above all."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else PACKAGE
