"""The benchmark of networks: small ones of its kinds, and its section of the page."""

from __future__ import annotations

import pytest
from flint import fmpq

from .models import HEADING, Row, measured, perceptron, section
from .peers import section_of, with_section


def test_networks_are_decided_as_they_are() -> None:
    """Without kinks affine, with them not, and affine again where none is met."""
    pytest.importorskip("numpy", reason="NumPy is not installed")
    assert measured(perceptron((20, 5), bend=False)).affine == "proved"
    assert measured(perceptron((20, 8, 8, 5))).affine == "refuted"
    assert measured(perceptron((20, 8, 8, 5), fmpq(1, 1 << 30))).affine == "proved"


def test_the_section_takes_the_place_of_the_one_before() -> None:
    """And leaves the others alone."""
    row = Row("net", 1000, "proved", 0.5, 1234.5)
    text = section([row])
    assert text.startswith(HEADING)
    assert "| net | 1,000 | proved | 1,234 |" in text
    page = with_section("# Page\n\n## Other\n\nwords\n", text, HEADING)
    assert section_of(page, HEADING) == text
    assert with_section(page, text, HEADING).count(HEADING) == 1
    assert "## Other" in page
