"""Pictures of operators on functions: what goes in, what comes out, and the gap."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

pytest.importorskip("matplotlib")

import symlin
from symlin.crosscheck.function_laws import number_of
from symlin.errors import InputError
from symlin.report.plot.picture import picture
from symlin.report.plot.signal_facts import has_curves, signal_scene, signals_alt
from symlin.report.plot.signals import draw_signals


@cache
def report(text: str, given: tuple[str, ...] = ()) -> Any:
    return symlin.check(text, given=given, crosscheck=False)


def labels(figure: Any) -> list[list[str]]:
    return [axes.get_legend_handles_labels()[1] for axes in figure.axes]


def test_a_delay_that_changes_the_output_is_drawn_with_its_gap() -> None:
    """Exact labels: they are the argument."""
    figure = draw_signals(report("y(t) = t*x(t)"))
    assert labels(figure) == [
        ["x(t) = 1", "delayed by 1"],
        ["T(x delayed)", "T(x) delayed", "the gap at t = 0: 1"],
    ]
    assert figure.get_suptitle() == "T(x)(t) = t*x(t): linear, not time-invariant"


def test_a_sum_that_does_not_pass_through_is_drawn_with_both_functions() -> None:
    found = labels(draw_signals(report("x(t)**2 + a")))
    assert found[0] == ["x1(t) = 1", "x2(t) = 1"]
    assert found[1] == ["T(x1 + x2)", "T(x1) + T(x2)", "the gap at t = 0: 2"]


@pytest.mark.parametrize(
    "text",
    ["y(t) = t*x(t)", "median_filter", "quantiser", "sampling", "integral", "y' + y = sin(t)",
     "x[n]**2", "x(a*t)", "x(t) + Integral(x(s)**2, (s, 0, 1))", "max(x(t), 0)"],
)  # fmt: skip
def test_the_curves_meet_the_gap_where_the_certificate_says(text: str) -> None:
    """A curve through other values than those of the kernel would be a false picture."""
    scene = signal_scene(report(text))
    assert scene.breach is not None
    low, high = scene.window
    assert low <= scene.at <= high
    for curve, side in zip(scene.outputs, scene.breach.sides, strict=True):
        exact = number_of(side[scene.breach.instance.output])
        assert curve.value(scene.at) == pytest.approx(exact, rel=1e-4, abs=1e-4)


def test_what_is_linear_and_time_invariant_is_shown_on_a_function_and_the_same_later() -> None:
    scene = signal_scene(report("moving_average"))
    first, later = scene.outputs
    assert [later.value(n + 1) for n in range(-3, 4)] == [first.value(n) for n in range(-3, 4)]
    assert first.value(0) == pytest.approx(4 / 3)
    title = draw_signals(report("convolution")).get_suptitle()
    assert "drawn for h[0] = 1, h[1] = 0.5, h[2] = 0.25, else 0" in title.replace("\n", " ")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("u_t = u_xx", "one function of one variable"),
        ("f'*g - f*g'", "one function of one variable"),
        ("[x(t), x'(t)]", "one function of one variable"),
        ("x(t)*DiracDelta(t-1)", "an impulse has no values at places"),
    ],
)
def test_what_is_no_curve_is_refused(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        draw_signals(report(text))
    assert not has_curves(report(text))


def test_the_same_report_gives_the_same_bytes() -> None:
    """Where integrals are quick the number of places does not depend on the machine."""
    for ending in (".svg", ".png"):
        assert picture(report("max(x(t), 0)"), ending) == picture(report("max(x(t), 0)"), ending)


def test_the_alternative_text_is_the_counterexample() -> None:
    assert signals_alt(report("y(t) = t*x(t)")) == (
        "T(x)(t) = t*x(t): linear, not time-invariant. Take x(t) = 1, delayed by 1, at t = 0: "
        "T(x delayed) = 0   but  T(x) delayed = -1."
    )
