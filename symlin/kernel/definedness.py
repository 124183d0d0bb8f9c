"""Where a term has a value, as a guard over total functions.

The guard is exact: reading all functions as total (see `normal`), it holds at a point iff the
term, read as the partial function it is, has a value there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from symlin.kernel import term as k
from symlin.kernel.walk import topological


def definedness(terms: Sequence[k.Node]) -> k.Guard:
    """The guard under which every one of the terms has a value."""
    memo: dict[k.Node, k.Guard] = {}  # shared subterms are asked once, or guards would explode
    for node in topological(terms):
        memo[node] = _defined(node, memo)
    return k.conjunction(*dict.fromkeys(memo[t] for t in terms))  # each guard once


def _all(memo: dict[k.Node, k.Guard], parts: Sequence[k.Node]) -> k.Guard:
    guards = dict.fromkeys(map(memo.__getitem__, parts))
    guards.pop(k.TRUE, None)
    return k.conjunction(*guards)


def _defined(node: k.Node, memo: dict[k.Node, k.Guard]) -> k.Guard:
    match node:
        case k.Const() | k.Var() | k.Truth():
            return k.TRUE
        case k.Sum(_, parts, _) | k.Product(parts) | k.Max(parts):
            return _all(memo, parts)
        case k.Power(base, exponent):
            # also u^0 has no value where u has none
            return memo[base] if exponent >= 0 else k.conjunction(memo[base], k.ne(base))
        case k.Root(base, _):
            return k.conjunction(memo[base], k.ge(base))
        case k.Function(name, argument):
            return (
                k.TRUE
                if argument is None
                else k.conjunction(memo[argument], _domain(name, argument))
            )
        case k.Piecewise(branches):
            return _piecewise(branches, memo)
        case k.Relation(_, term):
            return memo[term]
        case k.And(parts):
            return _kleene(parts, memo, False)  # false decides a conjunction
        case k.Or(parts):
            return _kleene(parts, memo, True)  # true decides a disjunction
        case _:
            assert_never(node)


def _domain(name: str, argument: k.Term) -> k.Guard:
    if name == "log":
        return k.gt(argument)
    if name == "asin":  # u <= 1 and u >= -1 as one relation
        return k.ge(k.sub(k.ONE, k.power(argument, 2)))
    return k.TRUE


def _kleene(parts: tuple[k.Guard, ...], memo: dict[k.Node, k.Guard], decisive: bool) -> k.Guard:
    """All parts have values, or one has the value that decides the whole."""
    everywhere = _all(memo, parts)
    if everywhere is k.TRUE:
        return k.TRUE
    deciding = (k.conjunction(memo[p], p if decisive else k.negation(p)) for p in parts)
    return k.disjunction(everywhere, *deciding)


def _piecewise(
    branches: tuple[tuple[k.Guard, k.Term], ...], memo: dict[k.Node, k.Guard]
) -> k.Guard:
    """The first guard has a value; it holds and its value is defined, or the rest is defined."""
    result: k.Guard = k.FALSE
    for guard, value in reversed(branches):  # from the last branch up: each knows what follows it
        if guard is k.TRUE:
            result = memo[value]
        elif memo[value] is k.TRUE and result is k.TRUE:  # whichever branch is taken has a value
            result = memo[guard]
        else:
            chosen = k.conjunction(guard, memo[value])
            result = k.conjunction(memo[guard], k.disjunction(chosen, _rest(guard, result)))
    return result


def _rest(guard: k.Guard, rest: k.Guard) -> k.Guard:
    return k.FALSE if rest is k.FALSE else k.conjunction(k.negation(guard), rest)
