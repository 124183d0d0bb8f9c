"""Multilayer perceptrons."""

from __future__ import annotations

from typing import Any

from symlin.language.network.builder import Ref
from symlin.reading.networks.fitted.reading import Reading
from symlin.reading.networks.fitted.rules.classification import label, with_complement
from symlin.reading.networks.fitted.table import rule
from symlin.reading.networks.formulas import elementwise, formula
from symlin.reading.networks.layers.softmax import softmax

ACTIVATIONS = {"relu": "relu", "tanh": "tanh", "logistic": "sigmoid"}
CLASSIFIER = "neural_network.MLPClassifier"


def _scores(reading: Reading, model: Any, x: Ref) -> Ref:
    """All layers, without what follows the last one."""
    weights = reading.fitted(model, "coefs_")
    if model.activation not in (*ACTIVATIONS, "identity"):
        reading.refuse(f"activation={model.activation!r} is not read")
    for i, weight in enumerate(weights):
        with reading.builder.labelled(f"layer {i}"):
            matrix = reading.floats(weight, f"coefs_[{i}]").T
            bias = reading.floats(model.intercepts_[i], f"intercepts_[{i}]")
            x = reading.dense(x, matrix, bias)
            if i < len(weights) - 1 and model.activation != "identity":
                x = reading.builder.map(x, elementwise(ACTIVATIONS[model.activation]))
    return reading.flat(x) if reading.shape(x)[1:] == (1,) else x


def _outputs(reading: Reading, model: Any, x: Ref) -> Ref:
    """With what follows the last layer."""
    found = _scores(reading, model, x)
    match model.out_activation_:
        case "identity":
            return found
        case "logistic":
            return reading.builder.map(found, elementwise("sigmoid"))
        case "softmax":
            return softmax(reading.builder, found, -1)
        case "exp":  # of the Poisson loss
            return reading.builder.map(found, formula("exp(x)"))
        case other:
            reading.refuse(f"its output activation, {other!r}, is not read")


@rule("predict", "neural_network.MLPRegressor")
def regressor(reading: Reading, model: Any, x: Ref) -> Ref:
    """The last layer's outputs."""
    return _outputs(reading, model, x)


@rule("predict_proba", CLASSIFIER)
def probabilities(reading: Reading, model: Any, x: Ref) -> Ref:
    """Sigmoid or softmax of the last layer's outputs."""
    found = _outputs(reading, model, x)
    return with_complement(reading, found) if len(reading.shape(found)) == 1 else found


@rule("predict_log_proba", CLASSIFIER)
def log_probabilities(reading: Reading, model: Any, x: Ref) -> Ref:
    """The logarithm of the probabilities."""
    return reading.builder.map(probabilities(reading, model, x), formula("log(x)"))


@rule("predict", CLASSIFIER)
def classifier(reading: Reading, model: Any, x: Ref) -> Ref:
    """The label with the largest output: sigmoid and softmax keep the order, and 1/2 is at 0."""
    kind = getattr(reading.fitted(model, "_label_binarizer"), "y_type_", "")
    if kind.startswith("multilabel"):
        reading.refuse("several labels for one row are not read")
    return label(reading, _scores(reading, model, x), model.classes_)
