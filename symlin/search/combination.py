"""Multipliers that combine facts into a contradiction: Farkas, and products of facts.

z3's linear arithmetic finds the multipliers, exactly; the kernel only multiplies and adds.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

from flint import fmpq

from symlin.kernel.certificate import Combination
from symlin.kernel.normal import Context
from symlin.kernel.polynomial import (
    UNIT,
    Monomial,
    Poly,
    TooLarge,
    atom_poly,
    atoms_of,
    combine,
)
from symlin.kernel.signs import NONNEG, POS, ZERO, flip, times
from symlin.kernel.term import Number, Relation, Term, const, exact, neg
from symlin.search.deadline import Deadline
from symlin.search.forms import to_term

MOST_ROWS = 400
SIZE = 3_000


class Row:
    """A product of terms whose sign the facts give: `mask` is POS, NONNEG or ZERO."""

    def __init__(self, factors: tuple[Term, ...], p: Poly, mask: int) -> None:
        self.factors, self.p, self.mask = factors, p, mask


def combination(context: Context, *, products: bool, deadline: Deadline) -> Combination | None:
    """A combination of the facts (with `products`, also of their products) that is absurd."""
    rows = _rows(context)
    if products:
        rows = _with_products(context, rows)
    if not rows or len(rows) > MOST_ROWS:
        return None
    goal = _vanishing(context, rows, deadline)
    return goal if goal is not None else _infeasible(context, rows, deadline)


def extremes(
    context: Context, form: Poly, deadline: Deadline
) -> tuple[Number | None, Number | None]:
    """The least and the largest value of a form when all monomials count as independent; None
    where it has no bound."""
    import z3

    rows = _rows(context)
    values: dict[Monomial, Any] = {UNIT: z3.RealVal(1)}

    def written(p: Poly) -> Any:
        for m in p.terms:
            values.setdefault(m, z3.Real(f"m{len(values)}"))
        return z3.Sum([values[m] * _real(c) for m, c in p.terms.items()] + [z3.RealVal(0)])

    found: list[Number | None] = []
    for sign in (1, -1):
        solver = z3.Optimize()
        solver.set("timeout", max(1, int(1000 * min(deadline.left, 1.0))))
        for row in rows:
            left = written(row.p)
            bounded = {ZERO: left == 0, POS: left > 0}.get(row.mask)
            solver.add(left >= 0 if bounded is None else bounded)
        bound = solver.minimize(written(form.scaled(sign)))
        found.append(_number(solver.lower(bound), sign) if solver.check() == z3.sat else None)
    return found[0], found[1]


def _number(bound: Any, sign: int) -> Number | None:
    """sign * b for a bound b or b + k epsilon (not attained); None for an infinite one."""
    import z3

    parts = bound.children() if z3.is_add(bound) else [bound]
    for part in parts:
        if z3.is_rational_value(part):
            return exact(sign * fmpq(part.numerator_as_long(), part.denominator_as_long()))
    return 0 if z3.is_add(bound) else None


def _rows(context: Context) -> list[Row]:
    """One row for each relation among the facts, oriented to be non-negative."""
    rows: dict[Poly, Row] = {}
    for fact in context.facts:
        for relation in context.atomic(fact):
            row = _oriented(context, relation)
            if row is not None and row.p:
                rows.setdefault(row.p, row)
    return list(rows.values())


def _oriented(context: Context, relation: Relation) -> Row | None:
    p = context.normal(relation.term)
    mask = context.signs.sign(p)
    if mask in (POS, NONNEG, ZERO):
        return Row((relation.term,), p, mask)
    if flip(mask) in (POS, NONNEG):
        return Row((neg(relation.term),), -p, flip(mask))
    return None


def _with_products(context: Context, rows: list[Row]) -> list[Row]:
    found = list(rows)
    try:
        for a, b in combinations(rows[:14], 2):
            found.append(_product(context, a, b))
        found.extend(_squares(context, rows))
        variables = {a: None for row in rows for a in atoms_of(row.p)}
        for base in list(variables)[:8]:
            p = atom_poly(base)
            square = context.product(p, p)
            term = to_term(p)
            found.append(Row((term, term), square, context.signs.sign(square) & NONNEG))
            for row in rows[:14]:
                if row.mask == ZERO:
                    found.append(Row((*row.factors, term), context.product(row.p, p), ZERO))
                elif context.signs.sign(p) in (POS, NONNEG):
                    found.append(_product(context, row, Row((term,), p, context.signs.sign(p))))
    except TooLarge:
        return rows
    return [row for row in found if row.p and len(row.p.terms) < SIZE]


def _squares(context: Context, rows: list[Row]) -> list[Row]:
    """Squares that complete the quadratic parts of the facts: (v + b/2a)**2 and (m + n)**2."""
    found: dict[Poly, Row] = {}
    for row in rows[:14]:
        for root in (*_completed(row.p), *_paired(row.p), *_of_roots(row.p)):
            square = context.product(root, root)
            term = to_term(root)
            found.setdefault(square, Row((term, term), square, NONNEG))
    return list(found.values())[:60]


def _of_roots(p: Poly) -> list[Poly]:
    """r - s and r + s for the products r s of two square roots in p."""
    pairs = [m for m in p.terms if len(m) == 2 and all(a.kind == "root" and e == 1 for a, e in m)]
    return [
        combine([(1, atom_poly(r)), (sign, atom_poly(s))])
        for (r, _), (s, _) in pairs
        for sign in (1, -1)
    ]


def _completed(p: Poly) -> list[Poly]:
    """v + b/2a for each variable v in which p = a v**2 + b v + c with a number a."""
    roots: list[Poly] = []
    for base in atoms_of(p):
        square = p.terms.get(((base, 2),))
        if square is None:
            continue
        linear = {
            tuple(f for f in m if f[0] is not base): exact(c / (2 * fmpq(square)))
            for m, c in p.terms.items()
            if dict(m).get(base) == 1
        }
        roots.append(combine([(1, atom_poly(base)), (1, Poly(linear))]))
    return roots


def _paired(p: Poly) -> list[Poly]:
    """m + n and m - n for the square roots m, n of two monomials of p."""
    halves = [
        tuple((a, exact(fmpq(e) / 2)) for a, e in m)
        for m in list(p.terms)[:8]
        if all(fmpq(e).q == 1 and int(fmpq(e).p) % 2 == 0 for _, e in m)
    ]
    return [Poly({m: 1, n: sign}) for m, n in combinations(halves, 2) if m != n for sign in (1, -1)]


def _product(context: Context, a: Row, b: Row) -> Row:
    return Row((*a.factors, *b.factors), context.product(a.p, b.p), times(a.mask, b.mask))


def _infeasible(context: Context, rows: list[Row], deadline: Deadline) -> Combination | None:
    """Multipliers with which the rows add up to a number that is too small."""
    import z3

    rows = [row for row in rows if row.mask in (POS, NONNEG, ZERO)]
    solver = z3.SolverFor("QF_LRA")
    solver.set("timeout", max(1, int(1000 * min(deadline.left, 3.0))))
    weights = [z3.Real(f"w{k}") for k in range(len(rows))]
    _balance(solver, weights, rows, Poly({}))
    strict = z3.Sum(
        [w for w, row in zip(weights, rows, strict=True) if row.mask == POS] + [z3.RealVal(0)]
    )
    constant = _constant(weights, rows)
    solver.add(constant <= 0, strict - constant == 1)
    return _read(solver, weights, rows)


def _vanishing(context: Context, rows: list[Row], deadline: Deadline) -> Combination | None:
    """Multipliers with which equations add up to a term that is said to differ from 0."""
    import z3

    zero = [row for row in rows if row.mask == ZERO]
    if not zero:
        return None
    for fact in reversed(context.facts):
        for relation in context.atomic(fact):
            if relation.op != "!=":
                continue
            goal = context.clear(context.normal(relation.term))[0]
            candidates = _cofactors(context, zero, goal)
            if len(candidates) > MOST_ROWS:
                continue
            solver = z3.SolverFor("QF_LRA")
            solver.set("timeout", max(1, int(1000 * min(deadline.left, 3.0))))
            weights = [z3.Real(f"w{k}") for k in range(len(candidates))]
            _balance(solver, weights, candidates, goal)
            solver.add(_constant(weights, candidates) == _real(goal.constant))
            found = _read(solver, weights, candidates)
            if found is not None:
                return found
    return None


def _cofactors(context: Context, rows: list[Row], goal: Poly) -> list[Row]:
    """Equations times monomials that bring them close to the goal's monomials."""
    found: dict[Poly, Row] = {}
    for row in rows:
        for target in list(goal.terms)[:60]:
            for m in list(row.p.terms)[:20]:
                quotient = _divide(target, m)
                if quotient is None:
                    continue
                factor = Poly({quotient: 1})
                try:
                    p = context.product(row.p, factor)
                except TooLarge:
                    continue
                found.setdefault(p, Row((*row.factors, to_term(factor)), p, ZERO))
    return list(found.values())


def _divide(target: Monomial, m: Monomial) -> Monomial | None:
    exponents = dict(target)
    for base, exponent in m:
        left = exponents.get(base, 0) - exponent
        if left < 0 and base.kind != "exp":
            return None
        exponents[base] = left
    return tuple((a, e) for a, e in exponents.items() if e != 0)


def _balance(solver: Any, weights: list[Any], rows: list[Row], goal: Poly) -> None:
    """The weighted sum of the rows equals the goal in every monomial but the constant."""
    import z3

    columns: dict[Monomial, list[Any]] = {m: [] for m in goal.terms if m != UNIT}
    for weight, row in zip(weights, rows, strict=True):
        if row.mask != ZERO:
            solver.add(weight >= 0)
        for m, c in row.p.terms.items():
            if m != UNIT:
                columns.setdefault(m, []).append(weight * _real(c))
    for m, parts in columns.items():
        solver.add(z3.Sum([*parts, z3.RealVal(0)]) == _real(goal.terms.get(m, 0)))


def _constant(weights: list[Any], rows: list[Row]) -> Any:
    import z3

    parts = [w * _real(row.p.constant) for w, row in zip(weights, rows, strict=True)]
    return z3.Sum([*parts, z3.RealVal(0)])


def _real(value: Number) -> Any:
    import z3

    ratio = fmpq(value)
    return z3.RealVal(f"{ratio.p}/{ratio.q}")


def _read(solver: Any, weights: list[Any], rows: list[Row]) -> Combination | None:
    import z3

    if solver.check() != z3.sat:
        return None
    model = solver.model()
    parts: list[tuple[Term, ...]] = []
    for weight, row in zip(weights, rows, strict=True):
        value = model.eval(weight, model_completion=True)
        ratio = fmpq(value.numerator_as_long(), value.denominator_as_long())
        if ratio != 0:
            parts.append((const(ratio), *row.factors) if ratio != 1 else row.factors)
    return Combination(tuple(parts)) if parts else None
