"""Sums and products of terms multiplied out as far as some variables occur in them."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from symlin.kernel import term as k
from symlin.kernel.clock import check_time
from symlin.kernel.numbers import TooLarge
from symlin.kernel.walk import variables

Addend = tuple[k.Term, tuple[k.Term, ...]]
"""A factor without the variables, and the factors that they occur in."""
MOST_ADDENDS = 2_000
"""Of one term: an integrand of a person has a handful."""
MOST_EXPONENT = 64
"""Of a power that is multiplied out: higher ones have more addends than that, or none to gain."""
MOST_FACTORS = 1_000
"""Of one addend or product: powers of powers would have millions."""

Powers = dict[int, k.Term]
"""A polynomial in one variable: the coefficient of each of its powers."""


def is_free(term: k.Node, names: AbstractSet[str]) -> bool:
    """Whether none of the variables occurs in the term."""
    return names.isdisjoint(variables(term))


def addends(term: k.Term, names: AbstractSet[str]) -> list[Addend]:
    """The term as a sum, multiplied out where the variables occur; raises `TooLarge`."""
    check_time()  # products of sums grow fast
    if is_free(term, names):
        return [(term, ())]
    match term:
        case k.Sum(weights, terms, constant):
            found = [
                (k.scale(weight, factor), moving)
                for weight, part in zip(weights, terms, strict=True)
                for factor, moving in addends(part, names)
            ]
            return [*found, *([(k.const(constant), ())] if constant else [])]
        case k.Product(factors):
            if len(factors) > MOST_FACTORS:
                raise TooLarge
            free = [factor for factor in factors if is_free(factor, names)]
            found = [(k.mul(*free), ())]
            for factor in factors:
                if not is_free(factor, names):
                    found = _multiplied(found, addends(factor, names))
            return found
        # u^0 stays: it has no value where u has none
        case k.Power(base, exponent) if 0 < exponent <= MOST_EXPONENT:
            once, found = addends(base, names), [(k.ONE, ())]
            for _ in range(exponent):
                found = _multiplied(found, once)
            return found
        case _:  # not taken apart, and no worse for it: a factor like any other
            return [(k.ONE, (term,))]


def _multiplied(left: list[Addend], right: list[Addend]) -> list[Addend]:
    check_time()
    longest = max(len(m) for _, m in left) + max(len(m) for _, m in right)
    if len(left) * len(right) > MOST_ADDENDS or longest > MOST_FACTORS:
        raise TooLarge
    return [(k.mul(a, b), (*m, *n)) for a, m in left for b, n in right]


def powers_of(term: k.Term, name: str) -> Powers | None:
    """The term as a polynomial in the variable, or None where it is none as it stands.

    A letter that depends on the variable is taken for free of it. Raises `TooLarge`.
    """
    check_time()
    if is_free(term, {name}):
        return {0: term}
    match term:
        case k.Var():
            return {1: k.ONE}
        case k.Sum(weights, terms, constant):
            rows = [powers_of(part, name) for part in terms]
            scaled = [
                {degree: k.scale(weight, c) for degree, c in row.items()}
                for weight, row in zip(weights, rows, strict=True)
                if row is not None
            ]
            return None if None in rows else _sum([*scaled, {0: k.const(constant)}])
        case k.Product(factors):
            return _product([powers_of(factor, name) for factor in factors])
        case k.Power(k.Var(), exponent) if 0 < exponent <= MOST_FACTORS:
            return {exponent: k.ONE}
        case k.Power(base, exponent) if 0 < exponent <= MOST_EXPONENT:
            return _product([powers_of(base, name)] * exponent)
        case _:
            return None


def _sum(rows: list[Powers]) -> Powers:
    parts: dict[int, list[k.Term]] = {}
    for row in rows:
        for degree, factor in row.items():
            parts.setdefault(degree, []).append(factor)
    return {degree: k.add(*factors) for degree, factors in parts.items()}


def _product(rows: list[Powers | None]) -> Powers | None:
    total: Powers = {0: k.ONE}
    for row in rows:
        if row is None:
            return None
        if max(total) + max(row) > MOST_FACTORS:
            raise TooLarge
        pairs = [(i, a, j, b) for i, a in total.items() for j, b in row.items()]
        total = _sum([{i + j: k.mul(a, b)} for i, a, j, b in pairs])
    return total
