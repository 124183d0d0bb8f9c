"""Support vector machines and kernel ridge regression: sums over points that were kept."""

from __future__ import annotations

from typing import Any

from symlin.exact.floats import dyadic
from symlin.language.network.builder import Ref
from symlin.reading.networks.fitted.reading import Reading, np
from symlin.reading.networks.fitted.rules.classification import label
from symlin.reading.networks.fitted.table import rule
from symlin.reading.networks.formulas import formula
from symlin.reading.networks.layers.arithmetic import divide, subtract

REGRESSORS = ("svm.SVR", "svm.NuSVR")
CLASSIFIERS = ("svm.SVC", "svm.NuSVC")


def kernel_values(reading: Reading, model: Any, x: Ref, points: Any, gamma: Any) -> Ref:
    """k(x, p) for rows x and each of the points p."""
    builder = reading.builder
    if model.kernel == "rbf":
        return _gaussian(reading, x, points, dyadic(gamma))
    products = reading.dense(x, points)
    if model.kernel == "linear":
        return products
    factor, constant = dyadic(gamma), dyadic(model.coef0)
    if model.kernel == "sigmoid":
        return builder.map(builder.scale(products, factor, constant), formula("tanh(x)"))
    if model.kernel in ("poly", "polynomial") and int(model.degree) == model.degree >= 1:
        term = formula(f"x**{int(model.degree)}")
        return builder.map(builder.scale(products, factor, constant), term)
    reading.refuse(f"kernel={model.kernel!r} is not read")


def _gaussian(reading: Reading, x: Ref, points: Any, gamma: Any) -> Ref:
    """exp(-gamma |x - p|^2), with the square of x, the product and the square of p."""
    builder = reading.builder
    own = builder.sum(builder.map(x, formula("x**2")), (-1,), keep=True)
    exact = [sum(dyadic(n) ** 2 for n in row) for row in points]
    squares = builder.numbers((len(points),), exact)
    distance = builder.combine((own, reading.dense(x, points), squares), (1, -2, 1))
    return builder.map(builder.scale(distance, -gamma), formula("exp(x)"))


def _sum(reading: Reading, model: Any, x: Ref) -> Ref:
    """The kernel at the support vectors, times their coefficients, and the intercept."""
    points = reading.array(model, "support_vectors_")
    values = kernel_values(reading, model, x, points, model._gamma)
    weights = np.atleast_2d(reading.array(model, "dual_coef_"))
    return reading.flat(reading.dense(values, weights, reading.array(model, "intercept_")))


@rule("predict", *REGRESSORS)
def regressor(reading: Reading, model: Any, x: Ref) -> Ref:
    """The sum over the support vectors."""
    return _sum(reading, model, x)


@rule("decision_function", *CLASSIFIERS)
def scores(reading: Reading, model: Any, x: Ref) -> Ref:
    """The sum over the support vectors."""
    if len(reading.fitted(model, "classes_")) != 2:
        reading.refuse("more than two classes are not read")
    return _sum(reading, model, x)


@rule("predict", *CLASSIFIERS)
def classifier(reading: Reading, model: Any, x: Ref) -> Ref:
    """The second label where the score is above 0, else the first."""
    return label(reading, scores(reading, model, x), model.classes_)


@rule("decision_function", "svm.OneClassSVM")
def one_class(reading: Reading, model: Any, x: Ref) -> Ref:
    """The sum over the support vectors."""
    return _sum(reading, model, x)


@rule("predict", "kernel_ridge.KernelRidge")
def kernel_ridge(reading: Reading, model: Any, x: Ref) -> Ref:
    """The kernel at the points that it was fitted to, times their coefficients."""
    if callable(model.kernel) or model.kernel_params:
        reading.refuse("kernels of one's own are not read")
    points = reading.array(model, "X_fit_")
    gamma = 1 / points.shape[1] if model.gamma is None else model.gamma
    values = kernel_values(reading, model, x, points, gamma)
    weights = reading.array(model, "dual_coef_")
    return reading.dense(values, weights.T if weights.ndim == 2 else weights)


@rule("transform", "decomposition.KernelPCA")
def kernel_pca(reading: Reading, model: Any, x: Ref) -> Ref:
    """The kernel at the points that it was fitted to, centred, times the eigenvectors over the
    roots of their eigenvalues."""
    if callable(model.kernel) or model.kernel_params:
        reading.refuse("kernels of one's own are not read")
    builder, centre = reading.builder, reading.fitted(model, "_centerer")
    values = kernel_values(reading, model, x, reading.array(model, "X_fit_"), model.gamma_)
    average = builder.mean(values, (-1,), keep=True)
    values = reading.minus(subtract(builder, values, average), reading.array(centre, "K_fit_rows_"))
    values = reading.plus(values, reading.array(centre, "K_fit_all_").reshape(1))
    sizes, vectors = reading.array(model, "eigenvalues_"), reading.array(model, "eigenvectors_")
    kept = sizes != 0  # the others give 0
    roots = builder.map(reading.constant(np.where(kept, sizes, 1)), formula("sqrt(x)"))
    return divide(builder, reading.dense(values, (vectors * kept).T), roots)


@rule("transform", "kernel_approximation.Nystroem")
def nystroem(reading: Reading, model: Any, x: Ref) -> Ref:
    """The kernel at points that were drawn, times a matrix."""
    if model.kernel not in ("rbf", "linear"):
        reading.refuse(f"kernel={model.kernel!r} is not read")
    points = reading.array(model, "components_")
    gamma = 1 / points.shape[1] if model.gamma is None else model.gamma
    values = kernel_values(reading, model, x, points, gamma)
    return reading.dense(values, reading.array(model, "normalization_"))


@rule("transform", "kernel_approximation.RBFSampler")
def random_features(reading: Reading, model: Any, x: Ref) -> Ref:
    """Cosines of random combinations."""
    weights = reading.array(model, "random_weights_")
    found = reading.dense(x, weights.T, reading.array(model, "random_offset_"))
    return reading.builder.map(found, formula("sqrt(2/n)*cos(x)", n=int(model.n_components)))
