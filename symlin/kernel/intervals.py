"""Signs as sets of possibilities, and the interval that facts leave to one form.

A sign is a bit mask of NEG, ZERO and POS, and always an over-approximation: what is not in the mask
is impossible. So a mask may lose nothing in these tables, but may gain.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from symlin.kernel.numbers import Number
from symlin.kernel.term import Op

# ---- masks ----

NEG, ZERO, POS = 1, 2, 4
ANY, NONNEG, NONPOS, NONZERO = 7, 6, 3, 5
CERTAIN = (NEG, ZERO, POS)
"""Masks that leave one sign."""
ALLOWED: dict[Op, int] = {"=": ZERO, "!=": NONZERO, ">": POS, ">=": NONNEG}
"""The signs of u with which `u op 0` holds."""


def flip(mask: int) -> int:
    """The signs of -u, given those of u."""
    return (mask & ZERO) | (POS if mask & NEG else 0) | (NEG if mask & POS else 0)


def times(a: int, b: int) -> int:
    """The signs of u*v."""
    mask = ZERO if (a | b) & ZERO and a and b else 0  # of an impossible factor, no product
    if (a & POS and b & POS) or (a & NEG and b & NEG):
        mask |= POS
    if (a & POS and b & NEG) or (a & NEG and b & POS):
        mask |= NEG
    return mask


def plus(a: int, b: int) -> int:
    """The signs of u + v."""
    if not a or not b:  # no value at all: the facts contradict each other
        return 0
    mask = 0
    for u in CERTAIN:
        for v in CERTAIN:
            if a & u and b & v:
                mask |= u if v in (u, ZERO) else v if u == ZERO else ANY  # u > 0 > v: any
    return mask


def sign_of_number(value: Number) -> int:
    """The sign of a number."""
    return POS if value > 0 else NEG if value < 0 else ZERO


def compare_mask(mask: int, op: Op) -> bool | None:
    """Whether a number with a sign in the mask makes `u op 0` true or false, whichever it has."""
    allowed = ALLOWED[op]
    if not mask & allowed:
        return False
    return True if not mask & ~allowed else None


# ---- intervals ----

Bounds = tuple[Number | None, Number | None, bool, bool]
"""(low, high, low is not attained, high is not attained); None where unbounded."""


@dataclass
class Interval:
    """The values that the facts leave to one form.

    From x > 1 and x != 2: `Interval(low=1, low_open=True, excluded={2})`.
    """

    low: Number | None = None
    high: Number | None = None
    low_open: bool = False
    high_open: bool = False
    excluded: set[Number] = field(default_factory=set)

    def narrow(self, value: Number, mask: int) -> None:
        """(form - value) has a sign in the mask."""
        if not mask & NEG:
            self.raise_low(value, not mask & ZERO)
        if not mask & POS:
            self.lower_high(value, not mask & ZERO)
        if mask == NONZERO:
            self.excluded.add(value)

    def raise_low(self, value: Number | None, opened: bool) -> None:
        """No value is below this one, nor equal to it where `opened`; None says nothing."""
        if value is None:
            return
        if self.low is None or value > self.low:
            self.low, self.low_open = value, opened
        elif value == self.low:
            self.low_open |= opened  # likewise for the lower end

    def lower_high(self, value: Number | None, opened: bool) -> None:
        """No value is above this one, nor equal to it where `opened`; None says nothing."""
        if value is None:
            return
        if self.high is None or value < self.high:
            self.high, self.high_open = value, opened
        elif value == self.high:
            self.high_open |= opened  # of two facts about one bound, the stricter

    def compare(self, value: Number) -> int:
        """The possible signs of (form - value)."""
        mask = 0
        if self.low is None or self.low < value:
            mask |= NEG
        if self.high is None or self.high > value:
            mask |= POS
        above = self.low is None or value > self.low or (value == self.low and not self.low_open)
        below = (
            self.high is None or value < self.high or (value == self.high and not self.high_open)
        )
        if above and below and value not in self.excluded:  # the form can have this value
            mask |= ZERO
        return mask
