"""The answer: one claim per law, with its certificate, and the report that holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, cast

from symlin.kernel.certificate import (
    CaseProof,
    Certificate,
    Conditional,
    Impossible,
    MatrixProof,
    Rewrite,
)
from symlin.kernel.claim import Law, Subject
from symlin.kernel.term import TRUE, ZERO, Guard, Term, piecewise

if TYPE_CHECKING:
    from symlin.kernel.theorem import Status as KernelStatus
    from symlin.language.sympy.protocols import Expression


class Status(StrEnum):
    """Proved for all parameters, refuted for all, exactly under a condition, or unknown."""

    PROVED = "proved"
    REFUTED = "refuted"
    CONDITIONAL = "conditional"
    UNKNOWN = "unknown"


def stated(steps: Certificate) -> MatrixProof | None:
    """The matrix and offset that a certificate states, where it states any.

    Cases that state different ones are put together: an entry is then piecewise in the parameters.
    """
    match steps:
        case MatrixProof():
            return steps
        case Conditional(_, proof):
            return stated(proof)
        case CaseProof(_, Impossible(), other) | CaseProof(_, other, Impossible()):
            return stated(other)
        case CaseProof(guard, yes, no):
            return _together(guard, stated(yes), stated(no))
        case _:
            return None


def _together(guard: Guard, yes: MatrixProof | None, no: MatrixProof | None) -> MatrixProof | None:
    if yes is None or no is None:
        return None

    def entry(a: Term, b: Term) -> Term:
        return a if a is b else piecewise((a, guard), (b, TRUE))

    rows = zip(yes.matrix, no.matrix, strict=True)
    matrix = tuple(tuple(map(entry, *pair)) for pair in rows)
    if yes.offset is no.offset is None:
        return MatrixProof(matrix, None, ())
    zero = tuple(ZERO for _ in matrix)
    offset = tuple(map(entry, yes.offset or zero, no.offset or zero))
    return MatrixProof(matrix, offset, ())


@dataclass(frozen=True)
class Counterexample:
    """Exact points that break a law, and what both sides evaluate to there.

    `points` maps "x" (and "y") to coordinates by input name; `scalar` is the factor a of
    homogeneity; `parameters` the values it is for. All values are closed terms. `lhs` and `rhs`
    are the two sides of the law, one entry per output:
    additivity f(x+y), f(x)+f(y); homogeneity f(ax), a f(x); affine f((x+y)/2), (f(x)+f(y))/2;
    odd f(-x), -f(x). `output` is the first output at which they differ.

    Where no such points lie in the domain, any others that break linearity or the affine law:
    `coefficients` c, one for each of `points`, with lhs = f(sum c_k x_k), rhs = sum c_k f(x_k).
    For the affine law they add up to 1.
    """

    points: Mapping[str, Mapping[str, Term]]
    scalar: Term | None
    parameters: Mapping[str, Term]
    lhs: tuple[Term, ...]
    rhs: tuple[Term, ...]
    law: Law
    output: int = 0
    coefficients: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Certified:
    """A claim and its certificate, with all that the kernel needs to check them again."""

    subject: Subject
    law: Law
    status: Status
    steps: Certificate = field(repr=False)
    rewrites: tuple[Rewrite, ...] = field(default=(), repr=False)
    """Terms replaced in the function before the steps speak of it; the values stay the same."""

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


@dataclass(frozen=True)
class Compared:
    """On what set two operators were compared: where both have a value."""

    guard: Guard | None = None
    """The condition for that, or None where they have one wherever the assumptions hold."""
    first: Guard | None = None
    """The same for the first alone."""
    second: Guard | None = None
    """The same for the second alone."""
    first_alone: Mapping[str, Term] | None = None
    """A small point at which the first has a value and the second has none, if one was found."""
    second_alone: Mapping[str, Term] | None = None
    """The other way round."""

    @property
    def where(self) -> Expression | None:
        """The condition as a SymPy expression such as x > 0, or None."""
        return _as_sympy(self.guard)


@dataclass(frozen=True)
class Claim:
    """What is known of one law, and on what grounds."""

    law: Law
    status: Status
    guard: Guard | None = None
    """The exact condition on the parameters, when the status is conditional."""
    counterexample: Counterexample | None = None
    """Points that break the law: of a refuted claim always, of a conditional one where it fails."""
    method: str = ""
    """How it was found, in a few words: "exact points", "normal form"."""
    certified: bool = False
    """Whether the kernel has accepted the certificate."""
    vacuous: bool = False
    """Whether the law holds only because no points of the domain can put it to the test."""
    reason: str | None = None
    """Why it is unknown, or vacuous."""
    certificate: Certified | None = field(default=None, repr=False)
    """For `symlin.verify`; its `to_json()` is the document that docs/certificates.md describes."""

    compared: Compared | None = None
    """Of an equivalence: on what set the two were compared."""

    @property
    def condition(self) -> Expression | None:
        """The condition as a SymPy expression such as Eq(alpha, 1), or None."""
        return _as_sympy(self.guard)


def _as_sympy(guard: Guard | None) -> Expression | None:
    if guard is None:
        return None
    from symlin.language.printing import guard_to_sympy

    found: Expression = guard_to_sympy(guard)
    return found
