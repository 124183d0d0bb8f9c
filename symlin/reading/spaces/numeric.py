"""The value of a formula over spaces in numbers: mpmath's complex ones in nested lists.

An implementation of its own, by elimination instead of minors and sums of powers of e instead of
exact roots: it shares nothing with the formulas of the entries, which it is to contradict.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flint import fmpq

from symlin.language.operator import Reference
from symlin.language.spaces import Space
from symlin.language.tree import (
    Call,
    Compare,
    Constant,
    Listing,
    Logic,
    Name,
    Negative,
    Not,
    Number,
    Pair,
    Piecewise,
    Power,
    Product,
    Sum,
    Tree,
    Truth,
)
from symlin.reading.spaces import lists as a
from symlin.reading.spaces.bars import is_bars, is_double
from symlin.reading.spaces.functions import SHARED, plain_name
from symlin.reading.spaces.numeric_functions import FUNCTIONS, OF_ALL

Scalar = Callable[[str, Sequence[str], Sequence[float], Mapping[str, float]], float]
"""A function of numbers by name, with the names of its last arguments, at a point."""
_ctx = a.CONTEXT
_PLAIN = {"Abs": abs, "abs": abs, "square": lambda z: z * z, "identity": lambda z: z,
          "exp": _ctx.exp, "sin": _ctx.sin, "cos": _ctx.cos}  # fmt: skip
"""Functions that have a value at every number."""
_COMPLEX: Mapping[str, Callable[[Any], Any]] = {
    **_PLAIN, "log": _ctx.log, "ln": _ctx.log, "tan": _ctx.tan, "sqrt": _ctx.sqrt,
    "sinh": _ctx.sinh, "cosh": _ctx.cosh, "tanh": _ctx.tanh,
    "sign": lambda z: z / abs(z) if z else 0, "reciprocal": lambda z: 1 / z,
}  # fmt: skip
_TINY = _ctx.mpf(10) ** -25
"""Against the largest number on the way: less may be what rounding has left of a 0."""
_TINY_IN_FLOATS = _ctx.mpf(10) ** -12
"""The same where a function was asked in floats."""


_DIFFERING = frozenset({"var", "std", "variance", "median"})
"""Functions that libraries define in several ways."""


class NotReal(ValueError):
    """Floats say nothing here: a part that has to be real is not."""


def reference(
    tree: Tree, spaces: Mapping[str, Space], text: str, scalar: Scalar, *, pairs: bool
) -> Reference:
    """The formula as a function of its coordinates; with `pairs` each output is two numbers."""

    def at(point: Mapping[str, float]) -> Sequence[float]:
        numbers = Numbers(point, spaces, text, scalar)
        found = a.flat(numbers.of(tree))
        if pairs:
            parts = [part for z in found for part in (_ctx.re(z), _ctx.im(z))]
        else:
            parts = list(map(real_part, found))
        return list(map(numbers.told, parts))

    return at


def real_part(z: Any) -> Any:
    """The number, which is real but for rounding; raises `NotReal` where it is not."""
    if abs(_ctx.im(z)) > _TINY_IN_FLOATS * (1 + abs(_ctx.re(z))):
        raise NotReal
    return _ctx.re(z)


class Numbers:
    """The values of the parts of a formula at one point."""

    def __init__(
        self, point: Mapping[str, float], spaces: Mapping[str, Space], text: str, scalar: Scalar
    ) -> None:
        self.point = point
        self.spaces = spaces
        self.text = text
        self.scalar = scalar
        self.largest = _ctx.zero
        self.tiny = _TINY

    def told(self, value: Any) -> float:
        """The number as a float; NaN where it may be what rounding has left of another one."""
        return float(value) if abs(value) > self.tiny * self.largest else math.nan

    def of(self, tree: Tree) -> Any:
        """A number, or lists of numbers; the largest on the way is kept."""
        found = self.node(tree)
        self.largest = max(self.largest, *map(abs, a.flat(found)))
        return found

    def node(self, tree: Tree) -> Any:
        """The same, without looking at its size; raises `NotReal` for what is no number."""
        match tree:
            case Number(value):
                return _ctx.mpf(int(fmpq(value).p)) / int(fmpq(value).q)
            case Constant(name):
                return +_ctx.pi if name == "pi" else +_ctx.e
            case Name(name):
                return self.named(name)
            case Sum(terms):
                return a.added([self.of(term) for term in terms])
            case Negative(part):
                return a.each(lambda x: -x, self.of(part))
            case Product():
                return self.product(tree)
            case Power(base, exponent):
                return a.power(self.of(base), self.of(exponent))
            case Piecewise(branches):
                for branch, guard in branches:
                    if self.holds(guard):
                        return self.of(branch)
                raise NotReal
            case Listing(items) | Pair(items):
                return [self.of(item) for item in items]
            case Call():
                return self.call(tree)
            case _:
                raise NotReal

    def named(self, name: str) -> Any:
        """The value of a name."""
        space = self.spaces.get(name)
        if space is None:
            if name not in self.point and name != "I":
                return self.entry(name)
            is_unit = name == "I" and name not in self.point
            return a.UNIT if is_unit else _ctx.mpf(self.point[name])
        values = [_ctx.mpf(self.point[c]) for c in space.coordinates(name)]
        if space.is_complex:
            values = list(map(_ctx.mpc, values[::2], values[1::2]))
        if not space.shape:
            return values[0]
        if len(space.shape) == 1:
            return values
        width = space.shape[1]
        return [values[k : k + width] for k in range(0, len(values), width)]

    def entry(self, name: str) -> Any:
        """An entry by its own name, of a complex vector, or as x_1 and A_12.

        Raises `NotReal` where there is none.
        """
        for whole, space in self.spaces.items():
            values = a.flat(self.named(whole))
            for names in (space.entries(whole), space.indexed(whole)):
                if name in names:
                    return values[names.index(name)]
        raise NotReal

    def product(self, tree: Product) -> Any:
        """Factors and divisors from the left."""
        found: Any = None
        for part, inverted in zip(tree.factors, tree.inverted, strict=True):
            value = self.of(part)
            if inverted:
                value = 1 / value
            found = value if found is None else self.times(tree, found, value)
        return found

    def times(self, tree: Product, x: Any, y: Any) -> Any:
        """The product; of two vectors by the sign between them."""
        vectors = all(isinstance(v, list) and not a.is_matrix(v) for v in (x, y))
        if not vectors:
            return a.multiplied(x, y)
        is_cross = self.text.startswith(("×", "\\times"), tree.at)
        return a.cross(x, y) if is_cross else a.dot(x, y)

    def holds(self, tree: Tree) -> bool:
        """Whether a condition is true; raises `NotReal` where that has no meaning."""
        match tree:
            case Truth(value):
                return value
            case Not(part):
                return not self.holds(part)
            case Logic(kind, parts):
                return (all if kind == "and" else any)(self.holds(part) for part in parts)
            case Compare(operands, operators):
                numbers = [real_part(self.of(operand)) for operand in operands]
                pairs = zip(numbers, operators, numbers[1:], strict=False)
                return all(_COMPARED[op](x, y) for x, op, y in pairs)
            case _:
                raise NotReal

    def call(self, tree: Call) -> Any:
        """A function at its arguments."""
        values = [self.of(part) for part in tree.arguments]
        if tree.name in ("Matrix", "angles"):
            return values[0]
        name = plain_name(tree.name)
        arrays = [v for v in values if isinstance(v, list)]
        if arrays and is_bars(tree, self.text):  # the inner bars of ||x|| hand the vector on
            return a.norm(values[0]) if is_double(tree, self.text) else values[0]
        if name is not None and not (name in SHARED and not arrays):
            if name == "norm" and len(tree.arguments) > 1:
                kind = tree.arguments[1]
                return a.norm(values[0], str(getattr(kind, "value", getattr(kind, "name", ""))))
            return FUNCTIONS[name](*values)
        keys = [key for key, _ in tree.keywords]
        values += [self.of(part) for _, part in tree.keywords]
        return self.entrywise(tree.name, keys, values)

    def entrywise(self, name: str, keys: Sequence[str], values: list[Any]) -> Any:
        """A function of numbers, of all entries of one vector, or entry by entry.

        Raises `NotReal` for what libraries do not agree on.
        """
        arrays = [value for value in values if isinstance(value, list)]
        if not arrays:
            return self.number(name, keys, values)
        plain = name.rpartition(".")[2]
        if len(values) - len(keys) == 1 and plain in OF_ALL and not isinstance(arrays[0][0], list):
            if (plain != name and plain in _DIFFERING) or (keys and plain in _DIFFERING):
                raise NotReal  # each library has its own
            return OF_ALL[plain](list(map(real_part, arrays[0])))
        size = len(arrays[0])
        rows = [[v[k] if isinstance(v, list) else v for v in values] for k in range(size)]
        return [self.entrywise(name, keys, row) for row in rows]

    def number(self, name: str, keys: Sequence[str], values: Sequence[Any]) -> Any:
        """A function of numbers."""
        over_complex = any(space.is_complex for space in self.spaces.values())
        branches = over_complex and name in ("log", "ln", "sqrt")
        is_complex = branches or any(isinstance(value, _ctx.mpc) for value in values)
        known = _COMPLEX if is_complex else _PLAIN
        if len(values) == 1 and name in known:
            return known[name](values[0])
        self.tiny = _TINY_IN_FLOATS
        floats = [float(real_part(value)) for value in values]
        return _ctx.mpf(self.scalar(name, keys, floats, self.point))


_COMPARED: Mapping[str, Callable[[float, float], bool]] = {
    "==": lambda x, y: x == y,
    "!=": lambda x, y: x != y,
    "<": lambda x, y: x < y,
    "<=": lambda x, y: x <= y,
    ">": lambda x, y: x > y,
    ">=": lambda x, y: x >= y,
}
