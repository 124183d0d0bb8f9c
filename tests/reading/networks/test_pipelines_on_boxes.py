"""A box for a pipeline of layers: bounds of every entry, however many there are."""

from __future__ import annotations

import pytest

import symlin


@pytest.mark.parametrize("shape", [(4, 4), (40, 40)])
def test_a_box_is_what_the_same_conditions_are(shape: tuple[int, int]) -> None:
    """Also of pipelines that are graphs; 0.1 is a tenth."""
    here = symlin.check("relu", shape=shape, box="0,0.1", crosscheck=False)
    there = symlin.check("relu", shape=shape, assume=["x >= 0", "x <= 1/10"], crosscheck=False)
    assert here.linear.status is there.linear.status is symlin.Status.PROVED
    across = symlin.check("relu", shape=shape, box=(-1, 1), crosscheck=False)
    assert across.affine.status is symlin.Status.REFUTED


def test_a_box_of_numbers_is_refused_with_what_to_write() -> None:
    with pytest.raises(symlin.InputError, match="say assume"):
        symlin.check("Max(x, 0)", box=(0, 1))
