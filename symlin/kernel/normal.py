"""Normal forms of terms under facts.

A `Context` is a set of facts; `normal(term)` is a polynomial that equals the term at every point
where the facts hold. Here all functions are read as *total*: 1/0 = 0, log(u) = 0 for u <= 0, the
root of a negative number is 0, asin is 0 outside [-1, 1], a piecewise term is 0 where no branch
applies. Where a term has a value, that is its total value, so an identity between total values
holds wherever both sides have one; that a point has a value is a fact of its own
(`definedness`). Each rule below is an identity of total functions under the facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import assert_never, cast

from symlin.kernel import fractions
from symlin.kernel.clock import check_time
from symlin.kernel.intervals import ALLOWED, ANY, NEG, NONZERO, POS, ZERO, flip
from symlin.kernel.numbers import MOST_BITS, Number, TooLarge, bits, quotient
from symlin.kernel.polynomial import (
    LIMIT,
    ONE_POLY,
    ZERO_POLY,
    Atom,
    Monomial,
    Poly,
    atom,
    atom_poly,
    atoms_of,
    combine,
    combine_all,
    constant_poly,
    content,
    factors_of,
    monomial_poly,
    multiply_monomials,
    primitive,
    without,
)
from symlin.kernel.rewrite import REDUCIBLE, rewrite
from symlin.kernel.signs import Signs
from symlin.kernel.term import (
    And,
    Const,
    Function,
    Guard,
    Max,
    Not,
    Op,
    Or,
    Piecewise,
    Power,
    Product,
    Relation,
    Root,
    Sum,
    Term,
    Truth,
    Var,
    negation,
)
from symlin.kernel.theories import exponential, factoring, roots, table
from symlin.kernel.theories.exponential import exponent_difference
from symlin.kernel.walk import strict_parts

COMPARED = 16
"""Most arguments of a maximum that are compared pair by pair."""
WORK = 2_000_000
"""Most products of monomials that one context computes before it declines."""
SAMPLED = 8
"""Coefficients of a product whose size is looked at: where many differ, LIMIT is near."""
ROUNDS = 4
"""How often facts are read again in the light of the others."""


class Context:
    """Facts, read together, and the normal forms that they allow.

    `contradiction` is a fact that cannot hold beside the others, where one was found: then no
    point satisfies them all. `angle` is the denominator in which multiples of angles are counted.
    """

    def __init__(self, facts: Sequence[Guard], angle: int = 1, work: int = WORK) -> None:
        self.facts = tuple(facts)
        self.angle = angle
        self.signs = Signs()
        self.contradiction: Guard | None = None
        self._alternatives = frozenset(_alternatives(self.facts))
        self._memo: dict[Term, Poly] = {}
        self._parts: dict[Poly, tuple[Poly, Poly] | None] = {}
        self._work = work
        self._read_facts()

    # ---- facts ----

    def _read_facts(self) -> None:
        seen: list[tuple[bytes, Op]] = []
        for _ in range(ROUNDS):
            self._memo.clear()
            relations = [r for fact in self.facts for r in self.atomic(fact)]
            rows = [(self.normal(r.term), r.op) for r in relations]
            for r, (p, op) in zip(relations, rows, strict=True):
                if not self.signs.sign(p) & ALLOWED[op]:  # now: once assumed, it shows no more
                    self.contradiction = r
                self._assume(p, ALLOWED[op])
            state = [(p.key, op) for p, op in rows]
            if state == seen:
                break
            seen = state
        self._memo.clear()
        excluded = next((f for f in self.facts if self._is_excluded(f)), None)
        self.contradiction = self.contradiction or excluded

    def _is_excluded(self, fact: Guard) -> bool:
        """Whether the fact cannot hold: by what the facts say of it, or once it is cleared."""
        return self.decide(fact) is False or any(
            self._decide_cleared(r.op, self.normal(r.term)) is False for r in self.atomic(fact)
        )

    def _assume(self, p: Poly, mask: int) -> None:
        self.signs.assume(p, mask)
        parts = self.parts_of_power(p)
        if parts is not None and parts[1] == ONE_POLY:
            self.signs.assume(parts[0], mask)
        cleared, factor = self.clear(p)
        if cleared is not p:
            if factor == NONZERO:
                mask = mask if mask in (ZERO, NONZERO) else ANY
            self.signs.assume(cleared, flip(mask) if factor == NEG else mask)

    def atomic(self, fact: Guard) -> list[Relation]:
        """The relations that the fact comes down to beside the others."""
        match fact:
            case Relation():
                return [fact]
            case And(parts):
                return [r for part in parts for r in self.atomic(part)]
            case Or(parts):
                possible = [part for part in parts if self.decide(part) is not False]
                return self.atomic(possible[0]) if len(possible) == 1 else []
            case Not(part):
                return self.atomic(negation(part))
            case Truth():
                return []
            case _:
                assert_never(fact)

    def decide(self, guard: Guard) -> bool | None:
        """Whether the facts make the guard true or false; None where they leave it open."""
        match guard:
            case Truth(value):
                return value
            case Relation(op, term):
                return self.compare(op, self.normal(term))
            case And(parts):
                answers = [self.decide(part) for part in parts]
                none = False in answers or self._denies(guard, answers)
                return False if none else None if None in answers else True
            case Or(parts):
                answers = [self.decide(part) for part in parts]
                some = True in answers or (None in answers and guard in self._alternatives)
                return True if some else None if None in answers else False
            case Not(part):
                answer = self.decide(part)
                return None if answer is None else not answer
            case _:
                assert_never(guard)

    def _denies(self, guard: And, answers: Sequence[bool | None]) -> bool:
        """Whether a fact says that one of the parts fails, where that is open."""
        return (
            None in answers and bool(self._alternatives) and negation(guard) in self._alternatives
        )

    def vanishes(self, term: Term) -> bool:
        """Whether the facts make the term 0 (they may at the same time exclude it)."""
        p = self.normal(term)
        return ZERO in (self.signs.sign(p), self.signs.sign(self.clear(p)[0]))

    def compare(self, op: Op, p: Poly) -> bool | None:
        """Whether the facts make p op 0 true or false."""
        answer = _compare(self.sign(p), op)
        return self._decide_cleared(op, p) if answer is None else answer

    def _decide_cleared(self, op: Op, p: Poly) -> bool | None:
        """The same after multiplication with the denominators, whose signs are then known."""
        cleared, factor = self.clear(p)
        if cleared is p:
            power = exponential.exponentiated(self, p)
            return None if power is None else _compare(self.sign(power), op)
        mask = self.sign(cleared)
        if factor == NONZERO:
            mask = mask if mask == ZERO else ANY if mask & ZERO else NONZERO
        return _compare(flip(mask) if factor == NEG else mask, op)

    def sign(self, p: Poly) -> int:
        """The possible signs of p where the facts hold; some take a product of its parts to see."""
        mask = self.signs.sign(p)
        if mask not in (NEG, ZERO, POS):
            mask &= roots.sign_by_root(self, p)
        if mask not in (NEG, ZERO, POS):
            mask &= factoring.sign_of_power(self, p)
        return mask

    def parts_of_power(self, p: Poly) -> tuple[Poly, Poly] | None:
        """See `products`; remembered, for factoring takes long."""
        if p not in self._parts:
            self._parts[p] = factoring.parts_of_power(self, p)
        return self._parts[p]

    # ---- normal forms ----

    def normal(self, term: Term) -> Poly:
        """The normal form. Piecewise terms are entered lazily, all others bottom-up."""
        memo = self._memo
        stack = [term]
        while stack:
            node = stack[-1]
            if node in memo:
                stack.pop()
                continue
            missing = [c for c in strict_parts(node) if c not in memo]
            if missing:
                stack.extend(missing)
            else:
                memo[node] = self._normal(node)
                stack.pop()
        return memo[term]

    def _normal(self, node: Term) -> Poly:
        memo = self._memo
        match node:
            case Const(value):
                return constant_poly(value)
            case Var(name):
                variable = atom("var", name)
                vanishes = self.signs.sign_of_atom(variable) == ZERO
                return ZERO_POLY if vanishes else atom_poly(variable)
            case Sum(weights, terms, constant):
                parts = zip(weights, (memo[t] for t in terms), strict=True)
                return combine(parts, constant)
            case Product(factors):
                return self.product(*(memo[f] for f in factors))
            case Power(base, exponent):
                return self.power(memo[base], exponent)
            case Root(base, degree):
                return roots.root(self, memo[base], degree)
            case Max(terms):
                return self.maximum([memo[t] for t in terms])
            case Piecewise(branches):
                return self._piecewise(branches)
            case Function(name, argument):
                return table.apply(self, name, ZERO_POLY if argument is None else memo[argument])
            case _:
                assert_never(node)

    def _piecewise(self, branches: tuple[tuple[Guard, Term], ...]) -> Poly:
        """The sum of value * [its guard is the first that holds]."""
        parts: list[tuple[Number, Poly]] = []
        remaining = ONE_POLY
        for guard, value in branches:
            chosen = self.product(remaining, self.indicator(guard))
            if chosen:
                parts.append((1, self.product(chosen, self.normal(value))))
                remaining = remaining - chosen
            if not remaining:
                break
        return combine(parts)

    def product(self, *factors: Poly) -> Poly:
        total = ONE_POLY
        for factor in factors:
            total = self._times(total, factor)
        return total

    def _times(self, p: Poly, q: Poly) -> Poly:
        if p.is_constant or q.is_constant:
            p, q = (p, q) if p.is_constant else (q, p)
            if bits(p.constant) > MOST_BITS:
                raise TooLarge
            return q.scaled(p.constant)
        self._work -= len(p.terms) * len(q.terms)
        if len(p.terms) * len(q.terms) > 4 * LIMIT or self._work < 0:
            raise TooLarge
        total: dict[Monomial, Number] = {}
        for m, c in p.terms.items():
            check_time()
            for n, d in q.terms.items():
                product = multiply_monomials(m, n)
                total[product] = total.get(product, 0) + c * d
        if any(bits(c) > MOST_BITS for c in islice(total.values(), SAMPLED)):
            raise TooLarge
        return self._reduced(total)

    def _reduced(self, terms: dict[Monomial, Number]) -> Poly:
        """Apply the rewriting rules for products until none applies."""
        total: dict[Monomial, Number] = {}
        todo = list(terms.items())
        steps = 0
        while todo:
            check_time()
            m, c = todo.pop()
            if c == 0:
                continue
            simpler = rewrite(self.signs, m) if any(a.kind in REDUCIBLE for a, _ in m) else None
            if simpler is None:
                total[m] = total.get(m, 0) + c
            else:
                todo.extend((n, c * d) for n, d in simpler.items())
                steps += 1
            if steps > LIMIT:
                raise TooLarge
        return combine([(1, Poly({m: c for m, c in total.items() if c != 0}))])

    def power(self, p: Poly, exponent: int) -> Poly:
        if exponent < 0:
            return self.power(fractions.inverse(self, p), -exponent)
        if any(c not in (1, -1) and bits(c) * exponent > MOST_BITS for c in p.terms.values()):
            raise TooLarge
        total = ONE_POLY
        for bit in bin(exponent)[2:]:
            total = self._times(total, total)
            if bit == "1":
                total = self._times(total, p)
        return total

    # ---- max, relu, comparisons ----

    def maximum(self, polys: list[Poly]) -> Poly:
        """max(u1, ..., un): common factors of known sign leave, dominated arguments go."""
        kept = list(dict.fromkeys(polys))
        if len(kept) == 1:
            return kept[0]
        common = content(combine_all(kept))
        mask = self.signs.sign_of_monomial(common)
        if common and (not mask & NEG or not mask & POS):
            factor = monomial_poly(common, 1 if not mask & NEG else -1)
            inner = [without(p, common).scaled(1 if not mask & NEG else -1) for p in kept]
            return self._times(factor, self.maximum(inner))
        if len(kept) <= COMPARED:
            kept = self._undominated(kept)
        kept.sort(key=Poly.sort_key)
        base, *others = kept
        if not others:
            return base
        if len(others) == 1:
            return others[0] + self.relu(base - others[0])
        lead = primitive(others[0] - base)[1]
        scale = lead if lead > 0 else -lead
        parts = ((p - base).scaled(quotient(1, scale)) for p in others)
        return base + atom_poly(atom("max", tuple(parts))).scaled(scale)

    def _undominated(self, polys: list[Poly]) -> list[Poly]:
        kept: list[Poly] = []
        for p in polys:
            if all(self.signs.sign(q - p) & NEG for q in kept):
                kept = [q for q in kept if self.signs.sign(p - q) & NEG]
                kept.append(p)
        return kept

    def relu(self, p: Poly) -> Poly:
        """max(p, 0), in terms of relu(h) with h of leading coefficient 1 and without factors."""
        p = fractions.cancelled(self, p)
        mask = self.sign(p)
        if not mask & NEG:
            return p
        if not mask & POS:
            return ZERO_POLY
        simpler = self._simpler(p)
        if simpler is not None:
            return self._times(p, self.positive(simpler))
        if common := factors_of(p):
            return self._relu_of_product(common[0], p)
        if self.parts_of_power(p) is not None:
            return self._times(p, self.positive(p))
        h, factor = primitive(p)
        hinge = atom_poly(atom("relu", h))
        return hinge.scaled(factor) if factor > 0 else (hinge - h).scaled(-factor)

    def _relu_of_product(self, factor: tuple[Atom, Number], p: Poly) -> Poly:
        """relu(a^e * q): a factor of known sign leaves; otherwise the product is split in two by
        relu(a q) = relu(a) relu(q) + relu(-a) relu(-q)."""
        base, exponent = factor
        q = without(p, (factor,))
        mask = self.signs.sign_of_monomial((factor,))
        outer = monomial_poly((factor,))
        if not mask & NEG:
            return self._times(outer, self.relu(q))
        if not mask & POS:
            return self._times(-outer, self.relu(-q))
        if exponent != 1:
            even = monomial_poly(((base, exponent - 1),))
            return self._times(even, self.relu(self._times(atom_poly(base), q)))
        a = atom_poly(base)
        return self._times(self.relu(a), self.relu(q)) + self._times(self.relu(-a), self.relu(-q))

    def indicator(self, guard: Guard) -> Poly:
        """1 where the guard holds, 0 elsewhere."""
        match guard:
            case Truth(value):
                return ONE_POLY if value else ZERO_POLY
            case Relation(op, term):
                return self._indicate(op, self.normal(term))
            case And(parts):
                return self.product(*map(self.indicator, parts))
            case Or(parts):
                return ONE_POLY - self.product(*(ONE_POLY - self.indicator(p) for p in parts))
            case Not(part):
                return ONE_POLY - self.indicator(part)
            case _:
                assert_never(guard)

    def _indicate(self, op: Op, p: Poly) -> Poly:
        p = fractions.cancelled(self, p)
        answer = self.compare(op, p)
        if answer is not None:
            return ONE_POLY if answer else ZERO_POLY
        match op:
            case ">":
                return self.positive(p)
            case ">=":
                return ONE_POLY - self.positive(-p)
            case "=":
                return self.null(p)
            case "!=":
                return ONE_POLY - self.null(p)
            case _:
                assert_never(op)

    def positive(self, p: Poly) -> Poly:
        """[p > 0]."""
        mask = self.sign(p)
        if mask == POS:
            return ONE_POLY
        if not mask & POS:
            return ZERO_POLY
        if not mask & NEG:
            return ONE_POLY - self.null(p)
        simpler = self._simpler(p)
        if simpler is not None:
            return self.positive(simpler)
        if common := factors_of(p):
            return self._positive_product(common[0], p)
        parts = self.parts_of_power(p)
        if parts is not None:
            return self._times(ONE_POLY - self.null(parts[1]), self.positive(parts[0]))
        h, factor = primitive(p)
        above = atom_poly(atom("pos", h))
        return above if factor > 0 else ONE_POLY - above - self.null(h)

    def _positive_product(self, factor: tuple[Atom, Number], p: Poly) -> Poly:
        """[a^e q > 0]: for even e [a != 0] [q > 0], otherwise as for a q."""
        base, exponent = factor
        a, q = atom_poly(base), without(p, (factor,))
        if base.kind != "exp" and exponent % 2 == 0:
            return self._times(ONE_POLY - self.null(a), self.positive(q))
        same = self._times(self.positive(a), self.positive(q))
        return same + self._times(self.positive(-a), self.positive(-q))

    def null(self, p: Poly) -> Poly:
        """[p = 0]."""
        mask = self.sign(p)
        if mask == ZERO:
            return ONE_POLY
        if not mask & ZERO:
            return ZERO_POLY
        simpler = self._simpler(p, NONZERO)
        if simpler is not None:
            return self.null(simpler)
        if common := factors_of(p):
            base, _ = common[0]
            other = ONE_POLY - self.null(without(p, (common[0],)))
            return ONE_POLY - self._times(ONE_POLY - self.null(atom_poly(base)), other)
        parts = self.parts_of_power(p)
        if parts is not None:
            return self.null(self._times(*parts))
        return atom_poly(atom("nul", primitive(p)[0]))

    def _simpler(self, p: Poly, wanted: int = POS) -> Poly | None:
        """A simpler polynomial with the sign of p, or with `wanted` NONZERO with its zeros."""
        difference = exponent_difference(p)
        if difference is not None:
            return difference
        cleared, factor = self.clear(p)
        if cleared is p:
            return exponential.exponentiated(self, p)
        if factor == NEG:
            return -cleared
        return None if factor & ~wanted else cleared

    # ---- denominators ----

    def clear(self, p: Poly) -> tuple[Poly, int]:
        """(p * d, sign of d) for denominators d of p that the facts keep away from 0.

        The product vanishes exactly where p does. The sign is POS, NEG, or NONZERO.
        """
        numerator, denominators = self.fraction(p)
        factor = POS
        for q, exponent in denominators:
            factor = _times_known(factor, self.signs.sign(q), exponent)
        return numerator, factor

    def fraction(self, p: Poly) -> tuple[Poly, list[tuple[Poly, int]]]:
        """(n, [(q, k), ...]) with p = n / product of q**k, where no q is 0 under the facts."""
        denominators: list[tuple[Poly, int]] = []
        for _ in range(64):
            base = next((a for a in atoms_of(p) if self._clearable(a)), None)
            if base is None:
                return p, denominators
            q = cast(Poly, base.argument)
            highest = max(cast(int, dict(m).get(base, 0)) for m in p.terms)
            powers = [ONE_POLY]
            for _ in range(highest):
                powers.append(self._times(powers[-1], q))
            parts = []
            for m, c in p.terms.items():
                rest = tuple(f for f in m if f[0] is not base)
                missing = highest - cast(int, dict(m).get(base, 0))
                parts.append((c, self._times(monomial_poly(rest), powers[missing])))
            p = combine(parts)
            denominators.append((q, highest))
        raise TooLarge

    def _clearable(self, base: Atom) -> bool:
        return base.kind == "inv" and not self.signs.sign(cast(Poly, base.argument)) & ZERO


def _times_known(factor: int, sign: int, exponent: int) -> int:
    if exponent % 2 == 0:
        return factor
    if factor == NONZERO or sign not in (POS, NEG):
        return NONZERO
    return factor if sign == POS else flip(factor)


def _alternatives(facts: Iterable[Guard]) -> Iterator[Or]:
    """The facts, and parts of facts, that say that one of several things holds."""
    for fact in facts:
        if isinstance(fact, Or):
            yield fact
        elif isinstance(fact, And):
            yield from _alternatives(fact.parts)


def _compare(mask: int, op: Op) -> bool | None:
    allowed = ALLOWED[op]
    if not mask & allowed:
        return False
    return True if not mask & ~allowed else None
