"""Without the extra `plot`: every command says what is missing and how to get it."""

import sys

import pytest
from click.testing import CliRunner

import symlin
from symlin.commands.cli import cli
from symlin.decision.decide import decide
from symlin.errors import NotInstalled
from symlin.reading.parse import parse_operator
from symlin.report.plot.picture import plot


@pytest.fixture(autouse=True)
def without_matplotlib(monkeypatch):
    """As after `pip install symlin`, without the extra."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)


def test_without_matplotlib_it_is_said_what_installs_it(tmp_path, monkeypatch):
    """Before anything is computed, and as a user's affair, not as a bug."""
    monkeypatch.setattr("symlin.api.check", lambda *_, **__: pytest.fail("it was decided first"))
    with pytest.raises(NotInstalled, match=r"-m pip install matplotlib"):
        plot(decide(parse_operator("relu"), 20), tmp_path / "relu.png")
    result = CliRunner().invoke(cli, ["plot", "relu", "-o", str(tmp_path / "relu.png")])
    assert result.exit_code == 2
    assert f"{sys.executable} -m pip install matplotlib" in result.stderr
    assert not list(tmp_path.iterdir())


def test_without_matplotlib_pages_are_made_and_say_what_they_lack(tmp_path):
    """Pictures that are missing without a word look like a bug of the site."""
    lines = tmp_path / "own.jsonl"
    lines.write_text('{"operator": "relu", "id": "mine"}')
    arguments = ["docs", str(tmp_path / "site"), "--from", str(lines), "--jobs", "1"]
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0
    assert "pages without pictures: " in result.output
    assert f"{sys.executable} -m pip install matplotlib" in result.stderr
    page = (tmp_path / "site" / "operators" / "mine.html").read_text(encoding="utf-8")
    assert "<img" not in page


def test_without_matplotlib_a_notebook_shows_the_rest():
    """The verdict and the argument need no picture."""
    assert "<img" not in symlin.check("relu", crosscheck=False)._repr_html_()
