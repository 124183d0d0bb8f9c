"""Small networks, and theorems about formulas, for tests."""

from __future__ import annotations

from collections.abc import Sequence

from flint import fmpq

from symlin.kernel import term as k
from symlin.kernel.certificate import Contradiction, DegreeProof, DirectProof, MatrixProof, Split
from symlin.kernel.checker import check
from symlin.kernel.claim import Law, Subject
from symlin.kernel.network import nodes as n
from symlin.kernel.network.arrays import Array, Shape
from symlin.kernel.network.domain import Domain
from symlin.kernel.network.graph import Graph
from symlin.kernel.network.scalars import RELU
from symlin.kernel.network.theorem import NetworkSubject
from symlin.kernel.numbers import Number
from symlin.kernel.theorem import LawTheorem

X = k.var(n.VARIABLE)
IN = n.Input("x", (2,))
PLAIN = Contradiction()


def exact(shape: Shape, *numbers: Number) -> n.Constant:
    return n.Constant(Array(shape, "exact", numbers))


def graph(*nodes: n.Node) -> Graph:
    return Graph(nodes)


def everywhere(*nodes: n.Node) -> NetworkSubject:
    return NetworkSubject(Graph(nodes), Domain())


def relu(shape: Shape = (2,)) -> n.Map:
    return n.Map((0,), shape, RELU)


def scalar(term: k.Term) -> Subject:
    """The formula of a map as a function."""
    return Subject(("x",), (), (term,))


def linear(slope: Number, term: k.Term | None = None) -> LawTheorem:
    """That slope * x, or the term, is slope * x."""
    subject = scalar(k.scale(slope, X) if term is None else term)
    return check(subject, Law.LINEAR, "proved", MatrixProof(((k.const(slope),),), None, (PLAIN,)))


def affine(term: k.Term, slope: Number, offset: Number) -> LawTheorem:
    proof = MatrixProof(((k.const(slope),),), (k.const(offset),), (PLAIN,))
    return check(scalar(term), Law.AFFINE, "proved", proof)


def scales(term: k.Term) -> LawTheorem:
    return check(scalar(term), Law.POSITIVE_HOMOGENEITY, "proved", DegreeProof())


def odd(term: k.Term) -> LawTheorem:
    return check(scalar(term), Law.ODD, "proved", DirectProof((PLAIN,)))


HALF = fmpq(1, 2)
CUBE = k.power(X, 3)
LINE = k.add(k.scale(3, X), k.const(HALF))
LEAK = k.piecewise((X, k.gt(X)), (X, k.TRUE))
"""x, in two pieces."""


def theorems() -> Sequence[LawTheorem]:
    """About some formulas, what the kernel has accepted of them."""
    leak = MatrixProof(((k.ONE,),), None, (Split(k.gt(X), PLAIN, PLAIN),))
    return (
        scales(RELU),
        linear(-1),
        affine(LINE, 3, HALF),
        odd(CUBE),
        odd(k.power(X, -1)),
        check(scalar(LEAK), Law.LINEAR, "proved", leak),
        affine(k.const(3), 0, 3),
    )
