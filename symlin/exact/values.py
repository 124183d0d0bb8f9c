"""Exact values of outputs at exact points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from symlin.exact.balls import UNSURE, Value, ball_values, is_transcendental
from symlin.exact.coordinates import Coordinates, as_terms
from symlin.exact.forms import simplified
from symlin.kernel.claim import Subject
from symlin.kernel.definedness import definedness
from symlin.kernel.facts import Context
from symlin.kernel.numbers import Number, TooLarge
from symlin.kernel.polynomial import Poly, constant_poly
from symlin.kernel.term import Const, Guard, Term, conjunction
from symlin.kernel.theories.rational import NotRational, NoValue, rational_outputs
from symlin.kernel.walk import substitute, variables

BITS = 128
"""Bits of a ball that is to say whether a point lies in the domain."""


class Probe:
    """Values of a subject at points, remembered. `facts` speak of the parameters.

    A value is the tuple of the outputs' normal forms in the parameters, or None where the point
    is not known to lie in the domain.

    sqrt(a x) at x = 4 is 2 sqrt(a), and has no known value at -4, for a may be positive:

    >>> from symlin.kernel.term import gt, mul, scale, sqrt, var
    >>> root = sqrt(mul(var("a"), var("x")))
    >>> probe = Probe(Subject(("x",), ("a",), (root,), (gt(var("a")),)))
    >>> [simplified(p) for p in probe.at(((0, 4),))] == [scale(2, sqrt(var("a")))]
    True
    >>> probe.at(((0, -4),)) is None
    True
    """

    def __init__(self, subject: Subject, facts: Sequence[Guard] = ()) -> None:
        self.subject = subject
        self.context = Context((*subject.parameter_facts(), *facts))
        self._memo: dict[Coordinates, tuple[Poly, ...] | None] = {}
        self._balls: dict[tuple[Coordinates, int], list[Value] | None] = {}
        self._defined = conjunction(*subject.domain)

    def at(self, point: Coordinates) -> tuple[Poly, ...] | None:
        """The outputs at a rational point."""
        if point not in self._memo:
            self._memo[point] = self._at(point)
        return self._memo[point]

    def _at(self, point: Coordinates) -> tuple[Poly, ...] | None:
        names = self.subject.inputs
        # Rational arithmetic first: most functions that people ask about have rational values.
        if not self.subject.parameters:
            values: list[Number] = [0] * len(names)
            for i, v in point:
                values[i] = v
            try:
                return tuple(map(constant_poly, rational_outputs(self.subject, tuple(values))))
            except NoValue:
                return None
            except NotRational:
                pass
        return self.at_terms(as_terms(point, len(names)))

    @cached_property
    def is_transcendental(self) -> bool:
        """Whether balls are worth asking: values at rational points are not all rational."""
        return not self.subject.parameters and is_transcendental(
            (*self.subject.outputs, *self.subject.domain)
        )

    def knows(self, point: Coordinates) -> bool:
        """Whether the outputs at the point were computed before."""
        return point in self._memo

    def contains(self, point: Coordinates) -> bool:
        """Whether a rational point may lie in the domain."""
        if not self.subject.domain:
            return True
        if self.is_transcendental:
            return self.ball(point, BITS) is not None
        return self.at(point) is not None

    def ball(self, point: Coordinates, bits: int) -> list[Value] | None:
        """Balls around the outputs; None where the point lies outside the domain. A value that is
        no ball is `UNSURE`."""
        if (point, bits) not in self._balls:
            self._balls[point, bits] = self._ball(point, bits)
        return self._balls[point, bits]

    def _ball(self, point: Coordinates, bits: int) -> list[Value] | None:
        values: dict[str, Number] = dict.fromkeys(self.subject.inputs, 0)
        for i, v in point:
            values[self.subject.inputs[i]] = v
        inside, *outputs = ball_values((self._defined, *self.subject.outputs), values, bits)
        if inside is UNSURE:
            return [UNSURE] * len(outputs)
        return None if inside is not True or None in outputs else outputs

    def at_terms(self, coordinates: Sequence[Term]) -> tuple[Poly, ...] | None:
        """The outputs at a point given by terms in the parameters."""
        try:
            return self._symbolic(dict(zip(self.subject.inputs, coordinates, strict=True)))
        except TooLarge:
            return None

    def _symbolic(self, point: Mapping[str, Term]) -> tuple[Poly, ...] | None:
        (inside,) = substitute((self._defined,), point)
        if self.context.decide(inside) is not True:
            return None
        return tuple(self.context.normal(f) for f in substitute(self.subject.outputs, point))


def simplify_closed(term: Term) -> Term:
    """The closed term's normal form."""
    if isinstance(term, Const):
        return term
    return simplified(Context(()).normal(term))


def holds(guard: Guard) -> bool | None:
    """Whether a closed guard is true; None where that cannot be seen.

    Raises `ValueError` where the guard has free variables.
    """
    if variables(guard):
        raise ValueError("the guard has free variables")
    return Context(()).decide(conjunction(definedness((guard,)), guard))
