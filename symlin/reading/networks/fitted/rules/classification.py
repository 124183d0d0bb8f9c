"""Linear classifiers: scores, probabilities, and the label with the largest score."""

from __future__ import annotations

from typing import Any

from flint import fmpq

from symlin.language.network.builder import Ref
from symlin.reading.networks.fitted.reading import Reading, np
from symlin.reading.networks.fitted.rules.linear import combination
from symlin.reading.networks.fitted.table import rule
from symlin.reading.networks.formulas import elementwise, formula
from symlin.reading.networks.layers.arithmetic import divide
from symlin.reading.networks.layers.softmax import log_softmax, softmax

LOGISTIC = ("linear_model.LogisticRegression", "linear_model.LogisticRegressionCV")
DISCRIMINANT = "discriminant_analysis.LinearDiscriminantAnalysis"
OTHERS = (
    "linear_model.Perceptron",
    "linear_model.PassiveAggressiveClassifier",
    "linear_model.RidgeClassifier",
    "linear_model.RidgeClassifierCV",
    "linear_model.SGDClassifier",
    "svm.LinearSVC",
)
CLASSIFIERS = (*LOGISTIC, DISCRIMINANT, *OTHERS)


@rule("decision_function", *CLASSIFIERS)
def scores(reading: Reading, model: Any, x: Ref) -> Ref:
    """x coef^T + intercept; one number for each row where there are two classes."""
    found = combination(reading, model, x)
    return reading.flat(found) if reading.shape(found)[1:] == (1,) else found


@rule("predict", *CLASSIFIERS)
def predicted(reading: Reading, model: Any, x: Ref) -> Ref:
    """The label with the largest score."""
    if getattr(getattr(model, "_label_binarizer", None), "y_type_", "").startswith("multilabel"):
        reading.refuse("several labels for one row are not read")
    return label(reading, scores(reading, model, x), reading.fitted(model, "classes_"))


def label(reading: Reading, found: Ref, classes: Any) -> Ref:
    """Of two classes, the second one where the score is above 0; of more, the first of those with
    the largest score. Raises `Unsupported` where labels are no numbers."""
    builder = reading.builder
    if np.asarray(classes).dtype.kind not in "fiub":
        first = str(np.asarray(classes).ravel()[0])
        reading.refuse(
            f"it predicts labels that are no numbers (such as {first!r}): ask about its "
            "decision_function or predict_proba"
        )
    numbers = reading.floats(classes, "classes_")
    rows = reading.shape(found)[:1]
    each = [builder.broadcast(reading.constant(one), rows) for one in numbers.reshape(-1, 1)]
    if len(reading.shape(found)) == 1:
        return builder.select(">", found, each[1], each[0])
    columns = [reading.flat(reading.columns(found, [i])) for i in range(len(numbers))]
    best, chosen = columns[0], each[0]
    for score, name in zip(columns[1:], each[1:], strict=True):
        chosen = builder.select(">", builder.subtract(score, best), name, chosen)
        best = builder.largest(best, score)
    return chosen


def with_complement(reading: Reading, p: Ref) -> Ref:
    """1 - p and p, for each row."""
    column = reading.column(p)
    return reading.beside([reading.builder.scale(column, -1, 1), column])


def probabilities(reading: Reading, found: Ref, *, one_against_rest: bool = False) -> Ref:
    """Of scores: the sigmoid of one, the softmax of several."""
    builder = reading.builder
    if len(reading.shape(found)) == 1:
        return with_complement(reading, builder.map(found, elementwise("sigmoid")))
    if not one_against_rest:
        return softmax(builder, found, -1)
    each = builder.map(found, elementwise("sigmoid"))
    return divide(builder, each, builder.sum(each, (-1,), keep=True))


@rule("predict_proba", *LOGISTIC)
def logistic(reading: Reading, model: Any, x: Ref) -> Ref:
    """Sigmoid or softmax of the scores, by what the model was fitted for."""
    found = scores(reading, model, x)
    wanted = getattr(model, "multi_class", "auto")  # gone in newer versions
    two = len(reading.fitted(model, "classes_")) <= 2
    automatic = wanted in ("auto", "deprecated")
    rest = wanted in ("ovr", "warn") or (automatic and (two or model.solver == "liblinear"))
    if wanted == "multinomial" and two:  # softmax of -score and score
        return probabilities(reading, reading.builder.scale(found, fmpq(2)))
    return probabilities(reading, found, one_against_rest=rest)


@rule("predict_proba", DISCRIMINANT)
def discriminant(reading: Reading, model: Any, x: Ref) -> Ref:
    """Sigmoid or softmax of the scores."""
    return probabilities(reading, scores(reading, model, x))


@rule("predict_log_proba", *LOGISTIC)
def log_probabilities(reading: Reading, model: Any, x: Ref) -> Ref:
    """The logarithm of the probabilities."""
    return reading.builder.map(logistic(reading, model, x), formula("log(x)"))


@rule("predict_log_proba", DISCRIMINANT)
def discriminant_log(reading: Reading, model: Any, x: Ref) -> Ref:
    """The logarithm of the probabilities."""
    found = scores(reading, model, x)
    if len(reading.shape(found)) == 2:
        return log_softmax(reading.builder, found, -1)
    return reading.builder.map(probabilities(reading, found), formula("log(x)"))
