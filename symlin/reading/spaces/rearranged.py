"""Functions that take vectors and matrices apart, and put them together."""

from __future__ import annotations

from collections.abc import Callable

from symlin.reading.spaces import entries as e
from symlin.reading.spaces import fourier as transforms
from symlin.reading.spaces.site import Site
from symlin.reading.spaces.values import (
    Value,
    identity,
    matrix,
    number,
    vector,
)

Build = Callable[..., Value]


def diag(s: Site, a: Value, *more: Value) -> Value:
    """A diagonal matrix; of a matrix, its diagonal."""
    entries = [a.number, *(part.number for part in more)] if not a.shape else None
    if entries is None and len(a.shape) == 2:
        return diagonal(s, a)
    entries = list(a.entries) if entries is None else entries
    zero = e.constant(0, s.at)
    size = range(len(entries))
    return matrix([[entries[i] if i == j else zero for j in size] for i in size])


def diagonal(s: Site, a: Value) -> Value:
    """The diagonal."""
    return vector([row[k] for k, row in enumerate(s.matrix(a).rows[: a.shape[1]])])


def triangle(keep: Callable[[int, int], bool]) -> Build:
    """What is kept on one side of the diagonal."""

    def build(s: Site, a: Value) -> Value:
        zero = e.constant(0, s.at)
        rows = enumerate(s.matrix(a).rows)
        return matrix([[x if keep(i, j) else zero for j, x in enumerate(r)] for i, r in rows])

    return build


def filled(value: int) -> Build:
    """All entries alike."""

    def build(s: Site, rows: Value, columns: Value | None = None) -> Value:
        n, entry = s.whole(rows), e.constant(value, s.at)
        if columns is None:
            return vector([entry] * n)
        return matrix([[entry] * s.whole(columns)] * n)

    return build


def eye(s: Site, size: Value) -> Value:
    """The identity."""
    return identity(s.whole(size), s.at)


def summed(s: Site, a: Value) -> Value:
    """Of all entries."""
    return number(e.total(a.entries, s.at))


def multiplied(s: Site, a: Value) -> Value:
    """The product of all entries."""
    found, *more = a.entries
    for entry in more:
        found = e.product(found, entry, s.at)
    return number(found)


def mean(s: Site, a: Value) -> Value:
    """Of all entries."""
    return number(e.quotient(summed(s, a).number, e.constant(len(a.entries), s.at), s.at))


def cumsum(s: Site, a: Value) -> Value:
    """The sums up to each entry."""
    entries = s.vector(a).entries
    return vector([e.total(entries[: k + 1], s.at) for k in range(len(entries))])


def diff(s: Site, a: Value) -> Value:
    """Differences of neighbours."""
    entries = s.vector(a).entries
    if len(entries) < 2:
        s.stop("expected a vector of two entries or more")
    pairs = zip(entries[1:], entries, strict=False)
    return vector([e.total([p, e.minus(q, s.at)], s.at) for p, q in pairs])


def flip(s: Site, a: Value, axis: Value | None = None) -> Value:
    """Backwards, along the only axis: torch.flip(x, [0])."""
    if axis is not None:
        only = axis if axis.is_number else Value((), s.vector(axis).entries[:1])
        if len(axis.entries) != 1 or _integer(s, only) not in (0, -1):
            s.stop("a vector has one axis, 0")
    return vector(s.vector(a).entries[::-1])


def roll(s: Site, a: Value, by: Value) -> Value:
    """Moved on, round the end."""
    entries = s.vector(a).entries
    k = _integer(s, by) % len(entries)
    return vector(entries[-k:] + entries[:-k] if k else entries)


def _integer(s: Site, value: Value) -> int:
    tree = value.number.re if value.is_number and value.number.im is None else None
    part = getattr(tree, "operand", tree)
    size = getattr(part, "value", None)
    if not isinstance(size, int):
        s.stop("expected a whole number")
    return size if part is tree else -size


def convolve(s: Site, a: Value, b: Value) -> Value:
    """As polynomials are multiplied."""
    x, y = s.vector(a).entries, s.vector(b).entries
    found = []
    for k in range(len(x) + len(y) - 1):
        places = range(max(0, k - len(y) + 1), min(k + 1, len(x)))
        found.append(e.total([e.product(x[i], y[k - i], s.at) for i in places], s.at))
    return vector(found)


def concat(s: Site, *parts: Value) -> Value:
    """One after the other."""
    return vector([entry for part in parts for entry in s.vector(part).entries])


def flatten(s: Site, a: Value) -> Value:
    """The rows one after the other."""
    return vector(a.entries) if a.shape else s.vector(a)


def vec(s: Site, a: Value) -> Value:
    """The columns one after the other."""
    s.note(s.name, s.at, "the columns below each other")
    return vector([entry for column in s.matrix(a).columns for entry in column])


def fourier(sign: int) -> Build:
    """The discrete Fourier transform, or with sign 1 its inverse."""

    def build(s: Site, a: Value) -> Value:
        return vector(transforms.transform(s.vector(a).entries, sign, s.at))

    return build
