"""Linear algebra on nested lists of numbers of 40 digits, for the numeric second opinion.

A vector is a list and a matrix a list of its rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from mpmath import MPContext

CONTEXT: Any = MPContext()
CONTEXT.dps = 40
"""Digits: what rounding leaves of a 0 is told from a number."""
SINGULAR = CONTEXT.mpf(10) ** -25
"""A pivot of this size, against the largest entry, may be what rounding has left of a 0."""
UNIT = CONTEXT.mpc(0, 1)
Row = list[Any]


def is_matrix(x: Any) -> bool:
    """Whether it is a list of lists."""
    return isinstance(x, list) and isinstance(x[0], list)


def flat(x: Any) -> Row:
    """All numbers, in order."""
    return [y for part in x for y in flat(part)] if isinstance(x, list) else [x]


def each(of: Callable[[Any], Any], x: Any) -> Any:
    """The function at every number."""
    return [each(of, part) for part in x] if isinstance(x, list) else of(x)


def added(parts: Sequence[Any]) -> Any:
    """The sum; a number is added to every entry of a vector."""
    size = next((len(part) for part in parts if isinstance(part, list)), None)
    if size is not None:
        parts = [part if isinstance(part, list) else [part] * size for part in parts]
        return [added(column) for column in zip(*parts, strict=True)]
    return sum(parts)


def multiplied(x: Any, y: Any) -> Any:
    """The product of numbers, of a number and lists, or of matrices and columns."""
    if not isinstance(x, list):
        return each(lambda entry: x * entry, y)
    if not isinstance(y, list):
        return each(lambda entry: entry * y, x)
    if not is_matrix(x):
        x = [[entry] for entry in x]
    if not is_matrix(y):
        column = [sum(p * q for p, q in zip(row, y, strict=True)) for row in x]
        return column[0] if len(column) == 1 else column
    return [
        [sum(p * q for p, q in zip(r, c, strict=True)) for c in zip(*y, strict=True)] for r in x
    ]


def power(base: Any, exponent: Any) -> Any:
    """A power of a number, or a whole one of a matrix."""
    if not isinstance(base, list):
        if CONTEXT.isint(exponent):
            return base ** int(exponent)
        negative = not isinstance(base, CONTEXT.mpc) and base < 0
        return CONTEXT.nan if negative else base**exponent
    if exponent < 0:
        base, exponent = inverse(base), -exponent
    found = eye(len(base))
    for _ in range(int(exponent)):
        found = multiplied(found, base)
    return found


def transposed(x: Any) -> Any:
    """Rows for columns."""
    if not isinstance(x, list):
        return x
    return [list(row) for row in zip(*x, strict=True)] if is_matrix(x) else [list(x)]


def eye(size: float) -> Any:
    """The identity."""
    n = int(size)
    return [[CONTEXT.mpf(i == j) for j in range(n)] for i in range(n)]


def _eliminated(x: Any, beside: Any) -> tuple[Any, Any]:
    """The determinant, and the inverse times what stands beside, by Gauss and Jordan."""
    n = len(x)
    rows = [list(x[k]) + list(beside[k]) for k in range(n)]
    det = CONTEXT.mpf(1)
    for k in range(n):
        best = max(range(k, n), key=lambda i: abs(rows[i][k]))
        if abs(rows[best][k]) <= SINGULAR * max(map(abs, flat(x))):
            return CONTEXT.zero, None
        if best != k:
            rows[k], rows[best], det = rows[best], rows[k], -det
        det *= rows[k][k]
        rows[k] = [entry / rows[k][k] for entry in rows[k]]
        for i in range(n):
            if i != k:
                factor = rows[i][k]
                rows[i] = [p - factor * q for p, q in zip(rows[i], rows[k], strict=True)]
    return det, [row[n:] for row in rows]


def det(x: Any) -> Any:
    """By elimination."""
    return _eliminated(x, x)[0]


def inverse(x: Any) -> Any:
    """By elimination; raises `ZeroDivisionError` where there is none."""
    found = _eliminated(x, eye(len(x)))[1]
    if found is None:
        raise ZeroDivisionError
    return found


def adjugate(x: Any) -> Any:
    """Determinants of what is left without a row and a column."""
    n = range(len(x))

    def minor(i: int, j: int) -> Any:
        rest = [[x[p][q] for q in n if q != j] for p in n if p != i]
        return (-1) ** (i + j) * (det(rest) if rest else 1)

    return [[minor(j, i) for j in n] for i in n]


def dot(x: Any, y: Any) -> Any:
    """Nothing is conjugated."""
    if is_matrix(x) and 1 not in (len(x), len(x[0])):
        return multiplied(x, y)
    return sum(p * q for p, q in zip(flat(x), flat(y), strict=True))


def vdot(x: Any, y: Any) -> Any:
    """The first is conjugated."""
    return dot(conjugate(flat(x)), flat(y))


def conjugate(x: Any) -> Any:
    """The opposite imaginary part."""
    return each(CONTEXT.conj, x)


def cross(x: Any, y: Any) -> Any:
    """Of three entries each."""
    (a, b, c), (p, q, r) = flat(x), flat(y)
    return [b * r - c * q, c * p - a * r, a * q - b * p]


def norm(x: Any, kind: str = "2") -> Any:
    """The sum of sizes, the largest, or the root of the sum of squares."""
    sizes = [abs(z) for z in flat(x)]
    if kind == "1":
        return sum(sizes)
    return max(sizes) if kind == "inf" else CONTEXT.sqrt(sum(s * s for s in sizes))


def project(x: Any, y: Any) -> Any:
    """The first onto the second."""
    share = vdot(y, x) / vdot(y, y)
    return [share * entry for entry in flat(y)]


def commutator(x: Any, y: Any) -> Any:
    """x y - y x"""
    return added([multiplied(x, y), each(lambda z: -z, multiplied(y, x))])


def kron(x: Any, y: Any) -> Any:
    """Blocks."""
    return [[p * q for p in top for q in low] for top in x for low in y]


def diag(x: Any, *more: Any) -> Any:
    """To a matrix, or from one."""
    if is_matrix(x):
        return [row[k] for k, row in enumerate(x) if k < len(row)]
    values = x if isinstance(x, list) else [x, *more]
    return [
        [v if i == j else CONTEXT.zero for j in range(len(values))] for i, v in enumerate(values)
    ]


def triangle(x: Any, upper: bool) -> Any:
    """What is on and above the diagonal, or on and below."""

    def kept(i: int, j: int, v: Any) -> Any:
        return v if (i <= j if upper else i >= j) else CONTEXT.zero

    return [[kept(i, j, v) for j, v in enumerate(row)] for i, row in enumerate(x)]


def filled(value: Any, rows: Any, columns: Any = None) -> Any:
    """All entries alike."""
    n = int(rows)
    return [value] * n if columns is None else [[value] * int(columns)] * n


def fourier(x: Any, sign: int) -> Any:
    """Sums of powers of e."""
    values = flat(x)
    n = len(values)
    turn = 2 * sign * UNIT * CONTEXT.pi / n
    found = [sum(v * CONTEXT.exp(turn * j * k) for k, v in enumerate(values)) for j in range(n)]
    return [z / n for z in found] if sign > 0 else found


def convolve(x: Any, y: Any) -> Any:
    """As polynomials are multiplied."""
    found: Row = [CONTEXT.zero] * (len(flat(x)) + len(flat(y)) - 1)
    for i, p in enumerate(flat(x)):
        for j, q in enumerate(flat(y)):
            found[i + j] += p * q
    return found


def roll(x: Any, by: Any) -> Any:
    """Round the end."""
    values = flat(x)
    return [values[(k - int(by)) % len(values)] for k in range(len(values))]
