"""The text of a function: where something stands in it, and how it is refused."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from typing import NoReturn

from symlin.errors import Unsupported


class Refusal(Exception):
    """What is not read, before it is known where it stands; `word` is what the source calls it."""

    def __init__(self, word: str, message: str) -> None:
        self.word = word
        self.message = message
        super().__init__(message)


@dataclass(frozen=True, eq=False)
class Text:
    """A source file, or what stands for one."""

    name: str
    content: str

    @cached_property
    def lines(self) -> list[str]:
        """As Python counts them: a form feed ends no line."""
        return self.content.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def written(self, node: ast.expr) -> str:
        """The characters of an expression that stands on one line; "" for any other."""
        if node.end_lineno != node.lineno or node.end_col_offset is None:
            return ""
        line = self.lines[node.lineno - 1].encode()
        return line[node.col_offset : node.end_col_offset].decode()

    def refuse(self, node: ast.AST, word: str, message: str) -> NoReturn:
        """Raises `Unsupported` with file, line and column."""
        row, offset = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
        line = self.lines[row - 1] if row <= len(self.lines) else ""
        column = len(line.encode()[:offset].decode(errors="replace"))
        place = f"{self.name}:{row}:{column + 1}"
        raise Unsupported(
            f"{place}: {message}", line, column, op=word, node=type(node).__name__, place=place
        )
