"""Conditions on parameters, as a person would write them.

What is left out here need not be right: the kernel checks the condition that is shown. Where a
search is too short, a condition is only longer than it need be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from symlin.exact.deadline import Deadline
from symlin.kernel.claim import conjuncts
from symlin.kernel.facts import Context
from symlin.kernel.term import TRUE, Guard, Or, Relation, conjunction, disjunction, negation
from symlin.kernel.walk import substitute
from symlin.search.parameters.plain import follows, length, plainer
from symlin.search.parameters.vanishing import rewritten
from symlin.search.proofs.contradict import Prover
from symlin.search.proofs.equations import solved_equation

SECONDS = 1.0
"""For the question whether some cases cover another: a person hardly notices so long."""
MOST_CASES = 200
"""Of that question's proof, which distinguishes all that the cases do."""

# ---- one case ----


def simplify(assumptions: Sequence[Guard], clauses: Sequence[Guard]) -> Guard:
    """The conjunction of the clauses, without those that the others (and the assumptions) imply,
    and with solved equations used in the rest."""
    given = Context(assumptions)
    # Equations solved and alternatives dropped first: what is plainer is looked for among what is
    # left, and whether a clause is idle depends on how the others read.
    flat = _flat([rewritten(given, clause) for clause in _flat(clauses)])
    flat = _flat(_with_solutions(assumptions, flat))
    flat = _flat([_strengthened(assumptions, flat, clause) for clause in flat])
    flat = _flat([plainer(assumptions, clause) for clause in flat])
    # The longest first: of two clauses that say the same, the shorter one stays.
    for clause in sorted(flat, key=length, reverse=True):
        others = [c for c in flat if c is not clause]
        if follows((*assumptions, *others), clause):
            flat = others
    return conjunction(*sorted(flat, key=_reading_order))


# ---- several cases ----


def united(assumptions: Sequence[Guard], conditions: Sequence[Guard]) -> Guard:
    """One of the conditions holds: without what each need not say because of the others."""
    # A case need not exclude the others: "b = 0, or b != 0 and a = 0" is "a = 0 or b = 0".
    parts = (c.parts if isinstance(c, Or) else (c,) for c in conditions)
    cases = [_flat([case]) for case in dict.fromkeys(chain.from_iterable(parts))]
    for k in range(len(cases) if len(cases) > 1 else 0):
        for clause in reversed(cases[k]):
            fewer = [c for c in cases[k] if c is not clause]
            if _covered((*assumptions, *fewer, negation(clause)), cases, k):
                cases[k] = fewer
    # Then whole cases that the others cover by now, the longest first.
    for case in sorted(cases, key=lambda case: length(conjunction(*case)), reverse=True):
        others = [c for c in cases if c is not case]
        if others and _covered((*assumptions, *case), cases, cases.index(case)):
            cases = others
    joined = _joined(assumptions, cases)
    return plainer(assumptions, joined) if isinstance(joined, Or) else joined


def _joined(assumptions: Sequence[Guard], cases: Sequence[Sequence[Guard]]) -> Guard:
    """One of the cases holds: the clause that most of them share is said once, short ones first."""
    shared = Counter(clause for case in cases for clause in case).most_common(1)
    if shared and shared[0][1] > 1:
        clause = shared[0][0]
        inner = [[c for c in case if c is not clause] for case in cases if clause in case]
        rest = [case for case in cases if clause not in case]
        common = conjunction(clause, plainer(assumptions, _joined(assumptions, inner)))
        parts = [common, *(conjunction(*case) for case in rest)]
    else:
        parts = [conjunction(*case) for case in cases]
    return disjunction(*sorted(parts, key=length))


def _covered(facts: Sequence[Guard], cases: Sequence[Sequence[Guard]], but: int) -> bool:
    """Whether the facts imply that one of the cases holds, one of them left aside."""
    others = (negation(conjunction(*case)) for k, case in enumerate(cases) if k != but)
    return Prover(Deadline(SECONDS), MOST_CASES).prove((*facts, *others)) is not None


# ---- clauses ----


def _strengthened(assumptions: Sequence[Guard], clauses: Sequence[Guard], clause: Guard) -> Guard:
    """The clause without the alternatives that all clauses together exclude."""
    if not isinstance(clause, Or):
        return clause
    parts = sorted(clause.parts, key=length, reverse=True)
    for part in list(parts):
        fewer = [p for p in parts if p is not part]
        if fewer and follows((*assumptions, *clauses), disjunction(*fewer)):
            parts = fewer
    return disjunction(*(p for p in clause.parts if p in parts))


def _flat(clauses: Sequence[Guard]) -> list[Guard]:
    """The clauses, each once, with conjunctions taken apart."""
    return list(dict.fromkeys(p for p in conjuncts(clauses) if p is not TRUE))


def _with_solutions(assumptions: Sequence[Guard], clauses: list[Guard]) -> list[Guard]:
    """The clauses, with each equation that is solved for a parameter used in all others."""
    for k in range(len(clauses)):
        step = solved_equation(Context((clauses[k],))) if _is_equation(clauses[k]) else None
        if step is None:
            continue
        variable, value, _ = step
        context = Context((*assumptions, clauses[k]))
        for j, clause in enumerate(clauses):
            if j != k:
                moved = substitute((clause,), {variable: value})[0]
                if moved is not clause:
                    clauses[j] = rewritten(context, moved)
    return clauses


def _is_equation(clause: Guard) -> bool:
    return isinstance(clause, Relation) and clause.op == "="


def _reading_order(clause: Guard) -> int:
    """Equations first, then inequalities, then alternatives."""
    if isinstance(clause, Relation):
        return 0 if clause.op == "=" else 1
    return 2
