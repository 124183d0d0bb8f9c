"""Support vector machines and kernel ridge regression: sums over points that were kept."""

from __future__ import annotations

from typing import Any

from symlin.language.network.builder import Ref
from symlin.reading.networks.fitted.reading import Reading, np
from symlin.reading.networks.fitted.rules.classification import label
from symlin.reading.networks.fitted.rules.scaling import exact_number
from symlin.reading.networks.fitted.table import rule
from symlin.reading.networks.formulas import formula

REGRESSORS = ("svm.SVR", "svm.NuSVR")
CLASSIFIERS = ("svm.SVC", "svm.NuSVC")


def kernel_values(reading: Reading, model: Any, x: Ref, points: Any, gamma: Any) -> Ref:
    """k(x, p) for rows x and each of the points p."""
    builder = reading.builder
    if model.kernel == "rbf":
        return _gaussian(reading, x, points, exact_number(gamma))
    products = reading.dense(x, points)
    if model.kernel == "linear":
        return products
    factor, constant = exact_number(gamma), exact_number(model.coef0)
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
    exact = [sum(exact_number(n) ** 2 for n in row) for row in points]
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
