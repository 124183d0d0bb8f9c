"""Formulas for any number of inputs, written as trees; equal parts are shared."""

from __future__ import annotations

from collections.abc import Sequence

from symlin.language.tree import Call, Listing, Name, Negative, Number, Power, Product, Sum, Tree


def total(parts: Sequence[Tree]) -> Tree:
    """The sum of one part or more."""
    return parts[0] if len(parts) == 1 else Sum(tuple(parts))


def difference(a: Tree, b: Tree) -> Tree:
    """a - b"""
    return Sum((a, Negative(b)))


def quotient(a: Tree, b: Tree | int) -> Tree:
    """a/b"""
    return Product((a, Number(b) if isinstance(b, int) else b), (False, True))


def square(a: Tree) -> Tree:
    """a**2"""
    return Power(a, Number(2))


def call(name: str, *arguments: Tree) -> Tree:
    """A function of the language."""
    return Call(name, arguments)


def mean(parts: Sequence[Tree]) -> Tree:
    """Their sum over their number."""
    return quotient(total(parts), len(parts))


def squares(parts: Sequence[Tree]) -> Tree:
    """The sum of their squares."""
    return total([square(part) for part in parts])


def deviations(parts: Sequence[Tree]) -> list[Tree]:
    """What each has more than their mean."""
    middle = mean(parts)
    return [difference(part, middle) for part in parts]


def ascending(parts: Sequence[Tree]) -> list[Tree]:
    """The parts by size, from minima and maxima of neighbours (odd-even transposition)."""
    found = list(parts)
    for turn in range(len(found)):
        for k in range(turn % 2, len(found) - 1, 2):
            a, b = found[k], found[k + 1]
            found[k], found[k + 1] = call("Min", a, b), call("Max", a, b)
    return found


def listing(parts: Sequence[Tree]) -> Tree:
    """Several outputs."""
    return Listing(tuple(parts))


def inputs(count: int) -> tuple[Name, ...]:
    """x1, x2, ..."""
    return tuple(Name(f"x{k}") for k in range(1, count + 1))
