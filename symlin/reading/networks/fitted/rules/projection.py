"""Projections: products with the components that were found."""

from __future__ import annotations

from typing import Any

from flint import fmpq, fmpq_mat

from symlin.exact.floats import dyadic
from symlin.kernel.numbers import exact
from symlin.language.network.builder import Ref
from symlin.reading.networks.fitted.reading import Reading, np
from symlin.reading.networks.fitted.table import rule
from symlin.reading.networks.formulas import formula
from symlin.reading.networks.layers.arithmetic import divide, multiply

MOST_INVERTED = 2_000
"""Entries of components, whose exact inverse has numbers as long as all of them together."""


def _deviation(reading: Reading, pca: Any, *, clipped: bool) -> Ref:
    """sqrt(explained variance): irrational as a rule, and so left a formula."""
    variance = reading.array(pca, "explained_variance_")
    if clipped:  # roots below epsilon count as epsilon, the power of two 2**-52 in float64
        variance = np.maximum(variance, np.finfo(np.float64).eps ** 2)
    return reading.builder.map(reading.constant(variance), formula("sqrt(x)"))


@rule("transform", "decomposition.PCA", "decomposition.IncrementalPCA")
def pca(reading: Reading, estimator: Any, x: Ref) -> Ref:
    """(x - mean) components^T, over the root of the variances where it whitens."""
    components = reading.array(estimator, "components_")
    x = reading.dense(reading.minus(x, reading.array(estimator, "mean_")), components)
    if not estimator.whiten:
        return x
    if np.asarray(estimator.explained_variance_).dtype != np.float64:
        reading.refuse("whitening in less than float64 is not read")
    return divide(reading.builder, x, _deviation(reading, estimator, clipped=True))


@rule("inverse_transform", "decomposition.PCA", "decomposition.IncrementalPCA")
def pca_back(reading: Reading, estimator: Any, x: Ref) -> Ref:
    """x components + mean."""
    components = reading.array(estimator, "components_")
    if estimator.whiten:
        x = multiply(reading.builder, x, _deviation(reading, estimator, clipped=False))
    return reading.dense(x, components.T, reading.array(estimator, "mean_"))


@rule("transform", "decomposition.TruncatedSVD")
def svd(reading: Reading, estimator: Any, x: Ref) -> Ref:
    """x components^T."""
    return reading.dense(x, reading.array(estimator, "components_"))


@rule("inverse_transform", "decomposition.TruncatedSVD")
def svd_back(reading: Reading, estimator: Any, x: Ref) -> Ref:
    """x components."""
    return reading.dense(x, reading.array(estimator, "components_").T)


@rule("transform", "decomposition.FactorAnalysis")
def factors(reading: Reading, estimator: Any, x: Ref) -> Ref:
    """(x - mean) Psi^-1 W^T (1 + W Psi^-1 W^T)^-1, for components W and variances Psi of noise."""
    components = _matrix(reading, reading.array(estimator, "components_"))
    noise = reading.array(estimator, "noise_variance_")
    scaled = components * _diagonal([fmpq(1) / n for n in _exact(noise)])
    inside = _diagonal([fmpq(1)] * components.nrows()) + scaled * components.transpose()
    x = reading.minus(x, reading.array(estimator, "mean_"))
    return _times(reading, x, inside.transpose().inv() * scaled)


@rule("transform", "decomposition.SparsePCA", "decomposition.MiniBatchSparsePCA")
def sparse_pca(reading: Reading, estimator: Any, x: Ref) -> Ref:
    """(x - mean) C^T (C C^T + alpha)^-1, which is what ridge regression on components C finds."""
    components = _matrix(reading, reading.array(estimator, "components_"))
    (alpha,) = _exact(np.array([float(estimator.ridge_alpha)]))
    inside = components * components.transpose() + _diagonal([alpha] * components.nrows())
    x = reading.minus(x, reading.array(estimator, "mean_"))
    if not inside.det():
        reading.refuse("its components depend on each other, and ridge_alpha is 0")
    return _times(reading, x, inside.inv() * components)


def _exact(values: Any) -> list[fmpq]:
    return [fmpq(dyadic(float(v))) for v in values.reshape(-1)]


def _matrix(reading: Reading, values: Any) -> fmpq_mat:
    """The numbers that are stored, exactly: the inverse is taken of these, and rounded nowhere."""
    rows, columns = values.shape
    if rows * columns > MOST_INVERTED:
        reading.refuse(f"{rows} x {columns} components are too many for an exact inverse")
    return fmpq_mat(rows, columns, _exact(values))


def _diagonal(numbers: list[fmpq]) -> fmpq_mat:
    size = len(numbers)
    entries = [numbers[i] if i == j else fmpq(0) for i in range(size) for j in range(size)]
    return fmpq_mat(size, size, entries)


def _times(reading: Reading, x: Ref, weights: fmpq_mat) -> Ref:
    shape = weights.nrows(), weights.ncols()
    return reading.builder.dense(x, reading.builder.numbers(shape, map(exact, weights.entries())))


@rule("transform", "decomposition.FastICA")
def ica(reading: Reading, estimator: Any, x: Ref) -> Ref:
    """(x - mean) components^T."""
    components = reading.array(estimator, "components_")
    if estimator.whiten:
        x = reading.minus(x, reading.array(estimator, "mean_"))
    return reading.dense(x, components)


@rule("inverse_transform", "decomposition.FastICA")
def ica_back(reading: Reading, estimator: Any, x: Ref) -> Ref:
    """x mixing^T + mean."""
    mean = reading.array(estimator, "mean_") if estimator.whiten else None
    return reading.dense(x, reading.array(estimator, "mixing_"), mean)


@rule("transform", "discriminant_analysis.LinearDiscriminantAnalysis")
def discriminant(reading: Reading, estimator: Any, x: Ref) -> Ref:
    """(x - mean) scalings, as many columns as there are classes less one."""
    if estimator.solver == "lsqr":
        reading.refuse("it has no transform with solver='lsqr'")
    scalings = reading.array(estimator, "scalings_")[:, : estimator._max_components]
    if estimator.solver == "svd":
        x = reading.minus(x, reading.array(estimator, "xbar_"))
    return reading.dense(x, scalings.T)


@rule(
    "transform",
    "random_projection.GaussianRandomProjection",
    "random_projection.SparseRandomProjection",
)
def random_projection(reading: Reading, estimator: Any, x: Ref) -> Ref:
    """x components^T, with the components drawn when it was fitted."""
    return reading.dense(x, reading.array(estimator, "components_"))


PLS = ("PLSRegression", "PLSCanonical", "CCA")


@rule("transform", *(f"cross_decomposition.{name}" for name in PLS))
def scores(reading: Reading, estimator: Any, x: Ref) -> Ref:
    """(x - mean) / deviation * rotations."""
    rotations = reading.array(estimator, "x_rotations_")
    x = reading.minus(x, reading.array(estimator, "_x_mean"))
    return reading.dense(reading.over(x, reading.array(estimator, "_x_std")), rotations.T)


@rule("predict", *(f"cross_decomposition.{name}" for name in PLS))
def partial_least_squares(reading: Reading, estimator: Any, x: Ref) -> Ref:
    """(x - mean) coef^T + intercept."""
    coefficients = np.atleast_2d(reading.array(estimator, "coef_"))
    x = reading.minus(x, reading.array(estimator, "_x_mean"))
    found = reading.dense(x, coefficients, reading.array(estimator, "intercept_"))
    return reading.flat(found) if getattr(estimator, "_predict_1d", False) else found
