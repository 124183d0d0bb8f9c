"""Operators with impulses, as what they are: a density and a weight at each place.

x(t)*DiracDelta(t - 1) + x(t)**2 has values at no place that say what the impulse is. It is a
measure: what a test function is integrated against. Its density is x(t)**2, and at each t it has a
weight, which is x(1) at t = 1 and 0 elsewhere. Two of them are the same iff densities and weights
are, where densities are continuous.
"""

from __future__ import annotations

from dataclasses import replace

from symlin.kernel import term as k
from symlin.kernel.certificate import Rejected
from symlin.kernel.facts import Context
from symlin.kernel.functions.continuity import Smooth
from symlin.kernel.functions.expanding import Addend, addends, powers_of
from symlin.kernel.functions.subject import (
    Functional,
    FunctionSubject,
    Integral,
    Value,
    is_letter,
    parts,
    with_parts,
)
from symlin.kernel.walk import substitute, variables

IMPULSE = "DiracDelta"
"""The given function that is none: it is 0 but at 0, and its integral is 1."""


def weighed(subject: FunctionSubject) -> FunctionSubject:
    """The operator as its densities and, where impulses are left, their weights at the index, as
    many. Integrals over impulses are worked out. Raises `Rejected` where that has no meaning, or
    none that is seen, and `TooLarge`.
    """
    names = {i.name for i in subject.index}
    if IMPULSE not in subject.givens or len(names) > 1 or any(i.whole for i in subject.index):
        raise Rejected("impulses are weighed at the values of one real index")
    if any(names & set(variables(guard)) for guard in subject.assumptions):
        raise Rejected("an impulse may lie at the edge of what is assumed of the index")
    return _Weighing(subject).made(next(iter(names), None))


class _Weighing:
    def __init__(self, subject: FunctionSubject) -> None:
        self.subject = subject
        self.facts = Context(subject.assumptions)
        self.table: dict[str, Functional] = {}
        """The letters, those of impulses among them."""
        self.smooth = Smooth(self.table, frozenset(subject.sequences))
        if not all(is_letter(name) for name, _ in subject.letters):
            raise Rejected("a letter is not named by a number")
        self.last = max((int(name[1:]) for name, _ in subject.letters), default=0)

    def made(self, index: str | None) -> FunctionSubject:
        known: dict[str, k.Term] = {}
        for name, functional in self.subject.letters:
            put = with_parts(functional, substitute(parts(functional), known))
            found = self.sifted(put) if isinstance(put, Integral) else None
            if found is None:
                self.table[name] = put
            else:
                known[name] = found
        outputs = substitute(self.subject.outputs, known)
        both = [self.apart(output, index) for output in outputs]
        densities = tuple(density for density, _ in both)
        weights = tuple(weight for _, weight in both)
        made = densities if all(w is k.ZERO for w in weights) else (*densities, *weights)
        return replace(
            self.subject,
            givens=tuple(name for name in self.subject.givens if name != IMPULSE),
            letters=self.used(made),
            outputs=made,
        )

    def impulses(self, term: k.Term) -> frozenset[str]:
        """The letters of impulses in the term."""
        values = ((n, self.table[n]) for n in variables(term) if n in self.table)
        return frozenset(n for n, f in values if isinstance(f, Value) and f.function == IMPULSE)

    def used(self, outputs: tuple[k.Term, ...]) -> tuple[tuple[str, Functional], ...]:
        """The letters that the outputs need; raises `Rejected` where an impulse is left below."""
        needed = set(variables(*outputs))
        found: list[tuple[str, Functional]] = []
        for name, functional in reversed(self.table.items()):
            if name in needed:
                if isinstance(functional, Value) and functional.function == IMPULSE:
                    raise Rejected("an impulse is more than a factor of what it is added to")
                needed.update(variables(*parts(functional)))
                found.append((name, functional))
        return tuple(reversed(found))

    # ---- a sum of a continuous term and of impulses ----

    def split(self, term: k.Term) -> tuple[k.Term, list[tuple[k.Term, k.Term]]]:
        """What is no impulse, and the factors of impulses with their arguments."""
        plain, weights = [], []
        for factor, moving in addends(term, self.impulses(term)):
            if not moving:
                plain.append(factor)
                continue
            weights.append((factor, self.argument((factor, moving))))
            # sign(t)*DiracDelta(t) has no meaning: at 0 the factor has two values
            if not self.smooth.is_continuous(factor):
                raise Rejected("the factor of an impulse is not seen to be continuous")
        return k.add(*plain), weights

    def argument(self, addend: Addend) -> k.Term:
        """Of the impulse that is the only factor of its kind, to the first power."""
        _, moving = addend
        letter = moving[0]
        functional = self.table[letter.name] if isinstance(letter, k.Var) else None
        if len(moving) != 1 or not isinstance(functional, Value):
            raise Rejected("a product or a function of impulses has no meaning")
        if any(functional.orders) or len(functional.arguments) != 1:
            raise Rejected("derivatives of impulses are not weighed")
        return functional.arguments[0]

    def rate(self, argument: k.Term, variable: str) -> tuple[k.Term, k.Term]:
        """a and c of an impulse at a*t + c, where a is not 0 and both are known numbers."""
        powers = powers_of(argument, variable)
        if powers is None or set(powers) - {0, 1} or 1 not in powers:
            raise Rejected("an impulse is at no place that moves evenly with its variable")
        rate, shift = powers[1], powers.get(0, k.ZERO)
        if any(name in self.table or name == variable for name in variables(rate, shift)):
            raise Rejected("where an impulse is depends on functions")
        if self.facts.decide(k.ne(rate)) is not True:
            raise Rejected("an impulse of a constant has no meaning")
        return rate, shift

    def apart(self, output: k.Term, index: str | None) -> tuple[k.Term, k.Term]:
        """The density of an output, and its weight at the index."""
        density, impulses = self.split(output)
        if not impulses:
            return density, k.ZERO
        # else two densities that differ at one place alone would be the same
        if not self.smooth.is_continuous(density) or index is None:
            raise Rejected("beside an impulse something is not seen to be continuous")
        weights = []
        for factor, argument in impulses:
            rate, _ = self.rate(argument, index)
            here = k.piecewise((k.ONE, k.eq(argument)), (k.ZERO, k.TRUE))
            weights.append(k.mul(k.div(factor, k.function("abs", rate)), here))
        return density, k.add(*weights)

    # ---- integrals ----

    def sifted(self, integral: Integral) -> k.Term | None:
        """The integral over impulses: what they are multiplied with, at their places; None where
        there are none."""
        if not self.impulses(integral.body):
            return None
        plain, impulses = self.split(integral.body)
        found: list[k.Term] = []
        if plain is not k.ZERO:
            found.append(k.var(self.new(replace(integral, body=plain))))
        for factor, argument in impulses:
            rate, shift = self.rate(argument, integral.variable)
            place = k.neg(k.div(shift, rate))
            if self.is_inside(place, integral):
                weight = k.div(k.ONE, k.function("abs", rate))
                found.append(k.mul(weight, self.at(factor, integral.variable, place)))
        return k.add(*found)

    def is_inside(self, place: k.Term, integral: Integral) -> bool:
        """Whether the place is between the limits; raises `Rejected` where it may be one."""
        lower, upper = integral.lower, integral.upper

        def above(a: k.Term | None, b: k.Term | None) -> bool | None:
            return True if a is None or b is None else self.facts.decide(k.gt(a, b))

        if above(upper, lower) is not True:  # turned round, it would count the other way
            raise Rejected("an integral over an impulse is not seen to run upwards")
        if above(place, lower) is True and above(upper, place) is True:
            return True
        outside = (lower is not None and above(lower, place) is True,
                   upper is not None and above(place, upper) is True)  # fmt: skip
        if not any(outside):
            raise Rejected("an impulse may lie at the end of an integral")
        return False

    def new(self, functional: Functional) -> str:
        self.last += 1
        self.table[f"#{self.last}"] = functional
        return f"#{self.last}"

    def at(self, term: k.Term, variable: str, place: k.Term) -> k.Term:
        """The term with the place for the variable, in its letters too."""
        values: dict[str, k.Term] = {variable: place}
        for name in variables(term):
            functional = self.table.get(name)
            if functional is not None and self.moves(functional, variable):
                # below a letter that binds, the place might be captured
                if not isinstance(functional, Value):
                    raise Rejected("an impulse is integrated against an integral that moves")
                inside = tuple(self.at(a, variable, place) for a in functional.arguments)
                values[name] = k.var(self.new(replace(functional, arguments=inside)))
        return substitute((term,), values)[0]

    def moves(self, functional: Functional, variable: str) -> bool:
        """Whether the functional speaks of the variable."""
        names = set(variables(*parts(functional)))
        inner = (self.table[name] for name in names if name in self.table)
        return variable in names or any(self.moves(f, variable) for f in inner)
