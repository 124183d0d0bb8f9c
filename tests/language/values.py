"""What a term is worth at a rational point, computed apart from the kernel: the tests' measure."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import mpmath

from symlin.kernel import term as k
from symlin.kernel import walk
from symlin.kernel.numbers import Number

mp = mpmath.MPContext()
mp.dps = 60
CLOSE = mp.mpf(10) ** -45


def value(node: k.Node, point: Mapping[str, Fraction]) -> Any:
    """The value of a term (Fraction or mpf) or guard (bool); None where it has none."""
    done: dict[int, Any] = {}
    for part in walk.topological([node]):
        children = [done[id(c)] for c in walk.children(part)]
        done[id(part)] = _node(part, children, point)
    return done[id(node)]


def _node(node: k.Node, parts: list[Any], point: Mapping[str, Fraction]) -> Any:
    match node:
        case k.Piecewise():
            for guard, branch in zip(parts[::2], parts[1::2], strict=True):
                if guard is not False:
                    return branch if guard else None
            return None
        case k.And():
            return False if False in parts else None if None in parts else True
        case k.Or():
            return True if True in parts else None if None in parts else False
        case _ if None in parts:
            return None
        case k.Const(number):
            return fraction(number)
        case k.Var(name):
            return point[name]
        case k.Sum(weights, _, constant):
            return sum(
                (fraction(w) * p for w, p in zip(weights, parts, strict=True)), fraction(constant)
            )
        case k.Product():
            result = Fraction(1)
            for part in parts:
                result = result * part
            return result
        case k.Power(_, exponent):
            return None if _sign(parts[0]) == 0 and exponent < 0 else parts[0] ** exponent
        case k.Root(_, degree):
            return None if _sign(parts[0]) < 0 else _exact(mp.root(abs(real(parts[0])), degree))
        case k.Max():
            return max(parts, key=real)
        case k.Function(name, _):
            return _function(name, parts)
        case k.Truth(truth):
            return truth
        case k.Relation(op, _):
            sign = _sign(parts[0])
            return {"=": sign == 0, "!=": sign != 0, ">": sign > 0, ">=": sign >= 0}[op]
    raise TypeError(node)


def fraction(number: Number) -> Fraction:
    return Fraction(number) if isinstance(number, int) else Fraction(int(number.p), int(number.q))


def real(number: Any) -> Any:
    return mp.mpf(number.numerator) / number.denominator if isinstance(number, Fraction) else number


def _sign(number: Any) -> int:
    if not isinstance(number, Fraction) and abs(number) < CLOSE:
        return 0
    return (number > 0) - (number < 0)


def _exact(number: Any) -> Any:
    """Roots of perfect powers come out whole."""
    nearest = mp.nint(number)
    return Fraction(int(nearest)) if abs(number - nearest) < CLOSE else number


def _function(name: str, parts: list[Any]) -> Any:
    if name == "pi":
        return +mp.pi
    (u,) = parts
    if name == "abs":
        return abs(u)
    if name == "floor":
        return Fraction(int(mp.floor(real(u) if isinstance(u, Fraction) else u + CLOSE)))
    if (name == "log" and _sign(u) <= 0) or (name == "asin" and real(abs(u)) > 1 + CLOSE):
        return None
    if name == "asin":
        u = max(min(real(u), mp.mpf(1)), mp.mpf(-1))
    return getattr(mp, name)(real(u))


def agree(a: Any, b: Any) -> bool:
    """Both missing, or equal to 12 digits."""
    if a is None or b is None:
        return a is b
    a, b = real(a), real(b)
    return bool(abs(a - b) <= mp.mpf(10) ** -12 * max(1, abs(a), abs(b)))
