"""A theorem about a network as it is handed out, stored and checked again."""

from __future__ import annotations

from dataclasses import dataclass, field

from symlin.decision.certificate import Status
from symlin.kernel.claim import Law
from symlin.kernel.network.theorem import NetworkTheorem
from symlin.kernel.theorem import is_theorem


@dataclass(frozen=True)
class NetworkCertified:
    """What `symlin.verify` takes and returns for networks."""

    theorem: NetworkTheorem = field(repr=False)

    def __post_init__(self) -> None:
        if not is_theorem(self.theorem):
            raise TypeError("a certificate holds a theorem of the kernel")

    @property
    def law(self) -> Law:
        """The law."""
        return self.theorem.law

    @property
    def status(self) -> Status:
        """Proved or refuted."""
        return Status(self.theorem.status)
