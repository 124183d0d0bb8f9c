import contextlib

import pytest

from symlin.errors import InputError
from tests.reading.networks.torch.floats import distance
from tests.reading.networks.torch.rows import Row, point, read, rows

pytestmark = pytest.mark.models
pytest.importorskip("torch", reason="torch is not installed")

PLACES = [(1, -2.0, 2.0), (2, 0.1, 0.9)]
"""Losses of probabilities have values between 0 and 1 alone."""


@pytest.mark.parametrize("row", [r for r in rows() if r.answer != "refused"], ids=str)
def test_the_graph_has_the_values_of_the_module(row: Row) -> None:
    """A verdict is about the graph: it must be the module's function, to the last digits."""
    network = read(row)
    compared = 0
    for seed, low, high in PLACES:
        with contextlib.suppress(ArithmeticError, ValueError):
            assert distance(network, point(network, seed, low, high)) < 1e-9
            compared += 1
    assert compared


@pytest.mark.parametrize("row", [r for r in rows() if r.answer == "refused"], ids=str)
def test_what_is_no_function_of_real_numbers_is_refused(row: Row) -> None:
    """Layers that draw, that take whole numbers or that cannot be called get a sentence."""
    with pytest.raises(InputError) as caught:
        read(row)
    assert "\n" not in caught.value.message


def test_every_class_of_torch_nn_has_a_row() -> None:
    """A class that a new torch brings shows up here, and not in front of a user."""
    from torch import nn

    classes = {
        name
        for name, value in vars(nn).items()
        if isinstance(value, type) and issubclass(value, nn.Module)
    }
    tried = " ".join(row.constructor for row in rows())
    assert {name for name in classes if f"nn.{name}(" not in tried} == set()


def test_there_are_enough_rows() -> None:
    """Several constructors of each class, trap parameters among them."""
    assert len(rows()) >= 290
