"""Rewriting rules for products of atoms: identities of total functions under known signs."""

from __future__ import annotations

from typing import cast

from symlin.kernel.intervals import ZERO
from symlin.kernel.numbers import Number
from symlin.kernel.polynomial import (
    Atom,
    Monomial,
    Poly,
    Terms,
    _replace,
    atom,
    atom_depends,
    monomial,
    multiply_monomials,
)
from symlin.kernel.signs import Signs
from symlin.kernel.theories.roots import _root
from symlin.kernel.theories.trigonometry import _sine

REDUCIBLE = frozenset({"relu", "pos", "nul", "root", "sin", "inv"})


def rewrite(signs: Signs, m: Monomial) -> Terms | None:
    """The polynomial that one rule makes of the monomial, or None where no rule applies."""
    for base, exponent in m:
        found: Terms | None = None
        match base.kind:
            case "relu":
                found = _relu(m, base, exponent)
            case "pos" | "nul":
                found = _indicator(m, base, exponent)
            case "root":
                found = _root(signs, m, base, exponent)
            case "sin":
                found = _sine(m, base, exponent)
            case "inv":
                found = _inverse(signs, m, base)
            case _:
                continue
        if found is not None:
            return found
    return None


def _relu(m: Monomial, base: Atom, exponent: Number) -> Terms | None:
    """relu(h)**2 = h * relu(h)."""
    if exponent < 2:
        return None
    return _replace(m, base, exponent - 1, cast(Poly, base.argument))


def _indicator(m: Monomial, base: Atom, exponent: Number) -> Terms | None:
    """[h > 0] and [h = 0] are idempotent, exclude each other, and meet relu(h) and h so:
    [h > 0] relu(h) = relu(h), [h > 0] h = relu(h), [h = 0] relu(h) = 0, [h = 0] h = 0."""
    h = cast(Poly, base.argument)
    if exponent > 1:
        return _replace(m, base, 1)
    factors = dict(m)
    hinge = atom("relu", h)
    if base.kind == "pos":
        if atom("nul", h) in factors:
            return {}
        if hinge in factors:
            return _replace(m, base, 0)
    elif hinge in factors:
        return {}
    return _lead(m, factors, base, h)


def _lead(m: Monomial, factors: dict[Atom, Number], base: Atom, h: Poly) -> Terms | None:
    """Eliminate the leading variable v of h = v + rest beside an indicator of h."""
    lead = h.lead
    if len(lead) != 1 or lead[0][1] != 1 or lead[0][0].kind != "var":
        return None
    v = lead[0][0]
    if v not in factors:
        return None
    rest = Poly({n: c for n, c in h.terms.items() if n != lead})
    name = frozenset([cast(str, v.argument)])
    if any(atom_depends(a, name) for n in rest.terms for a, _ in n):
        return None
    lower = monomial({**factors, v: factors[v] - 1})
    total = _replace(lower, base, 1, -rest)
    if base.kind == "pos":
        hinged = multiply_monomials(monomial({**dict(lower), base: 0}), ((atom("relu", h), 1),))
        total[hinged] = total.get(hinged, 0) + 1
    return total


def _inverse(signs: Signs, m: Monomial, base: Atom) -> Terms | None:
    """a * (1/a) = 1 for an atom a that is not 0."""
    inner = cast(Poly, base.argument)
    if len(inner.terms) != 1:
        return None
    ((only, _),) = inner.lead
    factors = dict(m)
    if only not in factors or signs.sign_of_atom(only) & ZERO:
        return None
    common = min(factors[only], factors[base])
    return {monomial({**factors, only: factors[only] - common, base: factors[base] - common}): 1}
