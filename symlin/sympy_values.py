"""What each SymPy node is worth, given what its arguments are worth.

Rational arithmetic stays exact, so that guards are decided exactly at the boundaries of
piecewise-linear operators; everything else is mpmath's, at 50 digits. A value that is complex,
infinite or missing is None.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import mpmath
import sympy
from flint import fmpq

Num = Any
"""fmpq, or mpf of the context below."""
Value = Num | bool | None

_mp = mpmath.MPContext()
_mp.dps = 50
_CLOSE = _mp.mpf(10) ** -40
"""Inexact numbers that agree to 40 digits are taken for equal."""
_EXACT_BITS = 4_096
"""Rationals above this size go on as mpf."""
_LARGE = _mp.mpf(2) ** 40
"""Where exp leaves what any float could show."""
_BEYOND = 20_000
"""Binary digits from which on whole parts are not computed."""


def node_value(node: Any, args: list[Any], at: Mapping[str, fmpq]) -> Any:
    """The value of one node, given those of its arguments; pairs of Piecewise are lists."""
    if node.is_Symbol:
        return at[node.name]
    if not args:
        return _atom(node)
    if isinstance(node, sympy.functions.elementary.piecewise.ExprCondPair):
        return args
    kind = _KINDS.get(node.func)
    if kind is not None:
        return kind(args)
    if any(a is None for a in args):
        return None
    operation = _OPERATIONS.get(node.func)
    try:
        result = operation(*args) if operation else _by_sympy(node.func, args)
    except (ValueError, ZeroDivisionError, OverflowError, mpmath.libmp.NoConvergence):
        return None
    return _real(result)


def _atom(node: Any) -> Value:
    if node.is_Rational:
        return fmpq(node.p, node.q)
    if node in (sympy.true, sympy.false):
        return bool(node)
    if node.is_Float:
        return _mp.mpf(node._mpf_)
    if node is sympy.pi:
        return +_mp.pi
    if node is sympy.E:
        return +_mp.e
    return _real(_mp.mpmathify(node.evalf(50))) if node.is_real else None


def _real(value: Any) -> Value:
    """The value itself where it is a finite real number or a truth value, else None."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, fmpq):
        if max(value.p.bit_length(), value.q.bit_length()) > _EXACT_BITS:
            return _inexact(value)
        return value
    if isinstance(value, _mp.mpc):
        if value.imag != 0:
            return None
        value = value.real
    return value if _mp.isfinite(value) else None


def _inexact(value: Num) -> Any:
    if isinstance(value, fmpq):
        return _mp.mpf(int(value.p)) / _mp.mpf(int(value.q))
    return value


def _pair(a: Num, b: Num) -> tuple[Num, Num]:
    """Both exact, or both inexact."""
    if isinstance(a, fmpq) and isinstance(b, fmpq):
        return a, b
    return _inexact(a), _inexact(b)


def _sign_of_difference(a: Num, b: Num) -> int:
    a, b = _pair(a, b)
    if not isinstance(a, fmpq) and abs(a - b) <= _CLOSE * max(abs(a), abs(b)):
        return 0
    return _sign(a - b)


def _sign(a: Num) -> int:
    return 1 if a > 0 else -1 if a < 0 else 0


def _add(*terms: Num) -> Num:
    exact = sum((t for t in terms if isinstance(t, fmpq)), fmpq(0))
    inexact = [t for t in terms if not isinstance(t, fmpq)]
    if not inexact:
        return exact
    total = sum(inexact, _inexact(exact))
    largest = max(abs(t) for t in (*inexact, _inexact(exact)))
    return fmpq(0) if abs(total) <= _CLOSE * largest else total


def _mul(*factors: Num) -> Num:
    result: Num = fmpq(1)
    for factor in factors:
        a, b = _pair(result, factor)
        result = a * b
    return result


def _pow(base: Num, exponent: Num) -> Num:
    if abs(exponent) > 2**40:
        raise OverflowError
    whole = _whole(exponent)
    if whole is not None:
        if base == 0 and whole < 0:
            return None
        if isinstance(base, fmpq):
            bits = max(base.p.bit_length(), base.q.bit_length())
            if bits * abs(whole) <= 4 * _EXACT_BITS:
                return base**whole
        return _mp.power(_inexact(base), whole)
    if base == 0:
        return fmpq(0) if exponent > 0 else None
    return None if base < 0 else _mp.power(_inexact(base), _inexact(exponent))


def _whole(value: Num) -> int | None:
    """The whole number that the value is, or agrees with to 40 digits; else None."""
    if isinstance(value, fmpq):
        return int(value.p) if value.q == 1 else None
    if _mp.mag(value) > _BEYOND:
        raise OverflowError
    nearest = _mp.nint(value)
    return int(nearest) if abs(value - nearest) <= _CLOSE * max(1, abs(nearest)) else None


def _floor(value: Num) -> fmpq:
    if isinstance(value, fmpq):
        return fmpq(value.floor())
    whole = _whole(value)
    return fmpq(int(_mp.floor(value)) if whole is None else whole)


def _mod(a: Num, b: Num) -> Num:
    if b == 0:
        return None
    a, b = _pair(a, b)
    return _add(a, _mul(fmpq(-1), b, _floor(a / b)))


def _largest(sign: int) -> Callable[..., Num]:
    def choose(*args: Num) -> Num:
        best = args[0]
        for arg in args[1:]:
            if sign * _sign_of_difference(arg, best) > 0:
                best = arg
        return best

    return choose


def _circular(name: str) -> Callable[[Num], Num]:
    """sin and its kin: a zero or a pole that is met to 40 digits is met."""
    function = getattr(_mp, name)

    def evaluate(angle: Num) -> Num:
        angle = _inexact(angle)
        if abs(angle) > _LARGE:
            return None
        value = function(angle)
        if abs(value) > 1 / _CLOSE:
            return None
        return fmpq(0) if abs(value) < _CLOSE * min(1, abs(angle)) else value

    return evaluate


def _anywhere(name: str) -> Callable[[Num], Num]:
    """mpmath's function of the name, fast for numbers of any size."""
    function = getattr(_mp, name)
    return lambda x: function(_inexact(x))


def _saturating(name: str) -> Callable[[Num], Num]:
    """exp and its kin: no float tells the values beyond _LARGE from that at _LARGE."""
    function = getattr(_mp, name)
    return lambda x: function(max(min(_inexact(x), _LARGE), -_LARGE))


def _atan2(y: Num, x: Num) -> Num:
    return None if x == 0 and y == 0 else _mp.atan2(_inexact(y), _inexact(x))


def _heaviside(args: list[Value]) -> Value:
    x, at_zero = args
    return None if x is None else {1: fmpq(1), 0: at_zero, -1: fmpq(0)}[_sign(x)]


def _by_sympy(function: Any, args: list[Any]) -> Num:
    """A function that only SymPy knows, at numbers."""
    numbers = [
        sympy.Rational(int(a.p), int(a.q)) if isinstance(a, fmpq) else sympy.Float(a, 50)
        for a in args
    ]
    value = function(*numbers).evalf(50)
    return _mp.mpmathify(value) if value.is_real else None


def _piecewise(pairs: list[list[Any]]) -> Any:
    """The value beside the first condition that holds; a condition without a value has none."""
    for value, condition in pairs:
        if condition is not False:
            return value if condition is True else None
    return None


def _and(parts: list[bool | None]) -> bool | None:
    return False if False in parts else None if None in parts else True


def _or(parts: list[bool | None]) -> bool | None:
    return True if True in parts else None if None in parts else False


def _relation(holds: Callable[[int], bool]) -> Callable[[Num, Num], bool]:
    return lambda a, b: holds(_sign_of_difference(a, b))


_KINDS: dict[Any, Callable[[list[Any]], Any]] = {
    sympy.Piecewise: _piecewise,
    sympy.Heaviside: _heaviside,
    sympy.And: _and,
    sympy.Or: _or,
    sympy.ITE: lambda a: _piecewise([[a[1], a[0]], [a[2], True]]),
}
"""Nodes that may have a value although an argument has none."""

_OPERATIONS: dict[Any, Callable[..., Any]] = {
    sympy.Add: _add,
    sympy.Mul: _mul,
    sympy.Pow: _pow,
    sympy.Max: _largest(1),
    sympy.Min: _largest(-1),
    sympy.Abs: abs,
    sympy.sign: lambda x: fmpq(_sign(x)),
    sympy.floor: _floor,
    sympy.ceiling: lambda x: -_floor(-x),
    sympy.frac: lambda x: _add(x, -_floor(x)),
    sympy.Mod: _mod,
    sympy.atan2: _atan2,
    sympy.Not: lambda a: not a,
    sympy.Xor: lambda *a: sum(a) % 2 == 1,
    sympy.Eq: _relation(lambda s: s == 0),
    sympy.Ne: _relation(lambda s: s != 0),
    sympy.Lt: _relation(lambda s: s < 0),
    sympy.Le: _relation(lambda s: s <= 0),
    sympy.Gt: _relation(lambda s: s > 0),
    sympy.Ge: _relation(lambda s: s >= 0),
}
_FAMILIES: dict[Callable[[str], Callable[[Num], Num]], str] = {
    _circular: "sin cos tan cot sec csc sinc",
    _saturating: "exp sinh cosh tanh coth sech csch erf erfc",
    _anywhere: "log asin acos atan acot asec acsc asinh acosh atanh acoth",
}
for _family, _names in _FAMILIES.items():
    _OPERATIONS.update({getattr(sympy, name): _family(name) for name in _names.split()})
