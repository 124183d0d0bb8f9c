"""A claim with its certificate, as it is handed out, stored and read again."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NoReturn, cast

from symlin.kernel.certificate import Certificate, Conditional, Rewrite
from symlin.kernel.claim import Law, Subject
from symlin.kernel.term import Guard

if TYPE_CHECKING:
    from symlin.kernel.theorem import LawTheorem
    from symlin.kernel.theorem import Status as KernelStatus


class Status(StrEnum):
    """Proved for all parameters, refuted for all, exactly under a condition, or unknown."""

    PROVED = "proved"
    REFUTED = "refuted"
    CONDITIONAL = "conditional"
    UNKNOWN = "unknown"


NEITHER = "a claim is neither true nor false: compare its status with symlin.Status.PROVED"


class Judged:
    """A claim has a status, and no truth value: that a law was refuted is an answer as well."""

    def __bool__(self) -> NoReturn:
        """Raises TypeError: `if symlin.equiv(f, g)` would be true of functions that differ."""
        raise TypeError(NEITHER)

    def __repr__(self) -> str:
        claim: Any = self  # each kind has a law and a status of its own
        return f"<{type(self).__name__}: {claim.law.value} {claim.status.value}>"


@dataclass(frozen=True)
class Certified:
    """A claim and its certificate, with all that the kernel needs to check them again.

    Anybody may write one: it says nothing until `symlin.verify` has accepted it.
    """

    subject: Subject
    law: Law
    status: Status
    steps: Certificate = field(repr=False)
    rewrites: tuple[Rewrite, ...] = field(default=(), repr=False)
    """Terms replaced in the function before the steps speak of it; the values stay the same."""

    @classmethod
    def of(cls, theorem: LawTheorem) -> Certified:
        """The certificate by which the theorem was shown."""
        status = Status(theorem.status)
        return cls(theorem.subject, theorem.law, status, theorem.certificate, theorem.rewrites)

    @property
    def guard(self) -> Guard | None:
        """The exact condition on the parameters, when the status is conditional."""
        return self.steps.condition if isinstance(self.steps, Conditional) else None

    def to_json(self) -> dict[str, object]:
        """A document that stands for itself, as docs/certificates.md describes it."""
        from symlin.kernel.documents.writing import to_json

        status = cast("KernelStatus", self.status.value)
        return to_json(
            self.subject, self.law, status, self.guard, self.steps, rewrites=self.rewrites
        )

    @classmethod
    def from_json(cls, document: object) -> Certified:
        """The claim in a document, or in its JSON text; raises `Unreadable`. Nothing is checked."""
        from symlin.kernel.documents.writing import from_json, from_text

        read = from_text if isinstance(document, str | bytes) else from_json
        subject, law, status, _, steps, rewrites = read(document)  # type: ignore[arg-type]
        return cls(subject, law, Status(status), steps, rewrites)
