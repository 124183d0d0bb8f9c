"""Linear models: x coef^T + intercept, and what is made of it."""

from __future__ import annotations

from typing import Any

from symlin.language.network.builder import Ref
from symlin.reading.networks.fitted.reading import Reading, np
from symlin.reading.networks.fitted.table import rule
from symlin.reading.networks.formulas import formula

REGRESSORS = [
    "LinearRegression",
    "Ridge",
    "RidgeCV",
    "Lasso",
    "LassoCV",
    "ElasticNet",
    "ElasticNetCV",
    "Lars",
    "LarsCV",
    "LassoLars",
    "LassoLarsCV",
    "LassoLarsIC",
    "OrthogonalMatchingPursuit",
    "OrthogonalMatchingPursuitCV",
    "BayesianRidge",
    "ARDRegression",
    "HuberRegressor",
    "TheilSenRegressor",
    "QuantileRegressor",
    "MultiTaskLasso",
    "MultiTaskLassoCV",
    "MultiTaskElasticNet",
    "MultiTaskElasticNetCV",
    "SGDRegressor",
    "PassiveAggressiveRegressor",
]


def combination(reading: Reading, model: Any, x: Ref) -> Ref:
    """x coef^T + intercept, in the shape that coef has."""
    weight = reading.array(model, "coef_")
    return reading.dense(x, weight, reading.array(model, "intercept_"))


@rule("predict", "svm.LinearSVR", *(f"linear_model.{name}" for name in REGRESSORS))
def linear_model(reading: Reading, model: Any, x: Ref) -> Ref:
    """x coef^T + intercept."""
    return combination(reading, model, x)


@rule("predict", "linear_model.PoissonRegressor", "linear_model.GammaRegressor")
def log_linear(reading: Reading, model: Any, x: Ref) -> Ref:
    """exp(x coef + intercept): the link is the logarithm."""
    return reading.builder.map(combination(reading, model, x), formula("exp(x)"))


@rule("predict", "linear_model.TweedieRegressor")
def tweedie(reading: Reading, model: Any, x: Ref) -> Ref:
    """With the link that was chosen, or that the power implies."""
    link = model.link
    if link == "auto":
        link = "identity" if model.power <= 0 else "log"
    return (linear_model if link == "identity" else log_linear)(reading, model, x)


@rule("decision_function", "linear_model.SGDOneClassSVM")
def one_class(reading: Reading, model: Any, x: Ref) -> Ref:
    """x coef - offset."""
    weight = np.atleast_2d(reading.array(model, "coef_"))
    return reading.flat(reading.dense(x, weight, -reading.array(model, "offset_")))
