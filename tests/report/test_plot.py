"""Pictures: one of every kind, the same bytes every time, with the fact as their text."""

import pytest

pytest.importorskip("matplotlib")

from symlin.errors import InputError
from symlin.language.printing import term_to_human
from symlin.report.plot import style
from symlin.report.plot.facts import alt_text
from symlin.report.plot.family import family
from symlin.report.plot.picture import draw, plot

from ..conftest import first
from ..decided import decided


def report(text, shape=None, assume=()):
    return decided(text, shape, assume)


def labels(figure):
    found = []
    for axes in figure.axes:
        found += axes.get_legend_handles_labels()[1]
    return found


def test_relu_shows_the_points_the_gap_and_the_kink():
    """Exact labels: they are the argument."""
    found = labels(draw(report("relu")))
    assert "u = -1:  f = 0" in found
    assert "v = 1:  f = 1" in found
    assert "f(u) + f(v) = 1" in found
    assert "the gap: 1" in found
    assert "kink" in found
    assert "best line through the origin" in found


def test_a_jump_is_no_kink():
    """Sign has dots at 0, and no vertical line through them."""
    found = labels(draw(report("sign")))
    assert "jump" in found
    assert "kink" not in found


def test_a_linear_graph_has_no_gap():
    """Nothing to contrast."""
    found = labels(draw(report("Max(x,0) - Max(-x,0)")))
    assert found == ["f(x)"]


def test_leaky_relu_highlights_the_linear_member():
    """alpha = 1 among others."""
    found = labels(draw(report("leaky_relu")))
    assert "alpha = 1  (linear)" in found
    assert "alpha = 0" in found


def test_the_gap_of_a_family_is_drawn_for_its_member():
    """leaky_relu with slope 0 is ReLU, and breaks additivity as ReLU does."""
    for name in ("leaky_relu", "elu"):
        assert "the gap for alpha = 0: 1" in labels(draw(report(name)))


@pytest.mark.parametrize("kind", first(1, ["png", "svg"]))
@pytest.mark.parametrize("text", ["relu", "abs", "sign", "gelu", "clip", "maximum", "median3"])
def test_nothing_is_cut_off_and_no_label_meets_the_legend(text, kind):
    """All that is drawn lies inside the picture; the gap's label lies inside the axes."""
    with style.settings():
        figure = draw(report(text))
        style.encoded(figure, f".{kind}")
        box, size = figure.get_tightbbox(), figure.get_size_inches()
        assert box.x0 >= 0 <= box.y0
        assert box.x1 <= size[0]
        assert box.y1 <= size[1]
        for axes in figure.axes:
            for label in (t for t in axes.texts if t.get_text()):
                legend = axes.get_legend().get_window_extent()
                assert not label.get_window_extent().overlaps(legend), label.get_text()


def test_the_family_moves_the_parameter_that_matters():
    """For a*x + b that is b."""
    values = family(report("a*x + b"))
    assert {term_to_human(v["a"]) for v in values} == {"1"}
    assert "0" in {term_to_human(v["b"]) for v in values}


def test_two_inputs_give_a_surface_and_a_slice():
    """With the fold."""
    figure = draw(report("Max(x1, x2)"))
    assert len(figure.axes) == 2
    assert "the gap: 1/2" in labels(figure)


@pytest.mark.parametrize(
    ("text", "shape"),
    [("max_pool1d(2)", (4,)), ("conv1d([w0, w1])", (4,)), ("reciprocal", None), ("elu", None),
     ("logistic_regression", None), ("median3", None), ("floor(x)", None), ("sqrt(x)", None)],
)  # fmt: skip
def test_every_kind_of_operator_can_be_drawn(text, shape, tmp_path):
    """Poles, edges of domains and free parameters included."""
    plot(report(text, shape), tmp_path / "picture.svg")
    assert (tmp_path / "picture.svg").stat().st_size > 2000


def test_on_a_curve_only_what_can_be_seen_is_drawn():
    """A surface has no points above a line; the slice through the middle of two has all."""
    on_line = draw(report("Max(x1, x2)", assume=["Eq(x1 + x2, 1)"]))
    assert len(on_line.axes) == 1
    assert "the gap: 1/2" in labels(on_line)
    with pytest.raises(InputError, match="nothing to draw"):
        draw(report("x1*x2", assume=["Eq(x1**2, x2)"]))
    free = draw(report("a*Max(x1, x2)", assume=["Eq(a, 2)"]))
    assert len(free.axes) == 2, "an equation for a parameter leaves the inputs free"


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_the_same_bytes_every_time(kind, tmp_path):
    """So that pictures can be committed."""
    first, second = tmp_path / f"a.{kind}", tmp_path / f"b.{kind}"
    plot(report("relu"), first)
    plot(report("relu"), second)
    assert first.read_bytes() == second.read_bytes()


def test_the_settings_of_others_are_left_alone(tmp_path):
    """A notebook's own matplotlib must look as before."""
    from matplotlib import rcParams

    before = dict(rcParams)
    plot(report("relu"), tmp_path / "a.png")
    assert dict(rcParams) == before


def test_alt_text_states_the_fact():
    """For those who cannot see the picture."""
    assert alt_text(report("relu")) == (
        "relu is not linear: f(-1 + 1) = f(0) = 0 but f(-1) + f(1) = 0 + 1 = 1."
    )
    assert "/2 = 1/2" in alt_text(report("maximum")), "the slice shows the middle of two points"


@pytest.mark.parametrize("name", ["relu.gif", "missing/relu.png"])
def test_a_file_that_cannot_be_written_is_named(name, tmp_path):
    """Before any work is done."""
    with pytest.raises(InputError, match=r"png|folder"):
        plot(report("relu"), tmp_path / name)


def test_a_family_shows_what_bends():
    """clamp with lo = 1 is constant for every hi up to 1: straight lines, and no clamp in sight."""
    values = family(report("clamp"))
    assert {v["lo"].value for v in values} == {0} and len({v["hi"].value for v in values}) > 2
