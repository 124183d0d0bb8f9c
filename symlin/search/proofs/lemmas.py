"""Facts about floors, whole numbers and exponentials that close a case: `Lemma` steps."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from math import lcm
from typing import cast

from flint import fmpq

from symlin.exact.deadline import Deadline
from symlin.exact.forms import over_power, power_of, to_term
from symlin.kernel.certificate import Contradiction, Lemma
from symlin.kernel.contradiction import lemma_fact
from symlin.kernel.facts import Context
from symlin.kernel.intervals import POS
from symlin.kernel.numbers import Number, exact
from symlin.kernel.polynomial import UNIT, Atom, Monomial, Poly, atom_poly, atoms_of, combine
from symlin.kernel.signs import split_form
from symlin.kernel.term import Function, Term
from symlin.kernel.theories.exponential import logarithms
from symlin.kernel.walk import topological
from symlin.search.proofs.combination import extremes

WHOLE = frozenset({"floor", "pos", "nul"})
MOST_LEMMAS = 12
"""At most so many lemmas of one kind are added at once: each is a row of every later program."""
WIDEST = 12
"""At most so many whole numbers, between which a form is split one by one."""


# ---- bounds ----
# What always holds of floors, exponentials and waves, as facts. Once stated, normal forms and
# combinations of facts do the rest.


def lemma(name: str, term: Term, bound: int = 0) -> Lemma:
    """The step by itself; `replace` puts the rest of the proof behind it."""
    return Lemma(name, term, bound, Contradiction())


def bounds(context: Context, atoms: dict[Atom, None]) -> list[Lemma]:
    """Bounds of floors, tangents of exponentials, and relations between whole numbers sharpened;
    only what the facts do not say yet."""
    steps = [*_floors(atoms), *_tangents(context), *_ranges(context), *_sharpened(context)]
    return [step for step in steps if context.decide(lemma_fact(step)) is not True]


def _floors(atoms: dict[Atom, None]) -> Iterator[Lemma]:
    floors = [base for base in atoms if base.kind == "floor"]
    return (lemma("floor", to_term(cast(Poly, base.argument))) for base in floors[:MOST_LEMMAS])


def _tangents(context: Context) -> Iterator[Lemma]:
    """exp(u) >= 1 + u for the powers that stand beside something that is no exponential."""
    seen: dict[Poly, None] = {}
    for fact in context.facts:
        for relation in context.atomic(fact):
            p = context.normal(relation.term)
            if any(a.kind not in ("exp", "inv") for a in atoms_of(p)):
                for q in _divided(p):
                    seen |= dict.fromkeys(_exponents(q))
                seen |= dict.fromkeys(_logarithms(context, context.clear(p)[0]))
    return (lemma("exp", to_term(u)) for u in list(seen)[:MOST_LEMMAS])


def _divided(p: Poly) -> Iterator[Poly]:
    """p, and p divided by the powers that stand beside something: x e^y is compared with e^x
    where x is with e^(x - y)."""
    yield p
    beside = (power_of(m) for m in p.terms if any(base.kind != "exp" for base, _ in m))
    for power in dict.fromkeys(beside):
        if power:
            yield over_power(p, power)


def _exponents(p: Poly) -> Iterator[Poly]:
    """The exponents u of p, and those shifted so that the tangent touches where p is least."""
    for m in p.terms:
        if m and all(base.kind == "exp" for base, _ in m):
            u = combine((e, cast(Poly, base.argument)) for base, e in m)
            yield u
            if (ratio := _slope(p, m)) is not None:
                # exp(u) = r exp(u - log(r)), whose tangent at u = log(r) has the slope r.
                shift = [(-c, log) for c, log in logarithms(ratio)]
                yield combine([(1, u), *shift])


def _logarithms(context: Context, p: Poly) -> Iterator[Poly]:
    """q log(u) - log(c) where p is k log(u) - k u**q/(c q) + ...: exp of it is u**q/c, and above
    the tangent at u**q = c, where p is greatest."""
    for base in atoms_of(p):
        u = base.argument
        if base.kind != "log" or not isinstance(u, Poly) or u.is_constant:
            continue
        k = _closed_factor(p, ((base, 1),))
        for m, q in _powers(p, u):
            lead = u.terms[u.lead] if q == 1 else 1
            a = _closed_factor(p, m).scaled(exact(-fmpq(q) / fmpq(lead)))
            c = context.product(k, context.inverse(a))
            if k and a and context.sign(c) == POS:
                yield atom_poly(base, 1).scaled(q) - context.apply("log", c)


def _powers(p: Poly, u: Poly) -> Iterator[tuple[Monomial, Number]]:
    """The parts of monomials of p that are powers u**q; of a sum, its first monomial."""
    if len(u.terms) > 1:
        yield u.lead, 1
        return
    for m in p.terms:
        moving = tuple((a, e) for a, e in m if a.names)
        if len(moving) == 1 and moving[0][0].kind in ("var", "root"):
            base, e = moving[0]
            inner = base.argument if base.kind == "root" else None
            if isinstance(inner, tuple) and inner[0] == u:
                yield moving, exact(fmpq(e) / fmpq(cast(int, inner[1])))
            elif Poly({((base, 1),): 1}) == u:
                yield moving, e


def _closed_factor(p: Poly, m: Monomial) -> Poly:
    """What stands before m in p, of numbers alone."""
    here = dict(m)
    terms: dict[Monomial, Number] = {}
    for n, c in p.terms.items():
        if all(dict(n).get(base) == e for base, e in m):
            rest = tuple(f for f in n if f[0] not in here)
            if not any(base.names for base, _ in rest):
                terms[rest] = c
    return Poly(terms)


def _slope(p: Poly, m: Monomial) -> Number | None:
    """r where p is c exp(u) - c r u + ...: at u = log(r), exp has the slope of what it is compared
    with."""
    u = combine((e, cast(Poly, base.argument)) for base, e in m)
    slopes = {fmpq(p.terms.get(k, 0)) / fmpq(c) for k, c in u.terms.items() if k != UNIT}
    if len(slopes) != 1:
        return None
    ratio = -slopes.pop() / fmpq(p.terms[m])
    return exact(ratio) if ratio > 0 and ratio != 1 else None


def _ranges(context: Context) -> Iterator[Lemma]:
    """-1 <= sin(u), cos(u) <= 1, where u is a sum: normal forms know it of single atoms only."""
    waves = (
        node
        for node in topological(context.facts)
        if isinstance(node, Function) and node.name in ("sin", "cos") and node.argument is not None
    )
    for node in islice(waves, MOST_LEMMAS):
        if len(context.normal(node).terms) > 1:
            yield lemma(node.name, cast(Term, node.argument))


def _sharpened(context: Context) -> Iterator[Lemma]:
    """z > 0 is z >= 1 for whole z."""
    for fact in context.facts:
        for relation in context.atomic(fact):
            p = context.normal(relation.term)
            whole = None if p.is_constant else whole_form(p)
            if whole is None:
                continue
            form, value = whole
            below = int(fmpq(value).floor())
            # z <= k or z >= k + 1, where the fact excludes one of the two; where the value is
            # whole itself, the fact may be strict: then the next step is excluded as well.
            yield lemma("integer", to_term(form), below)
            if below == value:
                yield lemma("integer", to_term(form), below - 1)


# ---- whole numbers ----


def whole_form(p: Poly) -> tuple[Poly, Number] | None:
    """(z, v) with z a whole number and p a multiple of z - v; None for other p."""
    form, _, value = split_form(p)
    if not all(base.kind in WHOLE for m in form.terms for base, _ in m):
        return None
    common = lcm(*(int(fmpq(c).q) for c in form.terms.values()))
    return form.scaled(common), exact(value * common)


def integer_split(context: Context, atoms: dict[Atom, None], deadline: Deadline) -> Lemma | None:
    """z <= k or z >= k + 1 for a whole number z that the facts leave few values."""
    # The form with the fewest values has the fewest cases; in the middle, both sides are smaller.
    best: tuple[int, Poly, int] | None = None
    for form in _forms(context, atoms):
        low, high = extremes(context, form, deadline)
        if low is None or high is None:
            continue
        first, last = -int(fmpq(-low).floor()), int(fmpq(high).floor())
        if last - first < WIDEST and low < high and (best is None or last - first < best[0]):
            best = (last - first, form, (first + last) // 2 if last > first else first - 1)
            if low < first == last:  # one value only: nothing can be better
                break
    if best is None:
        return None
    step = lemma("integer", to_term(best[1]), best[2])
    return None if context.decide(lemma_fact(step)) is True else step


def _forms(context: Context, atoms: dict[Atom, None]) -> list[Poly]:
    """Differences of floors of arguments that are multiples of each other up to a constant, and
    the whole numbers that the facts speak of."""
    forms: dict[Poly, None] = {}
    floors = [base for base in atoms if base.kind == "floor"][:MOST_LEMMAS]
    for k, a in enumerate(floors):
        for b in floors[k + 1 :]:
            ratio = _ratio(cast(Poly, a.argument), cast(Poly, b.argument))
            if ratio is not None:  # q floor(u) - p floor(v) is bounded where q u - p v is constant
                p, q = int(ratio.p), int(ratio.q)
                forms.setdefault(atom_poly(a).scaled(q) - atom_poly(b).scaled(p))
    for fact in context.facts:
        for relation in context.atomic(fact):
            p_form = context.normal(relation.term)
            whole = None if p_form.is_constant else whole_form(p_form)
            if whole is not None:
                forms.setdefault(whole[0])
    return list(forms)[: 2 * MOST_LEMMAS]


def _ratio(u: Poly, v: Poly) -> fmpq | None:
    """u / v up to constants, where it is a number."""
    a, b = ({m: c for m, c in p.terms.items() if m != UNIT} for p in (u, v))
    if not a or a.keys() != b.keys():
        return None
    ratios = {fmpq(c) / fmpq(b[m]) for m, c in a.items()}
    return ratios.pop() if len(ratios) == 1 else None
