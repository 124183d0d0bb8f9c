"""Pipelines with many entries are graphs of tensors, and small ones stay what they were."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence

import pytest
from flint import fmpq

import symlin
from symlin import models
from symlin.api import check_any
from symlin.decision.verdict import Status
from symlin.errors import InputError
from symlin.kernel.claim import Law
from symlin.language.network.network import Network
from symlin.language.operator import Operator
from symlin.reading.models.large import MOST_INPUTS
from symlin.reading.operators import read_question
from symlin.report.networks import NetworkReport
from symlin.report.words.networks_statement import theorem_lines

GENERATOR = random.Random(5)


def weights(*sizes: int) -> list[object]:
    """Floats, as a model that was trained has them."""
    if len(sizes) == 1:
        return [GENERATOR.gauss(0, 1) for _ in range(sizes[0])]
    return [weights(*sizes[1:]) for _ in range(sizes[0])]


def decided(source: object, shape: Sequence[int] | None = None, **options: object) -> NetworkReport:
    report = check_any(source, shape=shape, crosscheck=False, **options)  # type: ignore[arg-type]
    assert isinstance(report, NetworkReport)
    return report


LARGE = {
    "flatten": (3, 224, 224),
    "avg_pool2d(2)": (3, 224, 224),
    "conv2d([[1, 2], [3, 4]])": (32, 32),
    "avg_pool1d(2) >> avg_pool1d(2)": (300, 300),
}


@pytest.mark.parametrize("text", LARGE)
def test_size_is_no_wall_for_plain_layers(text: str) -> None:
    """These took 30 to 60 seconds, and were unknown then."""
    start = time.process_time()
    assert decided(text, LARGE[text]).linear.status is Status.PROVED
    assert time.process_time() - start < 5


def test_layers_with_many_weights_are_decided_by_their_structure() -> None:
    """784 to 256 with a bias: affine, and f(0) is not 0."""
    report = decided(models.Dense(weights(256, 784), weights(256)))
    assert report.affine.status is Status.PROVED
    assert report.linear.status is Status.REFUTED
    assert report.map is not None
    assert report.map.shape == (256, 784)


def test_a_network_with_maxima_is_refuted_at_points() -> None:
    """As an image net in small; the layer to blame is named with its place."""
    net = models.Conv2d(weights(4, 3, 3, 3), padding=1) >> "relu" >> models.MaxPool2d(2)
    report = decided(net >> models.Flatten() >> models.Dense(weights(10, 1024)), (3, 32, 32))
    assert report.linear.status is report.affine.status is Status.REFUTED
    assert report.blamed == "relu (layer 2)"
    assert symlin.verify(report.affine.certificate.to_json()).status == "refuted"


def test_what_verify_says_of_exact_weights_tells_them_apart() -> None:
    """A digest of nothing would be the same for all matrices."""
    told = set()
    for weight in (1, 2):
        theorem = decided(models.Dense([[weight] * 500])).affine.theorem
        assert theorem is not None
        told.add(theorem_lines(theorem)[-1])
    assert len(told) == 2


def test_small_pipelines_are_operators_on_numbers() -> None:
    """Their words, their JSON and their certificates speak of entries."""
    assert isinstance(read_question("relu", shape=MOST_INPUTS), Operator)
    assert isinstance(read_question("relu", shape=MOST_INPUTS + 1), Network)
    assert isinstance(read_question("conv1d([w])", shape=MOST_INPUTS + 1), Operator)
    wide = models.Dense([[1]] * 30_000)
    assert isinstance(read_question(wide), Network)


def test_what_layers_assume_of_numbers_is_never_lost() -> None:
    """softshrink needs lam >= 0; whether an irrational number is that, terms decide."""
    found = read_question("softshrink(sqrt(2))", shape=MOST_INPUTS + 1)
    assert isinstance(found, Operator)
    assert found.assumptions
    assert isinstance(read_question("dense([[sqrt(2), 1]])", shape=(MOST_INPUTS, 2)), Operator)


def test_what_terms_show_is_still_shown_of_graphs() -> None:
    """relu(x) - relu(-x) cancels: no operation keeps that, and entries do."""
    text = "parallel(relu, affine(-1, 0) >> relu >> affine(-1, 0))"
    assert decided(text, (MOST_INPUTS + 1,)).linear.status is Status.PROVED


@pytest.mark.parametrize(
    ("assume", "ends"),
    [
        (["x >= 0"], ((0, None),)),
        (["x >= 0", "x <= 1"], ((0, 1),)),
        (["0 <= x"], ((0, None),)),
        (["-1 <= 2*x", "x <= 3", "x >= -7"], ((fmpq(-1, 2), 3),)),
    ],
)
def test_bounds_of_every_entry_are_a_domain(assume: list[str], ends: object) -> None:
    """x stands for every entry, as in small pipelines."""
    network = read_question("relu", shape=1000, assume=assume)
    assert isinstance(network, Network)
    assert network.domain.ends["x"] == ends


def test_bounds_of_single_entries_join_those_of_all() -> None:
    """Entries have the names that they have in small pipelines."""
    network = read_question("relu", shape=(25, 40), assume=["x >= 0", "x1_2 <= 5", "x25_40 == 3"])
    assert isinstance(network, Network)
    row = network.domain.ends["x"]
    assert (row[0], row[1], row[-1]) == ((0, None), (0, 5), (3, 3))


def test_a_domain_of_bounds_decides_what_is_linear_there() -> None:
    """max(x, 0) is x where x is not negative."""
    assert decided("relu", (401,)).linear.status is Status.REFUTED
    assert decided("relu", (401,), assume="x >= 0").linear.status is Status.PROVED


def image_net(pool: models.Sequential, first: object = 1, bias: object = 0) -> models.Sequential:
    """Convolution, relu, pooling, dense: weights that are positive, but for the first."""
    kernel = [[[first, 2], ["1/2", 3]], [[1, 1], [4, 2]]]
    convolution = models.Conv2d([kernel, kernel], padding=1, bias=[bias, 0])
    return convolution >> "relu" >> pool >> models.Flatten() >> models.Dense([[1] * 128] * 3)


@pytest.mark.parametrize(
    ("net", "linear", "affine"),
    [
        (image_net(models.AvgPool2d(2)), "proved", "proved"),
        (image_net(models.AvgPool2d(2), bias=1), "refuted", "proved"),
        (image_net(models.MaxPool2d(2)), "refuted", "refuted"),
        (image_net(models.AvgPool2d(2), first=-9), "refuted", "refuted"),
    ],
    ids=["averages", "a bias", "maxima", "a negative weight"],
)
def test_an_image_net_is_linear_where_nothing_switches(
    net: models.Sequential, linear: str, affine: str
) -> None:
    """The question with which it began, on images whose entries are not negative."""
    report = decided(net, (2, 15, 15), assume="x >= 0")
    assert (report.linear.status, report.affine.status) == (Status(linear), Status(affine))


@pytest.mark.parametrize("assume", ["x > 0", "x1 + x2 == 0", "x**2 <= 1", "(x >= 0) | (x <= -1)"])
def test_other_conditions_on_many_entries_are_refused(assume: str) -> None:
    """A domain that was read as another one would make wrong claims."""
    with pytest.raises(InputError, match="only bounds can be assumed"):
        read_question("relu", shape=1000, assume=[assume])


def test_conditions_that_nothing_satisfies_are_refused() -> None:
    """Of an empty domain everything is true."""
    with pytest.raises(InputError, match="the domain is empty"):
        read_question("relu", shape=1000, assume=["x >= 1", "x <= 0"])
    with pytest.raises(InputError, match=r"q in 'q >= 0' is no parameter"):
        read_question("relu", shape=1000, assume=["q >= 0"])


def test_names_of_inputs_and_spaces_are_refused_of_pipelines() -> None:
    """Their input is the tensor."""
    for options in ({"inputs": "x"}, {"space": "x: R^3"}):
        with pytest.raises(InputError, match="a pipeline's input is the tensor"):
            read_question(models.Flatten(), shape=1000, **options)


def test_the_layers_themselves_are_the_second_opinion() -> None:
    """In floats, and without the graph."""
    pytest.importorskip("numpy")
    report = check_any("conv1d([1, 2]) >> relu >> avg_pool1d(2)", shape=(500,))
    assert isinstance(report, NetworkReport)
    assert report.crosscheck.status == "agrees"
    assert "float" not in str(report)
    assert report.claims[Law.POSITIVE_HOMOGENEITY].status is Status.PROVED
