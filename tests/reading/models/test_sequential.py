"""Networks written in Python, from any kind of exact number."""

from __future__ import annotations

import time
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import sympy
from flint import fmpq

from symlin import models
from symlin.errors import InputError
from symlin.kernel.term import const, ge, maximum, var
from symlin.kernel.theories.rational import Evaluator
from symlin.language.operator import Operator
from symlin.models import (
    AvgPool1d,
    AvgPool2d,
    Conv1d,
    Conv2d,
    Dense,
    Elementwise,
    Flatten,
    MaxPool1d,
    MaxPool2d,
    Sequential,
    Softmax,
    SumPool1d,
    from_terms,
    relu,
)
from symlin.reading.models import exact


def values(operator: Operator, *entries: int) -> list[object]:
    evaluator = Evaluator(dict(zip(operator.inputs, entries, strict=True)))
    return [evaluator.value(output) for output in operator.outputs]


def test_a_network_reads_from_left_to_right() -> None:
    net = Dense([[1, 2], [3, -4]], bias=[0, "1/2"]) >> relu >> Dense([[1, -1]])
    op = net.operator()
    assert op.name == "dense >> relu >> dense"
    assert op.inputs == ("x1", "x2")
    assert values(op, 1, 1) == [3]
    assert values(op, 1, 0) == [fmpq(-5, 2)]
    assert op.reference is not None
    assert op.reference({"x1": 1, "x2": 0}) == [-2.5]


def test_names_and_definitions_join_in() -> None:
    from symlin.catalog.index import find

    net = "relu" >> Dense([[1, 1]]) >> find("abs") >> Elementwise("leaky_relu", "1/10")
    assert isinstance(net, Sequential)
    assert net.name == "relu >> dense >> abs >> leaky_relu"
    assert values(net.operator(), -1, -2) == [0]
    assert Elementwise("leaky_relu", alpha=2).operator().parameters == ()
    with pytest.raises(InputError, match="did you mean relu"):
        net >> "rleu"


def test_every_layer_has_a_constructor() -> None:
    net = (
        Conv2d([[1, 0], [0, 1]], padding=(1, 1), bias="b")
        >> MaxPool2d(2)
        >> AvgPool2d((1, 2))
        >> Flatten()
        >> Softmax()
    )
    op = net.operator((3, 3), assume=["b > 0", "x >= 0"])
    assert (op.shape_out, op.parameters) == ((2,), ("b",))
    assert op.assumption_texts == ("b > 0", "x >= 0")
    line = Conv1d([1, 2]) >> MaxPool1d(2, stride=1) >> AvgPool1d(2) >> SumPool1d(1)
    assert line.operator(5).shape_out == (1,)


@pytest.mark.parametrize(
    ("value", "weight"),
    [
        (3, 3),
        (Fraction(1, 3), fmpq(1, 3)),
        (Fraction(6, 3), 2),
        (0.5, fmpq(1, 2)),
        (0.1, fmpq(3602879701896397, 36028797018963968)),
        ("0.1", fmpq(1, 10)),
        ("1/3", fmpq(1, 3)),
        (Decimal("0.1"), fmpq(1, 10)),
        (fmpq(4, 2), 2),
        (np.int8(-3), -3),
        (np.float32(0.1), fmpq(13421773, 134217728)),
        (np.array(2), 2),
        (sympy.Rational(2, 3), fmpq(2, 3)),
        (sympy.Integer(7), 7),
        (sympy.Symbol("w"), var("w")),
        (sympy.Symbol("w") * 2 / 3, exact.weight("2*w/3")),
        (var("v"), var("v")),
        (const(5), 5),
        (True, 1),
    ],
)
def test_numbers_are_taken_exactly(value: object, weight: object) -> None:
    result = exact.weight(value)
    assert result == weight
    assert type(result) is not float


@pytest.mark.parametrize("value", [float("nan"), float("inf"), None, object(), 1j, [1], {}])
def test_what_is_no_real_number_is_refused(value: object) -> None:
    with pytest.raises(InputError):
        exact.weight(value)


def test_text_must_be_a_single_number() -> None:
    with pytest.raises(InputError, match="single number"):
        exact.weight("[1, 2]")


def test_arrays_of_any_kind_have_the_same_entries() -> None:
    nested = [[1, 2], [3, 4]]
    expected = ((2, 2), (1, 2, 3, 4))
    assert exact.array(nested) == expected
    assert exact.array(np.array(nested)) == expected
    assert exact.array(np.array(nested, dtype=np.float32)) == expected
    assert exact.array(((1, 2), np.array([3, 4]))) == expected
    assert exact.array(sympy.Matrix(nested)) == expected
    with pytest.raises(InputError, match="same length"):
        exact.array([[1, 2], [3]])
    with pytest.raises(InputError, match="Dense"):
        Dense([1, 2])


def test_a_network_of_symbols_keeps_them_as_parameters() -> None:
    a, b = sympy.symbols("a b")
    assert Dense([[a, 1], [b, a / 2]]).operator().parameters == ("a", "b")


def test_the_catalog_can_be_imported_by_name() -> None:
    assert models.tanh.name == "tanh"  # type: ignore[attr-defined]
    with pytest.raises(AttributeError, match="rleu"):
        models.rleu  # type: ignore[attr-defined]  # noqa: B018


def test_terms_make_an_operator_with_shared_nodes() -> None:
    x, y, w = var("x"), var("y"), var("w")
    top = maximum(x, y)
    op = from_terms(["x", "y"], [top, maximum(top, w)], assumptions=[("w >= 0", ge(w))], name="m")
    assert (op.inputs, op.parameters, op.assumption_texts) == (("x", "y"), ("w",), ("w >= 0",))


def test_large_layers_are_built_quickly() -> None:
    """A generous bound: each takes a few tenths of a second."""
    rng = np.random.default_rng(0)
    start = time.process_time()
    Dense(rng.integers(-9, 9, (2048, 784))).operator()
    Conv2d(rng.integers(-3, 3, (8, 3, 3, 3)), padding=1).operator((3, 32, 32))
    assert time.process_time() - start < 5
