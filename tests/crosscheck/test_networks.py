"""The second opinion on networks: single precision loses more where large numbers cancel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from symlin.decision.certificate import Status
from symlin.exact.deadline import Deadline
from symlin.kernel.network import nodes as n
from symlin.kernel.network.arrays import Array
from symlin.kernel.network.graph import Graph
from symlin.language.network.network import Network, Original
from symlin.report.answers import answer

np = pytest.importorskip("numpy")
FACTOR = 10_000 + 2**-4
"""A float of single precision; nearly all of a product with it cancels below."""


def cancelling(original: Original) -> Network:
    """x * FACTOR - x * 10,000, entry by entry."""
    factors = [n.Constant(Array((2,), "exact", (value, value))) for value in _exact()]
    products = [n.Multiply((0, 1), (2,)), n.Multiply((0, 2), (2,))]
    nodes = (n.Input("x", (2,)), *factors, *products, n.Combine((3, 4), (2,), (1, -1)))
    graph = Graph(nodes)
    return Network(name="n", graph=graph, labels=("",) * len(nodes), original=original)


def _exact() -> tuple[object, object]:
    from flint import fmpq

    return fmpq(160_001, 16), 10_000


def in_single(point: Mapping[str, Sequence[float]], factor: float = FACTOR) -> list[float]:
    """The same in single precision, as ONNX files are run."""
    x = np.array(point["x"], dtype="f4")
    return list(map(float, x * np.float32(factor) - x * np.float32(10_000)))


def test_what_cancels_in_single_precision_is_no_disagreement() -> None:
    """1e-3 of what is left, and a right answer must not be called a bug."""
    report = answer(cancelling(in_single), Deadline(20), True, 0).doubted()
    assert report.linear.status is Status.PROVED
    assert report.crosscheck.status == "agrees", report.crosscheck.detail


def test_a_wrong_weight_is_found_although_much_cancels() -> None:
    """What is allowed for rounding does not hide another factor."""
    wrong = cancelling(lambda point: in_single(point, FACTOR + 2))
    assert answer(wrong, Deadline(20), True, 0).doubted().crosscheck.status == "disagrees"


def test_an_original_without_values_is_not_said_to_be_slow() -> None:
    """Why there is no second opinion is said as it was."""

    def fails(point: Mapping[str, Sequence[float]]) -> list[float]:
        raise ValueError("no value here")

    opinion = answer(cancelling(fails), Deadline(20), True, 0).doubted().crosscheck
    assert (opinion.status, opinion.examples) == ("skipped", 0)
    assert opinion.detail == "the original has no values in floats at the points that were tried"
