"""The searches for one subject: as it stands, and with its disguises taken off."""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from symlin.exact.coordinates import ORIGIN
from symlin.exact.deadline import Deadline, OutOfTime
from symlin.kernel.certificate import Conditional, ParameterSplit, Rewrite, Witness
from symlin.kernel.checker import rewritten
from symlin.kernel.claim import Law, Subject
from symlin.kernel.term import Function, Max
from symlin.kernel.theorem import LawTheorem
from symlin.kernel.walk import topological
from symlin.search.cover.find import by_cover, is_piecewise_affine
from symlin.search.laws import LawSearch
from symlin.search.outcome import NOTHING, Finding, Known, Open, unknown
from symlin.search.parameters.offsets import linear_by_offset
from symlin.search.parameters.refinement import Refinement
from symlin.search.points.instances import instances
from symlin.search.points.origin import through_origin
from symlin.search.proofs.rewriting import rewrites

MOST_INSTANCES = 40
"""Instances of which it is asked whether one lies in the domain, before a proof that none does."""
BREAKING = (Conditional, ParameterSplit, Witness)
"""Certificates with witnesses, which the origin can be added to."""
DISGUISED = 0.7
"""Of a law's time, the most that goes into finding what is affine in disguise."""
SIMPLER = 0.6
"""Of a law's time, the most for the function without it: the plain one has to have its turn."""
KNOWN = 0.5
"""Of a law's time, the most for finding a certificate of its own where linearity's does as well."""


COVERED = 0.8
"""Of a law's time, the most for a cover of parameter space."""


SHORTER = 3.0
"""Seconds to look for a shorter condition than the one that was found."""
SOON, SOONER = 2.0, 0.2
"""Seconds, and of a law's time, the most for a case at a time before signs have their turn."""


class Outcome(NamedTuple):
    """What was found of one law, the search for the function that its certificate is about, and
    what is known after it."""

    finding: Finding
    search: LawSearch
    known: Known
    rewrites: tuple[Rewrite, ...] = ()


class Simpler(NamedTuple):
    """What is affine in disguise, and the search for the function without it; None where there is
    nothing of the kind."""

    rewrites: tuple[Rewrite, ...]
    search: LawSearch | None


class Strategy:
    """One search first; where it finds nothing quickly, that for the same function simplified.

    Each law is decided in the light of what is known from those before it:

    >>> from symlin.kernel.term import mul, var
    >>> strategy = Strategy(Subject(("x",), ("a",), (mul(var("a"), var("x"), var("x")),)))
    >>> linear = strategy.decide(Law.LINEAR, Deadline(10.0))
    >>> linear.finding.status, linear.known.conditions
    ('conditional', (Relation(op='=', term=Var(name='a')),))
    >>> strategy.decide(Law.ODD, Deadline(10.0), linear.known).finding.status
    'conditional'
    """

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.plain = LawSearch(subject)
        self._simpler: Simpler | None = None

    def decide(self, law: Law, deadline: Deadline, known: Known = NOTHING) -> Outcome:
        """Decide the law within the deadline, in the light of what is known."""
        finding = self.plain.quickly(law, deadline, known)
        # With several parameters a case at a time may not end; where it does, that reads better.
        several = len(self.subject.parameters) > 1
        if finding is None and several:
            finding = self._refined_or_covered(law, deadline, known)
        elif finding is None and self.subject.domain:
            finding = self._covered(law, deadline, known)
        # Disguises are taken off only where the plain function is not settled quickly: each of them
        # needs a proof, and a certificate with rewrites is longer.
        if finding is None and (simpler := self._simplified(deadline)).search is not None:
            finding = _simply(simpler.search, law, deadline, known)
            if finding is not None and finding.certificate is not None:
                return Outcome(finding, simpler.search, known.after(law, finding), simpler.rewrites)
            # Undecided by the simpler search: the plain one may still see what the rewrites hide.
            finding = None
        if law is Law.LINEAR and (finding is None or finding.certificate is None):
            finding = self._from_affine(deadline) or finding
        if finding is None:
            finding = self._thoroughly(law, deadline, known)
        if not several and (finding is None or _wants_cover(finding)):
            finding = self._covered(law, deadline, known) or finding
        # What linearity's certificate shows is taken over last: one of the law's own reads better.
        if finding is None or finding.certificate is None:
            finding = self._as_linear(law, known) or finding or unknown(Open.TOO_LATE)
        return Outcome(finding, self.plain, known.after(law, finding))

    def recalled(self, theorem: LawTheorem, known: Known = NOTHING) -> Outcome:
        """The same of a law that is known already."""
        finding = Finding(theorem.status, theorem.certificate, theorem.condition)
        search = self.plain
        if theorem.rewrites:
            search = LawSearch(rewritten(self.subject, theorem.rewrites))
        return Outcome(finding, search, known.after(theorem.law, finding), theorem.rewrites)

    def _refined_or_covered(self, law: Law, deadline: Deadline, known: Known) -> Finding | None:
        """A case at a time for a short while, then by signs; the shorter of two conditions."""
        refined: Finding | None = None
        try:
            soon = Deadline(min(SOON, deadline.left * SOONER))
            refined = _by_all_means(self.plain, law, soon, known)
        except OutOfTime:
            if not deadline.left:
                raise
        if refined is not None and not _wants_cover(refined):
            return refined
        if refined is None or refined.certificate is None:
            return self._covered(law, deadline, known)
        try:  # a condition is at hand: a shorter one is not worth minutes
            covered = self._covered(law, Deadline(min(SHORTER, deadline.left)), known)
        except OutOfTime:
            return refined
        return refined if covered is None or _length(refined) <= _length(covered) else covered

    def _covered(self, law: Law, deadline: Deadline, known: Known) -> Finding | None:
        """Parameter space cut up by the signs of polynomials, for what is made of lines."""
        if self._as_linear(law, known) is not None and law is not Law.AFFINE:
            return self._as_linear(law, known)
        if law is Law.ADDITIVITY or not is_piecewise_affine(self.subject):
            return None
        try:
            return by_cover(self.plain, law, deadline.part(COVERED), known)
        except OutOfTime:
            if not deadline.left:
                raise
            return None

    def _from_affine(self, deadline: Deadline) -> Finding | None:
        """The condition of linearity from that of the affine law, where the former is not there
        soon: floor(a) = 0 at the origin says less than that a is a whole number."""
        if not self.subject.parameters or self.subject.domain:
            return None
        try:
            soon = Deadline(min(SOON, deadline.left * SOONER))
            linear = _by_all_means(self.plain, Law.LINEAR, soon, NOTHING)
            if linear.certificate is not None:
                return linear
        except OutOfTime:
            if not deadline.left:
                raise
        try:
            part = deadline.part(KNOWN)
            affine = _by_all_means(self.plain, Law.AFFINE, part, NOTHING)
            return linear_by_offset(self.plain, affine, part)
        except OutOfTime:
            if not deadline.left:
                raise
            return None

    def _thoroughly(self, law: Law, deadline: Deadline, known: Known) -> Finding | None:
        linear = self._as_linear(law, known)
        # What is known already is only put more plainly: that is not worth a minute.
        part = deadline if linear is None else Deadline(min(2 * SOON, deadline.left * KNOWN))
        try:
            return _by_all_means(self.plain, law, part, known)
        except OutOfTime:
            if linear is None:  # there is nothing to fall back upon
                raise
            return None

    def _as_linear(self, law: Law, known: Known) -> Finding | None:
        """What is known of linearity, where the law comes to the same (see the kernel)."""
        if law is Law.AFFINE:
            return self._through_origin(known.linear)
        same = law is Law.ADDITIVITY or (law is Law.HOMOGENEITY and len(self.subject.inputs) == 1)
        return (
            known.linear if same and self.subject.parameters and not self.subject.domain else None
        )

    def _through_origin(self, linear: Finding | None) -> Finding | None:
        """Where f(0) = 0, an affine f is linear."""
        subject = self.subject
        if linear is None or subject.domain or not isinstance(linear.certificate, BREAKING):
            return None
        # Affine is f(x) - f(0) linear: only with f(0) = 0, for all parameters, do the two laws
        # agree.
        values = self.plain.stock.probe.at(ORIGIN)
        if values is None or any(p.terms for p in values):
            return None
        return linear._replace(certificate=through_origin(linear.certificate, subject.inputs))

    def has_instance(self, law: Law) -> bool:
        """Whether one of the first instances of the law lies in the domain."""
        if self.subject.parameters:
            return False
        stock = self.plain.stock
        first = islice(instances(law, stock.small), MOST_INSTANCES)
        return any(instance.in_domain(stock.probe) for instance in first)

    def _simplified(self, deadline: Deadline) -> Simpler:
        """The function with its disguises taken off, which are looked for once."""
        if self._simpler is None:
            steps = self._disguises(deadline)
            search = LawSearch(rewritten(self.subject, steps)) if steps else None
            self._simpler = Simpler(steps, search)
        return self._simpler

    def _disguises(self, deadline: Deadline) -> tuple[Rewrite, ...]:
        """What is affine in disguise, proved."""
        try:
            return tuple(rewrites(self.subject, self.plain.stock.small, deadline.part(DISGUISED)))
        except OutOfTime:
            if not deadline.left:
                raise
            return ()


def _wants_cover(finding: Finding) -> bool:
    """Whether it is undecided, or its condition folds: signs may say that more plainly."""
    condition = finding.condition
    return finding.certificate is None or (
        condition is not None
        and any(isinstance(n, Max | Function) for n in topological([condition]))
    )


def _length(finding: Finding) -> int:
    return 0 if finding.condition is None else sum(1 for _ in topological([finding.condition]))


def _simply(simpler: LawSearch, law: Law, deadline: Deadline, known: Known) -> Finding | None:
    """The law of the simpler function; None where that took too long."""
    part = deadline.part(SIMPLER)
    try:
        return simpler.quickly(law, part, known) or _by_all_means(simpler, law, part, known)
    except OutOfTime:
        if not deadline.left:
            raise
        return None


def _by_all_means(search: LawSearch, law: Law, deadline: Deadline, known: Known) -> Finding:
    """Parameters are refined; where there are none, more points are tried, and longer proofs."""
    if search.subject.parameters:
        return Refinement(search, law, deadline, known).find()
    return search.thoroughly(law, deadline, known)
