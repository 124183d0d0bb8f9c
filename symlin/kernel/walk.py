"""Walks over the DAG of a term: its parts in order, its variables, and substitution."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import assert_never, cast

from symlin.kernel.term import (
    And,
    Const,
    Function,
    Guard,
    Max,
    N,
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
    add,
    conjunction,
    const,
    disjunction,
    function,
    maximum,
    mul,
    negation,
    piecewise,
    power,
    relation,
    root,
    scale,
)


def children(node: Node) -> tuple[Node, ...]:
    match node:
        case Sum(_, terms, _) | Max(terms):
            return terms
        case Product(factors):
            return factors
        case Power(base, _) | Root(base, _):
            return (base,)
        case Piecewise(branches):
            return tuple(part for branch in branches for part in branch)
        case Function(_, argument):
            return () if argument is None else (argument,)
        case Relation(_, term):
            return (term,)
        case And(parts) | Or(parts):
            return parts
        case Not(part):
            return (part,)
        case Const() | Var() | Truth():
            return ()
        case _:
            assert_never(node)


def topological(roots: Iterable[Node]) -> Iterator[Node]:
    """Every node below the roots once, children first, in a deterministic order."""
    done: set[Node] = set()
    for start in roots:
        stack: list[Node] = [start]
        while stack:
            node = stack[-1]
            if node in done:
                stack.pop()
                continue
            below = children(node)
            if not done.issuperset(below):
                stack.extend(c for c in reversed(below) if c not in done)
            else:
                done.add(stack.pop())
                yield node


def strict_parts(node: Term) -> tuple[Term, ...]:
    """The terms whose values the node's value always depends on: not those inside a piecewise."""
    match node:
        case Sum(_, terms, _) | Max(terms):
            return terms
        case Product(factors):
            return factors
        case Power(base, _) | Root(base, _):
            return (base,)
        case Function(_, argument):
            return () if argument is None else (argument,)
        case Const() | Var() | Piecewise():
            return ()
        case _:
            assert_never(node)


@lru_cache(maxsize=64)
def strict_order(roots: tuple[Term, ...]) -> tuple[Term, ...]:
    """The terms that must be evaluated for the roots' values, children first."""
    order: dict[Term, None] = {}
    stack = list(reversed(roots))
    while stack:
        node = stack[-1]
        missing = () if node in order else [c for c in strict_parts(node) if c not in order]
        if missing:
            stack.extend(missing)
        else:
            order[stack.pop()] = None
    return tuple(order)


def variables(*roots: Node) -> tuple[str, ...]:
    """The names of the variables below the roots, in order of first appearance."""
    return tuple(node.name for node in topological(roots) if isinstance(node, Var))


def rebuild(node: Node, parts: Mapping[int, Node]) -> Node:
    """The node with each child c replaced by parts[id(c)]."""

    def term(t: Term) -> Term:
        return cast(Term, parts[id(t)])

    match node:
        case Sum(weights, terms, constant):
            scaled = (scale(w, term(t)) for w, t in zip(weights, terms, strict=True))
            return add(*scaled, const(constant))
        case Product(factors):
            return mul(*map(term, factors))
        case Power(base, exponent):
            return power(term(base), exponent)
        case Root(base, degree):
            return root(term(base), degree)
        case Max(terms):
            return maximum(*map(term, terms))
        case Piecewise(branches):
            return piecewise(*((term(v), cast(Guard, parts[id(g)])) for g, v in branches))
        case Function(name, argument):
            return node if argument is None else function(name, term(argument))
        case Relation(op, t):
            return relation(op, term(t))
        case And(guards):
            return conjunction(*(cast(Guard, parts[id(g)]) for g in guards))
        case Or(guards):
            return disjunction(*(cast(Guard, parts[id(g)]) for g in guards))
        case Not(part):
            return negation(cast(Guard, parts[id(part)]))
        case _:
            return node


def substitute(roots: Sequence[N], values: Mapping[str, Term]) -> tuple[N, ...]:
    """The roots with every variable named in `values` replaced, all at once."""
    if not values:
        return tuple(roots)
    return _exchanged(roots, lambda t: values.get(t.name) if isinstance(t, Var) else None)


def replaced(roots: Sequence[N], terms: Mapping[Node, Term]) -> tuple[N, ...]:
    """The roots with every term that is a key replaced by its value, all at once."""
    return _exchanged(roots, terms.get)


def _exchanged(roots: Sequence[N], new: Callable[[Node], Term | None]) -> tuple[N, ...]:
    done: dict[int, Node] = {}
    for node in topological(roots):
        other = new(node)
        if other is not None:
            done[id(node)] = other
        elif all(done[id(c)] is c for c in children(node)):
            done[id(node)] = node
        else:
            done[id(node)] = rebuild(node, done)
    return tuple(cast(N, done[id(r)]) for r in roots)
