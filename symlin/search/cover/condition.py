"""The condition that a cover says, as a person would write it: few cases, and where it makes them
fewer, with a maximum or an absolute value that folds several into one.

What is found here need not be right: the kernel checks the condition that is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from symlin.kernel.intervals import ZERO
from symlin.kernel.term import (
    Guard,
    conjunction,
    disjunction,
    eq,
    mul,
    sub,
    var,
)
from symlin.search.cover.cubes import FULL, Cube, Cubes
from symlin.search.cover.folded import Folded, folds, length
from symlin.search.cover.question import Case

SECONDS = 2.0
"""For one question to z3."""
PRODUCT = "*"
"""Between the keys of what is a product in a condition."""


class Conditions:
    """Conditions that mean the same as a union of cubes."""

    def __init__(self, case: Case, cubes: Cubes, holding: Sequence[Cube]) -> None:
        self.case = case
        self.cubes = cubes
        self.holding = [dict(c) for c in holding]
        self._outside = [cubes.outside(c) for c in holding]

    def all(self) -> Iterator[Guard]:
        """The shortest first, the plain union last."""
        folded = list(Folded(self.case).terms())
        for key, term in folded:
            self.cubes.register(key, term)
        # Some say everything beside a value that is 0 in all cases, others without any.
        keys = [key for key, _ in folded]
        none: Cube = {}
        found = [(self._fewest(self.holding, keys, none), none)]
        for key in keys:
            if self._is_implied({key: ZERO}):
                found.append((self._fewest(self.holding, keys, {key: ZERO}), {key: ZERO}))
        said = [self._said(cases, shared) for cases, shared in found]
        said.append(self._said(self.holding, {}))
        yield from dict.fromkeys(sorted(said, key=length))

    # ---- what z3 says ----

    def _is_implicant(self, cube: Cube) -> bool:
        literals = self.cubes.expressions(cube)
        return self.cubes.ask([*literals, *self._outside], SECONDS)[0] == "unsat"

    def _is_implied(self, literal: Cube) -> bool:
        outside = self.cubes.outside(literal)
        return all(
            self.cubes.ask([outside, *self.cubes.expressions(c)], SECONDS)[0] == "unsat"
            for c in self.holding
        )

    # ---- cases ----

    def _fewest(self, cases: Sequence[Cube], keys: Sequence[str], given: Cube) -> list[Cube]:
        """Cases that leave nothing out where what is given holds, each without what it need not
        say."""
        # Implicants of the union, with folded values in the place of several literals.
        found = [self._shorter(c, given) for c in cases]
        for case in cases if len(cases) > 1 else ():
            # The equations of a case, and a folded value for its signs.
            equations = {k: m for k, m in case.items() if m == ZERO}
            for key in keys:
                wider = {**equations, key: ZERO}
                if key not in given and self._is_implicant({**wider, **given}):
                    found.append(self._shorter(wider, given, last=key))
        found = _distinct(found)
        # the longest go first, as long as the others cover all
        # Two folded cases may cover what took six plain ones, which then are not needed.
        for case in sorted(found, key=self._length, reverse=True):
            others = [c for c in found if c is not case]
            outside = [self.cubes.outside(c) for c in others]
            asked = [*self.cubes.expressions({**case, **given}), *outside]
            if others and self.cubes.ask(asked, SECONDS)[0] == "unsat":
                found = others
        return _united(found)

    def _shorter(self, case: Cube, given: Cube, last: str = "") -> Cube:
        kept = {k: m for k, m in case.items() if k not in given}
        for key in sorted(kept, key=lambda k: (k == last, -len(k))):
            fewer = {k: m for k, m in kept.items() if k != key}
            if self._is_implicant({**fewer, **given}):
                kept = fewer
        return kept

    def _length(self, case: Cube) -> int:
        return length(conjunction(*self.cubes.guards(case)))

    # ---- words ----

    def _said(self, cases: Sequence[Cube], shared: Cube) -> Guard:
        """One of the cases, beside what all of them share."""
        common = [self.cubes.guard(k, m) for k, m in shared.items()]
        found = [frozenset(case.items()) for case in _products(cases)]
        return conjunction(*_in_order(common), self._joined(found))

    def _chained(self, items: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
        """The literals, with equal parameters in a row: a = c, c = e for a = e, c = e."""
        ring = self.cubes.ring
        groups: list[set[str]] = []
        rest: list[tuple[str, int]] = []
        for key, mask in items:
            names = ring.equal_names(self.cubes.vocabulary.polynomials.get(key))
            if mask != ZERO or names is None:
                rest.append((key, mask))
                continue
            # What shares a name with one group joins it, and joins two groups where it shares both.
            touched = [g for g in groups if not g.isdisjoint(names)]
            groups = [g for g in groups if g.isdisjoint(names)]
            groups.append(set(names).union(*touched))
        for group in groups:
            for a, b in pairwise(sorted(group)):
                key = f"{a} = {b}'"
                self.cubes.register(key, sub(var(a), var(b)))
                rest.append((key, ZERO))
        return rest

    def _joined(self, cases: Sequence[frozenset[tuple[str, int]]]) -> Guard:
        if len(cases) == len(cases[0]) == 1:
            return self._guard(*min(cases[0]), alone=True)
        if len(cases) == 1:
            return conjunction(*_in_order(self._guard(*item) for item in self._chained(cases[0])))
        # What all cases say is said once; then what most of them say.
        shared = frozenset.intersection(*cases)
        if shared:
            rest = self._joined([case - shared for case in cases])
            return conjunction(
                *_in_order(self._guard(*item) for item in self._chained(shared)), rest
            )
        # A literal that several cases share is written before them, in brackets.
        counted = Counter(item for case in cases for item in sorted(case)).most_common(1)
        if counted and counted[0][1] > 1:
            item = counted[0][0]
            inner = [case - {item} for case in cases if item in case]
            others = [case for case in cases if item not in case]
            parts = [conjunction(self._guard(*item), self._joined(inner))]
            parts += [self._joined([case]) for case in others]
        else:
            parts = [self._joined([case]) for case in cases]
        return disjunction(*sorted(parts, key=length))

    def _guard(self, key: str, mask: int, *, alone: bool = False) -> Guard:
        factors = key.split(f" {PRODUCT} ")
        if len(factors) == 1:
            return self.cubes.guard(key, mask)
        terms = list(map(self.cubes.term, factors))
        return disjunction(*map(eq, terms)) if alone else eq(mul(*terms))


# ---- cases without z3 ----


def _distinct(cases: Iterable[Cube]) -> list[Cube]:
    return list({tuple(sorted(c.items())): c for c in cases}.values())


def _united(cases: list[Cube]) -> list[Cube]:
    """Cases that differ in the sign of one polynomial become one."""
    # Until nothing changes: what has become one may be joined with a third.
    for one, other in combinations(cases, 2):
        keys = [k for k in {**one, **other} if one.get(k) != other.get(k)]
        if len(keys) == 1 and one.keys() == other.keys():
            key = keys[0]
            mask = one[key] | other[key]
            joined = {k: m for k, m in {**one, key: mask}.items() if m != FULL}
            return _united([joined, *(c for c in cases if c is not one and c is not other)])
    return cases


def _products(cases: Sequence[Cube]) -> list[Cube]:
    """p = 0 or w = 0 is p w = 0: cases that differ in one equation become one."""
    for one, other in combinations(cases, 2):
        left = [item for item in one.items() if other.get(item[0]) != item[1]]
        right = [item for item in other.items() if one.get(item[0]) != item[1]]
        if len(left) == len(right) == 1 and left[0][1] == right[0][1] == ZERO:
            key = f" {PRODUCT} ".join(sorted((left[0][0], right[0][0])))
            joined = {k: m for k, m in one.items() if k != left[0][0]} | {key: ZERO}
            return _products([joined, *(c for c in cases if c is not one and c is not other)])
    return list(cases)


def _in_order(guards: Iterable[Guard]) -> list[Guard]:
    """Equations first, and the shorter ones."""
    plain = ((getattr(g, "op", "") != "=", folds(g), length(g), str(g), g) for g in guards)
    return [g for *_, g in sorted(plain, key=lambda row: row[:-1])]
