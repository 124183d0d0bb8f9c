"""The report on one operator as data, and as the dictionary of its JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symlin.decision.json import SCHEMA, _texts, claim_dict, operator_dict
from symlin.decision.verdict import Claim
from symlin.kernel.claim import Law
from symlin.kernel.term import Guard, Term
from symlin.language.operator import Operator

if TYPE_CHECKING:
    from symlin.decision.schema import ReportJson


@dataclass(frozen=True)
class CrossCheck:
    """What the numeric second opinion said: agrees, disagrees or skipped."""

    status: str
    examples: int = 0
    """How many examples were tried."""
    seed: int = 0
    detail: str = ""
    """What disagrees, or why it was skipped."""
    seconds: float = 0.0


@dataclass(frozen=True)
class Report:
    """Everything symlin says about one operator from R^n to R^m."""

    operator: Operator
    claims: Mapping[Law, Claim]
    """One claim for each law but equivalence."""
    matrix: tuple[tuple[Term, ...], ...] | None
    """The certified A of f(x) = A x + c, m rows of n exact entries; None where f is not affine."""
    offset: tuple[Term, ...] | None
    """The certified c, m exact entries; all 0 where f is linear."""
    undefined: str | None
    """Where f has values, in words; None where it is defined everywhere."""
    crosscheck: CrossCheck
    seconds: float
    version: str
    """Of symlin."""
    where: Guard | None = None
    """Where f has values; None where it is defined everywhere."""

    def to_dict(self) -> ReportJson:
        """What `--json` prints: strings, lists and dictionaries, every number as exact text."""
        return report_dict(self)

    @property
    def linear(self) -> Claim:
        """f(x) = A x on the domain."""
        return self.claims[Law.LINEAR]

    @property
    def affine(self) -> Claim:
        """f(x) = A x + c on the domain."""
        return self.claims[Law.AFFINE]

    @property
    def additivity(self) -> Claim:
        """f(x + y) = f(x) + f(y)."""
        return self.claims[Law.ADDITIVITY]

    @property
    def homogeneity(self) -> Claim:
        """f(a x) = a f(x) for every real a."""
        return self.claims[Law.HOMOGENEITY]

    @property
    def positive_homogeneity(self) -> Claim:
        """f(a x) = a f(x) for a >= 0."""
        return self.claims[Law.POSITIVE_HOMOGENEITY]

    @property
    def odd(self) -> Claim:
        """f(-x) = -f(x)."""
        return self.claims[Law.ODD]


def report_dict(report: Report) -> ReportJson:
    """The report as a dictionary of JSON values: the stable form for scripts."""
    matrix, offset = report.matrix, report.offset
    return {
        "schema": SCHEMA,
        "operator": operator_dict(report.operator, report.undefined),
        "claims": {law.value: claim_dict(claim) for law, claim in report.claims.items()},
        "matrix": None if matrix is None else [_texts(row) for row in matrix],
        "offset": None if offset is None else _texts(offset),
        "crosscheck": {
            "status": report.crosscheck.status,
            "examples": report.crosscheck.examples,
            "seed": report.crosscheck.seed,
            "detail": report.crosscheck.detail,
        },
        "seconds": round(report.seconds, 3),
        "version": report.version,
    }
