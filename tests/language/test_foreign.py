"""Other people's text: it is seen, and does nothing."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata

import pytest

from symlin.language.foreign import escape, in_json, is_safe_address, visible
from symlin.report.formats.document import Code, Document, Items, Paragraph
from symlin.report.formats.markdown import to_markdown

ACTING = ("\x1b[2J", "\x07", "\r", "\x9b31m", "\u202e", "\u2066", "\u2028", "\ud800", "\x7f")


@pytest.mark.parametrize("text", ACTING, ids=ascii)
def test_what_would_act_is_seen(text: str) -> None:
    """ESC moves the cursor, U+202E turns the letters after it round."""
    shown = visible(f"a{text}b")
    assert shown.startswith("a\\") and shown.endswith("b")
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl") for c in shown)


@pytest.mark.parametrize("text", ["max(x, 0)\n\tα·x ≥ √2", "1\u202f000", "f\u2061(x)", "日本"])
def test_what_is_seen_stays_as_it_is(text: str) -> None:
    assert visible(text) == text


def test_json_says_the_same() -> None:
    """A program reads the very text; only a terminal would act on it."""
    text = "".join(ACTING[:-2])
    written = in_json(json.dumps(text, ensure_ascii=False))
    assert json.loads(written) == text and visible(written) == written


def test_no_character_of_a_text_is_a_tag() -> None:
    assert escape("<b>\x1b&\u202e") == "&lt;b&gt;\\x1b&amp;\\u202e"


@pytest.mark.parametrize(
    "address",
    ["https://example.org/a:b", "HTTP://example.org", "mailto:a@example.org", "../a.html#b:c", "a"],
)
def test_pages_mail_and_relative_paths_are_safe(address: str) -> None:
    assert is_safe_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,a",
        "vbscript:a",
        "//example.org/a",
        "/\\example.org",
        "\\\\example.org",
        "file:///etc/passwd",
    ],
)
def test_what_may_run_a_script_is_no_link(address: str) -> None:
    assert not is_safe_address(address)


@pytest.mark.parametrize("row", [{"operator": "x + \x1b[31m"}, {"operator": "2*x", "id": "\x9bm"}])
def test_a_batch_prints_nothing_that_acts(row: dict[str, str]) -> None:
    """Neither in the answers nor in the messages, whoever wrote the file."""
    command = [sys.executable, "-m", "symlin", "batch", "-"]
    run = subprocess.run(
        command, input=json.dumps(row), capture_output=True, encoding="utf-8", check=False
    )
    for text in (run.stdout, run.stderr):
        assert visible(text) == text


@pytest.mark.parametrize(
    "note",
    [
        "[here](javascript:alert(1))",
        "[here]( JavaScript&colon;alert(1))",
        "[here](data:text/html,x)",
        "![a](//host/x)",
        "[b]: javascript:alert(1)",
    ],
)
def test_markdown_makes_no_link_of_what_may_act(note: str) -> None:
    """GitHub takes such links out, and other readers of Markdown follow them."""
    written = to_markdown(Document("note", (Paragraph(note),)))
    assert not re.search(r"(?<!\\)\][(:]", written)


@pytest.mark.parametrize(
    "note", ["[a](https://example.org/b?c=d)", "[1/2 1/2]: the mean", "[a](b)"]
)
def test_markdown_leaves_other_links_and_brackets_alone(note: str) -> None:
    assert note in to_markdown(Document("note", (Paragraph(note),)))


@pytest.mark.parametrize(
    ("note", "line"),
    [
        ("# a", r"\# a"),
        ("### a", r"\### a"),
        ("```\nrm", r"\`\`\` rm"),
        ("~~~~ sh", r"\~\~\~\~ sh"),
        ("- a", r"\- a"),
        ("+ a", r"\+ a"),
        ("12. a", r"12\. a"),
        ("3) a", r"3\) a"),
        ("> a", r"\> a"),
        ("| a | b |", r"\| a | b |"),
        ("--- | ---", r"\--- | ---"),
        ("---", r"\---"),
        ("====", r"\===="),
        ("_ _ _", r"\_ _ _"),
        ("    a", "a"),
        ("[a]: https://example.org", r"\[a]: https://example.org"),
        ("&copy; a", r"\&copy; a"),
        ("-1 or --timeout", "-1 or --timeout"),
        ("1.5 and #1", "1.5 and #1"),
        ("x & y;", "x & y;"),
    ],
)
def test_a_note_in_markdown_is_a_paragraph(note: str, line: str) -> None:
    """A fence in a note made code of the rest of the page, and # a heading."""
    for blocks in ((Paragraph(note),), (Items((note,)),)):
        written = to_markdown(Document("note", blocks)).split("\n\n")[1].rstrip("\n")
        assert written.removeprefix("- ") == line


def test_nor_does_a_line_further_down_begin_anything_else() -> None:
    """Where a line ends is up to symlin, and a word of the note stands first in the next."""
    words = ["#", "```", "1.", "---"]
    written = to_markdown(Document("note", (Paragraph(" ".join(["x" * 96, *words])),)))
    assert written.splitlines()[3].startswith(r"\`\`\` 1.")


def test_markdown_shows_what_would_act() -> None:
    written = to_markdown(Document("note", (Paragraph("\u202e\x1b[2J\x00"), Code("\x9b", "sh"))))
    assert written.isascii() and written.replace("\n", "").isprintable()
