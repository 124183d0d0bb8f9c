"""What is known of one law: a theorem of the kernel, and what else the kernel has said of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from symlin.decision.certificate import Certified, Judged, Status
from symlin.decision.compared import Compared
from symlin.decision.counterexample import Counterexample
from symlin.decision.method import method_of
from symlin.kernel.claim import Law, law_equation, premises
from symlin.kernel.statements.conclusions import Entailment, Restatement
from symlin.kernel.statements.instances import Instance
from symlin.kernel.term import FALSE, Guard
from symlin.kernel.theorem import LawTheorem, Theorem, is_theorem
from symlin.language.printing import guard_to_sympy

if TYPE_CHECKING:
    from symlin.language.sympy.protocols import Expression

__all__ = ["BREAKS", "Certified", "Claim", "Compared", "Counterexample", "Status"]

BREAKS = {
    Law.ADDITIVITY: (Law.ADDITIVITY,),
    Law.HOMOGENEITY: (Law.HOMOGENEITY,),
    Law.LINEAR: tuple(law for law in Law if law is not Law.EQUIVALENT),
    Law.AFFINE: (Law.AFFINE,),
    Law.POSITIVE_HOMOGENEITY: (Law.POSITIVE_HOMOGENEITY,),
    Law.ODD: (Law.ODD,),
    Law.EQUIVALENT: (Law.EQUIVALENT,),
}
"""The laws whose instances show that this one fails."""


@dataclass(frozen=True, repr=False)
class Claim(Judged):
    """What is known of one law, and on what grounds: a theorem, or nothing.

    Everything it says is read off what the kernel has accepted, and nothing else can be put in.
    """

    law: Law
    theorem: LawTheorem | None = None
    """What the kernel has accepted; None where the law is undecided."""
    plain: Restatement | None = None
    """The condition in plainer words."""
    instance: Instance | None = None
    """Where the law fails."""
    vacuity: Entailment | None = None
    """That no points of the domain can put the law to the test."""
    reason: str | None = None
    """Why it is unknown, or why no counterexample is shown of a law that fails."""
    compared: Compared | None = None
    """Of an equivalence: on what set the two were compared."""

    def __post_init__(self) -> None:
        theorem = self.theorem
        others: tuple[Theorem | None, ...] = (self.plain, self.instance, self.vacuity)
        given = [found for found in (theorem, *others) if found is not None]
        if not all(map(is_theorem, given)) or (theorem is None and given):
            raise TypeError("a claim is made from theorems of the kernel, or is unknown")
        if self.compared is not None and self.law is not Law.EQUIVALENT:
            raise ValueError(f"{self.law} compares no functions")
        if theorem is not None:
            self._compare(theorem)

    def _compare(self, theorem: LawTheorem) -> None:
        """Raises ValueError where the theorems are not about this law of one function."""
        if not theorem.establishes(self.law):
            raise ValueError(f"a theorem about {theorem.law} is no claim about {self.law}")
        subject, instance = theorem.subject, self.instance
        if instance is not None and (
            instance.subject != subject
            or instance.law not in BREAKS[self.law]
            or theorem.status == "proved"
        ):
            raise ValueError("the instance is not one at which this law fails")
        if self.plain is not None and (
            self.plain.guard is not theorem.condition
            or self.plain.facts != subject.parameter_facts()
        ):
            raise ValueError("the plainer words are not for the theorem's condition")
        if self.vacuity is not None and (
            theorem.status != "proved"
            or self.vacuity.conclusion is not FALSE
            or self.vacuity.facts != premises(subject, law_equation(self.law, subject.inputs))
        ):
            raise ValueError("the law is not the one that has no instances")
        if self.compared is not None and self.compared.domains.both.subject != subject:
            raise ValueError("the set is not that on which these two functions were compared")

    @property
    def status(self) -> Status:
        """Proved, refuted, conditional or unknown."""
        return Status.UNKNOWN if self.theorem is None else Status(self.theorem.status)

    @property
    def guard(self) -> Guard | None:
        """The exact condition on the parameters, when the status is conditional."""
        if self.plain is not None:
            return self.plain.plain
        return None if self.theorem is None else self.theorem.condition

    @property
    def condition(self) -> Expression | None:
        """The condition as a SymPy expression such as Eq(alpha, 1), or None."""
        if self.guard is None:
            return None
        found: Expression = guard_to_sympy(self.guard)
        return found

    @cached_property
    def counterexample(self) -> Counterexample | None:
        """Points that break the law: of a refuted claim for all parameters, of a conditional one
        for some at which its condition fails. None where none can be shown."""
        return None if self.instance is None else Counterexample(self.instance)

    @cached_property
    def method(self) -> str:
        """How it was shown, in a few words: "exact points", "normal form"."""
        return "" if self.theorem is None else method_of(self.theorem.certificate)

    @property
    def certified(self) -> bool:
        """Whether the kernel has accepted a certificate: always, where a status is definite."""
        return self.theorem is not None

    @property
    def vacuous(self) -> bool:
        """Whether the law is known to hold only because no points of the domain can put it to the
        test."""
        return self.vacuity is not None

    @cached_property
    def certificate(self) -> Certified | None:
        """For `symlin.verify`; its `to_json()` is the document that docs/certificates.md
        describes."""
        return None if self.theorem is None else Certified.of(self.theorem)
