"""Defects at places that only their formula tells: far away, narrow, or with millions of digits."""

from __future__ import annotations

import pytest
from flint import fmpq

from symlin import check
from symlin.decision.decide import decide, subject_of
from symlin.exact.forms import to_term
from symlin.exact.roots import roots
from symlin.kernel.certificate import Rejected
from symlin.kernel.checker import check as check_kernel
from symlin.kernel.claim import Law
from symlin.kernel.facts import Context
from symlin.kernel.polynomial import Poly, atom, atom_poly
from symlin.kernel.term import gt
from symlin.reading.parse import parse_operator
from symlin.search.points.centres import centres
from symlin.search.points.origin import through_origin

SECONDS = 20.0


@pytest.mark.parametrize(
    "text",
    [
        "x + exp(-(x - 10**6)**2)",
        "x + exp(-(x - 1000*sqrt(2))**2)",
        "x + exp(-10**12*(x - 1/3)**2)",
        "x + tanh(x - 10**4)",
        "x + erf(x - 10**4) + 1",
        "x + 10**(-12)*tanh(10**6*(x - y - 10**9))",
        "x + exp(-(x - 10**4)**2) - exp(-10**8)",
    ],
)
def test_what_bends_far_away_is_not_affine(text: str) -> None:
    assert decide(parse_operator(text), SECONDS).claims[Law.AFFINE].status.value == "refuted"


@pytest.mark.parametrize(
    "condition",
    ["x < exp(1000)", "x < exp(10**6)", "log(x) < 10**6", "x*exp(-10**6) < 1", "x < exp(-10**12)"],
)
def test_a_piece_may_change_at_a_number_without_end(condition: str) -> None:
    """Neither z3 nor text takes a number with so many digits; the cross-check sees the point."""
    report = check(f"Piecewise((x, {condition}), (2*x, True))", timeout=SECONDS)
    assert report.claims[Law.LINEAR].status.value == "refuted"
    assert report.claims[Law.AFFINE].status.value == "refuted"


def test_a_far_end_of_two_inputs_can_be_shown() -> None:
    report = check("Piecewise((x, x + y < exp(10**6)), (2*x, True))", timeout=SECONDS)
    assert report.claims[Law.LINEAR].status.value == "refuted"


@pytest.mark.quick
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("exp(-(x - 1000)**2)", [(1000,)]),
        ("tanh(3*x - 1)", [(fmpq(1, 3),)]),
        ("exp(x - pi)", [(fmpq(22, 7),)]),
        ("exp(1000*(x - pi))", [(fmpq(355, 113),)]),
        ("log(1 + (x - 7)**2 + 3*(y + 1)**2)", [(7, -1)]),
        ("exp(x + 2*y - 6)", [(6, 0), (0, 3)]),
        ("sin(x - 5) + Abs(x - 6)", []),
    ],
)
def test_centres_are_zeros_and_vertices(text: str, expected: list[tuple[object, ...]]) -> None:
    found = dict.fromkeys(centres(subject_of(parse_operator(text))))
    points = [tuple(c.value for c in point) for point in found]  # type: ignore[union-attr]
    assert points[: len(expected)] == expected
    assert bool(points) == bool(expected)


@pytest.mark.parametrize(
    "condition",
    [
        "exp(2*x - y) < 1 + 2*x - y",
        "2*exp(x - y) < 1 + log(2) + x - y",
        "3*exp(2*x) < 3 + 6*x - 3*(log(3) - log(2))",
    ],
)
def test_a_power_lies_above_its_tangents(condition: str) -> None:
    assert (
        decide(parse_operator(f"Piecewise((x**3, {condition}), (x, True))"), SECONDS)
        .claims[Law.LINEAR]
        .status.value
        == "proved"
    )


def test_numbers_beyond_all_floats_are_no_obstacle() -> None:
    text = (
        "floor(-2*x2) + ceiling(2*x2) + Abs(tanh(x1 + x2)) - tanh(Abs(x1 + x2))"
        " + pi*Min(2*x1 + x2/2, 2*x1 + x2/2 + Abs(x2)) + 3/7*relu(relu(x1 + x2) - 1000)"
    )
    assert check(text, timeout=SECONDS).claims[Law.LINEAR].status.value == "refuted"


def test_fractional_powers_of_an_exponential_have_no_roots_of_that_kind() -> None:
    e = atom("exp", atom_poly(atom("var", "x")))
    p = Poly({((e, fmpq(7, 2)),): 1}) - Poly({(): 5})
    assert list(roots(Context((gt(to_term(p)),)), (">",))) == []


@pytest.mark.quick
@pytest.mark.parametrize("text", ["relu", "leaky_relu(x, alpha)", "a*relu(x) - relu(-x)", "x*y"])
def test_what_breaks_linearity_breaks_the_affine_law_through_the_origin(text: str) -> None:
    certified = decide(parse_operator(text), SECONDS).linear.certificate
    assert certified is not None
    steps = through_origin(certified.steps, certified.subject.inputs)  # type: ignore[arg-type]
    check_kernel(certified.subject, Law.AFFINE, certified.status.value, steps)  # type: ignore[arg-type]
    with pytest.raises(Rejected):
        check_kernel(certified.subject, Law.AFFINE, certified.status.value, certified.steps)  # type: ignore[arg-type]


def test_but_not_of_what_is_affine() -> None:
    certified = decide(parse_operator("x + 1"), SECONDS).linear.certificate
    assert certified is not None
    steps = through_origin(certified.steps, ("x",))  # type: ignore[arg-type]
    with pytest.raises(Rejected):
        check_kernel(certified.subject, Law.AFFINE, "refuted", steps)


@pytest.mark.parametrize("place", ["exp(-10**12)", "exp(10**12)"])
def test_a_centre_without_end_takes_no_time(place: str) -> None:
    """Its digits would fill the memory; the search comes to its own end."""
    claim = decide(parse_operator(f"x + tanh(x - {place})"), SECONDS).claims[Law.AFFINE]
    assert claim.reason is None or "time" not in claim.reason
