"""Proofs of the laws of one subject: by a matrix that all laws share, or one law by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from symlin.exact.deadline import Deadline
from symlin.exact.forms import simplified
from symlin.kernel.certificate import Contradiction, DirectProof, MatrixProof, Proof
from symlin.kernel.claim import Law, defect, law_equation, law_rows, premises
from symlin.kernel.definedness import definedness
from symlin.kernel.facts import Context
from symlin.kernel.numbers import TooLarge
from symlin.kernel.polynomial import ZERO_POLY
from symlin.kernel.term import TRUE, ZERO, Const, Guard, Term, add, eq, mul, ne, sub, var
from symlin.search.outcome import Known
from symlin.search.points.stock import WIDE, Stock
from symlin.search.points.thin import fitted, is_thin
from symlin.search.proofs.branching import OpenCase
from symlin.search.proofs.contradict import Prover
from symlin.search.proofs.equations import reduced
from symlin.search.proofs.matrix import Candidate, candidate, read_off
from symlin.search.proofs.solved import solved_candidate


class LawAttempt(NamedTuple):
    """What came of the attempt to prove a law: a proof, or the case in which it broke down."""

    proof: MatrixProof | DirectProof | None = None
    open_case: OpenCase | None = None
    """A case that no proof closed: in the subject's inputs, or in the variables of the law."""
    open_instance: OpenCase | None = None
    """The same, where it is one of the law as it stands: it gives values to its variables."""


FAILED = LawAttempt()
SHARE = 0.5
"""Of the time that is left, the most for the proof of one output: the others need some as well."""
Rows = tuple[tuple[Proof, ...] | None, OpenCase | None]
"""A proof for each row, or the case that stayed open."""


class LawProofs:
    """The proofs of one subject's laws, remembered together with what they have in common."""

    def __init__(self, stock: Stock) -> None:
        self.subject = stock.subject
        self.stock = stock
        self._matrices: dict[tuple[Guard, ...], Candidate | None] = {}
        self._attempts: dict[tuple[object, ...], LawAttempt] = {}
        self._fitted: dict[Law, Candidate | None] = {}

    def attempt(
        self, law: Law, facts: tuple[Guard, ...], known: Known, deadline: Deadline, *, quick: bool
    ) -> LawAttempt:
        """The attempt to prove the law for the parameters that satisfy the facts."""
        # A matrix that proves linearity proves all laws that follow from it: it is tried first, and
        # once for all of them.
        kind = law if law in (Law.AFFINE, Law.EQUIVALENT) else Law.LINEAR
        first = FAILED
        if law is not Law.EQUIVALENT and not (kind is Law.LINEAR and known.not_linear):
            first = self._once(
                (kind, facts, quick), lambda: self._by_matrix(kind, facts, deadline, quick)
            )
        if first.proof is not None or law in (Law.LINEAR, Law.AFFINE):
            return first
        if law is Law.ADDITIVITY and known.not_linear and self._everywhere:
            return first  # a measurable additive function on all of R^n is linear
        second = self._once(
            (law, facts, quick), lambda: self._directly(law, facts, deadline, quick)
        )
        return second._replace(open_case=second.open_case or first.open_case)

    def _once(self, key: tuple[object, ...], find: Callable[[], LawAttempt]) -> LawAttempt:
        if key not in self._attempts:
            self._attempts[key] = find()
        return self._attempts[key]

    @cached_property
    def _everywhere(self) -> bool:
        """Whether the domain is all of R^n, for all parameters."""
        return not self.subject.domain_at({})

    # ---- by a matrix ----

    def _by_matrix(
        self, law: Law, facts: tuple[Guard, ...], deadline: Deadline, quick: bool
    ) -> LawAttempt:
        # Of a wide function only the matrix that normal forms show: measuring takes many values.
        affine = self._matrix(facts, deadline, shown=quick and self.stock.size > WIDE)
        attempt = FAILED
        if affine is not None:
            attempt = self._with_matrix(law, facts, affine, deadline, quick)
        if attempt.proof is None and not quick:
            for fit in self._others(law, facts, affine, deadline):
                second = self._with_matrix(law, facts, fit, deadline, quick)
                attempt = second._replace(open_case=second.open_case or attempt.open_case)
                if attempt.proof is not None:
                    break
        return attempt

    def _others(
        self, law: Law, facts: tuple[Guard, ...], affine: Candidate | None, deadline: Deadline
    ) -> Iterator[Candidate]:
        """Other matrices that it may be, where the domain is thin or has no neighbours."""
        solved = solved_candidate(self.subject, facts, offset=law is Law.AFFINE)
        if solved is not None and solved != affine:
            yield solved
        fit = self._fit(law, deadline)
        if fit is not None:
            yield fit
        elif affine is None:
            yield self._nothing()

    def with_matrix(
        self, law: Law, facts: tuple[Guard, ...], affine: Candidate, deadline: Deadline
    ) -> LawAttempt:
        """The attempt with this matrix: for AFFINE, or for what follows from LINEAR."""
        kind = law if law is Law.AFFINE else Law.LINEAR
        return self._with_matrix(kind, facts, affine, deadline, quick=False)

    def _nothing(self) -> Candidate:
        """The matrix of zeros: for domains in which no neighbours of a point were found."""
        rows = self.subject.outputs
        matrix = tuple((ZERO,) * len(self.subject.inputs) for _ in rows)
        return Candidate(matrix, (ZERO_POLY,) * len(rows))

    def _with_matrix(
        self, law: Law, facts: tuple[Guard, ...], affine: Candidate, deadline: Deadline, quick: bool
    ) -> LawAttempt:
        inputs = self.subject.inputs
        rows = [
            sub(f, add(*(mul(e, var(x)) for e, x in zip(row, inputs, strict=True))))
            for f, row in zip(self.subject.outputs, affine.matrix, strict=True)
        ]
        offset = None
        if law is Law.AFFINE:
            offset = tuple(simplified(p) for p in affine.offset)
        # A matrix with 1/a in it says nothing where a = 0: the facts have to exclude that.
        entries = (*(e for row in affine.matrix for e in row), *(offset or ()))
        domain = (*self.subject.domain_at({}), *facts)
        if facts and not _is_defined(entries, domain):
            return FAILED
        if offset is not None:
            rows = [sub(f, c) for f, c in zip(rows, offset, strict=True)]
            if all(isinstance(c, Const) and c.value == 0 for c in offset):
                offset = None
        proofs, open_case = _vanishing(domain, rows, deadline, quick)
        if proofs is None:
            return LawAttempt(open_case=open_case)
        return LawAttempt(MatrixProof(affine.matrix, offset, proofs))

    def _matrix(
        self, facts: tuple[Guard, ...], deadline: Deadline, *, shown: bool
    ) -> Candidate | None:
        """The candidate matrix for these parameters; only what normal forms show of it where
        that is asked."""
        if shown:
            return read_off(self.subject, facts)
        if facts not in self._matrices:
            subject, left = reduced(self.subject, facts)
            self._matrices[facts] = candidate(subject, left, self.stock.all, deadline)
        return self._matrices[facts]

    def _fit(self, law: Law, deadline: Deadline) -> Candidate | None:
        """The matrix that fits exact points of a thin domain."""
        if self.subject.parameters or not is_thin(self.subject.assumptions):
            return None
        if law not in self._fitted:
            fit = fitted(self.subject, self.stock.samples(deadline), offset=law is Law.AFFINE)
            empty = Context(())
            self._fitted[law] = fit and Candidate(fit[0], tuple(map(empty.normal, fit[1])))
        return self._fitted[law]

    # ---- as the law stands ----

    def _directly(
        self, law: Law, facts: tuple[Guard, ...], deadline: Deadline, quick: bool
    ) -> LawAttempt:
        equation = law_equation(law, self.subject.inputs)
        rows = [defect(self.subject, law, equation, row) for row in law_rows(self.subject, law)]
        given = (*premises(self.subject, equation), *facts)
        proofs, open_case = _vanishing(given, rows, deadline, quick)
        if proofs is None:
            return LawAttempt(open_case=open_case, open_instance=open_case)
        return LawAttempt(DirectProof(proofs))


def _vanishing(
    facts: tuple[Guard, ...], rows: Sequence[Term], deadline: Deadline, quick: bool
) -> Rows:
    """A proof for each row that it vanishes under the facts."""
    context = Context(facts)
    proofs: list[Proof] = []
    for term in rows:
        deadline.check()
        try:
            plain = context.decide(eq(term)) is True
        except TooLarge:
            plain = False
        if plain:
            proofs.append(Contradiction())
            continue
        if quick:
            return None, None
        tried = Prover(deadline.part(SHARE)).attempt((*facts, ne(term)))
        if tried.proof is None:  # one output without a proof is enough: the others are not tried
            return None, tried.open_case
        proofs.append(tried.proof)
    return tuple(proofs), None


def _is_defined(entries: Sequence[Term], facts: Sequence[Guard]) -> bool:
    """Whether the facts give all entries of a matrix a value."""
    guard = definedness(entries)
    return guard is TRUE or Context(facts).decide(guard) is True
