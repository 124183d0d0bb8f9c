"""What is known of one law of an operator on functions, and where it fails."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from symlin.decision.certificate import Judged, Status
from symlin.decision.counterexample import MULTIPLES, USUAL
from symlin.decision.functions.certificate import FunctionCertified
from symlin.decision.method import method_of
from symlin.kernel.claim import Law
from symlin.kernel.functions.bases import Basis, coefficient
from symlin.kernel.functions.impulses import weighed
from symlin.kernel.functions.integral_numbers import SOME
from symlin.kernel.functions.subject import SHIFT, FunctionSubject, Value
from symlin.kernel.functions.theorem import Fails, FunctionTheorem
from symlin.kernel.functions.variants import delayed, pinned
from symlin.kernel.statements.instances import Instance
from symlin.kernel.term import Guard, Term, neg
from symlin.kernel.theorem import is_theorem
from symlin.kernel.walk import substitute
from symlin.language.printing import guard_to_sympy

if TYPE_CHECKING:
    from symlin.language.sympy.protocols import Expression

INVARIANCE = "time_invariance"
Signal = Mapping[str, tuple[Term, ...]]
"""For each unknown function, the coefficients of the functions of its basis."""


@dataclass(frozen=True)
class Breach:
    """Functions, a place and parameters at which a law fails, and both sides there."""

    fails: Fails = field(repr=False)
    instance: Instance = field(repr=False)

    def __post_init__(self) -> None:
        if not is_theorem(self.instance) or self.instance.subject != self.fails.theorem.subject:
            raise TypeError("a breach shows an instance that the kernel has checked")
        if any(name.startswith(SOME) for name in self.instance.subject.parameters):
            raise TypeError("a breach shows no values of integrals that nobody has computed")

    @property
    def law(self) -> Law:
        """The law of one operator that fails; that two differ is equivalence."""
        return self.instance.law

    @property
    def basis(self) -> Basis:
        """The functions that the signals are combinations of."""
        return self.fails.basis

    @cached_property
    def signals(self) -> tuple[Signal, ...]:
        """The functions x and y of additivity; of the other laws x alone."""
        places = self.instance.places
        shown = places if self.law is Law.EQUIVALENT else places[1:]
        return tuple(
            {
                name: tuple(place.point[coefficient(name, j)] for j in range(len(elements)))
                for name, elements in self.basis.items()
            }
            for place in shown
        )

    @cached_property
    def at(self) -> Mapping[str, Term]:
        """The value of the index, without a delay."""
        values = substitute(tuple(self.fails.at.values()), self.parameters)
        found = dict(zip(self.fails.at, values, strict=True))
        found.pop(SHIFT, None)
        return found

    @property
    def delay(self) -> Term | None:
        """By how much the function is delayed, of invariance."""
        found = self.fails.at.get(SHIFT)
        return None if found is None else substitute((found,), self.parameters)[0]

    @property
    def parameters(self) -> Mapping[str, Term]:
        """The parameter values."""
        return self.instance.parameters

    @property
    def scalar(self) -> Term | None:
        """The factor of homogeneity."""
        return neg(self.instance.weights[1]) if self.law in MULTIPLES else None

    @property
    def sides(self) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
        """Both sides of the law, output by output."""
        return self.instance.left, self.instance.right

    @property
    def factors(self) -> tuple[Term, ...]:
        """The law says that T(sum of factors times functions) is the sum of factors times T."""
        return tuple(map(neg, self.instance.weights[1:]))

    @property
    def coefficients(self) -> tuple[Term, ...]:
        """Of a sum of any functions; empty for the sums and multiples of the usual laws."""
        weights = self.instance.weights
        if self.law in MULTIPLES or weights == USUAL.get(self.law):
            return ()
        return tuple(map(neg, weights[1:]))


@dataclass(frozen=True, repr=False)
class FunctionClaim(Judged):
    """A law of an operator on functions: a theorem, or nothing."""

    law: Law
    """Equivalence is that of T(x delayed) and T(x) delayed."""
    variable: str | None = None
    """In which the operator is invariant; None for a law of values."""
    theorem: FunctionTheorem | None = field(default=None, repr=False)
    breach: Breach | None = field(default=None, repr=False)
    reason: str | None = None
    values: Mapping[str, Value] = field(default_factory=dict)
    """Of a condition on given functions: the values that its names stand for. It has to hold at all
    values of the index."""
    weighed: bool = False
    """Whether the theorem is about densities and the weights of impulses."""

    def __post_init__(self) -> None:
        theorem = self.theorem
        if theorem is None:
            if self.breach is not None:
                raise TypeError("a claim is made from theorems of the kernel, or is unknown")
            return
        if not is_theorem(theorem) or theorem.law is not self.law:
            raise TypeError("a claim is made from a theorem about its law")
        if self.breach is not None and not any(f is self.breach.fails for f in theorem.fails):
            raise ValueError("the breach is none of the theorem's")

    def is_about(self, subject: FunctionSubject) -> bool:
        """Whether the theorem, if there is one, is about this operator."""
        if self.theorem is None:
            return True
        expected = weighed(subject) if self.weighed else subject
        if self.variable is not None:
            expected = delayed(expected, self.variable)
        if self.values:
            expected, meaning = pinned(expected)
            if meaning != self.values:
                return False
        return self.theorem.subject == expected

    @property
    def status(self) -> Status:
        """Proved, refuted, conditional or unknown."""
        return Status.UNKNOWN if self.theorem is None else Status(self.theorem.status)

    @property
    def guard(self) -> Guard | None:
        """The exact condition on the parameters, when the status is conditional."""
        return None if self.theorem is None else self.theorem.condition

    @property
    def holds_at(self) -> Mapping[str, Term] | None:
        """Parameters at which a law holds that holds under a condition."""
        sides = None if self.theorem is None or self.values else self.theorem.sides
        return None if sides is None else sides[0]

    @property
    def method(self) -> str:
        """How it was shown, in a few words."""
        if self.theorem is None:
            return ""
        if self.theorem.holds:
            return method_of(self.theorem.holds[0].theorem.certificate)
        return "exact signals"

    @cached_property
    def certificate(self) -> FunctionCertified | None:
        """For `symlin.verify`; its `to_json()` is a document that stands for itself."""
        return None if self.theorem is None else FunctionCertified(self.theorem)

    @property
    def condition(self) -> Expression | None:
        """The condition as a SymPy expression such as Eq(a, 1), or None."""
        if self.guard is None:
            return None
        found: Expression = guard_to_sympy(self.guard)
        return found

    @property
    def counterexample(self) -> Breach | None:
        """Functions that break the law, and both sides there."""
        return self.breach

    @property
    def certified(self) -> bool:
        """Whether the kernel has accepted it: always, where a status is definite."""
        return self.theorem is not None
