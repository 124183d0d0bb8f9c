"""Certificates as JSON: what is written, and the way back (see docs/certificates.md).

A document stands for itself: the function, the claim about it, and the certificate. Terms are one
table of nodes, children before parents, each node once; everything else refers to them by index.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, assert_never

from symlin.kernel.certificate import (
    CaseProof,
    Certificate,
    Combination,
    Conditional,
    ConstantGradient,
    Contradiction,
    DegreeProof,
    DerivativeWitness,
    DirectProof,
    Impossible,
    Lemma,
    MatrixProof,
    Monotone,
    ParameterSplit,
    Point,
    ProductSign,
    Proof,
    Rewrite,
    Split,
    Substitute,
    Witness,
)
from symlin.kernel.claim import Law, Subject
from symlin.kernel.documents.fields import Json, Unreadable, number_text
from symlin.kernel.documents.reading import FORMAT, from_json, from_text
from symlin.kernel.term import (
    ZERO,
    And,
    Const,
    Function,
    Guard,
    Max,
    Node,
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
)
from symlin.kernel.walk import children

if TYPE_CHECKING:
    from symlin.kernel.theorem import Status

__all__ = ["FORMAT", "Unreadable", "from_json", "from_text", "to_json"]


def to_json(
    subject: Subject,
    law: Law,
    status: Status,
    condition: Guard | None,
    certificate: Certificate,
    *,
    rewrites: Sequence[Rewrite] = (),
) -> Json:
    """The claim and its certificate as dictionaries, lists, texts and whole numbers.

    Raises `ValueError` where the condition is not the certificate's own.
    """
    own = certificate.condition if isinstance(certificate, Conditional) else None
    if condition is not own:
        raise ValueError("the condition is not the certificate's")
    writer = Writer()
    operator: Json = {
        "inputs": list(subject.inputs),
        "parameters": list(subject.parameters),
        "outputs": writer.indices(subject.outputs),
        "assumptions": writer.indices(subject.assumptions),
    }
    claim: Json = {
        "law": Law(law).value,
        "status": str(status),
        "condition": None if condition is None else writer.index(condition),
    }
    first = [writer.rewrite(step) for step in rewrites]
    steps = writer.certificate(certificate)
    return {
        "format": FORMAT,
        "claim": claim,
        "operator": operator,
        "nodes": writer.table,
        "rewrites": first,
        "certificate": steps,
    }


class Writer:
    """Collects nodes in the order in which they are met, children first."""

    def __init__(self) -> None:
        self.table: list[Json] = []
        self.places: dict[Node, int] = {}

    def index(self, root: Node) -> int:
        """The place of a node in the table, into which it is put."""
        stack = [root]  # not by recursion: terms are deeper than Python's stack
        while stack:
            node = stack[-1]
            missing = [] if node in self.places else self._missing(node)
            if missing:
                stack.extend(reversed(missing))
                continue
            stack.pop()
            if node not in self.places:  # it may have been met twice before it was written
                self.table.append(self._row(node))
                self.places[node] = len(self.places)
        return self.places[root]

    def _missing(self, node: Node) -> list[Node]:
        return [child for child in children(node) if child not in self.places]

    def indices(self, nodes: Iterable[Node]) -> list[int]:
        """The places of several nodes."""
        return [self.index(node) for node in nodes]

    def point(self, point: Point) -> dict[str, int]:
        """Coordinates by name."""
        return {name: self.index(term) for name, term in point.items()}

    def _row(self, node: Node) -> Json:
        match node:
            case Const(value):
                return {"const": number_text(value)}  # as text: JSON readers round long numbers
            case Var(name):
                return {"var": name}
            case Sum(weights, terms, constant):
                pairs = zip(weights, self.indices(terms), strict=True)
                rows = [[number_text(weight), index] for weight, index in pairs]
                return {"sum": rows, "constant": number_text(constant)}
            case Product(factors):
                return {"product": self.indices(factors)}
            case Power(base, exponent):
                return {"power": self.index(base), "exponent": exponent}
            case Root(base, degree):
                return {"root": self.index(base), "degree": degree}
            case Max(terms):
                return {"max": self.indices(terms)}
            case Piecewise(branches):
                return {"piecewise": [self.indices(branch) for branch in branches]}
            case Function(name, argument) if argument is not None:
                return {"function": name, "of": self.index(argument)}
            case Function(name):
                return {"function": name}
            case Truth(value):
                return {"truth": value}
            case Relation(op, term):
                return {"relation": op, "of": self.index(term)}
            case And(parts):
                return {"and": self.indices(parts)}
            case Or(parts):
                return {"or": self.indices(parts)}
            case _:
                assert_never(node)

    def rewrite(self, step: Rewrite) -> Json:
        """A term, and what stands in its place."""
        places = {"term": self.index(step.term), "by": self.index(step.by)}
        return {**places, "proof": self.proof(step.proof)}

    def certificate(self, steps: Certificate) -> Json:
        """A certificate of any kind."""
        match steps:
            case MatrixProof(matrix, offset, proofs):
                return {
                    "kind": "matrix",
                    "rows": [self._sparse(row) for row in matrix],
                    "offset": None if offset is None else self.indices(offset),
                    "proofs": [self.proof(proof) for proof in proofs],
                }
            case DirectProof(proofs):
                return {"kind": "direct", "proofs": [self.proof(proof) for proof in proofs]}
            case DegreeProof():
                return {"kind": "degree"}
            case Witness(points, weights, output, proof):
                return {
                    "kind": "witness",
                    "points": [self.point(point) for point in points],
                    "weights": self.indices(weights),
                    "output": output,
                    "proof": self.proof(proof),
                }
            case CaseProof(guard, yes, no):
                return {"kind": "proof_by_cases", **self.cases(guard, yes, no)}
            case DerivativeWitness():
                return self._derivative(steps)
            case ParameterSplit(guard, yes, no):
                return {"kind": "cases", **self.cases(guard, yes, no)}
            case Impossible(proof):
                return {"kind": "impossible", "proof": self.proof(proof)}
            case Conditional():
                return self._conditional(steps)
            case _:
                assert_never(steps)

    def _conditional(self, steps: Conditional) -> Json:
        sides = {"holds_at": self.point(steps.holds_at), "fails_at": self.point(steps.fails_at)}
        proofs = {
            "proof": self.certificate(steps.proof),
            "refutation": self.certificate(steps.refutation),
        }
        return {"kind": "conditional", "condition": self.index(steps.condition), **proofs, **sides}

    def _derivative(self, witness: DerivativeWitness) -> Json:
        return {
            "kind": "derivative",
            "point": self.point(witness.point),
            "variable": witness.variable,
            "order": witness.order,
            "value": self.index(witness.value),
            "output": witness.output,
            "proof": self.proof(witness.proof),
        }

    def cases(self, guard: Guard, yes: Certificate, no: Certificate) -> Json:
        """A distinction of cases."""
        place = self.index(guard)
        return {"guard": place, "yes": self.certificate(yes), "no": self.certificate(no)}

    def _sparse(self, row: tuple[Term, ...]) -> list[list[int]]:
        """The entries that are not 0, as [column, node]."""
        # matrices of layers have thousands of entries, and most are 0
        return [[k, self.index(entry)] for k, entry in enumerate(row) if entry is not ZERO]

    def proof(self, proof: Proof) -> Json:
        """A proof that facts contradict each other."""
        match proof:
            case Contradiction(denominator):
                return {"step": "contradiction", "angle": denominator}
            case Split(guard, yes, no):
                place = self.index(guard)
                cases = {"yes": self.proof(yes), "no": self.proof(no)}
                return {"step": "split", "guard": place, **cases}
            case Substitute(variable, value, factor, then):
                return {
                    "step": "substitute",
                    "variable": variable,
                    "value": self.index(value),
                    "factor": self.index(factor),
                    "then": self.proof(then),
                }
            case Combination(parts, denominator):
                rows = [self.indices(part) for part in parts]
                return {"step": "combination", "parts": rows, "angle": denominator}
            case ProductSign(factors, then):
                row = self.indices(factors)
                return {"step": "product_sign", "factors": row, "then": self.proof(then)}
            case ConstantGradient() | Lemma() | Monotone():
                return self._theory_step(proof)
            case _:
                assert_never(proof)

    def _theory_step(self, step: ConstantGradient | Lemma | Monotone) -> Json:
        """A step that a theory knows how to follow."""
        match step:
            case ConstantGradient(term, variables, point):
                return {
                    "step": "constant_gradient",
                    "term": self.index(term),
                    "variables": list(variables),
                    "point": self.point(point),
                }
            case Lemma(name, term, bound, then):
                return {
                    "step": "lemma",
                    "name": name,
                    "term": self.index(term),
                    "bound": number_text(bound),
                    "then": self.proof(then),
                }
            case Monotone(term, variable, point, slope, why, then):
                return {
                    "step": "monotone",
                    "term": self.index(term),
                    "variable": variable,
                    "point": self.index(point),
                    "slope": self.index(slope),
                    "proof": self.proof(why),
                    "then": self.proof(then),
                }
            case _:
                assert_never(step)
