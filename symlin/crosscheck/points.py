"""From the bytes that Hypothesis draws to points: small dyadic numbers, the simplest first.

Hypothesis shrinks bytes towards zero, so byte 0 means 0, byte 1 means 1, and so on: what it
finds is shrunk to few non-zero coordinates, small denominators, small numbers.
"""

from __future__ import annotations

from typing import NamedTuple

from flint import fmpq

from symlin.kernel.numbers import Number, exact

DENSE = 16
"""Operators with more inputs than this get points with few non-zero coordinates."""
MANY = 4_000
"""Parameters that are drawn one by one; more than that would be more than Hypothesis draws."""

Point = dict[str, Number]


def _values() -> tuple[Number, ...]:
    """256 small dyadic numbers, simplest first; the simple ones come again at the end."""
    magnitudes: list[fmpq] = []
    for denominator, largest in ((1, 12), (2, 8), (4, 5), (8, 3), (16, 1)):
        steps = range(1, denominator * largest + 1)
        numbers = [fmpq(k, denominator) for k in steps]
        magnitudes += [m for m in numbers if m not in magnitudes]
    magnitudes += [fmpq(20), fmpq(100), fmpq(1, 1024), fmpq(1, 2**20)]
    signed = [exact(s * m) for m in magnitudes for s in (1, -1)]
    repeats = [0, 0, *signed[:24]] * 10
    return (0, *signed, *repeats)[:256]


VALUES = _values()
FACTORS: tuple[Number, ...] = (0, -1, 2, -2, 3, -3, fmpq(1, 2), fmpq(-1, 2), fmpq(3, 4), 4)


class Draw(NamedTuple):
    """One example as it was drawn: two points, a factor, parameters, a boundary to go to."""

    x: Point
    y: Point
    a: Number
    parameters: Point
    boundary: int
    """0 for none, k for the k-th boundary, taken cyclically."""
    variable: int
    place: int


class Layout(NamedTuple):
    """How many bytes one example takes, and what they mean."""

    inputs: tuple[str, ...]
    parameters: tuple[str, ...]

    @property
    def width(self) -> int:
        """How many bytes."""
        n = len(self.inputs)
        return 5 + self._drawn + 2 * (n if n <= DENSE else 3 * DENSE)

    @property
    def _drawn(self) -> int:
        """Bytes for the parameters."""
        return min(len(self.parameters), MANY)

    def read(self, data: bytes) -> Draw:
        """The example that the bytes stand for."""
        boundary, low, variable, place, a = data[:5]
        start = 5 + self._drawn
        middle = start + (len(data) - start) // 2
        return Draw(
            x=self._point(data[start:middle]),
            y=self._point(data[middle:]),
            a=FACTORS[a % len(FACTORS)],
            parameters=self._values(data[5:start]),
            boundary=1 + (boundary - 128) * 256 + low if boundary >= 128 else 0,
            variable=variable,
            place=place,
        )

    def _values(self, data: bytes) -> Point:
        """The parameters, of which many share a byte, and only the byte 0 gives all the same."""
        return {
            name: VALUES[data[k % MANY] * (1 + k // MANY) % 256]
            for k, name in enumerate(self.parameters)
        }

    def _point(self, data: bytes) -> Point:
        if len(self.inputs) <= DENSE:
            return {name: VALUES[b] for name, b in zip(self.inputs, data, strict=True)}
        point: Point = dict.fromkeys(self.inputs, 0)
        for k in range(0, len(data), 3):
            place = int.from_bytes(data[k : k + 2], "big") % len(self.inputs)
            point[self.inputs[place]] = VALUES[data[k + 2]]
        return point


def spread(count: int, limit: int) -> list[int]:
    """At most `limit` of the indices below `count`, evenly spaced."""
    if count <= limit:
        return list(range(count))
    return [k * count // limit for k in range(limit)]
