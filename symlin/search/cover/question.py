"""A law of a subject of one input, put for charts and for z3."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from symlin.kernel.certificate import Witness
from symlin.kernel.claim import Equation, Law, Subject, breach, conjuncts, defect, law_rows
from symlin.kernel.term import (
    ONE,
    ZERO,
    Guard,
    Term,
    add,
    conjunction,
    const,
    disjunction,
    ge,
    mul,
    ne,
    neg,
    sub,
    var,
)
from symlin.kernel.walk import substitute, variables


@dataclass(frozen=True)
class Case:
    """One law of one subject with one input."""

    subject: Subject
    law: Law

    @property
    def name(self) -> str:
        """The input."""
        return self.subject.inputs[0]

    @cached_property
    def outputs(self) -> tuple[Term, ...]:
        """The functions of which charts are made: those that have to vanish, or f itself."""
        subject, rows = self.subject, law_rows(self.subject, self.law)
        at = {self.name: var(self.name)}
        if self.law is Law.EQUIVALENT:
            equation = Equation((at,), (ONE,))
            return tuple(defect(subject, self.law, equation, row) for row in rows)
        if self.law is Law.ODD:
            opposite = {self.name: neg(var(self.name))}
            equation = Equation((opposite, at), (ONE, ONE))
            return tuple(defect(subject, self.law, equation, row) for row in rows)
        return subject.outputs

    @cached_property
    def domain(self) -> tuple[Guard, ...]:
        """Where the charts' functions are asked for a value."""
        guards = self._inside(var(self.name))
        if self.law is Law.ODD:
            guards = (*guards, *self._inside(neg(var(self.name))))
        return guards

    @cached_property
    def everywhere(self) -> bool:
        """Whether the domain is all of the line, for the parameters that it allows."""
        own = set(self.subject.parameters)
        return all(own.issuperset(variables(g)) for g in conjuncts(self.subject.domain))

    @property
    def rows(self) -> Sequence[int]:
        """The outputs, one question each."""
        return law_rows(self.subject, self.law)

    def broken_by(self, witness: Witness) -> Guard:
        """That the witness breaks the law, as a guard over the parameters."""
        equation = Equation(witness.points, witness.weights)
        return breach(self.subject, self.law, equation, witness.output)

    @cached_property
    def fails(self) -> Guard:
        """That the law fails, as a guard over the parameters and some points."""
        return disjunction(*(self._row_fails(row) for row in self.rows))

    def misses(self, slope: Term, offset: Term) -> Guard:
        """That a point of the only output does not lie on the line, or that the line is none that
        the law allows."""
        x = var(self.name)
        line = add(mul(slope, x), offset) if self.law is Law.AFFINE else mul(slope, x)
        return conjunction(*self._inside(x), ne(sub(self._value(0, x), line)))

    # ---- in detail ----

    def _inside(self, x: Term) -> tuple[Guard, ...]:
        return self.subject.domain_at({self.name: x})

    def _value(self, row: int, x: Term) -> Term:
        return substitute((self.subject.outputs[row],), {self.name: x})[0]

    def _row_fails(self, row: int) -> Guard:
        x, y, z = var(self.name), var(f"{self.name}'"), var(f"{self.name}''")

        def f(t: Term) -> Term:
            return self._value(row, t)

        if self.law in (Law.ODD, Law.EQUIVALENT):
            return conjunction(*self.domain, ne(self.outputs[row]))
        # Of one input, f(y)/y is the same everywhere, or f is not linear: two points tell.
        offset = conjunction(*self._inside(ZERO), ne(f(ZERO)))
        slope = sub(f(const(1)), f(ZERO)) if self.law is Law.AFFINE else f(const(1))
        # On the whole line the values at 0 and 1 say which line it has to be.
        if self.everywhere and self.law is Law.AFFINE:
            return conjunction(*self._inside(x), ne(sub(f(x), add(mul(slope, x), f(ZERO)))))
        if self.everywhere and self.law in (Law.LINEAR, Law.HOMOGENEITY):
            return conjunction(*self._inside(x), ne(sub(f(x), mul(slope, x))))
        # On a part of it any three points have to lie on one line.
        if self.law is Law.AFFINE:
            total = add(mul(sub(y, z), f(x)), mul(sub(z, x), f(y)), mul(sub(x, y), f(z)))
            return conjunction(*(g for t in (x, y, z) for g in self._inside(t)), ne(total))
        side = (ge(mul(x, y)),) if self.law is Law.POSITIVE_HOMOGENEITY else ()
        two = (*self._inside(x), *self._inside(y), *side, ne(sub(mul(y, f(x)), mul(x, f(y)))))
        return disjunction(offset, conjunction(*two))
