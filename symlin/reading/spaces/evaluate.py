"""A formula over vectors, matrices and complex numbers, worked out in entries.

Every part has a value: a number, a vector or a matrix, whose entries are real trees, two for a
complex number. Where shapes do not fit, the text is refused with the place and both shapes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.language.forms import describe
from symlin.language.operands import ANGLES
from symlin.language.operator import Note
from symlin.language.spaces import Space
from symlin.language.tokens import Change
from symlin.language.tree import (
    NOWHERE,
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
    children,
    postorder,
    rebuild,
)
from symlin.reading.spaces import analytic
from symlin.reading.spaces.arithmetic import Arithmetic, NeedsSpace
from symlin.reading.spaces.bars import is_bars, is_double
from symlin.reading.spaces.elementwise import applied
from symlin.reading.spaces.entries import Entry
from symlin.reading.spaces.functions import FUNCTIONS, SHARED, plain_name
from symlin.reading.spaces.products import negated
from symlin.reading.spaces.values import Value, named, number, real

MAX_ENTRIES = 100_000
"""Of all values in a formula together."""

Part = Value | Tree
"""The value of a part; a condition stays a tree."""


def worked_out(
    tree: Tree, text: str, spaces: Mapping[str, Space], open_names: frozenset[str]
) -> tuple[Value, list[Note]]:
    """The value of a formula, and what is to be said about its reading.

    Raises `InputError` for shapes that do not fit, and `NeedsSpace` where one of the `open_names`
    has to lie in a space.
    """
    evaluation = _Evaluation(text, spaces, open_names)
    return evaluation.run(tree), sorted(evaluation.notes.values())


def condition_over(tree: Tree, text: str, spaces: Mapping[str, Space]) -> Tree:
    """A condition in terms of the entries; raises `InputError` as `worked_out`."""
    return _Evaluation(text, spaces).truth(tree)


class _Evaluation(Arithmetic):
    """One walk over a formula."""

    def __init__(
        self, text: str, spaces: Mapping[str, Space], open_names: frozenset[str] = frozenset()
    ) -> None:
        super().__init__(text, spaces, open_names)
        self.done: dict[int, Part] = {}
        self.room = MAX_ENTRIES
        self.entries = _single_entries(spaces)
        """Entries by the names that stand for them alone."""
        self.inner_bars: set[int] = set()
        """The inner bars of ||x||, which hand a vector on."""

    def run(self, root: Tree) -> Value:
        """The value of the whole formula."""
        order = list(postorder(root))
        self.inner_bars = {id(call.arguments[0]) for call in order if is_double(call, self.text)}
        for tree in order:
            found = self.part(tree)
            if isinstance(found, Value):
                self.room -= len(found.entries)
                if self.room < 0:
                    self.refuse("the formula has too many entries", tree.at)
            self.done[id(tree)] = found
        return self.value(root)

    def truth(self, root: Tree) -> Tree:
        """A condition in terms of the entries."""
        for tree in postorder(root):
            self.done[id(tree)] = self.part(tree)
        found = self.done[id(root)]
        assert not isinstance(found, Value), "the grammar tells conditions from numbers"
        return found

    def value(self, tree: Tree) -> Value:
        """What a part comes to; InputError for a condition."""
        found = self.done[id(tree)]
        if not isinstance(found, Value):
            self.refuse(f"expected a number here, not {describe(tree)}", tree.at)
        return found

    def values(self, tree: Tree) -> list[Value]:
        """What its parts come to."""
        return [self.value(part) for part in children(tree)]

    def part(self, tree: Tree) -> Part:
        match tree:
            case Number() | Constant():
                return real(tree)
            case Name(name):
                return self.symbol(name, tree)
            case Sum(terms):
                return self.sum(tree, [self.value(term) for term in terms])
            case Negative(operand):
                return negated(self.site(tree), self.value(operand))
            case Product():
                return self.product(tree)
            case Power():
                return self.power(tree)
            case Piecewise():
                return self.cases(tree)
            case Call():
                return self.call(tree)
            case Listing() | Pair():
                return self.listing(tree, self.values(tree))
            case Truth() | Compare() | Logic() | Not():
                return self.condition(tree)
            case _:
                self.refuse(f"expected a number here, not {describe(tree)}", tree.at)

    # ---- leaves ----

    def symbol(self, name: str, tree: Tree) -> Value:
        """The entries of a name that has a space; any other name is a number."""
        space = self.spaces.get(name)
        if space is None and name in self.entries:
            return number(self.entries[name])
        if space is None:
            if name == "I" and self.is_complex():
                return number(Entry(Number(0, tree.at), Number(1, tree.at)))
            if name == "I":
                self._refuse_unit(tree)
            return real(tree)
        return Value(space.shape, _entries(name, space, tree.at))

    def _refuse_unit(self, tree: Tree) -> None:
        """I beside matrices: InputError, with the unit matrix of the size that they have."""
        sides = {s.shape[0] for s in self.spaces.values() if len(set(s.shape)) == 1 < len(s.shape)}
        unit = f"eye({min(sides, default=2)})"
        message = f"I: of matrices write {unit}; of complex numbers f(z: C) = ..."
        self.refuse(message, tree.at, Change(tree.at, tree.at + 1, unit))

    def listing(self, tree: Tree, parts: Sequence[Value]) -> Value:
        """A vector of numbers, or a matrix of rows."""
        if not parts:
            self.refuse("the list is empty: expected at least one entry", tree.at)
        shapes = {part.shape for part in parts}
        if len(shapes) > 1:
            self.refuse("the rows have different lengths", tree.at)
        (shape,) = shapes
        if len(shape) > 1:
            self.refuse("lists may be nested two deep: a matrix is a list of its rows", tree.at)
        return Value((len(parts), *shape), tuple(x for part in parts for x in part.entries))

    def call(self, tree: Call) -> Value:
        if tree.name == "Matrix":
            return self.written_out(tree)
        if tree.name == ANGLES:
            return self.angles(tree)
        values = self.values(tree)
        arguments, name = values[: len(tree.arguments)], plain_name(tree.name)
        if is_bars(tree, self.text):
            return self.bars(tree, arguments[0])
        is_array = any(value.shape for value in values)
        if name is None or (name in SHARED and not is_array):
            return applied(self.site(tree, tree.name), tree, values, self.text)
        function = FUNCTIONS[name]
        if name in ("dot", "cross", "vdot", "proj", "project", "projection"):
            self.infer_vector(tree, arguments)
        if name == "matmul" and len(arguments) == 2:
            self.infer_matmul(tree, *arguments)
        count = len(arguments)
        if tree.keywords or not function.least <= count <= function.most:
            takes = f"{function.least}" if function.least == function.most else "1 or 2"
            self.refuse(f"{tree.name} takes {takes} arguments, by their order", tree.at)
        found: Value = function.build(self.site(tree, tree.name), *arguments)
        return found

    def angles(self, tree: Call) -> Value:
        """<a, b> of numbers is a vector; of vectors it may be their product."""
        items = children(tree.arguments[0])
        if any(self.value(item).shape for item in items):
            message = "<a, x> of vectors: write dot(a, x) for the product, [a, x] for both"
            self.refuse(message, tree.at)
        return self.value(tree.arguments[0])

    def written_out(self, tree: Call) -> Value:
        """Matrix([[1, 2], [3, 4]]), and entries in brackets: a column of numbers is a vector."""
        if len(tree.arguments) != 1 or not isinstance(tree.arguments[0], Listing | Pair):
            self.refuse("a matrix is written Matrix([[1, 2], [3, 4]])", tree.at)
        return self.value(tree.arguments[0])

    def bars(self, tree: Call, value: Value) -> Value:
        """|x| of a number; ||x|| of a vector."""
        if not value.shape:
            return number(analytic.absolute(value.number, tree.at))
        if len(value.shape) == 1 and id(tree) in self.inner_bars:
            return value
        if len(value.shape) == 1 and is_double(tree, self.text):
            return FUNCTIONS["norm"].build(self.site(tree, "norm"), value)
        what = "det(A) or norm(A)" if len(value.shape) == 2 else "norm(x)"
        self.refuse(f"bars around {named(value.shape)}: write {what}", tree.at)

    def infer_vector(self, tree: Call, values: Sequence[Value]) -> None:
        """A name without a space beside a vector in dot or cross is a vector of its size."""
        shapes = [value.shape for value in values]
        for part, shape, other in zip(tree.arguments, shapes, shapes[::-1], strict=True):
            is_open = isinstance(part, Name) and part.name in self.open_names
            if is_open and shape == () and len(other) == 1:
                assert isinstance(part, Name)
                raise NeedsSpace(part.name, Space(other))

    def infer_matmul(self, tree: Call, a: Value, b: Value) -> None:
        """A name without a space behind @ and a matrix is a vector; one before @ has no size.

        Raises `NeedsSpace` for the first.
        """
        left, right = tree.arguments
        is_open = isinstance(right, Name) and right.name in self.open_names and not b.shape
        if is_open and len(a.shape) == 2:
            assert isinstance(right, Name)
            raise NeedsSpace(right.name, Space((a.shape[1],)))
        if isinstance(left, Name) and left.name in self.open_names and b.shape:
            message = f'{left.name} has no size: say --space "{left.name}: 2x{b.shape[0]}"'
            self.refuse(message, left.at)

    def cases(self, tree: Piecewise) -> Value:
        """Piecewise of values of one shape."""
        values = [self.value(value) for value, _ in tree.branches]
        guards = [self.done[id(guard)] for _, guard in tree.branches]
        if len({value.shape for value in values}) > 1:
            self.refuse("the branches have different shapes", tree.at)
        parts = list(zip(*(value.entries for value in values), strict=True))
        return Value(values[0].shape, tuple(_chosen(part, guards, tree.at) for part in parts))

    def condition(self, tree: Truth | Compare | Logic | Not) -> Tree:
        parts: list[Tree] = []
        for part in children(tree):
            found = self.done[id(part)]
            if isinstance(found, Value):
                if not found.is_number or found.is_complex:
                    what = named(found.shape) if found.shape else "a complex number"
                    self.refuse(f"{what} is compared: only real numbers have an order", part.at)
                found = found.number.re
            parts.append(found)
        return rebuild(tree, tuple(parts), tree.at)


def _entries(name: str, space: Space, at: int) -> tuple[Entry, ...]:
    """The entries of a name that has a space."""
    found = tuple(Name(entry, at) for entry in space.coordinates(name))
    if not space.is_complex:
        return tuple(map(Entry, found))
    pairs = zip(found[::2], found[1::2], strict=True)
    return tuple(Entry(re, im) for re, im in pairs)


def _single_entries(spaces: Mapping[str, Space]) -> dict[str, Entry]:
    """x1 and x_1 for the first entry of x, A12 and A_12 of A."""
    found: dict[str, Entry] = {}
    for name, space in spaces.items():
        entries = _entries(name, space, NOWHERE)
        for names in (space.entries(name), space.indexed(name)):
            if space.shape:
                found.update(zip(names, entries, strict=False))
    return found


def _chosen(values: Sequence[Entry], guards: Sequence[Part], at: int) -> Entry:
    """One entry of Piecewise."""

    def branches(trees: Sequence[Tree]) -> Tree:
        pairs = zip(trees, guards, strict=True)
        return Piecewise(tuple((tree, guard) for tree, guard in pairs), at)  # type: ignore[misc]

    real_part = branches([value.re for value in values])
    if all(value.im is None for value in values):
        return Entry(real_part)
    return Entry(real_part, branches([value.imaginary for value in values]))
