"""The tree of a formula: what was written, before it means anything, and what is to be shown.

Text is read into a tree and a term is worded as one; every presentation is a visitor of it. Trees
are immutable and well-typed by construction: conditions are `Truth`, `Compare`, `Logic` and `Not`,
everything else but `Pipeline`, `Listing` and `Pair` is a number. `at` is the place in the text.
Subtrees may be shared, so walks go by identity.

The last group of nodes is for the eye alone: an argument speaks of f(u), puts numbers in for
letters, rounds, and leaves out. No text is read into them, and nothing translates them to terms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, Literal, assert_never, cast

from symlin.kernel.clock import check_time
from symlin.kernel.numbers import Number as Exact

Comparison = Literal["==", "!=", "<", "<=", ">", ">="]
NOWHERE = -1
"""The place of a tree that was not read from text."""


@dataclass(frozen=True, eq=False, slots=True)
class Number:
    """An exact rational number."""

    value: Exact
    at: int = NOWHERE


@dataclass(frozen=True, eq=False, slots=True)
class Constant:
    """pi or E."""

    name: str
    at: int = NOWHERE


@dataclass(frozen=True, eq=False, slots=True)
class Name:
    """A symbol; at the top and in pipelines also the name of an operator."""

    name: str
    at: int = NOWHERE


@dataclass(frozen=True, eq=False, slots=True)
class Sum:
    """The sum of two or more terms."""

    terms: tuple[Tree, ...]
    at: int = NOWHERE


@dataclass(frozen=True, eq=False, slots=True)
class Negative:
    """-operand."""

    operand: Tree
    at: int = NOWHERE


@dataclass(frozen=True, eq=False, slots=True)
class Product:
    """factors multiplied, or divided by where `inverted`."""

    factors: tuple[Tree, ...]
    inverted: tuple[bool, ...]
    at: int = NOWHERE


@dataclass(frozen=True, eq=False, slots=True)
class Power:
    """base**exponent."""

    base: Tree
    exponent: Tree
    at: int = NOWHERE


@dataclass(frozen=True, eq=False, slots=True)
class Piecewise:
    """(value, condition) in order; where no condition holds, there is no value."""

    branches: tuple[tuple[Tree, Tree], ...]
    at: int = NOWHERE


@dataclass(frozen=True, eq=False, slots=True)
class Call:
    """A function, operator or layer with arguments."""

    name: str
    arguments: tuple[Tree, ...]
    keywords: tuple[tuple[str, Tree], ...] = ()
    at: int = NOWHERE


@dataclass(frozen=True, eq=False, slots=True)
class Truth:
    """True or False."""

    value: bool
    at: int = NOWHERE


@dataclass(frozen=True, eq=False, slots=True)
class Compare:
    """operands[0] operators[0] operands[1] operators[1] ...: every neighbour compares so."""

    operands: tuple[Tree, ...]
    operators: tuple[Comparison, ...]
    at: int = NOWHERE


@dataclass(frozen=True, eq=False, slots=True)
class Logic:
    """All of the parts, or any of them."""

    kind: Literal["and", "or"]
    parts: tuple[Tree, ...]
    at: int = NOWHERE


@dataclass(frozen=True, eq=False, slots=True)
class Not:
    """The opposite of a condition."""

    part: Tree
    at: int = NOWHERE


@dataclass(frozen=True, eq=False, slots=True)
class Listing:
    """[a, b, ...]: several outputs, or a layer's argument."""

    items: tuple[Tree, ...]
    at: int = NOWHERE


@dataclass(frozen=True, eq=False, slots=True)
class Pair:
    """(a, b, ...): a branch of Piecewise, or a layer's argument."""

    items: tuple[Tree, ...]
    at: int = NOWHERE


@dataclass(frozen=True, eq=False, slots=True)
class Pipeline:
    """a >> b >> ...: layers from left to right."""

    stages: tuple[Tree, ...]
    at: int = NOWHERE


class Functional:
    """What only operators on functions have: by itself it is no term."""

    __slots__ = ()


@dataclass(frozen=True, eq=False)
class Application(Functional):
    """A function that is an input, or held fixed, at a place: x(2*t), x[n - 1], p'(x), u_xx, y.

    `mark` stands behind its name. Without brackets, the arguments are what is meant.
    """

    function: str
    arguments: tuple[Tree, ...]
    orders: tuple[int, ...]
    mark: str = ""
    brackets: Literal["()", "[]", ""] = "()"
    at: int = NOWHERE


@dataclass(frozen=True, eq=False)
class Binder(Functional):
    """Integral(body, (variable, a, b)), Sum(...), or Derivative(body, variable) without limits."""

    kind: Literal["Integral", "Sum", "Derivative"]
    body: Tree
    variable: str
    limits: tuple[Tree, ...] = ()
    at: int = NOWHERE


class Displayed:
    """What only formulas for the eye have."""

    __slots__ = ()


@dataclass(frozen=True, eq=False)
class Value(Displayed):
    """f(arguments), or of several outputs one: f_2(...), f_(1,2)(...)."""

    function: str
    arguments: tuple[Tree, ...]
    output: tuple[int, ...] = ()
    at: int = NOWHERE


@dataclass(frozen=True, eq=False)
class Chain(Displayed):
    """members[0] signs[0] members[1] ...: what is worked out step by step, as f(u) = f(1) = 0."""

    members: tuple[Tree, ...]
    signs: tuple[Literal["=", "≈"], ...]
    at: int = NOWHERE


@dataclass(frozen=True, eq=False)
class Times(Displayed):
    """Numbers put into a product, with the sign between them: -1 * (-2)."""

    factors: tuple[Tree, ...]
    at: int = NOWHERE


@dataclass(frozen=True, eq=False)
class Matrix(Displayed):
    """Rows of entries, all of one length."""

    rows: tuple[tuple[Tree, ...], ...]
    at: int = NOWHERE


@dataclass(frozen=True, eq=False)
class Grouped(Displayed):
    """Something put in for a letter, and kept apart by brackets: the second part of 1 + (-2)."""

    inside: Tree
    at: int = NOWHERE


@dataclass(frozen=True, eq=False)
class Decimals(Displayed):
    """A rounded number that is not negative, digits * 10**exponent: 0.5205 or 5.592e-21."""

    digits: str
    exponent: int = 0
    at: int = NOWHERE


@dataclass(frozen=True, eq=False)
class Noted(Displayed):
    """A formula with a remark in brackets behind it: 1.05*x (rounded)."""

    formula: Tree
    note: str
    at: int = NOWHERE


@dataclass(frozen=True, eq=False)
class Ellipsis(Displayed):
    """What is left out."""

    at: int = NOWHERE


Condition = Truth | Compare | Logic | Not
Tree = (
    Number
    | Constant
    | Name
    | Sum
    | Negative
    | Product
    | Power
    | Piecewise
    | Call
    | Condition
    | Listing
    | Pair
    | Pipeline
    | Application
    | Binder
    | Value
    | Chain
    | Times
    | Matrix
    | Grouped
    | Decimals
    | Noted
    | Ellipsis
)

_LEAVES = frozenset({Number, Constant, Name, Truth, Decimals, Ellipsis})
_LISTED: Mapping[type, Callable[[Any], tuple[Tree, ...]]] = {
    Sum: attrgetter("terms"),
    Product: attrgetter("factors"),
    Application: attrgetter("arguments"),
    **dict.fromkeys(_LEAVES, lambda _: ()),
}
"""What nearly every node is: a match asks it for each class in turn."""


def children(tree: Tree) -> tuple[Tree, ...]:
    """The direct parts, in the order in which they were written."""
    listed = _LISTED.get(type(tree))
    if listed is not None:
        return listed(tree)
    match tree:
        case Sum(parts) | Product(parts) | Compare(parts) | Logic(_, parts):
            return parts
        case Listing(parts) | Pair(parts) | Pipeline(parts) | Chain(parts) | Times(parts):
            return parts
        case Negative(part) | Not(part) | Grouped(part) | Noted(part):
            return (part,)
        case Value(_, arguments) | Application(_, arguments):
            return arguments
        case Binder(_, body, _, limits):
            return (body, *limits)
        case Matrix(rows):
            return tuple(entry for row in rows for entry in row)
        case Power(base, exponent):
            return (base, exponent)
        case Piecewise(branches):
            return tuple(part for branch in branches for part in branch)
        case Call(_, arguments, keywords):
            return (*arguments, *(value for _, value in keywords)) if keywords else arguments
        case Number() | Constant() | Name() | Truth() | Decimals() | Ellipsis():
            return ()
        case _:
            assert_never(tree)


def rebuild(tree: Tree, parts: tuple[Tree, ...], at: int) -> Tree:
    """The same node over other children, at another place."""
    match tree:
        case Sum() | Listing() | Pair() | Pipeline() | Times():
            return type(tree)(parts, at)
        case Negative() | Not() | Grouped():
            return type(tree)(parts[0], at)
        case Product(_, inverted):
            return Product(parts, inverted, at)
        case Power():
            return Power(parts[0], parts[1], at)
        case Piecewise():
            return Piecewise(tuple(zip(parts[::2], parts[1::2], strict=True)), at)
        case Call(name, arguments, keywords):
            named = zip((key for key, _ in keywords), parts[len(arguments) :], strict=True)
            return Call(name, parts[: len(arguments)], tuple(named), at)
        case Compare(_, operators):
            return Compare(parts, operators, at)
        case Logic(kind):
            return Logic(kind, parts, at)
        case Application():
            return replace(tree, arguments=parts, at=at)
        case Binder():
            return replace(tree, body=parts[0], limits=parts[1:], at=at)
        case Number() | Constant() | Name() | Truth() | Decimals() | Ellipsis():
            return replace(tree, at=at)
        case _:
            return _rebuild_shown(tree, parts, at)


def _rebuild_shown(tree: Value | Chain | Matrix | Noted, parts: tuple[Tree, ...], at: int) -> Tree:
    match tree:
        case Value():
            return replace(tree, arguments=parts, at=at)
        case Chain():
            return replace(tree, members=parts, at=at)
        case Matrix(rows):
            width = len(rows[0])
            return Matrix(tuple(parts[k : k + width] for k in range(0, len(parts), width)), at)
        case Noted():
            return replace(tree, formula=parts[0], at=at)
        case _:
            assert_never(tree)


def postorder(*roots: Tree) -> Iterator[Tree]:
    """Every node below the roots once, children first, from left to right."""
    seen: set[int] = set()
    stack: list[Tree | None] = [*reversed(roots)]
    while stack:
        if not len(seen) % 64:  # every walk comes by here, and a text may have a million parts
            check_time()
        tree = stack.pop()
        if tree is None:  # all below the node that lies there has been yielded
            yield cast(Tree, stack.pop())
        elif id(tree) not in seen:
            seen.add(id(tree))
            if type(tree) in _LEAVES:
                yield tree
            else:
                stack += (tree, None, *children(tree)[::-1])


def symbols(*roots: Tree) -> tuple[str, ...]:
    """The names that occur, in order of first appearance."""
    found = (tree.name for tree in postorder(*roots) if isinstance(tree, Name))
    return tuple(dict.fromkeys(found))
