"""Numbers as NumPy has them, and arrays of them."""

from __future__ import annotations

from collections.abc import Sequence

from symlin.reading.python.places import Refusal
from symlin.reading.python.values import Array, Bool, Cells, Number, Value, indicator, kind_of


def array(entries: Sequence[Value], shape: tuple[int, ...]) -> Array:
    """A new array; its entries are NumPy's numbers of one type."""
    numpy = [as_numpy(entry) for entry in entries]
    if any(isinstance(entry, Number) for entry in numpy):
        numbers = [indicator(e) if isinstance(e, Bool) else e for e in numpy]
        is_whole = all(number.whole for number in numbers)
        numpy = [_typed(number, is_whole) for number in numbers]
    return Array(Cells(numpy), shape, tuple(range(len(numpy))))


def _typed(number: Number, is_whole: bool) -> Number:
    if number.whole == is_whole:
        return number
    return Number(number.term, "numpy", is_whole, number.loose, number.near)


BITS = 63
"""Of NumPy's whole numbers."""


def as_numpy(value: Value) -> Number | Bool:
    """A number or truth as NumPy has it; raises `Refusal` for anything else."""
    match value:
        case Number(term, kind, is_whole, loose, near):
            known = value.value
            if is_whole and isinstance(known, int) and known.bit_length() > BITS:
                raise Refusal("array", "NumPy's whole numbers have 64 bits, and this one has more")
            return value if kind == "numpy" else Number(term, "numpy", is_whole, loose, near)
        case Bool(guard):
            return Bool(guard, "numpy")
        case _:
            raise Refusal("array", f"an array is made of numbers, not of {kind_of(value)}")
