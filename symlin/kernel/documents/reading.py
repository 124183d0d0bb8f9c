"""Certificates from JSON, strictly: the document is what `to_json` writes, or it is refused.

Nodes go through the constructors of terms, so that what was read obeys what the kernel relies on;
a node that a constructor folds into another was never written by `to_json`.
"""

from __future__ import annotations

import json
from typing import Literal, NoReturn, cast, get_args

from symlin.kernel import term as k
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
    LawProof,
    Lemma,
    MatrixProof,
    Monotone,
    ParameterSplit,
    Point,
    ProductSign,
    Proof,
    Refutation,
    Rewrite,
    Split,
    Substitute,
    Witness,
)
from symlin.kernel.claim import Law, Subject
from symlin.kernel.documents.fields import Field, Unreadable, shown_key
from symlin.kernel.documents.nodes import MOST, Nodes, is_name
from symlin.kernel.numbers import TooLarge

FORMAT = "symlin-certificate/1"
DEEPEST = 100
"""How far steps may be nested. Those of real proofs are nested ten times at most."""
LEMMAS = ("floor", "integer", "exp", "sin", "cos")

Status = Literal["proved", "refuted", "conditional"]
Read = tuple[Subject, Law, Status, k.Guard | None, Certificate, tuple[Rewrite, ...]]


def from_text(text: str | bytes) -> Read:
    """The certificate in a JSON text; raises Unreadable."""
    return from_json(document_of(text))


def document_of(text: str | bytes) -> object:
    """What a JSON text holds, with no key twice and no floats; raises Unreadable."""
    try:
        return json.loads(
            text, object_pairs_hook=_unique, parse_float=_no_float, parse_constant=_no_float
        )
    except RecursionError:
        raise Unreadable("$", f"steps nested {DEEPEST} deep at most") from None
    except ValueError as error:  # of JSON, of UTF-8, of whole numbers with too many digits
        raise Unreadable("$", f"JSON ({error})") from None


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len(found := dict(pairs)) != len(pairs):  # readers differ in which they take
        shown = ", ".join(shown_key(key) for key, _ in pairs)
        raise Unreadable("$", f"no key twice in one object ({shown})")
    return found


def _no_float(text: str) -> NoReturn:
    raise Unreadable("$", f'exact numbers as text, such as "1/2", not {text}')


def from_json(document: object) -> Read:
    """Subject, law, status, condition, certificate and rewrites; raises Unreadable."""
    try:
        return from_field(Field(document))
    except TooLarge:  # of the constructors of terms
        raise Unreadable("$", "numbers within the kernel's limit") from None


def from_field(root: Field) -> Read:
    """What `from_json` returns, read below a field; raises Unreadable."""
    if "format" in root.names():  # first, so that another version is called that
        root.at("format").choice([FORMAT])
    _, claim, operator, table, first, steps = root.parts(
        "format", "claim", "operator", "nodes", "rewrites", "certificate"
    )
    nodes = Nodes(table)
    subject = _subject(operator, nodes)
    law, status, condition = claim.parts("law", "status", "condition")
    stated = None if condition.value is None else nodes.guard(condition)
    reader = Steps(nodes, subject)
    rewrites = tuple(map(reader.rewrite, first.items()))
    certificate = reader.certificate(steps, 0)
    # the condition stands in the claim for readers, and in the certificate for the kernel
    own = certificate.condition if isinstance(certificate, Conditional) else None
    if stated is not own:  # equal guards are one object
        raise condition.fail("the condition of the certificate")
    nodes.refuse_unused()  # last, for everything that may refer to a node has been read now
    found = Law(law.choice([one.value for one in Law]))
    word = cast(Status, status.choice(get_args(Status)))
    return subject, found, word, stated, certificate, rewrites


def _subject(field: Field, nodes: Nodes) -> Subject:
    inputs, parameters, outputs, assumptions = field.parts(
        "inputs", "parameters", "outputs", "assumptions"
    )
    names = [*inputs.items(), *parameters.items()]
    seen: set[str] = set()
    for name in names:
        if not is_name(name.text()) or name.value in seen:
            raise name.fail("a name, and no name twice")
        seen.add(name.text())
    return Subject(
        tuple(name.text() for name in inputs.items()),
        tuple(name.text() for name in parameters.items()),
        tuple(map(nodes.term, outputs.items(least=1))),
        tuple(map(nodes.guard, assumptions.items())),
    )


class Steps:
    """The certificate's own steps, about a function whose nodes are read."""

    def __init__(self, nodes: Nodes, subject: Subject) -> None:
        self.nodes = nodes
        self.subject = subject

    def rewrite(self, field: Field) -> Rewrite:
        """A term, and what stands in its place."""
        term, by, proof = field.parts("term", "by", "proof")
        return Rewrite(self.nodes.term(term), self.nodes.term(by), self.proof(proof, 0))

    def certificate(self, field: Field, depth: int) -> Certificate:
        """A certificate of any kind."""
        match _kind(field, "kind", depth):
            case "matrix" | "direct" | "proof_by_cases":
                return self.proof_of_law(field, depth)
            case "degree":
                field.parts("kind")
                return DegreeProof()
            case "conditional":
                return self.conditional(field, depth)
            case "witness" | "derivative" | "cases" | "impossible":
                return self.refutation(field, depth)
            case _:
                raise field.at("kind").fail("a kind of certificate")

    def conditional(self, field: Field, depth: int) -> Conditional:
        """A condition with what shows it on both sides."""
        _, condition, proof, refutation, holds_at, fails_at = field.parts(
            "kind", "condition", "proof", "refutation", "holds_at", "fails_at"
        )
        return Conditional(
            self.nodes.guard(condition),
            self.proof_of_law(proof, depth + 1),
            self.refutation(refutation, depth + 1),
            self.point(holds_at),
            self.point(fails_at),
        )

    def proof_of_law(self, field: Field, depth: int) -> LawProof:
        """A proof that a law holds."""
        match _kind(field, "kind", depth):
            case "matrix":
                _, rows, offset, proofs = field.parts("kind", "rows", "offset", "proofs")
                constants = None if offset.value is None else self.terms(offset)
                return MatrixProof(tuple(map(self.row, rows.items())), constants, self.all(proofs))
            case "direct":
                return DirectProof(self.all(field.parts("kind", "proofs")[1]))
            case "proof_by_cases":
                _, guard, yes, no = field.parts("kind", "guard", "yes", "no")
                yes_case, no_case = (self.proof_of_law(case, depth + 1) for case in (yes, no))
                return CaseProof(self.nodes.guard(guard), yes_case, no_case)
            case "impossible":
                return self.impossible(field)
            case _:
                raise field.at("kind").fail("matrix, direct, proof_by_cases or impossible")

    def row(self, field: Field) -> tuple[k.Term, ...]:
        """A row of the matrix, from [column, node] where it is not 0."""
        entries: list[k.Term] = [k.ZERO] * len(self.subject.inputs)
        last = -1
        for entry in field.items():
            column, term = entry.pair()
            last = column.integer(last + 1, len(entries) - 1)  # in order, none twice
            entries[last] = self.nodes.term(term)
            if entries[last] is k.ZERO:  # left out, as `to_json` does
                raise entry.fail("an entry that is not 0")
        return tuple(entries)

    def refutation(self, field: Field, depth: int) -> Refutation:
        """A refutation."""
        match _kind(field, "kind", depth):
            case "witness":
                return self.witness(field)
            case "cases":
                _, guard, yes, no = field.parts("kind", "guard", "yes", "no")
                yes_case, no_case = (self.refutation(case, depth + 1) for case in (yes, no))
                return ParameterSplit(self.nodes.guard(guard), yes_case, no_case)
            case "impossible":
                return self.impossible(field)
            case "derivative":
                return self.derivative(field)
            case _:
                raise field.at("kind").fail("witness, derivative, cases or impossible")

    def impossible(self, field: Field) -> Impossible:
        """That no parameters are left."""
        return Impossible(self.proof(field.parts("kind", "proof")[1], 0))

    def witness(self, field: Field) -> Witness:
        """Points, weights and an output."""
        _, points, weights, output, proof = field.parts(
            "kind", "points", "weights", "output", "proof"
        )
        return Witness(
            tuple(self.full_point(point) for point in points.items(least=1)),
            self.terms(weights),
            output.integer(0, len(self.subject.outputs) - 1),
            self.proof(proof, 0),
        )

    def derivative(self, field: Field) -> DerivativeWitness:
        """A point, and a derivative there."""
        _, point, variable, order, value, output, proof = field.parts(
            "kind", "point", "variable", "order", "value", "output", "proof"
        )
        return DerivativeWitness(
            self.full_point(point),
            _variable(variable),
            order.integer(1, 99),  # the kernel says how far it follows
            self.nodes.term(value),
            output.integer(0, len(self.subject.outputs) - 1),
            self.proof(proof, 0),
        )

    def full_point(self, field: Field) -> Point:
        """A coordinate for every input, in the order of the inputs."""
        values = field.parts(*self.subject.inputs)  # no more than these: the kernel asks for all
        pairs = zip(self.subject.inputs, values, strict=True)
        return {name: self.nodes.term(value) for name, value in pairs}

    def point(self, field: Field) -> Point:
        """Coordinates by name."""
        if not all(is_name(name.removesuffix("'")) for name in field.names()):
            raise field.fail("an object with names of variables for keys")
        return {name: self.nodes.term(field.at(name)) for name in field.names()}

    def terms(self, field: Field) -> tuple[k.Term, ...]:
        """A list of terms."""
        return tuple(map(self.nodes.term, field.items()))

    def all(self, field: Field) -> tuple[Proof, ...]:
        """What such a list of proofs shows."""
        return tuple(self.proof(proof, 0) for proof in field.items())

    def proof(self, field: Field, depth: int) -> Proof:
        """A proof that facts contradict each other."""
        nodes = self.nodes
        match _kind(field, "step", depth):
            case "contradiction":
                _, angle = field.parts("step", "angle")
                return Contradiction(angle.integer(1, MOST))
            case "split":
                _, guard, yes, no = field.parts("step", "guard", "yes", "no")
                yes_case, no_case = (self.proof(case, depth + 1) for case in (yes, no))
                return Split(nodes.guard(guard), yes_case, no_case)
            case "substitute":
                _, name, value, factor, then = field.parts(
                    "step", "variable", "value", "factor", "then"
                )
                rest = self.proof(then, depth + 1)
                return Substitute(_variable(name), nodes.term(value), nodes.term(factor), rest)
            case "combination":
                _, parts, angle = field.parts("step", "parts", "angle")
                rows = tuple(map(self.terms, parts.items()))
                return Combination(rows, angle.integer(1, MOST))
            case "constant_gradient":
                _, term, names, point = field.parts("step", "term", "variables", "point")
                variables = tuple(map(_variable, names.items()))
                return ConstantGradient(nodes.term(term), variables, self.point(point))
            case "product_sign":
                _, factors, then = field.parts("step", "factors", "then")
                return ProductSign(self.terms(factors), self.proof(then, depth + 1))
            case "lemma":
                return self.lemma(field, depth)
            case "monotone":
                return self.monotone(field, depth)
            case _:
                raise field.at("step").fail("a kind of step")

    def lemma(self, field: Field, depth: int) -> Lemma:
        """A fact that always holds."""
        _, name, term, bound, then = field.parts("step", "name", "term", "bound", "then")
        number = bound.number()
        if not isinstance(number, int):
            raise bound.fail("a whole number")
        rest = self.proof(then, depth + 1)
        return Lemma(name.choice(LEMMAS), self.nodes.term(term), number, rest)

    def monotone(self, field: Field, depth: int) -> Monotone:
        """A term that grows with a variable."""
        _, term, name, point, slope, why, then = field.parts(
            "step", "term", "variable", "point", "slope", "proof", "then"
        )
        return Monotone(
            self.nodes.term(term),
            _variable(name),
            self.nodes.term(point),
            self.nodes.term(slope),
            self.proof(why, depth + 1),
            self.proof(then, depth + 1),
        )


def _kind(field: Field, key: str, depth: int) -> str:
    if depth > DEEPEST:  # before the next call, which Python's stack might not hold
        raise field.fail(f"steps nested {DEEPEST} deep at most")
    if key not in field.names():
        raise field.fail(f"an object with {key}")
    return field.at(key).text()


def _variable(field: Field) -> str:
    if not is_name(field.text().removesuffix("'")):
        raise field.fail("the name of a variable")
    return field.text()
