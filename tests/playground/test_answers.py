"""What the page is told: the same as the command line says, as soon as it is known."""

from __future__ import annotations

import json
import shlex
from typing import Any

import pytest
from click.testing import CliRunner

import symlin
from symlin.commands.cli import cli, printed
from symlin.playground import answer
from symlin.playground.answer import LOOKING, NO_MEMORY, TRYING, ask
from symlin.playground.page import EXAMPLES
from symlin.playground.question import Question
from symlin.report.site.questions import timeless


def told(**fields: str) -> list[dict[str, Any]]:
    """All messages, in their order."""
    messages: list[str] = []
    ask(json.dumps(fields), messages.append)
    return [json.loads(message) for message in messages]


def whole(**fields: str) -> dict[str, Any]:
    """The answer, with what numbers say of it."""
    found: dict[str, Any] = {}
    for message in told(**fields):
        found |= message.get("answer", {}) | message.get("numbers", {})
    return found


def test_numbers_that_disagree_are_no_line_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole answer is shown anew, and warns before it says anything else."""
    from symlin.decision.opinion import CrossCheck
    from symlin.report import answers

    def doubt(*_: object) -> CrossCheck:
        return CrossCheck("disagrees", 1, 0, "f(1) is 2")

    monkeypatch.setattr(answers, "doubted_numbers", doubt)
    *_, again, numbers = told(q="2*x")
    assert "disagrees" in again["answer"]["html"]
    assert "disagree" in numbers["numbers"]["text"].lower()


def test_the_verdict_comes_before_the_numbers_are_tried() -> None:
    """Nobody waits for what only confirms; and the picture does not wait for it either."""
    messages = told(q="relu(w*x + b)")
    assert messages[0] == {"state": LOOKING}
    assert messages[1]["state"] == TRYING
    early, late = messages[1]["answer"], messages[-1]["numbers"]
    assert "numeric examples agree" in late["text"]
    assert late["text"].startswith(early["text"])
    assert not late["undone"]
    assert "numeric examples" not in early["text"]
    assert messages[2]["picture"]["svg"].startswith("<svg")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e["q"])
def test_the_examples_are_answered_as_by_the_command_that_is_shown(example: dict[str, str]) -> None:
    """The command to copy gives the very text of the page."""
    final = whole(**example)
    words = shlex.split(final["command"])
    assert words[0] == "symlin"
    assert timeless(printed(words[1:])).strip() == timeless(final["text"]).strip()


def test_the_lines_of_python_ask_the_same_question() -> None:
    """They are there to be copied."""
    fields = {"q": "relu(w*x + b)", "assume": "x >= 0\nw >= 0", "inputs": "x", "seconds": "20"}
    assert Question.read(json.dumps(fields)).python == (
        'import symlin\n\nprint(symlin.check("relu(w*x + b)", inputs=["x"], '
        'assume=["x >= 0", "w >= 0"], timeout=20.0))'
    )
    found: dict[str, Any] = {}
    exec(Question.read('{"q": "x", "equiv": "2*x"}').python.replace("print(", "found(", 1),
         {"found": lambda claim: found.update(claim=claim)})  # fmt: skip
    assert found["claim"].status is symlin.Status.REFUTED


def test_every_certificate_of_an_answer_is_accepted(tmp_path: Any) -> None:
    """What is downloaded stands for itself."""
    for question in ({"q": "median3"}, {"q": "y(t) = t*x(t)"}, {"q": "x", "equiv": "2*x/2"}):
        found = whole(**question)
        documents = found["certificates"]
        assert documents
        for law, text in documents.items():
            path = tmp_path / f"{law}.json"
            path.write_text(text)
            assert CliRunner().invoke(cli, ["verify", str(path)]).output.startswith("accepted")
            assert f'href="#certificate-{law}"' in found["html"]


def test_what_cannot_be_read_is_shown_with_its_place_and_what_to_write() -> None:
    """The caret stands below the fault; each suggestion can be asked as it is."""
    (_, message) = told(q="rleu(x)")
    wrong = message["wrong"]
    assert wrong["placed"]
    assert wrong["message"].endswith("\n  rleu(x)\n  ^")
    for suggestion in wrong["suggestions"]:
        assert whole(q=suggestion)["verdict"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"q": " "}, "type an operator"),
        ({"q": "x", "seconds": "soon"}, "seconds: a number, not 'soon'"),
        ({"q": "x", "seconds": "nan"}, "timeout"),
        ({"q": "relu", "shape": "0"}, "positive integers"),
        ({"q": "model.onnx"}, "model.onnx"),
        ({"q": "x", "equiv": "x +"}, "expected"),
    ],
)
def test_an_option_that_cannot_be_read_is_named(fields: dict[str, str], said: str) -> None:
    """In the words of the command line, and no traceback."""
    assert said in told(**fields)[-1]["wrong"]["message"]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (MemoryError(), NO_MEMORY),
        (ModuleNotFoundError("no", name="torch"), "This page has no torch"),
        (ZeroDivisionError("0"), "a bug): ZeroDivisionError: 0"),
    ],
)
def test_a_lack_of_memory_or_of_a_module_is_no_answer(
    monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    """It is said in words, and no verdict comes with it."""

    def fails(*_: object) -> None:
        raise error

    monkeypatch.setattr(answer, "_ask", fails)
    (message,) = told(q="x")
    assert said in message["wrong"]["message"]


def test_what_is_typed_is_no_part_of_the_page() -> None:
    """A link can hold any question, and whoever opens it trusts the site."""
    evil = "<img src=x onerror=alert(1)>"
    for fields in ({"q": evil}, {"q": "x", "assume": evil}, {"q": f'f"{evil}"'}):
        for message in told(**fields):
            assert "<img" not in message.get("answer", {}).get("html", "")
