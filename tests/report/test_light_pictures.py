"""Pictures without a drawing library: the same curves and points, as SVG of our own."""

from __future__ import annotations

import math
import re
import sys
from xml.etree import ElementTree

import pytest

from symlin.api import check_any
from symlin.errors import InputError
from symlin.report.plot.light.axes import Axes, Figure
from symlin.report.plot.light.svg import DARK, to_svg
from symlin.report.plot.picture import light_picture

SVG = "{http://www.w3.org/2000/svg}"


def drawn(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(light_picture(check_any(text, crosscheck=False)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("relu", "the gap: 1"),
        ("leaky_relu", "(linear)"),
        ("Max(x1, x2)", "straight from end to end"),
        ("[x1 + x2, x1*x2, x3]", "along the line"),
        ("y(t) = x(t)**2", "the gap at t = 0: 2"),
        ("y[n] = x[n] + 1", "the gap at n = 0: 1"),
        ("1/x", "f(u) + f(v)"),
        ("floor(x)", "best line through the origin"),
    ],
)
def test_every_kind_of_picture_is_drawn(text: str, said: str) -> None:
    """With the legend that says what is seen, and every number one that SVG can read."""
    picture = drawn(text)
    words = " ".join(node.text or "" for node in picture.iter(f"{SVG}text"))
    assert said in words
    assert len(list(picture.iter(f"{SVG}path"))) > 1
    assert not re.search("nan|inf", ElementTree.tostring(picture, encoding="unicode"))


def test_no_drawing_library_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser has none."""
    for name in ("matplotlib", "matplotlib.figure", "numpy"):
        monkeypatch.setitem(sys.modules, name, None)
    assert light_picture(check_any("Max(x1, x2)", crosscheck=False)).startswith("<svg")


def test_the_picture_stays_within_its_width() -> None:
    """What is cut off at its edge is not read."""
    for text in ("relu", "gelu", "y(t) = t*x(t) + 1"):
        picture = drawn(text)
        _, _, width, height = map(float, picture.attrib["viewBox"].split())
        for node in picture.iter(f"{SVG}text"):
            at, below = float(node.attrib["x"]), float(node.attrib["y"])
            assert 0 <= at <= width
            assert 0 <= below <= height
            length = 7.4 * len(node.text or "")
            start = {"start": at, "end": at - length, "middle": at - length / 2}
            assert start[node.attrib["text-anchor"]] > -20
            assert start[node.attrib["text-anchor"]] + length < width + 60


def test_each_colour_has_one_for_dark_pages() -> None:
    """A curve in the colour of the page is no curve."""
    for text in ("relu", "leaky_relu", "y(t) = x(t)**2"):
        source = light_picture(check_any(text, crosscheck=False))
        used = set(re.findall(r'(?:stroke|fill)="(#\w+|white)"', source))
        assert used <= DARK.keys()
    assert "prefers-color-scheme:dark" in source


def test_what_is_typed_is_text_in_the_picture() -> None:
    """An SVG is a page of its own."""
    figure = Figure()
    axes = figure.add_subplot()
    axes.plot([0, 1], [0, 1], label="<script>alert(1)</script>")
    axes.set_title("a < b & c")
    parsed = ElementTree.fromstring(to_svg(figure))
    assert not list(parsed.iter(f"{SVG}script"))
    assert "a < b & c" in [node.text for node in parsed.iter(f"{SVG}text")]


def test_a_curve_has_a_gap_where_it_has_no_value() -> None:
    """A line across a pole would say that there are values on it."""
    figure = Figure()
    figure.add_subplot().plot([0, 1, 2, 3], [0, 1, math.nan, 3])
    (path,) = ElementTree.fromstring(to_svg(figure)).iter(f"{SVG}path")
    assert path.attrib["d"].count("M") == 2


def test_flat_curves_have_room_above_and_below() -> None:
    """Else they lie on the edge, or there is nothing to divide by."""
    axes = Axes()
    axes.plot([0, 1], [2, 2])
    assert axes.get_ylim() == (1.5, 2.5)
    assert Axes().get_ylim() == (0.0, 1.0)


def test_numbers_that_no_picture_could_show_are_refused() -> None:
    """As with the library."""
    with pytest.raises(InputError, match="nothing to draw"):
        light_picture(check_any("10**400*x", crosscheck=False))
