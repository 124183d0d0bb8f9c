"""Arrays of exact numbers: weights as the bytes that they are, or rational numbers.

A float is the dyadic rational that it is; nothing is rounded. Bytes are little-endian, entries in
row-major order.
"""

from __future__ import annotations

import math
import sys
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, cast

from flint import fmpq, fmpz_mat

from symlin.kernel.certificate import Rejected
from symlin.kernel.numbers import Number, TooLarge, exact

Shape = tuple[int, ...]
Kind = Literal["float32", "float64", "exact"]


class Format(NamedTuple):
    """How IEEE 754 stores floats: sign, exponent, and the mantissa without its first bit."""

    bytes: int
    mantissa: int
    """Bits."""
    exponent: int
    """Bits; all of them set in infinities and NaNs."""

    @property
    def size(self) -> int:
        """Every bit but the sign."""
        return (1 << self.mantissa + self.exponent) - 1

    @property
    def infinity(self) -> int:
        """The smallest size that is no number's."""
        return ((1 << self.exponent) - 1) << self.mantissa

    @property
    def lowest(self) -> int:
        """A mantissa counts units of 2**-lowest where the exponent is 1, or 0."""
        return (1 << self.exponent - 1) - 2 + self.mantissa


FORMATS = {"float32": Format(4, 23, 8), "float64": Format(8, 52, 11)}


MOST_BITS_OF_A_SCALE = 1 << 16
"""Twenty thousand digits: what needs more is better enclosed in balls."""


ALL_BUT_SIGN = bytes(byte & 0x7F == 0x7F for byte in range(256))
"""For each byte, whether all bits behind the first are set."""


def size_of(shape: Sequence[int]) -> int:
    """The number of entries."""
    return math.prod(shape)


@dataclass(frozen=True, slots=True, eq=False)
class Array:
    """Exact numbers in a shape: `data` are floats as bytes, or the numbers themselves.

    Raises `Rejected` where the data do not fill the shape, or a float is no number.
    """

    shape: Shape
    kind: Kind
    data: bytes | tuple[Number, ...]
    _bits: memoryview[int] | None = field(init=False, repr=False)
    """Of floats, as whole numbers: the kernel computes with no floating point numbers."""
    _matrix: tuple[fmpz_mat, int] | None = field(init=False, repr=False, default=None)

    def __post_init__(self) -> None:
        object.__setattr__(self, "shape", tuple(map(int.__index__, self.shape)))
        object.__setattr__(self, "kind", str.__str__(self.kind))  # a subclass may say two things
        if any(n < 0 for n in self.shape):
            raise Rejected("a shape has a negative size")
        if self.kind == "exact":
            object.__setattr__(self, "data", tuple(map(exact, self.data)))
            object.__setattr__(self, "_bits", None)
        else:
            if self.kind not in FORMATS or type(self.data) is not bytes:
                raise Rejected("numbers are exact, or floats stored as bytes")
            object.__setattr__(self, "_bits", _bits(self.data, FORMATS[self.kind]))
        if len(self) != size_of(self.shape):
            raise Rejected(f"an array of shape {self.shape} has {len(self)} entries")

    def __len__(self) -> int:
        return len(self.data if self._bits is None else self._bits)

    def scaled(self, places: Sequence[int] | None = None) -> tuple[list[int], int]:
        """Whole numbers n and one s > 0: the entries at these places, or all, are n / s."""
        if self._bits is None:
            numbers = cast(tuple[Number, ...], self.data)
            return over_one_denominator(numbers if places is None else [numbers[i] for i in places])
        bits = self._bits.tolist() if places is None else [self._bits[i] for i in places]
        return _scaled(bits, FORMATS[self.kind])

    def matrix(self, columns: int) -> tuple[fmpz_mat, int]:
        """All entries as a matrix of whole numbers, and what they are divided by; kept, for weights
        are asked for at every precision."""
        if self._matrix is None:
            entries, scale = self.scaled()
            found = fmpz_mat(len(entries) // columns, columns, entries)
            object.__setattr__(self, "_matrix", (found, scale))
        return cast(tuple[fmpz_mat, int], self._matrix)

    def is_zero(self) -> bool:
        """Whether every entry is 0."""
        if self._bits is None:
            return not any(self.data)
        return not any(map(FORMATS[self.kind].size.__and__, self._bits))

    def is_negative_somewhere(self) -> bool:
        """Whether an entry is below 0; the sign is a float's first bit."""
        if self._bits is None:
            return any(n < 0 for n in self.data)
        return max(self._bits, default=0) > FORMATS[self.kind].size + 1  # which is -0


def _bits(data: bytes, form: Format) -> memoryview[int]:
    if len(data) % form.bytes:
        raise Rejected("bytes that are no whole number of floats")
    # infinities and NaNs alone have all bits of the last byte but the sign; few numbers do
    suspect = 1 in data[form.bytes - 1 :: form.bytes].translate(ALL_BUT_SIGN)
    # stored bytes mean the same numbers on every machine
    if sys.byteorder == "big":
        swapped = array("I" if form.bytes == 4 else "Q", data)
        swapped.byteswap()
        data = swapped.tobytes()
    found = memoryview(data).cast("I") if form.bytes == 4 else memoryview(data).cast("Q")
    if suspect and max(map(form.size.__and__, found)) >= form.infinity:
        raise Rejected("an array holds a NaN or an infinity")
    return found


def _scaled(bits: list[int], form: Format) -> tuple[list[int], int]:
    """As whole multiples of the power of two that the smallest of them needs."""
    width, size = form.mantissa, form.size
    first, rest = 1 << width, (1 << width) - 1
    # the smallest float that is not 0 says of which power of two all are multiples
    least = min(filter(None, map(size.__and__, bits)), default=first)
    low = max(least >> width, 1)  # numbers of exponent 0 have no first bit, and count as 1
    sizes = [
        ((b & rest) | first) << (((b & size) >> width) - low) if b & size >= first else b & rest
        for b in bits
    ]
    found = [-n if b > size else n for n, b in zip(sizes, bits, strict=True)]
    # a float of exponent e is a mantissa times 2**(e - 1 - lowest)
    shift = form.lowest - low + 1
    if shift < 0:
        return [n << -shift for n in found], 1
    return found, 1 << shift


def over_one_denominator(numbers: Sequence[Number]) -> tuple[list[int], int]:
    """Whole numbers n and one s > 0: the numbers are n / s. Raises `TooLarge`."""
    fractions = [fmpq(n) for n in numbers]
    scale = 1
    for f in fractions:
        # of many fractions, the denominators that have nothing in common would fill the memory
        if scale % int(f.q):
            scale = math.lcm(scale, int(f.q))
            if scale.bit_length() > MOST_BITS_OF_A_SCALE:
                raise TooLarge
    return [int(f.p) * (scale // int(f.q)) for f in fractions], scale
