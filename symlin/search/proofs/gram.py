"""Gram matrices: a polynomial written as weighted sums of squares, exactly.

A target p is to be the sum of g_j w_j' Q_j w_j over blocks j, each with a weight g_j and a vector
w_j of polynomials, with positive definite matrices Q_j. Of all solutions the one of largest
determinant is the inverse of a matrix of moments, M_j(u), and u minimises a convex function without
constraints: <p, u> - sum log det M_j(u). Newton's method finds it, in balls whose radii are thrown
away. What is rounded is then corrected to satisfy the equations exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flint import arb, arb_mat, fmpq, fmpq_mat

from symlin.exact.deadline import Deadline
from symlin.kernel.polynomial import Monomial, Poly
from symlin.kernel.theories.enclosure import working_precision

BITS = 256
"""Of the balls: the steps' squares are followed down to 1e-40, where a double ends at 1e-16."""
MOST_STEPS = 80
"""Newton steps; damped ones come nearer by a constant each, the last ones double the digits."""
CENTRED = arb("1e-40")
"""The square of a step, in the norm of the Hessian, below which the minimum is reached."""
FULL_STEP = 0.25
"""Newton's decrement below which full steps converge quadratically (Boyd, Vandenberghe, 9.6)."""
DENOMINATORS = (1, 2, 12, 60, 2**8, 2**16, 2**32, 2**64)
"""What the entries of Gram matrices are rounded to multiples of, simple ones first."""
Matrix = list[list[fmpq]]


Products = tuple[tuple[Poly, ...], ...]
"""The products g w_i w_k of one block, for k <= i."""


class Entry(NamedTuple):
    """The entry (i, k) of a block, which counts twice beside the diagonal."""

    block: int
    i: int
    k: int
    row: tuple[fmpq, ...]

    @property
    def times(self) -> int:
        """How often the entry stands in its matrix."""
        return 1 if self.i == self.k else 2


class Problem:
    """The equations in the entries of all Q_j: one for each independent monomial."""

    def __init__(self, target: Poly, blocks: Sequence[Products]) -> None:
        self.sizes = [len(block) for block in blocks]
        rows = list(_numbered(blocks))
        monomials = list(dict.fromkeys(m for *_, p in rows for m in p.terms))
        # A monomial of the target that no product has cannot be made.
        self.possible = bool(monomials) and set(target.terms) <= set(monomials)
        if not self.possible:
            return
        table = [[fmpq(p.terms.get(m, 0)) for m in monomials] for *_, p in rows]
        # Normal forms may tie monomials together, as sin**2 + cos**2 = 1 does: as many equations
        # as are independent, or the matrix of Newton's method would be singular.
        reduced, rank = fmpq_mat(table).rref()
        self.pivots = [_first(reduced, r) for r in range(rank)]
        self.spread = [[reduced[r, c] for c in range(len(monomials))] for r in range(rank)]
        wanted = [fmpq(target.terms.get(m, 0)) for m in monomials]
        self.target = [wanted[c] for c in self.pivots]
        """The others must be the same combinations of these as in the products."""
        self.possible = all(
            sum((t * row[c] for t, row in zip(self.target, self.spread, strict=True)), fmpq(0)) == w
            for c, w in enumerate(wanted)
        )
        self.monomials = monomials
        self.entries = [
            Entry(j, i, k, tuple(fmpq(p.terms.get(monomials[c], 0)) for c in self.pivots))
            for j, i, k, p in rows
        ]

    def solve(self, moments: dict[Monomial, float], deadline: Deadline) -> list[Matrix] | None:
        """Positive definite Q_j, from the moments of a measure for which all M_j are regular."""
        if not self.possible:
            return None
        with working_precision(BITS):
            values = [arb(moments[m]) for m in self.monomials]
            start = [
                sum((arb(c) * v for c, v in zip(row, values, strict=True)), arb(0))
                for row in self.spread
            ]
            try:
                near = self._centre(start, deadline)
            except ZeroDivisionError:
                return None
        return None if near is None else self._rounded(near)

    # ---- Newton's method ----

    def _centre(self, u: list[arb], deadline: Deadline) -> list[arb_mat] | None:
        """The inverses of the matrices of moments at the minimum."""
        # Radii are thrown away (`mid`) after each operation: this is floating point with 256 bits,
        # and nothing rests on it.
        target = [arb(t) for t in self.target]
        shapes = [self._shapes(j) for j in range(len(self.sizes))]
        for _ in range(MOST_STEPS):
            deadline.check()
            inverses = [_combined(shape, u).inv().mid() for shape in shapes]
            gradient = list(target)
            m = len(u)
            hessian = arb_mat(m, m)
            for inverse, shape in zip(inverses, shapes, strict=True):
                turned = [inverse * a for a in shape]
                gradient = [g - t.trace() for g, t in zip(gradient, turned, strict=True)]
                flat = arb_mat(m, turned[0].nrows() ** 2, [v for t in turned for v in t.entries()])
                across = arb_mat([t.transpose().entries() for t in turned]).transpose()
                hessian += flat * across
            step = hessian.mid().solve(arb_mat(m, 1, [-g for g in gradient])).mid()
            square = -sum((step[k, 0] * g.mid() for k, g in enumerate(gradient)), arb(0))
            if square < CENTRED:
                return inverses
            length = square.mid().sqrt()
            # Damped far from the minimum: no step then leaves the set where all M_j are positive.
            scale = arb(1) if length < FULL_STEP else 1 / (1 + length)
            u = [(v + scale * step[k, 0]).mid() for k, v in enumerate(u)]
        return None

    def _shapes(self, j: int) -> list[arb_mat]:
        """The matrices whose combination M_j(u) is."""
        n = self.sizes[j]
        shapes = [arb_mat(n, n) for _ in self.pivots]
        for e in self.entries:
            if e.block == j:
                for shape, c in zip(shapes, e.row, strict=True):
                    shape[e.i, e.k] = shape[e.k, e.i] = arb(c)
        return shapes

    # ---- exact matrices ----

    def _rounded(self, near: list[arb_mat]) -> list[Matrix] | None:
        """The first matrices, by denominator, that are positive definite once corrected."""
        largest = max(abs(float(v)) for q in near for v in q.entries())
        unit = fmpq(1) if largest > 1 else fmpq(1, max(1, int(1 / largest)))
        normal = self._normal_equations()
        for denominator in DENOMINATORS:
            matrices = self._corrected(near, unit / denominator, normal)
            if all(pivots(q) is not None for q in matrices):
                return matrices
        return None

    def _normal_equations(self) -> fmpq_mat:
        """The matrix that says which multipliers of the equations make up for what is missing."""
        m = len(self.pivots)
        weighted = fmpq_mat([[e.times * c for c in e.row] for e in self.entries])
        plain = fmpq_mat([list(e.row) for e in self.entries])
        return weighted.transpose() * plain if m else fmpq_mat(0, 0)

    def _corrected(self, near: list[arb_mat], unit: fmpq, normal: fmpq_mat) -> list[Matrix]:
        """The matrices rounded to multiples of the unit, and the least change that makes them a
        solution."""
        values = [unit * _nearest(near[e.block][e.i, e.k], unit) for e in self.entries]
        missing = list(self.target)
        for e, value in zip(self.entries, values, strict=True):
            missing = [s - e.times * value * c for s, c in zip(missing, e.row, strict=True)]
        shift = normal.solve(fmpq_mat(len(missing), 1, missing))
        matrices: list[Matrix] = [[[fmpq(0)] * n for _ in range(n)] for n in self.sizes]
        for e, value in zip(self.entries, values, strict=True):
            change = sum((shift[a, 0] * c for a, c in enumerate(e.row) if c), fmpq(0))
            matrices[e.block][e.i][e.k] = matrices[e.block][e.k][e.i] = value + change
        return matrices


def _numbered(blocks: Sequence[Products]) -> Iterator[tuple[int, int, int, Poly]]:
    """The products, each with its block and its place in the block's matrix."""
    for j, block in enumerate(blocks):
        for i, part in enumerate(block):
            for k, p in enumerate(part):
                yield j, i, k, p


def _first(reduced: fmpq_mat, r: int) -> int:
    """The column in which row r of a reduced matrix begins."""
    return next(c for c in range(reduced.ncols()) if reduced[r, c] != 0)


def _combined(shapes: list[arb_mat], u: list[arb]) -> arb_mat:
    total = arb_mat(shapes[0].nrows(), shapes[0].ncols())
    for value, shape in zip(u, shapes, strict=True):
        total += shape * value
    return total.mid()


def _nearest(value: arb, unit: fmpq) -> int:
    return int((value / arb(unit) + arb(0.5)).mid().floor().unique_fmpz() or 0)


def pivots(q: Matrix) -> list[tuple[fmpq, list[fmpq]]] | None:
    """(d_i, l_i) with w' Q w = sum of d_i (l_i w)^2 and all d_i > 0; None where Q is not positive
    definite."""
    # Gauss' elimination without exchanges: it comes to an end iff all leading minors are positive.
    left = [row[:] for row in q]
    lines: list[tuple[fmpq, list[fmpq]]] = []
    for i in range(len(q)):
        d = left[i][i]
        if d <= 0:
            return None
        line = [left[i][k] / d for k in range(len(q))]
        lines.append((d, line))
        for a in range(i + 1, len(q)):
            if line[a] != 0:
                left[a] = [v - d * line[a] * c for v, c in zip(left[a], line, strict=True)]
    return lines
