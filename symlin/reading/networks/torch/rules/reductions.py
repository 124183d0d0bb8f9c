"""Sums, means, largest entries, norms and variances along axes."""

from __future__ import annotations

import math
from collections.abc import Sequence

from flint import fmpq

from symlin.kernel.network.arrays import size_of
from symlin.reading.networks.formulas import formula, raised
from symlin.reading.networks.torch.reading import ABSENT, Reading, Traced, Value, depends
from symlin.reading.networks.torch.rules.elementwise import X
from symlin.reading.networks.torch.rules.products import shape_of
from symlin.reading.networks.torch.table import rule

Dim = int | Sequence[int] | None


def axes_of(x: Value, dim: Dim) -> list[int]:
    """The axes that are meant; all where none is named."""
    rank = len(shape_of(x))
    if dim is None or (not isinstance(dim, int) and not len(dim)):
        return list(range(rank))
    return [a % max(rank, 1) for a in ((dim,) if isinstance(dim, int) else dim)]


def summed(r: Reading, x: Value, dim: Dim, keepdim: bool = False) -> Traced:
    """The sum along axes; a number is its own."""
    axes = axes_of(x, dim)
    if not shape_of(x):
        return r.traced(r.ref(x))
    return r.traced(r.builder.sum(r.ref(x), axes, keep=keepdim))


def _count(x: Value, dim: Dim) -> int:
    return size_of([shape_of(x)[a] for a in axes_of(x, dim)]) if shape_of(x) else 1


@rule("sum.default", "sum.dim_IntList", "nansum.default")
def sum_(r: Reading, x: Value, dim: Dim = None, keepdim: bool = False) -> Traced:
    """The sum."""
    return summed(r, x, dim, keepdim)


@rule("mean.default", "mean.dim", "nanmean.default")
def mean(r: Reading, x: Value, dim: Dim = None, keepdim: bool = False) -> Traced:
    """The average."""
    return r.scaled(summed(r, x, dim, keepdim), fmpq(1, _count(x, dim)))


@rule("amax.default", "max.default")
def amax(r: Reading, x: Value, dim: Dim = None, keepdim: bool = False) -> Traced:
    """The largest."""
    if not shape_of(x):
        return r.traced(r.ref(x))
    return r.traced(r.builder.maximum(r.ref(x), axes_of(x, dim), keep=keepdim))


@rule("amin.default", "min.default")
def amin(r: Reading, x: Value, dim: Dim = None, keepdim: bool = False) -> Traced:
    """The smallest."""
    return r.scaled(amax(r, r.scaled(x, -1), dim, keepdim), -1)


@rule("max.dim")
def max_dim(r: Reading, x: Value, dim: int, keepdim: bool) -> list[Value]:
    """The largest along an axis; where it stands is no function that is read."""
    return [amax(r, x, dim, keepdim), ABSENT]


@rule("min.dim")
def min_dim(r: Reading, x: Value, dim: int, keepdim: bool) -> list[Value]:
    """The smallest along an axis; where it stands is no function that is read."""
    return [amin(r, x, dim, keepdim), ABSENT]


@rule("prod.default", "prod.dim_int")
def prod(r: Reading, x: Value, dim: int | None = None, keepdim: bool = False) -> Traced:
    """The product."""
    axes = axes_of(x, dim)
    moved, left = r.builder.last_axes(r.ref(x), axes) if shape_of(x) else (r.ref(x), ())
    count = _count(x, dim)
    columns = r.builder.reshape(moved, (*left, count))
    size = size_of(left)
    found = r.builder.gather(columns, left, range(0, size * count, count))
    for i in range(1, count):
        next_ = r.builder.gather(columns, left, range(i, size * count, count))
        found = r.builder.multiply(found, next_)
    kept = [1 if a in axes else n for a, n in enumerate(shape_of(x))]
    return r.traced(r.builder.reshape(found, kept if keepdim else left))


# ---- spread ----


@rule("var.correction", "var.dim", "var.default")
def var(
    r: Reading,
    x: Value,
    dim: Dim = None,
    correction: Value = None,
    keepdim: bool = False,
    unbiased: bool = True,
) -> Traced:
    """The mean of squared distances from the mean, with one less to divide by if unbiased."""
    less = int(unbiased) if correction is None else r.number(correction)
    centred = r.combine((x, mean(r, x, dim, True)), (1, -1))
    squares = r.map(centred, formula("x**2"))
    divisor = _count(x, dim) - less
    if divisor <= 0:
        r.refuse("the variance of so few numbers has no value")
    return r.scaled(summed(r, squares, dim, keepdim), fmpq(1) / divisor)


@rule("std.correction", "std.dim", "std.default")
def std(
    r: Reading,
    x: Value,
    dim: Dim = None,
    correction: Value = None,
    keepdim: bool = False,
    unbiased: bool = True,
) -> Traced:
    """The root of the variance."""
    return r.map(var(r, x, dim, correction, keepdim, unbiased), formula("sqrt(x)"))


@rule("var_mean.correction", "var_mean.dim", "var_mean.default")
def var_mean(
    r: Reading,
    x: Value,
    dim: Dim = None,
    correction: Value = None,
    keepdim: bool = False,
    unbiased: bool = True,
) -> list[Traced]:
    """The variance and the mean."""
    return [var(r, x, dim, correction, keepdim, unbiased), mean(r, x, dim, keepdim)]


# ---- norms ----


@rule("linalg_vector_norm.default")
def vector_norm(r: Reading, x: Value, ord: Value, dim: Dim, keepdim: bool) -> Traced:
    """The p-norm."""
    return norm(r, x, ord, dim, keepdim)


@rule("norm.ScalarOpt_dim", "norm.Scalar", "norm.ScalarOpt_dim_dtype")
def norm(r: Reading, x: Value, p: Value, dim: Dim = None, keepdim: bool = False) -> Traced:
    """The p-norm."""
    power = 2.0 if p is None else float(p)
    if math.isinf(power):
        sizes = r.map(x, formula("Abs(x)"))
        return (amax if power > 0 else amin)(r, sizes, dim, keepdim)
    if power == 0:
        ones = r.map(x, formula("Piecewise((0, Eq(x, 0)), (1, True))"))
        return summed(r, ones, dim, keepdim)
    if power == 2:
        total = summed(r, r.map(x, formula("x**2")), dim, keepdim)
        return r.map(total, formula("sqrt(x)"))
    exact = fmpq(r.number(power))
    powers = r.map(r.map(x, formula("Abs(x)")), raised(X, exact))
    return r.map(summed(r, powers, dim, keepdim), raised(X, 1 / exact))


@rule("dist.default")
def dist(r: Reading, x: Value, other: Value, p: Value) -> Traced:
    """The p-norm of the difference."""
    return norm(r, r.combine((x, other), (1, -1)), p)


@rule("logsumexp.default")
def logsumexp(r: Reading, x: Value, dim: Dim, keepdim: bool) -> Traced:
    """The logarithm of the sum of exponentials."""
    total = summed(r, r.map(x, formula("exp(x)")), dim, keepdim)
    return r.map(total, formula("log(x)"))


def reduced(r: Reading, x: Value, reduction: int) -> Value:
    """A loss for each entry, as it is (0), their mean (1) or their sum (2)."""
    if not depends(x):
        return (x, x.mean(), x.sum())[reduction] if reduction else x
    if reduction == 0:
        return x
    return mean(r, x) if reduction == 1 else summed(r, x, None)
