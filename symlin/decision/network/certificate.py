"""A theorem about a network as it is handed out, stored and checked again."""

from __future__ import annotations

from dataclasses import dataclass, field

from symlin.decision.certificate import Status
from symlin.kernel.claim import Law
from symlin.kernel.documents.blobs import with_bytes, with_file
from symlin.kernel.documents.network_writing import network_document
from symlin.kernel.network.theorem import NetworkTheorem
from symlin.kernel.theorem import is_theorem


@dataclass(frozen=True)
class NetworkCertified:
    """What `symlin.verify` takes and returns for networks."""

    theorem: NetworkTheorem = field(repr=False)

    def __post_init__(self) -> None:
        if not is_theorem(self.theorem) or type(self.theorem) is not NetworkTheorem:
            raise TypeError("a certificate holds a theorem of the kernel")

    @property
    def law(self) -> Law:
        """The law."""
        return self.theorem.law

    @property
    def status(self) -> Status:
        """Proved or refuted."""
        return Status(self.theorem.status)

    def to_json(self) -> dict[str, object]:
        """A document that stands for itself, its weights included."""
        return with_bytes(*network_document(self.theorem))

    def to_files(self, weights: str) -> tuple[dict[str, object], bytes]:
        """A document and what belongs into the file of that name beside it."""
        document, data = network_document(self.theorem)
        return with_file(document, weights), data
