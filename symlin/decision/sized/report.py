"""The report on a formula for all sizes, as data and as the dictionary of its JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from symlin.decision.functions.report import breach_dict, everywhere_dict
from symlin.decision.json import SCHEMA, counterexample_dict, opinion_dict, read_as
from symlin.decision.opinion import CrossCheck
from symlin.decision.sized.claims import AtSize, SizedClaim
from symlin.kernel.claim import Law
from symlin.language.printing import guard_to_text
from symlin.language.sized_operator import SizedOperator

Json = dict[str, Any]


@dataclass(frozen=True)
class SizedReport:
    """Everything symlin says about one formula for all sizes."""

    operator: SizedOperator
    claims: Mapping[Law, SizedClaim]
    linear_in: Mapping[str, SizedClaim]
    """Of several inputs: linearity in each, the others held fixed."""
    tried: tuple[AtSize, ...]
    """Linearity at the sizes that were looked at, each with a theorem."""
    crosscheck: CrossCheck
    seconds: float
    version: str

    def __post_init__(self) -> None:
        if not all(claim.is_about(self.operator) for claim in self.claims.values()):
            raise ValueError("the theorems of a report are about its formula")
        if any(law is not claim.law for law, claim in self.claims.items()):
            raise ValueError("each claim of a report stands at its law")

    @property
    def linear(self) -> SizedClaim:
        """f(a x + b y) = a f(x) + b f(y)."""
        return self.claims[Law.LINEAR]

    @property
    def affine(self) -> SizedClaim:
        """f((1 - a) x + a y) = (1 - a) f(x) + a f(y)."""
        return self.claims[Law.AFFINE]

    @property
    def additivity(self) -> SizedClaim:
        """f(x + y) = f(x) + f(y)."""
        return self.claims[Law.ADDITIVITY]

    @property
    def homogeneity(self) -> SizedClaim:
        """f(a x) = a f(x)."""
        return self.claims[Law.HOMOGENEITY]

    @property
    def positive_homogeneity(self) -> SizedClaim:
        """f(a x) = a f(x) for a >= 0."""
        return self.claims[Law.POSITIVE_HOMOGENEITY]

    @property
    def odd(self) -> SizedClaim:
        """f(-x) = -f(x)."""
        return self.claims[Law.ODD]

    @property
    def matrix(self) -> None:
        """There is none: its size is a letter."""
        return

    offset = undefined = linear_over_reals = matrix
    """Of operators of one size."""

    def to_dict(self) -> Json:
        """What `--json` prints: every number as exact text."""
        found: Json = {
            "schema": SCHEMA,
            "operator": _operator(self.operator),
            "claims": {law.value: _claim(claim) for law, claim in self.claims.items()},
            "matrix": None,
            "offset": None,
            "by_size": [
                {"sizes": dict(at.sizes), "linear": at.claim.status.value} for at in self.tried
            ],
            "crosscheck": opinion_dict(self.crosscheck),
            "seconds": round(self.seconds, 3),
            "version": self.version,
        }
        if self.linear_in:
            found["linear_in"] = {name: _claim(c) for name, c in self.linear_in.items()}
        return found


def _operator(operator: SizedOperator) -> Json:
    found: Json = {
        "name": operator.name,
        "inputs": [name for name, _ in operator.inputs],
        "parameters": list(operator.parameters),
        "outputs": list(operator.texts),
        "assumptions": [],
        "undefined": None,
        "space": {
            "kind": "all sizes",
            "over": "R",
            "sizes": list(operator.sizes),
            "unknowns": {name: str(space) for name, space in operator.inputs},
            "given": {name: str(space) for name, space in operator.given},
            "output": str(operator.output),
            "variable": None,
        },
    }
    if operator.typed.notes:
        found["written"] = operator.typed.text
        found["read_as"] = [read_as(note) for note in operator.typed.notes]
    return found


def _claim(claim: SizedClaim) -> Json:
    broken: Json | None = None
    if claim.at_size is not None and claim.counterexample is not None:
        sizes = dict(claim.at_size.sizes)
        broken = {"sizes": sizes, **counterexample_dict(claim.counterexample)}
    elif claim.everywhere is not None and claim.everywhere.breach is not None:
        broken = breach_dict(claim.everywhere.breach)
    given = {} if claim.everywhere is None else everywhere_dict(claim.everywhere)
    return {
        **given,
        "status": claim.status.value,
        "condition": None if claim.guard is None else guard_to_text(claim.guard),
        "counterexample": broken,
        "method": claim.method,
        "certified": claim.certified,
        "vacuous": False,
        "reason": claim.reason,
    }
