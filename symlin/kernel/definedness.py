"""Where a term has a value, as a guard over total functions.

The guard is exact: reading all functions as total (see `normal`), it holds at a point iff the
term, read as the partial function it is, has a value there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from symlin.kernel.term import (
    FALSE,
    ONE,
    TRUE,
    And,
    Const,
    Function,
    Guard,
    Max,
    Node,
    Not,
    Or,
    Piecewise,
    Power,
    Product,
    Relation,
    Root,
    Sum,
    Term,
    Truth,
    Var,
    conjunction,
    disjunction,
    ge,
    gt,
    ne,
    negation,
    power,
    sub,
)
from symlin.kernel.walk import topological


def definedness(terms: Sequence[Node]) -> Guard:
    """The guard under which every one of the terms has a value."""
    memo: dict[Node, Guard] = {}
    for node in topological(terms):
        memo[node] = _defined(node, memo)
    return conjunction(*dict.fromkeys(memo[t] for t in terms))


def _all(memo: dict[Node, Guard], parts: Sequence[Node]) -> Guard:
    guards = dict.fromkeys(map(memo.__getitem__, parts))
    guards.pop(TRUE, None)
    return conjunction(*guards)


def _defined(node: Node, memo: dict[Node, Guard]) -> Guard:
    match node:
        case Const() | Var() | Truth():
            return TRUE
        case Sum(_, parts, _) | Product(parts) | Max(parts):
            return _all(memo, parts)
        case Power(base, exponent):
            return memo[base] if exponent >= 0 else conjunction(memo[base], ne(base))
        case Root(base, _):
            return conjunction(memo[base], ge(base))
        case Function(name, argument):
            return (
                TRUE if argument is None else conjunction(memo[argument], _domain(name, argument))
            )
        case Piecewise(branches):
            return _piecewise(branches, memo)
        case Relation(_, term):
            return memo[term]
        case And(parts):
            return _kleene(parts, memo, False)
        case Or(parts):
            return _kleene(parts, memo, True)
        case Not(part):
            return memo[part]
        case _:
            assert_never(node)


def _domain(name: str, argument: Term) -> Guard:
    if name == "log":
        return gt(argument)
    if name == "asin":
        return ge(sub(ONE, power(argument, 2)))
    return TRUE


def _kleene(parts: tuple[Guard, ...], memo: dict[Node, Guard], decisive: bool) -> Guard:
    """All parts have values, or one has the value that decides the whole."""
    everywhere = _all(memo, parts)
    if everywhere is TRUE:
        return TRUE
    deciding = (conjunction(memo[p], p if decisive else negation(p)) for p in parts)
    return disjunction(everywhere, *deciding)


def _piecewise(branches: tuple[tuple[Guard, Term], ...], memo: dict[Node, Guard]) -> Guard:
    """The first guard has a value; it holds and its value is defined, or the rest is defined."""
    result: Guard = FALSE
    for guard, value in reversed(branches):
        if guard is TRUE:
            result = memo[value]
        elif memo[value] is TRUE and result is TRUE:
            result = memo[guard]
        else:
            chosen = conjunction(guard, memo[value])
            result = conjunction(memo[guard], disjunction(chosen, _rest(guard, result)))
    return result


def _rest(guard: Guard, rest: Guard) -> Guard:
    return FALSE if rest is FALSE else conjunction(negation(guard), rest)
