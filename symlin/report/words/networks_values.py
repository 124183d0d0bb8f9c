"""Points of networks and values there, in words: e_(0,2,17), -0.3374."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from flint import arb, fmpq

from symlin.kernel.certificate import Rejected
from symlin.kernel.network.arrays import Shape
from symlin.kernel.network.breach import Value
from symlin.kernel.network.evaluate import Point
from symlin.kernel.numbers import Number
from symlin.kernel.theories.enclosure import decimal_of
from symlin.language.network.indices import strides

SHORT = 10_000
"""The largest numerator and denominator of a number that is written as a fraction."""
DIGITS = (4, 6, 9, 12, 17, 3)
"""Significant digits: as many as tell two values apart, and few where more are not settled."""
MOST_ENTRIES = 6
"""Of a point that are written out."""


class Shown(NamedTuple):
    """A number as a person reads it."""

    text: str
    is_exact: bool
    """Or rounded."""


def shown_values(values: Sequence[Value]) -> list[Shown]:
    """Numbers in words; different ones look different, if decimals can show it."""
    for digits in DIGITS:
        found = [shown for value in values if (shown := _shown(value, digits)) is not None]
        if len(found) == len(values) and _are_told_apart(values, found):
            return found
    return [_shown(value, DIGITS[0]) or Shown(str(value), False) for value in values]


def _are_told_apart(values: Sequence[Value], found: Sequence[Shown]) -> bool:
    seen: dict[Shown, Value] = {}
    for value, shown in zip(values, found, strict=True):
        other = seen.setdefault(shown, value)
        if bool(other != value):
            return False
    return True


def _shown(value: Value, digits: int) -> Shown | None:
    """None where a ball does not settle so many digits."""
    if not isinstance(value, arb):
        fraction = fmpq(value)
        if abs(fraction.p) < SHORT and fraction.q < SHORT:
            return Shown(str(fraction), True)
    with suppress(Rejected):
        found = decimal_of(value, digits)
        return None if found is None else Shown(decimal_text(*found), False)
    return None


def decimal_text(whole: int, exponent: int) -> str:
    """whole * 10**exponent, without zeros at its end: -0.3374, 1.25e-12."""
    if whole == 0:
        return "0"
    sign, text = ("-" if whole < 0 else ""), str(abs(whole))
    stripped = text.rstrip("0")
    exponent += len(text) - len(stripped)
    order = len(stripped) - 1 + exponent
    if exponent >= 0 and order < 9:
        return sign + stripped + "0" * exponent
    if -5 <= order < 9:
        padded = stripped.zfill(1 - exponent) if order < 0 else stripped
        return f"{sign}{padded[:exponent]}.{padded[exponent:]}"
    rest = f".{stripped[1:]}" if len(stripped) > 1 else ""
    return f"{sign}{stripped[0]}{rest}e{order}"


def entry_text(place: int, shape: Shape) -> str:
    """(0,2,17): the entry by its indices, each counted from 0; of a vector the index alone."""
    if len(shape) <= 1:
        return str(place)
    indices = []
    for step in strides(shape):
        indices.append(place // step)
        place %= step
    return f"({','.join(map(str, indices))})"


def point_text(point: Point, shapes: Mapping[str, Shape]) -> str:
    """2 e_5 - e_6; of several inputs each by its name."""
    if len(shapes) == 1:
        ((name, shape),) = shapes.items()
        return _entries_text(point.get(name, {}), shape)
    named = {name: _entries_text(point.get(name, {}), shape) for name, shape in shapes.items()}
    if set(named.values()) == {"0"}:
        return "0"
    return "(" + ", ".join(f"{name}: {text}" for name, text in named.items()) + ")"


def _entries_text(entries: Mapping[int, Number], shape: Shape) -> str:
    if not entries:
        return "0"
    if not shape:
        return shown_values([entries[0]])[0].text
    if len(entries) > MOST_ENTRIES:
        return f"a point with {len(entries):,} entries that are not 0"
    parts = []
    for place, value in entries.items():
        size = shown_values([max(value, -value)])[0].text
        factor = "" if size == "1" else f"{size} "
        sign = "-" if value < 0 else "+"
        parts.append((sign, f"{factor}e_{entry_text(place, shape)}"))
    (first, text), *rest = parts
    return ("-" if first == "-" else "") + text + "".join(f" {s} {t}" for s, t in rest)
