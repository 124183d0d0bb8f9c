"""SymPy: simplify the difference of both sides of each law, and compare with zero."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .rows import BREAKS, LINEAR, Formula, Row


def by_simplify(row: Row) -> str | None:
    """Both differences must simplify to 0; one that `equals` shows to be another breaks a law."""
    formula = row.formula()
    answers = []
    for difference in (*_additivity(formula), *_homogeneity(formula)):
        answers.append(_is_zero(difference))
        if answers[-1] is False:
            return BREAKS
    return LINEAR if all(answers) else None


def _is_zero(difference: Any) -> bool | None:
    import sympy

    simplified = sympy.simplify(difference)
    if simplified == 0:
        return True
    found = simplified.equals(0)
    return False if found is False else None


def _symbols(letter: str, count: int, nonnegative: bool) -> list[Any]:
    import sympy

    assumed = {"nonnegative": True} if nonnegative else {"real": True}
    return [sympy.Symbol(f"{letter}{i}", **assumed) for i in range(count)]


def _parameters(formula: Formula) -> list[Any]:
    indices = range(formula.parameters)
    return [
        _symbols(f"p{i}_", 1, nonnegative=i in formula.nonnegative_parameters)[0] for i in indices
    ]


def _additivity(formula: Formula) -> Sequence[Any]:
    p = _parameters(formula)
    x = _symbols("x", formula.inputs, formula.nonnegative_inputs)
    y = _symbols("y", formula.inputs, formula.nonnegative_inputs)
    total = formula.exact([a + b for a, b in zip(x, y, strict=True)], p)
    parts = zip(total, formula.exact(x, p), formula.exact(y, p), strict=True)
    return [s - a - b for s, a, b in parts]


def _homogeneity(formula: Formula) -> Sequence[Any]:
    p = _parameters(formula)
    x = _symbols("x", formula.inputs, formula.nonnegative_inputs)
    (a,) = _symbols("a", 1, formula.nonnegative_inputs)
    scaled = formula.exact([a * value for value in x], p)
    return [s - a * v for s, v in zip(scaled, formula.exact(x, p), strict=True)]
