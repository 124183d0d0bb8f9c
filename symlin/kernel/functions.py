"""Normal forms of applied functions: 1/u, roots, exp, log, sin, cos, atan, asin, erf, floor."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flint import fmpq

from symlin.kernel.factors import divided, factor_partly, factored, logarithms, square_root
from symlin.kernel.polynomial import (
    ONE_POLY,
    UNIT,
    ZERO_POLY,
    Atom,
    Monomial,
    Poly,
    atom,
    atom_poly,
    atoms_of,
    combine,
    constant_poly,
    content,
    monomial_poly,
)
from symlin.kernel.signs import NEG, POS, primitive, without
from symlin.kernel.term import Number, exact, number_power, quotient

if TYPE_CHECKING:
    from symlin.kernel.normal import Context

SQUARES = 40
"""Most monomials under a root that is tried for being a perfect square."""
FACTORED = 12
"""Most monomials under a root that is tried for being a product."""
SUMMANDS = 8
"""Most monomials of an angle that is taken apart."""
FEW = 8
"""The same for an angle that is a number."""
MULTIPLES = 64
"""Largest multiple of an angle that is expanded."""


def cancelled(context: Context, p: Poly) -> Poly:
    """p = n/(q r) as (n/q)/r, where a denominator q that is not 0 divides n."""
    if not any(a.kind == "inv" and len(cast(Poly, a.argument).terms) > 1 for a in atoms_of(p)):
        return p
    whole, denominators = context.fraction(p)
    numerator, left = whole, ONE_POLY
    for q, exponent in denominators:
        for _ in range(exponent):
            smaller = divided(numerator, q)
            if smaller is None or context.product(smaller, q) != numerator:
                left = context.product(left, inverse(context, q))
            else:
                numerator = smaller
    return p if numerator is whole else context.product(numerator, left)


def apply(context: Context, name: str, u: Poly) -> Poly:
    u = cancelled(context, u)
    match name:
        case "exp":
            return exponential(context, u)
        case "log":
            return logarithm(context, u)
        case "sin" | "cos":
            sine, cosine = sine_cosine(context, u)
            return sine if name == "sin" else cosine
        case "abs":
            return context.relu(u) + context.relu(-u)
        case "floor":
            return floor(u)
        case "pi":
            return atom_poly(atom("pi"))
        case "atan":
            return arctangent(context, u)
        case "asin" | "erf":
            return odd(name, u)
        case _:
            raise ValueError(name)


def inverse(context: Context, u: Poly) -> Poly:
    """1/u: denominators d that are not 0 leave, 1/(n/d) = d (1/n), then factors one by one,
    1/(c m r) = (1/c) (1/m) (1/r), with 1/0 = 0."""
    if u.is_constant:
        return constant_poly(quotient(1, u.constant)) if u else ZERO_POLY
    numerator, denominators = context.fraction(u)
    if denominators:
        powers = (context.power(q, k) for q, k in denominators)
        return context.product(inverse(context, numerator), *powers)
    common = content(u)
    rest, factor = primitive(without(u, common))
    result = constant_poly(quotient(1, factor))
    for base, exponent in common:
        if base.kind == "exp":
            part = atom_poly(base, -exponent)
        elif base.kind == "inv":
            part = context.power(cast(Poly, base.argument), cast(int, exponent))
        elif base.kind in ("pos", "nul"):
            part = atom_poly(base)
        elif base.kind == "root" and context.signs.sign_of_atom(base) == POS:
            part = context.power(_inverse_of_root(context, base), cast(int, exponent))
        else:
            part = atom_poly(atom("inv", atom_poly(base)), exponent)
        result = context.product(result, part)
    return result if rest.is_constant else context.product(result, atom_poly(atom("inv", rest)))


def _inverse_of_root(context: Context, base: Atom) -> Poly:
    """1/root_d(v) = root_d(v)^(d-1) / v for v > 0."""
    inner, degree = cast(tuple[Poly, int], base.argument)
    return context.product(atom_poly(base, degree - 1), inverse(context, inner))


def root(context: Context, u: Poly, degree: int) -> Poly:
    """The root of u, 0 for u < 0: positive denominators, positive factors and even powers leave."""
    if not u:
        return ZERO_POLY
    numerator, denominators = context.fraction(u)
    if denominators and all(context.signs.sign(q) == POS for q, _ in denominators):
        outer = ONE_POLY
        for q, k in denominators:  # root(n / q^k) = root(n q^(-k mod d)) / q^ceil(k/d)
            numerator = context.product(numerator, context.power(q, -k % degree))
            outer = context.product(outer, context.power(inverse(context, q), -(-k // degree)))
        return context.product(root(context, numerator, degree), outer)
    common = content(u)
    rest, factor = primitive(without(u, common))
    sign = 1 if factor > 0 else -1
    result = _root_of_number(exact(abs(fmpq(factor))), degree)
    for base, exponent in common:
        power = monomial_poly(((base, exponent),))
        if base.kind == "exp":
            part = atom_poly(base, quotient(exponent, degree))
        elif not context.signs.sign_of_atom(base) & NEG:
            part = _root_of_power(context, atom_poly(base), cast(int, exponent), degree)
        elif not context.signs.sign_of_atom(base) & POS:
            part = _root_of_power(context, -atom_poly(base), cast(int, exponent), degree)
            sign = -sign if exponent % 2 else sign
        elif degree == 2 and exponent % 2 == 0:
            even = context.relu(atom_poly(base)) + context.relu(-atom_poly(base))
            part = context.power(even, cast(int, exponent) // 2)
        else:
            rest = context.product(rest, power)
            continue
        result = context.product(result, part)
    rest = rest.scaled(sign)
    if rest == ONE_POLY:
        return result
    if degree == 2 and (sine := _root_of_sine_squared(rest)) is not None:
        return context.product(result, context.relu(sine) + context.relu(-sine))
    if degree == 2 and 2 < len(rest.terms) <= SQUARES:
        found = square_root(rest)
        if found is not None:
            r, c = found
            if c > 0 and context.product(r, r).scaled(c) == rest:
                outer = context.product(result, _root_of_number(c, 2))
                return context.product(outer, context.relu(r) + context.relu(-r))
    parts = _factors_of_known_sign(context, rest)
    if parts is not None:
        roots = (context.power(root(context, part, degree), count) for part, count in parts)
        return context.product(result, *roots)
    if rest.is_constant and rest.constant < 0:
        return ZERO_POLY
    return context.product(result, atom_poly(atom("root", (rest, degree))))


def _root_of_sine_squared(p: Poly) -> Poly | None:
    """sin(v) for p = 1 - cos(v)^2, the normal form of sin(v)^2."""
    rest = ONE_POLY - p
    if len(rest.terms) == 1 and rest.terms[rest.lead] == 1 and len(rest.lead) == 1:
        ((base, exponent),) = rest.lead
        if base.kind == "cos" and exponent == 2:
            return atom_poly(atom("sin", base.argument))
    return None


def _factors_of_known_sign(context: Context, p: Poly) -> list[tuple[Poly, int]] | None:
    """Factors with their exponents, none of them negative where the facts hold, whose product is
    p, where there are several or one occurs more than once."""
    found = factored(p, FACTORED)
    if found is None or sum(count for _, count in found[1]) < 2:
        return None
    constant, factors = found
    parts: list[tuple[Poly, int]] = [(constant_poly(abs(fmpq(constant))), 1)]
    for factor, count in factors:
        mask = context.signs.sign(factor)
        if mask & NEG and mask & POS:
            return None
        parts.append((-factor if mask & NEG else factor, count))
    product = context.product(*(context.power(part, count) for part, count in parts))
    return parts if product == p else None


def _root_of_power(context: Context, base: Poly, exponent: int, degree: int) -> Poly:
    whole, part = divmod(exponent, degree)
    single = atom_poly(atom("root", (base, degree)))
    return context.product(context.power(base, whole), context.power(single, part))


def _root_of_number(value: Number, degree: int) -> Poly:
    """The root of a positive rational: root(a/b) = root(a b^(d-1)) / b, prime by prime."""
    ratio = fmpq(value)
    whole = int(ratio.p) * int(number_power(int(ratio.q), degree - 1))
    outside, factors = 1, {}
    for prime, exponent in factor_partly(whole).items():
        out, within = divmod(exponent, degree)
        outside *= prime**out
        if within:
            factors[atom("root", (constant_poly(prime), degree))] = within
    m = tuple(sorted(factors.items(), key=lambda f: f[0].order))
    return monomial_poly(cast(Monomial, m), quotient(outside, int(ratio.q)))


def exponential(context: Context, u: Poly) -> Poly:
    """exp(sum c m) = product of exp(m)**c; exp(c log v) = v**c for v > 0."""
    result = ONE_POLY
    for m, c in u.terms.items():
        result = context.product(result, _exp_of_monomial(context, m, c))
    return result


def _exp_of_monomial(context: Context, m: Monomial, c: Number) -> Poly:
    if len(m) == 1 and m[0][0].kind == "log" and m[0][1] == 1:
        inner = cast(Poly, m[0][0].argument)
        ratio = fmpq(c)
        if context.signs.sign(inner) == POS and abs(ratio) <= 64 and ratio.q <= 64:
            base = inner if ratio.q == 1 else root(context, inner, int(ratio.q))
            return context.power(base, int(ratio.p))
    return atom_poly(atom("exp", monomial_poly(m)), c)


def logarithm(context: Context, u: Poly) -> Poly:
    """log(c m r) = log c + log m + log r for positive factors; log(exp(v)) = v."""
    numerator, denominators = context.fraction(u)
    factors = (numerator, *(q for q, _ in denominators))
    if denominators and all(context.signs.sign(q) == POS for q in factors):
        logs = [(-k, logarithm(context, q)) for q, k in denominators]
        return combine([(1, logarithm(context, numerator)), *logs])
    if context.signs.sign(u) != POS:
        return atom_poly(atom("log", u))
    rest, factor = primitive(u)
    parts: list[tuple[Number, Poly]] = []
    for base, exponent in content(u):
        if base.kind == "exp":
            parts.append((exponent, cast(Poly, base.argument)))
        elif context.signs.sign_of_atom(base) == POS:
            parts.append((exponent, _log_of_atom(context, base)))
        else:
            continue
        rest = without(rest, ((base, exponent),))
    rest = rest if factor > 0 else -rest
    parts.extend(logarithms(factor if factor > 0 else -factor))
    if rest != ONE_POLY:
        parts.append((1, atom_poly(atom("log", rest))))
    return combine(parts)


def _log_of_atom(context: Context, base: Atom) -> Poly:
    if base.kind == "root":
        inner, degree = cast(tuple[Poly, int], base.argument)
        return logarithm(context, inner).scaled(quotient(1, degree))
    if base.kind == "inv":
        return -logarithm(context, cast(Poly, base.argument))
    return atom_poly(atom("log", atom_poly(base)))


def sine_cosine(context: Context, u: Poly) -> tuple[Poly, Poly]:
    """(sin u, cos u) by the addition theorems, one monomial at a time; not those of long sums,
    for each monomial doubles the result."""
    if len(u.terms) > SUMMANDS:
        turned = u if u.terms[u.lead] > 0 else -u
        return odd("sin", u), atom_poly(atom("cos", turned))
    sine, cosine = ZERO_POLY, ONE_POLY
    for m, c in u.sorted_terms():
        s, t = _angle(context, m, c)
        sine, cosine = (
            context.product(sine, t) + context.product(cosine, s),
            context.product(cosine, t) - context.product(sine, s),
        )
    return sine, cosine


def _angle(context: Context, m: Monomial, c: Number) -> tuple[Poly, Poly]:
    """(sin(c m), cos(c m)), in terms of the angle m / context.angle where c is a multiple."""
    if len(m) == 1 and m[0][0].kind == "pi" and m[0][1] == 1 and fmpq(2 * c).q == 1:
        quarter = int(2 * c) % 4
        return constant_poly((0, 1, 0, -1)[quarter]), constant_poly((1, 0, -1, 0)[quarter])
    if len(m) == 1 and m[0][0].kind == "pi" and m[0][1] == 1 and fmpq(12 * c).q == 1:
        part = int(12 * c)
        if part % 2 == 0 or part % 3 == 0:
            return _sine_of_twelfths(part), _sine_of_twelfths(part + 6)
    if fmpq(c).q == 1 and _is_whole_half_turn(m):
        return ZERO_POLY, ONE_POLY if c % 2 == 0 else atom_poly(atom("cos", monomial_poly(m)))
    count = fmpq(c * context.angle)
    most = MULTIPLES if any(base.names for base, _ in m) else FEW
    if count.q != 1 or abs(count) > most:
        whole, unit = 1, monomial_poly(m, exact(abs(fmpq(c))))
        negative = c < 0
    else:
        whole, unit = abs(int(count.p)), monomial_poly(m, quotient(1, context.angle))
        negative = count < 0
    s1, c1 = _unit_angle(context, unit)
    sine, cosine = ZERO_POLY, ONE_POLY
    for _ in range(whole):
        sine, cosine = (
            context.product(sine, c1) + context.product(cosine, s1),
            context.product(cosine, c1) - context.product(sine, s1),
        )
    return (-sine if negative else sine), cosine


def _is_whole_half_turn(m: Monomial) -> bool:
    """pi n with a whole number n."""
    factors = dict(m)
    turned = factors.pop(atom("pi"), 0) == 1
    return turned and all(base.kind in ("floor", "pos", "nul") for base in factors)


def _sine_of_twelfths(count: int) -> Poly:
    """sin(count pi/12) at multiples of pi/6 and pi/4."""
    count %= 24
    if count > 12:
        return -_sine_of_twelfths(count - 12)
    square = {0: 0, 2: 1, 3: 2, 4: 3, 6: 4}[min(count, 12 - count)]  # 4 sin^2
    return _root_of_number(square, 2).scaled(quotient(1, 2)) if square else ZERO_POLY


def _unit_angle(context: Context, unit: Poly) -> tuple[Poly, Poly]:
    """(sin t, cos t); for t = atan(u) they are u / sqrt(1 + u^2) and 1 / sqrt(1 + u^2), for
    t = asin(u) with |u| <= 1 they are u and sqrt(1 - u^2)."""
    if unit.terms.get(unit.lead) == 1 and len(unit.terms) == 1 and len(unit.lead) == 1:
        ((base, exponent),) = unit.lead
        u = base.argument
        if exponent == 1 and isinstance(u, Poly):
            square = context.product(u, u)
            if base.kind == "atan":
                cosine = inverse(context, root(context, ONE_POLY + square, 2))
                return context.product(u, cosine), cosine
            if base.kind == "asin" and not context.signs.sign(ONE_POLY - square) & NEG:
                return u, root(context, ONE_POLY - square, 2)
    return atom_poly(atom("sin", unit)), atom_poly(atom("cos", unit))


def arctangent(context: Context, u: Poly) -> Poly:
    """atan u; for a fraction 1/w with w of known sign it is pi/2 - atan(w), or -pi/2 - atan(w)."""
    w = _reciprocal(u)
    if w is None:
        return odd("atan", u)
    mask = context.signs.sign(w)
    if mask not in (NEG, POS):
        return odd("atan", u)
    quarter = atom_poly(atom("pi")).scaled(quotient(1 if mask == POS else -1, 2))
    return quarter - odd("atan", w)


def _reciprocal(u: Poly) -> Poly | None:
    """w with u = 1/w for w != 0, where u is a number between -1 and 1 or c/v with a single v."""
    if u.is_constant:
        return constant_poly(quotient(1, u.constant)) if 0 < abs(fmpq(u.constant)) < 1 else None
    if len(u.terms) != 1:
        return None
    ((m, c),) = u.terms.items()
    if len(m) != 1 or m[0][0].kind != "inv" or m[0][1] != 1:
        return None
    return cast(Poly, m[0][0].argument).scaled(quotient(1, c))


def odd(name: str, u: Poly) -> Poly:
    """f(-u) = -f(u), and the values that are known exactly."""
    if not u:
        return ZERO_POLY
    if u.is_constant and abs(fmpq(u.constant)) == 1 and name in ("atan", "asin"):
        return atom_poly(atom("pi")).scaled(quotient(u.constant, 4 if name == "atan" else 2))
    positive = u.terms[u.lead] > 0
    value = atom_poly(atom(name, u if positive else -u))
    return value if positive else -value


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
