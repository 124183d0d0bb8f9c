"""The command line: what is printed where, and the exit codes that scripts rely on."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from symlin import api
from symlin.commands import answers
from symlin.commands.cli import cli
from symlin.commands.run import run
from symlin.decision.opinion import CrossCheck

SYMLIN = [sys.executable, "-m", "symlin"]
Invoke = Callable[..., Result]


@pytest.fixture
def symlin() -> Invoke:
    def invoke(*arguments: str, **options: object) -> Result:
        return CliRunner().invoke(cli, arguments, **options)  # type: ignore[arg-type]

    return invoke


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["relu(x) - relu(-x)"], answers.HOLDS),
        (["relu"], answers.FAILS),
        (["leaky_relu"], answers.FAILS),
        (["rleu"], answers.MALFORMED),
        (["identity", "relu"], answers.FAILS),
        (["relu", "identity", "x +"], answers.MALFORMED),
        (["avg_pool2d(2)", "--shape", "4,4"], answers.HOLDS),
        (["max_pool1d(2)", "--shape", "4"], answers.FAILS),
        (["max_pool1d(1)", "--shape", "4"], answers.HOLDS),
        (["w*x", "--inputs", "w x"], answers.FAILS),
        (["relu", "--assume", "x >= 0"], answers.HOLDS),
    ],
)
def test_check_exits_with_the_verdict(symlin: Invoke, arguments: list[str], code: int) -> None:
    assert symlin("check", *arguments).exit_code == code


def test_unknown_has_its_own_code(symlin: Invoke) -> None:
    """With no time at all, nothing can be decided; that is no verdict either way."""
    hard = "Max(" + ", ".join(f"sin({k}*x)" for k in range(1, 30)) + ") - exp(x)*x**3"
    result = symlin("check", hard, "--timeout", "0.000001", "--no-crosscheck")
    assert result.exit_code == answers.UNKNOWN
    assert "UNKNOWN" in result.output


def test_a_disagreement_has_its_own_code(symlin: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    def disagrees(*_: object) -> CrossCheck:
        return CrossCheck("disagrees", 1, 0, "f(1) is 2, not 1")

    monkeypatch.setattr("symlin.crosscheck.cross_check", disagrees)
    result = symlin("check", "identity")
    assert result.exit_code == answers.DISAGREES
    assert "bug in symlin" in result.stdout.replace("\n", " ")


@pytest.mark.parametrize("text", ["-x", "-x + 1 - relu(-x)", "--x", "-3*x", "-(x)"])
def test_a_formula_may_begin_with_a_minus_sign(symlin: Invoke, text: str) -> None:
    for arguments in (["--", text], [text]):
        assert symlin("check", "--no-crosscheck", *arguments).exit_code in (0, 1)


def test_a_misspelt_option_is_not_taken_for_a_formula(symlin: Invoke) -> None:
    result = symlin("check", "relu", "--tiemout", "3")
    assert result.exit_code == answers.MALFORMED
    assert "--timeout" in result.stderr


@pytest.mark.parametrize(
    "options",
    [
        ["--shape", "4,,4"],
        ["--shape", "0"],
        ["--shape", "-3"],
        ["--shape", "a"],
        ["--inputs", " , "],
        ["--timeout", "0"],
        ["--timeout", "-1"],
        ["--timeout", "soon"],
        ["--seed", "x"],
        ["--assume", "alpha >"],
        ["--assume", "q > 0"],
    ],
)
def test_a_bad_option_is_malformed_input(symlin: Invoke, options: list[str]) -> None:
    result = symlin("check", "relu", *options)
    assert result.exit_code == answers.MALFORMED
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


def test_malformed_text_is_shown_with_a_caret_on_stderr(symlin: Invoke) -> None:
    result = symlin("check", "x + rleu(x)")
    assert result.stdout == ""
    assert "relu" in result.stderr
    assert result.stderr.rstrip().endswith("\n      ^")


HOSTILE = [
    "",
    "   ",
    "((x)",
    "x)",
    "x.__class__",
    "__import__('os').system('true')",
    "(lambda: x)()",
    "9**9**9**9*x",
    "(" * 5000 + "x" + ")" * 5000,
    "1" * 100_000 + "*x",
    "Piecewise()",
    "x if",
    "nosuchthing(x)",
    "x\x00",
    "\ud800",
    "x; y",
    "x = 3",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_refused_quickly_with_one_error(symlin: Invoke, text: str) -> None:
    start = time.process_time()
    result = symlin("check", "--", text)
    if text.startswith("Piecewise"):  # it may be understood, as undefined elsewhere
        assert result.exit_code in (answers.MALFORMED, answers.FAILS, answers.HOLDS)
    else:
        assert result.exit_code == answers.MALFORMED
        assert result.stderr.count("symlin: ") == 1
    assert "Traceback" not in result.output
    assert time.process_time() - start < 5


def test_json_is_one_object_per_line(symlin: Invoke) -> None:
    result = symlin("check", "relu", "identity", "rleu", "--json")
    first, second, third = map(json.loads, result.stdout.splitlines())
    assert first["claims"]["linear"]["status"] == "refuted"
    assert second["matrix"] == [["1"]]
    assert third["operator"] == "rleu"
    assert "relu" in third["error"]


@pytest.mark.parametrize(
    "command", [["check", "2*x"], ["equiv", "x"], ["fuzz"]], ids=["check", "equiv", "fuzz"]
)
def test_an_error_in_json_carries_its_place_and_what_to_write_instead(
    symlin: Invoke, command: list[str]
) -> None:
    """As in a batch: a script that repairs a text needs the texts, not the sentence about them."""
    result = symlin(*command, "y = x + 1/2x", "--json")
    found = json.loads(result.stdout.splitlines()[-1])
    assert result.exit_code == answers.MALFORMED
    assert found["position"] == 11
    assert found["suggestions"] == ["y = x + (1/2)*x", "y = x + 1/(2*x)"]
    unknown = json.loads(symlin(*command, "", "--json").stdout.splitlines()[-1])
    assert unknown["error"]
    assert "suggestions" not in unknown


def test_the_seed_is_the_one_that_is_reported(symlin: Invoke) -> None:
    found = json.loads(symlin("check", "relu", "--json", "--seed", "7").stdout)
    assert found["crosscheck"]["seed"] == 7
    assert found["crosscheck"]["status"] == "agrees"
    found = json.loads(symlin("check", "relu", "--json", "--no-crosscheck").stdout)
    assert found["crosscheck"]["status"] == "skipped"


def test_equiv_says_whether_and_where(symlin: Invoke) -> None:
    same = symlin("equiv", "Max(x, 0)", "relu")
    assert (same.exit_code, "THE SAME FUNCTION" in same.output) == (0, True)
    different = symlin("equiv", "relu", "leaky_relu(x, 1/10)")
    assert (different.exit_code, "DIFFERENT" in different.output) == (1, True)
    assert "f(-1) = 0   but  g(-1) = -1/10" in different.output
    conditional = symlin("equiv", "relu", "leaky_relu")
    assert (conditional.exit_code, "IFF alpha = 0" in conditional.output) == (1, True)


@pytest.mark.parametrize("pair", [("relu", "rleu"), ("[x, x]", "x"), ("relu", "maximum")])
def test_equiv_refuses_what_cannot_be_compared(symlin: Invoke, pair: tuple[str, str]) -> None:
    assert symlin("equiv", *pair).exit_code == answers.MALFORMED


def test_equiv_as_json(symlin: Invoke) -> None:
    found = json.loads(symlin("equiv", "relu", "x", "--json").stdout)
    assert found["claims"]["equivalent"]["status"] == "refuted"
    assert [operator["name"] for operator in found["operators"]] == ["relu", "x"]


def test_list_is_a_table_whose_last_word_is_the_literatures(symlin: Invoke) -> None:
    lines = symlin("list").stdout.splitlines()
    assert lines[0].split("  ")[0] == "operator"
    assert "in the literature" in lines[0]
    relu = next(line for line in lines if line.startswith("relu "))
    assert relu.split() == ["relu", "activation", "not", "linear", "relu(x)"]


def test_list_as_json_has_one_entry_per_operator(symlin: Invoke) -> None:
    entries = [json.loads(line) for line in symlin("list", "--json").stdout.splitlines()]
    relu = next(entry for entry in entries if entry["name"] == "relu")
    assert relu["literature"]["linear"] == "refuted"
    assert relu["signature"] == "relu(x)"


def test_fuzz_finds_what_numbers_show(symlin: Invoke) -> None:
    result = symlin("fuzz", "relu", "--examples", "60")
    assert result.exit_code == answers.FAILS
    assert "f(x + y)" in result.output


def test_fuzz_says_what_a_clean_result_is_worth(symlin: Invoke) -> None:
    result = symlin("fuzz", "3*x", "--examples", "300")
    assert result.exit_code == answers.HOLDS
    text = " ".join(result.output.split())
    assert "at most about 1 % of such points" in text
    assert "Single points can always be missed" in text


def test_fuzz_as_json(symlin: Invoke) -> None:
    found = json.loads(symlin("fuzz", "x", "--examples", "100", "--json", "--seed", "3").stdout)
    assert found["seed"] == 3
    assert found["fuzz"]["additivity"]["violation"] is None


def test_a_bug_is_a_short_message_with_its_own_code(
    symlin: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("nothing to see")

    monkeypatch.setattr(api, "check_in_two", broken)
    result = symlin("check", "relu")
    assert result.exit_code == answers.BUG
    assert result.stderr == (
        "symlin: symlin failed on this input (a bug): ZeroDivisionError: nothing to see\n"
    )
    monkeypatch.setenv("SYMLIN_TRACEBACK", "1")
    assert isinstance(symlin("check", "relu").exception, ZeroDivisionError)


@pytest.mark.parametrize("command", ["check", "list", "equiv", "fuzz", "batch"])
def test_help_has_examples(symlin: Invoke, command: str) -> None:
    result = symlin(command, "--help")
    assert result.exit_code == 0
    assert max(map(len, result.output.splitlines())) <= 80
    assert command == "list" or f"  symlin {command} " in result.output


def test_no_command_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == answers.MALFORMED
    assert "Usage: symlin" in capsys.readouterr().err


def test_an_interrupt_ends_quietly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(api, "check_in_two", interrupted)
    assert run(["check", "relu"]) == 130
    assert "Traceback" not in capsys.readouterr().err


def test_a_reader_that_leaves_is_no_error() -> None:
    process = subprocess.Popen([*SYMLIN, "list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 141
    process.stderr.close()


def test_an_interrupted_process_leaves_no_traceback() -> None:
    """Also where the tests themselves run in the background of a script, which ignores SIGINT."""
    command = [*SYMLIN, "batch", "-", "--no-crosscheck"]
    pipe = subprocess.PIPE
    ours = signal.signal(signal.SIGINT, signal.default_int_handler)  # what is ignored is inherited
    try:
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe)
    finally:
        signal.signal(signal.SIGINT, ours)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b'{"operator": "x"}\n')
    process.stdin.flush()
    process.stdout.readline()  # it is under way, and now waits for the next line
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=30)
    assert b"Traceback" not in stderr
    assert process.returncode in (130, -signal.SIGINT)


def test_a_pipe_gets_no_escape_codes() -> None:
    environment = {**os.environ, "TERM": "xterm-256color"}
    result = subprocess.run(
        [*SYMLIN, "check", "relu", "identity"], capture_output=True, env=environment, check=False
    )
    assert result.returncode == 1
    assert b"\x1b" not in result.stdout + result.stderr
    assert result.stderr == b""
