"""The table of letters: equal functionals get one letter, and substitution reaches into them.

A letter is known by its *key*: the normal forms of its terms, in which a bound variable has a name
that only its height decides. Terms of equal normal forms have the same value wherever both have
one, so one letter may stand for both functionals.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal, TypeVar, assert_never

from symlin.kernel import term as k
from symlin.kernel.certificate import Rejected
from symlin.kernel.facts import Context
from symlin.kernel.functions.expanding import addends
from symlin.kernel.functions.subject import (
    Derivative,
    Functional,
    FunctionSubject,
    Integral,
    Series,
    Value,
    ends,
    parts,
    with_parts,
)
from symlin.kernel.numbers import TooLarge
from symlin.kernel.polynomial import depends
from symlin.kernel.walk import substitute, variables

Kind = Literal["fixed", "linear", "opaque"]
"""Free of unknown functions; a linear functional of them; or neither, as far as is seen."""
F = TypeVar("F", bound=Functional)
Key = tuple[object, ...]
BOUND = "#'"
"""Begins the names of bound variables, before the number of letters within that bind one. No
operator that is handed over has an apostrophe in a name."""
MOST_LETTERS = 20_000
"""Of one table: a sum that is written out has a letter for each of its terms."""


class Table(ABC):
    """Letters by their keys, what they depend on, and what they are of the unknown functions."""

    def __init__(self, subject: FunctionSubject) -> None:
        self.unknowns = frozenset(subject.unknowns)
        self.sequences = frozenset(subject.sequences)
        self.table: dict[str, Functional] = {}
        self.needs: dict[str, frozenset[str]] = {}
        """The variables that each letter depends on, without those that it binds."""
        self.kinds: dict[str, Kind] = {}
        self.heights: dict[str, int] = {}
        """How many letters bind a variable, one inside the other."""
        self._names: dict[Key, str] = {}
        # what is assumed holds wherever a law is asked: |t| is t for t > 0
        self._forms = Context(subject.assumptions)

    @abstractmethod
    def derivative(self, body: k.Term, variable: str, at: k.Term) -> k.Term:
        """d body / d variable at a place, over letters of the table."""

    @abstractmethod
    def integral(
        self, body: k.Term, variable: str, lower: k.Term | None, upper: k.Term | None
    ) -> k.Term:
        """The integral over letters of the table."""

    @abstractmethod
    def series(
        self, body: k.Term, variable: str, lower: k.Term | None, upper: k.Term | None
    ) -> k.Term:
        """The sum over letters of the table."""

    # ---- letters ----

    def letter(self, functional: Functional) -> k.Term:
        """The letter of a functional that is in its final form; raises `TooLarge`."""
        # first, or x(s - s) would be a letter that depends on s
        functional = with_parts(functional, tuple(map(self._plain, parts(functional))))
        functional = self.renamed(functional)
        key = self._key(functional)
        if key not in self._names:
            if len(self.table) >= MOST_LETTERS:
                raise TooLarge
            name = f"#{len(self.table) + 1}"
            self._names[key] = name
            self.table[name] = functional
            self.needs[name] = self._needs(functional)
            self.kinds[name] = self._kind(functional)
            self.heights[name] = self._height(functional)
        return k.var(self._names[key])

    def _plain(self, term: k.Term) -> k.Term:
        """Without the variables and letters that its value does not depend on: 0 for s - s."""
        form = self._forms.normal(term)
        idle = [name for name in variables(term) if not depends(form, frozenset((name,)))]
        return substitute((term,), dict.fromkeys(idle, k.ZERO))[0]

    def free(self, *terms: k.Node) -> frozenset[str]:
        """The variables that the terms depend on, those of their letters among them."""
        # a letter hides what it depends on
        names = variables(*terms)
        inner = (self.needs[n] if n in self.table else {n} for n in names)
        return frozenset().union(*inner)

    def depends(self, term: k.Node, name: str) -> bool:
        """Whether the variable occurs in the term, or in one of its letters."""
        return name in self.free(term)

    def letters_in(self, *terms: k.Term) -> list[str]:
        """The letters that occur in the terms, in order of appearance."""
        return [name for name in variables(*terms) if name in self.table]

    def moving(self, term: k.Term, name: str) -> frozenset[str]:
        """The variable, and the letters that depend on it."""
        letters = (n for n in self.letters_in(term) if name in self.needs[n])
        return frozenset((name, *letters))

    def same(self, a: k.Term, b: k.Term) -> bool:
        """Whether the terms are seen to be equal wherever both have a value."""
        return not self._forms.normal(k.sub(a, b))

    def form(self, term: k.Term | None) -> bytes:
        """Equal for terms that are equal wherever both have a value; infinity is like no term."""
        return b"" if term is None else self._forms.normal(term).key

    def _key(self, functional: Functional) -> Key:
        form = self.form
        match functional:
            case Value(function, orders, arguments):
                # what it depends on by letters is in the forms, for equal letters are one
                return ("value", function, orders, *map(form, arguments))
            case Derivative(body, _, at):
                return ("derivative", form(body), form(at))
            case Integral(body, _, lower, upper):
                return ("integral", form(body), form(lower), form(upper))
            case Series(body, _, lower, upper):
                return ("series", form(body), form(lower), form(upper))
            case _:
                assert_never(functional)

    def renamed(self, functional: F) -> F:
        """With its bound variable named by height, so that the name says nothing; raises
        `Rejected`."""
        if isinstance(functional, Value):
            return functional
        body, old = functional.body, functional.variable
        new = f"{BOUND}{self._height(functional)}"
        if old == new:  # it was in the table before
            return functional
        if new in self.free(body):  # it would be captured
            raise Rejected("a bound variable has the name of a free one")
        return replace(functional, body=self.at(body, old, k.var(new)), variable=new)

    def _height(self, functional: Functional) -> int:
        terms = parts(functional)
        # the same for all ways to write a functional, and higher than what is below it
        below = (self.heights[n] for n in self.letters_in(*terms))
        return max(below, default=0) + (not isinstance(functional, Value))

    def _needs(self, functional: Functional) -> frozenset[str]:
        if isinstance(functional, Value):
            return self.free(*functional.arguments)
        inner = self.free(functional.body) - {functional.variable}
        return inner | self.free(*ends(functional))

    # ---- what letters are of the unknown functions ----

    def _kind(self, functional: Functional) -> Kind:
        if isinstance(functional, Value):
            if not self._is_fixed(functional.arguments):  # x(x(t))
                return "opaque"
            return "linear" if functional.function in self.unknowns else "fixed"
        if not self._is_fixed(ends(functional)):
            return "opaque"
        # on functions for which it exists, an integral, a sum, a derivative of what is linear is
        return self.kind_of(functional.body)

    def _is_fixed(self, terms: tuple[k.Term, ...]) -> bool:
        return all(self.kinds.get(n, "fixed") == "fixed" for n in variables(*terms))

    def kind_of(self, term: k.Term) -> Kind:
        """What a term over letters is: linear where each of its addends holds one linear letter,
        as a factor, and no other letter that is not fixed."""
        names = [n for n in variables(term) if self.kinds.get(n, "fixed") != "fixed"]
        if not names:
            return "fixed"
        # a product with something opaque may be linear: nothing is claimed of it
        if any(self.kinds[n] == "opaque" for n in names):
            return "opaque"
        letters = {k.var(n) for n in names}
        is_linear = all(
            len(moving) == 1 and moving[0] in letters
            for _, moving in addends(term, frozenset(names))
        )
        return "linear" if is_linear else "opaque"

    # ---- substitution, which reaches into letters ----

    def at(self, term: k.Term, name: str, value: k.Term) -> k.Term:
        """The term with a variable replaced, in its letters too."""
        return self._replaced(term, {name: value}, {})

    def _replaced(
        self, term: k.Term, values: Mapping[str, k.Term], done: dict[str, k.Term]
    ) -> k.Term:
        """The term with variables replaced all at once; `done` are letters that have been met, for
        many may hold the same one."""
        new: dict[str, k.Term] = dict(values)
        for name in variables(term):
            # a letter that depends on none of them stays, whatever it binds
            if name in self.table and not self.needs[name].isdisjoint(values):
                if name not in done:
                    done[name] = self._letter_at(self.table[name], values, done)
                new[name] = done[name]
        return substitute((term,), new)[0]

    def _letter_at(
        self, functional: Functional, values: Mapping[str, k.Term], done: dict[str, k.Term]
    ) -> k.Term:
        def put(term: k.Term) -> k.Term:
            return self._replaced(term, values, done)

        if isinstance(functional, Value):
            arguments = tuple(map(put, functional.arguments))
            return self.letter(Value(functional.function, functional.orders, arguments))
        body, variable = functional.body, functional.variable
        # what comes in may hold the very name that is bound here
        taken = self.free(*values.values()).union(values)
        if variable in taken:
            taken |= self.free(body)
            while variable in taken:
                variable += "'"
            body = self.at(body, functional.variable, k.var(variable))
        body = put(body)
        match functional:
            case Derivative(_, _, at):
                return self.derivative(body, variable, put(at))
            case Integral(_, _, lower, upper):
                first, last = (None if end is None else put(end) for end in (lower, upper))
                return self.integral(body, variable, first, last)
            case Series(_, _, lower, upper):
                first, last = (None if end is None else put(end) for end in (lower, upper))
                return self.series(body, variable, first, last)
            case _:
                assert_never(functional)
