"""A report as the dictionary that `--json` prints and `report.to_dict()` returns.

Every number is exact text: "-1", "22/7", "sqrt(2)"; nothing is rounded on the way out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from symlin.decision.compared import Compared
from symlin.decision.opinion import CrossCheck
from symlin.decision.verdict import Certified, Claim, Counterexample
from symlin.kernel.term import Guard, Term
from symlin.language.operator import Note, Operator, Placed
from symlin.language.printing import guard_to_human, guard_to_text, term_to_text
from symlin.language.spaces import KINDS

if TYPE_CHECKING:
    from symlin.decision.functions.certificate import FunctionCertified
    from symlin.decision.network.certificate import NetworkCertified
    from symlin.decision.schema import (
        ClaimJson,
        ComparedJson,
        CounterexampleJson,
        CrossCheckJson,
        EquivalenceJson,
        OperatorJson,
        ReadAsJson,
        SpaceJson,
    )

SCHEMA = "symlin/1"


def certificate_text(certificate: Certified | FunctionCertified | NetworkCertified) -> str:
    """The certificate as the document that `symlin verify` reads."""
    return document_text(certificate.to_json())


def document_text(document: dict[str, object]) -> str:
    """A document as text."""
    return json.dumps(document, ensure_ascii=False) + "\n"


def equivalence_dict(
    f: Operator, g: Operator, claim: Claim, seconds: float, version: str
) -> EquivalenceJson:
    """What `equiv --json` prints: two operators, one claim, and on what set they were compared."""
    compared = claim.compared
    assert compared is not None, "an equivalence says on what set the two were compared"
    return {
        "schema": SCHEMA,
        "operators": [
            operator_dict(f, compared.first),
            operator_dict(g, compared.second),
        ],
        "claims": {claim.law.value: claim_dict(claim)},
        "compared": compared_dict(compared),
        "seconds": round(seconds, 3),
        "version": version,
    }


def operator_dict(operator: Operator, where: Guard | None = None) -> OperatorJson:
    """The operator as it was understood, and where it has values."""
    found: OperatorJson = {
        "name": operator.name,
        "inputs": list(operator.inputs),
        "parameters": list(operator.parameters),
        "outputs": list(operator.texts) or texts(operator.outputs),
        "assumptions": list(operator.assumption_texts)
        or [guard_to_text(guard) for guard in operator.assumptions],
        "undefined": undefined_text(where),
    }
    if operator.space is not None:
        found["space"] = space_dict(operator.space)
    if operator.typed is not None and operator.typed.notes:
        found["written"] = operator.typed.text
        found["read_as"] = [read_as(note) for note in operator.typed.notes]
    return found


def read_as(note: Note) -> ReadAsJson:
    """A part of the text from one place to another, and what it was read as."""
    return {"at": [note.at, note.end], "text": note.text, "as": note.meaning}


def space_dict(placed: Placed) -> SpaceJson:
    """In which space each name lies, and over which numbers the laws are asked."""
    kinds = [space.kind for _, space in placed.inputs]
    return {
        "kind": max(kinds, key=KINDS.index, default="numbers"),
        "over": "C" if placed.is_over_complex else "R",
        "unknowns": {name: str(space) for name, space in placed.inputs},
        "given": {name: str(space) for name, space in placed.given},
        "output": str(placed.output),
        "variable": placed.variable,
    }


def claim_dict(claim: Claim) -> ClaimJson:
    """One law: its status and on what grounds."""
    guard, counterexample = claim.guard, claim.counterexample
    return {
        "status": claim.status.value,
        "condition": None if guard is None else guard_to_text(guard),
        "counterexample": None if counterexample is None else counterexample_dict(counterexample),
        "method": claim.method,
        "certified": claim.certified,
        "vacuous": claim.vacuous,
        "reason": claim.reason,
    }


def undefined_text(where: Guard | None) -> str | None:
    """Where an operator has values, in words; None where it has one everywhere."""
    return None if where is None else f"defined only where {guard_to_human(where)}"


def opinion_dict(opinion: CrossCheck) -> CrossCheckJson:
    """What the numeric second opinion said."""
    return {
        "status": opinion.status,
        "examples": opinion.examples,
        "seed": opinion.seed,
        "detail": opinion.detail,
    }


def compared_dict(compared: Compared) -> ComparedJson:
    """Where both have a value (null: everywhere), and points at which one alone has."""

    def point(values: Mapping[str, Term] | None) -> dict[str, str] | None:
        return None if values is None else {n: term_to_text(v) for n, v in values.items()}

    return {
        "where": None if compared.guard is None else guard_to_text(compared.guard),
        "first_alone": point(compared.first_alone),
        "second_alone": point(compared.second_alone),
    }


def counterexample_dict(counterexample: Counterexample) -> CounterexampleJson:
    """Points, both sides of the law there, and which law they break."""
    ce = counterexample
    found: CounterexampleJson = {
        "inputs": {
            point: {name: term_to_text(value) for name, value in coordinates.items()}
            for point, coordinates in ce.points.items()
        },
        "scalar": scalar_text(ce),
        "parameters": {name: term_to_text(value) for name, value in ce.parameters.items()},
        "lhs": texts(ce.lhs),
        "rhs": texts(ce.rhs),
        "law": ce.law.value,
    }
    if ce.coefficients:
        found["coefficients"] = texts(ce.coefficients)
    return found


def scalar_text(ce: Counterexample) -> str | None:
    """The factor of homogeneity; over the complex numbers I, or a + b*I."""
    if type(ce) is not Counterexample:
        from symlin.decision.complex_claim import ComplexCounterexample

        assert isinstance(ce, ComplexCounterexample), "there are two kinds of counterexamples"
        return "I" if ce.factor is None else "{} + ({})*I".format(*map(term_to_text, ce.factor))
    return None if ce.scalar is None else term_to_text(ce.scalar)


def texts(terms: Iterable[Term]) -> list[str]:
    """Each term as exact text."""
    return [term_to_text(term) for term in terms]
