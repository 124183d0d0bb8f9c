"""The hyperbolic functions and their inverses, by exp and log, with the same domain."""

from __future__ import annotations

from flint import fmpq

from symlin.kernel import term as k
from symlin.kernel.term import ONE, Term
from symlin.language.functions import exp, log, root


def sinh(u: Term) -> Term:
    """(exp(u) - exp(-u))/2."""
    return _half(k.sub(exp(u), exp(k.neg(u))))


def cosh(u: Term) -> Term:
    """(exp(u) + exp(-u))/2."""
    return _half(k.add(exp(u), exp(k.neg(u))))


def tanh(u: Term) -> Term:
    """1 - 2/(exp(2*u) + 1)."""
    return k.sub(ONE, k.scale(2, k.power(k.add(exp(k.scale(2, u)), ONE), -1)))


def coth(u: Term) -> Term:
    """1 + 2/(exp(2*u) - 1); no value at 0."""
    return k.add(ONE, k.scale(2, k.power(k.sub(exp(k.scale(2, u)), ONE), -1)))


def asinh(u: Term) -> Term:
    """log(u + sqrt(u**2 + 1))."""
    return log(k.add(u, root(k.add(k.power(u, 2), ONE), 2)))


def acosh(u: Term) -> Term:
    """log(u + sqrt(u**2 - 1)), for u >= 1."""
    return log(k.add(u, root(k.sub(k.power(u, 2), ONE), 2)))


def atanh(u: Term) -> Term:
    """log((1 + u)/(1 - u))/2, for u between -1 and 1."""
    return _half(log(k.div(k.add(ONE, u), k.sub(ONE, u))))


def acoth(u: Term) -> Term:
    """log((u + 1)/(u - 1))/2, for u beyond -1 and 1."""
    return _half(log(k.div(k.add(u, ONE), k.sub(u, ONE))))


def _half(u: Term) -> Term:
    return k.scale(fmpq(1, 2), u)
