"""Points to try, simplest first: fewest non-zero coordinates, smallest numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from math import isqrt

from flint import fmpq

from symlin.exact.coordinates import ORIGIN, Coordinates, sparse
from symlin.kernel.claim import Subject
from symlin.kernel.facts import Context
from symlin.kernel.intervals import Interval
from symlin.kernel.numbers import Number, TooLarge, exact, quotient
from symlin.kernel.polynomial import UNIT, Poly, atom, atom_poly, atoms_of
from symlin.kernel.term import Function, Guard, Max, Relation, Term, sub
from symlin.kernel.walk import topological

AXIS: tuple[Number, ...] = (1, -1, 2, -2, 3, -3, fmpq(1, 2), fmpq(-1, 2), 10, -10)
BETWEEN: tuple[Number, ...] = tuple(
    fmpq(sign * p, q)
    for p, q in ((1, 3), (1, 4), (3, 4), (3, 2), (5, 2), (7, 3))
    for sign in (1, -1)
)
"""Fractions that are tried after the points where pieces change."""
FULL = 64
"""At most so many inputs that are all moved at once: of more, nobody would read such a point."""
DEEP = 80
"""Nodes below a switch from which on it is not looked into: its normal form may be huge."""
MOST_AXES = 6
"""At most so many axes that are combined with each other, 15 pairs in 8 ways; wider operators get
points along each axis."""
MOST_SWITCHES = 200
"""Forms that say where pieces change; a net of 1,000 units has as many as units."""
MOST_BOUNDARY = 400
"""Points where they do, and beside them: seven for each form and axis."""
MOST_COMPARED = 8
"""Arguments of a maximum that are compared each with each; of more, the first with the second."""
KEPT = 4096
"""Points whose cost is remembered: each is ranked with many others."""


# ---- points as sums of axes ----


@lru_cache(maxsize=KEPT)
def cost(point: Coordinates) -> tuple[Number, ...]:
    """Fewer non-zero coordinates, smaller denominators, smaller numbers, positive before
    negative."""
    moving = [fmpq(v) for _, v in point]
    return (
        len(moving),
        max((int(v.q) for v in moving), default=1),
        sum((abs(v) for v in moving), fmpq(0)),
        sum(1 for v in moving if v < 0),
    )


def unit(i: int, value: Number) -> Coordinates:
    """The point on axis i."""
    return ((i, value),) if value != 0 else ORIGIN


def plus(p: Coordinates, q: Coordinates) -> Coordinates:
    """p + q."""
    total = dict(p)
    for i, v in q:
        total[i] = exact(total.get(i, 0) + v)
    return sparse(sorted(total.items()))


def scaled(a: Number, p: Coordinates) -> Coordinates:
    """a * p."""
    return sparse((i, exact(a * v)) for i, v in p)


# ---- points that are tried on every operator ----


def small_points(n: int, axes: Sequence[int]) -> Iterator[Coordinates]:
    """The origin, points on the axes, and (few axes only) points on two or all axes."""
    yield ORIGIN
    for value in AXIS:
        for i in axes:
            yield unit(i, value)
    if 1 < len(axes) <= MOST_AXES:
        # Equal and opposite signs, and unequal sizes: a maximum of two inputs has one side in each.
        for a, b in ((1, 1), (1, -1), (-1, 1), (-1, -1), (1, 2), (2, 1), (2, -1), (-1, 2)):
            for k, i in enumerate(axes):
                for j in axes[k + 1 :]:
                    yield ((i, a), (j, b))
        if len(axes) > 2:
            # Three inputs in every order of size: a median, a third largest value, has to move.
            for pattern in ((1, 1, 1), (-1, -1, -1), (1, 2, 3), (3, 1, 2), (-1, 2, 1), (2, 3, 1)):
                yield tuple((i, pattern[i % 3]) for i in axes)
    elif 1 < n <= FULL:
        yield tuple((i, 1) for i in range(n))
        yield tuple((i, -1) for i in range(n))


def diagonal_points(n: int) -> list[Coordinates]:
    """Multiples of the identity, if so many inputs are the entries of a square matrix."""
    side = isqrt(n)
    if side < 3 or side * side != n:  # of smaller ones pairs of axes have a value
        return []
    return [tuple((k * (side + 1), a) for k in range(side)) for a in (1, 2, 3)]


def fractions(axes: Sequence[int]) -> list[Coordinates]:
    """Points of the axes between whole and half numbers."""
    return [unit(i, value) for value in BETWEEN for i in axes]


# ---- points where pieces change ----


def boundary_points(subject: Subject, context: Context, axes: frozenset[int]) -> list[Coordinates]:
    """Points of the axes where guards and maxima change, and beside them."""
    index = {name: i for i, name in enumerate(subject.inputs)}
    points: dict[Coordinates, None] = {}
    for form in switching_forms(subject, context):
        constant = form.constant
        for m, c in form.terms.items():
            if m != UNIT and len(m) == 1 and m[0][0].argument in index:
                i = index[str(m[0][0].argument)]
                if i not in axes:
                    continue
                # On the boundary, 1 to either side, and as near as the form's own scale: the piece
                # of floor(1000 x) is 1/1000 wide. Twice the root is what a sum with itself reaches.
                root = quotient(-constant, c)
                near = quotient(1, c) if abs(fmpq(c)) > 1 else 1
                for v in (root, exact(root + 1), exact(root - 1), exact(2 * root), -root,
                          exact(root + near), exact(root - near), quotient(root, 2)):  # fmt: skip
                    points.setdefault(unit(i, v))
                if len(points) > MOST_BOUNDARY:
                    return list(points)
    return list(points)


def points_between(subject: Subject) -> list[Coordinates]:
    """Points of the domain's inside as far as it is known from bounds of single inputs: in the
    middle, and with one coordinate moved."""
    try:
        context = Context(subject.domain)
    except TooLarge:
        return []
    names = subject.inputs
    bounds = [context.signs.intervals.get(atom_poly(atom("var", name))) for name in names]
    if not any(bounds) or len(names) > MOST_AXES:
        return []
    values = [_between(b) for b in bounds]
    middle = [row[0] for row in values]
    moved = ((*middle[:i], v, *middle[i + 1 :]) for i, row in enumerate(values) for v in row)
    return [sparse(enumerate(point)) for point in moved]


def _between(bounds: Interval | None) -> list[Number]:
    """A few values within the bounds: the middle first, the ends last."""
    low, high = (None, None) if bounds is None else (bounds.low, bounds.high)
    if low is not None and high is not None:
        parts = [exact(low + quotient(k, 4) * (high - low)) for k in (2, 1, 3, 0, 4)]
        return list(dict.fromkeys(parts))
    if low is None and high is None:
        return [0, 1, -1]
    near = exact(low if low is not None else high)  # type: ignore[arg-type]
    return [exact(near + k * (1 if high is None else -1)) for k in (1, 2, fmpq(1, 2), 0)]


# ---- where pieces change ----


def switching_forms(subject: Subject, context: Context) -> list[Poly]:
    """Forms, affine in the inputs with rational coefficients, at whose zeros a piece changes."""
    forms: dict[Poly, None] = {}
    for term in switches((*subject.outputs, *subject.assumptions)):
        if not _is_shallow(term):
            continue
        try:
            p = context.normal(term)
        except TooLarge:
            continue
        for form in _affine_parts(p):
            if set(variables_of(form)) <= set(subject.inputs) and not form.is_constant:
                forms.setdefault(form)
        if len(forms) > MOST_SWITCHES:
            break
    return list(forms)


def _is_shallow(term: Term) -> bool:
    """Whether few nodes lie below: the zeros of a deeply nested switch are not read off."""
    return len(list(islice(topological([term]), DEEP))) < DEEP


def switches(roots: Iterable[Term | Guard]) -> Iterator[Term]:
    """Terms at whose zeros a guard, a maximum, an absolute value or a root changes its course."""
    for node in topological(roots):
        match node:
            case Relation(_, term):
                yield term
            case Max(terms) if len(terms) <= MOST_COMPARED:
                for k, a in enumerate(terms):
                    for b in terms[k + 1 :]:
                        yield sub(a, b)
            case Max(terms):
                yield sub(terms[0], terms[1])
            case Function("abs", argument) if argument is not None:
                yield argument


def _affine_parts(p: Poly) -> list[Poly]:
    """p itself where it is affine; otherwise the affine arguments of its atoms."""
    if _is_affine(p):
        return [p]
    parts: list[Poly] = []
    for base in atoms_of(p):
        if isinstance(base.argument, Poly) and _is_affine(base.argument):
            parts.append(base.argument)
        elif base.kind == "var":
            parts.append(Poly({((base, 1),): 1}))
    return parts


def _is_affine(p: Poly) -> bool:
    return all(len(m) <= 1 and all(a.kind == "var" and e == 1 for a, e in m) for m in p.terms)


def variables_of(p: Poly) -> list[str]:
    """The variables of p itself."""
    return [str(a.argument) for a in atoms_of(p) if a.kind == "var"]
