"""Positive homogeneity by counting degrees: t(a x) = a**d t(x) for a > 0, read off the structure.

Inputs have degree 1 and closed or parametric subterms degree 0. Sums and maxima need parts of one
degree, products add degrees, powers multiply and roots divide them; a guard `t op 0` keeps its
truth when t has any degree at all. Where d > 0, a term that has a value at the origin has the
value 0 there, so degree 1 gives the law for a = 0 as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, assert_never

from flint import fmpq

from symlin.kernel.term import (
    And,
    Const,
    Function,
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
    children,
    topological,
)

Degree = fmpq | Literal["any"] | None
"""None where there is none; "any" for the constant 0, and for a guard that keeps its truth."""


def all_of_degree_one(terms: Sequence[Term], inputs: frozenset[str]) -> bool:
    """Whether every term is positively homogeneous of degree 1 in the inputs."""
    degrees: dict[Node, Degree] = {}
    for node in topological(terms):
        degrees[node] = _degree(node, degrees, inputs)
    return all(degrees[t] in (1, "any") for t in terms)


def _degree(node: Node, degrees: Mapping[Node, Degree], inputs: frozenset[str]) -> Degree:
    parts = [degrees[c] for c in children(node)]
    known = [d for d in parts if isinstance(d, fmpq)]
    if None in parts:
        return None
    match node:
        case Const(value):
            return "any" if value == 0 else fmpq(0)
        case Var(name):
            return fmpq(1 if name in inputs else 0)
        case Sum(_, _, constant):
            return _common(known if constant == 0 else [*known, fmpq(0)])
        case Product():
            return "any" if "any" in parts else sum(known, fmpq(0))
        case Power(_, exponent):
            return known[0] * exponent if known else None
        case Root(_, degree):
            return known[0] * fmpq(1, degree) if known else None
        case Piecewise() | Max() | Function("abs", _):
            return _common(known)
        case Function():
            return fmpq(0) if all(d == 0 for d in parts) else None
        case Relation() | And() | Or() | Not() | Truth():
            return "any"
        case _:
            assert_never(node)


def _common(degrees: Sequence[fmpq]) -> Degree:
    """The one degree of all parts that are not 0; "any" where all of them are."""
    if not degrees:
        return "any"
    return degrees[0] if all(d == degrees[0] for d in degrees) else None
