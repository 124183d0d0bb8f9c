"""Entry by entry, what cancels: relu(x) - relu(-x) is one formula of x, and a straight line.

By the rules for its operations such a graph looks bent. Where several formulas of one tensor meet,
and together look like a straight line at some numbers, they are made one formula, exactly, which is
then proved or refuted as a function of one number. Everything else stays as it was written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flint import arb, fmpq

from symlin.kernel import term as k
from symlin.kernel.network import nodes as g
from symlin.kernel.network.arrays import size_of
from symlin.kernel.network.graph import Graph
from symlin.kernel.network.scalars import balls_at, rational_at
from symlin.kernel.numbers import Number, TooLarge
from symlin.kernel.theories.enclosure import NoBall, working_precision
from symlin.kernel.theories.rational import NotRational, NoValue
from symlin.kernel.walk import substitute, topological

X: k.Term = k.var(g.VARIABLE)
TRIED = tuple(fmpq(n) for n in (0, 1, -1, 3, -7, 40, -50)) + tuple(
    fmpq(n, 7) for n in (1, -1, 5, -12)
)
"""Numbers at which a formula is tried: on both sides of where pieces usually change."""
BITS = 128
"""Of the balls at these numbers: what is no straight line is far from one."""
MOST_TENSORS = 8
"""Of which a node may be a formula: the nearest; what cancels is written in a few lines."""
MOST_NODES = 80
"""Of a formula that is made of others: longer ones take longer to prove than they are worth."""

Forms = Mapping[int, k.Term]
"""For tensors, by their places, the formula of their entries that a node is."""


def fused(graph: Graph, labels: Sequence[str]) -> tuple[Graph, tuple[str, ...]]:
    """The same function, in which formulas that make a straight line together are one."""
    nodes = list(graph.nodes)
    forms: list[Forms] = []
    for place, node in enumerate(nodes):
        found = _forms(node, nodes, forms)
        base = next((b for b, term in found.items() if _is_hidden_line(term)), None)
        if base is not None:
            nodes[place] = g.Map((base,), node.shape, found[base])
        nearest = sorted(found, reverse=True)[: MOST_TENSORS - 1]
        forms.append({place: X} | {b: found[b] for b in nearest})
    if all(a is b for a, b in zip(nodes, graph.nodes, strict=True)):
        return graph, tuple(labels)
    return _without_unused(nodes, labels)


def _without_unused(
    nodes: Sequence[g.Node], labels: Sequence[str]
) -> tuple[Graph, tuple[str, ...]]:
    needed = {len(nodes) - 1}
    for place in range(len(nodes) - 1, -1, -1):
        if place in needed:
            needed.update(nodes[place].parts)
    kept = [p for p, node in enumerate(nodes) if p in needed or isinstance(node, g.Input)]
    places = {old: new for new, old in enumerate(kept)}
    moved = tuple(g.moved(nodes[old], places) for old in kept)
    return Graph(moved), tuple(labels[old] for old in kept)


# ---- nodes as formulas of one tensor ----


def _forms(node: g.Node, nodes: Sequence[g.Node], forms: Sequence[Forms]) -> Forms:
    """The tensors of whose entries the node's are formulas, the earliest first."""
    if not isinstance(node, g.Map | g.Combine | g.Multiply | g.Select):
        return {}
    numbers = [_number(nodes, part) for part in node.parts]
    known = [forms[p] for p, n in zip(node.parts, numbers, strict=True) if n is None]
    shared = set.intersection(*map(set, known)) if known else set()
    found = {}
    for base in sorted(shared):
        parts = [
            forms[p][base] if n is None else k.const(n)
            for p, n in zip(node.parts, numbers, strict=True)
        ]
        term = _formula(node, parts)
        if sum(1 for _ in topological((term,))) <= MOST_NODES:
            found[base] = term
    return found


def _formula(node: g.Map | g.Combine | g.Multiply | g.Select, parts: Sequence[k.Term]) -> k.Term:
    match node:
        case g.Map():
            return substitute((node.term,), {g.VARIABLE: parts[0]})[0]
        case g.Combine():
            return k.linear_combination(node.coefficients, parts, node.constant)
        case g.Multiply():
            return k.mul(*parts)
        case g.Select():
            guard, first, second = parts
            return k.piecewise((first, k.relation(node.op, guard)), (second, k.TRUE))


def _number(nodes: Sequence[g.Node], place: int) -> Number | None:
    """The number that every entry of a constant is; None where they differ or depend."""
    node = nodes[place]
    while isinstance(node, g.Gather) and len(node.parts) == 1:
        if node.index is not None and -1 in node.index:
            return None
        node = nodes[node.parts[0]]
    if not isinstance(node, g.Constant) or not 0 < size_of(node.shape) <= MOST_NODES:
        return None
    entries, scale = node.array.scaled()
    return fmpq(entries[0], scale) if len(set(entries)) == 1 else None


# ---- straight lines ----


def _is_hidden_line(term: k.Term) -> bool:
    """Whether a formula that is not written as a straight line looks like one."""
    if isinstance(term, k.Var | k.Const):
        return False
    if isinstance(term, k.Sum) and all(isinstance(t, k.Var) for t in term.terms):
        return False
    try:
        with working_precision(BITS):
            first, second, *values = _values(term)
    except (NoBall, NoValue, TooLarge):
        return False
    slope = second - first
    return all(
        (value - first - slope * arb(at)).contains(0)
        for value, at in zip(values, TRIED[2:], strict=True)
    )


def _values(term: k.Term) -> list[arb]:
    """At all the numbers that are tried."""
    found = []
    for number in TRIED:
        try:
            found.append(arb(fmpq(rational_at(term, number))))
        except NotRational:
            found.extend(balls_at(term, [arb(number)]))
    return found
