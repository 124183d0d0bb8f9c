"""The functions of the language, each exactly in the kernel's own few, with the same domain.

The kernel knows exp, log, sin, cos, atan, asin, erf, floor, abs, roots, max and piecewise terms.
Every definition below has a value exactly where the function has a real one: acosh(x) is
log(x + sqrt(x**2 - 1)), which has none for x < 1, as it should be.
"""

from __future__ import annotations

from flint import fmpq, fmpz

from symlin.kernel import term as k
from symlin.kernel.numbers import Number, quotient
from symlin.kernel.term import ONE, PI, ZERO, Const, Function, Guard, Root, Term
from symlin.language.limits import MAX_EXPONENT

HALF = k.const(fmpq(1, 2))
UNDEFINED = k.power(ZERO, -1)
"""A term that has a value nowhere."""


class Refused(Exception):
    """The arguments are outside the language; the message says why."""


def cases(*branches: tuple[Term, Guard]) -> Term:
    """A piecewise term without the branches that can never be reached."""
    kept: list[tuple[Term, Guard]] = []
    for value, guard in branches:
        if guard is k.FALSE:
            continue
        kept.append((value, guard))
        if guard is k.TRUE:
            break
    if kept and kept[0][1] is k.TRUE:
        return kept[0][0]
    return k.piecewise(*kept) if kept else UNDEFINED


def compare(op: k.Op, left: Term, right: Term = ZERO) -> Guard:
    """The guard `left op right`; True or False where both are numbers."""
    guard = k.relation(op, left, right)
    if not isinstance(guard, k.Relation) or not isinstance(guard.term, Const):
        return guard
    value = guard.term.value
    holds = {"=": value == 0, "!=": value != 0, ">": value > 0, ">=": value >= 0}[op]
    return k.TRUE if holds else k.FALSE


def function(name: str, u: Term) -> Term:
    """A kernel function, evaluated where its value at a number is an obvious number."""
    if isinstance(u, Const):
        if name == "floor":
            return k.const(_floor(u.value))
        if name == "abs":
            return k.const(max(u.value, -u.value))
        if u.value == 0 and name in ("sin", "atan", "asin", "erf"):
            return ZERO
        if u.value == 0 and name in ("exp", "cos"):
            return ONE
        if u.value == 1 and name == "log":
            return ZERO
    return k.function(name, u)


def exp(u: Term) -> Term:
    """The exponential."""
    return function("exp", u)


def log(u: Term, base: Term | None = None) -> Term:
    """The natural logarithm, or that to a base; a value only for a positive u."""
    natural = function("log", u)
    return natural if base is None else k.div(natural, function("log", base))


def log1p(u: Term) -> Term:
    """log(1 + u)."""
    return log(k.add(ONE, u))


def expm1(u: Term) -> Term:
    """exp(u) - 1."""
    return k.sub(exp(u), ONE)


def _floor(value: Number) -> int:
    return value if isinstance(value, int) else int(value.floor())


def _half(u: Term) -> Term:
    return k.scale(fmpq(1, 2), u)


def sign(u: Term) -> Term:
    """1, 0 or -1."""
    return cases((ONE, compare(">", u)), (ZERO, compare("=", u)), (k.const(-1), k.TRUE))


def heaviside(u: Term, at_zero: Term = HALF) -> Term:
    """1 for a positive u, 0 for a negative one, and at 0 what is asked for."""
    return cases((ONE, compare(">", u)), (at_zero, compare("=", u)), (ZERO, k.TRUE))


def maximum(*terms: Term) -> Term:
    """The largest term; a number where all are."""
    numbers = [t.value for t in terms if isinstance(t, Const)]
    return k.const(max(numbers)) if len(numbers) == len(terms) else k.maximum(*terms)


def minimum(*terms: Term) -> Term:
    """The smallest term, by the largest of the opposites."""
    return k.neg(maximum(*map(k.neg, terms)))


def floor(u: Term) -> Term:
    """The largest whole number that is not above u."""
    return function("floor", u)


def ceiling(u: Term) -> Term:
    """The smallest whole number that is not below u."""
    return k.neg(floor(k.neg(u)))


def frac(u: Term) -> Term:
    """u - floor(u), also of negative numbers."""
    return k.sub(u, floor(u))


def mod(u: Term, v: Term) -> Term:
    """u - v*floor(u/v): has the sign of v, as in Python and SymPy; no value for v = 0."""
    return k.sub(u, k.mul(v, floor(k.div(u, v))))


def tan(u: Term) -> Term:
    """sin(u)/cos(u); no value where cos(u) = 0."""
    return k.div(function("sin", u), function("cos", u))


def cot(u: Term) -> Term:
    """cos(u)/sin(u); no value where sin(u) = 0."""
    return k.div(function("cos", u), function("sin", u))


def acos(u: Term) -> Term:
    """pi/2 - asin(u), for u from -1 to 1."""
    return k.sub(_half(PI), function("asin", u))


def acot(u: Term) -> Term:
    """SymPy's: atan(1/u), and pi/2 at 0."""
    inverse = function("atan", k.power(u, -1))
    return cases((_half(PI), compare("=", u)), (inverse, k.TRUE))


def atan2(y: Term, x: Term) -> Term:
    """The angle of (x, y) in (-pi, pi]; no value at the origin."""
    angle = function("atan", k.div(y, x))
    left = k.conjunction(compare(">", ZERO, x), compare(">=", y))
    return cases(
        (angle, compare(">", x)),
        (k.add(angle, PI), left),
        (k.sub(angle, PI), compare(">", ZERO, x)),
        (_half(PI), compare(">", y)),
        (k.neg(_half(PI)), compare(">", ZERO, y)),
    )


def sinc(u: Term) -> Term:
    """sin(u)/u, and 1 at 0."""
    return cases((ONE, compare("=", u)), (k.div(function("sin", u), u), k.TRUE))


def erfc(u: Term) -> Term:
    """1 - erf(u)."""
    return k.sub(ONE, function("erf", u))


def root(u: Term, degree: int) -> Term:
    """The non-negative root; a number where the base is a perfect power."""
    if isinstance(u, Const) and u.value >= 0:
        value = fmpq(u.value)
        p, q = _exact_root(value.p, degree), _exact_root(value.q, degree)
        if p is not None and q is not None:
            return k.const(fmpq(p, q))
    return k.root(u, degree)


def _exact_root(value: fmpz, degree: int) -> fmpz | None:
    found = value.root(degree)
    return found if found**degree == value else None


def nth_root(u: Term, n: Term) -> Term:
    """u**(1/n), as SymPy has it."""
    return power(u, k.div(ONE, n))


def real_root(u: Term, n: Term) -> Term:
    """The real root of odd degree, of negative numbers too; of even degree, as root.

    Raises `Refused` where the degree is not a positive whole number.
    """
    degree = n.value if isinstance(n, Const) else None
    if not isinstance(degree, int) or degree < 1:
        raise Refused("real_root(x, n) needs a whole number n >= 1")
    if degree % 2 == 0 or degree == 1:
        return nth_root(u, n)
    negative = k.neg(nth_root(k.neg(u), n))
    return cases((nth_root(u, n), compare(">=", u)), (negative, k.TRUE))


def rational(p: Term, q: Term = ONE) -> Term:
    """p/q as a number; raises `Refused` where it is none."""
    value = k.div(p, q)
    if not isinstance(value, Const):
        raise Refused("Rational(p, q) needs whole numbers p and q, with q not 0")
    return value


def integer(u: Term) -> Term:
    """A whole number as it is; raises `Refused` for anything else."""
    if not isinstance(u, Const) or not isinstance(u.value, int):
        raise Refused("Integer(n) needs a whole number")
    return u


def power(base: Term, exponent: Term) -> Term:
    """base**exponent over the reals, with a value exactly where SymPy's is real and finite."""
    if isinstance(exponent, Const):
        return _constant_power(base, exponent.value)
    if isinstance(base, Function) and base.name == "exp" and base.argument is not None:
        return exp(k.mul(base.argument, exponent))
    if is_positive(base):
        return exp(k.mul(exponent, log(base)))
    return general_power(base, exponent)


def inverse(u: Term) -> Term:
    """1/u, with the inverse drawn into products and powers: it has a value in the same places."""
    match u:
        case k.Product(factors):
            return k.mul(*map(inverse, factors))
        case k.Power(base, exponent) if exponent > 0:
            return k.power(base, -exponent)
        case k.Sum((weight,), (part,), 0) if weight != 0:
            return k.scale(quotient(1, weight), inverse(part))
        case _:
            return k.power(u, -1)


def _constant_power(base: Term, exponent: Number) -> Term:
    if isinstance(exponent, int):
        return k.power(base, exponent)
    p, q = int(exponent.p), int(exponent.q)
    if max(abs(p), q) > MAX_EXPONENT:
        raise Refused(f"exponents are limited to {MAX_EXPONENT}")
    return k.power(root(base, q), p)


def is_positive(base: Term) -> bool:
    """Whether the term is a constant that is plainly positive."""
    match base:
        case Const(value):
            return value > 0
        case Root(inner, _):
            return is_positive(inner)
        case _:
            return base is PI


def general_power(base: Term, exponent: Term) -> Term:
    """By the base's sign; a negative base has a power only where the exponent is whole."""
    parity = function("cos", k.mul(PI, exponent))  # 1 or -1 where the exponent is whole
    negative = k.mul(parity, exp(k.mul(exponent, log(k.neg(base)))))
    zero = k.conjunction(compare("=", base), compare(">", exponent))
    whole = k.conjunction(compare(">", ZERO, base), compare("=", exponent, floor(exponent)))
    return cases(
        (exp(k.mul(exponent, log(base))), compare(">", base)),
        (ONE, compare("=", exponent)),
        (ZERO, zero),
        (negative, whole),
    )
