"""What an encoding lacks is spelled out: every command prints everywhere, and says the same."""

import io
import json
import os
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from typing import Any

import pytest
from click.testing import CliRunner

from symlin import api
from symlin.commands.legible import SIGNS, WORDS, legible, spelling
from symlin.commands.run import run
from symlin.report.answers import Answer

ENCODINGS = ["ascii", "cp1252", "latin-1", "cp437", "utf-16", "utf-8"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("f(x) ≈ 0.68", "f(x) ~= 0.68"),
        ("x ≤ 1, y ≥ 2, z ≠ 3", "x <= 1, y >= 2, z != 3"),
        ("2·x − y × z", "2*x - y * z"),
        ("α*x + β", "alpha*x + beta"),
        ("2αx + Ω", "2 alpha x + Omega"),
        ("λ → μ", "lambda -> mu"),
        ("√2 + √x + √(x + 1)", "sqrt(2) + sqrt(x) + sqrt(x + 1)"),
        ("x² + x⁻¹⁰", "x^2 + x^(-10)"),
        ("x₁ + x₁₂", "x_1 + x_12"),
        ("Hölder, Erdős", "Holder, Erdos"),
        ("ℝ → ℝ", "R -> R"),
        ("x ∈ ℝ", "x in R"),
        ("a\N{NO-BREAK SPACE}b…", "a b..."),
        ("“f” – it’s", '"f" - it\'s'),
    ],
)
def test_a_character_that_ascii_lacks_is_spelled_as_people_type_it(
    text: str, expected: str
) -> None:
    """A reader in a plain terminal must understand the formula, not admire question marks."""
    assert legible(text, "ascii") == expected


def test_only_what_the_encoding_lacks_is_replaced() -> None:
    """On Windows é and – can be printed, and ≤ cannot."""
    assert legible("é – ≤", "cp1252") == "é – <="
    assert legible("é – ≤ α x⁻¹", "utf-8") == "é – ≤ α x⁻¹"


def test_a_power_is_spelled_as_a_whole() -> None:
    """latin-1 has ² and ³ but not ⁰: 'x²⁰' with half of it raised would be x squared times 0."""
    assert legible("x²⁰", "latin-1") == "x^20"
    assert legible("x²", "latin-1") == "x²"


def test_the_caret_stays_below_the_place() -> None:
    """An error that points at the wrong character sends its reader astray."""
    assert (
        legible("what\n  √α + @\n       ^", "ascii") == "what\n  sqrt(alpha) + @\n                ^"
    )


def test_bytes_that_are_no_text_do_not_stop_the_answer() -> None:
    """A shell passes every byte on; Python keeps those that are no UTF-8 as lone surrogates."""
    assert legible("\udcff", "utf-8") == "\\udcff"


def test_every_character_has_a_spelling_and_none_loses_a_negation() -> None:
    """ "not an element of" must never be printed as "element of", by whatever decomposition."""
    for code in range(128, sys.maxunicode + 1):
        char = chr(code)
        found = spelling(char)
        assert found, hex(code)
        assert found.isascii(), hex(code)
        if "NOT" in unicodedata.name(char, "").split() and char not in SIGNS and char not in WORDS:
            assert found.startswith(("<", "\\")), char


def test_no_two_relations_share_a_spelling() -> None:
    """Signs of the table that mean different things stay different."""
    alike = {"<=": {"≤", "⩽"}, ">=": {"≥", "⩾"}}
    for sign in "≤≥≠≈≡≔⩽⩾∈∉→←↦⇒⇔":
        same = {other for other in (*SIGNS, *WORDS) if spelling(other) == spelling(sign)}
        assert same <= alike.get(spelling(sign), {sign, "⟶"}), sign


COMMANDS: list[list[str]] = [
    ["check", "relu"],
    ["check", "leaky_relu", "gelu", "--json"],
    ["check", "x ≤≤ α²"],
    ["check", "rélu", "--json"],
    ["explain", "relu"],
    ["explain", "gelu", "--format", "markdown"],
    ["explain", "gelu", "--format", "latex"],
    ["explain", "gelu", "--format", "html"],
    ["equiv", "relu", "gelu"],
    ["equiv", "relu", "2·x", "--json"],
    ["fuzz", "softplus", "--examples", "50"],
    ["list"],
    ["list", "--json"],
    ["export", "gelu", "--to", "latex"],
    ["export", "relu", "--to", "json"],
    ["export", "relu", "--to", "smtlib", "--law", "additivity"],
    ["verify", "README – nicht da.md"],
    ["plot", "relu", "-o", "α.gif"],
    ["docs", "/dev/null/√"],
    ["batch", "-"],
    ["--help"],
    ["--version"],
    ["chéck"],
]


@dataclass(frozen=True)
class Printed:
    code: int
    stdout: bytes
    stderr: bytes


@pytest.fixture(autouse=True)
def _decided_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The verdict does not depend on the encoding, and is not what is tested here."""
    monkeypatch.setattr(api, "check_in_two", remembered)


CHECK = api.check_in_two
ANSWERS: dict[str, Answer] = {}


def remembered(text: str, **options: Any) -> Answer:
    key = repr((text, options))
    if key not in ANSWERS:
        found = CHECK(text, **options)
        whole = found.doubted()
        ANSWERS[key] = Answer(found.report, lambda: whole)
    return ANSWERS[key]


def invoked(arguments: list[str], encoding: str) -> Printed:
    """What `symlin` prints through streams of that encoding, as its entry point runs it."""
    line = '{"id": "α²", "operator": "Max(x, 0)", "note": "≤"}\n'
    with CliRunner(charset=encoding).isolation(line.encode()) as (out, err, _):
        code = run(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
        return Printed(code, out.getvalue(), err.getvalue())


def need_names(arguments: list[str]) -> None:
    """Skips the test where a disk or a process can have no such name, as under a latin-1 locale."""
    try:
        list(map(os.fsencode, arguments))
    except UnicodeEncodeError as error:
        pytest.skip(f"a name cannot be given here: {error}")


@pytest.mark.parametrize("encoding", [e for e in ENCODINGS if e != "utf-8"])
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_every_command_prints_in_every_encoding(arguments: list[str], encoding: str) -> None:
    """The answer must not depend on where it is printed; today's pipes on Windows are cp1252."""
    need_names(arguments)
    found, expected = invoked(arguments, encoding), invoked(arguments, "utf-8")
    assert found.code == expected.code != 5
    assert bool(found.stdout) == bool(expected.stdout)
    assert bool(found.stderr) == bool(expected.stderr)
    assert "�" not in (found.stdout + found.stderr).decode(encoding)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_json_is_the_same_object_in_every_encoding(encoding: str) -> None:
    """A character that is escaped is read back; one that is spelled out would be another text."""
    arguments = ["check", "rélu α", "--json"]
    (found,) = map(json.loads, invoked(arguments, encoding).stdout.decode(encoding).splitlines())
    assert found["operator"] == "rélu α"


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "cp437"])
def test_json_in_an_old_encoding_is_utf8_too(encoding: str) -> None:
    """Whoever reads JSON reads UTF-8, and ASCII is that."""
    assert invoked(["check", "rélu α", "--json"], encoding).stdout.isascii()


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "cp437"])
def test_a_page_of_html_says_the_truth_about_its_encoding(encoding: str) -> None:
    """It calls itself UTF-8, whatever the stream is that it goes through."""
    page = invoked(["explain", "gelu", "--format", "html"], encoding).stdout
    assert b'charset="utf-8"' in page
    assert page.isascii()
    assert b"&#8776;" in page


@pytest.mark.parametrize(
    ("variables", "arguments"),
    [
        ({"PYTHONIOENCODING": "cp1252"}, ["explain", "relu"]),
        ({"PYTHONIOENCODING": "ascii"}, ["explain", "gelu"]),
        ({"PYTHONIOENCODING": "utf-16"}, ["explain", "relu"]),
        ({"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, ["explain", "gelu"]),
        ({"PYTHONIOENCODING": "ascii"}, ["check", "x ≤≤ α"]),
        ({"PYTHONIOENCODING": "ascii"}, ["chéck"]),
        ({"PYTHONIOENCODING": "ascii"}, ["check", "relu", "--shape", "é"]),
    ],
)
def test_the_environment_of_a_process_does_not_matter(
    variables: dict[str, str], arguments: list[str]
) -> None:
    """With Python's own streams, and all that click prints by itself."""
    need_names(arguments)
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "PYTHONIO"))}
    command = [sys.executable, "-m", "symlin", *arguments]
    done = subprocess.run(command, capture_output=True, env=kept | variables, check=False)
    encoding = variables.get("PYTHONIOENCODING", "ascii")
    text = (done.stdout + done.stderr).decode(encoding)
    assert done.returncode in (0, 2)
    assert "bug" not in text
    assert "�" not in text
    assert len(text) > 60


def test_an_argument_is_read_as_it_was_typed_in_any_locale() -> None:
    """With LC_ALL=C Python hands over bytes in disguise; the terminal still sends UTF-8."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "PYTHONIO"))}
    plain = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "symlin", "check", "2·x".encode(), "-q", "--no-crosscheck"]
    done = subprocess.run(command, capture_output=True, env=kept | plain, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_what_another_library_prints_is_caught_at_the_stream() -> None:
    """rich and click write by themselves; the stream spells for them what it lacks."""
    from symlin.commands import output

    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, "ascii")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", stream)
        output.prepare()
        stream.write("α ≤ ½")
        stream.flush()
    assert raw.getvalue() == b"alpha <= (1/2)"


def test_unicode_itself_is_left_alone() -> None:
    """Most people see every character as it is meant."""
    text = "α ≤ β ≈ √2 · x²"
    assert all(legible(text, encoding) == text for encoding in ("utf-8", "utf-16", "utf-8-sig"))
