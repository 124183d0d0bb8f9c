"""SymPy's types, as far as symlin's own speak of them: SymPy itself ships no type information.

Whatever a caller hands over as SymPy's is recognised by `isinstance` on SymPy's classes; these
protocols are for type checkers alone.
"""

from __future__ import annotations

from collections.abc import Set
from typing import Protocol


class Expression(Protocol):
    """An expression or a condition: `sympy.Basic`."""

    @property
    def free_symbols(self) -> Set[object]:
        """The symbols that occur."""
        ...

    def subs(self, *substitutions: object) -> Expression:
        """The same with other things in the places of some."""
        ...


class Symbol(Protocol):
    """A name: `sympy.Symbol`."""

    @property
    def name(self) -> str:
        """The name itself."""
        ...


class Matrix(Protocol):
    """A matrix of expressions: `sympy.Matrix`."""

    @property
    def shape(self) -> tuple[int, int]:
        """The numbers of rows and columns."""
        ...

    def __getitem__(self, place: tuple[int, int], /) -> Expression:
        """The entry in a row and a column, both counted from 0."""
        ...

    def __matmul__(self, other: Matrix, /) -> Matrix:
        """The product of the two."""
        ...

    def subs(self, *substitutions: object) -> Matrix:
        """The same with other things in the places of some."""
        ...

    def tolist(self) -> list[list[Expression]]:
        """The rows."""
        ...
