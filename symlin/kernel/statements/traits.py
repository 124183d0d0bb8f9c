"""What a function is that is not linear: even, periodic, convex, monotone, bounded.

Each is an inequality or equation between values of the function, written out here from the subject
alone, and entailed by the facts that its points lie in the domain.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from flint import fmpq

from symlin.kernel import term as k
from symlin.kernel.certificate import Proof, Rejected
from symlin.kernel.claim import Subject
from symlin.kernel.definedness import definedness
from symlin.kernel.facts import Context
from symlin.kernel.statements.conclusions import PLAIN, entail
from symlin.kernel.theorem import SEAL, Theorem, settled
from symlin.kernel.walk import substitute, variables

HALF = fmpq(1, 2)
"""The weight of either end at the middle."""


class Trait(StrEnum):
    """What is said of all x and y of the domain."""

    EVEN = "even"
    """f(-x) = f(x)."""
    PERIODIC = "periodic"
    """f(x + value) = f(x); of one input."""
    CONVEX = "convex"
    """f((x + y)/2) <= (f(x) + f(y))/2, which for a measurable f is convexity."""
    CONCAVE = "concave"
    """f((x + y)/2) >= (f(x) + f(y))/2."""
    RISING = "never decreasing"
    """f(x) >= f(y) for x >= y; of one input."""
    FALLING = "never increasing"
    """f(x) <= f(y) for x >= y; of one input."""
    ABOVE = "bounded below"
    """f(x) >= value."""
    BELOW = "bounded above"
    """f(x) <= value."""


WITH_VALUE = (Trait.PERIODIC, Trait.ABOVE, Trait.BELOW)
OF_ONE_INPUT = (Trait.PERIODIC, Trait.RISING, Trait.FALLING)
OF_ALL_POINTS = (Trait.EVEN, Trait.PERIODIC, Trait.CONVEX, Trait.CONCAVE)
"""Where a point of the statement might lie outside the domain, it would say too little."""


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class TraitTheorem(Theorem):
    """The subject's one output has the trait, for all values of the parameters of which the domain
    speaks at all.

    For example: 1/(1 + exp(-x)) is bounded above by 1.
    """

    subject: Subject
    trait: Trait
    value: k.Term | None
    """The period, or the bound; closed."""


def statement(
    subject: Subject, trait: Trait, value: k.Term | None = None
) -> tuple[tuple[k.Guard, ...], k.Guard]:
    """The facts, and what they entail where the subject has the trait; raises `Rejected` where the
    trait is none of such a subject."""
    _possible(subject, trait, value)
    x = {name: k.var(name) for name in subject.inputs}
    y = {name: k.var(f"{name}'") for name in subject.inputs}  # fresh: names have no apostrophe
    fx, fy = _at(subject, x), _at(subject, y)
    first, both = subject.domain_at(x), (*subject.domain_at(x), *subject.domain_at(y))
    step = k.ZERO if value is None else value
    match trait:
        case Trait.EVEN:
            # -x lies in the domain, and so does x + period: it was seen to be everything
            return first, k.eq(k.sub(_at(subject, {n: k.neg(v) for n, v in x.items()}), fx))
        case Trait.PERIODIC:
            return first, k.eq(k.sub(_at(subject, {n: k.add(v, step) for n, v in x.items()}), fx))
        case Trait.ABOVE:
            return first, k.ge(k.sub(fx, step))
        case Trait.BELOW:
            return first, k.ge(k.sub(step, fx))
        case Trait.RISING | Trait.FALLING:
            (name,) = subject.inputs
            # x >= y is asked, and not x > y: at equal points both sides are one number
            rise = k.sub(fx, fy) if trait is Trait.RISING else k.sub(fy, fx)
            return (*both, k.ge(k.sub(x[name], y[name]))), k.ge(rise)
        case _:  # convex or concave: by what the middle hangs below the chord
            middle = _at(subject, {n: k.scale(HALF, k.add(x[n], y[n])) for n in x})
            hang = k.sub(k.scale(HALF, k.add(fx, fy)), middle)
            return both, k.ge(hang if trait is Trait.CONVEX else k.neg(hang))


def establish(
    subject: Subject, trait: Trait, value: k.Term | None = None, proof: Proof = PLAIN
) -> TraitTheorem:
    """The subject has the trait, as the proof shows; raises `Rejected`."""
    if type(trait) is not Trait:
        raise Rejected("no trait of that name")
    subject, value = settled((subject, value))
    # both are written out here: what a proposal says of its own statement is not taken over
    facts, conclusion = statement(subject, trait, value)
    entail(facts, conclusion, proof)
    return TraitTheorem(seal=SEAL, subject=subject, trait=trait, value=value)


def _possible(subject: Subject, trait: Trait, value: k.Term | None) -> None:
    """Raises `Rejected` where it would say something else than its name."""
    if len(subject.outputs) != 1 or not subject.inputs:
        raise Rejected("a trait is of one output of some inputs")
    if trait in OF_ONE_INPUT and len(subject.inputs) != 1:
        raise Rejected("that trait is of one input")
    # nobody could tell from the theorem that a value beside "even" was never looked at
    if (value is None) == (trait in WITH_VALUE):
        raise Rejected("a period or bound is named where the trait has one, and only there")
    if value is not None and (variables(value) or not _holds(definedness((value,)))):
        raise Rejected("a period or bound is a number")
    # 0 is a period of every function, and a negative one is the same as its opposite
    if trait is Trait.PERIODIC and value is not None and not _holds(k.gt(value)):
        raise Rejected("a period is positive")
    # a middle that is left out would say nothing: -x**2 passes for convex on two distant points
    if trait in OF_ALL_POINTS and not _holds(k.conjunction(*subject.domain)):
        raise Rejected("the domain leaves points out")
    # one letter for two points would ask the statement of fewer pairs than it speaks of
    if any(name.endswith("'") for name in (*subject.variables, *subject.inputs)):
        raise Rejected("a name is taken that stands for a second point")


def _holds(guard: k.Guard) -> bool:
    """Whether that is seen without any facts."""
    return Context(()).decide(guard) is True


def _at(subject: Subject, point: Mapping[str, k.Term]) -> k.Term:
    return substitute(subject.outputs, point)[0]
