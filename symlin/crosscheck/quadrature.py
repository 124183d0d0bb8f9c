"""Integrals, derivatives and infinite sums of Python functions, with a guess of their error.

Nothing here is exact: whatever does not settle is None, and never a number that may be far off.
"""

from __future__ import annotations

import math
from collections.abc import Callable

Function = Callable[[float], float]

TOLERANCE = 1e-9
"""Relative to the size of the result, or to 1."""
MAX_DEPTH = 30
"""How often an interval is halved, around a jump, say."""
MAX_TERMS = 20_000
"""Of an infinite sum, on each side."""
MAX_VALUES = 200_000
"""Of the function under one integral."""
_JUMP = 1e-7
"""The most that a jump beside an end may count, as the tolerance."""
_HIDDEN = 0.0128
"""The part of an interval between an end and the first node of its halves."""
_QUIET = 40
"""Terms in a row that must add nothing before a sum has settled."""
_NODES = (
    (0.0, 0.4179591836734694),
    (0.4058451513773972, 0.3818300505051189),
    (0.7415311855993945, 0.2797053914892766),
    (0.9491079123427585, 0.1294849661688697),
)
"""Gauss and Legendre's seven points on [-1, 1], those that are not negative, and their weights."""


def _edges() -> tuple[tuple[float, float, float, float], ...]:
    """Each node with its weight, and with what its value counts in the polynomial through all
    nodes at -1 and at 1.
    """
    signed = [(sign * node, weight) for node, weight in _NODES for sign in (-1.0, 1.0)][1:]
    rows = []
    for node, weight in signed:
        others = [other for other, _ in signed if other != node]
        begin, end = (math.prod((e - o) / (node - o) for o in others) for e in (-1.0, 1.0))
        rows.append((node, weight, begin, end))
    return tuple(rows)


_ROWS = _edges()
Part = tuple[float, float, float]
"""An integral, and the values that a function without a jump would have at both ends."""


def _gauss(function: Function, a: float, b: float) -> Part:
    middle, half = (a + b) / 2, (b - a) / 2
    total = first = last = 0.0
    for node, weight, begin, end in _ROWS:
        value = function(middle + half * node)
        total += weight * value
        first += begin * value
        last += end * value
    return total * half, first, last


def integral(function: Function, lower: float, upper: float) -> float | None:
    """The integral from `lower` to `upper`, either of which may be infinite; None where it does
    not settle.
    """
    if lower > upper:
        found = integral(function, upper, lower)
        return None if found is None else -found
    if lower == upper:
        return 0.0
    if math.isinf(lower) and math.isinf(upper):
        parts = integral(function, lower, 0.0), integral(function, 0.0, upper)
        return None if parts[0] is None or parts[1] is None else parts[0] + parts[1]
    if math.isinf(upper):
        return _adaptive(lambda u: function(lower + u / (1 - u)) / (1 - u) ** 2, 0.0, 1.0)
    if math.isinf(lower):
        return _adaptive(lambda u: function(upper - u / (1 - u)) / (1 - u) ** 2, 0.0, 1.0)
    return _adaptive(function, lower, upper)


def _adaptive(function: Function, lower: float, upper: float) -> float | None:
    """Halves of halves, until each agrees with its own halves."""
    stack = [(lower, upper, _gauss(function, lower, upper)[0], 0)]
    total, values = 0.0, 7
    while stack:
        a, b, whole, depth = stack.pop()
        middle = (a + b) / 2
        (left, first, _), (right, _, last) = (
            _gauss(function, a, middle),
            _gauss(function, middle, b),
        )
        values += 14
        difference = abs(left + right - whole)
        size = max(1.0, abs(total))
        agree = depth > 1 and difference <= TOLERANCE * size * (b - a) / (upper - lower)
        if agree and not _jumps(function, a, b, (first, last), size):
            total += left + right
        elif depth >= MAX_DEPTH and difference <= TOLERANCE:
            total += left + right  # around a jump, in an interval of no length to speak of
        elif depth >= MAX_DEPTH or values > MAX_VALUES:
            return None
        else:
            stack += [(middle, b, right, depth + 1), (a, middle, left, depth + 1)]
    return total if math.isfinite(total) else None


def _jumps(
    function: Function, a: float, b: float, expected: tuple[float, float], size: float
) -> bool:
    """Whether a jump between an end and the first node hides from all nodes, and matters."""
    near = 1e-9 * (b - a)
    for at, value in zip((a + near, b - near), expected, strict=True):
        try:
            found = function(at)
        except (ArithmeticError, ValueError):
            continue  # the end may be infinity
        if abs(found - value) * _HIDDEN * (b - a) > _JUMP * size:
            return True
    return False


def derivative(function: Function, at: float) -> float | None:
    """The derivative by Ridders' table of central differences; None where it does not settle, as
    at a kink, where the two sides differ.
    """
    step = 0.1
    table = [[_difference(function, at, step)]]
    best, error = table[0][0], math.inf
    for k in range(1, 10):
        step /= 1.5
        row = [_difference(function, at, step)]
        factor = 2.25
        for j in range(k):
            row.append((row[j] * factor - table[k - 1][j]) / (factor - 1))
            factor *= 2.25
            guess = max(abs(row[j + 1] - row[j]), abs(row[j + 1] - table[k - 1][j]))
            if guess < error:
                best, error = row[j + 1], guess
        table.append(row)
    size = max(1.0, abs(best))
    sides = (function(at + 1e-5) - function(at)) / 1e-5, (function(at) - function(at - 1e-5)) / 1e-5
    if error > 1e-5 * size or abs(sides[0] - sides[1]) > 1e-2 * size:
        return None
    return best


def _difference(function: Function, at: float, step: float) -> float:
    return (function(at + step) - function(at - step)) / (2 * step)


def series(function: Function, lower: float, upper: float) -> float | None:
    """The sum over whole numbers from `lower` to `upper`; None where it does not settle.

    Raises `ValueError` for limits that are not whole, and where they run backwards.
    """
    for end in (lower, upper):
        if math.isfinite(end) and end != math.floor(end):
            raise ValueError("a sum runs over whole numbers")
    if upper < lower - 1:
        raise ValueError("a sum that runs backwards")
    if math.isfinite(lower) and math.isfinite(upper):
        if upper - lower >= MAX_TERMS:
            return None
        return math.fsum(function(float(k)) for k in range(int(lower), int(upper) + 1))
    if math.isinf(lower) and math.isinf(upper):
        parts = _tail(function, 0, 1), _tail(function, -1, -1)
        return None if parts[0] is None or parts[1] is None else parts[0] + parts[1]
    return _tail(function, int(lower), 1) if math.isinf(upper) else _tail(function, int(upper), -1)


def _tail(function: Function, first: int, step: int) -> float | None:
    """The sum from a number on, upwards or downwards, once its terms have died out."""
    total, quiet = 0.0, 0
    for k in range(MAX_TERMS):
        term = function(float(first + step * k))
        total += term
        quiet = quiet + 1 if abs(term) <= 1e-14 * max(1.0, abs(total)) else 0
        if quiet >= _QUIET:
            return total
    return None
