"""Conditions on entries of tensors, as bounds."""

from __future__ import annotations

from collections.abc import Iterator

from flint import fmpq

from symlin.errors import InputError
from symlin.kernel import term as k
from symlin.kernel.network.domain import Ends
from symlin.kernel.numbers import Number, exact


def bounds_in(text: str, guard: k.Guard) -> Iterator[tuple[str, Ends]]:
    """What a condition says of single entries; raises `InputError` where it says more."""
    match guard:
        case k.Truth(True):
            return
        case k.And(parts):
            for part in parts:
                yield from bounds_in(text, part)
            return
        case k.Relation(">=" | "=" as op, k.Var(name)):
            yield name, (0, 0 if op == "=" else None)
            return
        case k.Relation(">=" | "=" as op, k.Sum((weight,), (k.Var(name),), constant)) if weight:
            yield name, _ends(op, weight, constant)
            return
    raise InputError(
        f"of so many entries only bounds can be assumed, each with its end, as x >= 0, not {text!r}"
    )


def _ends(op: str, weight: Number, constant: Number) -> Ends:
    """Where weight x + constant is at least 0, or is 0."""
    end = exact(fmpq(-constant) / weight)
    if op == "=":
        return end, end
    return (end, None) if weight > 0 else (None, end)


def both(a: Ends, b: Ends) -> Ends:
    """The ends of what lies between both pairs."""
    lows = [end for end in (a[0], b[0]) if end is not None]
    highs = [end for end in (a[1], b[1]) if end is not None]
    return max(lows, default=None), min(highs, default=None)
