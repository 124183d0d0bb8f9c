import contextlib

import pytest

from symlin.errors import InputError
from tests.reading.networks.torch.floats import distance
from tests.reading.networks.torch.rows import Row, names, point, read, rows

pytestmark = pytest.mark.models
pytest.importorskip("torch", reason="torch is not installed")

PLACES = [(1, -2.0, 2.0), (2, 0.1, 0.9)]
"""Losses of probabilities have values between 0 and 1 alone."""
DECIDED = ("linear", "affine", "not")


@pytest.mark.parametrize("row", [r for r in rows() if r.answer in DECIDED], ids=str)
def test_the_graph_has_the_values_of_the_module(row: Row) -> None:
    """A verdict is about the graph: it must be the module's function, to the last digits."""
    network = read(row)
    compared = 0
    for seed, low, high in PLACES:
        with contextlib.suppress(ArithmeticError, ValueError):
            assert distance(network, point(network, seed, low, high)) < 1e-9
            compared += 1
    assert compared


@pytest.mark.parametrize("row", [r for r in rows() if r.answer in ("refused", "none")], ids=str)
def test_what_is_no_function_of_real_numbers_is_refused(row: Row) -> None:
    """Layers that draw, that take whole numbers or that cannot be called get a sentence."""
    with pytest.raises(InputError) as caught:
        read(row)
    assert "\n" not in caught.value.message


@pytest.mark.parametrize("row", [r for r in rows() if r.answer == "none"], ids=str)
def test_what_is_not_counted_is_no_function_of_real_numbers(row: Row) -> None:
    """A call that torch makes, on real numbers, must not be put aside to make a table look good."""
    import torch

    from symlin.reading.networks.inputs import Input

    module, call = eval(row.constructor, names()), eval(row.call, names())
    call = (Input(*call),) if row.call.startswith("(") else call
    args = call if isinstance(call, tuple) else (call,)
    if any(isinstance(arg, Input) for arg in args):
        with pytest.raises((RuntimeError, TypeError, ValueError, NotImplementedError, IndexError)):
            module.eval()(*(torch.rand(a.shape) if isinstance(a, Input) else a for a in args))


def test_at_most_one_row_in_twenty_is_refused() -> None:
    """What is refused is the exception."""
    counted = [row for row in rows() if row.answer != "none"]
    assert sum(row.answer == "refused" for row in counted) <= len(counted) / 20


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
