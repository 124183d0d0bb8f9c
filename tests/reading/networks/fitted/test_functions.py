"""FunctionTransformer with a function of the user's: read by its syntax tree, and never run."""

from __future__ import annotations

from typing import Any

import pytest

import symlin
from symlin.decision.verdict import Status

pytestmark = pytest.mark.models
sklearn = pytest.importorskip("sklearn", reason="scikit-learn is not installed")

import numpy as np
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler


def turned(x: Any) -> Any:
    return 2 * x[:, ::-1]


def cancelled(x: Any) -> Any:
    return np.maximum(x, 0) - np.maximum(-x, 0) + 1


def squared(x: Any) -> Any:
    return x**2


def sideways(x: Any) -> Any:
    while True:
        x = x + 1


@pytest.mark.parametrize(
    ("function", "linear", "affine"),
    [
        (turned, Status.PROVED, Status.PROVED),
        (cancelled, Status.REFUTED, Status.PROVED),
        (squared, Status.REFUTED, Status.REFUTED),
    ],
)
def test_a_function_is_read_where_it_stands(function: Any, linear: Status, affine: Status) -> None:
    """Alone, and with what scikit-learn does itself."""
    report = symlin.check(FunctionTransformer(function).transform, shape=(1, 3))
    assert report.crosscheck.status == "agrees"
    assert (report.linear.status, report.affine.status) == (linear, affine)


def test_it_may_stand_in_a_pipeline() -> None:
    """Behind a scaler, which adds an offset."""
    x = np.random.default_rng(0).normal(size=(20, 3)) + 1
    pipeline = make_pipeline(StandardScaler(), FunctionTransformer(turned)).fit(x)
    report = symlin.check(pipeline.transform)
    assert report.affine.status is Status.PROVED and report.linear.status is Status.REFUTED


def test_what_is_not_read_keeps_its_reason() -> None:
    """With the function's name, and the line."""
    with pytest.raises(symlin.Unsupported, match=r"sideways.*not read.*loops may take"):
        symlin.check(FunctionTransformer(sideways).transform, shape=(1, 3))
