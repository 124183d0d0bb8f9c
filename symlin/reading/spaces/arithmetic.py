"""Sums, products, quotients and powers of numbers, vectors and matrices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NoReturn

from symlin.language.notation import tree_text
from symlin.language.operator import Note
from symlin.language.spaces import Space
from symlin.language.tokens import Change, fail
from symlin.language.tree import (
    Constant,
    Name,
    Negative,
    Number,
    Power,
    Product,
    Tree,
    children,
    rebuild,
)
from symlin.reading.spaces import analytic
from symlin.reading.spaces import entries as e
from symlin.reading.spaces.determinants import inverse
from symlin.reading.spaces.entries import Entry
from symlin.reading.spaces.products import combined, cross, dot, product, scaled
from symlin.reading.spaces.site import Site
from symlin.reading.spaces.values import Value, identity, named, number, real

MAX_POWER = 20
"""The largest exponent of a matrix."""


FUNCTIONS_OF_SIGNS = {
    **dict.fromkeys(("·", "∙", "⋅", "\\cdot"), dot),
    **dict.fromkeys(("×", "\\times"), cross),
}
"""Signs that are products of vectors."""


class NeedsSpace(Exception):
    """The formula has a meaning only if this name lies in this space."""

    def __init__(self, name: str, space: Space) -> None:
        super().__init__(name)
        self.name = name
        self.space = space


class Arithmetic:
    """What is done with the values of parts.

    `open_names` have no space yet, and may be given one.
    """

    def __init__(
        self, text: str, spaces: Mapping[str, Space], open_names: frozenset[str] = frozenset()
    ) -> None:
        self.text = text
        self.spaces = spaces
        self.open_names = open_names - set(spaces)
        self.notes: dict[str, Note] = {}

    def refuse(self, message: str, at: int, *changes: Change) -> NoReturn:
        """Raise `InputError` about a place, with what to write there instead."""
        fail(message, self.text, at if at >= 0 else None, *changes)

    def note(self, word: str, at: int, meaning: str) -> None:
        """One note for each word."""
        self.notes.setdefault(word, Note(at, at + len(word), word, meaning))

    def is_complex(self) -> bool:
        """Whether some name is complex: then I is the imaginary unit."""
        return any(space.is_complex for space in self.spaces.values())

    def value(self, tree: Tree) -> Value:
        """What a part comes to."""
        raise NotImplementedError

    def site(self, tree: Tree, name: str = "") -> Site:
        """The place of a part, for what is done there."""
        return Site(name, tree.at, self.refuse, self.note, self.is_complex())

    def sum(self, tree: Tree, parts: list[Value]) -> Value:
        """Of values of one shape."""
        shapes = {part.shape for part in parts}
        if len(shapes) > 1:
            self.infer(tree, parts)
            if len(shapes) == 2 and () in shapes and len(max(shapes, key=len)) == 1:
                return combined(self.site(tree), self._spread(tree, parts))
            first, other = sorted(shapes, key=len)[-1], sorted(shapes, key=len)[0]
            hint = "" if other else self.of_number(first)
            message = f"{named(first)} and {named(other)} are added{hint}"
            self.refuse(message, tree.at)
        return combined(self.site(tree), parts)

    def _spread(self, tree: Tree, parts: Sequence[Value]) -> list[Value]:
        """Numbers that are added to a vector, to every entry of it: x - mean(x), as in NumPy."""
        shape = max((part.shape for part in parts), key=len)
        for child, part in zip(children(tree), parts, strict=True):
            if part.is_number:
                word = tree_text(child.operand if isinstance(child, Negative) else child)
                self.note(word, max(child.at, 0), "added to every entry")
        return [Value(shape, part.entries * shape[0]) if part.is_number else part for part in parts]

    def of_number(self, shape: tuple[int, ...]) -> str:
        """What to write for a number that is added to every entry."""
        if len(shape) == 2 and shape[0] == shape[1]:
            return f": for the identity write eye({shape[0]}), for every entry ones"
        size = ", ".join(map(str, shape))
        return f": for every entry write ones({size})"

    def infer(self, tree: Tree, parts: Sequence[Value]) -> None:
        """A name without a space that is added to a vector or a matrix is one as well.

        Raises `NeedsSpace` for it.
        """
        shape = max((part.shape for part in parts), key=len)
        for child, part in zip(children(tree), parts, strict=True):
            inner = child.operand if isinstance(child, Negative) else child
            if part.is_number and isinstance(inner, Name) and inner.name in self.open_names:
                raise NeedsSpace(inner.name, Space(shape))

    def product(self, tree: Product) -> Value:
        """Factors and divisors from the left."""
        found: Value | None = None
        for part, inverted in zip(tree.factors, tree.inverted, strict=True):
            value = self.value(part)
            if inverted:
                found = self.divided(tree, found or real(Number(1, tree.at)), value)
            else:
                found = value if found is None else self.times(tree, found, value, part)
        assert found is not None
        return found

    def times(self, tree: Product, a: Value, b: Value, part: Tree) -> Value:
        """a*b: of numbers, of a number and an array, or of two matrices in this order."""
        site = self.site(tree)
        if a.is_number or b.is_number:
            if len(a.shape) == 2 and isinstance(part, Name) and part.name in self.open_names:
                self.infer_factor(part.name, a)
            self.check_capitals(tree, a if b.is_number else b)
            factor, other = (a, b) if a.is_number else (b, a)
            return scaled(site, factor.number, other)
        if len(a.shape) == len(b.shape) == 1:
            sign = self.sign(tree)
            if sign:
                made = FUNCTIONS_OF_SIGNS[sign]
                self.note(sign, tree.at, f"{made.__name__}, of two vectors")
                return made(self.site(tree, sign), a, b)
            self.refuse(
                "a product of two vectors: write dot(x, y), outer(x, y), cross(x, y), or "
                "hadamard(x, y) for entry by entry",
                tree.at,
            )
        return product(site, a, b)

    def check_capitals(self, tree: Product, other: Value) -> None:
        """InputError for a capital letter without a size beside a matrix: is it a matrix, too?"""
        for factor in tree.factors if other.shape else ():
            name = factor.name if isinstance(factor, Name) else ""
            if name in self.open_names and name[:1].isupper() and name not in ("E", "I"):
                message = f'{name} has no size: for a matrix say --space "{name}: 2x2", for a '
                self.refuse(
                    f"{message}number name it in the header: T(x: R^2; {name}) = ...", factor.at
                )

    def sign(self, tree: Tree) -> str:
        """· or × between two factors, as it was typed; nothing for any other sign."""
        if len(children(tree)) != 2:
            return ""
        return next((s for s in FUNCTIONS_OF_SIGNS if self.text.startswith(s, tree.at)), "")

    def infer_factor(self, name: str, a: Value) -> None:
        """A letter that is an input by custom, behind a matrix, is a vector.

        Raises `NeedsSpace` for it.
        """
        if name[0] in "xyzuv" and a.shape[1] > 1:
            raise NeedsSpace(name, Space((a.shape[1],)))

    def divided(self, tree: Tree, a: Value, b: Value) -> Value:
        """Every entry divided by a number."""
        if not b.is_number:
            what = named(b.shape)
            self.refuse(f"nothing is divided by {what}: write inverse(A) as a factor", tree.at)
        at = tree.at
        return Value(a.shape, tuple(e.quotient(entry, b.number, at) for entry in a.entries))

    def power(self, tree: Power) -> Value:
        """A power of a number or of a square matrix."""
        base, exponent = self.value(tree.base), self.value(tree.exponent)
        if not exponent.is_number:
            what = named(exponent.shape)
            self.refuse(f"the exponent is {what}, and no number: that is not read", tree.at)
        n = whole_number(exponent.number)
        if base.shape:
            return self.array_power(tree, base, n)
        if base.is_complex or exponent.is_complex:
            return self.complex_power(tree, base.number, exponent.number, n)
        if n is None and self.is_complex() and not isinstance(base.number.re, Number | Constant):
            self.refuse("of complex numbers whole powers are read, and sqrt(z)", tree.at)
        return real(rebuild(tree, (base.number.re, exponent.number.re), tree.at))

    def array_power(self, tree: Power, base: Value, n: int | None) -> Value:
        """A whole power of a square matrix."""
        if len(base.shape) == 1:
            self.refuse(
                "a power of a vector: write dot(x, x), or hadamard(x, x) for entry by entry",
                tree.at,
            )
        if n is None or abs(n) > MAX_POWER:
            self.refuse(f"a matrix may have whole powers, up to {MAX_POWER}", tree.at)
        site = self.site(tree, "power")
        found = identity(site.square(base).shape[0], tree.at)
        if n < 0:
            base = inverse(site.small(base), tree.at)
        for k in range(abs(n)):
            found = product(site, found, base) if k else base
        return found

    def complex_power(self, tree: Power, base: Entry, exponent: Entry, n: int | None) -> Value:
        """A whole power, or one of E."""
        if isinstance(tree.base, Constant) and tree.base.name == "E":
            return number(analytic.exp(exponent, tree.at))
        if n is None or abs(n) > analytic.MAX_EXPONENT:
            most = analytic.MAX_EXPONENT
            self.refuse(f"of complex numbers whole powers are read, up to {most}", tree.at)
        return number(e.power(base, n, tree.at))


def whole_number(entry: Entry) -> int | None:
    """The whole number that an exponent is."""
    tree, sign = entry.re, 1
    if isinstance(tree, Negative):
        tree, sign = tree.operand, -1
    if not isinstance(tree, Number) or not isinstance(tree.value, int) or entry.im is not None:
        return None
    return sign * tree.value
