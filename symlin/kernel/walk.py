"""Walks over the DAG of a term: its parts in order, its variables, and substitution."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import assert_never, cast

from symlin.kernel import term as k
from symlin.kernel.clock import check_time


def children(node: k.Node) -> tuple[k.Node, ...]:
    """The nodes that a node is made of, as often as it has them."""
    match node:
        case k.Sum(_, terms, _) | k.Max(terms):
            return terms
        case k.Product(factors):
            return factors
        case k.Power(base, _) | k.Root(base, _):
            return (base,)
        case k.Piecewise(branches):
            return tuple(part for branch in branches for part in branch)
        case k.Function(_, argument):
            return () if argument is None else (argument,)
        case k.Relation(_, term):
            return (term,)
        case k.And(parts) | k.Or(parts):
            return parts
        case k.Const() | k.Var() | k.Truth():
            return ()
        case _:
            assert_never(node)


def topological(roots: Iterable[k.Node]) -> Iterator[k.Node]:
    """Every node below the roots once, children first, in a deterministic order."""
    done: set[k.Node] = set()
    for start in roots:
        stack: list[k.Node] = [start]
        while stack:
            check_time()
            node = stack[-1]
            if node in done:  # it was reached on another way
                stack.pop()
                continue
            below = children(node)
            if not done.issuperset(below):
                stack.extend(c for c in reversed(below) if c not in done)  # the first child first
            else:
                done.add(stack.pop())
                yield node


def strict_parts(node: k.Term) -> tuple[k.Term, ...]:
    """The terms whose values the node's value always depends on: not those inside a piecewise."""
    if isinstance(node, k.Piecewise):  # which branch is evaluated, its guards decide
        return ()
    return cast(tuple[k.Term, ...], children(node))  # only branches hold guards


def variables(*roots: k.Node) -> tuple[str, ...]:
    """The names of the variables below the roots, in order of first appearance."""
    return tuple(node.name for node in topological(roots) if isinstance(node, k.Var))


def rebuild(node: k.Node, parts: Mapping[int, k.Node]) -> k.Node:
    """The node with each child c replaced by parts[id(c)]."""

    def term(t: k.Term) -> k.Term:
        return cast(k.Term, parts[id(t)])

    match node:
        case k.Sum(weights, terms, constant):
            # through the constructors: a new part may fold into its parent
            scaled = (k.scale(w, term(t)) for w, t in zip(weights, terms, strict=True))
            return k.add(*scaled, k.const(constant))
        case k.Product(factors):
            return k.mul(*map(term, factors))
        case k.Power(base, exponent):
            return k.power(term(base), exponent)
        case k.Root(base, degree):
            return k.root(term(base), degree)
        case k.Max(terms):
            return k.maximum(*map(term, terms))
        case k.Piecewise(branches):
            return k.piecewise(*((term(v), cast(k.Guard, parts[id(g)])) for g, v in branches))
        case k.Function(name, argument):
            return node if argument is None else k.function(name, term(argument))
        case k.Relation(op, t):
            return k.relation(op, term(t))
        case k.And(guards):
            return k.conjunction(*(cast(k.Guard, parts[id(g)]) for g in guards))
        case k.Or(guards):
            return k.disjunction(*(cast(k.Guard, parts[id(g)]) for g in guards))
        case _:
            return node


def substitute(roots: Sequence[k.N], values: Mapping[str, k.Term]) -> tuple[k.N, ...]:
    """The roots with every variable named in `values` replaced, all at once."""
    if not values:
        return tuple(roots)
    return _exchanged(roots, lambda t: values.get(t.name) if isinstance(t, k.Var) else None)


def replaced(roots: Sequence[k.N], terms: Mapping[k.Node, k.Term]) -> tuple[k.N, ...]:
    """The roots with every term that is a key replaced by its value, all at once."""
    return _exchanged(roots, terms.get)


def _exchanged(roots: Sequence[k.N], new: Callable[[k.Node], k.Term | None]) -> tuple[k.N, ...]:
    done: dict[int, k.Node] = {}
    for node in topological(roots):
        other = new(node)
        if other is not None:
            done[id(node)] = other
        elif all(done[id(c)] is c for c in children(node)):  # nothing below was exchanged
            done[id(node)] = node
        else:
            done[id(node)] = rebuild(node, done)
    return tuple(cast(k.N, done[id(r)]) for r in roots)
