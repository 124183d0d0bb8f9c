"""Colour is for terminals, and only where it is wanted."""

import io

import pytest

from symlin.commands.progress import waiting
from symlin.commands.terminal import text_width, write
from symlin.report.formats.segments import Segment, line

LINES = [line(Segment("NOT LINEAR", "bad"), " plain [bold]not markup[/bold]"), ()]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _ordinary_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)


def test_a_terminal_gets_colour() -> None:
    stream = Terminal()
    write(LINES, stream)
    assert "\x1b[" in stream.getvalue()
    assert "[bold]not markup[/bold]" in stream.getvalue()


def test_a_pipe_gets_plain_text() -> None:
    stream = io.StringIO()
    write(LINES, stream)
    assert stream.getvalue() == "NOT LINEAR plain [bold]not markup[/bold]\n\n"


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colour_can_be_refused(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    stream = Terminal()
    write(LINES, stream)
    assert "\x1b[" not in stream.getvalue()


def test_a_pipe_is_eighty_columns_wide() -> None:
    assert text_width(io.StringIO()) == 80


def test_what_takes_long_says_so_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr("sys.stderr", stream)
    with waiting("coqc checks [the] theorems"):
        pass
    assert "coqc checks [the] theorems" in stream.getvalue()


def test_a_pipe_is_told_nothing_while_it_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    with waiting("coqc checks the theorems"):
        pass
    assert stream.getvalue() == ""
