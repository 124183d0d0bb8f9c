"""Floats as the bits that they are, beside Python's own reading of them."""

from __future__ import annotations

import struct
from fractions import Fraction
from random import Random

import pytest

from symlin.kernel.network.arrays import Array, Kind

LETTERS: dict[Kind, str] = {"float32": "f", "float64": "d"}
EDGES = {
    "float32": (0, 1, 0x7FFFFF, 0x800000, 0x800001, 0x3F800000, 0x7F7FFFFF),
    "float64": (0, 1, (1 << 52) - 1, 1 << 52, 0x3FF << 52, (0x7FF << 52) - 1),
}
"""0, the smallest and the largest below the normal ones, the smallest of these, 1, the largest."""


def array_of(kind: Kind, bits: list[int]) -> Array:
    return Array((len(bits),), kind, struct.pack(f"<{len(bits)}{'IQ'[kind == 'float64']}", *bits))


def read(array: Array, places: list[int] | None = None) -> list[Fraction]:
    entries, scale = array.scaled(places)
    assert scale > 0
    return [Fraction(e, scale) for e in entries]


def bits_of(rng: Random, kind: Kind) -> int:
    """An edge, or any pattern that is a number; of either sign."""
    sign = rng.getrandbits(1) << (31 if kind == "float32" else 63)
    if rng.random() < 0.4:
        return sign | rng.choice(EDGES[kind])
    mantissa, exponents = (23, 255) if kind == "float32" else (52, 2047)
    middle, near = exponents // 2, rng.random() < 0.7
    exponent = middle + rng.randrange(-20, 20) if near else rng.randrange(exponents)
    return sign | exponent << mantissa | rng.getrandbits(mantissa)


@pytest.mark.parametrize("kind", LETTERS)
def test_floats_are_the_numbers_that_python_says_they_are(kind: Kind) -> None:
    """Denormals, -0.0 and the largest among them, in arrays of one entry and of many."""
    rng = Random(1)
    for length in (1, 2, 3, 7, 40):
        for _ in range(200):
            bits = [bits_of(rng, kind) for _ in range(length)]
            array = array_of(kind, bits)
            assert isinstance(array.data, bytes)
            floats = struct.unpack(f"<{length}{LETTERS[kind]}", array.data)
            assert read(array) == [Fraction(e) for e in floats]
            places = [rng.randrange(length) for _ in range(2)]
            assert read(array, places) == [Fraction(floats[p]) for p in places]
            assert array.is_zero() == (not any(floats))
            assert array.is_negative_somewhere() == (min(floats) < 0)


def test_minus_zero_is_zero_and_not_negative() -> None:
    array = Array((2,), "float32", struct.pack("<2f", -0.0, 0.0))
    assert array.is_zero() and not array.is_negative_somewhere() and read(array) == [0, 0]


def test_an_array_without_entries_is_zero() -> None:
    for array in (Array((0,), "float64", b""), Array((3, 0), "exact", ())):
        assert array.is_zero() and array.scaled()[0] == []
