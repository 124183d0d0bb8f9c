"""Formulas of vectors and matrices by their entries: sums over places, for sizes that are letters.

The entry of A*B at (i, j) is Sum(A[i, k]*B[k, j], (k, 1, n)): a functional of functions of two
whole numbers. What has no such formula for all sizes, as a determinant, is none of these.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from symlin.language.sized_operator import AnySpaces, Size
from symlin.language.tree import (
    Application,
    Binder,
    Call,
    Constant,
    Name,
    Negative,
    Number,
    Power,
    Product,
    Sum,
    Tree,
    rebuild,
)
from symlin.reading.sizes.arrays import (
    Array,
    Places,
    column,
    diag,
    divided,
    hadamard,
    identity,
    nothing,
    number,
    outer,
    product,
    scaled,
    square,
    total,
    transposed,
    where,
)
from symlin.reading.spaces.functions import plain_name

MOST_POWER = 20
"""The largest exponent of a matrix, as at a given size."""
BY_ENTRY = frozenset({"relu", "leaky_relu", "Abs", "abs", "exp", "sin", "cos", "tanh", "sign"})
"""Functions of one number that are taken entry by entry."""


class Entries:
    """The entries of formulas over names with spaces; raises `NoFormula` for those without one."""

    def __init__(self, spaces: AnySpaces, sizes: Collection[str], taken: Collection[str]) -> None:
        self.spaces = dict(spaces)
        self.sizes = set(sizes)
        self.taken = set(taken)

    def of(self, tree: Tree) -> Array:
        """What the formula comes to."""
        match tree:
            case Number() | Constant():
                return number(tree)
            case Name(name):
                return self._symbol(name, tree)
            case Negative(operand):
                inner = self.of(operand)
                return Array(inner.shape, lambda p: Negative(inner.at(p), tree.at))
            case Sum(terms):
                return total([self.of(term) for term in terms])
            case Product():
                return self._product(tree)
            case Power():
                return self._power(tree)
            case Call():
                return self._call(tree)
            case _:
                nothing("a formula of another kind")

    def _symbol(self, name: str, tree: Tree) -> Array:
        space = self.spaces.get(name)
        if space is None:
            return number(tree)
        zeros = (0,) * len(space.shape)
        if not zeros:
            nothing("an input is a number")
        return Array(space.shape, lambda p: Application(name, p, zeros, "", "[]"))

    def _bound(self) -> str:
        """A name for the variable of a sum."""
        name = next(n for k in range(len(self.taken) + 1) if (n := f"k{k + 1}") not in self.taken)
        self.taken.add(name)
        return name

    def _summed(self, size: Size, body: Callable[[Tree], Tree]) -> Tree:
        """The sum over places from 1 to the size."""
        if size == 1:
            return body(Number(1))
        name = self._bound()
        end = Number(size) if isinstance(size, int) else Name(size)
        return Binder("Sum", body(Name(name)), name, (Number(1), end))

    # ---- products ----

    def _product(self, tree: Product) -> Array:
        found: Array | None = None
        for factor, inverted in zip(tree.factors, tree.inverted, strict=True):
            value = self.of(factor)
            if inverted:
                found = divided(found or number(Number(1)), value)
            else:
                found = value if found is None else self._times(found, value)
        assert found is not None
        return found

    def _times(self, a: Array, b: Array) -> Array:
        """A number times an array, or a product of matrices, with vectors as columns."""
        if not a.shape or not b.shape:
            shape = a.shape or b.shape
            return Array(shape, lambda p: product(a.at(p if a.shape else ()),
                                                  b.at(p if b.shape else ())))  # fmt: skip
        if len(a.shape) == len(b.shape) == 1:
            return self._dot(a, b)
        left, right = column(a), column(b)
        if left.shape[1] != right.shape[0]:
            nothing("the shapes differ in letters")

        def entry(i: Tree, j: Tree) -> Tree:
            return self._summed(left.shape[1], lambda k: product(left.at((i, k)), right.at((k, j))))

        if len(b.shape) == 1 and left.shape[0] == 1 and len(a.shape) == 2:
            return Array((), lambda _: entry(Number(1), Number(1)))
        if len(b.shape) == 1:
            return Array((left.shape[0],), lambda p: entry(p[0], Number(1)))
        return Array((left.shape[0], right.shape[1]), lambda p: entry(p[0], p[1]))

    def _dot(self, a: Array, b: Array) -> Array:
        """The sum of products of two vectors; of a matrix on the left, the product."""
        if len(a.shape) == 2:
            return self._times(a, b)
        if a.shape != b.shape or len(a.shape) != 1:
            nothing("vectors of different sizes")
        whole = self._summed(a.shape[0], lambda k: product(a.at((k,)), b.at((k,))))
        return number(whole)

    def _power(self, tree: Power) -> Array:
        base, exponent = self.of(tree.base), tree.exponent
        if not base.shape:
            power = self.of(exponent)
            if power.shape:
                nothing("an exponent is no number")
            return number(rebuild(tree, (base.at(()), power.at(())), tree.at))
        times = exponent.value if isinstance(exponent, Number) else None
        if not isinstance(times, int) or not 0 <= times <= MOST_POWER or len(base.shape) != 2:
            nothing("a power that is no product")
        found = identity(base.shape[0])
        for k in range(times):
            found = self._times(found, base) if k else base
        return found

    # ---- functions ----

    def _call(self, tree: Call) -> Array:
        name = plain_name(tree.name) or tree.name
        values = [self.of(argument) for argument in tree.arguments]
        if tree.keywords:
            nothing("arguments by name")
        if name in ("eye", "identity_matrix") and len(tree.arguments) == 1:
            return identity(self._size(tree.arguments[0]))
        if name in ("ones", "zeros"):
            shape = tuple(map(self._size, tree.arguments))
            return Array(shape, lambda _: Number(int(name == "ones")))
        if not any(value.shape for value in values):
            return number(rebuild(tree, tuple(value.at(()) for value in values), tree.at))
        if name in BY_ENTRY and len(values) == 1 and len(values[0].shape) == 1:
            (inner,) = values
            return Array(inner.shape, lambda p: rebuild(tree, (inner.at(p),), tree.at))
        build = _BUILD.get(name)
        if build is None or len(values) != build[0]:
            nothing(f"{tree.name} has no formula for all sizes")
        return build[1](self, *values)

    def _size(self, tree: Tree) -> Size:
        """n, or a number."""
        if isinstance(tree, Name) and tree.name in self.sizes:
            return tree.name
        if isinstance(tree, Number) and isinstance(tree.value, int) and tree.value > 0:
            return tree.value
        nothing("a size that is no letter")

    def _trace(self, a: Array) -> Array:
        """The sum of the diagonal."""
        return number(self._summed(square(a).shape[0], lambda k: a.at((k, k))))

    def _sum(self, a: Array) -> Array:
        """Of all entries."""
        if len(a.shape) == 1:
            return number(self._summed(a.shape[0], lambda k: a.at((k,))))
        return number(
            self._summed(a.shape[0], lambda i: self._summed(a.shape[1], lambda j: a.at((i, j))))
        )

    def _mean(self, a: Array) -> Array:
        """The sum of all entries divided by their number."""
        count = [Number(s) if isinstance(s, int) else Name(s) for s in a.shape]
        return number(Product((self._sum(a).at(()), *count), (False, *(True for _ in count))))

    def _norm(self, a: Array) -> Array:
        """The root of the sum of squares."""
        squares = Array(a.shape, lambda p: Power(a.at(p), Number(2)))
        return number(Call("sqrt", (self._sum(squares).at(()),)))

    def _cumsum(self, a: Array) -> Array:
        """The sum of the entries up to each place."""
        if len(a.shape) != 1:
            nothing("sums along a matrix")

        def entry(p: Places) -> Tree:
            name = self._bound()
            return Binder("Sum", a.at((Name(name),)), name, (Number(1), p[0]))

        return Array(a.shape, entry)

    def _commutator(self, a: Array, b: Array) -> Array:
        """A*B - B*A"""
        return total([self._times(a, b), scaled(-1, self._times(b, a))])

    def _anticommutator(self, a: Array, b: Array) -> Array:
        """A*B + B*A"""
        return total([self._times(a, b), self._times(b, a)])

    def _projection(self, x: Array, a: Array) -> Array:
        """The first vector onto the second."""
        share = divided(self._dot(a, x), self._dot(a, a))
        return self._times(share, a)


def triangle(sign: str) -> Callable[..., Array]:
    """What lies on one side of the diagonal."""

    def build(_: Entries, a: Array) -> Array:
        if len(a.shape) != 2:
            nothing("a triangle of a vector")
        return Array(a.shape, lambda p: product(where(sign, p, Number(1)), a.at(p)))

    return build


_TRANSPOSE = (1, lambda _, a: transposed(a))
_BUILD: Mapping[str, tuple[int, Callable[..., Array]]] = {
    **dict.fromkeys(("transpose", "prime", "adjoint", "hermitian", "dagger"), _TRANSPOSE),
    **dict.fromkeys(("trace", "tr"), (1, Entries._trace)),
    **dict.fromkeys(("dot", "inner", "vdot"), (2, Entries._dot)),
    **dict.fromkeys(("matmul", "mm"), (2, Entries._times)),
    **dict.fromkeys(("hadamard", "multiply", "elementwise"), (2, lambda _, a, b: hadamard(a, b))),
    **dict.fromkeys(("mean", "average"), (1, Entries._mean)),
    **dict.fromkeys(("norm", "frobenius"), (1, Entries._norm)),
    **dict.fromkeys(("proj", "project", "projection"), (2, Entries._projection)),
    "outer": (2, lambda _, a, b: outer(a, b)),
    "sum": (1, Entries._sum),
    "cumsum": (1, Entries._cumsum),
    "commutator": (2, Entries._commutator),
    "anticommutator": (2, Entries._anticommutator),
    "diag": (1, lambda _, a: diag(a)),
    "diagonal": (1, lambda _, a: diag(a) if len(a.shape) == 2 else nothing("of a vector")),
    "triu": (1, triangle("<=")),
    "tril": (1, triangle(">=")),
}
