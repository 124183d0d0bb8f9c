"""Is a claim true, as far as numbers can tell? Judged without the kernel's own arithmetic.

Terms are evaluated by `kernel_reference`: fractions, and mpmath with 60 digits. A proof is tried at
points of the domain, a refutation is followed at parameter values down to its counterexample.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from fractions import Fraction
from random import Random

import mpmath

from symlin.decision.verdict import Certified, Status
from symlin.kernel.certificate import Conditional, Impossible, MatrixProof, ParameterSplit, Witness
from symlin.kernel.claim import Law, Subject
from symlin.kernel.term import Guard, Term

from . import kernel_reference
from .kernel_reference import Reading, Real, Uncertain, Undefined, close, plus, sign, times

NUMBERS = tuple(Fraction(n, d) for d in (1, 1, 2, 3) for n in range(-4, 5))
POINTS, SETTINGS = 12, 8
Values = Mapping[str, Real]
Vector = tuple[Real, ...]


class Judge:
    """One claim, examined at random parameter values and points."""

    def __init__(self, claim: Certified, seed: int = 0) -> None:
        self.claim = claim
        self.subject: Subject = claim.subject
        self.random = Random(seed)

    def objection(self) -> str | None:
        """Why the claim is false; None where nothing was found against it."""
        steps = self.claim.steps
        settings = [self.some(self.subject.parameters) for _ in range(SETTINGS)]
        if isinstance(steps, Conditional):
            for point, side in ((steps.holds_at, True), (steps.fails_at, False)):
                if set(point) == set(self.subject.parameters):
                    settings.append({n: of(t, {}) for n, t in point.items()})
                    if truth(steps.condition, settings[-1]) is not side:
                        return "the condition is not as said at the parameters given"
        return next(filter(None, map(self.at, settings)), None)

    def at(self, parameters: Values) -> str | None:
        points = [self.some(self.subject.inputs) for _ in range(POINTS)]
        if not any(self.inside(parameters, x) for x in points):
            return None  # the parameters leave no domain, as far as we see
        steps, holds = self.claim.steps, self.claim.status is Status.PROVED
        if isinstance(steps, Conditional):
            where = truth(steps.condition, parameters)
            if where is None:
                return "the condition has no value"
            holds = where
            steps = steps.proof if holds else steps.refutation
        if not holds:
            try:
                with precisely(1_000):
                    return self.refuted(steps, parameters)
            except Uncertain:
                with precisely(20_000):
                    return self.refuted(steps, parameters)
        for x in points:
            with suppress(Uncertain):  # a point too near a border to tell
                if isinstance(steps, MatrixProof):
                    found = self.matrix(steps, parameters, x)
                else:
                    found = self.law(parameters, x, self.random.choice(points))
                if found is not None:
                    return found
        return None

    def inside(self, parameters: Values, x: Values) -> bool:
        try:
            return self.values(parameters, x) is not None
        except Uncertain:
            return True

    def some(self, names: Sequence[str]) -> dict[str, Real]:
        return {name: self.random.choice(NUMBERS) for name in names}

    def values(self, parameters: Values, x: Values) -> Vector | None:
        """f(x), or None outside the domain."""
        point = {**parameters, **x}
        if not all(truth(guard, point) for guard in self.subject.assumptions):
            return None
        try:
            return tuple(of(term, point) for term in self.subject.outputs)
        except Undefined:
            return None

    def matrix(self, proof: MatrixProof, parameters: Values, x: Values) -> str | None:
        if self.claim.law is Law.EQUIVALENT or (proof.offset and self.claim.law is not Law.AFFINE):
            return "a matrix does not show this law"
        offset = proof.offset or (None,) * len(proof.matrix)
        values = self.values(parameters, x)
        for value, row, constant in zip(values or (), proof.matrix, offset, strict=bool(values)):
            parts = [] if constant is None else [of(constant, parameters)]
            for entry, coordinate in zip(row, x.values(), strict=True):
                parts.append(times(of(entry, parameters), coordinate))
            if not close(value, total(parts)):
                return f"f is not the matrix at {x}, {parameters}"
        return None

    def law(self, parameters: Values, x: Values, y: Values) -> str | None:
        for instance, weights in self.instances(x, y):
            sums = self.sums(parameters, instance, weights)
            if sums is not None and not all(close(s, Fraction(0)) for s in sums):
                return f"the law breaks at {instance}, {parameters}"
        return None

    def instances(self, x: Values, y: Values) -> Iterator[tuple[list[Values], list[Real]]]:
        one, a = Fraction(1), self.random.choice(NUMBERS)
        match self.claim.law:
            case Law.ADDITIVITY:
                yield [{n: x[n] + y[n] for n in x}, x, y], [one, -one, -one]
            case Law.HOMOGENEITY:
                yield [{n: a * x[n] for n in x}, x], [one, -a]
            case Law.POSITIVE_HOMOGENEITY:
                yield [{n: abs(a) * x[n] for n in x}, x], [one, -abs(a)]
            case Law.ODD:
                yield [{n: -x[n] for n in x}, x], [one, one]
            case Law.EQUIVALENT:
                yield [x], [one]
            case law:
                raise AssertionError(f"{law} is shown by a matrix")

    def sums(
        self, parameters: Values, points: Sequence[Values], weights: Sequence[Real]
    ) -> Vector | None:
        """sum of weights[k] f(points[k]), or None where a point is outside the domain."""
        rows = [self.values(parameters, x) for x in points]
        if None in rows:
            return None
        if self.claim.law is Law.EQUIVALENT:
            half = len(rows[0]) // 2
            rows = [tuple(plus(f, -g) for f, g in zip(rows[0][:half], rows[0][half:], strict=True))]
        totals = [Fraction(0)] * len(rows[0])
        for weight, row in zip(weights, rows, strict=True):
            totals = [plus(t, times(weight, v)) for t, v in zip(totals, row, strict=True)]
        return tuple(totals)

    def refuted(self, steps: object, parameters: Values) -> str | None:
        while isinstance(steps, ParameterSplit):
            steps = steps.yes if truth(steps.guard, parameters) else steps.no
        if isinstance(steps, Impossible):
            return "parameters said to be impossible leave a domain"
        if not isinstance(steps, Witness):
            return "nothing refutes the law"
        points = [{n: of(t, parameters) for n, t in point.items()} for point in steps.points]
        weights = [of(w, parameters) for w in steps.weights]
        if not self.fits(points, weights):
            return "the witness is no instance of the law"
        sums = self.sums(parameters, points, weights)
        if sums is None:
            return f"the witness is outside the domain at {parameters}"
        return None if sign(sums[steps.output]) else f"the witness breaks nothing at {parameters}"

    def fits(self, points: Sequence[Values], weights: Sequence[Real]) -> bool:
        law, count = self.shape_of_law(), len(points)
        balanced = all(
            close(
                total([times(w, p[n]) for w, p in zip(weights, points, strict=True)]), Fraction(0)
            )
            for n in self.subject.inputs
        )
        shape = {
            Law.ADDITIVITY: weights == [1, -1, -1],
            Law.HOMOGENEITY: count == 2 and weights[0] == 1,
            Law.POSITIVE_HOMOGENEITY: count == 2 and weights[0] == 1 and sign(weights[-1]) <= 0,
            Law.ODD: weights == [1, 1],
            Law.LINEAR: True,
            Law.AFFINE: close(total(weights), Fraction(0)),
            Law.EQUIVALENT: weights == [1],
        }
        return shape[law] and (balanced or law is Law.EQUIVALENT)

    def shape_of_law(self) -> Law:
        """On all of R^n, an additive function is linear (they are measurable), and so is one that
        is homogeneous in one input: what breaks linearity breaks these."""
        law = self.claim.law
        implies = law is Law.ADDITIVITY or (
            law is Law.HOMOGENEITY and len(self.subject.inputs) == 1
        )
        return Law.LINEAR if implies and not self.subject.domain else law


@contextmanager
def precisely(digits: int) -> Iterator[None]:
    """A witness may break a law by as little as exp(-1000)."""
    kept = kernel_reference.TINY, kernel_reference.HUGE, mpmath.mp.dps, kernel_reference.exponential
    mpmath.mp.dps = digits + 500
    kernel_reference.TINY = mpmath.mpf(10) ** -digits
    kernel_reference.HUGE = 10**digits
    kernel_reference.FUNCTIONS["exp"] = kernel_reference.even(mpmath.exp)
    try:
        yield
    finally:
        kernel_reference.TINY, kernel_reference.HUGE, mpmath.mp.dps, exponential = kept
        kernel_reference.FUNCTIONS["exp"] = exponential


def total(values: Sequence[Real]) -> Real:
    result: Real = Fraction(0)
    for value in values:
        result = plus(result, value)
    return result


def of(term: Term, point: Values) -> Real:
    """The value of the partial function; raises Undefined."""
    return Reading(point, partial=True).value(term)


def truth(guard: Guard, point: Values) -> bool | None:
    try:
        return Reading(point, partial=True).holds(guard)
    except Undefined:
        return None
