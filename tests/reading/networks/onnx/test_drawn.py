"""Operators with attributes that nobody chose."""

from __future__ import annotations

from random import Random

import pytest

pytest.importorskip("onnx", reason="the package onnx is not installed")
pytest.importorskip("onnxruntime", reason="onnxruntime runs the originals")

from .drawn import DRAWN, outcome

pytestmark = pytest.mark.models


@pytest.mark.parametrize("place", range(len(DRAWN)))
def test_drawn_operators_are_read_as_they_are_run(place: int) -> None:
    """Pads, strides, dilations, versions and axes meet in ways that no example has."""
    random = Random(7 + place)
    found = [outcome(DRAWN[place](random)) for _ in range(30)]
    assert set(found) <= {"agrees", "refused", "not run"}
    assert found.count("agrees") >= 20
