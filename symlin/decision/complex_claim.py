"""A claim over the complex numbers, which rests on theorems about real coordinates.

f is linear over C exactly when it is linear over R and f(i z) = i f(z). Two theorems of the kernel
say so: f(z) = M z for a real matrix M, and that f(i z) and i f(z) are one function. Where the
domain is closed under multiplication by i, M commutes there with it, and so M is a complex matrix
on the complex subspace that the domain spans (docs/trust.md argues it). An affine f is one that
has this of its differences, and f is homogeneous over C when f(c z) and c f(z) are one function.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from symlin.decision.certificate import Certified, Status
from symlin.decision.complex_certificate import ComplexCertified
from symlin.decision.complex_subjects import domain_turned, moved, scaled, turned
from symlin.decision.counterexample import Counterexample
from symlin.decision.verdict import Claim
from symlin.kernel.certificate import Conditional, Rejected
from symlin.kernel.claim import Law, Subject
from symlin.kernel.numbers import TooLarge
from symlin.kernel.statements.conclusions import Entailment, entail
from symlin.kernel.term import FALSE, Guard, Term, conjunction
from symlin.kernel.theorem import is_theorem
from symlin.kernel.walk import substitute, variables


class Form(StrEnum):
    """On what second theorem a claim over C rests."""

    TURNED = "turned"
    """f(i z) and i f(z)."""
    MOVED = "moved"
    """f(i z) - f(i w) and i (f(z) - f(w))."""
    SCALED = "scaled"
    """f(c z) and c f(z)."""


COMPARED: Mapping[Form, Callable[[Subject], Subject]] = {
    Form.TURNED: turned,
    Form.MOVED: moved,
    Form.SCALED: scaled,
}
FORMS = {Law.LINEAR: Form.TURNED, Law.AFFINE: Form.MOVED, Law.HOMOGENEITY: Form.SCALED}
"""The laws that say more over C than over R."""
IMPLIED = (Law.HOMOGENEITY, Law.AFFINE)
"""Laws that hold over C of what is linear over C."""


@dataclass(frozen=True)
class Meeting:
    """Parameter values at which both conditions hold."""

    point: Mapping[str, Term]
    shown: Entailment


@dataclass(frozen=True)
class ComplexCounterexample(Counterexample):
    """A point, or two, and a factor at which a law over C fails.

    turned and scaled: f(c x) is `lhs` and c f(x) is `rhs`, where c is i or `factor`; moved: the
    same of f(x) - f(y).
    """

    form: Form = Form.TURNED
    inputs: tuple[str, ...] = ()

    @property
    def law(self) -> Law:
        """The law that the points break."""
        return Law.AFFINE if self.form is Form.MOVED else Law.HOMOGENEITY

    @property
    def points(self) -> Mapping[str, Mapping[str, Term]]:
        """The points by letter."""
        (place,) = self.instance.places
        values, n = tuple(place.point.values()), len(self.inputs)
        found = {"x": dict(zip(self.inputs, values[:n], strict=True))}
        if self.form is Form.MOVED:
            found["y"] = dict(zip(self.inputs, values[n:], strict=True))
        return found

    @property
    def factor(self) -> tuple[Term, Term] | None:
        """The real and imaginary part of c; None where it is i."""
        if self.form is not Form.SCALED:
            return None
        (place,) = self.instance.places
        re, im = tuple(place.point.values())[-2:]
        return re, im

    @property
    def scalar(self) -> Term | None:
        """No real factor."""
        return None

    @property
    def coefficients(self) -> tuple[Term, ...]:
        """None: it is a multiple of one point."""
        return ()


@dataclass(frozen=True, repr=False)
class ComplexClaim(Claim):
    """What is known of one law over C, on the grounds of theorems over R."""

    subject: Subject | None = field(default=None, repr=False)
    form: Form = Form.TURNED
    real: Claim | None = field(default=None, repr=False)
    """The law over R; not needed of multiples."""
    second: Claim | None = field(default=None, repr=False)
    """That two functions are the same."""
    closed: Entailment | None = field(default=None, repr=False)
    """That i z lies in the domain wherever z does."""
    meeting: Meeting | None = field(default=None, repr=False)
    """Of two conditions: that they can hold together."""
    absorbed: Entailment | None = field(default=None, repr=False)
    """Of two conditions: that one of them implies the other."""

    def __post_init__(self) -> None:
        if self.subject is None or self.theorem is not None or self.law not in FORMS:
            raise TypeError("a claim over C rests on claims over R about one function")
        own = Law.AFFINE if self.form is Form.MOVED else Law.LINEAR
        if self.form is not Form.SCALED and (self.real is None or self.real.law is not own):
            raise ValueError(f"linearity over R is not said by {self.real}")
        for claim, subject in (
            (self.real, self.subject),
            (self.second, COMPARED[self.form](self.subject)),
        ):
            if (
                claim is not None
                and claim.theorem is not None
                and (claim.theorem.subject != subject)
            ):
                raise ValueError("the theorems are about other functions")
        if self.second is not None and self.second.law is not Law.EQUIVALENT:
            raise ValueError("a law is no comparison of two functions")
        self._check_evidence(self.subject)
        carried = {
            Form.TURNED: (Status.PROVED, Status.UNKNOWN),  # what is linear is all of this
            Form.SCALED: (Status.REFUTED, Status.UNKNOWN) if self.law is Law.LINEAR else (),
            Form.MOVED: (),
        }
        if self.form is not FORMS[self.law] and self.status not in carried[self.form]:
            raise ValueError(f"{self.law} over C does not rest on {self.form}")

    def _check_evidence(self, subject: Subject) -> None:
        """Raises ValueError where what is said beside the theorems is about something else."""
        found = [self.closed, self.absorbed, self.meeting and self.meeting.shown]
        if not all(map(is_theorem, (part for part in found if part is not None))):
            raise TypeError("a claim is made from theorems of the kernel")
        if self.closed is not None and (
            self.closed.facts != subject.domain
            or self.closed.conclusion is not domain_turned(subject)
        ):
            raise ValueError("this does not say that the domain is closed under i")
        first, other = self.guards
        if self.absorbed is not None and (
            first is None
            or other is None
            or (self.absorbed.facts, self.absorbed.conclusion)
            not in (((first,), other), ((other,), first))
        ):
            raise ValueError("this does not say that one condition implies the other")
        if self.meeting is not None:
            both = conjunction(first or FALSE, other or FALSE)
            (at,) = substitute((both,), self.meeting.point)
            if variables(at) or self.meeting.shown.facts or self.meeting.shown.conclusion is not at:
                raise ValueError("the conditions are not shown to hold together")

    @property
    def guards(self) -> tuple[Guard | None, Guard | None]:
        """The conditions of both claims."""
        real, second = self.real, self.second
        return (None if real is None else real.guard, None if second is None else second.guard)

    @property
    def is_whole(self) -> bool:
        """Whether the second theorem speaks of all points of the domain, and of all parameters."""
        subject = self.subject
        assert subject is not None
        return self.form is Form.SCALED or not subject.domain or self.closed is not None

    @cached_property
    def status(self) -> Status:
        """Proved where both hold, refuted where one fails; where both have conditions they must be
        shown to hold together."""
        parts = [part.status for part in (self.real, self.second) if part is not None]
        if self.real is not None and self.real.status is Status.REFUTED:
            return Status.REFUTED
        second = Status.UNKNOWN if self.second is None else self.second.status
        assert self.subject is not None
        if second is Status.REFUTED and (self.is_whole or not self.subject.parameters):
            return Status.REFUTED
        if self.second is None or not self.is_whole or Status.UNKNOWN in parts:
            return Status.UNKNOWN
        if Status.REFUTED in parts:
            return Status.UNKNOWN
        conditions = parts.count(Status.CONDITIONAL)
        if conditions == 2 and self.meeting is None:
            return Status.UNKNOWN
        return Status.CONDITIONAL if conditions else Status.PROVED

    @cached_property
    def guard(self) -> Guard | None:
        """The exact condition: both of them, or the one that implies the other."""
        if self.status is not Status.CONDITIONAL:
            return None
        if self.absorbed is not None:
            return self.absorbed.facts[0]
        return conjunction(*(guard for guard in self.guards if guard is not None))

    @cached_property
    def counterexample(self) -> Counterexample | None:
        """Where it fails: over C if it can be shown there, else over R."""
        if self.status not in (Status.REFUTED, Status.CONDITIONAL) or self.subject is None:
            return None
        second, real = self.second, self.real
        if real is not None and real.counterexample is not None:
            return real.counterexample
        if second is None or second.instance is None:
            return None
        return ComplexCounterexample(second.instance, self.form, self.subject.inputs)

    @cached_property
    def method(self) -> str:
        """How it was shown."""
        parts = (part.method for part in (self.real, self.second) if part is not None)
        return " and ".join(dict.fromkeys(filter(None, parts)))

    @property
    def certified(self) -> bool:
        """Whether the kernel has accepted what it rests on."""
        return self.status is not Status.UNKNOWN

    @property
    def vacuous(self) -> bool:
        """Never said of laws over C."""
        return False

    @cached_property
    def certificate(self) -> Certified | None:
        """For `symlin.verify`: the certificates on which it rests."""
        if not self.certified:
            return None
        real, second = (None if part is None else part.certificate
                        for part in (self.real, self.second))  # fmt: skip
        assert self.subject is not None
        said = self.law, self.status, self.form.value
        return ComplexCertified.resting_on(self.subject, said, real, second)


def composed(
    law: Law, subject: Subject, form: Form, real: Claim | None, second: Claim | None
) -> ComplexClaim:
    """The claim over C on these grounds, with what the kernel sees at once beside them.

    Raises `TypeError` or `ValueError` where these are no grounds for it.
    """
    claim = ComplexClaim(law, subject=subject, form=form, real=real, second=second)
    if form is not Form.SCALED and subject.domain:
        claim = replace(claim, closed=_seen(subject.domain, domain_turned(subject)))
    first, other = claim.guards
    if first is None or other is None:
        return claim
    absorbed = _seen((first,), other) or _seen((other,), first)
    return replace(claim, absorbed=absorbed, meeting=_meeting(claim, conjunction(first, other)))


def _seen(facts: tuple[Guard, ...], conclusion: Guard) -> Entailment | None:
    """That the facts imply the conclusion, where the kernel sees that without a proof."""
    with suppress(Rejected, TooLarge, RecursionError):
        return entail(facts, conclusion)
    return None


def _meeting(claim: ComplexClaim, both: Guard) -> Meeting | None:
    """Parameter values of one of the certificates at which both conditions hold."""
    for part in (claim.real, claim.second):
        steps = None if part is None or part.theorem is None else part.theorem.certificate
        if not isinstance(steps, Conditional):
            continue
        (at,) = substitute((both,), steps.holds_at)
        shown = None if variables(at) else _seen((), at)
        if shown is not None:
            return Meeting(steps.holds_at, shown)
    return None
