"""Positive homogeneity by counting degrees: t(a x) = a**d t(x) for a > 0, read off the structure.

Inputs have degree 1 and closed or parametric subterms degree 0. Sums and maxima need parts of one
degree, products add degrees, powers multiply and roots divide them; a guard `t op 0` keeps its
truth when t has any degree at all. Where d > 0, a term that has a value at the origin has the
value 0 there, so degree 1 gives the law for a = 0 as well.
"""

from __future__ import annotations

from collections.abc import Sequence

from flint import fmpq

from symlin.kernel.term import (
    And,
    Const,
    Function,
    Max,
    Node,
    Not,
    Number,
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
    children,
    exact,
    topological,
)

ANY_DEGREE = "any"
"""The degree of the constant 0, and of a guard that keeps its truth."""


def all_of_degree_one(terms: Sequence[Term], inputs: frozenset[str]) -> bool:
    """Whether every term is positively homogeneous of degree 1 in the inputs."""
    degrees: dict[Node, Number | str | None] = {}
    for node in topological(terms):
        degrees[node] = _degree(node, degrees, inputs)
    return all(degrees[t] in (1, ANY_DEGREE) for t in terms)


def _degree(
    node: Node, degrees: dict[Node, Number | str | None], inputs: frozenset[str]
) -> Number | str | None:
    parts = [degrees[c] for c in children(node)]
    if None in parts:
        return None
    match node:
        case Const(value):
            return ANY_DEGREE if value == 0 else 0
        case Var(name):
            return 1 if name in inputs else 0
        case Sum(_, _, constant):
            return _common([*parts, ANY_DEGREE if constant == 0 else 0])
        case Max():
            return _common(parts)
        case Product():
            return ANY_DEGREE if ANY_DEGREE in parts else exact(sum(map(fmpq, parts), fmpq(0)))
        case Power(_, exponent):
            return _scaled(parts[0], fmpq(exponent))
        case Root(_, degree):
            return _scaled(parts[0], fmpq(1, degree))
        case Piecewise(branches):
            return _common([degrees[value] for _, value in branches])
        case Function("abs", _):
            return parts[0]
        case Function():
            return 0 if all(p == 0 for p in parts) else None
        case Relation() | And() | Or() | Not() | Truth():
            return ANY_DEGREE
    raise TypeError(node)


def _common(parts: Sequence[Number | str | None]) -> Number | str | None:
    known = {p for p in parts if p != ANY_DEGREE}
    if not known:
        return ANY_DEGREE
    return known.pop() if len(known) == 1 else None


def _scaled(part: Number | str | None, factor: fmpq) -> Number | str | None:
    if part == ANY_DEGREE:
        return None
    return exact(fmpq(part) * factor)
