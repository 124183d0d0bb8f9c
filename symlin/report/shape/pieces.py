"""An output by pieces: on which part of the space it is which formula, and where it bends or jumps.

The pieces follow from the output's own maxima, absolute values and conditions; which of them
apply is decided by the kernel's facts, never by sampling. That the output is a piece's formula
wherever the piece's guards hold, the kernel accepts piece by piece, or no pieces are shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from symlin.decision.proofs import entailed
from symlin.decision.values import holds, simpler
from symlin.exact.deadline import within
from symlin.exact.giving_up import GIVEN_UP
from symlin.kernel.definedness import definedness
from symlin.kernel.facts import Context
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
    Root,
    Sum,
    Term,
    Var,
    conjunction,
    const,
    eq,
    ge,
    gt,
    negation,
    power,
    sub,
)
from symlin.kernel.walk import rebuild, substitute, topological, variables
from symlin.language.operator import Operator

SECONDS = 0.5
"""For the pieces of one output, and the proofs that they are."""
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
    """The pieces of one output; empty where there are too many, or telling them takes too long."""
    term = operator.outputs[output]
    with suppress(_TooMany, *GIVEN_UP), within(SECONDS):
        split = _Split(operator.assumptions, frozenset(operator.inputs), definedness((term,)))
        found = split.pieces(term, ())
        facts = (*operator.assumptions, definedness((term,)))
        kept = tuple(Piece(_needed(p.guards, operator.assumptions), p.term) for p in found)
        seen = (entailed((*facts, *piece.guards), eq(term, piece.term)) for piece in kept)
        return kept if all(theorem is not None for theorem in seen) else ()
    return ()


class Pieces:
    """The pieces of outputs, told apart once for all that one explanation says of them."""

    def __init__(self) -> None:
        self._told: dict[tuple[object, ...], tuple[Piece, ...]] = {}

    def of(self, operator: Operator, output: int = 0) -> tuple[Piece, ...]:
        """What `pieces` says of the output."""
        key = (operator.inputs, operator.assumptions, operator.outputs[output])
        if key not in self._told:
            self._told[key] = pieces(operator, output)
        return self._told[key]


class _Split:
    """The cases of one output, where it is `defined`."""

    def __init__(self, facts: tuple[Guard, ...], inputs: frozenset[str], defined: Guard) -> None:
        self.facts, self.inputs, self.defined = facts, inputs, defined
        self.count = 0

    def pieces(self, term: Term, guards: tuple[Guard, ...]) -> list[Piece]:
        context = Context((*self.facts, *guards))
        if context.contradiction is not None or context.decide(self.defined) is False:
            return []
        settled = _settled(term, context)
        guard = next(_open(settled, context, self.inputs), None)
        if guard is None:
            self.count += 1
            if self.count > MOST:
                raise _TooMany
            return [Piece(guards, _tidy(settled, context))]
        yes = self.pieces(settled, (*guards, guard))
        no = self.pieces(settled, (*guards, negation(guard)))
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
_ONE: Term = const(1)


def _tidy(term: Term, context: Context) -> Term:
    """Polynomials in their normal form; everything else as it was written."""
    plain = Const | Var | Sum | Product | Power
    for node in topological([term]):
        if not isinstance(node, plain) or (isinstance(node, Power) and node.exponent < 0):
            return term
    return simpler(context.facts, term) or term


def _needed(guards: Sequence[Guard], facts: Sequence[Guard]) -> tuple[Guard, ...]:
    """The guards without those that the others imply; x <= 0 and x != 0 is x < 0."""
    context = Context((*facts, *guards))
    guards = kept = [_strict(guard, context) for guard in guards]
    for guard in guards:
        others = [g for g in kept if g is not guard]
        if Context((*facts, *others)).decide(guard) is True:
            kept = others
    return tuple(kept)


def _strict(guard: Guard, context: Context) -> Guard:
    if isinstance(guard, Relation) and guard.op == ">=":
        above = gt(guard.term)
        return above if context.decide(above) is True else guard
    return guard


def course(operator: Operator, output: int) -> Literal["smooth", "rounded", "other"]:
    """How an output of a single piece runs: smooth everywhere, by a formula with floors in it
    (which need not jump: floor(x + 1) - floor(x) is 1), or unknown."""
    term = operator.outputs[output]
    moving = [n for n in topological([term]) if set(operator.inputs).intersection(variables(n))]
    if any(isinstance(n, Function) and n.name == "floor" for n in moving):
        return "rounded"
    context = Context(operator.assumptions)
    kinked = any(_may_bend(n, context) for n in moving)
    defined = context.decide(definedness((term,))) is True
    return "smooth" if defined and not kinked else "other"


def _may_bend(node: Node, context: Context) -> bool:
    """Whether a kink is possible there: arcsin(sin(x)) has one wherever sin(x) is 1 or -1."""
    match node:
        case Function("asin", part) if part is not None:
            return context.decide(gt(sub(_ONE, power(part, 2)))) is not True
        case Root() | Max() | Piecewise():
            return True
        case _:
            return bool(_courses(node))


def bend(pieces: Sequence[Piece]) -> bool:
    """Whether the graph bends or breaks wherever two of the pieces meet: they are those of affine
    maps, of which no two are the same."""
    plain = Const | Var | Sum
    nodes = topological([piece.term for piece in pieces])
    if not all(isinstance(node, plain) for node in nodes):
        return False
    context = Context(())
    return len({context.normal(piece.term) for piece in pieces}) == len(pieces)


def condition(piece: Piece) -> Guard:
    """All guards of the piece in one."""
    return conjunction(*piece.guards)
