"""Which normal forms are smooth, and their derivatives: two theories rest on it."""

from __future__ import annotations

from typing import cast

from symlin.kernel.algebra import Algebra
from symlin.kernel.clock import check_time
from symlin.kernel.numbers import Number, exact, quotient
from symlin.kernel.polynomial import (
    ONE_POLY,
    ZERO_POLY,
    Atom,
    Poly,
    atom,
    atom_depends,
    atom_poly,
    atoms_of,
    combine,
    constant_poly,
    monomial,
)


def is_smooth(algebra: Algebra, p: Poly, names: frozenset[str]) -> bool:
    """Whether p is differentiable in the named variables wherever the facts hold, and equal there
    to the partial function it stands for.

    Raises `OutOfTime`: what stands in p in many places is looked at in each of them.
    """
    check_time()
    return all(_atom_is_smooth(algebra, a, names) for a in atoms_of(p) if atom_depends(a, names))


def _atom_is_smooth(algebra: Algebra, base: Atom, names: frozenset[str]) -> bool:
    match base.kind, base.argument:
        case "var", _:  # the others are constants here, or are not asked about
            return True
        case (("exp" | "sin" | "cos" | "atan" | "erf"), Poly() as u):
            return is_smooth(algebra, u, names)
        case "log", Poly() as u:  # at the edge of its domain it has no slope, or no value
            return algebra.compare(">", u) is True and is_smooth(algebra, u, names)
        case "inv", Poly() as u:
            return algebra.compare("!=", u) is True and is_smooth(algebra, u, names)
        case "root", (Poly() as u, int()):
            return algebra.compare(">", u) is True and is_smooth(algebra, u, names)
        case "asin", Poly() as u:
            # the root is 0 where u^2 >= 1, so that it is positive says that u lies inside
            inside = algebra.root(ONE_POLY - algebra.product(u, u), 2)
            return algebra.compare(">", inside) is True and is_smooth(algebra, u, names)
        case _:
            return False


def derivative(algebra: Algebra, p: Poly, name: str) -> Poly:
    """The partial derivative of a smooth p."""
    names = frozenset([name])
    parts: list[tuple[Number, Poly]] = []
    for m, c in p.terms.items():
        for base, exponent in m:
            if atom_depends(base, names):  # the product rule: one factor at a time
                inner = _derivative_of_atom(algebra, base, name)
                lower = {**dict(m), base: exact(exponent - 1)}
                if base.kind == "exp":  # the atom's derivative is itself times the argument's
                    lower = dict(m)
                rest = Poly({monomial(lower): exact(c * exponent)})
                parts.append((1, algebra.product(rest, inner)))
    return combine(parts)


def _derivative_of_atom(algebra: Algebra, base: Atom, name: str) -> Poly:
    """The derivative of the atom; for exp(u), of u alone."""
    if base.kind == "var":
        return ONE_POLY if base.argument == name else ZERO_POLY
    if base.kind == "root":
        u, degree = cast(tuple[Poly, int], base.argument)
        # (u^(1/d))' = u^(1/d) / (d u) u'
        outer = algebra.product(atom_poly(base).scaled(quotient(1, degree)), algebra.inverse(u))
    else:
        u = cast(Poly, base.argument)
        outer = _outer(algebra, base, u)
    return algebra.product(outer, derivative(algebra, u, name))


def _outer(algebra: Algebra, base: Atom, u: Poly) -> Poly:
    square = algebra.product(u, u)
    match base.kind:
        case "exp":
            return ONE_POLY
        case "log":
            return algebra.inverse(u)
        case "inv":
            return -algebra.product(atom_poly(base), atom_poly(base))
        case "sin":
            return atom_poly(atom("cos", u))
        case "cos":
            return -atom_poly(atom("sin", u))
        case "atan":
            return algebra.inverse(ONE_POLY + square)
        case "asin":
            return algebra.inverse(algebra.root(ONE_POLY - square, 2))
        case "erf":
            root_pi = algebra.root(atom_poly(atom("pi")), 2)
            gauss = algebra.apply("exp", -square)
            scale = algebra.product(constant_poly(2), algebra.inverse(root_pi))
            return algebra.product(scale, gauss)
        case _:
            raise ValueError(base.kind)
