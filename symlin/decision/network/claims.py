"""What is known of one law of a network, and where it breaks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from symlin.decision.certificate import Judged, Status
from symlin.decision.method import method_of
from symlin.kernel.claim import Law
from symlin.kernel.network.breach import Breach
from symlin.kernel.network.equal import Pairs
from symlin.kernel.network.pattern import Pattern
from symlin.kernel.network.theorem import NetworkTheorem, NoInstances, Structure
from symlin.kernel.theorem import is_theorem

if TYPE_CHECKING:
    from symlin.decision.network.certificate import NetworkCertified


@dataclass(frozen=True, repr=False)
class NetworkClaim(Judged):
    """A law of a network: a theorem, or nothing."""

    law: Law
    theorem: NetworkTheorem | None = field(default=None, repr=False)
    reason: str | None = None
    """Why it is unknown."""
    guard = None
    condition = None
    """Networks have no parameters."""

    def __post_init__(self) -> None:
        theorem = self.theorem
        if theorem is None:
            return
        own = is_theorem(theorem) and type(theorem) is NetworkTheorem
        if not own or theorem.law is not self.law:
            raise TypeError("a claim is made from a theorem about its law, or is unknown")

    @property
    def status(self) -> Status:
        """Proved, refuted or unknown."""
        return Status.UNKNOWN if self.theorem is None else Status(self.theorem.status)

    @property
    def vacuous(self) -> bool:
        """Whether it holds for want of instances in the domain."""
        return self.theorem is not None and isinstance(self.theorem.argument, NoInstances)

    @property
    def counterexample(self) -> NetworkTheorem | None:
        """The theorem with the points that break the law, and the values there."""
        theorem = self.theorem
        return theorem if theorem is not None and isinstance(theorem.argument, Breach) else None

    @property
    def method(self) -> str:
        """How it was shown, in a few words."""
        if self.theorem is None:
            return ""
        match self.theorem.argument:
            case Structure(at_origin=True):
                return "its structure, and f(0) = 0"
            case Structure():
                return "its structure"
            case Pattern():
                return "the pieces of its units on the domain"
            case NoInstances():
                return "the domain has no instances of it"
            case Breach():
                return "exact points"
            case Pairs():
                return "node by node"
            case written_out:
                return method_of(written_out.certificate)

    @property
    def certified(self) -> bool:
        """Whether the kernel has accepted it: always, where a status is definite."""
        return self.theorem is not None

    @property
    def certificate(self) -> NetworkCertified | None:
        """For `symlin.verify`; its `to_json()` is a document."""
        from symlin.decision.network.certificate import NetworkCertified

        return None if self.theorem is None else NetworkCertified(self.theorem)
