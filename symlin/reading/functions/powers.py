"""Powers of negative numbers with whole exponents: (-1)**n is cos(pi*n) for whole n."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import NoReturn

from flint import fmpq

from symlin.kernel.numbers import exact
from symlin.language.rewriting import rewritten
from symlin.language.tree import (
    Call,
    Constant,
    Name,
    Negative,
    Number,
    Power,
    Product,
    Sum,
    Tree,
)

Refuse = Callable[[str, Tree], NoReturn]


def with_whole_powers(tree: Tree, whole: Collection[str], refuse: Refuse) -> Tree:
    """The tree with cos(pi*n)*2**n for (-2)**n, where `whole` are names of whole numbers.

    Raises `InputError` for a negative number with an exponent that may not be whole.
    """

    def change(part: Tree) -> Tree:
        return _power(part, whole, refuse) if isinstance(part, Power) else part

    return rewritten(tree, change)


def _power(tree: Power, whole: Collection[str], refuse: Refuse) -> Tree:
    base = _number(tree.base)
    if base is None or base >= 0 or _number(tree.exponent) is not None:
        return tree
    if not _is_whole(tree.exponent, whole):
        refuse("a negative number has a power only where the exponent is whole", tree)
    at, exponent = tree.at, tree.exponent
    turn = Call("cos", (Product((Constant("pi", at), exponent), (False, False), at),), (), at)
    if base == -1:
        return turn
    return Product((turn, Power(Number(exact(-base), at), exponent, at)), (False, False), at)


def _number(tree: Tree) -> fmpq | None:
    """The value of a plain number such as 2, -1/2 or -3; None for anything else."""
    match tree:
        case Number(value):
            return fmpq(value)
        case Negative(part):
            inner = _number(part)
            return None if inner is None else -inner
        case Product(parts, inverted):
            value = fmpq(1)
            for part, below in zip(parts, inverted, strict=True):
                factor = _number(part)
                if factor is None or (below and factor == 0):
                    return None
                value = value / factor if below else value * factor
            return value
        case _:
            return None


def _is_whole(tree: Tree, whole: Collection[str]) -> bool:
    """Whether the tree plainly has whole values alone."""
    stack = [tree]
    while stack:
        match stack.pop():
            case Number(int()):
                pass
            case Name(name) if name in whole:
                pass
            case Negative(part):
                stack.append(part)
            case Sum(parts):
                stack += parts
            case Product(parts, inverted) if not any(inverted):
                stack += parts
            case Power(base, Number(int(exponent))) if exponent >= 0:
                stack.append(base)
            case Call("floor" | "ceiling"):
                pass
            case _:
                return False
    return True
