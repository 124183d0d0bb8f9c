"""Numbers as they are written: 0.1 is 1/10."""

from __future__ import annotations

import ast
import math
import re

from flint import fmpq

from symlin.kernel import term as k
from symlin.kernel.numbers import exact
from symlin.language.limits import MAX_BITS
from symlin.language.tokens import MAX_DIGITS
from symlin.reading.python.places import Refusal, Text
from symlin.reading.python.values import ELLIPSIS, NONE, Bool, Value, Words, real, whole

_DECIMAL = re.compile(r"([0-9]*)\.?([0-9]*)(?:[eE]([+-]?[0-9]+))?")


def constant(node: ast.Constant, text: Text) -> Value:
    """What a constant of the source stands for; raises `Refusal` for what is no number."""
    value = node.value
    if value is None:
        return NONE
    if isinstance(value, bool):
        return Bool(k.TRUE if value else k.FALSE)
    if isinstance(value, int):
        if value.bit_length() > MAX_BITS:
            raise Refusal("number", f"numbers may have at most {MAX_DIGITS} digits")
        return whole(value)
    if isinstance(value, float):
        return _decimal(value, text.written(node).replace("_", ""))
    if isinstance(value, str):
        return Words(value)
    if value is Ellipsis:
        return ELLIPSIS
    word = "complex" if isinstance(value, complex) else type(value).__name__
    raise Refusal(word, f"{word} is not read")


def _decimal(value: float, written: str) -> Value:
    match = _DECIMAL.fullmatch(written)
    if match is None or math.isinf(value):
        raise Refusal("number", f"{written or value} is beyond the range of floats")
    before, behind, power = match[1], match[2], int(match[3] or 0)
    shift = power - len(behind)
    if len(before) + len(behind) > MAX_DIGITS or abs(shift) > MAX_DIGITS:
        raise Refusal("number", f"numbers may have at most {MAX_DIGITS} digits")
    found = exact(fmpq(int(before + behind or "0")) * fmpq(10) ** shift)
    if value == 0 and found != 0:
        raise Refusal("number", f"{written} is beyond the range of floats, and 0 there")
    return real(found, value)
