"""Multipliers that combine facts into a contradiction: Farkas, and products of facts.

Linear arithmetic finds the multipliers, exactly; the kernel only multiplies and adds. Every
monomial counts as an unknown of its own: where they depend on each other, further rows say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from flint import fmpq

from symlin.exact.deadline import Deadline
from symlin.exact.forms import to_term
from symlin.kernel.certificate import Combination
from symlin.kernel.facts import Context
from symlin.kernel.intervals import NONNEG, POS, ZERO
from symlin.kernel.numbers import Number, TooLarge, exact
from symlin.kernel.polynomial import UNIT, Monomial, Poly
from symlin.kernel.term import Term, const
from symlin.search.proofs.linear import Program
from symlin.search.proofs.sign_facts import (
    MOST_ROWS,
    SignFact,
    form_bounds,
    maximum_bounds,
    sign_facts,
    with_products,
)

SECONDS = 3.0
"""For one program: of 2,300 in random draws none took longer than 0.04 s."""
EXTREME_SECONDS = 1.0
"""For one extreme value, of which each form needs two."""
MOST_TARGETS = 60
"""Monomials of a goal that cofactors are made for; with all that divide them, they are counted."""
MOST_DIVISORS = 20
"""Monomials of an equation that they are divided by: most equations have fewer."""


def combination(
    context: Context, *, products: bool, deadline: Deadline, further: Sequence[SignFact] = ()
) -> Combination | None:
    """A combination of the facts (with `products`, also of their products) that is absurd, with
    the help of further rows that always hold.

    x > y, y > z and z > x add up to 0 > 0:

    >>> from symlin.kernel.term import gt, var
    >>> x, y, z = map(var, "xyz")
    >>> facts = Context((gt(x, y), gt(y, z), gt(z, x)))
    >>> len(combination(facts, products=False, deadline=Deadline(5.0)).parts)
    3
    >>> combination(Context((gt(x, y),)), products=False, deadline=Deadline(5.0)) is None
    True
    """
    rows = sign_facts(context)
    rows += form_bounds(context, rows)
    more = maximum_bounds(context, rows)
    if products:
        return _absurd(context, [*with_products(context, [*rows, *more]), *further], deadline)
    # Without what is known of maxima first: a certificate that does not need it is shorter.
    plain = _absurd(context, rows, deadline)
    return _absurd(context, [*rows, *more], deadline) if plain is None and more else plain


def _absurd(context: Context, rows: list[SignFact], deadline: Deadline) -> Combination | None:
    if not rows or len(rows) > MOST_ROWS:
        return None
    # Equations against a term that is said not to be 0 need no signs: the smaller program first.
    goal = _vanishing(context, rows, deadline)
    return goal if goal is not None else _infeasible(context, rows, deadline)


# ---- the values of a form ----


def extremes(
    context: Context, form: Poly, deadline: Deadline
) -> tuple[Number | None, Number | None]:
    """The least and the largest value of a form when all monomials count as independent; None
    where it has no bound."""
    unknowns: dict[Monomial, int] = {}

    def numbered(p: Poly, sign: int = 1) -> list[tuple[int, Number]]:
        rest = ((m, c) for m, c in p.terms.items() if m != UNIT)
        return [(unknowns.setdefault(m, len(unknowns)), sign * c) for m, c in rest]

    bounds: list[Number | None] = []
    for sign in (1, -1):
        program = Program()
        for row in sign_facts(context):
            op = {ZERO: "=", POS: ">"}.get(row.mask, ">=")
            program.require(numbered(row.p), op, -row.p.constant)
        least = program.least(numbered(form, sign), min(deadline.left, EXTREME_SECONDS))
        bounds.append(None if least is None else exact(sign * (least + sign * form.constant)))
    return bounds[0], bounds[1]


# ---- contradictions ----
# Both are linear programs over the multipliers: Farkas' lemma for inequalities, and ideal
# membership with multipliers of bounded degree for equations.


def _infeasible(context: Context, rows: list[SignFact], deadline: Deadline) -> Combination | None:
    """Multipliers with which the rows add up to a number that is too small."""
    rows = [row for row in rows if row.mask in (POS, NONNEG, ZERO)]
    program = _balanced(rows, Poly({}))
    constant = [(k, row.p.constant) for k, row in enumerate(rows) if row.p.constant]
    strict = [(k, 1) for k, row in enumerate(rows) if row.mask == POS]
    program.require(constant, "<=")
    # Either a strict row is used, or the sum is a negative number; scaled, the two are 1 together.
    program.require([*strict, *((k, -c) for k, c in constant)], "=", 1)
    return _read(program, rows, deadline)


def _vanishing(context: Context, rows: list[SignFact], deadline: Deadline) -> Combination | None:
    """Multipliers with which equations add up to a term that is said to differ from 0."""
    zero = [row for row in rows if row.mask == ZERO]
    if not zero:
        return None
    for fact in reversed(context.facts):  # the last fact is the goal's negation
        for relation in context.atomic(fact):
            if relation.op != "!=":
                continue
            goal = context.clear(context.normal(relation.term))[0]
            candidates = _cofactors(context, zero, goal)
            if candidates is None:
                continue
            program = _balanced(candidates, goal)
            constant = ((k, row.p.constant) for k, row in enumerate(candidates))
            program.require(((k, c) for k, c in constant if c), "=", goal.constant)
            absurd = _read(program, candidates, deadline)
            if absurd is not None:
                return absurd
    return None


def _cofactors(context: Context, rows: list[SignFact], goal: Poly) -> list[SignFact] | None:
    """Equations times monomials that bring them close to the goal's monomials; None where there
    are too many."""
    wanted: dict[tuple[int, Monomial], None] = {}
    for k, row in enumerate(rows):
        for target in list(goal.terms)[:MOST_TARGETS]:
            quotients = (_divide(target, m) for m in list(row.p.terms)[:MOST_DIVISORS])
            wanted |= {(k, q): None for q in quotients if q is not None}
            if len(wanted) > MOST_ROWS:  # counted before anything is multiplied out
                return None
    multiples: dict[Poly, SignFact] = {}
    for k, quotient in wanted:
        factor = Poly({quotient: 1})
        with suppress(TooLarge):
            p = context.product(rows[k].p, factor)
            multiples.setdefault(p, SignFact((*rows[k].factors, to_term(factor)), p, ZERO))
    return list(multiples.values())


def _divide(target: Monomial, m: Monomial) -> Monomial | None:
    """target / m; only of exponentials may there be negative powers."""
    exponents = dict(target)
    for base, exponent in m:
        left = exponents.get(base, 0) - exponent
        if left < 0 and base.kind != "exp":
            return None
        exponents[base] = left
    return tuple((a, e) for a, e in exponents.items() if e != 0)


def _balanced(rows: list[SignFact], goal: Poly) -> Program:
    """The weighted sum of the rows equals the goal in every monomial but the constant."""
    columns: dict[Monomial, list[tuple[int, Number]]] = {m: [] for m in goal.terms if m != UNIT}
    program = Program()
    for k, row in enumerate(rows):
        if row.mask != ZERO:
            program.require([(k, 1)], ">=")
        for m, c in row.p.terms.items():
            if m != UNIT:
                columns.setdefault(m, []).append((k, c))
    for m, column in columns.items():
        program.require(column, "=", goal.terms.get(m, 0))
    return program


def _read(program: Program, rows: list[SignFact], deadline: Deadline) -> Combination | None:
    """The rows that have a multiplier other than 0, each with it."""
    weights = program.solution(min(deadline.left, SECONDS))
    if weights is None:
        return None
    parts: list[tuple[Term, ...]] = []
    for k, row in enumerate(rows):
        ratio = weights.get(k, fmpq(0))
        if ratio != 0:
            parts.append((const(ratio), *row.factors) if ratio != 1 else row.factors)
    return Combination(tuple(parts)) if parts else None
