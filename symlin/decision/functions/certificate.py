"""A theorem about an operator on functions as it is handed out, stored and checked again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from symlin.decision.certificate import Certified, Status
from symlin.decision.complex_certificate import certificate_in
from symlin.decision.network.certificate import NetworkCertified
from symlin.kernel.claim import Law
from symlin.kernel.documents.blobs import no_file
from symlin.kernel.documents.functions import (
    established_from,
    function_document,
    is_function_document,
)
from symlin.kernel.documents.networks import is_network_document, network_established
from symlin.kernel.documents.reading import document_of
from symlin.kernel.functions.subject import FunctionSubject
from symlin.kernel.term import Guard
from symlin.kernel.theorem import is_theorem

if TYPE_CHECKING:
    from symlin.kernel.functions.theorem import FunctionTheorem


@dataclass(frozen=True)
class FunctionCertified:
    """What `symlin.verify` takes and returns for operators on functions."""

    theorem: FunctionTheorem = field(repr=False)

    def __post_init__(self) -> None:
        if not is_theorem(self.theorem):
            raise TypeError("a certificate holds a theorem of the kernel")

    @property
    def subject(self) -> FunctionSubject:
        """The operator."""
        return self.theorem.subject

    @property
    def law(self) -> Law:
        """The law; equivalence is that of two outputs, as of T(x delayed) and T(x) delayed."""
        return self.theorem.law

    @property
    def status(self) -> Status:
        """Proved, refuted or conditional."""
        return Status(self.theorem.status)

    @property
    def guard(self) -> Guard | None:
        """The exact condition on the parameters, when the status is conditional."""
        return self.theorem.condition

    def to_json(self) -> dict[str, object]:
        """A document that stands for itself, as docs/certificates.md describes it."""
        return function_document(self.theorem)


def read_certificate(
    document: object, beside: Callable[[str, int], bytes] = no_file
) -> Certified | FunctionCertified | NetworkCertified:
    """The claim in a document, or in its JSON text; one about functions or a network is checked.

    `beside` reads a file that lies beside the document. Raises `Unreadable`, and `Rejected` where
    a claim that is checked does not hold.
    """
    if isinstance(document, str | bytes):
        document = document_of(document)
    if is_network_document(document):
        return NetworkCertified(network_established(document, beside))
    if is_function_document(document):
        return FunctionCertified(established_from(document))
    return certificate_in(document)
