"""What a person reads: the facts, in words that can be read aloud, within 80 columns."""

from dataclasses import replace

import pytest

from symlin.decision.opinion import CrossCheck
from symlin.decision.report import subject_of
from symlin.decision.verdict import Status
from symlin.kernel.certificate import Conditional, DirectProof, MatrixProof, Split, Witness
from symlin.kernel.claim import Law, law_equation, premises
from symlin.kernel.term import ONE, ZERO, const
from symlin.reading.parse import parse_operator
from symlin.report.words.text import report_lines, to_text

from .report_samples import (
    AGREES,
    PLAIN,
    WEIGHTS,
    conditional,
    example,
    leaky_relu,
    linear,
    proved,
    refuted,
    refuted_everywhere,
    relu,
    report,
    unknown,
    vacuous,
)

pytestmark = pytest.mark.quick

SAMPLES = {
    "relu": relu,
    "leaky_relu": leaky_relu,
    "max": lambda: refuted_everywhere("Max(x1, x2)", {"x1": 1, "x2": 0}, {"x1": 0, "x2": 1}),
    "sigmoid": lambda: refuted_everywhere("sigmoid", {"x": -1}, {"x": 3}),
    "pool": lambda: linear("avg_pool2d(2)", shape=(4, 4)),
    "convolution": lambda: linear("conv1d([1, 22, 333])", shape=(90,)),
}


def test_relu_reads_as_in_a_textbook() -> None:
    assert to_text(relu()) == (
        "relu(x) = max(x, 0)                                                   NOT LINEAR\n"
        "\n"
        "  additivity    refuted   f(-1 + 1) = f(0) = 0    but  f(-1) + f(1) = 0 + 1 = 1\n"
        "  homogeneity   refuted   f(-1 * 1) = f(-1) = 0   but  -1 * f(1) = -1 * 1 = -1\n"
        "  affine        refuted   f((-1 + 1)/2) = 0       but  (f(-1) + f(1))/2 = 1/2\n"
        "  what holds    positively homogeneous (proved), not odd\n"
        "\n"
        "  certificates checked by the kernel; 200 numeric examples agree (seed 0); 0.6 s"
    )


def test_a_condition_is_in_the_headline_and_its_counterexample_names_the_parameters() -> None:
    text = to_text(leaky_relu())
    assert text.splitlines()[0].endswith("LINEAR IFF alpha = 1")
    assert "  additivity    iff alpha = 1\n      for alpha = 0:  f(-1 + 1) = f(0) = 0" in text
    assert "odd iff alpha = 1" in text


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("width", [60, 80, 100])
def test_no_line_is_wider_than_the_page(name: str, width: int) -> None:
    lines = to_text(SAMPLES[name](), width).splitlines()
    assert max(map(len, lines)) <= width


@pytest.mark.parametrize("name", SAMPLES)
def test_no_line_ends_in_blanks(name: str) -> None:
    assert all(line == line.rstrip() for line in to_text(SAMPLES[name]()).splitlines())


def test_points_of_several_inputs_are_tuples() -> None:
    text = to_text(SAMPLES["max"]())
    assert "f((1, 0) + (0, 1)) = f(1, 1) = 1\n" in text
    assert "but  f(1, 0) + f(0, 1) = 1 + 1 = 2\n" in text


def test_values_that_are_not_rational_come_with_their_size() -> None:
    text = to_text(SAMPLES["sigmoid"]())
    assert "f(-1 + 3) = f(2) = exp(2)/(exp(2) + 1) ≈ 0.881" in text
    assert "f(-1) + f(3) ≈ 0.269 + 0.953 ≈ 1.22" in text


def test_a_linear_operator_shows_its_matrix() -> None:
    text = to_text(SAMPLES["pool"]())
    assert text.startswith("avg_pool2d(2): 4x4 -> 2x2")
    assert "LINEAR\n" in text
    assert "matrix        1/4 * [1 1 0 0 1 1 0 0 0 0 0 0 0 0 0 0]\n" in text
    assert "what holds" not in text


def test_only_the_output_that_differs_is_shown() -> None:
    f = parse_operator("[x1 + 2*x2, Max(x1, x2)]")
    points = {"x1": 1, "x2": 0}, {"x1": 0, "x2": 1}
    text = to_text(report(f, refuted(Law.ADDITIVITY, example(f, Law.ADDITIVITY, *points))))
    assert "f_2((1, 0) + (0, 1)) = f_2(1, 1) = 1\n" in text


def test_long_points_get_letters() -> None:
    """Sixteen coordinates in a formula are unreadable; those that are not 0 say all."""
    f = parse_operator("max_pool2d(2)", shape=(4, 4))
    u = {name: int(k == 0) for k, name in enumerate(f.inputs)}
    v = {name: int(k == 1) for k, name in enumerate(f.inputs)}
    text = to_text(report(f, refuted(Law.ADDITIVITY, example(f, Law.ADDITIVITY, u, v))))
    assert "f_(1,1)(u + v) = 1\n" in text
    assert "but  f_(1,1)(u) + f_(1,1)(v) = 1 + 1 = 2\n" in text
    assert f"with u: {f.inputs[0]} = 1, the others 0\n" in text


def test_unknown_gives_its_reason_once() -> None:
    f = parse_operator("sin(x)")
    reason = "the time allowed ran out"
    text = to_text(report(f, *(unknown(law, reason) for law in Law if law is not Law.EQUIVALENT)))
    assert text.splitlines()[0].endswith("UNKNOWN")
    assert text.count(reason) == 1
    assert "positively homogeneous: unknown" in text
    assert "certificate" not in text


def test_a_vacuous_law_is_not_called_proved() -> None:
    f = parse_operator("x**2", assume=["x >= 2", "x <= 3"])
    subject = subject_of(f)
    facts = premises(subject, law_equation(Law.ADDITIVITY, subject.inputs))
    claim = vacuous(f, Law.ADDITIVITY, facts, DirectProof((PLAIN,)))
    text = to_text(report(f, claim))
    assert "additivity    vacuous   no points of the domain can put it to the test" in text
    assert "assuming x >= 2, x <= 3" in text


def test_a_disagreement_cannot_be_overlooked() -> None:
    wrong = replace(relu(), crosscheck=CrossCheck("disagrees", 3, 0, "f(1) is 2, not 1"))
    lines = report_lines(wrong)
    alarm = [segment for line in lines[:6] for segment in line if segment.style == "bad"]
    assert any("DISAGREES" in segment.text for segment in alarm)
    assert "bug in symlin" in to_text(wrong)


def test_a_skipped_cross_check_is_not_claimed() -> None:
    text = to_text(replace(relu(), crosscheck=CrossCheck("skipped")))
    assert "agree" not in text


def test_what_fails_is_not_said_to_hold() -> None:
    assert "  besides       not positively homogeneous, not odd" in to_text(SAMPLES["sigmoid"]())


def test_an_affine_operator_shows_matrix_and_offset() -> None:
    f = parse_operator("3*x + 2")
    additivity = example(f, Law.ADDITIVITY, {"x": 0}, {"x": 0})
    text = to_text(
        report(
            f,
            refuted(Law.ADDITIVITY, additivity),
            refuted(Law.HOMOGENEITY, example(f, Law.HOMOGENEITY, {"x": 0}, scalar=0)),
            refuted(Law.LINEAR, additivity),
            proved(f, Law.AFFINE, MatrixProof(((const(3),),), (const(2),), (PLAIN,))),
        )
    )
    assert "affine        proved" in text
    assert "offset        2" in text


def test_a_long_condition_goes_below_the_headline() -> None:
    condition = " & ".join(f"(a{k} > 0)" for k in range(20))
    names = [f"a{k}" for k in range(20)]
    guard = parse_operator("x", inputs=["x", *names], assume=[condition]).assumptions[0]
    f = parse_operator(f"Piecewise((x, {condition}), (Max(x, 0), True))")
    one_fails = PLAIN
    for part in guard.parts:
        one_fails = Split(part, one_fails, PLAIN)
    steps = Conditional(
        guard,
        MatrixProof(((ONE,),), None, (PLAIN,)),
        Witness(tuple({"x": const(v)} for v in (0, -1, 1)), WEIGHTS[Law.ADDITIVITY], 0, one_fails),
        dict.fromkeys(names, ONE),
        dict.fromkeys(names, ZERO),
    )
    text = to_text(report(f, conditional(f, Law.LINEAR, steps)))
    assert "\n    LINEAR IFF a0 > 0 and a1 > 0" in text
    assert max(map(len, text.splitlines())) <= 80


def test_a_network_is_shown_by_its_layers_and_not_expanded() -> None:
    f = parse_operator("conv1d([1, 2]) >> relu >> max_pool1d(2)", shape=(9,))
    text = to_text(report(f, unknown(Law.LINEAR, "not tried")))
    assert text.startswith("conv1d([1, 2]) >> relu >> max_pool1d(2): 9 -> 4")


def test_every_status_has_a_word() -> None:
    words = {
        Status.PROVED: (linear("x"), " LINEAR"),
        Status.REFUTED: (relu(), " NOT LINEAR"),
        Status.CONDITIONAL: (leaky_relu(), " LINEAR IFF alpha = 1"),
        Status.UNKNOWN: (report(parse_operator("x")), " UNKNOWN"),
    }
    assert set(words) == set(Status)
    for status, (found, word) in words.items():
        assert found.linear.status is status
        assert to_text(found).splitlines()[0].endswith(word)


def test_the_number_of_examples_is_the_real_one() -> None:
    text = to_text(replace(relu(), crosscheck=replace(AGREES, examples=57, seed=9)))
    assert "57 numeric examples agree (seed 9)" in text
