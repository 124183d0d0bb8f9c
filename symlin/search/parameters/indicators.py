"""What a sum of indicators says: p = 0 as relations of what the indicators are of.

[a > 0] + [a = 0] - 1 = 0 is a >= 0. Whether p is 0 depends on the signs of a few forms alone, so
all combinations of signs are tried, and those that are left are said in as few words as may be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from math import prod
from typing import cast

from flint import fmpq

from symlin.exact.forms import to_term
from symlin.kernel.polynomial import Atom, Poly, atoms_of, monic
from symlin.kernel.term import (
    FALSE,
    TRUE,
    Guard,
    Term,
    conjunction,
    disjunction,
    eq,
    ge,
    gt,
    ne,
    neg,
)

MOST_FORMS = 3
"""Forms, for which there are 27 combinations of signs: of more, nobody reads a list of cases."""
SIGNS = (-1, 0, 1)
Signs = tuple[int, ...]


def by_signs(p: Poly) -> Guard | None:
    """p = 0 in terms of what the indicators are of, for a p of nothing else than indicators."""
    atoms = atoms_of(p)
    if not all(base.kind in ("pos", "nul") for base in atoms):
        return None
    # Indicators of h, 2 h and -h are all of the sign of h.
    scaled = {base: monic(cast(Poly, base.argument)) for base in atoms}
    forms = list(dict.fromkeys(h for h, _ in scaled.values()))
    if not 0 < len(forms) <= MOST_FORMS:
        return None
    sides = {a: (a.kind, forms.index(h), 1 if c > 0 else -1) for a, (h, c) in scaled.items()}
    zero = {s for s in product(SIGNS, repeat=len(forms)) if _value_at(p, sides, s) == 0}
    return _said(zero, [to_term(h) for h in forms])


def _said(allowed: set[Signs], forms: Sequence[Term]) -> Guard:
    """That the forms' signs are among those found: "and" or "or" where that says it."""
    # A box of signs is an "and", its complement an "or"; anything else goes form by form.
    if (each := _independent(allowed)) is not None:
        return conjunction(*(_relation(h, s) for h, s in zip(forms, each, strict=True)))
    others = set(product(SIGNS, repeat=len(forms))) - allowed
    if (each := _independent(others)) is not None:
        left = (set(SIGNS) - s for s in each)
        return disjunction(*(_relation(h, s) for h, s in zip(forms, left, strict=True)))
    # Signs of the first form that leave the same to the others are said together.
    cases: dict[frozenset[Signs], set[int]] = {}
    for sign in SIGNS:
        cases.setdefault(frozenset(s[1:] for s in allowed if s[0] == sign), set()).add(sign)
    return disjunction(*(
        conjunction(_relation(forms[0], signs), _said(set(rest), forms[1:]))
        for rest, signs in cases.items()
        if rest
    ))  # fmt: skip


def _value_at(p: Poly, sides: Mapping[Atom, tuple[str, int, int]], signs: Signs) -> fmpq:
    """p where the forms have these signs; each indicator is of a form, or of minus a form."""

    def holds(base: Atom) -> bool:
        kind, form, side = sides[base]
        return signs[form] == (0 if kind == "nul" else side)

    return sum((fmpq(c) for m, c in p.terms.items() if all(holds(a) for a, _ in m)), fmpq(0))


def _independent(allowed: set[Signs]) -> list[set[int]] | None:
    """The signs of each form by itself, if all their combinations are among those found."""
    each = [set(column) for column in zip(*allowed, strict=True)]
    return each if each and len(allowed) == prod(map(len, each)) else None


def _relation(h: Term, signs: set[int]) -> Guard:
    """The form has one of the signs."""
    match sorted(signs):
        case []:
            return FALSE
        case [-1]:
            return gt(neg(h))
        case [0]:
            return eq(h)
        case [1]:
            return gt(h)
        case [-1, 0]:
            return ge(neg(h))
        case [-1, 1]:
            return ne(h)
        case [0, 1]:
            return ge(h)
        case _:
            return TRUE
