"""What SymPy's own numbers say of an answer, and pairs of which one side was altered."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from typing import Any

import sympy
from sympy import Integer, Rational

from .collect import Pair

VALUES = tuple(
    Rational(p, q)
    for p, q in ((1, 3), (-2, 3), (5, 2), (7, 5), (-9, 4), (2, 1), (3, 1), (-1, 1), (4, 1), (1, 7))
)
DRAWN = 8
"""Points at which both sides of a pair are computed."""
DIGITS, MORE_DIGITS = 20, 400
"""The latter where the former tell two apart: of sinh(10**308*E) no digit is right with twenty."""
CLOSE = sympy.Float("1e-9")
ALTERED = 4
"""Attempts to alter a pair so that numbers tell its sides apart."""

Point = Mapping[Any, Any]


def gap(pair: Pair, at: Point, digits: int = DIGITS) -> Any:
    """How far apart the sides are at the point, relative to their size; None where one of them has
    no real value there."""
    values = []
    for side in (pair.left, pair.right):
        value = side.subs(at)
        if isinstance(side, sympy.logic.boolalg.Boolean) and not isinstance(side, sympy.Symbol):
            value = {sympy.true: Integer(1), sympy.false: Integer(0)}.get(value)
        value = None if value is None else value.evalf(digits)
        if value is None or not (value.is_number and value.is_real):
            return None
        values.append(value)
    return abs(values[0] - values[1]) / max(1, abs(values[0]), abs(values[1]))


def points(pair: Pair, seed: int) -> Iterator[Point]:
    """Drawn points that satisfy what the symbols assume."""
    draw = random.Random(seed)
    symbols = sorted(pair.left.free_symbols | pair.right.free_symbols, key=str)
    for _ in range(DRAWN):
        at = {symbol: _value(symbol, draw) for symbol in symbols}
        if None not in at.values():
            yield at


def _value(symbol: Any, draw: random.Random) -> Any:
    fit = [v for v in VALUES if all(getattr(v, f"is_{k}") == s for k, s in _assumed(symbol))]
    return draw.choice(fit) if fit else None


def _assumed(symbol: Any) -> list[tuple[str, bool]]:
    names = ("positive", "negative", "nonnegative", "nonpositive", "integer", "even", "odd", "zero")
    more = ("nonzero", "rational", "prime", "noninteger")
    found = [(name, getattr(symbol, f"is_{name}")) for name in (*names, *more)]
    return [(name, said) for name, said in found if said is not None]


def differs(pair: Pair, seed: int = 0) -> bool:
    """Whether the sides have different real values at one of the drawn points."""
    for at in points(pair, seed):
        try:
            gaps = [gap(pair, at, digits) for digits in (DIGITS, MORE_DIGITS)]
        except Exception:  # SymPy cannot compute everything that it can write
            continue
        if all(found is not None and found > CLOSE for found in gaps):
            return True
    return False


# ---- altered pairs ----


def altered(pair: Pair, seed: int) -> Pair | None:
    """The pair with a sign, a number or an exponent of its right side changed, where numbers say
    that the two then differ; None where that was not found."""
    draw = random.Random(seed)
    for _ in range(ALTERED):
        right = _altered(pair.right, draw)
        if right is None or right == pair.right:
            continue
        other = Pair(f"{pair.where} altered", pair.left, right)
        if differs(other, seed):
            return other
    return None


def _altered(side: Any, draw: random.Random) -> Any:
    if not isinstance(side, sympy.Expr):
        return None
    places = [
        node
        for node in sympy.preorder_traversal(side)
        if isinstance(node, sympy.Expr) and (node.is_Rational or node.is_Pow or node.is_Symbol)
    ]
    node = draw.choice(places or [side])
    change = draw.choice((lambda u: -u, lambda u: u + 1, lambda u: 2 * u, lambda u: u**2))
    try:
        return side.xreplace({node: change(node)})
    except Exception:  # not every place takes every value
        return None
