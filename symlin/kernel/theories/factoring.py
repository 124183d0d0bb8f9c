"""Factors of polynomials over the rationals.

flint proposes them, and nothing rests on that: whoever uses a proposal multiplies it out again,
and drops it where another polynomial comes out.
"""

from __future__ import annotations

from flint import Ordering, fmpq, fmpq_mpoly, fmpq_mpoly_ctx
from flint.utils.flint_exceptions import DomainError

from symlin.kernel.algebra import Algebra, Theory
from symlin.kernel.intervals import ANY, NONZERO, POS, ZERO, sign_of_number, times
from symlin.kernel.numbers import Number, exact, quotient
from symlin.kernel.polynomial import Atom, Monomial, Poly, atoms_of, monomial

HIGHEST = 32
"""Largest degree of a polynomial that is factored: over huge ones flint runs out of memory, and
what people write has small ones."""
LONG = 40
"""Most monomials of a polynomial whose repeated factors are looked for, again and again in a
proof: with this few the search for them takes milliseconds."""

SHORT = 8
"""Most monomials of a polynomial that is factored for its sign, which is asked for all the time."""

# ---- what flint proposes ----


def factored(p: Poly, most: int) -> tuple[Number, list[tuple[Poly, int]]] | None:
    """(c, [(f, k), ...]) with p = c * product of f**k and f irreducible, for p of 2 monomials or
    more but no more than `most`, without fractional exponents."""
    if not 1 < len(p.terms) <= most or not _is_proper(p):  # a monomial is factored as it stands
        return None
    atoms = list(atoms_of(p))
    constant, factors = _as_mpoly(p, atoms).factor()
    return exact(constant), [(_from_mpoly(f, atoms), int(count)) for f, count in factors]


def _is_proper(p: Poly) -> bool:
    """Whether flint may have it: it runs out of memory, or of time, over huge degrees."""
    whole = all(fmpq(e).q == 1 and e >= 0 for m in p.terms for _, e in m)
    return whole and max(sum(int(fmpq(e).p) for _, e in m) for m in p.terms) <= HIGHEST


def _as_mpoly(p: Poly, atoms: list[Atom]) -> fmpq_mpoly:
    ring = fmpq_mpoly_ctx.get([f"g{k}" for k in range(len(atoms))], Ordering.lex)
    rows = {tuple(int(dict(m).get(a, 0)) for a in atoms): fmpq(c) for m, c in p.terms.items()}
    return ring.from_dict(rows)


def _from_mpoly(q: fmpq_mpoly, atoms: list[Atom]) -> Poly:
    terms: dict[Monomial, Number] = {}
    for exponents, coefficient in q.to_dict().items():
        factors = {a: int(e) for a, e in zip(atoms, exponents, strict=True)}
        terms[monomial(factors)] = exact(coefficient)
    return Poly(terms)


def divided(p: Poly, q: Poly) -> Poly | None:
    """p / q, if flint finds a polynomial; the caller multiplies it out again."""
    if not p or not q or not (_is_proper(p) and _is_proper(q)):
        return None
    atoms = list(dict.fromkeys((*atoms_of(p), *atoms_of(q))))
    found, rest = divmod(_as_mpoly(p, atoms), _as_mpoly(q, atoms))
    return None if rest else _from_mpoly(found, atoms)  # a remainder: no quotient


def square_root(p: Poly) -> tuple[Poly, Number] | None:
    """(r, c) with p = c * r**2, if flint finds them; the caller multiplies them out again."""
    atoms = list(atoms_of(p))
    if not _is_proper(p):
        return None
    q = _as_mpoly(p, atoms)
    c = q.leading_coefficient()
    try:
        found = (q * quotient(1, c)).sqrt()  # monic, for c may be no square
    except (ValueError, DomainError):
        return None
    return _from_mpoly(found, atoms), exact(c)


# ---- what a factor that occurs more than once says of signs ----


def parts_of_power(algebra: Algebra, p: Poly) -> tuple[Poly, Poly] | None:
    """(q, e) such that p has the sign of q where e is not 0, and is 0 where e is: of p's factors,
    q has those that occur an odd number of times, e the others. None where none occurs twice."""
    if all(sum(e for _, e in m) < 2 for m in p.terms):  # of degree 1: no factor occurs twice
        return None
    found = factored(p, LONG)
    if found is None or all(count == 1 for _, count in found[1]):
        return None
    constant, factors = found
    whole = algebra.product(*(algebra.power(f, count) for f, count in factors))
    if whole.scaled(constant) != p:  # flint proposes, and the product decides
        return None
    odd = algebra.product(*(f for f, count in factors if count % 2)).scaled(constant)
    return odd, algebra.product(*(f for f, count in factors if count % 2 == 0))


def sign_of_power(algebra: Algebra, p: Poly) -> int:
    """The signs of a polynomial that has a factor more than once."""
    parts = algebra.parts_of_power(p)
    if parts is None:
        return ANY
    odd, even = parts
    outer = POS | (algebra.signs.sign(even) & ZERO)  # e may occur twice, or four times
    return times(algebra.signs.sign(odd), outer)


def sign_of_factors(algebra: Algebra, p: Poly) -> int:
    """The signs of a short polynomial that is a product of others: x**2 - 1 by x - 1 and x + 1."""
    if len(p.terms) > SHORT or not algebra.signs.intervals:
        return ANY
    found = factored(p, SHORT)
    if found is None or len(found[1]) < 2:
        return ANY
    constant, factors = found
    mask = sign_of_number(constant)
    for factor, count in factors:
        sign = algebra.signs.sign(factor)
        if count % 2 == 0:
            sign = (sign & ZERO) | (POS if sign & NONZERO else 0)
        mask = times(mask, sign)
    if mask == ANY:
        return ANY
    whole = algebra.product(*(algebra.power(f, count) for f, count in factors))
    return mask if whole.scaled(constant) == p else ANY


THEORY = Theory(
    name="factoring",
    factored=factored,
    divided=divided,
    square_root=square_root,
    parts_of_power=parts_of_power,
    signs_by_product={"factoring": sign_of_power, "factors": sign_of_factors},
)
