"""Estimators made of others: one after the other, beside each other, chosen or averaged."""

from __future__ import annotations

import numbers
from collections.abc import Iterable, Sequence
from typing import Any

from flint import fmpq

from symlin.exact.floats import dyadic
from symlin.kernel.numbers import Number
from symlin.language.network.builder import Ref
from symlin.reading.networks.fitted.reading import Reading, is_step, np
from symlin.reading.networks.fitted.table import METHODS, rule

PIPELINE = "pipeline.Pipeline"
SEARCHES = (
    "model_selection.GridSearchCV",
    "model_selection.RandomizedSearchCV",
    "model_selection.HalvingGridSearchCV",
    "model_selection.HalvingRandomSearchCV",
)


def _steps(pipeline: Any) -> list[tuple[str, Any]]:
    steps = [(name, step) for name, step in pipeline.steps if is_step(step)]
    return [(f"{name} ({type(step).__name__})", step) for name, step in steps]


def _piped(method: str) -> None:
    @rule(method, PIPELINE)
    def piped(reading: Reading, pipeline: Any, x: Ref) -> Ref:
        """The transforms of all steps but the last, and then its method."""
        *before, (name, last) = _steps(pipeline) or reading.refuse("it has no steps")
        for part, step in before:
            x = reading.apply(step, "transform", x, part)
        return reading.apply(last, method, x, name)


for _method in ("predict", "decision_function", "predict_proba", "predict_log_proba"):
    _piped(_method)


@rule("transform", PIPELINE)
def piped_through(reading: Reading, pipeline: Any, x: Ref) -> Ref:
    """The transforms of all steps."""
    for part, step in _steps(pipeline):
        x = reading.apply(step, "transform", x, part)
    return x


@rule("inverse_transform", PIPELINE)
def piped_back(reading: Reading, pipeline: Any, x: Ref) -> Ref:
    """The inverse transforms, the last one first."""
    for part, step in reversed(_steps(pipeline)):
        x = reading.apply(step, "inverse_transform", x, part)
    return x


@rule("transform", "pipeline.FeatureUnion")
def united(reading: Reading, union: Any, x: Ref) -> Ref:
    """The transforms beside each other."""
    chosen = [(name, step) for name, step in union.transformer_list if step != "drop"]
    return _beside(reading, union, [(name, step, x) for name, step in chosen])


@rule("transform", "compose.ColumnTransformer")
def column_transformer(reading: Reading, transformer: Any, x: Ref) -> Ref:
    """Each transform of its columns, beside each other."""
    fitted = reading.fitted(transformer, "transformers_")
    places = transformer._transformer_to_input_indices
    chosen = []
    for name, step, columns in fitted:
        if step == "drop" or not len(places[name]):
            continue
        if isinstance(columns, str | numbers.Integral):
            reading.refuse(
                f"{name} takes a column as a list of values, not as a table: [{columns!r}]"
            )
        chosen.append((name, step, reading.columns(x, np.asarray(places[name], dtype=int))))
    return _beside(reading, transformer, chosen)


def _beside(reading: Reading, whole: Any, chosen: Iterable[tuple[str, Any, Ref]]) -> Ref:
    weights = whole.transformer_weights or {}
    made = []
    for name, step, x in chosen:
        found = x
        if step != "passthrough":
            found = reading.apply(step, "transform", x, f"{name} ({type(step).__name__})")
        if weights.get(name) is not None:
            found = reading.builder.scale(found, dyadic(weights[name]))
        made.append(reading.column(found))
    return reading.beside(made)


@rule("predict", "compose.TransformedTargetRegressor")
def transformed_target(reading: Reading, model: Any, x: Ref) -> Ref:
    """What the regressor predicts, transformed back."""
    found = reading.apply(reading.fitted(model, "regressor_"), "predict", x, "regressor")
    found = reading.column(found)
    found = reading.apply(model.transformer_, "inverse_transform", found, "transformer")
    single = model._training_dim == 1 and reading.shape(found)[1:] == (1,)
    return reading.flat(found) if single else found


def _delegated(method: str, attribute: str, *names: str) -> None:
    @rule(method, *names)
    def delegated(reading: Reading, model: Any, x: Ref) -> Ref:
        """What the estimator that was chosen makes of it."""
        return reading.apply(reading.fitted(model, attribute), method, x)


for _method in METHODS:
    _delegated(_method, "best_estimator_", *SEARCHES)
_delegated("predict", "estimator_", "linear_model.RANSACRegressor")


def average(reading: Reading, parts: Sequence[Ref], weights: Sequence[Number]) -> Ref:
    """The sum of weights times parts, over the sum of the weights."""
    total = fmpq(0)
    for weight in weights:
        total += weight
    if total == 0:
        reading.refuse("its weights add up to 0")
    return reading.builder.combine(list(parts), [fmpq(w) / total for w in weights])


@rule("predict", "ensemble.VotingRegressor")
def voting(reading: Reading, model: Any, x: Ref) -> Ref:
    """The average of what its regressors predict."""
    found = _predictions(reading, reading.fitted(model, "estimators_"), x)
    weights = model._weights_not_none
    return average(reading, found, list(map(dyadic, weights or [1] * len(found))))


@rule("predict_proba", "ensemble.VotingClassifier")
def soft_voting(reading: Reading, model: Any, x: Ref) -> Ref:
    """The average of the probabilities of its classifiers."""
    found = [
        reading.apply(one, "predict_proba", x, f"estimator {i} ({type(one).__name__})")
        for i, one in enumerate(reading.fitted(model, "estimators_"))
    ]
    weights = model._weights_not_none
    return average(reading, found, list(map(dyadic, weights or [1] * len(found))))


@rule("predict", "ensemble.StackingRegressor")
def stacked(reading: Reading, model: Any, x: Ref) -> Ref:
    """The last regressor, of what the others predict."""
    found = _predictions(reading, reading.fitted(model, "estimators_"), x)
    columns = [reading.column(each) for each in found] + [x] * bool(model.passthrough)
    return reading.apply(model.final_estimator_, "predict", reading.beside(columns), "final")


@rule("predict", "feature_selection.RFE", "feature_selection.RFECV")
def after_selection(reading: Reading, model: Any, x: Ref) -> Ref:
    """What its estimator predicts from the columns that it keeps."""
    chosen = reading.apply(model, "transform", x)
    return reading.apply(model.estimator_, "predict", chosen, "estimator")


@rule("decision_function", "multiclass.OneVsRestClassifier")
def one_against_rest(reading: Reading, model: Any, x: Ref) -> Ref:
    """The scores of its classifiers beside each other."""
    found = [
        reading.apply(one, "decision_function", x, f"estimator {i}")
        for i, one in enumerate(reading.fitted(model, "estimators_"))
    ]
    return found[0] if len(found) == 1 else reading.beside(list(map(reading.column, found)))


@rule("predict", "multioutput.MultiOutputRegressor")
def several(reading: Reading, model: Any, x: Ref) -> Ref:
    """What each of its regressors predicts, beside each other."""
    found = _predictions(reading, reading.fitted(model, "estimators_"), x)
    return reading.beside([reading.column(each) for each in found])


@rule("predict", "ensemble.BaggingRegressor")
def bagging(reading: Reading, model: Any, x: Ref) -> Ref:
    """The average of what its regressors predict from the columns that each was given."""
    estimators = reading.fitted(model, "estimators_")
    found = [
        reading.apply(one, "predict", reading.columns(x, columns), f"estimator {i}")
        for i, (one, columns) in enumerate(zip(estimators, model.estimators_features_, strict=True))
    ]
    return average(reading, found, [1] * len(found))


def _predictions(reading: Reading, estimators: Iterable[Any], x: Ref) -> list[Ref]:
    return [
        reading.apply(one, "predict", x, f"estimator {i} ({type(one).__name__})")
        for i, one in enumerate(estimators)
    ]
