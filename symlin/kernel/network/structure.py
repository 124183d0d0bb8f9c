"""Laws that are read off a graph: each operation keeps what it is known to keep.

Four facts about the entries of a node, as functions of all inputs on the whole space: they are
affine; positively homogeneous; odd; constant. What is affine, and one of the two in the middle, is
linear, for it is 0 at the origin. A law of the whole space holds on every domain.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Flag, auto
from functools import lru_cache, reduce
from operator import and_
from typing import assert_never

from symlin.kernel import term as k
from symlin.kernel.certificate import Rejected
from symlin.kernel.claim import Law, Subject
from symlin.kernel.clock import check_time
from symlin.kernel.facts import have_values
from symlin.kernel.network import nodes as n
from symlin.kernel.network.demand import Wanted
from symlin.kernel.network.evaluate import Evaluation
from symlin.kernel.network.graph import Graph
from symlin.kernel.network.nodes import VARIABLE
from symlin.kernel.theorem import LawTheorem, is_theorem
from symlin.kernel.theories.enclosure import NoBall
from symlin.kernel.theories.rational import NoValue


class Facts(Flag):
    """What is known of every entry of a node."""

    NONE = 0
    AFFINE = auto()
    """A x + c."""
    SCALES = auto()
    """f(a x) = a f(x) for a >= 0."""
    ODD = auto()
    """f(-x) = -f(x)."""
    CONSTANT = auto()
    """The same at all points."""


LINEAR = Facts.AFFINE | Facts.SCALES | Facts.ODD
ZERO = LINEAR | Facts.CONSTANT
BITS = 64
"""Of balls that say whether constants have values, as 1/sqrt(variance + eps)."""

FACTS_OF_LAWS: Mapping[Law, Facts] = {
    Law.LINEAR: LINEAR,
    Law.ADDITIVITY: LINEAR,
    Law.HOMOGENEITY: Facts.SCALES | Facts.ODD,  # a < 0: f(a x) = -f(|a| x) = -|a| f(x)
    Law.AFFINE: Facts.AFFINE,
    Law.POSITIVE_HOMOGENEITY: Facts.SCALES,
    Law.ODD: Facts.ODD,
}
"""What of a network's outputs shows a law."""
OF_FORMULAS: Mapping[Law, Facts] = {
    law: facts for law, facts in FACTS_OF_LAWS.items() if law is not Law.ADDITIVITY
}
"""What a law says of a formula. That an additive one is linear would be a theorem of analysis."""


def scalar_subject(term: k.Term) -> Subject:
    """The formula of a map as a function of one number, which theorems are about."""
    return Subject((VARIABLE,), (), (term,))


def facts_of(graph: Graph, theorems: Iterable[LawTheorem]) -> list[Facts]:
    """What is known of each node, given theorems about the formulas of maps; the output is last.

    Raises `Rejected` where a node may have no value at some point: then it is no function on the
    whole space, and nothing is read off.
    """
    if not is_total(graph):
        raise Rejected("the network is not shown to have values everywhere")
    scalars = _scalar_facts(theorems)
    known: list[Facts] = []
    for node in graph.nodes:
        check_time()
        known.append(_completed(_facts(graph, node, [known[p] for p in node.parts], scalars)))
    return known


@lru_cache(maxsize=512)  # networks have few formulas, and many nodes of each
def has_values(term: k.Term) -> bool:
    """Whether a formula is shown to have a value at every number, as 1/(1 + exp(-x)) has."""
    return have_values((term,))


def is_total(graph: Graph) -> bool:
    """Whether every node is seen to have a value at all points: formulas that are partial, as
    1/sqrt(x), are applied to constants only, at which they have values."""
    # of each node, whether it is made of constants only, of which values can be computed
    constant: list[bool] = []
    partial: dict[int, Wanted] = {}
    for place, node in enumerate(graph.nodes):
        parts = all(constant[p] for p in node.parts)
        constant.append(parts and not isinstance(node, n.Input))
        if isinstance(node, n.Map) and not has_values(node.term):
            if not parts:
                return False
            partial[place] = None
    try:
        Evaluation(graph, [{}], partial).run(BITS)
    except (NoValue, NoBall):
        return False
    return True


def _scalar_facts(theorems: Iterable[LawTheorem]) -> dict[k.Term, Facts]:
    found: dict[k.Term, Facts] = {}
    for theorem in theorems:
        if not is_theorem(theorem) or type(theorem) is not LawTheorem:
            raise Rejected("what is said of a formula is no theorem of the kernel")
        outputs, status = theorem.subject.outputs, theorem.status
        # on the whole line, with no parameters and no assumptions
        if len(outputs) != 1 or theorem.subject != scalar_subject(*outputs) or status != "proved":
            raise Rejected("a theorem does not say of a formula that a law holds everywhere")
        (term,) = outputs
        law = OF_FORMULAS.get(theorem.law, Facts.NONE)
        found[term] = found.get(term, Facts.NONE) | law
    return {term: _completed(facts) for term, facts in found.items()}


def _completed(facts: Facts) -> Facts:
    """Affine and 0 at the origin is linear."""
    # at the origin f(0) = 0 f(0) = 0, or f(0) = -f(0)
    if Facts.AFFINE in facts and facts & (Facts.SCALES | Facts.ODD):
        return facts | LINEAR
    return facts


def _facts(
    graph: Graph, node: n.Node, parts: Sequence[Facts], scalars: Mapping[k.Term, Facts]
) -> Facts:
    # one case for each operation, with the reason where it is not in the operation's name
    match node:
        case n.Input():
            return LINEAR
        case n.Constant(array):
            return ZERO if array.is_zero() else Facts.AFFINE | Facts.CONSTANT
        case n.Gather(index=index, filler=filler):
            # a filler other than 0 is a constant among the entries
            moves = filler == 0 or index is None or -1 not in index
            return _all(parts) if moves else _all((*parts, Facts.AFFINE | Facts.CONSTANT))
        case n.Combine(coefficients=weights, constant=constant):
            # 0 times a value is 0: every node has values everywhere
            used = [p for p, w in zip(parts, weights, strict=True) if w != 0]
            return _all((*used, ZERO if constant == 0 else Facts.AFFINE | Facts.CONSTANT))
        case n.Dense() | n.Convolve() | n.MatMul() | n.Multiply():
            return _bilinear(*parts)
        case n.Reduce(kind=kind):
            length = graph.nodes[node.parts[0]].shape[-1]
            return parts[0] if kind == "sum" or length == 1 else _largest(parts[0])
        case n.Map(term=term):
            return _mapped(parts[0], scalars.get(term, Facts.NONE))
        case n.Select():
            return _chosen(node, parts)
        case _:
            assert_never(node)


def _largest(entries: Facts) -> Facts:
    """Of a maximum: a max(u, v) = max(a u, a v) for a >= 0."""
    return entries if Facts.CONSTANT in entries else entries & Facts.SCALES


def _mapped(entries: Facts, own: Facts) -> Facts:
    """Of a formula of entries, of which it is known what it keeps."""
    if entries == ZERO and own & (Facts.SCALES | Facts.ODD):  # it is 0 at 0
        return ZERO
    if Facts.CONSTANT in entries:
        return Facts.AFFINE | Facts.CONSTANT
    return entries & own  # what both keep, their composition keeps


def _all(parts: Sequence[Facts]) -> Facts:
    """Of sums and lists of entries: what all of them have."""
    return reduce(and_, parts, ZERO)


def _bilinear(first: Facts, second: Facts) -> Facts:
    """Products: with what is constant, they are linear in the other."""
    if ZERO in (first, second):
        return ZERO
    if Facts.CONSTANT in first:
        return second
    return first if Facts.CONSTANT in second else Facts.NONE


def _chosen(node: n.Select, parts: Sequence[Facts]) -> Facts:
    guard, first, second = parts
    both = first & second
    if Facts.CONSTANT in guard or node.parts[1] == node.parts[2]:
        return both  # the same choice at all points
    # a u op 0 iff u op 0 for a > 0; and at a = 0 both values are 0
    return both & guard & Facts.SCALES
