"""Plainer conditions that mean the same: a <= 1 for max(a - 1, 0) = 0."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, combinations, pairwise

from symlin.exact.atoms import all_atoms, arguments
from symlin.exact.deadline import Deadline
from symlin.kernel.facts import Context
from symlin.kernel.numbers import Number, quotient
from symlin.kernel.polynomial import (
    atom,
)
from symlin.kernel.term import (
    Guard,
    Relation,
    Term,
    conjunction,
    const,
    disjunction,
    eq,
    function,
    ge,
    gt,
    neg,
    negation,
    var,
)
from symlin.kernel.walk import substitute, topological, variables
from symlin.search.points.sampling import float_value, small_solutions
from symlin.search.proofs.contradict import Prover

LONG = 5
"""Nodes of a clause above which a plainer equivalent is looked for: a = 2 b + c has as many."""
MOST_NAMES = 3
"""Parameters of a clause, above which it is left as it is: candidates grow with their square."""
MOST_CELLS = 13
"""Points and intervals between them that are told apart: six thresholds have as many."""
SECONDS = 1.0
"""For one question whether a clause follows, of which there may be some dozens for a condition."""
MOST_CASES = 60
"""Of that question's proof: what a person sees at a glance has few."""


def length(guard: Guard) -> int:
    """How long a guard is to read: its nodes."""
    return len(list(topological([guard])))


def follows(facts: Sequence[Guard], guard: Guard) -> bool:
    """Whether a short search shows that the facts imply the guard."""
    return Prover(Deadline(SECONDS), MOST_CASES).prove((*facts, negation(guard))) is not None


# ---- candidates ----


def plainer(assumptions: Sequence[Guard], clause: Guard) -> Guard:
    """An equivalent of a long clause, if any; else the clause itself."""
    if isinstance(clause, Relation) and length(clause) <= LONG:
        return clause
    return equivalent(assumptions, clause) or clause


def equivalent(assumptions: Sequence[Guard], clause: Guard) -> Guard | None:
    """An equivalent of the clause among p = 0, p >= 0, p <= 0, two of these, p = q, p = -q and
    |p| = |q|, if any."""
    names = variables(clause)
    if len(names) > MOST_NAMES:
        return None
    terms = [var(name) for name in names]
    pairs = [(p, q) for k, p in enumerate(terms) for q in terms[k + 1 :]]
    signs = [(eq(p), ge(p), ge(neg(p))) for p in terms]
    candidates = [g for alternatives in signs for g in alternatives]
    candidates += [g for p, q in pairs for g in (eq(p, q), eq(p, neg(q)))]
    candidates += [eq(function("abs", p), function("abs", q)) for p, q in pairs]
    candidates += [conjunction(g, h) for i, j in combinations(signs, 2) for g in i for h in j]
    candidates += by_cells(assumptions, clause)
    # Small values rule out nearly all candidates; a proof is tried for those that agree at all.
    told = [(p, float_value(clause, p, {})) for p in small_solutions(assumptions, names)]
    sure = [(p, value) for p, value in told if value is not None]
    likely = (g for g in candidates if all(float_value(g, p, {}) is value for p, value in sure))
    return next((g for g in likely if _is_same(assumptions, clause, g)), None)


def _is_same(assumptions: Sequence[Guard], clause: Guard, other: Guard) -> bool:
    return follows((*assumptions, clause), other) and follows((*assumptions, other), clause)


# ---- intervals of one parameter ----


def by_cells(assumptions: Sequence[Guard], clause: Guard) -> list[Guard]:
    """The intervals of one parameter on which the clause is true, told by trying it where it folds
    and in between; nothing where it speaks of several, or folds too often."""
    name, *others = variables(clause) or ("",)
    if not name or others:
        return []
    ends = sorted(_thresholds(clause, name))
    if not ends or 2 * len(ends) + 1 > MOST_CELLS:
        return []
    between = [quotient(a + b, 2) for a, b in pairwise(ends)]
    values = [ends[0] - 1, *chain.from_iterable(zip(ends, [*between, ends[-1] + 1], strict=True))]
    facts = conjunction(*assumptions)
    true = [_holds(clause, name, v) and _holds(facts, name, v) is not False for v in values]
    unsure = [_holds(facts, name, v) is False for v in values]
    return [_union(var(name), ends, true, unsure)]


def _holds(guard: Guard, name: str, value: Number) -> bool | None:
    """Whether the guard is true at the value; None where that cannot be seen."""
    (closed,) = substitute((guard,), {name: const(value)})
    return Context(()).decide(closed)


def _union(
    p: Term, ends: Sequence[Number], true: Sequence[bool | None], free: Sequence[bool]
) -> Guard:
    """Cell 2 k + 1 is the end k, the cells beside it are open; where `free`, nothing is said."""
    parts: list[Guard] = []
    k = 0
    while k < len(true):
        if not true[k]:
            k += 1
            continue
        # As far as it is true, or nothing is said because the assumptions exclude these values.
        last = k
        while last + 1 < len(true) and (true[last + 1] or free[last + 1]):
            last += 1
        first = k
        if first == last and first % 2:  # a point is told best by itself
            free = [False] * len(free)
        while first > 0 and free[first - 1]:
            first -= 1
        parts.append(_interval(p, ends, first, last))
        k = last + 1
    return disjunction(*parts)


def _interval(p: Term, ends: Sequence[Number], first: int, last: int) -> Guard:
    """The cells from first to last."""
    if first == last and first % 2:
        return eq(p, const(ends[first // 2]))
    # Odd cells are thresholds: an interval that begins or ends with one has it as an end.
    bounds: list[Guard] = []
    if first > 0:
        low = const(ends[(first - 1) // 2])
        bounds.append(ge(p, low) if first % 2 else gt(p, low))
    if last < 2 * len(ends):
        high = const(ends[last // 2])
        bounds.append(ge(high, p) if last % 2 else gt(high, p))
    return conjunction(*bounds)


def _thresholds(clause: Guard, name: str) -> set[Number]:
    """The values at which what is folded in the clause, or a side of it, is 0."""
    context = Context(())
    values: set[Number] = set()
    for node in topological((clause,)):
        if isinstance(node, Relation):
            p = context.normal(node.term)
            for h in (p, *(q for base in all_atoms(p) for q in arguments(base))):
                slope = h.terms.get(((atom("var", name), 1),), 0)
                if slope != 0 and len(h.terms) == 1 + (h.constant != 0):
                    values.add(quotient(-h.constant, slope))
    return values
