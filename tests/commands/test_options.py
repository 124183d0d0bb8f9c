"""What is a formula and what an option; how loud an answer is; what every tool understands."""

import json
import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from symlin.commands.cli import cli


def symlin(*arguments: str, **options: object) -> Result:
    return CliRunner().invoke(cli, arguments, prog_name="symlin", **options)  # type: ignore[arg-type]


FORMULAS = ["-x", "-y", "--x", "-3*x", "-x + 1", "-(x)", "-relu(x)", "-w*x", "-x1"]
EVERY = sorted(cli.commands)
ASKING = ["check", "equiv", "explain", "export", "fuzz", "plot"]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_can_only_be_a_formula_is_one(text: str) -> None:
    """A function that begins with a minus sign needs no ceremony."""
    result = symlin("check", text, "-q", "--no-crosscheck")
    assert result.exit_code in (0, 1), result.output


@pytest.mark.parametrize("letter", ["v", "q", "h"])
def test_what_other_tools_call_an_option_is_one(letter: str) -> None:
    """`symlin check relu -v` asked whether -v is linear, once."""
    result = symlin("check", "relu", f"-{letter}", "--no-crosscheck")
    assert "(v) =" not in result.stdout
    assert "f(x) = -" not in result.stdout


@pytest.mark.parametrize("text", ["-v", "-j", "-V"])
def test_what_could_be_either_is_said_to_need_two_dashes(text: str) -> None:
    """And with them it is understood."""
    result = symlin("check", text)
    assert result.exit_code == 2
    assert f"symlin check -- {text}" in result.stderr
    written = symlin("check", "--inputs", text[1], "-q", "--", text)
    assert (written.exit_code, "LINEAR" in written.stdout) == (0, True)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("--tiemout", "--timeout"),
        ("--shäpe", "--shape"),
        ("-verbose", "--verbose"),
        ("--asume=x>0", "--assume"),
    ],
)
def test_a_misspelt_option_is_not_taken_for_a_formula(typed: str, meant: str) -> None:
    """What was meant is at hand."""
    result = symlin("check", "relu", typed)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert meant in result.stderr


def test_an_option_and_its_value_may_be_one_word(tmp_path: Path) -> None:
    """-oFILE and --output=FILE, and flags together, as everywhere."""
    for k, words in enumerate((["-o{}"], ["--output={}"], ["-o", "{}"])):
        target = tmp_path / f"{k}.json"
        given = [word.format(target) for word in words]
        assert symlin("export", "relu", "--to", "json", *given).exit_code == 0
        assert target.is_file()
    assert "exclude each other" in symlin("check", "relu", "-qv").stderr


def test_the_value_of_an_option_may_begin_with_a_minus_sign() -> None:
    """A condition such as -x < 0 is none of the formulas."""
    result = symlin("check", "--assume", "-x <= 0", "relu", "--no-crosscheck", "-q")
    assert result.exit_code == 0
    assert "assuming -x <= 0" in result.stdout


@pytest.mark.parametrize("command", [None, *EVERY])
def test_a_short_h_is_help(command: str | None) -> None:
    """The first thing that somebody types."""
    words = [command] if command else []
    assert symlin(*words, "-h").stdout == symlin(*words, "--help").stdout
    assert symlin(*words, "-h").exit_code == 0


def test_a_capital_v_is_the_version() -> None:
    assert symlin("-V").stdout == symlin("--version").stdout


@pytest.mark.parametrize("command", ASKING)
def test_a_missing_operator_is_explained(command: str) -> None:
    """With what goes in its place."""
    result = symlin(command)
    assert result.exit_code == 2
    assert "Expected an operator such as relu" in result.stderr


def test_a_missing_option_is_explained() -> None:
    result = symlin("plot", "relu")
    assert result.exit_code == 2
    assert "The picture: NAME.png or NAME.svg" in result.stderr


@pytest.mark.parametrize("word", ["relu", "Max(x, 0)"])
def test_an_operator_without_a_command_is_told_where_it_belongs(word: str) -> None:
    """Somebody who has not read the help asks this way first."""
    result = symlin(word)
    assert result.exit_code == 2
    assert re.search(r"symlin check '?" + re.escape(word), result.stderr)


@pytest.mark.parametrize("names", ["x,,y", ",x", "x,", " , ", ""])
def test_names_with_one_left_out_are_refused(names: str) -> None:
    """A forgotten name would make a parameter of an input."""
    result = symlin("check", "x + y", f"--inputs={names}")
    assert result.exit_code == 2
    assert "names such as x,y" in result.stderr


@pytest.mark.parametrize("names", ["x,y", "x y", "x, y", " x , y "])
def test_names_are_separated_by_commas_or_blanks(names: str) -> None:
    assert symlin("check", "x + y", "--inputs", names, "-q").exit_code == 0


def test_every_click_error_is_malformed_input_and_says_what_was_expected() -> None:
    """Exit code 1 would read as "not linear"."""
    for words in (
        ["check", "relu", "--timeout", "soon"],
        ["check", "relu", "--seed", "-3"],
        ["equiv", "relu"],
        ["explain", "relu", "--format", "pdf"],
        ["export", "relu"],
        ["batch", "there is no such file"],
        ["verify", "there is no such file"],
        ["docs"],
        ["chek"],
        ["relu", "relu"],
    ):
        result = symlin(*words)
        assert result.exit_code == 2, words
        assert re.search(r"Error: .{20}", result.stderr), words


def test_quiet_is_the_verdict_alone() -> None:
    """One line an operator, for scripts that read it and for eyes that count."""
    result = symlin("check", "relu", "identity", "--quiet", "--no-crosscheck")
    assert [line.split("  ")[-1].strip() for line in result.stdout.splitlines()] == [
        "NOT LINEAR",
        "LINEAR",
    ]
    assert symlin("equiv", "relu", "Max(x, 0)", "-q").stdout.splitlines() == [
        "f(x) = max(x, 0)",
        "g(x) = max(x, 0)                                               THE SAME FUNCTION",
    ]
    assert symlin("fuzz", "relu", "--examples", "50", "-q").stdout.count("\n") == 1


def test_quiet_does_not_leave_out_what_the_verdict_assumes() -> None:
    """ "relu is linear" without "for x >= 0" would be false."""
    result = symlin("check", "relu", "--assume", "x >= 0", "-q", "--no-crosscheck")
    assert "assuming x >= 0" in result.stdout


def test_quiet_does_not_leave_out_a_contradiction(monkeypatch: pytest.MonkeyPatch) -> None:
    """What must not be relied on must not look as if it could be."""
    from symlin.decision.opinion import CrossCheck

    opinion = CrossCheck("disagrees", 1, 0, "f(1) is 2, not 1")
    monkeypatch.setattr("symlin.crosscheck.cross_check", lambda *_: opinion)
    result = symlin("check", "identity", "-q")
    assert result.exit_code == 4
    assert "DISAGREES" in result.stdout


def test_verbose_adds_method_size_and_time() -> None:
    """For who wonders what stands behind a line."""
    usual = symlin("check", "relu", "--no-crosscheck").stdout
    result = symlin("check", "relu", "--no-crosscheck", "--verbose").stdout
    assert len(result.splitlines()) >= len(usual.splitlines()) + 7
    for law in ("additivity", "homogeneity", "linear", "affine", "positive homogeneity", "odd"):
        assert re.search(rf"^ +{law} +[a-z ]+; [\d,]+ bytes; [\d.]+ m?s$", result, re.MULTILINE)
    assert re.search(
        r"^  deciding +[\d.]+ m?s\n  numeric examples +[\d.]+ m?s$", result, re.MULTILINE
    )
    assert re.search(r"^ +equivalent +.+; [\d,]+ bytes", symlin("equiv", "x", "x", "-v").stdout, 8)


def test_the_size_that_verbose_shows_is_that_of_the_exported_file() -> None:
    """Numbers that are shown are true."""
    exported = symlin("export", "relu", "--to", "json").stdout
    shown = symlin("check", "relu", "-v").stdout
    assert f"; {len(exported.encode()):,} bytes;" in next(
        line for line in shown.splitlines() if line.startswith("    linear ")
    )


def test_json_is_whole_however_loud() -> None:
    """A script gets what it reads."""
    for flag in ("-q", "-v"):
        found = json.loads(symlin("check", "relu", "--json", flag, "--no-crosscheck").stdout)
        assert found["claims"]["linear"]["status"] == "refuted"


def test_verify_can_be_quiet_or_verbose() -> None:
    """Quiet leaves the word alone: a claim without its conditions might be misread."""
    certificate = symlin("export", "relu", "--to", "json").stdout
    assert symlin("verify", "-", "-q", input=certificate).stdout == "accepted\n"
    lines = symlin("verify", "-", "-v", input=certificate).stdout.splitlines()
    assert lines[0].startswith("accepted: ")
    assert lines[-1].strip().startswith(f"{len(certificate):,} bytes")
    other = certificate.replace('"refuted"', '"proved"')
    rejected = symlin("verify", "-", "-q", input=other)
    assert (rejected.exit_code, rejected.stdout) in ((1, "rejected\n"), (2, ""))


def test_a_quiet_batch_prints_only_what_is_wrong(tmp_path: Path) -> None:
    """A hook or a job of CI is read when it fails, and then for the reason."""
    rows = [
        {"operator": "x", "expect": {"linear": "proved"}},
        {"operator": "relu", "expect": {"linear": "proved"}},
        {"id": "typo", "operator": "rleu"},
    ]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    result = symlin("batch", "-", "-q", "--no-crosscheck", input=lines)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [
        "relu: linear is refuted, expected proved",
        "line 3 (typo): no operator 'rleu'; did you mean relu?",
    ]
    target = tmp_path / "reports.jsonl"
    result = symlin("batch", "-", "-q", "-o", str(target), "--no-crosscheck", input=lines)
    assert result.stdout == ""
    assert target.read_text(encoding="utf-8").count("\n") == 3


def test_every_option_has_a_help_text_that_fits() -> None:
    """Written for a terminal of 80 columns; a sentence, or the end of one."""
    for name, command in cli.commands.items():
        text = symlin(name, "--help").stdout
        assert max(map(len, text.splitlines())) <= 80, name
        for param in command.params:
            if isinstance(param, click.Option):
                assert (param.help or "").rstrip("]").strip(), (name, param.name)
