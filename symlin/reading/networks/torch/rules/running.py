"""Products, largest entries, sums of exponentials that go on along an axis; distances of rows."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

from symlin.reading.networks.formulas import formula
from symlin.reading.networks.torch.reading import ABSENT, Reading, Traced, Value, torch
from symlin.reading.networks.torch.rules.products import cumsum, move, reshape, shape_of
from symlin.reading.networks.torch.rules.reductions import norm
from symlin.reading.networks.torch.table import rule


def _going_on(r: Reading, x: Value, dim: int, step: Callable[[Value, Value], Value]) -> Value:
    """Each entry put to those before it."""
    if not shape_of(x) or not shape_of(x)[dim]:
        return x
    if shape_of(x)[dim] > 1_000:
        r.refuse("more than 1,000 steps along an axis are not read")
    rows = [move(r, "select.int", x, dim, place) for place in range(shape_of(x)[dim])]
    found = [r.tensor(rows[0])]
    for row in rows[1:]:
        found.append(r.tensor(step(found[-1], row)))
    return move(r, "stack.default", found, dim)


@rule("cumprod.default")
def cumprod(r: Reading, x: Value, dim: int) -> Value:
    """Products of the entries so far."""
    return _going_on(r, x, dim, r.multiply)


@rule("cummax.default")
def cummax(r: Reading, x: Value, dim: int) -> list[Value]:
    """The largest so far; where it stands is no function that is read."""

    def larger(a: Value, b: Value) -> Traced:
        return r.traced(r.builder.largest(r.ref(a), r.ref(b)))

    return [_going_on(r, x, dim, larger), ABSENT]


@rule("cummin.default")
def cummin(r: Reading, x: Value, dim: int) -> list[Value]:
    """The smallest so far."""
    return [r.scaled(cummax(r, r.scaled(x, -1), dim)[0], -1), ABSENT]


@rule("logcumsumexp.default")
def logcumsumexp(r: Reading, x: Value, dim: int) -> Traced:
    """The logarithm of the sum of exponentials so far."""
    return r.map(cumsum(r, r.map(x, formula("exp(x)")), dim), formula("log(x)"))


# ---- distances ----


@rule("_cdist_forward.default")
def cdist(r: Reading, x1: Value, x2: Value, p: float, compute_mode: Value = None) -> Traced:
    """The p-norm of the difference of each row of one matrix and each of another."""
    rows = reshape(r, x1, (*shape_of(x1)[:-1], 1, shape_of(x1)[-1]))
    others = reshape(r, x2, (*shape_of(x2)[:-2], 1, *shape_of(x2)[-2:]))
    return norm(r, r.combine((rows, others), (1, -1)), p, -1)


@rule("_pdist_forward.default")
def pdist(r: Reading, x: Value, p: float) -> Traced:
    """The same of each two rows of one matrix."""
    pairs = list(combinations(range(shape_of(x)[0]), 2))
    first, second = (
        move(r, "index_select.default", x, 0, torch.tensor([pair[side] for pair in pairs]))
        for side in (0, 1)
    )
    return norm(r, r.combine((first, second), (1, -1)), p, -1)
