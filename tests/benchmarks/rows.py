"""A question to all tools: an operator, also as a plain Python function, and the known answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from symlin.language.operator import Operator

Values = Sequence[Any]
"""Coordinates: SymPy expressions, floats, or a tool's stand-ins for floats."""

LINEAR, BREAKS, CONDITIONAL = "linear", "breaks", "conditional"
"""Linear for all parameter values; for none of them, or not for all; for exactly some."""


@dataclass(frozen=True)
class Kit:
    """The operations of a number type that formulas need beyond + and *."""

    maximum: Callable[..., Any]
    minimum: Callable[..., Any]

    def relu(self, value: Any) -> Any:
        """max(value, 0)."""
        return self.maximum(value, 0)


NUMBERS = Kit(max, min)


def expressions() -> Kit:
    """SymPy's."""
    import sympy

    return Kit(sympy.Max, sympy.Min)


@dataclass(frozen=True)
class Formula:
    """The operator for tools that do not read symlin's: values of all inputs to all outputs.

    `exact` works on SymPy expressions, `floats` on floats; both take inputs, then parameters.
    """

    inputs: int
    parameters: int
    exact: Callable[[Values, Values], Sequence[Any]]
    floats: Callable[[Values, Values], Sequence[Any]]
    nonnegative_inputs: bool = False
    nonnegative_parameters: tuple[int, ...] = ()


@dataclass(frozen=True)
class Row:
    """One operator, read anew by each run; `size` is its place in a family, 0 in the corpus."""

    group: str
    name: str
    truth: str
    operator: Callable[[], Operator]
    formula: Callable[[], Formula]
    size: int = 0


def right(answer: str, truth: str, *, parametric: bool) -> bool:
    """Whether a definite answer is true; only `parametric` tools must find the condition."""
    if truth == CONDITIONAL and not parametric:
        return answer == BREAKS
    return answer == truth
