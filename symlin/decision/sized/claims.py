"""What is known of one law of a formula for all sizes, and at which size it fails."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from symlin.decision.certificate import Certified, Judged, Status
from symlin.decision.counterexample import Counterexample
from symlin.decision.functions.claims import FunctionClaim
from symlin.decision.report import subject_of
from symlin.decision.verdict import Claim
from symlin.kernel.claim import Law
from symlin.kernel.term import Guard
from symlin.language.operator import Operator
from symlin.language.sized_operator import SizedOperator, Sizes

if TYPE_CHECKING:
    from symlin.decision.functions.certificate import FunctionCertified
    from symlin.language.sympy.protocols import Expression


@dataclass(frozen=True)
class AtSize:
    """A law at one size."""

    sizes: Sizes
    operator: Operator
    claim: Claim

    def __post_init__(self) -> None:
        theorem = self.claim.theorem
        if theorem is not None and theorem.subject != subject_of(self.operator):
            raise ValueError("the theorem is about the formula at this size")


@dataclass(frozen=True, repr=False)
class SizedClaim(Judged):
    """A law for all sizes: shown of an entry, refuted at a size, or unknown.

    Conditional at a size, it fails for whatever is given that violates the condition there.
    """

    law: Law
    everywhere: FunctionClaim | None = field(default=None, repr=False)
    """About an entry, for all sizes."""
    at_size: AtSize | None = field(default=None, repr=False)
    """A size at which the law fails, or holds under a condition on given entries alone."""
    reason: str | None = None
    vacuous = False
    breach = None

    def __post_init__(self) -> None:
        if self.everywhere is not None and self.at_size is not None:
            raise ValueError("a claim is made from one theorem, or is unknown")
        found = self._found
        if found is not None and (found.theorem is None or found.law is not self.law):
            raise ValueError("a claim is made from a theorem about its law, or is unknown")
        if self.at_size is not None and self.at_size.claim.status is Status.PROVED:
            raise ValueError("what holds at one size is no claim for all")

    @property
    def _found(self) -> FunctionClaim | Claim | None:
        """What it is made from."""
        return self.everywhere if self.at_size is None else self.at_size.claim

    def is_about(self, operator: SizedOperator) -> bool:
        """Whether the theorem, if there is one, is about this formula."""
        if self.everywhere is not None:
            return operator.entry is not None and self.everywhere.is_about(operator.entry.subject)
        if self.at_size is None:
            return True
        at = operator.at(self.at_size.sizes)
        return subject_of(at) == subject_of(self.at_size.operator)

    @property
    def status(self) -> Status:
        """Proved for all sizes, refuted, exactly under a condition, or unknown."""
        if self.everywhere is not None:
            return self.everywhere.status
        return Status.UNKNOWN if self.at_size is None else self.at_size.claim.status

    @property
    def theorem(self) -> object:
        """What the kernel has accepted."""
        found = self._found
        return None if found is None else found.theorem

    @property
    def guard(self) -> Guard | None:
        """The exact condition on the numbers in the formula, and on sizes; of `at_size`, on the
        entries of what is given at that size."""
        found = self._found
        return None if found is None else found.guard

    @property
    def condition(self) -> Expression | None:
        """The condition as a SymPy expression, or None."""
        found = self._found
        return None if found is None else found.condition

    @property
    def counterexample(self) -> Counterexample | None:
        """Matrices that break the law, at the size of `at_size`."""
        return None if self.at_size is None else self.at_size.claim.counterexample

    @property
    def method(self) -> str:
        """How it was shown, in a few words."""
        if self.everywhere is not None:
            return f"entries, {self.everywhere.method}"
        return "" if self.at_size is None else f"exact matrices, {sizes_text(self.at_size.sizes)}"

    @property
    def certified(self) -> bool:
        """Whether the kernel has accepted it: always, where a status is definite."""
        return self.theorem is not None

    @property
    def certificate(self) -> FunctionCertified | Certified | None:
        """For `symlin.verify`: about an entry, or about the formula at a size."""
        if self.everywhere is not None:
            return self.everywhere.certificate
        return None if self.at_size is None else self.at_size.claim.certificate


def sizes_text(sizes: Mapping[str, int]) -> str:
    """n = 2, or n = 2, m = 3."""
    return ", ".join(f"{name} = {size}" for name, size in sizes.items())
