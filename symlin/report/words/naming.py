"""How points, functions and values are written in an explanation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from symlin.decision.values import value_of, values_at
from symlin.kernel.numbers import Number as Exact
from symlin.kernel.term import Const, Term, const, neg
from symlin.kernel.walk import substitute
from symlin.language.formula import point, with_numbers
from symlin.language.notation import with_index
from symlin.language.operator import Operator
from symlin.language.spoken import tree_human
from symlin.language.tree import (
    Call,
    Decimals,
    Name,
    Negative,
    Noted,
    Number,
    Piecewise,
    Product,
    Sum,
    Tree,
    Value,
    postorder,
)
from symlin.language.wording import tree_of
from symlin.report.formats.parts import Formula, Part
from symlin.report.words.counterexample import output_index
from symlin.report.words.decimals import number, short
from symlin.report.words.sides import Member, Members, entries

LONGEST = 28
"""A longer exact value is shown as a decimal."""
LONGEST_INSERTED = 40
"""A formula with numbers put in is shown up to this length."""
ROUNDED_TO = 5
"""Digits of a number in a formula that has too many to be read."""


def readable(term: Term) -> Tree:
    """The term for a person; numbers of many digits are rounded, and the reader is told so."""
    exact = tree_of(term)
    rounded = with_numbers(exact, _rounded)
    return exact if rounded is exact else Noted(rounded, "rounded")


def _rounded(value: Exact) -> Tree:
    found = number(const(value), ROUNDED_TO)
    return Number(value) if found is None else short(found, ROUNDED_TO)


@dataclass(frozen=True)
class Naming:
    """One output of an operator without free parameters, and names for points that do not clash."""

    operator: Operator
    output: int = 0
    parameters: tuple[str, ...] = ()
    """Names of parameters that have been given values: they keep their meaning."""

    @cached_property
    def index(self) -> tuple[int, ...]:
        """Which output it is, where there are several."""
        return output_index(self.operator, self.output)

    @property
    def function(self) -> str:
        """f, or f_2 for the second of several outputs: a name beside a picture."""
        return with_index("f", self.index)

    def f(self, *arguments: Tree) -> Value:
        """f(arguments)."""
        return Value("f", arguments, self.index)

    @property
    def inputs(self) -> tuple[Tree, ...]:
        """The names of the inputs."""
        return tuple(map(Name, self.operator.inputs))

    @property
    def _taken(self) -> set[str]:
        return {*self.operator.inputs, *self.operator.parameters, *self.parameters}

    @cached_property
    def letters(self) -> tuple[str, str]:
        """Names for two points."""
        taken = self._taken
        for pair in (("u", "v"), ("p", "q"), ("s", "t")):
            if not taken.intersection(pair):
                return pair
        return ("P", "Q")

    @cached_property
    def scalar(self) -> str:
        """A name for a factor."""
        taken = self._taken
        return next(c for c in ("a", "c", "k", "A'") if c not in taken)

    def place(self, at: Mapping[str, Term]) -> Tree:
        """The point: -1 or (1, 0)."""
        return point(self.arguments(at))

    def arguments(self, at: Mapping[str, Term]) -> tuple[Tree, ...]:
        """Its numbers, in the order of the inputs."""
        return entries(tuple(at[name] for name in self.operator.inputs))

    def at(self, at: Mapping[str, Term]) -> Term | None:
        """The value at a point, exactly."""
        found = values_at(self.operator, at, {})
        return None if found is None else found[self.output]

    def inserted(self, at: Mapping[str, Term]) -> Members:
        """The formula with the point's numbers in it: max(-1, 0); nothing where it is long."""
        (term,) = substitute((self.operator.outputs[self.output],), at)
        tree = tree_of(term)
        long = len(tree_human(tree)) > LONGEST_INSERTED
        return () if long or isinstance(term, Const) or _is_awkward(tree) else (Member(tree),)


def _is_awkward(tree: Tree) -> bool:
    """Whether putting numbers in shows less than it hides: cases, and -max(...) that began as a
    minimum."""
    parts = list(postorder(tree))
    later = {id(term) for part in parts if isinstance(part, Sum) for term in part.terms[1:]}
    return any(
        isinstance(part, Piecewise)
        or (isinstance(part, Negative) and id(part) not in later and _begins_with_max(part.operand))
        for part in parts
    )


def _begins_with_max(tree: Tree) -> bool:
    while isinstance(tree, Product):
        tree = tree.factors[0]
    return isinstance(tree, Call) and tree.name == "Max"


def value(term: Term, digits: int = 4) -> Members:
    """An exact value and, where that is not rational, its size: erf(1/2) ≈ 0.5205."""
    exact = tree_of(term)
    fits = len(tree_human(exact)) <= LONGEST
    size = None if isinstance(term, Const) and fits else decimal(term, digits)
    if size is None:
        return (Member(exact),)
    return (Member(exact), Member(size, True)) if fits else (Member(size, True),)


def short_value(term: Term, digits: int = 4) -> Member:
    """The value as one member of a sum, rounded where it is long or not rational."""
    exact = tree_of(term)
    fits = isinstance(term, Const) and len(tree_human(exact)) <= LONGEST
    size = None if fits else decimal(term, digits)
    return Member(exact) if size is None else Member(size, True)


def decimal(term: Term, digits: int) -> Tree | None:
    """The value with so many digits; None where it cannot be had."""
    found = number(term, digits)
    return None if found is None else short(found, digits)


def magnitude(term: Term) -> Term:
    """The size of a closed value."""
    found = number(term, ROUNDED_TO)
    opposite = neg(term)
    return value_of(opposite) or opposite if found is not None and found < 0 else term


def amount(tree: Tree) -> Part:
    """A value in the middle of a sentence: a number is a word, everything else a formula."""
    inner = tree.formula if isinstance(tree, Noted) else tree
    inner = inner.operand if isinstance(inner, Negative) else inner
    return tree_human(tree) if isinstance(inner, Number | Decimals) else Formula(tree)
