"""What commands write: whole files, under any name, and never over what they read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from symlin.commands.run import run

ROOT = Path(__file__).parents[2]
LINE = json.dumps({"operator": "2*x"}) + "\n"
QUICK = ["--no-crosscheck"]


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "lines.jsonl"
    path.write_text(LINE, encoding="utf-8")
    return path


def symlin(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A process with the terminal's words, as bytes of UTF-8 whatever its locale."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    command = [sys.executable, "-m", "symlin", *words]
    raw = [word.encode() for word in command]
    return subprocess.run(raw, capture_output=True, encoding="utf-8", check=False, env=env)


def named(*parts: str) -> Path:
    """The path that a terminal means which sends UTF-8, whatever the locale of the tests is."""
    return Path(*(os.fsdecode(part.encode()) for part in parts))


ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}


@pytest.mark.skipif(os.name != "posix", reason="names of files are Unicode elsewhere")
def test_a_name_that_the_locale_lacks_is_a_name(source: Path) -> None:
    """Words are read as UTF-8 also where the locale knows ASCII alone; so are names of files."""
    drawn = symlin("plot", "relu", "-o", "bild-ü.svg", **ASCII)
    assert (drawn.returncode, drawn.stderr) == (0, "")
    assert drawn.stdout.startswith("bild-u.svg: relu is not linear")
    assert named("bild-ü.svg").stat().st_size > 1000
    assert symlin("export", "relu", "--to", "json", "-o", "ü.json", **ASCII).returncode == 0
    assert symlin("verify", "ü.json", **ASCII).returncode == 0
    named("öl.jsonl").write_text(LINE, encoding="utf-8")
    assert symlin("batch", "öl.jsonl", "-o", "ß.jsonl", *QUICK, **ASCII).returncode == 0
    assert json.loads(named("ß.jsonl").read_text(encoding="utf-8"))["matrix"] == [["2"]]


@pytest.mark.skipif(os.name != "posix", reason="names of files are Unicode elsewhere")
def test_a_site_is_written_under_a_name_that_the_locale_lacks(source: Path) -> None:
    done = symlin("docs", "Häuser", "--from", "lines.jsonl", "--jobs", "1", **ASCII)
    assert done.returncode == 0, done.stderr
    assert named("Häuser", "index.html").is_file()


@pytest.mark.quick
@pytest.mark.parametrize("name", ["half-\ud800", "null-\0"])
@pytest.mark.parametrize(
    "words",
    [
        ["plot", "relu", "-o"],
        ["export", "relu", "--to", "json", "-o"],
        ["batch", "lines.jsonl", "-o"],
        ["batch"],
        ["verify"],
        ["docs"],
    ],
    ids=" ".join,
)
def test_what_no_file_can_be_called_is_a_mistake_in_the_command(
    words: list[str], name: str, source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And none in symlin."""
    assert run([*words, name]) == 2
    assert "cannot be the name of a file" in capsys.readouterr().err


@pytest.mark.quick
@pytest.mark.parametrize("way", ["itself", "symlink", "hard link", "another path"])
def test_a_batch_never_overwrites_what_it_reads(
    way: str, source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It destroyed its input, and then had nothing to read."""
    target = source.with_name("out.jsonl")
    if way == "symlink":
        target.symlink_to(source)
    elif way == "hard link":
        target.hardlink_to(source)
    elif way == "itself":
        target = source
    else:
        target = source.parent / ".." / source.parent.name / source.name
    assert run(["batch", str(source), "-o", str(target), *QUICK]) == 2
    assert "is the file that is read" in capsys.readouterr().err
    assert source.read_text(encoding="utf-8") == LINE


@pytest.mark.parametrize("words", [["lines.jsonl"], ["-"]])
def test_a_batch_is_not_added_to_what_it_reads(words: list[str], source: Path) -> None:
    with source.open("rb") as given, source.open("ab") as added:
        command = [sys.executable, "-m", "symlin", "batch", *words]
        done = subprocess.run(command, stdin=given, stdout=added, stderr=-1, check=False)
    assert done.returncode == 2
    assert b"standard output is the file that is read" in done.stderr
    assert source.read_text(encoding="utf-8") == LINE


def test_a_site_never_overwrites_what_it_is_made_of(source: Path) -> None:
    """Not even with --force."""
    site = source.parent / "site"
    site.mkdir()
    (site / "index.html").write_text(LINE, encoding="utf-8")
    words = ["docs", str(site), "--from", str(site / "index.html"), "--jobs", "1", "--force"]
    assert run(words) == 2
    assert (site / "index.html").read_text(encoding="utf-8") == LINE
    assert list(site.iterdir()) == [site / "index.html"]


def test_a_site_spares_what_is_not_its_own(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file outside was overwritten through a link, and a foreign one without a word."""
    site = source.parent / "site"
    words = ["docs", str(site), "--from", str(source), "--jobs", "1", "-q"]
    assert run(words) == run(words) == 0
    (site / "assets" / "site.css").write_text("mine", encoding="utf-8")
    assert run(words) == 2
    assert "site.css: symlin did not write it" in capsys.readouterr().err
    (site / "index.html").write_text("mine", encoding="utf-8")
    assert run(words) == 2  # at once: nobody waits for pages that will not be written
    assert "index.html: symlin did not write it" in capsys.readouterr().err
    assert run([*words, "--force"]) == 0
    assert "mine" not in (site / "index.html").read_text(encoding="utf-8")
    (site / "assets" / "site.css").unlink()
    (outside := source.with_name("outside")).write_text("mine", encoding="utf-8")
    (site / "assets" / "site.css").symlink_to(outside)
    assert run(words) == 2
    assert "site.css: a symbolic link, which is not followed" in capsys.readouterr().err
    assert outside.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("target", ["coq", "smtlib"])
def test_an_export_spares_what_is_not_its_own(
    target: str, source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The files of a folder have names of symlin's choice: somebody may have a Makefile there."""
    folder = source.parent / "proof"
    folder.mkdir()
    name = {"coq": "Makefile", "smtlib": "odd.smt2"}[target]
    (folder / name).write_text("mine", encoding="utf-8")
    words = ["export", "relu", "--to", target, "-o", str(folder)]
    assert run(words) == 2
    assert f"{name}: symlin did not write it" in capsys.readouterr().err
    assert [path.name for path in folder.iterdir()] == [name]
    assert run([*words, "--force"]) == 0
    assert (folder / name).read_text(encoding="utf-8") != "mine"
    assert run(words) == 0


LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))
from symlin.commands.run import run
sys.exit(run(sys.argv[1:]))
"""
"""A process none of whose files can grow beyond 200 bytes: the rest of a write fails."""


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="limits as Linux has them")
@pytest.mark.parametrize(
    "words",
    [
        ["plot", "relu", "-o", "out.svg"],
        ["export", "relu", "--to", "json", "-o", "out.json"],
        ["export", "relu", "--to", "latex", "-o", "out.tex"],
        ["export", "relu", "--to", "smtlib", "-o", "out"],
        ["docs", "out", "--from", "lines.jsonl", "--jobs", "1", "-q"],
        ["batch", "lines.jsonl", "-o", "out.jsonl", *QUICK],
    ],
    ids=" ".join,
)
def test_no_room_leaves_no_cut_file(words: list[str], source: Path) -> None:
    """A picture was cut, and exports were left empty; the reason is said, with the file."""
    command = [sys.executable, "-B", "-c", LIMITED, *words]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("symlin: out") and "File too large" in done.stderr
    left = [path for path in source.parent.rglob("*") if path.is_file() and path != source]
    assert [path for path in left if path.stat().st_size] == []
    assert {path.name for path in left} <= {"out.jsonl"}
