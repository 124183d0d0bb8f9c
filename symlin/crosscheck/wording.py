"""Values, points and both sides of a law in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import isnan

from flint import fmpq

from symlin.crosscheck.approximations import Approx, Value, nearest_float

SHOWN = 8
"""Coordinates named before only those that are not zero are."""
LONGEST = 40
"""Digits of an exact number that fit into half a line; a longer one is rounded."""


def show(value: Value | float, digits: int = 12) -> str:
    """A number as text: exact where that is short, else rounded to some digits."""
    if value is None:
        return "undefined"
    if isinstance(value, Approx):
        import mpmath

        context = mpmath.MPContext()  # mpmath's own belongs to whoever uses it, in any thread
        context.dps = digits + 5  # nstr writes out all digits that a number of this size has
        return str(context.nstr(context.mpf(value.mid), digits))
    if isinstance(value, float):
        return "undefined" if isnan(value) else f"{value:.{digits}g}"
    text = str(fmpq(value))
    return text if len(text) <= max(LONGEST, digits) else f"{nearest_float(value):.{digits}g}"


def show_apart(left: Value, right: Value) -> tuple[str, str]:
    """Two different values, with enough digits to see that they differ."""
    for digits in (12, 30, 100, 250):
        texts = (show(left, digits), show(right, digits))
        if texts[0] != texts[1]:
            break
    return texts


def show_point(point: Mapping[str, Value | float]) -> str:
    """ "x1 = 1, x2 = 0": every coordinate, or those that are not zero where there are many."""
    if len(point) <= SHOWN:
        return ", ".join(f"{name} = {show(value)}" for name, value in point.items())
    named = [f"{name} = {show(value)}" for name, value in point.items() if value != 0]
    rest = "..." if len(named) > SHOWN else "the others 0" if named else "0 everywhere"
    return ", ".join([*named[:SHOWN], rest])


def show_coordinates(point: Mapping[str, Value | float]) -> str:
    """The same in brackets; a single coordinate without its name."""
    if len(point) == 1:
        return show(next(iter(point.values())))
    return f"({show_point(point)})"


def list_texts(items: Iterable[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    texts: Sequence[str] = list(items)
    if len(texts) < 2:
        return "".join(texts)
    return f"{', '.join(texts[:-1])} and {texts[-1]}"
