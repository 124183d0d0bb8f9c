"""Messages fit the terminal: no word is cut in two, and a caret points where it should."""

from __future__ import annotations

import pytest

from symlin.commands.helping import broken

LONG = "symlin: expected a number, a name or a bracket, not '*'"


@pytest.mark.parametrize("width", [20, 40, 60])
def test_a_long_message_is_broken_between_words(width: int) -> None:
    lines = broken(LONG, width).split("\n")
    assert max(map(len, lines)) <= width
    assert " ".join(line.strip() for line in lines) == LONG


@pytest.mark.parametrize("at", [2, 30, 75, 99])
@pytest.mark.parametrize("width", [20, 40])
def test_a_caret_stays_under_its_place(at: int, width: int) -> None:
    """On a narrow terminal the part of the text around it is shown."""
    text = "".join(chr(ord("a") + k % 26) for k in range(100))
    shown, caret = broken(f"{text}\n{' ' * at}^", width).split("\n")
    assert len(shown) == width and len(caret) <= width
    place = caret.index("^")
    assert shown[place] == text[at] and shown in text


def test_what_fits_stays_as_it_is() -> None:
    text = "symlin: no operator 'foo'\n  foo(x)\n  ^\n"
    assert broken(text, 40) == text
