"""Where an operator has a value, in as few words as can be found.

Guards are simplified in the total reading, where the root of a negative number is 0; but a person
reads them as they stand, and may even take x**(1/3) for the real root. So a root, a logarithm or
an arcsine is not compared with 0: what is said of it is said of its argument.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations, product
from typing import Literal

from symlin.kernel.facts import Context
from symlin.kernel.term import (
    FALSE,
    ONE,
    TRUE,
    And,
    Function,
    Guard,
    Max,
    Node,
    Or,
    Power,
    Product,
    Relation,
    Root,
    Sum,
    Term,
    conjunction,
    disjunction,
    eq,
    ge,
    gt,
    ne,
    neg,
    negation,
    power,
    sub,
)
from symlin.kernel.walk import topological

Case = tuple[Guard, ...]
Sign = Literal["=", "!=", ">", ">=", "<", "<="]
MOST = 16
"""Alternatives beyond this number are not taken apart."""


def simplest(guard: Guard, facts: Sequence[Guard]) -> Guard:
    """A guard with the same truth as this one wherever the facts hold, written shorter."""
    guard = _of_arguments(guard)
    cases = _cases(guard, facts)
    if cases is None:
        return guard
    for k in range(len(cases)):
        others = [*cases[:k], *cases[k + 1 :]]
        for part in cases[k]:
            rest = tuple(p for p in cases[k] if p is not part)
            if _covered((*rest, negation(part)), others, facts):
                cases[k] = rest
    for case in list(cases):
        others = [c for c in cases if c is not case]
        if _covered(case, others, facts):
            cases = others
    return disjunction(*(conjunction(*case) for case in cases))


def _cases(guard: Guard, facts: Sequence[Guard]) -> list[Case] | None:
    """Conjunctions, one of which holds iff the guard does; None where there are too many."""
    match guard:
        case Or(parts):
            found = [_cases(part, facts) for part in parts]
            lists = [cases for cases in found if cases is not None]
            joined = [case for cases in lists for case in cases]
        case And(parts):
            found = [_cases(part, facts) for part in parts]
            lists = [cases for cases in found if cases is not None]
            if len(lists) < len(found) or _size(lists) > MOST * MOST:
                return None
            joined = [tuple(dict.fromkeys(sum(chosen, ()))) for chosen in product(*lists)]
        case _:
            return [(guard,)]
    if len(lists) < len(found):
        return None
    possible = [c for c in joined if Context((*facts, *c)).contradiction is None]
    kept = list(dict.fromkeys(_needed(_joined(case), facts) for case in possible))
    return kept if len(kept) <= MOST else None


def _size(lists: Sequence[list[Case]]) -> int:
    total = 1
    for cases in lists:
        total *= len(cases)
    return total


def _joined(case: Case) -> Case:
    """u >= 0 and u != 0 as u > 0, u >= 0 and -u >= 0 as u = 0."""
    kept = dict.fromkeys(case)
    for a, b in permutations(case, 2):
        match a, b:
            case Relation(">=", u), Relation("!=", v) if v in (u, neg(u)):
                both = gt(u)
            case Relation(">=", u), Relation(">=", v) if v is neg(u) and b in kept:
                both = eq(u)
            case _:
                continue
        if a in kept:
            del kept[a]
            kept.pop(b, None)
            kept[both] = None
    return tuple(kept)


def _needed(case: Case, facts: Sequence[Guard]) -> Case:
    """The parts that the others do not imply."""
    kept = list(case)
    for part in case:
        others = [p for p in kept if p is not part]
        if Context((*facts, *others)).decide(part) is True:
            kept = others
    return tuple(kept)


def _covered(case: Case, others: Sequence[Case], facts: Sequence[Guard]) -> bool:
    """Whether wherever the case holds, one of the others surely does."""
    context = Context((*facts, *case))
    return context.contradiction is not None or any(
        all(context.decide(part) is True for part in other) for other in others
    )


def _of_arguments(guard: Guard) -> Guard:
    """The guard with the signs of roots, logarithms and the like as conditions on arguments."""
    done: dict[Node, Guard] = {}
    for node in topological([guard]):
        match node:
            case Relation(op, term):
                done[node] = _sign(op, term)
            case And(parts):
                done[node] = conjunction(*(done[part] for part in parts))
            case Or(parts):
                done[node] = disjunction(*(done[part] for part in parts))
    return done.get(guard, guard)


def _sign(op: Sign, term: Term) -> Guard:
    """The guard `term op 0`, an equivalent one in the total reading."""
    match term:
        case Sum((weight,), (part,), 0):
            return _sign(op if weight > 0 else _MIRRORED[op], part)
        case Product(factors) if op in ("=", "!="):
            join = conjunction if op == "!=" else disjunction
            return join(*(_sign(op, factor) for factor in factors))
        case Max(terms):
            join = disjunction if op in (">", ">=") else conjunction
            return join(*(_sign(op, part) for part in terms)) if op[0] in "<>" else _as_is(op, term)
        case Power(base, exponent) if exponent != 0:
            return _sign(op, base) if exponent % 2 or op in ("=", "!=") else _sign_of_size(op, base)
        case Root(base, _):
            return _sign_of_root(op, base)
        case Function("abs", part) if part is not None:
            return _sign_of_size(op, part)
        case Function("atan" | "erf", part) if part is not None:
            return _sign(op, part)
        case Function("log", part) if part is not None:
            return _sign_of_log(op, part)
        case Function("asin", part) if part is not None:
            inside = _sign(">=", sub(ONE, power(part, 2)))
            if op in ("!=", ">", "<"):
                return conjunction(_sign(op, part), inside)
            return disjunction(_sign(op, part), negation(inside))
        case _:
            return _as_is(op, term)


def _as_is(op: Sign, term: Term) -> Guard:
    plain = {"=": eq, "!=": ne, ">": gt, ">=": ge}
    return plain[op](term) if op in plain else plain[_MIRRORED[op]](neg(term))


def _sign_of_size(op: Sign, part: Term) -> Guard:
    """Of |part|, or an even power of it."""
    if op in (">=", "<"):
        return TRUE if op == ">=" else FALSE
    return _sign("!=" if op in ("!=", ">") else "=", part)


def _sign_of_root(op: Sign, base: Term) -> Guard:
    if op in (">=", "<"):
        return TRUE if op == ">=" else FALSE
    return _sign(">" if op in ("!=", ">") else "<=", base)


def _sign_of_log(op: Sign, part: Term) -> Guard:
    beside_one = _sign(op, sub(part, ONE))
    if op in (">", "<="):
        return beside_one
    if op in ("!=", "<"):
        return conjunction(_sign(">", part), beside_one)
    return disjunction(_sign("<=", part), beside_one)


_MIRRORED: dict[Sign, Sign] = {"=": "=", "!=": "!=", ">": "<", ">=": "<=", "<": ">", "<=": ">="}
