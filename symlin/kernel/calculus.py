"""Derivatives of normal forms, and where these are smooth."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from symlin.kernel import functions
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
    monomial_poly,
)
from symlin.kernel.term import Number, exact, quotient

if TYPE_CHECKING:
    from symlin.kernel.normal import Context


def is_smooth(context: Context, p: Poly, names: frozenset[str]) -> bool:
    """Whether p is differentiable in the named variables wherever the facts hold, and equal there
    to the partial function it stands for."""
    return all(_atom_is_smooth(context, a, names) for a in atoms_of(p) if atom_depends(a, names))


def _atom_is_smooth(context: Context, base: Atom, names: frozenset[str]) -> bool:
    match base.kind, base.argument:
        case "var", _:
            return True
        case (("exp" | "sin" | "cos" | "atan" | "erf"), Poly() as u):
            return is_smooth(context, u, names)
        case "log", Poly() as u:
            return context.compare(">", u) is True and is_smooth(context, u, names)
        case "inv", Poly() as u:
            return context.compare("!=", u) is True and is_smooth(context, u, names)
        case "root", (Poly() as u, int()):
            return context.compare(">", u) is True and is_smooth(context, u, names)
        case "asin", Poly() as u:
            inside = functions.root(context, ONE_POLY - context.product(u, u), 2)
            return context.compare(">", inside) is True and is_smooth(context, u, names)
        case _:
            return False


def derivative(context: Context, p: Poly, name: str) -> Poly:
    """The partial derivative of a smooth p."""
    names = frozenset([name])
    parts: list[tuple[Number, Poly]] = []
    for m, c in p.terms.items():
        for base, exponent in m:
            if atom_depends(base, names):
                inner = _derivative_of_atom(context, base, name)
                lower = {**dict(m), base: exact(exponent - 1)}
                if base.kind == "exp":  # the atom's derivative is itself times the argument's
                    lower = dict(m)
                rest = monomial_poly(monomial(lower), exact(c * exponent))
                parts.append((1, context.product(rest, inner)))
    return combine(parts)


def _derivative_of_atom(context: Context, base: Atom, name: str) -> Poly:
    """The derivative of the atom; for exp(u), of u alone."""
    if base.kind == "var":
        return ONE_POLY if base.argument == name else ZERO_POLY
    if base.kind == "root":
        u, degree = cast(tuple[Poly, int], base.argument)
        outer = context.product(
            atom_poly(base).scaled(quotient(1, degree)), functions.inverse(context, u)
        )
    else:
        u = cast(Poly, base.argument)
        outer = _outer(context, base, u)
    return context.product(outer, derivative(context, u, name))


def _outer(context: Context, base: Atom, u: Poly) -> Poly:
    square = context.product(u, u)
    match base.kind:
        case "exp":
            return ONE_POLY
        case "log":
            return functions.inverse(context, u)
        case "inv":
            return -context.product(atom_poly(base), atom_poly(base))
        case "sin":
            return atom_poly(atom("cos", u))
        case "cos":
            return -atom_poly(atom("sin", u))
        case "atan":
            return functions.inverse(context, ONE_POLY + square)
        case "asin":
            return functions.inverse(context, functions.root(context, ONE_POLY - square, 2))
        case "erf":
            root_pi = functions.root(context, atom_poly(atom("pi")), 2)
            gauss = functions.exponential(context, -square)
            scale = context.product(constant_poly(2), functions.inverse(context, root_pi))
            return context.product(scale, gauss)
        case _:
            raise ValueError(base.kind)
