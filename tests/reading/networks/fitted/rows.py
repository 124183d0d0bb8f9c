"""Estimators of scikit-learn, fitted to 60 rows of four numbers, and what is true of a method:
rows.txt, read."""

from __future__ import annotations

import warnings
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple


class Row(NamedTuple):
    """A constructor, as it is written, its method, and the answer: linear, affine or not."""

    constructor: str
    method: str
    answer: str
    target: str
    """Of `data`: numbers, two labels, three labels, two columns, or numbers above 0."""


def rows() -> list[Row]:
    """All of them, in the order of the file."""
    lines = Path(__file__).with_name("rows.txt").read_text(encoding="utf-8").splitlines()
    return [Row(*line.split(" | ")) for line in lines if not line.startswith("#")]


@cache
def data() -> dict[str, Any]:
    """The rows that estimators are fitted to, and their targets."""
    import numpy as np

    random = np.random.default_rng(0)
    x = random.normal(size=(60, 4)) * [1, 2, 3, 4] + [1, 0, -1, 2]
    y = x @ [1, 2, -1, 0.5] + 0.1 * random.normal(size=60)
    return {
        "x": x,
        "y": y,
        "two": np.stack([y, x @ [0, 1, 1, -1]], axis=1),
        "positive": np.exp(y / 10),
        "labels": (y > 0).astype(int),
        "classes": np.digitize(y, [-3, 3]) * 10,
    }


def fitted(row: Row) -> Any:
    """The estimator of a row."""
    import numpy as np
    import sklearn
    import sklearn.cluster
    import sklearn.compose
    import sklearn.cross_decomposition
    import sklearn.decomposition
    import sklearn.discriminant_analysis
    import sklearn.dummy
    import sklearn.ensemble
    import sklearn.feature_selection
    import sklearn.impute
    import sklearn.kernel_approximation
    import sklearn.kernel_ridge
    import sklearn.linear_model
    import sklearn.model_selection
    import sklearn.multiclass
    import sklearn.multioutput
    import sklearn.naive_bayes
    import sklearn.neural_network
    import sklearn.pipeline
    import sklearn.preprocessing
    import sklearn.random_projection
    import sklearn.svm
    import sklearn.tree

    estimator = eval(row.constructor, {**vars(sklearn), "np": np})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # twenty steps are too few for a network to converge
        return estimator.fit(data()["x"], data()[row.target])
