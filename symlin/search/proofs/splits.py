"""Guards that the facts leave open and on which their normal forms depend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from symlin.exact.atoms import arguments, relations
from symlin.exact.forms import to_term
from symlin.kernel.facts import Context
from symlin.kernel.intervals import NEG, POS, ZERO
from symlin.kernel.polynomial import (
    Atom,
    Poly,
    atom_poly,
    atoms_of,
    common_monomial,
)
from symlin.kernel.term import (
    And,
    Guard,
    Or,
    Relation,
    Term,
    eq,
    gt,
)

MOST_ALTERNATIVES = 8
"""Open alternatives that come before all else; of more, each would double the cases."""


# ---- what to split on, in order ----


def splits(context: Context) -> Iterator[Guard]:
    """Guards that the facts leave open and on which the normal forms depend, innermost first.

    A few open alternatives come first: they are conditions that someone has stated.
    """
    alternatives = [g for fact in context.facts for g in _alternatives(context, fact)]
    if len(alternatives) <= MOST_ALTERNATIVES:
        yield from _open_relations(context, alternatives)
    seen: set[Atom] = set()
    for relation in relations(context):  # the last fact's first: it is the goal's negation
        guard = _split_of(context, context.normal(relation.term), seen)
        if guard is not None:
            yield guard
    yield from _open_relations(context, alternatives)


def _alternatives(context: Context, fact: Guard) -> list[Or]:
    """The alternatives in the fact that are still open: none of them is known to be true."""
    if isinstance(fact, And):
        return [g for part in fact.parts for g in _alternatives(context, part)]
    if not isinstance(fact, Or):
        return []
    answers = [context.decide(part) for part in fact.parts]
    return [fact] if None in answers and True not in answers else []


def _open_relations(context: Context, alternatives: Sequence[Or]) -> Iterator[Relation]:
    for fact in alternatives:
        for relation in _relations_in(fact):
            if context.decide(relation) is None:
                yield relation


def _relations_in(guard: Guard) -> Iterator[Relation]:
    if isinstance(guard, Relation):
        yield guard
    else:
        for part in getattr(guard, "parts", ()):
            yield from _relations_in(part)


# ---- pieces of normal forms ----


def _split_of(context: Context, p: Poly, seen: set[Atom]) -> Guard | None:
    """The first guard on which an atom of p depends."""
    for base in atoms_of(p):
        if base in seen:
            continue
        seen.add(base)
        # Innermost first: once what is inside has become simple, the atom itself may be decided.
        for inner in arguments(base):
            guard = _split_of(context, inner, seen)
            if guard is not None:
                return guard
        guard = _split_of_atom(context, base)
        if guard is not None:
            return guard
    return None


def _split_of_atom(context: Context, base: Atom) -> Guard | None:
    """The sign that says which piece of the atom it is, where the facts leave it open."""
    match base.kind, base.argument:
        case (("relu" | "pos"), Poly() as h):
            return _sign_split(context, h, POS)
        case "nul", Poly() as h:
            return _sign_split(context, h, ZERO)
        case "max", tuple() as parts:
            candidates = [cast(Poly, part) for part in parts]
            # max(0, u, v, ...): is one of them above 0, is the first above another?
            for h in (*candidates, *(candidates[0] - q for q in candidates[1:])):
                guard = _sign_split(context, h, POS)
                if guard is not None:
                    return guard
            return None
        case "inv", Poly() as h:
            return _sign_split(context, h, ZERO)
        case "log", Poly() as h if context.sign(h) & POS:
            return _sign_split(context, h, POS)
        case "root", (Poly() as h, int()):
            return _factor_split(context, h) or _sign_split(context, h, POS)
        case _:
            return None


def _sign_split(context: Context, h: Poly, wanted: int) -> Guard | None:
    """Split on the sign of h, or first on that of a factor or of a product's variable."""
    # A sign that is known, or that says nothing of what is wanted, is nothing to split on.
    mask = context.sign(h)
    if not mask & wanted or not mask & ~wanted:
        return None
    guard = _factor_split(context, h)
    if guard is not None:
        return guard
    return gt(to_term(h)) if wanted == POS else eq(to_term(h))


def _factor_split(context: Context, h: Poly) -> Guard | None:
    """Split on the sign of a variable that is a factor of h, or of a factor that is one twice."""
    for base, _ in common_monomial(h.terms):
        # 1/a has the sign of a, and a has a value for all parameters.
        p = base.argument if base.kind == "inv" else atom_poly(base)
        known = not isinstance(p, Poly) or context.sign(p) in (NEG, ZERO, POS)
        if base.kind in ("var", "inv") and isinstance(p, Poly) and not known:
            positive = gt(to_term(p))
            return positive if context.decide(positive) is None else eq(to_term(p))
    # The sign is that of the factors with odd powers, unless one with an even power is 0.
    parts = context.parts_of_power(h)
    for p in parts or ():
        for op in (gt, eq):
            guard = op(to_term(p))
            if not p.is_constant and context.decide(guard) is None:
                return guard
    return None


def exponents(atoms: dict[Atom, None]) -> Iterator[Term]:
    """The variables among the arguments of exponentials: at 0 their powers are all 1."""
    for base in atoms:
        if base.kind == "exp":
            u = cast(Poly, base.argument)
            if len(u.terms) == 1 and [a.kind for a, _ in u.lead] == ["var"]:
                yield to_term(u)
