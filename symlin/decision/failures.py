"""What `require_linear` and its kin raise when there is no proof to return."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symlin.errors import SymlinError

if TYPE_CHECKING:
    from symlin.decision.functions.report import FunctionReport
    from symlin.decision.network.report import NetworkReport
    from symlin.decision.report import Report
    from symlin.decision.sized.report import SizedReport
    from symlin.decision.verdict import Claim


class NotLinear(SymlinError):
    """`require_*` met an operator that breaks the law; `report` holds the counterexample."""

    def __init__(
        self, message: str, report: Report | FunctionReport | NetworkReport | SizedReport
    ) -> None:
        self.report = report
        super().__init__(message)


class NotEquivalent(SymlinError):
    """`require_equivalent` met two different functions; `claim` holds a point of difference."""

    def __init__(self, message: str, claim: Claim) -> None:
        self.claim = claim
        super().__init__(message)


class Undecided(SymlinError):
    """`require_*` met what could not be decided; `report` (a claim, for two operators) says why."""

    def __init__(
        self,
        message: str,
        report: Report | FunctionReport | NetworkReport | SizedReport | Claim,
    ) -> None:
        self.report = report
        super().__init__(message)
