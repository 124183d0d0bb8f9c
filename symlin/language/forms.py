"""Functions that are notation: Piecewise, And, Eq, ... become nodes of the tree."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NoReturn

from symlin.language.tree import (
    NOWHERE,
    Call,
    Compare,
    Comparison,
    Condition,
    Listing,
    Logic,
    Name,
    Negative,
    Not,
    Number,
    Pair,
    Piecewise,
    Pipeline,
    Power,
    Product,
    Sum,
    Tree,
    Truth,
)

Refuse = Callable[[str, int], NoReturn]
"""Raises InputError with a message about the place."""

COMPARISONS: dict[str, Comparison] = {
    "Eq": "==",
    "Ne": "!=",
    "Lt": "<",
    "Le": "<=",
    "Gt": ">",
    "Ge": ">=",
}
FORMS = frozenset({*COMPARISONS, "And", "Or", "Not", "Xor", "ITE", "Piecewise", "Pow"})


_NUMBERS = frozenset({Call, Name, Negative, Number, Piecewise, Power, Product, Sum})
"""Most of what is a number: this is asked of every part of a text."""


def describe(tree: Tree) -> str:
    """What kind of thing the tree is, for error messages."""
    match tree:
        case Truth() | Compare() | Logic() | Not():
            return "a condition"
        case Listing():
            return "a list"
        case Pair():
            return "a tuple"
        case Pipeline():
            return "a pipeline"
        case _:
            return "a number"


def number(tree: Tree, refuse: Refuse) -> Tree:
    """The tree itself, which must be a number."""
    if type(tree) not in _NUMBERS and isinstance(tree, Condition | Listing | Pair | Pipeline):
        refuse(f"expected a number here, not {describe(tree)}", tree.at)
    return tree


def condition(tree: Tree, refuse: Refuse) -> Tree:
    """The tree itself, which must be a condition."""
    if not isinstance(tree, Condition):
        refuse(f"expected a condition such as x > 0 here, not {describe(tree)}", tree.at)
    return tree


def interpret(call: Call, refuse: Refuse) -> Tree:
    """The node that a call of one of FORMS stands for; InputError where it is malformed."""
    for key, _ in call.keywords:
        if key != "evaluate":
            refuse(f"{call.name} takes no argument named {key!r}", call.at)
    name, arguments, at = call.name, call.arguments, call.at
    if name in COMPARISONS:
        _expect(call, 2, f"{name}(a, b)", refuse)
        operands = tuple(number(a, refuse) for a in arguments)
        return Compare(operands, (COMPARISONS[name],), at)
    if name == "Pow":
        _expect(call, 2, "Pow(x, n)", refuse)
        return Power(number(arguments[0], refuse), number(arguments[1], refuse), at)
    if name == "Piecewise":
        return _piecewise(call, refuse)
    if name == "ITE":
        _expect(call, 3, "ITE(condition, a, b)", refuse)
        return _if_then_else(call, refuse)
    parts = tuple(condition(a, refuse) for a in arguments)
    if name == "Not":
        _expect(call, 1, "Not(condition)", refuse)
        return Not(parts[0], at)
    if name == "Xor":
        return exclusive_or(parts, at)
    return logic("and" if name == "And" else "or", parts, at)


def logic(kind: Literal["and", "or"], parts: tuple[Tree, ...], at: int = NOWHERE) -> Tree:
    """All or any of the parts, of which there may be one or none."""
    if len(parts) == 1:
        return parts[0]
    return Logic(kind, parts, at) if parts else Truth(kind == "and", at)


def _expect(call: Call, count: int, signature: str, refuse: Refuse) -> None:
    if len(call.arguments) != count:
        refuse(f"{signature} takes {count} arguments, got {len(call.arguments)}", call.at)


def _piecewise(call: Call, refuse: Refuse) -> Tree:
    branches: list[tuple[Tree, Tree]] = []
    for pair in call.arguments:
        if not isinstance(pair, Pair) or len(pair.items) != 2:
            refuse("Piecewise takes branches (value, condition)", pair.at)
        value, guard = pair.items
        branches.append((number(value, refuse), condition(guard, refuse)))
    for k, (_, guard) in enumerate(branches):
        if isinstance(guard, Truth) and guard.value:
            return Piecewise(tuple(branches[: k + 1]), call.at)
    if not branches:
        refuse("Piecewise needs a branch (value, condition)", call.at)
    return Piecewise(tuple(branches), call.at)


def _if_then_else(call: Call, refuse: Refuse) -> Tree:
    (guard, a, b), at = call.arguments, call.at
    condition(guard, refuse)
    if isinstance(a, Condition) and isinstance(b, Condition):
        return choice(guard, a, b, at)
    return Piecewise(((number(a, refuse), guard), (number(b, refuse), Truth(True, at))), at)


def choice(guard: Tree, a: Tree, b: Tree, at: int = NOWHERE) -> Tree:
    """The condition a where the guard holds, else b; a guard of any size is stated once."""
    if isinstance(guard, Compare) and len(guard.operators) == 1:
        yes, no = Logic("and", (guard, a), at), Logic("and", (Not(guard, at), b), at)
        return Logic("or", (yes, no), at)
    cases = ((_indicator(a, at), guard), (_indicator(b, at), Truth(True, at)))
    return Compare((Piecewise(cases, at), Number(1, at)), ("==",), at)


def exclusive_or(parts: tuple[Tree, ...], at: int = NOWHERE) -> Tree:
    """Whether an odd number of the parts hold; every part is stated once."""
    if len(parts) < 2:
        return parts[0] if parts else Truth(False, at)
    count = Sum(tuple(_indicator(part, at) for part in parts), at)
    return Compare((Call("Mod", (count, Number(2, at)), (), at), Number(1, at)), ("==",), at)


def _indicator(guard: Tree, at: int) -> Tree:
    return Piecewise(((Number(1, at), guard), (Number(0, at), Truth(True, at))), at)
