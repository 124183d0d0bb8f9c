"""Bounds on what a text may grow into, so that hostile text ends in an error and not in hours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NoReturn

from symlin.kernel import term as k
from symlin.kernel.numbers import Number, bits, exact
from symlin.kernel.term import Const, Guard, Term
from symlin.language.tokens import MAX_DIGITS, fail
from symlin.language.tree import NOWHERE, Power, Product, Tree, children

MAX_EXPONENT = 10_000
"""The largest numerator and denominator of a constant exponent, unless the base is a number."""
MAX_DEGREE = 100_000
"""The degree up to which powers may be nested: x**100 of x**100 has 10,000."""
MAX_ENTRIES = 2_000_000
"""Terms and factors of all sums and products together, multiplied out as the kernel keeps them."""
MAX_TOTAL_BITS = 100_000_000
"""Size of all long numbers together."""
_LONG = 256
"""Bits from which on a number counts: shorter ones take no more room than what they stand in."""
MAX_BITS = int(MAX_DIGITS * 3.33)
"""The same in bits: a digit has log2(10) = 3.32 of them."""


class Limits:
    """Watches one translation; every method raises InputError when a bound is passed."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.degrees: dict[int, int] = {}
        self.entries = 0
        self.bits = 0

    def refuse(self, message: str, tree: Tree) -> NoReturn:
        """InputError about the tree's place."""
        fail(message, self.text, None if tree.at == NOWHERE else tree.at)

    def check_digits(self, numbers: Iterable[Number], tree: Tree) -> None:
        """No number has more than MAX_DIGITS digits."""
        for number in numbers:
            size = bits(number)
            if size > MAX_BITS:
                self.refuse(f"numbers may have at most {MAX_DIGITS} digits", tree)
            self.bits += size if size > _LONG else 0
        if self.bits > MAX_TOTAL_BITS:
            self.refuse("the numbers in this text are too long for their count", tree)

    def check_sum(self, parts: Sequence[Term], tree: Tree) -> None:
        """Adding up the constants passes no bound on the way."""
        total: Number = 0
        for part in parts:
            if isinstance(part, Const):
                total = exact(total + part.value)
                self.check_digits((total,), tree)

    def check_product(self, parts: Sequence[Term], tree: Tree) -> None:
        """Multiplying the constants passes no bound."""
        if sum(bits(part.value) for part in parts if isinstance(part, Const)) > MAX_BITS:
            self.refuse(f"numbers may have at most {MAX_DIGITS} digits", tree)

    def check_power(self, base: Term, exponent: Term, tree: Tree) -> None:
        """A constant exponent is within bounds; numbers may go as far as their digits allow."""
        if not isinstance(exponent, Const) or not isinstance(exponent.value, int):
            return
        size = abs(exponent.value)
        if not isinstance(base, Const):
            if size > MAX_EXPONENT:
                self.refuse(f"exponents are limited to {MAX_EXPONENT}", tree)
        elif bits(base.value) > 1 and (bits(base.value) - 1) * size > MAX_BITS:
            self.refuse(f"the power has more than {MAX_DIGITS} digits", tree)

    def check(self, tree: Tree, result: Term | Guard, exponent: Term | Guard | None) -> None:
        """The degree, the digits and the number of entries of what the tree became."""
        if isinstance(result, Const):
            self.degrees[id(tree)] = 0
            self.check_digits((result.value,), tree)
            return
        self.degrees[id(tree)] = self._degree(tree, exponent)
        if isinstance(result, k.Sum):
            self.entries += len(result.terms)
            self.check_digits(result.coefficients, tree)
            self.check_digits((result.constant,), tree)
        elif isinstance(result, k.Product):
            self.entries += len(result.factors)
        if self.entries > MAX_ENTRIES:
            self.refuse(f"multiplied out, this has more than {MAX_ENTRIES} terms", tree)

    def _degree(self, tree: Tree, exponent: Term | Guard | None) -> int:
        """How fast the value's size may grow with the symbols': bounds powers of powers."""
        degrees = self.degrees
        if isinstance(tree, Product):
            degree = sum([degrees[id(factor)] for factor in tree.factors])
        elif isinstance(tree, Power) and isinstance(exponent, Const):
            degree = degrees[id(tree.base)] * max(1, _ceiling(exponent.value))
        else:
            degree = max([degrees[id(part)] for part in children(tree)], default=1)
        if degree > MAX_DEGREE:
            self.refuse(f"the powers nest to a degree above {MAX_DEGREE}", tree)
        return max(1, degree)


def _ceiling(value: Number) -> int:
    return abs(value) if isinstance(value, int) else int(abs(value).ceil())
