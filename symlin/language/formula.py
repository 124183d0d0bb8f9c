"""Making formulas for an argument: letters, values, and numbers that are put in for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flint import fmpq

from symlin.kernel.numbers import Number as Exact
from symlin.language.notation import size
from symlin.language.rewriting import rewritten
from symlin.language.spoken import decimal_places
from symlin.language.tree import (
    Chain,
    Ellipsis,
    Grouped,
    Name,
    Negative,
    Number,
    Pair,
    Product,
    Sum,
    Times,
    Tree,
    Value,
)

LONG_NUMBER = 10**8
"""A numerator or denominator from here on, of nine digits and more, is rounded for a reader."""
LONG_DECIMAL = 9
"""So is a decimal with so many places."""


def point(entries: Sequence[Tree]) -> Tree:
    """One number as it is, several in brackets: -1 or (1, 0)."""
    return entries[0] if len(entries) == 1 else Pair(tuple(entries))


def names(texts: Sequence[str], most: int, first: int = 1) -> tuple[Tree, ...]:
    """The names as formulas; of more than `most` only the first ones and the last."""
    if len(texts) > most:
        return (*map(Name, texts[:first]), Ellipsis(), Name(texts[-1]))
    return tuple(map(Name, texts))


def equation(*members: Tree) -> Chain:
    """a = b = c."""
    return Chain(members, tuple("=" for _ in members[1:]))


def plus(first: Tree, second: Tree) -> Tree:
    """first + second, as they are put in: 1 + (-2)."""
    return Sum((first, apart(second)))


def half(tree: Tree) -> Tree:
    """tree/2."""
    return Product((tree, Number(2)), (False, True))


def scaled(factor: Tree, tree: Tree) -> Tree:
    """factor*tree."""
    return Product((factor, tree), (False, False))


def weighted(pairs: Sequence[tuple[Tree, Tree]]) -> Tree:
    """3 * (1, 1) - (-1, 1): factors of 1 are not written, their minus is that of the sum."""
    terms: list[Tree] = []
    for factor, operand in pairs:
        minus = isinstance(factor, Negative | Number) and opens_with_minus(factor)
        size = opposite(factor) if minus else factor
        alone = isinstance(size, Number) and size.value == 1
        shown = _put_in(operand, terms or minus) if alone else Times((size, operand))
        terms.append(Negative(shown) if minus else shown)
    return terms[0] if len(terms) == 1 else Sum(tuple(terms))


def _put_in(operand: Tree, later: object) -> Tree:
    return apart(operand) if later else operand


def apart(tree: Tree) -> Tree:
    """In brackets where it would be misread behind a plus: -1, 1 + x."""
    return Grouped(tree) if opens_with_minus(tree) or isinstance(tree, Sum) else tree


def opens_with_minus(tree: Tree) -> bool:
    """Whether the first thing that is written is a minus."""
    while True:
        match tree:
            case Number(value):
                return bool(value < 0)
            case Negative(operand):
                return not (isinstance(operand, Number) and operand.value == 0)
            case Sum(parts) | Times(parts):
                tree = parts[0]
            case Product(factors, inverted) if not inverted[0]:
                tree = factors[0]
            case _:
                return False


def opposite(tree: Tree) -> Tree:
    """-tree, of a number or of what begins with a minus without one."""
    match tree:
        case Number(value):
            return Number(-value)
        case Negative(operand):
            return operand
        case _:
            return Negative(tree)


def value_at(function: str, arguments: Sequence[Tree], output: tuple[int, ...] = ()) -> Value:
    """f(arguments)."""
    return Value(function, tuple(arguments), output)


def with_numbers(tree: Tree, shown: Callable[[Exact], Tree]) -> Tree:
    """The tree with every long number shown in another way; the same tree where there is none."""

    def change(part: Tree) -> Tree:
        return shown(part.value) if isinstance(part, Number) and is_long(part.value) else part

    return rewritten(tree, change)


def is_long(value: Exact) -> bool:
    """Whether the number has more digits than one reads."""
    places = decimal_places(value)
    if places is not None:
        return places >= LONG_DECIMAL or size(value) >= LONG_NUMBER
    exact = fmpq(value)
    return max(abs(exact.p), exact.q) >= LONG_NUMBER


def fraction(above: Sequence[Tree], below: Sequence[Tree]) -> Tree:
    """above / below, with all divisors in one bracket."""
    factors = list(above) or [Number(1)]
    if not below:
        return factors[0] if len(factors) == 1 else Product(tuple(factors), (False,) * len(factors))
    divisor = below[0] if len(below) == 1 else Product(tuple(below), (False,) * len(below))
    return Product((*factors, divisor), (*(False for _ in factors), True))
