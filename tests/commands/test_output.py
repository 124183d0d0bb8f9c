"""Colour is for terminals, and only where it is wanted; all that is printed leaves in one place."""

import ast
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import symlin
from symlin.commands import output
from symlin.commands.output import say_lines, text_width
from symlin.commands.progress import waiting
from symlin.commands.run import run
from symlin.report.formats.segments import Segment, Style, line

LINES = [line(Segment("NOT LINEAR", "bad"), " plain [bold]not markup[/bold]"), ()]
PACKAGE = Path(symlin.__file__).parent
SOURCES = sorted(PACKAGE.rglob("*.py"))


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _ordinary_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)


def shown(stream: io.StringIO) -> str:
    say_lines(LINES, stream)
    return stream.getvalue()


def test_a_terminal_gets_colour() -> None:
    text = shown(Terminal())
    assert "\x1b[" in text
    assert "[bold]not markup[/bold]" in text


def test_a_pipe_gets_plain_text() -> None:
    assert shown(io.StringIO()) == "NOT LINEAR plain [bold]not markup[/bold]\n\n"


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colour_can_be_refused(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    assert "\x1b[" not in shown(Terminal())


def test_colour_can_be_asked_for_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a pager, or for the log of a CI run: https://force-color.org."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[1;38;5;196mNOT LINEAR\x1b[0m" in shown(io.StringIO())


def test_a_terminal_of_few_colours_gets_those_that_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COLORTERM", "WT_SESSION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert "\x1b[1;31mNOT LINEAR\x1b[0m" in shown(Terminal())


def luminance(red: int, green: int, blue: int) -> float:
    """As https://www.w3.org/TR/WCAG21/#dfn-relative-luminance defines it."""
    parts = [c / 255 for c in (red, green, blue)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("style", ["good", "bad", "maybe"])
@pytest.mark.parametrize("ground", [(255, 255, 255), (0, 0, 0), (30, 30, 30)])
def test_a_verdict_can_be_read_on_light_and_on_dark(
    style: Style, ground: tuple[int, int, int]
) -> None:
    """Bold yellow on white cannot. WCAG asks for a contrast of 3 for bold or large text."""
    number = int(output.MANY[style].rpartition(";")[2]) - 16
    levels = (0, 95, 135, 175, 215, 255)  # of the cube of 6 x 6 x 6 colours
    colour = luminance(levels[number // 36], levels[number // 6 % 6], levels[number % 6])
    low, high = sorted((colour, luminance(*ground)))
    assert (high + 0.05) / (low + 0.05) >= 3.5


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("FORCE_COLOR", "0")])
def test_who_refuses_colour_is_not_overruled(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """NO_COLOR wins over FORCE_COLOR, and FORCE_COLOR=0 asks for nothing."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv(name, value)
    assert "\x1b[" not in shown(io.StringIO())


def test_a_pipe_is_eighty_columns_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", io.StringIO())
    monkeypatch.setenv("COLUMNS", "44")
    assert text_width() == 80
    monkeypatch.setattr("sys.stdout", Terminal())
    assert text_width() == 44


@pytest.mark.parametrize("width", [40, 60, 80])
@pytest.mark.parametrize("words", [[], ["check"], ["batch"], ["docs"], ["list"], ["verify"]])
def test_help_is_as_wide_as_the_terminal(
    words: list[str], width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Examples and tables of exit codes too, which click leaves as they are."""
    terminal = Terminal()
    monkeypatch.setattr("sys.stdout", terminal)
    monkeypatch.setenv("COLUMNS", str(width))
    assert run([*words, "--help"]) == 0
    lines = terminal.getvalue().splitlines()
    assert len(lines) >= 10
    assert max(map(len, lines)) <= width
    assert not any(re.search(r"[a-z]\.\.\.$", line) for line in lines), "a sentence is cut off"


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


def test_an_answer_for_a_stream_that_is_closed_is_lost_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`symlin list >&-`: Python then has None in the place of the stream."""
    monkeypatch.setattr("sys.stdout", None)
    output.prepare()
    for speak in (lambda: output.say("nobody reads this"), lambda: say_lines(LINES)):
        with pytest.raises(OSError, match="it is closed") as raised:
            speak()
        assert raised.value.filename == "standard output"


def test_words_for_standard_error_that_is_closed_are_dropped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nobody can be told of it, and the answer is what counts."""
    monkeypatch.setattr("sys.stderr", None)
    output.prepare()
    output.say("nobody reads this", err=True)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device of Linux")
@pytest.mark.parametrize("arguments", [["list"], ["--help"], ["list", "--json"]])
def test_a_full_disk_is_said_and_is_no_bug(arguments: list[str]) -> None:
    """Whoever redirects into a file must not take half an answer for a whole one."""
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-m", "symlin", *arguments]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert done.stderr in (
        b"symlin: standard output: No space left on device\n",
        b"symlin: No space left on device\n",  # of the help, which click prints
    )


def calls(path: Path) -> list[ast.Call]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def test_output_leaves_in_one_place() -> None:
    """Whatever is printed elsewhere stops with an error where an encoding lacks a character."""
    speaking = ("print", "click.echo", "click.secho", "sys.stdout.write", "sys.stderr.write")
    found = {
        str(path.relative_to(PACKAGE))
        for path in SOURCES
        for call in calls(path)
        if ast.unparse(call.func) in speaking
    }
    assert found == {str(Path("commands", "output.py"))}


def test_every_text_file_is_utf8_whatever_the_system_prefers() -> None:
    """A certificate written on Windows is read on Linux; its lines end alike, too."""
    opening = {"open", "write_text", "read_text", "TemporaryFile", "NamedTemporaryFile", "File"}
    for path in SOURCES:
        for call in calls(path):
            name = ast.unparse(call.func).rpartition(".")[2]
            if name not in opening or ast.unparse(call.func) == "os.open":
                continue
            given = {word.arg: ast.unparse(word.value) for word in call.keywords}
            modes = [a.value for a in call.args if isinstance(a, ast.Constant)]
            if any("b" in str(mode) for mode in modes):  # bytes are what they are
                continue
            where = f"{path}:{call.lineno}"
            assert given.get("encoding") == "'utf-8'", where
            if name == "write_text" or (name == "open" and any("w" in str(m) for m in modes)):
                assert given.get("newline") == r"'\n'", where
