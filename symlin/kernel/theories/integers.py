"""floor: whole parts leave it."""

from __future__ import annotations

from flint import fmpq

from symlin.kernel.numbers import Number, exact
from symlin.kernel.polynomial import UNIT, Monomial, Poly, atom, atom_poly


def floor(u: Poly) -> Poly:
    """floor(n + r) = n + floor(r) for the integer-valued part n."""
    whole: dict[Monomial, Number] = {}
    rest: dict[Monomial, Number] = {}
    for m, c in u.terms.items():
        if m == UNIT:
            below = int(fmpq(c).floor())
            whole[m], rest[m] = below, exact(c - below)
        elif fmpq(c).q == 1 and all(a.kind in ("floor", "pos", "nul") for a, _ in m):
            whole[m] = c
        else:
            rest[m] = c
    fraction = Poly({m: c for m, c in rest.items() if c != 0})
    outer = Poly({m: c for m, c in whole.items() if c != 0})
    return outer if fraction.is_constant else outer + atom_poly(atom("floor", fraction))
