"""Normal forms of terms: polynomials over atoms that equal the term where the facts hold.

All functions are read as *total* here: 1/0 = 0, log(u) = 0 for u <= 0, the root of a negative
number is 0, asin is 0 outside [-1, 1], a piecewise term is 0 where no branch applies. Where a term
has a value, that is its total value, so an identity between total values holds wherever both sides
have one; that a point has a value is a fact of its own (`definedness`). Each rule of the kernel is
an identity of total functions under the facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import assert_never, cast

from symlin.kernel import term as k
from symlin.kernel.algebra import Algebra
from symlin.kernel.clock import check_time
from symlin.kernel.intervals import ANY, CERTAIN, NEG, NONZERO, ZERO, compare_mask, flip
from symlin.kernel.numbers import MOST_BITS, Number, TooLarge, bits
from symlin.kernel.polynomial import (
    LIMIT,
    ONE_POLY,
    ZERO_POLY,
    Monomial,
    Poly,
    Terms,
    atom,
    atom_poly,
    combine,
    constant_poly,
    multiply_monomials,
)
from symlin.kernel.signs import Signs
from symlin.kernel.theories import table
from symlin.kernel.walk import strict_parts

WORK = 2_000_000
"""Most products of monomials that are computed under the same facts: some seconds. A proof that
takes more is better split."""
SAMPLED = 8
"""Coefficients of a product whose size is looked at: where many differ, LIMIT is near."""


class NormalForms(Algebra):
    """Arithmetic and normal forms under what is known of signs.

    With nothing known, `NormalForms().normal(t)` is the same for all terms t that are equal by the
    laws of commutative rings. `Context` fills `signs` with facts.
    """

    signs: Signs

    def __init__(self, angle_denominator: int = 1, work: int = WORK) -> None:
        self.angle_denominator = angle_denominator
        self.theories = table.THEORIES
        self.signs = Signs(self.theories)
        self._normal_forms: dict[k.Term, Poly] = {}
        self._parts: dict[Poly, tuple[Poly, Poly] | None] = {}
        self._work = work  # what is left of it

    # ---- arithmetic ----

    def product(self, *factors: Poly) -> Poly:
        """The product, rewritten until no rule applies. Raises `TooLarge`."""
        total, *others = factors or (ONE_POLY,)
        for factor in others:
            total = self._times(total, factor)
        return total

    def _times(self, p: Poly, q: Poly) -> Poly:
        if p.is_constant or q.is_constant:
            p, q = (p, q) if p.is_constant else (q, p)
            if bits(p.constant) > MOST_BITS:  # before it multiplies every coefficient
                raise TooLarge
            return q.scaled(p.constant)
        self._work -= len(p.terms) * len(q.terms)  # counted before, so that nothing huge is begun
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
            if c == 0:  # terms have cancelled meanwhile
                continue
            simpler = self._rewritten(m)
            if simpler is None:
                total[m] = total.get(m, 0) + c
            else:
                todo.extend((n, c * d) for n, d in simpler.items())
                steps += 1
            if steps > LIMIT:  # rules end, but not always soon
                raise TooLarge
        return combine([(1, Poly({m: c for m, c in total.items() if c != 0}))])

    def power(self, p: Poly, exponent: int) -> Poly:
        """p to an integer power, 0 where p is 0 and the exponent negative. Raises `TooLarge`."""
        if exponent < 0:  # u^-n = (1/u)^n, also at 0
            return self.power(self.inverse(p), -exponent)
        if any(c not in (1, -1) and bits(c) * exponent > MOST_BITS for c in p.terms.values()):
            raise TooLarge
        total = ONE_POLY
        for bit in bin(exponent)[2:]:  # by repeated squaring
            total = self._times(total, total)
            if bit == "1":
                total = self._times(total, p)
        return total

    def _rewritten(self, m: Monomial) -> Terms | None:
        """The sum that one rule makes of the monomial, or None where no rule applies."""
        for base, exponent in m:
            rule = self.theories.products.get(base.kind)
            found = None if rule is None else rule(self.signs, m, base, exponent)
            if found is not None:
                return found
        return None

    # ---- signs that take a product to see ----

    def sign(self, p: Poly) -> int:
        """The possible signs of p where the facts hold."""
        mask = self.signs.sign(p)
        for rule in self.theories.signs_by_product.values():
            if mask not in CERTAIN:
                mask &= rule(self, p)
        return mask

    def compare(self, op: k.Op, p: Poly) -> bool | None:
        """Whether the facts make p op 0 true or false; None where they leave it open."""
        answer = compare_mask(self.sign(p), op)
        return self.compare_cleared(op, p) if answer is None else answer

    def compare_cleared(self, op: k.Op, p: Poly) -> bool | None:
        """The same after multiplication with the denominators, whose signs are then known."""
        cleared, factor = self.clear(p)
        if cleared is p:
            other = self.theories.same_sign_by_product(self, p)
            return None if other is None else compare_mask(self.sign(other), op)
        mask = self.sign(cleared)
        if factor == NONZERO:
            mask = mask if mask == ZERO else ANY if mask & ZERO else NONZERO  # zeros are kept
        return compare_mask(flip(mask) if factor == NEG else mask, op)

    def parts_of_power(self, p: Poly) -> tuple[Poly, Poly] | None:
        """(q, e) such that p has the sign of q where e is not 0, and is 0 where e is: factors of p
        that occur an odd and an even number of times. Remembered, for factoring takes long."""
        if p not in self._parts:
            self._parts[p] = self.theories.parts_of_power(self, p)
        return self._parts[p]

    # ---- terms ----

    def normal(self, term: k.Term) -> Poly:
        """The normal form. Raises `TooLarge`.

        Piecewise terms are entered lazily, all others bottom-up: a value that no point selects
        need not be computed.
        """
        known = self._normal_forms
        stack = [term]
        while stack:
            node = stack[-1]
            if node in known:
                stack.pop()
                continue
            parts = _weights(node) if isinstance(node, k.Sum) else strict_parts(node)
            missing = [c for c in parts if c not in known]  # terms nest deep
            if missing:
                stack.extend(missing)
            else:
                known[node] = self._normal(node)
                stack.pop()
        return known[term]

    def forget(self) -> None:
        """Normal forms of terms are computed anew: more is known of signs now."""
        self._normal_forms.clear()

    def _normal(self, node: k.Term) -> Poly:
        known = self._normal_forms
        match node:
            case k.Const(value):
                return constant_poly(value)
            case k.Var(name):
                variable = atom("var", name)
                vanishes = self.signs.sign_of_atom(variable) == ZERO  # the facts say v = 0
                return ZERO_POLY if vanishes else atom_poly(variable)
            case k.Sum(_, _, constant):
                return combine(((w, known[t]) for t, w in _weights(node).items()), constant)
            case k.Product(factors):
                return self.product(*(known[f] for f in factors))
            case k.Power(base, exponent):
                return self.power(known[base], exponent)
            case k.Root(base, degree):
                return self.root(known[base], degree)
            case k.Max(terms):
                return self.theories.maximum(self, [known[t] for t in terms])
            case k.Piecewise(branches):
                return self._piecewise(branches)
            case k.Function(name, argument):
                u = ZERO_POLY if argument is None else known[argument]
                return self.apply(name, u)
            case _:
                assert_never(node)

    def _piecewise(self, branches: tuple[tuple[k.Guard, k.Term], ...]) -> Poly:
        """The sum of value * [its guard is the first that holds]."""
        parts: list[tuple[Number, Poly]] = []
        remaining = ONE_POLY
        for guard, value in branches:
            chosen = self.product(remaining, self.indicator(guard))
            if chosen:  # an indicator that is 0: the branch is never taken, and may be of any size
                parts.append((1, self.product(chosen, self.normal(value))))
                remaining = remaining - chosen
            if not remaining:  # no point is left for later branches
                break
        return combine(parts)

    def indicator(self, guard: k.Guard) -> Poly:
        """1 where the guard holds, 0 elsewhere."""
        match guard:
            case k.Truth(value):
                return ONE_POLY if value else ZERO_POLY
            case k.Relation(op, term):
                return self.theories.indicate(self, op, self.normal(term))
            case k.And(parts):
                return self.product(*map(self.indicator, parts))
            case k.Or(parts):
                return ONE_POLY - self.product(*(ONE_POLY - self.indicator(p) for p in parts))
            case _:
                assert_never(guard)


def _weights(node: k.Sum) -> Mapping[k.Term, Number]:
    """The terms on which a sum depends: t - t is 0, of whatever size t is."""
    weights = dict.fromkeys(node.terms, cast(Number, 0))
    for t, w in zip(node.terms, node.coefficients, strict=True):
        weights[t] += w
    return {t: w for t, w in weights.items() if w}
