"""An output by pieces: on which part of the space it is which formula, and where it bends or jumps.

The pieces follow from the output's own maxima, absolute values and conditions; which of them
apply is decided by the kernel's facts, never by sampling.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from symlin.kernel.normal import Context
from symlin.kernel.polynomial import TooLarge
from symlin.kernel.term import (
    Const,
    Function,
    Guard,
    Max,
    Node,
    Piecewise,
    Power,
    Product,
    Relation,
    Sum,
    Term,
    Var,
    conjunction,
    const,
    ge,
    gt,
    negation,
    rebuild,
    sub,
    substitute,
    topological,
    variables,
)
from symlin.operator import Operator
from symlin.search.forms import to_term
from symlin.search.values import holds

MOST = 8
"""Pieces beyond this number are more than a reader can follow."""


@dataclass(frozen=True)
class Piece:
    """Where `guards` hold, the output is `term`."""

    guards: tuple[Guard, ...]
    term: Term

    def contains(self, point: Mapping[str, Term]) -> bool:
        """Whether a closed point surely lies in the piece."""
        return all(holds(g) is True for g in substitute(self.guards, point))


class _TooMany(Exception):
    pass


def pieces(operator: Operator, output: int = 0) -> tuple[Piece, ...]:
    """The pieces of one output; empty where there are too many, or a formula grows too large."""
    term = operator.outputs[output]
    inputs = frozenset(operator.inputs)
    try:
        found = _split(term, (), operator.assumptions, inputs, [0])
    except (_TooMany, TooLarge):
        return ()
    return tuple(Piece(_needed(p.guards, operator.assumptions), p.term) for p in found)


def _split(
    term: Term,
    guards: tuple[Guard, ...],
    facts: tuple[Guard, ...],
    inputs: frozenset[str],
    count: list[int],
) -> list[Piece]:
    context = Context((*facts, *guards))
    if context.contradiction is not None:
        return []
    settled = _settled(term, context)
    guard = next(_open(settled, context, inputs), None)
    if guard is None:
        count[0] += 1
        if count[0] > MOST:
            raise _TooMany
        return [Piece(guards, _tidy(settled, context))]
    yes = _split(settled, (*guards, guard), facts, inputs, count)
    no = _split(settled, (*guards, negation(guard)), facts, inputs, count)
    if len(yes) == len(no) == 1 and yes[0].term is no[0].term:
        return [Piece(guards, yes[0].term)]
    return [*yes, *no]


def _open(term: Term, context: Context, inputs: frozenset[str]) -> Iterator[Guard]:
    """Guards about the inputs on which the term's course depends, and that are not settled."""
    for node in topological([term]):
        for guard in _courses(node):
            if inputs.intersection(variables(guard)) and context.decide(guard) is None:
                yield guard


def _courses(node: Node) -> tuple[Guard, ...]:
    match node:
        case Relation():
            return (node,)
        case Max(terms):
            return tuple(gt(a, b) for k, a in enumerate(terms) for b in terms[k + 1 :])
        case Function("abs", argument) if argument is not None:
            return (ge(argument),)
        case _:
            return ()


def _settled(term: Term, context: Context) -> Term:
    """The term with every choice that the facts settle made."""
    done: dict[int, Node] = {}
    for node in topological([term]):
        done[id(node)] = _chosen(rebuild(node, done), context)
    return done[id(term)]  # type: ignore[return-value]  # a term's rebuilding is a term


def _chosen(node: Node, context: Context) -> Node:
    match node:
        case Max(terms):
            for a in terms:
                if all(a is b or context.decide(ge(a, b)) is True for b in terms):
                    return a
        case Function("abs", argument) if argument is not None:
            sign = context.decide(ge(argument))
            if sign is not None:
                return argument if sign else sub(_ZERO, argument)
        case Piecewise(branches):
            for guard, value in branches:
                truth = context.decide(guard)
                if truth is None:
                    break
                if truth:
                    return value
    return node


_ZERO: Term = const(0)


def _tidy(term: Term, context: Context) -> Term:
    """Polynomials in their normal form; everything else as it was written."""
    plain = Const | Var | Sum | Product | Power
    for node in topological([term]):
        if not isinstance(node, plain) or (isinstance(node, Power) and node.exponent < 0):
            return term
    return to_term(context.normal(term))


def _needed(guards: Sequence[Guard], facts: Sequence[Guard]) -> tuple[Guard, ...]:
    """The guards without those that the others imply."""
    kept = list(guards)
    for guard in guards:
        others = [g for g in kept if g is not guard]
        if Context((*facts, *others)).decide(guard) is True:
            kept = others
    return tuple(kept)


def condition(piece: Piece) -> Guard:
    """All guards of the piece in one."""
    return conjunction(*piece.guards)
