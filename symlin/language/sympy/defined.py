"""SymPy's classes that are words for something the language has: each as a tree of its parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy
from sympy.functions.elementary.miscellaneous import Rem
from sympy.logic.boolalg import Xnor

from symlin.language.forms import exclusive_or
from symlin.language.formula import fraction
from symlin.language.tree import (
    Call,
    Compare,
    Logic,
    Negative,
    Not,
    Number,
    Piecewise,
    Sum,
    Tree,
    Truth,
)

Parts = tuple[Tree, ...]


def _implies(parts: Parts) -> Tree:
    return Logic("or", (Not(parts[0]), parts[1]))


def _equivalent(parts: Parts) -> Tree:
    none = tuple(Not(part) for part in parts)
    return Logic("or", (Logic("and", parts), Logic("and", none)))


CONDITIONS: dict[Any, Callable[[Parts], Tree]] = {
    sympy.Implies: _implies,
    sympy.Equivalent: _equivalent,
    Xnor: lambda parts: Not(exclusive_or(parts)),
    sympy.Nand: lambda parts: Not(Logic("and", parts)),
    sympy.Nor: lambda parts: Not(Logic("or", parts)),
}
"""Of conditions."""


def _delta(parts: Parts) -> Tree:
    """1 where both are equal. A range, which is a tuple, is refused before."""
    return Piecewise(((Number(1), Compare(parts, ("==",))), (Number(0), Truth(True))))


def _remainder(parts: Parts) -> Tree:
    """p - q t, with p/q rounded towards 0 to t."""
    p, q = parts
    ratio = fraction([p], [q])
    whole = fraction([Call("sign", (ratio,)), Call("floor", (Call("Abs", (ratio,)),))], [])
    return Sum((p, Negative(fraction([q, whole], []))))


def _of_reciprocal(name: str) -> Callable[[Parts], Tree]:
    return lambda parts: Call(name, (fraction([Number(1)], [parts[0]]),))


NUMBERS: dict[Any, Callable[[Parts], Tree]] = {
    sympy.KroneckerDelta: _delta,
    sympy.erf2: lambda parts: Sum((Call("erf", parts[1:]), Negative(Call("erf", parts[:1])))),
    Rem: _remainder,
    sympy.UnevaluatedExpr: lambda parts: parts[0],
    sympy.asech: _of_reciprocal("acosh"),
    sympy.acsch: _of_reciprocal("asinh"),
}
"""Of numbers."""
