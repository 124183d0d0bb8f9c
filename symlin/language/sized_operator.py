"""What symlin decides about where matrices and vectors have any size."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from symlin.language.function_operator import FunctionOperator
from symlin.language.notation import tree_text
from symlin.language.operator import Operator, Typed
from symlin.language.tree import Tree

Size = str | int
Sizes = Mapping[str, int]
"""A size for each letter that stands for one."""


class AnySpace(NamedTuple):
    """Where a name lies: () is a number, ("n",) a vector, ("n", "m") a matrix."""

    shape: tuple[Size, ...]

    def __str__(self) -> str:
        """As a person writes it: R, R^n, n x m."""
        if len(self.shape) == 2:
            return " x ".join(map(str, self.shape))
        return f"R^{self.shape[0]}" if self.shape else "R"


AnySpaces = tuple[tuple[str, AnySpace], ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class SizedOperator:
    """A formula about vectors and matrices of which letters stand for sizes."""

    name: str
    function: str
    """Its name in the header, or T."""
    inputs: AnySpaces
    given: AnySpaces
    """What is held fixed."""
    parameters: tuple[str, ...]
    """Numbers."""
    output: AnySpace
    sizes: tuple[str, ...]
    written: Tree
    entry: FunctionOperator | None
    """An entry of the value as an operator on functions of the places of entries: sums up to n.
    None where it has no formula for all n."""
    at: Callable[[Sizes], Operator]
    """The same formula at a size; raises `InputError` where its parts do not fit."""
    typed: Typed

    @property
    def head(self) -> str:
        """T(A), T(A, B)."""
        return f"{self.function}({', '.join(name for name, _ in self.inputs)})"

    @property
    def texts(self) -> tuple[str, ...]:
        """The formula, in SymPy's notation."""
        return (tree_text(self.written),)
