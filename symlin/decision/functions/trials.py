"""An operator on functions tried on polynomials and finite sequences, at one value of its index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, islice, product

from symlin.decision.claims import Claims
from symlin.decision.verdict import Claim, Status
from symlin.exact.deadline import Deadline
from symlin.kernel import term as k
from symlin.kernel.certificate import Rejected
from symlin.kernel.claim import Law
from symlin.kernel.functions.bases import Basis, Bump, Impulse, Monomial
from symlin.kernel.functions.integral_numbers import SOME
from symlin.kernel.functions.signals import restricted
from symlin.kernel.functions.subject import SHIFT, Derivative, FunctionSubject, Value
from symlin.kernel.numbers import TooLarge
from symlin.search.outcome import NOTHING

TIMES = (1, 2, 0, -1, 3)
"""Values of an index that are tried: small ones show a reader most."""
SHIFTS = (1, -1, 2)
HALF = k.div(k.ONE, k.const(2))
"""A delay of operators that look at whole times alone."""
NONE = -1
"""The degree of the zero function, of which every integral can be computed."""
DYING = -2
"""In the place of a degree: functions that are 0 far away, for integrals and sums without end."""
FAR = -3
"""Likewise, functions that reach further: x(t)*x(t - 2) is 0 where x is 0 outside of [-1, 1]."""
DEGREES = (1, 0, 3, DYING, FAR, NONE)
"""Of the polynomials that are tried, one after the other; of more than constants, some integrals
cannot be computed."""
IMPULSES = (0, 1, -1, 2, -2, 3, -3)
"""Where sequences are tried that are 0 elsewhere: as many from the first on as they reach to."""
MOST_TRIALS = 32
"""What breaks a law does so at small places, or is found from the letters."""
MOST_PLACES = 8
"""Of one degree: at none of the places does a polynomial show what one of a higher degree does."""


class Trial:
    """The operator on combinations of some functions, at one value of the index."""

    def __init__(
        self, subject: FunctionSubject, basis: Basis, at: Mapping[str, k.Term], total: Deadline
    ) -> None:
        self.subject = subject
        self.basis = basis
        self.at = at
        self.plain = restricted(subject, basis, at)
        self.total = total
        self.claims = Claims(self.plain, total)
        self._found: dict[Law, Claim] = {}

    @property
    def is_computed(self) -> bool:
        """Whether all integrals are worked out: what fails can be shown with its values."""
        return not any(name.startswith(SOME) for name in self.plain.parameters)

    def claim(self, law: Law, deadline: Deadline) -> Claim:
        """What is found of the law there; what is definite is remembered."""
        if law not in self._found or self._found[law].status is Status.UNKNOWN:
            self._found[law] = self.claims.searched(law, deadline, NOTHING)[0]
        return self._found[law]


def trials(subject: FunctionSubject, total: Deadline) -> Iterator[Trial]:
    """Places and functions to try, the simplest first."""
    places = tuple(islice(_places(subject), MOST_PLACES))
    every = (made(subject, at, total, n) for n in DEGREES for at in places)
    last = (made(subject, at, total, DEGREES[0]) for at in _between(subject))
    found = islice((t for t in every if t is not None), MOST_TRIALS)
    later: list[Trial] = []
    for trial in chain(found, (t for t in last if t is not None)):
        if trial.is_computed:
            yield trial
        else:  # first those that can be shown
            later.append(trial)
    yield from later


def made(
    subject: FunctionSubject, at: Mapping[str, k.Term], total: Deadline, degree: int
) -> Trial | None:
    """The trial on polynomials at one place; None where nothing can be computed there."""
    reach = {DYING: 1, FAR: 4}.get(degree)
    basis = polynomials(subject, degree) if reach is None else dying(subject, reach)
    try:
        return Trial(subject, basis, at, total)
    except (Rejected, TooLarge):
        return None


def dying(subject: FunctionSubject, reach: int) -> Basis:
    """Bumps around 0, as smooth as derivatives ask for; of sequences the first impulses."""
    orders = [sum(f.orders) for _, f in subject.letters if isinstance(f, Value)]
    derived = sum(isinstance(f, Derivative) for _, f in subject.letters)
    order = max(orders, default=0) + derived + 1
    impulses = tuple(map(Impulse, IMPULSES[: 2 * min(reach, 3) + 1]))
    bumps = Bump(-reach, reach, order), Bump(-reach, reach, order, 1)
    return {name: impulses if name in subject.sequences else bumps for name in subject.unknowns}


def polynomials(subject: FunctionSubject, degree: int) -> Basis:
    """Monomials up to a degree in each variable."""
    arities = {f.function: len(f.arguments) for _, f in subject.letters if isinstance(f, Value)}
    return {name: _monomials(arities.get(name, 1), degree) for name in subject.unknowns}


def _monomials(arity: int, degree: int) -> tuple[Monomial, ...]:
    found = [e for e in product(range(degree + 1), repeat=arity) if sum(e) <= degree]
    return tuple(map(Monomial, sorted(found, key=lambda e: (sum(e), [-n for n in e]))))


def _between(subject: FunctionSubject) -> Iterator[dict[str, k.Term]]:
    """Delayed by a part of a whole step, where that can be."""
    if any(i.name == SHIFT and not i.whole for i in subject.index):
        yield {i.name: HALF if i.name == SHIFT else k.ZERO for i in subject.index}


def _places(subject: FunctionSubject) -> Iterator[dict[str, k.Term]]:
    names = [i.name for i in subject.index]
    choices = [SHIFTS if name == SHIFT else TIMES for name in names]
    for values in sorted(product(*choices), key=lambda v: sum(map(abs, v))) or [()]:
        yield dict(zip(names, map(k.const, values), strict=True))
