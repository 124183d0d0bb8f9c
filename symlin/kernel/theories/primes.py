"""Factors of whole numbers, for roots and logarithms of numbers."""

from __future__ import annotations

SMALL_PRIMES = tuple(p for p in range(2, 200) if all(p % q for q in range(2, p)))
"""Those of the numbers that people write; what is left of larger ones stays one factor, and only
makes fewer roots and logarithms meet."""


def factor_partly(n: int) -> dict[int, int]:
    """n > 0 as a product of powers: small primes, and what is left (not always prime)."""
    factors: dict[int, int] = {}
    for prime in SMALL_PRIMES:
        while n % prime == 0:
            n //= prime
            factors[prime] = factors.get(prime, 0) + 1
    if n > 1:  # a large prime, or a product of some
        factors[n] = factors.get(n, 0) + 1
    return factors
