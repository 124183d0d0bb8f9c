"""The library's face: what it takes, what it returns, what it raises."""

from dataclasses import replace

import pytest
import sympy

import symlin
from symlin import models
from symlin.kernel.certificate import Rejected
from symlin.reading.parse import parse_operator

pytestmark = pytest.mark.quick

x, y, w = sympy.symbols("x y w", real=True)


@pytest.mark.parametrize(
    "source",
    [
        "relu",
        "Max(x, 0)",
        ["Max(x, 0)"],
        sympy.Max(x, 0),
        [sympy.Max(x, 0), x],
        sympy.Matrix([sympy.Max(x, 0)]),
        parse_operator("relu"),
    ],
    ids=lambda source: type(source).__name__,
)
def test_check_takes_text_sympy_and_operators(source: object) -> None:
    report = symlin.check(source, crosscheck=False)
    assert report.linear.status is symlin.Status.REFUTED


def test_check_takes_a_pipeline() -> None:
    pipeline = models.Dense([[1, 2]]) >> models.Elementwise("relu")
    report = symlin.check(pipeline, shape=(2,), crosscheck=False)
    assert report.linear.status is symlin.Status.REFUTED
    with pytest.raises(symlin.InputError):
        symlin.check(pipeline, shape=(2,), inputs=["x1"])


@pytest.mark.parametrize("source", [3, None, object(), [], [1, object()], b"relu", {"x": 1}])
def test_check_refuses_what_is_no_operator(source: object) -> None:
    with pytest.raises(symlin.InputError):
        symlin.check(source)


def test_options_that_make_no_sense_are_refused() -> None:
    with pytest.raises(symlin.InputError):
        symlin.check(parse_operator("relu"), assume=["x > 0"])
    with pytest.raises(symlin.InputError):
        symlin.check(sympy.Max(x, 0), shape=(4,))


def test_the_assumptions_of_symbols_count() -> None:
    p = sympy.Symbol("p", positive=True)
    expression = sympy.Piecewise((p * x, p > -1), (sympy.Abs(x), True))
    assert symlin.check(expression, crosscheck=False).linear.status is symlin.Status.PROVED


def test_inputs_and_assumptions_may_be_sympy() -> None:
    report = symlin.check(sympy.Max(w, 0), inputs=[w], assume=[w >= 0], crosscheck=False)
    assert report.linear.status is symlin.Status.PROVED


def test_a_condition_is_a_sympy_relational() -> None:
    alpha = sympy.Symbol("alpha", real=True)
    assert symlin.check("leaky_relu", crosscheck=False).linear.condition == sympy.Eq(alpha, 1)


def test_a_report_has_the_time_it_took() -> None:
    report = symlin.check("relu")
    assert report.seconds > 0
    assert report.crosscheck.status == "agrees"
    assert report.version == symlin.__version__


def test_the_matrix_of_a_linear_operator() -> None:
    matrix = symlin.require_linear("avg_pool1d(2)", shape=(4,))
    half = sympy.Rational(1, 2)
    assert matrix == sympy.Matrix([[half, half, 0, 0], [0, 0, half, half]])


def test_require_linear_raises_with_the_counterexample() -> None:
    with pytest.raises(symlin.NotLinear) as raised:
        symlin.require_linear("relu")
    assert str(raised.value) in (
        "relu is not linear: f(-1 + 1) = f(0) = 0 but f(-1) + f(1) = 0 + 1 = 1",
        "relu is not linear: f(-1 * 1) = f(-1) = 0 but -1 * f(1) = -1 * 1 = -1",
    )
    assert raised.value.report.linear.status is symlin.Status.REFUTED


def test_require_linear_raises_under_a_condition() -> None:
    with pytest.raises(symlin.NotLinear, match="leaky_relu is linear only if alpha = 1: for alpha"):
        symlin.require_linear("leaky_relu")


def test_require_linear_raises_when_nothing_is_known() -> None:
    with pytest.raises(symlin.Undecided):
        symlin.require_linear("x1*x2 + sin(x1) + exp(x2)*Abs(x1)", timeout=1e-9)


def test_require_linear_trusts_no_proof_that_the_numbers_contradict(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def disagrees(*_: object) -> symlin.CrossCheck:
        return symlin.CrossCheck("disagrees", 1, 0, "f(1) is 2, not 1")

    monkeypatch.setattr("symlin.crosscheck.cross_check", disagrees)
    with pytest.raises(symlin.Undecided, match="bug in symlin"):
        symlin.require_linear("identity")


def test_require_affine_returns_matrix_and_offset() -> None:
    assert symlin.require_affine("3*x + 2") == (sympy.Matrix([3]), sympy.Matrix([2]))
    with pytest.raises(symlin.NotLinear, match="not affine"):
        symlin.require_affine("relu")


def test_equiv_is_a_claim() -> None:
    assert symlin.equiv("Max(x, 0)", "relu").status is symlin.Status.PROVED
    claim = symlin.equiv("relu", "leaky_relu(x, 1/10)")
    assert claim.status is symlin.Status.REFUTED
    assert claim.counterexample is not None


@pytest.mark.parametrize(
    ("a", "b"),
    [("Max(u, 0)", "relu"), ("x + y - y", "x"), ("x1 + x2", "x2 + x1"), ("y - x", "y - x")],
)
def test_inputs_correspond_by_position_or_by_name(a: str, b: str) -> None:
    assert symlin.equiv(a, b).status is symlin.Status.PROVED


def test_an_input_of_one_cannot_be_a_parameter_of_the_other() -> None:
    with pytest.raises(symlin.InputError, match="w is an input"):
        symlin.equiv(parse_operator("Max(w, 0)", inputs=["w"]), "Max(w*x, 0)")


def test_require_equivalent_raises_with_the_point() -> None:
    assert symlin.require_equivalent("Max(x, 0)", "relu").certified
    with pytest.raises(symlin.NotEquivalent, match=r"f\(-1\) = 0 but g\(-1\) = -1/10"):
        symlin.require_equivalent("relu", "leaky_relu(x, 1/10)")
    with pytest.raises(symlin.NotEquivalent, match="equal only if alpha = 0"):
        symlin.require_equivalent("relu", "leaky_relu")


@pytest.mark.parametrize("text", ["relu", "x", "leaky_relu", "median3", "sigmoid"])
def test_every_certificate_can_be_checked_again(text: str) -> None:
    for claim in symlin.check(text, crosscheck=False).claims.values():
        assert claim.certificate is not None
        symlin.verify(claim.certificate)


def test_a_certificate_for_another_operator_is_rejected() -> None:
    relu, identity = (symlin.check(t, crosscheck=False).linear.certificate for t in ("relu", "x"))
    assert relu is not None
    assert identity is not None
    with pytest.raises(Rejected):
        symlin.verify(replace(identity, subject=relu.subject))
    with pytest.raises(Rejected):
        symlin.verify(replace(relu, status=symlin.Status.PROVED))
