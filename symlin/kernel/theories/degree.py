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

from symlin.kernel import term as k
from symlin.kernel.algebra import Theory
from symlin.kernel.certificate import DegreeProof, Rejected
from symlin.kernel.claim import Law, Subject
from symlin.kernel.numbers import Number, exact, quotient
from symlin.kernel.walk import children, topological

Degree = Number | Literal["any"] | None
"""None where there is none; "any" for the constant 0, and for a guard that keeps its truth."""


def positively_homogeneous(subject: Subject, law: Law) -> None:
    """Accept that all outputs are of degree 1. Raises `Rejected` unless that proves the law."""
    if law is not Law.POSITIVE_HOMOGENEITY:
        raise Rejected(f"degrees do not prove {law}")
    if not all_of_degree_one(subject.outputs, frozenset(subject.inputs)):
        raise Rejected("an output is not of degree 1 in its inputs")


def all_of_degree_one(terms: Sequence[k.Term], inputs: frozenset[str]) -> bool:
    """Whether every term is positively homogeneous of degree 1 in the inputs."""
    degrees: dict[k.Node, Degree] = {}
    for node in topological(terms):
        degrees[node] = _degree(node, degrees, inputs)
    return all(degrees[t] in (1, "any") for t in terms)


def _degree(node: k.Node, degrees: Mapping[k.Node, Degree], inputs: frozenset[str]) -> Degree:
    kinds = set(map(degrees.__getitem__, children(node)))  # wide sums have few kinds of parts
    if None in kinds:  # a part without a degree leaves the whole without one
        return None
    match node:
        case k.Const(value):
            return "any" if value == 0 else 0  # 0 = a^d 0 for every d
        case k.Var(name):
            return 1 if name in inputs else 0  # parameters do not move
        case k.Sum(_, _, constant):
            return _common(kinds if constant == 0 else kinds | {0})  # a constant has degree 0
        case k.Product(factors):
            if "any" in kinds:  # 0 times anything is 0
                return "any"
            return exact(sum((fmpq(_number(degrees[f])) for f in factors), fmpq(0)))
        case k.Power(base, exponent):
            # a base that is 0 everywhere would have no value under a negative exponent
            return None if "any" in kinds else exact(fmpq(_number(degrees[base])) * exponent)
        case k.Root(base, degree):
            return None if "any" in kinds else quotient(_number(degrees[base]), degree)
        case k.Piecewise() | k.Max() | k.Function("abs", _):
            return _common(kinds)
        case k.Function():
            return 0 if kinds <= {0} else None  # f(u) stays where u stays
        case k.Relation() | k.And() | k.Or() | k.Truth():
            return "any"
        case _:
            assert_never(node)


def _common(kinds: set[Degree]) -> Degree:
    """The one degree of all parts that are not 0; "any" where all of them are."""
    known = kinds - {"any"}
    if not known:
        return "any"
    return known.pop() if len(known) == 1 else None


def _number(degree: Degree) -> Number:
    if degree is None or isinstance(degree, str):
        raise ValueError(degree)
    return degree


THEORY = Theory(name="degree", proofs={DegreeProof: positively_homogeneous})
