"""The report on one operator on functions, as data and as the dictionary of its JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from symlin.decision.functions.claims import INVARIANCE, Breach, FunctionClaim
from symlin.decision.json import SCHEMA, opinion_dict, read_as, texts
from symlin.decision.opinion import CrossCheck
from symlin.kernel.claim import Law
from symlin.kernel.documents.fields import number_text
from symlin.kernel.functions.bases import Bump, Element, Monomial
from symlin.language.function_operator import FunctionOperator
from symlin.language.printing import guard_to_text, term_to_text

Json = dict[str, Any]


@dataclass(frozen=True)
class FunctionReport:
    """Everything symlin says about one operator on functions."""

    operator: FunctionOperator
    claims: Mapping[str, FunctionClaim]
    """By law; "time_invariance" of one index, "invariance_in_x" of several."""
    linear_in: Mapping[str, FunctionClaim]
    """Of several unknown functions: linearity in each, the others held fixed."""
    crosscheck: CrossCheck
    seconds: float
    version: str

    def __post_init__(self) -> None:
        subject = self.operator.subject
        if not all(claim.is_about(subject) for claim in self.claims.values()):
            raise ValueError("the theorems of a report are about its operator")

    @property
    def linear(self) -> FunctionClaim:
        """T(a x + b y) = a T(x) + b T(y)."""
        return self.claims[Law.LINEAR.value]

    @property
    def affine(self) -> FunctionClaim:
        """T((1 - a) x + a y) = (1 - a) T(x) + a T(y)."""
        return self.claims[Law.AFFINE.value]

    @property
    def additivity(self) -> FunctionClaim:
        """T(x + y) = T(x) + T(y)."""
        return self.claims[Law.ADDITIVITY.value]

    @property
    def homogeneity(self) -> FunctionClaim:
        """T(a x) = a T(x)."""
        return self.claims[Law.HOMOGENEITY.value]

    @property
    def positive_homogeneity(self) -> FunctionClaim:
        """T(a x) = a T(x) for a >= 0."""
        return self.claims[Law.POSITIVE_HOMOGENEITY.value]

    @property
    def odd(self) -> FunctionClaim:
        """T(-x) = -T(x)."""
        return self.claims[Law.ODD.value]

    @property
    def time_invariance(self) -> FunctionClaim | None:
        """T(x delayed by s) = T(x) delayed by s, of one index; None where there is not one."""
        return self.claims.get(INVARIANCE)

    @property
    def matrix(self) -> None:
        """There is none: `symlin check` says what functional the operator is."""
        return

    offset = undefined = linear_over_reals = matrix
    """Of operators on numbers."""

    def to_dict(self) -> Json:
        """What `--json` prints: every number as exact text."""
        found: Json = {
            "schema": SCHEMA,
            "operator": _operator(self.operator),
            "claims": {name: _claim(claim) for name, claim in self.claims.items()},
            "matrix": None,
            "offset": None,
            "crosscheck": opinion_dict(self.crosscheck),
            "seconds": round(self.seconds, 3),
            "version": self.version,
        }
        if self.linear_in:
            found["linear_in"] = {name: _claim(c) for name, c in self.linear_in.items()}
        return found


def function_equivalence_dict(
    operator: FunctionOperator, claim: FunctionClaim, seconds: float, version: str
) -> Json:
    """What `equiv --json` prints of two operators on functions, the outputs of one."""
    both = _operator(operator)
    return {
        "schema": SCHEMA,
        "operators": [{**both, "name": text, "outputs": [text]} for text in operator.texts],
        "claims": {claim.law.value: _claim(claim)},
        "compared": {"where": None, "first_alone": None, "second_alone": None},
        "seconds": round(seconds, 3),
        "version": version,
    }


def _operator(operator: FunctionOperator) -> Json:
    subject = operator.subject
    sequences = set(subject.sequences)
    found: Json = {
        "name": operator.name,
        "inputs": list(subject.unknowns),
        "parameters": list(subject.parameters),
        "outputs": list(operator.texts),
        "assumptions": list(operator.assumption_texts),
        "undefined": None,
        "space": {
            "kind": "sequences" if sequences.issuperset(subject.unknowns) else "functions",
            "unknowns": {name: {"sequence": name in sequences} for name in subject.unknowns},
            "index": {i.name: "whole" if i.whole else "real" for i in subject.index},
            "given": list(subject.givens),
            "equation": operator.equation,
        },
    }
    if operator.typed is not None and operator.typed.notes:
        found["written"] = operator.typed.text
        found["read_as"] = [read_as(note) for note in operator.typed.notes]
    return found


def _claim(claim: FunctionClaim) -> Json:
    guard = claim.guard
    return {
        "status": claim.status.value,
        "condition": None if guard is None else guard_to_text(guard),
        **everywhere_dict(claim),
        **({"weighed": True} if claim.weighed else {}),
        "counterexample": None if claim.breach is None else breach_dict(claim.breach),
        "method": claim.method,
        "certified": claim.certified,
        "vacuous": False,
        "reason": claim.reason,
    }


def everywhere_dict(claim: FunctionClaim) -> Json:
    """What names in the condition stand for, if they do: it has to hold at all values of the
    index."""
    values = {
        name: {
            "function": value.function,
            "orders": list(value.orders),
            "at": texts(value.arguments),
        }
        for name, value in claim.values.items()
    }
    return {"everywhere": values} if values else {}


def breach_dict(breach: Breach) -> Json:
    """Functions that break a law, and both sides there."""
    scalar, delay = breach.scalar, breach.delay
    found: Json = {
        "law": INVARIANCE if delay is not None else breach.law.value,
        "at": {name: term_to_text(value) for name, value in breach.at.items()},
        "parameters": {name: term_to_text(value) for name, value in breach.parameters.items()},
        "signals": [
            {name: _signal(breach.basis[name], values) for name, values in signal.items()}
            for signal in breach.signals
        ],
        "scalar": None if scalar is None else term_to_text(scalar),
        "delay": None if delay is None else term_to_text(delay),
        "lhs": texts(breach.instance.left),
        "rhs": texts(breach.instance.right),
    }
    if breach.coefficients:
        found["coefficients"] = texts(breach.coefficients)
    return found


def _signal(elements: tuple[Element, ...], values: tuple[Any, ...]) -> list[Json]:
    """Each function of the basis with its coefficient; those that are 0 are left out."""
    rows: list[Json] = []
    for element, value in zip(elements, values, strict=True):
        text = term_to_text(value)
        if text == "0":
            continue
        if isinstance(element, Monomial):
            rows.append({"coefficient": text, "exponents": list(element.exponents)})
        elif isinstance(element, Bump):
            ends = [number_text(element.lower), number_text(element.upper)]
            sizes = {"order": element.order, "exponent": element.exponent}
            rows.append({"coefficient": text, "bump": ends, **sizes})
        else:
            rows.append({"coefficient": text, "impulse": element.place})
    return rows
