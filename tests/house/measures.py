"""The numbers of one tree, each with the names behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import median

from .arrows import Arrows, arrows, circles, upward
from .promises import limits, public, undocumented_raises, without_docstring, without_reason
from .source import PACKAGE, Source, layers, length, read

FUNCTIONS = "symlin.kernel.functions"
NETWORK = "symlin.kernel.network"
NOT_CORE = ("symlin.kernel.theories", "symlin.kernel.documents", FUNCTIONS, NETWORK)
STATEMENTS = "symlin.kernel.statements"


@dataclass(frozen=True)
class House:
    """A tree that holds the package and its pyproject.toml."""

    root: Path

    @cached_property
    def sources(self) -> list[Source]:
        return read(self.root)

    @cached_property
    def graph(self) -> Arrows:
        return arrows(self.sources)

    @cached_property
    def circles(self) -> list[list[str]]:
        return circles(self.graph)

    @cached_property
    def upward(self) -> list[tuple[str, str]]:
        return upward(self.graph, layers(self.root))

    @property
    def floors(self) -> int:
        return len(layers(self.root))

    @property
    def rooms(self) -> dict[str, list[Source]]:
        """The files of each room, the loose ones under ''."""
        rooms: dict[str, list[Source]] = {}
        for source in self.sources:
            rooms.setdefault(source.room, []).append(source)
        return rooms

    @property
    def loose(self) -> list[str]:
        """Modules just below the package, its `__init__` included."""
        return [source.path.name for source in self.rooms.get("", [])]

    @property
    def core(self) -> int:
        """Lines of the kernel without its rooms of their own, comments included."""
        return self._kernel_without(*NOT_CORE)

    @property
    def for_verdicts(self) -> int:
        """Those of them that verdicts rest on: without what is said beside a verdict."""
        return self._kernel_without(*NOT_CORE, STATEMENTS)

    @property
    def for_functions(self) -> int:
        """Lines of the kernel that verdicts about operators on functions rest on besides."""
        return self._kernel_in(FUNCTIONS)

    @property
    def for_networks(self) -> int:
        """Lines of the kernel that verdicts about graphs of tensors rest on besides."""
        return self._kernel_in(NETWORK)

    def _kernel_in(self, folder: str) -> int:
        kernel = self.rooms["kernel"]
        return sum(source.lines for source in kernel if source.module.startswith(folder))

    def _kernel_without(self, *folders: str) -> int:
        kernel = self.rooms["kernel"]
        return sum(source.lines for source in kernel if not source.module.startswith(folders))

    def files_over(self, lines: int) -> list[str]:
        return [f"{s.module} {s.lines}" for s in self.sources if s.lines > lines]

    def functions_over(self, lines: int) -> list[str]:
        return [
            f"{source.module}.{function.name} {length(function)}"
            for source in self.sources
            for function in source.functions
            if length(function) > lines
        ]

    def each(self, measure: Callable[[Source], Iterable[str]]) -> list[str]:
        return [name for source in self.sources for name in measure(source)]

    def public_names(self) -> list[str]:
        return self.each(lambda source: (name for name, _ in public(source)))

    def without_docstring(self) -> list[str]:
        return self.each(without_docstring)

    def undocumented_raises(self) -> list[str]:
        return self.each(undocumented_raises)

    def limits(self) -> list[str]:
        return self.each(lambda source: (name for name, _ in limits(source)))

    def without_reason(self) -> list[str]:
        return self.each(without_reason)


@dataclass(frozen=True)
class Size:
    """Files, lines and functions of a room."""

    files: int
    lines: int
    file_median: float
    file_max: int
    functions: int
    function_median: float
    function_p90: int
    function_max: int
    comments: float
    docstrings: float


def size(sources: list[Source]) -> Size:
    """Lines are counted as they stand, blank ones too; shares are shares of them."""
    lines = [source.lines for source in sources]
    functions = sorted(length(f) for source in sources for f in source.functions) or [0]
    total = sum(lines) or 1
    return Size(
        files=len(lines),
        lines=sum(lines),
        file_median=median(lines),
        file_max=max(lines),
        functions=len(functions),
        function_median=median(functions),
        function_p90=functions[len(functions) * 9 // 10],
        function_max=functions[-1],
        comments=sum(len(source.comments) for source in sources) / total,
        docstrings=sum(source.docstring_lines for source in sources) / total,
    )


def name_of(room: str) -> str:
    return room or f"{PACKAGE}/*.py"
