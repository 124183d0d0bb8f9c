"""erf: odd, increasing, between -1 and 1."""

from __future__ import annotations

from typing import cast

from symlin.kernel.algebra import Algebra, KnownSigns, Theory
from symlin.kernel.polynomial import Atom, Poly
from symlin.kernel.theories.monomials import odd


def error_function(algebra: Algebra, u: Poly) -> Poly:
    """erf(-u) = -erf(u)."""
    return odd("erf", u)


def _sign(signs: KnownSigns, base: Atom) -> int:
    """That of its argument."""
    return signs.sign(cast(Poly, base.argument))


THEORY = Theory(
    name="error function",
    functions={"erf": error_function},
    signs={"erf": _sign},
    ranges={"erf": (-1, 1, True, True)},  # the limits are not attained
)
