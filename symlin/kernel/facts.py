"""Facts read together: what they say of signs, and which of them cannot hold beside the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from symlin.kernel.algebra import Facts
from symlin.kernel.definedness import definedness
from symlin.kernel.intervals import ALLOWED, ANY, NEG, NONZERO, POS, ZERO, flip
from symlin.kernel.normal import WORK, NormalForms
from symlin.kernel.polynomial import ONE_POLY, Poly, common_monomial
from symlin.kernel.term import TRUE, And, Guard, Node, Op, Or, Relation, Term, Truth, negation
from symlin.kernel.walk import variables

ROUNDS = 4
"""How often facts are read again in the light of the others; most say no more after the second."""


class Context(NormalForms, Facts):
    """Facts, and the normal forms that they allow.

    `contradiction` is a fact that cannot hold beside the others, where one was found: then no
    point satisfies them all. `Context((gt(x), gt(neg(x)))).contradiction` is one of the two.
    Raises `TooLarge` where a normal form is.
    """

    def __init__(
        self, facts: Sequence[Guard], angle_denominator: int = 1, work: int = WORK
    ) -> None:
        super().__init__(angle_denominator, work)
        self.facts = tuple(facts)
        self.contradiction: Guard | None = None
        self._alternatives = frozenset(_alternatives(self.facts))
        self._read_facts()

    # ---- reading ----

    def _read_facts(self) -> None:
        """Assume what each fact says, in normal forms under the others, until nothing changes."""
        seen: list[tuple[bytes, Op]] = []
        for _ in range(ROUNDS):  # a sign that one fact gives may simplify another
            self.forget()
            relations = [r for fact in self.facts for r in self.atomic(fact)]
            rows = [(self.normal(r.term), r.op) for r in relations]
            for r, (p, op) in zip(relations, rows, strict=True):
                if not self.signs.sign(p) & ALLOWED[op]:  # now: once assumed, it shows no more
                    self.contradiction = r
                self._assume(p, ALLOWED[op])
                if not ALLOWED[op] & ZERO and not self._support(p):
                    self.contradiction = r
            state = [(p.key, op) for p, op in rows]
            if state == seen:  # nothing new was said: another round would say the same
                break
            seen = state
        self.forget()
        excluded = next((f for f in self.facts if self._is_excluded(f)), None)  # once all are read
        self.contradiction = self.contradiction or excluded

    def _is_excluded(self, fact: Guard) -> bool:
        """Whether the fact cannot hold: by what the facts say of it, or once it is cleared."""
        return self.decide(fact) is False or any(
            self.compare_cleared(r.op, self.normal(r.term)) is False for r in self.atomic(fact)
        )

    def _assume(self, p: Poly, mask: int) -> None:
        """p has a sign in the mask, and so have its factors and numerator, as far as known."""
        self.signs.assume(p, mask)
        parts = self.parts_of_power(p)
        if parts is not None and parts[1] == ONE_POLY:
            self.signs.assume(parts[0], mask)
        reduced = self.theories.cancelled(self, p)
        if reduced is not p:  # as it stands inside functions
            self.signs.assume(reduced, mask)
        cleared, factor = self.clear(p)
        if cleared is not p:
            if factor == NONZERO:
                mask = mask if mask in (ZERO, NONZERO) else ANY  # zeros are kept, signs may turn
            self.signs.assume(cleared, flip(mask) if factor == NEG else mask)

    def _support(self, p: Poly) -> bool:
        """Whether what must be positive for p not to be 0 may be so; then it is assumed."""
        for base, _ in common_monomial(p.terms):
            rule = self.theories.supports.get(base.kind)
            if rule is not None:
                if not self.sign(rule(base)) & POS:
                    return False
                self.signs.assume(rule(base), POS)
        return True

    def atomic(self, fact: Guard) -> list[Relation]:
        """The relations that the fact comes down to beside the others."""
        match fact:
            case Relation():
                return [fact]
            case And(parts):
                return [r for part in parts for r in self.atomic(part)]
            case Or(parts):
                # "one of these holds" says of its parts what is left once the others are excluded
                possible = [part for part in parts if self.decide(part) is not False]
                return self.atomic(possible[0]) if len(possible) == 1 else []
            case Truth():
                return []
            case _:
                assert_never(fact)

    # ---- deciding ----

    def decide(self, guard: Guard) -> bool | None:
        """Whether the facts make the guard true or false; None where they leave it open."""
        match guard:
            case Truth(value):
                return value
            case Relation(op, term):
                return self.compare(op, self.normal(term))
            case And(parts):
                answers = [self.decide(part) for part in parts]
                none = False in answers or (  # or a fact says that one of the parts fails
                    None in answers
                    and bool(self._alternatives)
                    and negation(guard) in self._alternatives
                )
                return False if none else None if None in answers else True
            case Or(parts):
                answers = [self.decide(part) for part in parts]
                some = True in answers or (None in answers and guard in self._alternatives)
                return True if some else None if None in answers else False
            case _:
                assert_never(guard)

    def vanishes(self, term: Term) -> bool:
        """Whether the facts make the term 0 (they may at the same time exclude it)."""
        p = self.normal(term)
        return ZERO in (self.signs.sign(p), self.signs.sign(self.clear(p)[0]))


def have_values(nodes: Sequence[Node], facts: Sequence[Guard] = ()) -> bool:
    """Whether the facts show that all of the nodes have a value."""
    guard = definedness(nodes)
    return guard is TRUE or Context(facts).decide(guard) is True


def are_numbers(terms: Sequence[Node]) -> bool:
    """Whether the terms have no variables, and have values."""
    return not variables(*terms) and have_values(terms)


def _alternatives(facts: Iterable[Guard]) -> Iterator[Or]:
    """The facts, and parts of facts, that say that one of several things holds."""
    for fact in facts:
        if isinstance(fact, Or):
            yield fact
        elif isinstance(fact, And):
            yield from _alternatives(fact.parts)
