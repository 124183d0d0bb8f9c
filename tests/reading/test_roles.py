"""Which symbols are inputs: the names that a person lists."""

from __future__ import annotations

import pytest

import symlin
from symlin.reading.roles import names_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("x", ("x",)),
        ("x,y", ("x", "y")),
        ("x y", ("x", "y")),
        (" x ,  y\t", ("x", "y")),
        ("x1, x2 x3", ("x1", "x2", "x3")),
    ],
)
def test_names_stand_between_commas_or_blanks(text: str, names: tuple[str, ...]) -> None:
    assert names_in(text) == names


@pytest.mark.parametrize(
    ("text", "place"), [("x,,y", 2), (",x", 0), ("x,", 2), ("x, ,y", 3), ("", 0), (" ", 1)]
)
def test_a_missing_name_is_refused_where_it_is_missing(text: str, place: int) -> None:
    """`--inputs x,,y` was read as x,y: perhaps it is a y that was lost, and perhaps another."""
    with pytest.raises(symlin.InputError, match="here one is missing") as caught:
        names_in(text)
    assert caught.value.position == place
    with pytest.raises(symlin.InputError, match="here one is missing"):
        symlin.check("x + y", inputs=text)
