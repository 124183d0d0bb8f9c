"""Polynomials in several letters, with powers that may be negative, over real trees."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from flint import fmpq

from symlin.kernel.definedness import definedness
from symlin.kernel.facts import Context
from symlin.kernel.term import TRUE, eq
from symlin.language import translate
from symlin.language.tree import Number, Tree
from symlin.reading.spaces import entries as e

Monomial = tuple[tuple[str, int], ...]
"""Letters with their exponents, in order of the letters; none of them is 0."""
ONE: Monomial = ()


class Laurent(NamedTuple):
    """The coefficients by monomial; those that are not there are 0."""

    terms: Mapping[Monomial, Tree]

    @property
    def constant(self) -> Tree | None:
        """What it is, where no letter occurs; None otherwise."""
        if not self.terms:
            return Number(0)
        return self.terms.get(ONE) if len(self.terms) == 1 else None

    def without_letters(self) -> bool:
        """Whether it is a number."""
        return set(self.terms) <= {ONE}

    def letters(self) -> frozenset[str]:
        """The letters that occur."""
        return frozenset(name for monomial in self.terms for name, _ in monomial)


def constant(tree: Tree) -> Laurent:
    """A number."""
    return Laurent({} if e.is_number(tree, 0) else {ONE: tree})


def letter(name: str, exponent: int = 1) -> Laurent:
    """A power of a letter."""
    return Laurent({((name, exponent),): Number(1)})


def _joined(a: Monomial, b: Monomial) -> Monomial:
    powers = dict(a)
    for name, exponent in b:
        powers[name] = powers.get(name, 0) + exponent
    return tuple(sorted((name, n) for name, n in powers.items() if n))


def added(parts: list[Laurent], at: int) -> Laurent:
    """The sum."""
    found: dict[Monomial, list[Tree]] = {}
    for part in parts:
        for monomial, tree in part.terms.items():
            found.setdefault(monomial, []).append(tree)
    return Laurent({monomial: e.added(trees, at) for monomial, trees in found.items()})


def opposite(a: Laurent, at: int) -> Laurent:
    """-a"""
    return Laurent({monomial: e.opposite(tree, at) for monomial, tree in a.terms.items()})


def product(a: Laurent, b: Laurent, at: int) -> Laurent:
    """a*b"""
    found: dict[Monomial, list[Tree]] = {}
    for m, p in a.terms.items():
        for n, q in b.terms.items():
            found.setdefault(_joined(m, n), []).append(e.times(p, q, at))
    return Laurent({monomial: e.added(trees, at) for monomial, trees in found.items()})


def power(a: Laurent, exponent: int, at: int) -> Laurent:
    """a**exponent, for exponent >= 0."""
    found = constant(Number(1, at))
    for _ in range(exponent):
        found = product(found, a, at)
    return found


def inverse(a: Laurent, at: int) -> Laurent | None:
    """1/a of a single term; None of any other."""
    if len(a.terms) != 1:
        return None
    ((monomial, tree),) = a.terms.items()
    turned = tuple((name, -exponent) for name, exponent in monomial)
    return Laurent({turned: e.over(Number(1, at), tree, at)})


def quotient(a: Laurent, b: Laurent, at: int) -> Laurent | None:
    """a/b by long division; None where something is left over, or b has several letters."""
    names = b.letters()
    if len(names) != 1:
        return None
    (name,) = names
    degree = max(_exponent(monomial, name) for monomial in b.terms)
    top_term = b.terms.get(((name, degree),))
    if not isinstance(top_term, Number):  # a parameter may be 0
        return None
    leading = inverse(Laurent({((name, degree),): top_term}), at)
    if leading is None or any(_exponent(monomial, name) < 0 for monomial in b.terms):
        return None
    rest, parts = without_zeros(a), [constant(Number(0, at))]
    while rest.terms:
        top = max(_exponent(monomial, name) for monomial in rest.terms)
        if top < degree:
            return None
        head = Laurent({m: t for m, t in rest.terms.items() if _exponent(m, name) == top})
        part = product(head, leading, at)
        parts.append(part)
        tail = added([rest, opposite(product(part, b, at), at)], at)
        lower = {m: t for m, t in tail.terms.items() if _exponent(m, name) < top}
        rest = without_zeros(Laurent(lower))
    return added(parts, at)


def scaled(a: Laurent, factor: int | fmpq, at: int) -> Laurent:
    """A number times it."""
    found = {m: e.times(Number(factor, at), tree, at) for m, tree in a.terms.items()}
    return Laurent(found if factor else {})


def _exponent(monomial: Monomial, name: str) -> int:
    return dict(monomial).get(name, 0)


def derivative(a: Laurent, name: str, at: int) -> Laurent:
    """By a letter, term by term."""
    parts = []
    for monomial, tree in a.terms.items():
        n = _exponent(monomial, name)
        if n:
            lower = Laurent({_joined(monomial, ((name, -1),)): tree})
            parts.append(scaled(lower, n, at))
    return added(parts, at)


def antiderivative(a: Laurent, name: str, at: int) -> Laurent | None:
    """By a letter, term by term; None where that is a logarithm, or begins at no value."""
    parts = []
    for monomial, tree in a.terms.items():
        n = _exponent(monomial, name)
        if n < 0:
            return None
        higher = Laurent({_joined(monomial, ((name, 1),)): tree})
        parts.append(scaled(higher, fmpq(1, n + 1), at))
    return added(parts, at)


def put_in(a: Laurent, name: str, value: Laurent, at: int) -> Laurent | None:
    """The value for a letter; None where a negative power of the value is no polynomial."""
    parts = []
    for monomial, tree in a.terms.items():
        n = _exponent(monomial, name)
        rest = Laurent({tuple(pair for pair in monomial if pair[0] != name): tree})
        base = value if n >= 0 else inverse(value, at)
        if base is None:
            return None
        parts.append(product(rest, power(base, abs(n), at), at))
    return added(parts, at)


def is_zero(tree: Tree) -> bool:
    """Whether a coefficient is 0 and has a value everywhere, so that nothing is lost with it."""
    (term,) = translate.terms(tree)
    return definedness((term,)) is TRUE and Context(()).decide(eq(term)) is True


def without_zeros(a: Laurent) -> Laurent:
    """Without coefficients that are 0."""
    return Laurent({monomial: tree for monomial, tree in a.terms.items() if not is_zero(tree)})
