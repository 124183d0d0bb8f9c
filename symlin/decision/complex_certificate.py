"""The certificates on which a claim over the complex numbers rests, as one document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from symlin.decision.certificate import Certified, Status
from symlin.kernel.certificate import Contradiction, DirectProof, Rejected
from symlin.kernel.claim import Law, Subject
from symlin.kernel.documents.fields import Unreadable
from symlin.kernel.documents.reading import document_of

FORMAT = "symlin-complex-certificate/1"
_PARTS = {"format", "claim", "function", "real", "second"}


@dataclass(frozen=True)
class ComplexCertified(Certified):
    """A claim over C with the certificates of the two claims that it rests on.

    Anybody may write one: it says nothing until `symlin.verify` has accepted it.
    """

    form: str = "turned"
    real: Certified | None = field(default=None, repr=False)
    second: Certified | None = field(default=None, repr=False)

    @classmethod
    def resting_on(
        cls, subject: Subject, said: tuple[Law, Status, str], *grounds: Certified | None
    ) -> ComplexCertified:
        """The claim about a function, by its law, status and form, on these grounds.

        Raises `Rejected` where there are none.
        """
        law, status, form = said
        real, second = grounds
        ground = real or second
        if ground is None:
            raise Rejected("a claim over the complex numbers rests on nothing")
        return cls(subject, law, status, ground.steps, (), form, real, second)

    def to_json(self) -> dict[str, object]:
        """A document that stands for itself, as docs/certificates.md describes it."""
        return {
            "format": FORMAT,
            "claim": {"law": self.law.value, "status": self.status.value, "form": self.form},
            "function": same(self.subject).to_json(),
            "real": None if self.real is None else self.real.to_json(),
            "second": None if self.second is None else self.second.to_json(),
        }


def certificate_in(document: object) -> Certified:
    """The claim in a document, or in its JSON text; raises `Unreadable`. Nothing is checked."""
    if isinstance(document, str | bytes):
        document = document_of(document)
    if isinstance(document, Mapping) and document.get("format") == FORMAT:
        return from_document(document)
    return Certified.from_json(document)


def from_document(document: Mapping[str, object]) -> ComplexCertified:
    """The claim in a document; raises `Unreadable`. Nothing is checked."""
    if set(document) != _PARTS:
        raise Unreadable("$", f"the keys {', '.join(sorted(_PARTS))}")
    claim = document["claim"]
    if not isinstance(claim, Mapping) or set(claim) != {"law", "status", "form"}:
        raise Unreadable("$.claim", "the keys form, law, status")
    try:
        law, status = Law(str(claim["law"])), Status(str(claim["status"]))
    except ValueError:
        raise Unreadable("$.claim", "a law and a status") from None
    parts = [document[name] for name in ("real", "second")]
    if all(part is None for part in parts):
        raise Unreadable("$", "a certificate that the claim rests on")
    real, second = (None if part is None else Certified.from_json(part) for part in parts)
    whole = Certified.from_json(document["function"]).subject
    subject = replace(whole, outputs=whole.outputs[: len(whole.outputs) // 2])
    if same(subject).subject != whole or not subject.outputs:
        raise Unreadable("$.function", "that a function is the same as itself")
    return ComplexCertified.resting_on(subject, (law, status, str(claim["form"])), real, second)


def same(subject: Subject) -> Certified:
    """That the function is the same as itself: the document by which it is handed on."""
    twice = replace(subject, outputs=(*subject.outputs, *subject.outputs))
    steps = DirectProof((Contradiction(),) * len(subject.outputs))
    return Certified(twice, Law.EQUIVALENT, Status.PROVED, steps)
