"""On what set two operators were compared: what is known of both domains."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from symlin.kernel.claim import Subject
from symlin.kernel.definedness import definedness
from symlin.kernel.statements.conclusions import Domain, Entailment, Restatement
from symlin.kernel.term import TRUE, Guard, Term, conjunction, negation
from symlin.kernel.theorem import is_theorem
from symlin.kernel.walk import substitute, variables
from symlin.language.printing import guard_to_sympy

if TYPE_CHECKING:
    from symlin.language.sympy.protocols import Expression


@dataclass(frozen=True)
class Domains:
    """Where both functions have values, and where each has, as the kernel has checked it."""

    both: Domain
    first: Domain
    second: Domain
    same: Restatement | None = None
    """That the first has values where the second has, and nowhere else."""

    def __post_init__(self) -> None:
        parts = (self.both, self.first, self.second)
        f, g = self.first.subject, self.second.subject
        together = self.both.subject.outputs == (*f.outputs, *g.outputs)
        facts = {part.subject.assumptions for part in parts}
        names = {(part.subject.inputs, part.subject.parameters) for part in parts}
        alike = len(facts) == len(names) == 1 and len(f.outputs) == len(g.outputs)
        if not all(map(is_theorem, parts)) or not together or not alike:
            raise ValueError("these are not the domains of two functions")
        if self.same is not None and (
            not is_theorem(self.same)
            or {self.same.facts} != facts
            or (self.same.guard, self.same.plain) != tuple(map(where_defined, (f, g)))
        ):
            raise ValueError("the domains are not those that are said to be the same")


def where_defined(subject: Subject) -> Guard:
    """Where its outputs have values, in the words of the kernel."""
    return definedness(subject.outputs)


@dataclass(frozen=True)
class Alone:
    """A point at which one function has a value, and the other has none."""

    point: Mapping[str, Term]
    shown: Entailment

    def of(self, here: Subject, there: Subject) -> bool:
        """Whether it is `here` that has a value, and `there` that has none."""
        if set(self.point) != {*here.inputs, *here.parameters} or variables(*self.point.values()):
            return False  # not one point, but some or many
        said = at_point(one_alone(here, there), self.point)
        return is_theorem(self.shown) and not self.shown.facts and self.shown.conclusion is said


def one_alone(here: Subject, there: Subject) -> Guard:
    """The first of two functions has values where the facts hold, and the second has none."""
    fails = negation(where_defined(there))
    return conjunction(*here.assumptions, where_defined(here), fails)


def at_point(guard: Guard, point: Mapping[str, Term]) -> Guard:
    """The guard at this point, whose coordinates have values."""
    # 1/0 is no coordinate, but in the total reading it is 0
    return conjunction(definedness(tuple(point.values())), *substitute((guard,), dict(point)))


@dataclass(frozen=True)
class Compared:
    """On what set two operators were compared: where both have a value."""

    domains: Domains = field(repr=False)
    first_example: Alone | None = field(default=None, repr=False)
    second_example: Alone | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        f, g = self.domains.first.subject, self.domains.second.subject
        for found, here, there in ((self.first_example, f, g), (self.second_example, g, f)):
            if found is not None and not found.of(here, there):
                raise ValueError("the point is not shown to lie in one domain alone")

    @property
    def guard(self) -> Guard | None:
        """The condition for that, or None where they have one wherever the assumptions hold."""
        return _unless_everywhere(self.domains.both)

    @property
    def first(self) -> Guard | None:
        """The same for the first alone."""
        return _unless_everywhere(self.domains.first)

    @property
    def second(self) -> Guard | None:
        """The same for the second alone."""
        return _unless_everywhere(self.domains.second)

    @property
    def first_alone(self) -> Mapping[str, Term] | None:
        """A small point at which the first has a value and the second has none, if one was
        found."""
        return None if self.first_example is None else self.first_example.point

    @property
    def second_alone(self) -> Mapping[str, Term] | None:
        """The other way round."""
        return None if self.second_example is None else self.second_example.point

    @property
    def same_domain(self) -> bool:
        """Whether both are known to have values at the same points."""
        domains = self.domains
        return domains.first.plain is domains.second.plain or domains.same is not None

    @property
    def where(self) -> Expression | None:
        """The condition as a SymPy expression such as x > 0, or None."""
        if self.guard is None:
            return None
        found: Expression = guard_to_sympy(self.guard)
        return found


def _unless_everywhere(domain: Domain) -> Guard | None:
    return None if domain.plain is TRUE else domain.plain
