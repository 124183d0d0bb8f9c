"""Products, transposes, norms and determinants of vectors and matrices."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from symlin.language.tree import Call
from symlin.reading.spaces import entries as e
from symlin.reading.spaces.determinants import determinant
from symlin.reading.spaces.entries import Entry
from symlin.reading.spaces.site import Site
from symlin.reading.spaces.values import (
    Value,
    matrix,
    multiplied,
    named,
    number,
    real,
    transposed,
    vector,
)

Build = Callable[..., Value]


def trace(s: Site, a: Value) -> Value:
    """The sum of the diagonal."""
    size = s.square(a).shape[0]
    return number(e.total([a.rows[k][k] for k in range(size)], s.at))


def dot(s: Site, a: Value, b: Value) -> Value:
    """The sum of products; of a matrix on the left, the product."""
    if len(a.shape) == 2 and 1 not in a.shape:
        return product(s, a, b)
    a, b = s.vectors(a, b)
    if a.is_complex and b.is_complex:
        s.note(s.name, s.at, "the sum of products, nothing conjugated; vdot(a, x) conjugates a")
    return multiplied(transposed(a), b, s.at)


def vdot(s: Site, a: Value, b: Value) -> Value:
    """The sum of products with the first vector conjugated."""
    a, b = s.vectors(a, b)
    return multiplied(transposed(conjugate(s, a)), b, s.at)


def conjugate(s: Site, a: Value) -> Value:
    """Opposite imaginary parts."""
    return Value(a.shape, tuple(e.conjugate(entry, s.at) for entry in a.entries))


def adjoint(s: Site, a: Value) -> Value:
    """The conjugate transpose."""
    return transposed(conjugate(s, a)) if a.shape else conjugate(s, a)


def transpose(s: Site, a: Value) -> Value:
    """Rows for columns."""
    if not a.shape:
        message = "x.T of a number: give the size of x, as in T(x: R^3) = ... or T(A: 2x2) = ..."
        s.refuse(message, s.at)
    return transposed(a)


def prime(s: Site, a: Value) -> Value:
    """A', the transpose of real entries."""
    if not a.shape:
        s.refuse("x' of a number: derivatives are of functions, transposes of matrices", s.at)
    if a.is_complex:
        s.refuse("A' of complex entries: write A.T, or conj(A.T)", s.at)
    return transposed(a)


def cross(s: Site, a: Value, b: Value) -> Value:
    """Of vectors of three entries."""
    a, b = s.vectors(a, b)
    if a.shape != (3,):
        s.stop(f"expected vectors of 3 entries, not of {a.shape[0]}")
    x, y = a.entries, b.entries

    def part(i: int, j: int) -> Entry:
        second = e.minus(e.product(x[j], y[i], s.at), s.at)
        return e.total([e.product(x[i], y[j], s.at), second], s.at)

    return vector([part(1, 2), part(2, 0), part(0, 1)])


def product(s: Site, a: Value, b: Value) -> Value:
    """The product of two matrices, or of a matrix and a vector."""
    if a.is_number or b.is_number:
        s.refuse(f"@ is a product of matrices, and here stands {named(())}: write *", s.at)
    inner = a.shape[1] if len(a.shape) == 2 else 1
    if len(a.shape) == len(b.shape) == 1:
        return dot(s, a, b)
    if inner != b.shape[0]:
        s.refuse(
            f"the shapes do not fit: on the left {named(a.shape)}, on the right {named(b.shape)}",
            s.at,
        )
    return multiplied(a, b, s.at)


def outer(s: Site, a: Value, b: Value) -> Value:
    """All products of entries."""
    a, b = s.vector(a), s.vector(b)
    return matrix([[e.product(p, q, s.at) for q in b.entries] for p in a.entries])


def kron(s: Site, a: Value, b: Value) -> Value:
    """The Kronecker product."""
    a, b = s.matrix(a), s.matrix(b)
    return matrix(
        [[e.product(p, q, s.at) for p in top for q in low] for top in a.rows for low in b.rows]
    )


def hadamard(s: Site, a: Value, b: Value) -> Value:
    """Entry by entry."""
    if a.shape != b.shape:
        s.stop(f"{named(a.shape)} and {named(b.shape)} have different shapes")
    pairs = zip(a.entries, b.entries, strict=True)
    return Value(a.shape, tuple(e.product(p, q, s.at) for p, q in pairs))


def combined(s: Site, parts: Sequence[Value]) -> Value:
    """The sum of values of one shape."""
    columns = zip(*(part.entries for part in parts), strict=True)
    return Value(parts[0].shape, tuple(e.total(column, s.at) for column in columns))


def negated(s: Site, a: Value) -> Value:
    """The opposite."""
    return Value(a.shape, tuple(e.minus(entry, s.at) for entry in a.entries))


def commutator(s: Site, a: Value, b: Value) -> Value:
    """A*B - B*A"""
    a, b = s.square(a), s.square(b)
    return combined(s, [product(s, a, b), negated(s, product(s, b, a))])


def anticommutator(s: Site, a: Value, b: Value) -> Value:
    """A*B + B*A"""
    a, b = s.square(a), s.square(b)
    return combined(s, [product(s, a, b), product(s, b, a)])


def scaled(s: Site, factor: Entry, a: Value) -> Value:
    """A number times a value."""
    return Value(a.shape, tuple(e.product(factor, entry, s.at) for entry in a.entries))


def project(s: Site, x: Value, a: Value) -> Value:
    """The first vector onto the second."""
    x, a = s.vectors(x, a)
    share = e.quotient(vdot(s, a, x).number, vdot(s, a, a).number, s.at)
    s.note(s.name, s.at, "the projection of the first vector onto the second")
    return scaled(s, share, a)


def norm(s: Site, a: Value, kind: Value | None = None) -> Value:
    """The root of the sum of squares, or another norm by its name."""
    which = "2" if kind is None else _norm_name(s, kind)
    if not a.shape:
        s.stop("of a number? abs(x) is its size; of a vector give its size, as in T(x: R^3) = ...")
    if len(a.shape) == 2 and which != "fro":
        if kind is not None:
            s.stop('of a matrix only the Frobenius norm is read, norm(A) or norm(A, "fro")')
        s.note(s.name, s.at, "the Frobenius norm")
    sizes = [e.size(entry, s.at) for entry in a.entries]
    if which == "1":
        return real(e.added(sizes, s.at))
    if which == "inf":
        return real(sizes[0] if len(sizes) == 1 else Call("Max", tuple(sizes), (), s.at))
    return real(e.root(e.added((e.size_squared(x, s.at) for x in a.entries), s.at), s.at))


def _norm_name(s: Site, kind: Value) -> str:
    tree = kind.number.re if kind.is_number else None
    word = str(getattr(tree, "value", getattr(tree, "name", "")))
    if word not in ("1", "2", "inf", "fro"):
        s.stop("norm(x), norm(x, 1) and norm(x, inf) are read")
    return word


def square_function(of: Callable[[Value, int], Value]) -> Build:
    """A function of small square matrices."""
    return lambda s, a: of(s.small(a), s.at)


def det(s: Site, a: Value) -> Value:
    """The determinant."""
    return number(determinant(s.small(a), s.at))


def re(s: Site, a: Value) -> Value:
    """Real parts."""
    return Value(a.shape, tuple(Entry(entry.re) for entry in a.entries))


def im(s: Site, a: Value) -> Value:
    """Imaginary parts."""
    return Value(a.shape, tuple(Entry(entry.imaginary) for entry in a.entries))


def arg(s: Site, a: Value) -> Value:
    """The angle in (-pi, pi]; no value at 0."""
    s.note(s.name, s.at, "the principal value, from -pi to pi")
    trees = (Call("atan2", (x.imaginary, x.re), (), s.at) for x in a.entries)
    return Value(a.shape, tuple(map(Entry, trees)))
