"""A report shows itself in a notebook."""

import re

import pytest

from symlin.report.shown import Report, shown

from ..decided import decided


def report(text):
    return shown(decided(text), Report)


def test_html_has_verdict_laws_argument_and_picture():
    """All that one looks for, in one cell; the picture is part of it."""
    pytest.importorskip("matplotlib")
    html = report("relu")._repr_html_()
    assert "Not linear." in html
    assert "<table>" in html
    assert "<details>" in html
    assert 'src="data:image/png;base64,' in html
    assert 'alt="relu is not linear: f(-1 + 1) = f(0) = 0 but f(-1) + f(1) = 0 + 1 = 1."' in html
    for tag in ("div", "details", "table", "tr", "td", "p"):
        assert len(re.findall(rf"<{tag}[ >]", html)) == html.count(f"</{tag}>")


def test_latex_has_the_definition_and_the_condition():
    """For places that set formulas only."""
    assert report("leaky_relu")._repr_latex_() == (
        r"$\displaystyle f(x) = \begin{cases}x & \text{if }x > 0 \\ \alpha x & "
        r"\text{otherwise}\end{cases} \qquad \text{linear if and only if } \alpha = 1$"
    )
