"""What is plainly not 0, positive, or not negative, wherever it has a value."""

from __future__ import annotations

from symlin.kernel import term as k
from symlin.kernel.term import Const, Term


def is_nonzero(term: Term) -> bool:
    """Whether the term is plainly not 0 wherever it has a value."""
    match term:
        case Const(value):
            return value != 0
        case k.Product(factors):
            return all(map(is_nonzero, factors))
        case k.Power(base, _):
            return is_nonzero(base)
        case k.Sum((weight,), (part,), 0):
            return weight != 0 and is_nonzero(part)
        case _:
            return is_above_zero(term)


def is_above_zero(term: Term) -> bool:
    """Whether the term is plainly positive wherever it has a value."""
    match term:
        case Const(value):
            return value > 0
        case k.Function("exp" | "pi", _):
            return True
        case k.Max(terms):
            return any(map(is_above_zero, terms))
        case k.Sum(weights, terms, constant):
            positive = [w > 0 and is_at_least_zero(t) for w, t in zip(weights, terms, strict=True)]
            more = constant > 0 or any(map(is_above_zero, terms))
            return constant >= 0 and more and all(positive)
        case k.Product(parts):
            return all(map(is_above_zero, parts))
        case k.Power(base, _) | k.Root(base, _):
            return is_above_zero(base)
        case _:
            return False


def is_at_least_zero(term: Term) -> bool:
    """Whether the term is plainly not negative wherever it has a value."""
    match term:
        case k.Function("abs", _) | k.Root():
            return True
        case Const(value):
            return value >= 0
        case k.Power(base, exponent):
            return exponent % 2 == 0 or is_at_least_zero(base)
        case k.Sum(weights, terms, constant):
            parts = zip(weights, terms, strict=True)
            return constant >= 0 and all(w >= 0 and is_at_least_zero(t) for w, t in parts)
        case k.Max(terms):
            return any(map(is_at_least_zero, terms))
        case k.Product(parts):
            return all(map(is_at_least_zero, parts)) or (len(parts) == 2 and parts[0] is parts[1])
        case _:
            return is_above_zero(term)
