"""The matrix that a function must have, if it has one."""

from __future__ import annotations

import pytest

from symlin.exact.deadline import Deadline, OutOfTime
from symlin.kernel.term import const
from symlin.search.points.stock import Stock
from symlin.search.proofs.matrix import affine_parts, candidate, read_off
from symlin.search.proofs.sign_facts import sign_facts

from ..texts import context, facts, soon, subject, term


@pytest.mark.parametrize(
    ("text", "matrix", "offset"),
    [
        ("3*x - y/2 + 7", [["3", "-1/2"]], ["7"]),
        ("relu(x) - relu(-x)", [["1"]], ["0"]),
        ("[x + y, 2*y]", [["1", "1"], ["0", "2"]], ["0", "0"]),
        ("softplus(x) - softplus(-x)", [["1"]], ["0"]),
        ("log(exp(x/3))", [["1/3"]], ["0"]),
    ],
)
def test_the_matrix_is_exact(text: str, matrix: list[list[str]], offset: list[str]) -> None:
    """Read off, measured by differences, or by gradients where values are not rational."""
    one = subject(text)
    found = candidate(one, (), Stock(one).all, soon())
    assert found is not None
    assert [list(row) for row in found.matrix] == [[term(t) for t in row] for row in matrix]
    assert [p.constant for p in found.offset] == [term(t).value for t in offset]  # type: ignore[union-attr]


def test_parameters_may_stand_in_it() -> None:
    """a x + b has the matrix a, and the offset b."""
    one = subject("a*x + b")
    found = read_off(one, ())
    assert found is not None and found.matrix == ((term("a"),),)


def test_only_affine_normal_forms_are_read_off() -> None:
    """What bends is measured instead, and then disproved."""
    assert read_off(subject("Abs(x)"), ()) is None
    assert read_off(subject("x*y"), ()) is None
    assert read_off(subject("a*Abs(x)"), facts("Eq(a, 0)")) is not None


def test_parts_of_an_affine_form_are_its_coefficients() -> None:
    """ "" stands for the part without an input."""
    (row,) = sign_facts(context("2*x + a*y + b > 0"))
    parts = affine_parts(row.p, ("x", "y"))
    assert parts is not None and parts.keys() == {"x", "y", ""}
    assert parts["x"].constant == 2
    assert affine_parts(row.p, ("x", "a", "y")) is None


def test_a_domain_without_neighbours_gives_no_matrix() -> None:
    """On a circle no point has one along an axis."""
    one = subject("Abs(x + y)", "Eq(x**2 + y**2, 2)", "x > y + 1/2")
    assert candidate(one, (), Stock(one).all, soon()) is None


def test_the_deadline_is_kept_between_bases() -> None:
    """Measuring may take long where values do."""
    one = subject("Abs(x)")
    with pytest.raises(OutOfTime):
        candidate(one, (), Stock(one).all, Deadline(-1.0))


def test_a_closed_value_that_is_a_fraction_is_written_as_one() -> None:
    """exp(log(2)) in an entry would be right, and nobody would read it."""
    one = subject("exp(log(2))*x")
    found = candidate(one, (), Stock(one).all, soon())
    assert found is not None and found.matrix == ((const(2),),)
