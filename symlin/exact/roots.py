"""Where the two sides of a relation in one variable meet, in closed form."""

from __future__ import annotations

from collections.abc import Container, Iterator

from flint import fmpq

from symlin.exact.atoms import relations
from symlin.exact.factors import factored
from symlin.exact.forms import to_term
from symlin.kernel.facts import Context
from symlin.kernel.numbers import Number, quotient
from symlin.kernel.polynomial import Atom, Poly, atom_poly, atoms_of
from symlin.kernel.term import Term, add, div, function, neg, power, root, scale, sqrt, sub


def roots(context: Context, ops: Container[str]) -> Iterator[tuple[str, Term]]:
    """(variable, value) at which the two sides of a relation of one of these kinds are equal."""
    for relation in relations(context):
        if relation.op not in ops:
            continue
        p, _ = context.clear(context.normal(relation.term))
        for factor in factored(p):
            moving = [a for a in atoms_of(factor) if a.names]
            if len(moving) == 1:
                yield from _solve(moving[0], factor)


def _solve(base: Atom, p: Poly) -> Iterator[tuple[str, Term]]:
    """The variable's values at which p, a polynomial in one atom, vanishes."""
    for value in _values(base, p):
        yield from _invert(base, value)


def _invert(base: Atom, value: Term) -> Iterator[tuple[str, Term]]:
    """The variable's values at which the atom has the value."""
    inner = base.argument
    if base.kind == "var":
        yield str(inner), value
        return
    if not isinstance(inner, Poly):
        return
    inverse = {"exp": "log", "log": "exp", "sin": "asin"}.get(base.kind)
    moving = [a for a in atoms_of(inner) if a.names]
    if inverse is None or len(moving) != 1:
        return
    target = function(inverse, value)
    slope = inner.terms.get(((moving[0], 1),))
    rest = inner - atom_poly(moving[0]).scaled(slope or 0)
    if slope and rest.closed:
        yield from _invert(moving[0], scale(quotient(1, slope), sub(target, to_term(rest))))


def _values(base: Atom, p: Poly) -> Iterator[Term]:
    """Real roots of c_n u**n + ... + c_0 for n <= 2, and of c_n u**n + c_0; none of other sums,
    such as those of fractional powers of an exponential."""
    coefficients: dict[Number, Poly] = {}
    for m, c in p.terms.items():
        exponent = dict(m).get(base, 0)
        rest = Poly({tuple(f for f in m if f[0] is not base): c})
        coefficients[exponent] = coefficients.get(exponent, Poly({})) + rest
    degrees = sorted(coefficients)
    if any(fmpq(n).q != 1 or n < 0 for n in degrees):
        return
    c0 = to_term(coefficients.get(0, Poly({})))
    if degrees[-1] == 1:
        yield neg(_over(c0, coefficients[1]))
    elif degrees[-1] == 2:
        a, b = coefficients[2], coefficients.get(1, Poly({}))
        half = scale(fmpq(-1, 2), _over(to_term(b), a))
        root_part = sqrt(sub(_square(half), _over(c0, a)))
        yield add(half, root_part)
        yield sub(half, root_part)
    elif degrees[:-1] in ([0], []) and int(fmpq(degrees[-1]).p) > 2:
        n = int(fmpq(degrees[-1]).p)
        target = neg(_over(c0, coefficients[n]))
        yield root(target, n)
        yield neg(root(neg(target) if n % 2 else target, n))


def _over(numerator: Term, p: Poly) -> Term:
    if p.is_constant:
        return scale(quotient(1, p.constant), numerator)
    return div(numerator, to_term(p))


def _square(t: Term) -> Term:
    return power(t, 2)
