"""Multiples of the identity: where inverses and determinants of large matrices have a value."""

from __future__ import annotations

import json

import pytest

import symlin
from symlin.kernel.claim import Subject
from symlin.kernel.term import ONE, add, div, var
from symlin.search.points.points import diagonal_points
from symlin.search.points.stock import Stock

LAWS = ("linear", "additivity", "homogeneity", "affine", "positive_homogeneity")


def test_the_points_are_multiples_of_the_identity() -> None:
    """In row-major order; of 2x2 matrices pairs of axes have a value already."""
    assert diagonal_points(9)[1] == ((0, 2), (4, 2), (8, 2))
    assert diagonal_points(16)[0] == ((0, 1), (5, 1), (10, 1), (15, 1))
    assert diagonal_points(4) == diagonal_points(10) == diagonal_points(1) == []


def test_they_are_tried_only_where_simpler_points_have_no_value() -> None:
    """A sum of nine inputs is refuted at one of them, as a reader expects."""
    names = tuple(f"x{k}" for k in range(9))
    whole = add(*map(var, names))
    assert Stock(Subject(names, (), (whole,))).diagonal == []
    assert Stock(Subject(names, (), (div(ONE, whole),))).diagonal == diagonal_points(9)


@pytest.mark.parametrize("text", ["inverse(A)", "adjugate(A)", "det(A)"])
def test_large_matrices_are_answered_with_certificates(text: str) -> None:
    """Written out, the determinant of 6x6 has 720 terms: no normal form of it may be needed."""
    report = symlin.check(f"T(A: 6x6) = {text}", crosscheck=False, timeout=60)
    for law in LAWS:
        claim = report.claims[symlin.kernel.claim.Law(law)]
        assert claim.status is symlin.Status.REFUTED, law
        document = json.dumps(claim.certificate.to_json())
        assert symlin.verify(document).status is symlin.Status.REFUTED
