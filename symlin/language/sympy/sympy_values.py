"""What each SymPy node is worth, given what its arguments are worth.

Rational arithmetic stays exact, so that guards are decided exactly at the boundaries of
piecewise-linear operators; everything else is mpmath's. A value that is complex, infinite or
missing is None; one that would take too many digits to compute is UNKNOWN.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

import mpmath
import sympy
from flint import fmpq

from symlin.exact.digits import Digits, Num, sign


class Unknown(Enum):
    """The mark of a value that was not computed."""

    UNKNOWN = "unknown"


UNKNOWN = Unknown.UNKNOWN
Value = Num | bool | Unknown | None


class Values:
    """The values of nodes, in so many digits."""

    def __init__(self, digits: int) -> None:
        self.arithmetic = Digits(digits)
        self._operations = _operations(self.arithmetic)

    def of(self, node: Any, args: list[Any], at: Mapping[str, fmpq]) -> Any:
        """The value of one node, given those of its arguments; pairs of Piecewise are lists."""
        if node.is_Symbol:
            return at[node.name]
        if not args:
            return self._atom(node)
        if isinstance(node, sympy.functions.elementary.piecewise.ExprCondPair):
            return args
        kind = _KINDS.get(node.func)
        if kind is not None:
            return kind(args)
        if any(a is None for a in args):
            return None
        if UNKNOWN in args:
            return UNKNOWN
        operation = self._operations.get(node.func)
        try:
            result = operation(*args) if operation else self._by_sympy(node.func, args)
        except (ValueError, ZeroDivisionError):
            return None
        except (OverflowError, mpmath.libmp.NoConvergence):
            return UNKNOWN
        return self.arithmetic.real(result)

    def _atom(self, node: Any) -> Value:
        context = self.arithmetic.context
        if node.is_Rational:
            return fmpq(node.p, node.q)
        if node in (sympy.true, sympy.false):
            return bool(node)
        if node.is_Float:
            return context.mpf(node._mpf_)
        if node is sympy.pi:
            return +context.pi
        if node is sympy.E:
            return +context.e
        value = context.mpmathify(node.evalf(context.dps)) if node.is_real else None
        return self.arithmetic.real(value)

    def _by_sympy(self, function: Any, args: list[Any]) -> Num:
        """A function that only SymPy knows, at numbers."""
        digits = self.arithmetic.digits
        numbers = [
            sympy.Rational(int(a.p), int(a.q)) if isinstance(a, fmpq) else sympy.Float(a, digits)
            for a in args
        ]
        value = function(*numbers).evalf(digits)
        if value.is_real is None:
            raise OverflowError
        return self.arithmetic.context.mpmathify(value) if value.is_real else None


def _operations(n: Digits) -> dict[Any, Callable[..., Any]]:
    """What is done with the values of arguments that all have one."""
    found: dict[Any, Callable[..., Any]] = {
        sympy.Add: n.add,
        sympy.Mul: n.mul,
        sympy.Pow: n.pow,
        sympy.Max: n.largest,
        sympy.Min: n.smallest,
        sympy.Abs: abs,
        sympy.sign: lambda x: fmpq(sign(x)),
        sympy.floor: n.floor,
        sympy.ceiling: lambda x: -n.floor(-x),
        sympy.frac: lambda x: n.add(x, -n.floor(x)),
        sympy.Mod: n.mod,
        sympy.atan2: n.atan2,
        sympy.Not: lambda a: not a,
        sympy.Xor: lambda *a: sum(a) % 2 == 1,
    }
    for relation, holds in _RELATIONS.items():
        found[relation] = lambda a, b, holds=holds: holds(n.sign_of_difference(a, b))
    for family, names in _FAMILIES.items():
        for name in names.split():
            found[getattr(sympy, name)] = getattr(n, family)(name)
    return found


def _heaviside(args: list[Value]) -> Value:
    x, at_zero = args
    if x is None or x is UNKNOWN:
        return x
    return {1: fmpq(1), 0: at_zero, -1: fmpq(0)}[sign(x)]


def _piecewise(pairs: list[list[Any]]) -> Any:
    """The value beside the first condition that holds; a condition without a value has none."""
    for value, condition in pairs:
        if condition is not False:
            return value if condition is True else condition
    return None


def _and(parts: list[Any]) -> Any:
    return _settled_by(False, parts)


def _or(parts: list[Any]) -> Any:
    return _settled_by(True, parts)


def _settled_by(decisive: bool, parts: list[Any]) -> Any:
    """What one part settles alone; else what is unknown of a part, or missing, is so of all."""
    for value in (decisive, UNKNOWN, None):
        if any(part is value for part in parts):
            return value
    return not decisive


_KINDS: dict[Any, Callable[[list[Any]], Any]] = {
    sympy.Piecewise: _piecewise,
    sympy.Heaviside: _heaviside,
    sympy.And: _and,
    sympy.Or: _or,
    sympy.ITE: lambda a: _piecewise([[a[1], a[0]], [a[2], True]]),
}
"""Nodes that may have a value although an argument has none."""

_RELATIONS: dict[Any, Callable[[int], bool]] = {
    sympy.Eq: lambda s: s == 0,
    sympy.Ne: lambda s: s != 0,
    sympy.Lt: lambda s: s < 0,
    sympy.Le: lambda s: s <= 0,
    sympy.Gt: lambda s: s > 0,
    sympy.Ge: lambda s: s >= 0,
}
_FAMILIES = {
    "circular": "sin cos tan cot sec csc sinc",
    "saturating": "exp sinh cosh tanh coth sech csch erf erfc",
    "anywhere": "log asin acos atan acot asec acsc asinh acosh atanh acoth",
}
