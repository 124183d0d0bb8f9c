"""Functions at places, integrals and derivatives in every format."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from symlin.report.formats.latex import latex
from symlin.report.formats.mathml import mathml
from symlin.report.formats.width import width

from ..reading.functions.readings import on_functions, rows

WRITTEN = {
    "x'(t)": "x'(t)",
    "u_xx(x, t)": "u_{xx}(x, t)",
    "x_1[n - 1]/2": r"\frac{x_{1}[n - 1]}{2}",
    "Integral(x(s)/2, (s, 0, t))": r"\operatorname{Integral}\left(\frac{x(s)}{2}, (s, 0, t)\right)",
}


@pytest.mark.parametrize("text", WRITTEN)
def test_functionals_are_set_in_latex(text: str) -> None:
    """Primes stay beside the name, and the letters of a partial derivative below it."""
    (tree,) = on_functions(text).written
    assert latex(tree) == WRITTEN[text]


def test_every_formula_about_functions_is_well_formed_markup() -> None:
    """A bare sign between elements would be no MathML."""
    for row in (*rows("asked.txt"), *rows("variants.txt")):
        for tree in on_functions(row.text).written:
            root = ElementTree.fromstring(mathml(tree))
            assert all(not (part.text or "").strip() for part in root.iter("mrow"))
            assert not (root.text or "").strip()
            assert all(not (part.tail or "").strip() for part in root.iter())
            assert width(tree) > 0
