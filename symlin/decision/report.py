"""The report on one operator as data, and as the dictionary of its JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Self

from symlin.decision.json import (
    SCHEMA,
    claim_dict,
    operator_dict,
    opinion_dict,
    texts,
    undefined_text,
)
from symlin.decision.opinion import CrossCheck
from symlin.decision.verdict import Claim, Status
from symlin.kernel.claim import Law, Subject
from symlin.kernel.statements.conclusions import Domain
from symlin.kernel.term import TRUE, ZERO, Guard, Term
from symlin.kernel.theorem import LawTheorem, Matrix, is_theorem
from symlin.language.operator import Operator

if TYPE_CHECKING:
    from symlin.decision.schema import ReportJson


def subject_of(operator: Operator) -> Subject:
    """The operator as the kernel sees it."""
    return Subject(operator.inputs, operator.parameters, operator.outputs, operator.assumptions)


@dataclass(frozen=True)
class Report:
    """Everything symlin says about one operator from R^n to R^m."""

    operator: Operator
    claims: Mapping[Law, Claim]
    """One claim for each law but equivalence."""
    domain: Domain = field(repr=False)
    """Where f has values, as the kernel has checked it."""
    crosscheck: CrossCheck
    seconds: float
    version: str
    """Of symlin."""
    real_claims: Mapping[Law, Claim] | None = None
    """The same laws over the real numbers, where `claims` are about the complex ones."""

    def __post_init__(self) -> None:
        subject = subject_of(self.operator)
        found = [*self.claims.values(), *(self.real_claims or {}).values()]
        subjects = [c.theorem.subject for c in found if c.theorem is not None]
        if any(type(c) is not Claim for c in found):
            from symlin.decision.complex_claim import ComplexClaim

            subjects += [c.subject for c in found if isinstance(c, ComplexClaim) and c.subject]
        if not is_theorem(self.domain) or any(law is not c.law for law, c in self.claims.items()):
            raise ValueError("a report is made of a domain and of one claim for each law")
        if any(other != subject for other in (self.domain.subject, *subjects)):
            raise ValueError("the theorems of a report are about its operator")

    @property
    def linear_over_reals(self) -> Claim | None:
        """Of complex inputs: sums, and multiples by real numbers, pass through f."""
        return None if self.real_claims is None else self.real_claims[Law.LINEAR]

    @property
    def is_affine_over_complex(self) -> bool:
        """Whether the matrix is known to be that of a map over the complex numbers."""
        affine = self.claims.get(Law.AFFINE)
        if affine is None or type(affine) is Claim:
            return False
        from symlin.decision.complex_claim import ComplexClaim

        return isinstance(affine, ComplexClaim) and affine.status is Status.PROVED

    def over_reals(self) -> Self:
        """The same report in real coordinates alone."""
        if self.real_claims is None:
            return self
        return replace(self, claims=self.real_claims, real_claims=None)

    @property
    def where(self) -> Guard | None:
        """Where f has values; None where it has one wherever the assumptions hold."""
        return None if self.domain.plain is TRUE else self.domain.plain

    @property
    def undefined(self) -> str | None:
        """The same in words."""
        return undefined_text(self.where)

    @property
    def matrix(self) -> Matrix | None:
        """The certified A of f(x) = A x + c, m rows of n exact entries; None where f is not known
        to be affine for all parameter values, or A has no single formula."""
        theorem = self._affine
        return None if theorem is None else theorem.matrix

    @property
    def offset(self) -> tuple[Term, ...] | None:
        """The certified c, m exact entries; all 0 where f is linear."""
        theorem = self._affine
        return None if theorem is None else theorem.offset or (ZERO,) * len(theorem.matrix or ())

    @property
    def _affine(self) -> LawTheorem | None:
        """The theorem that states a matrix for all parameter values."""
        claims = self.claims if self.real_claims is None else self.real_claims
        for law in (Law.LINEAR, Law.AFFINE):
            theorem = claims[law].theorem if law in claims else None
            if theorem is not None and theorem.status == "proved" and theorem.matrix is not None:
                return theorem
        return None

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
    claims = {law.value: claim_dict(claim) for law, claim in report.claims.items()}
    if report.linear_over_reals is not None:
        claims["linear_over_reals"] = claim_dict(report.linear_over_reals)
    return {
        "schema": SCHEMA,
        "operator": operator_dict(report.operator, report.where),
        "claims": claims,
        "matrix": None if matrix is None else [texts(row) for row in matrix],
        "offset": None if offset is None else texts(offset),
        "crosscheck": opinion_dict(report.crosscheck),
        "seconds": round(report.seconds, 3),
        "version": report.version,
    }
