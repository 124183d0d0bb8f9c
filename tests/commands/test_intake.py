"""Files without an end, pipes that nobody writes to, and everything that can be wrong with a
place: said with the place and the reason, in bounded time and memory; and exit code 2."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import symlin
from symlin.commands import intake
from symlin.commands.intake import beside
from symlin.commands.run import run
from symlin.kernel.certificate import Rejected

ROOT = Path(__file__).parents[2]
LINE = json.dumps({"operator": "2*x"}) + "\n"
READERS = (["verify"], ["batch"], ["docs", "site", "--from"])
LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
from symlin.commands.run import run
from symlin.kernel.certificate import Rejected
sys.exit(run(sys.argv[1:]))
"""
"""A process with a gigabyte and a half of memory."""

ENDLESS = [
    pytest.param(
        place,
        words,
        id=f"{place}-{' '.join(words)}",
        # line by line it is read to its end after all, which takes seconds
        marks=pytest.mark.slow if (place, words) == ("sparse", ["batch"]) else (),
    )
    for place in ("/dev/zero", "sparse")
    for words in READERS
]
on_linux = pytest.mark.skipif(not Path("/dev/full").exists(), reason="devices of Linux")
pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("lines.jsonl").write_text(LINE, encoding="utf-8")
    Path("folder").mkdir()


def limited(*words: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", LIMITED, *words]
    return subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, env=env
    )


@on_linux
@pytest.mark.parametrize(("place", "words"), ENDLESS)
def test_what_has_no_end_is_not_read_to_its_end(place: str, words: list[str]) -> None:
    """It was read until memory was full, and that was called a bug."""
    with open("sparse", "wb") as sparse:
        sparse.truncate(2_100 * 10**6)  # more than there is memory
    done = limited(*words, place)
    assert done.returncode == 2
    assert done.stderr.startswith(f"symlin: {place}: ")
    assert ",000,000 bytes" in done.stderr


@on_linux
def test_a_line_too_long_is_malformed_and_the_rest_goes_on() -> None:
    with open("long.jsonl", "wb") as file:
        file.write(b'{"operator": "')
        for _ in range(100):
            file.write(b"x+" * 500_000)
        file.write(f'x"}}\n{LINE}'.encode())
    done = limited("batch", "long.jsonl", "--no-crosscheck")
    first, second = map(json.loads, done.stdout.splitlines())
    assert (done.returncode, first["line"]) == (2, 1)
    assert first["error"] == "the line has more than 16,000,000 bytes"
    assert second["matrix"] == [["2"]]


@pytest.mark.quick
def test_a_longer_line_is_passed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(intake, "LONGEST_LINE", 4)
    monkeypatch.setattr(intake, "_PIECE", 3)
    path = tmp_path / "lines"
    path.write_bytes(b"a\n" + b"b" * 40 + b"\nabc\nabcd\n\n" + b"c" * 40)
    with path.open("rb") as file:
        assert intake.count_lines(file) == 6
        found = list(intake.lines(file))
    assert [line.strip() for line in found] == [b"a", b"bbbbb", b"abc", b"abcd", b"", b"ccccc"]


@pytest.mark.quick
def test_a_line_without_end_ends_the_batch(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(intake, "LONGEST_LINE", 400)
    monkeypatch.setattr(intake, "ENDLESS", 10_000)
    monkeypatch.setattr(intake, "_PIECE", 1_000)
    Path("lines.jsonl").write_text(LINE + " " * 20_000 + "\n" + LINE, encoding="utf-8")
    assert run(["batch", "lines.jsonl", "--no-crosscheck", "-o", "out"]) == 2
    assert "lines.jsonl: line 2 has no end within 10,000 bytes" in capsys.readouterr().err
    assert len(Path("out").read_text(encoding="utf-8").splitlines()) == 1


@pytest.mark.quick
@pytest.mark.parametrize("text", ["", "a", "a\n", "a\nb", "\n\n"])
def test_lines_are_those_that_python_reads(text: str, tmp_path: Path) -> None:
    """Neither their number nor where they begin is changed by the limits."""
    path = tmp_path / "lines"
    path.write_text(f"skipped\n{text}", encoding="utf-8", newline="\n")
    with path.open("rb") as file:
        expected = file.readlines()[1:]
        file.seek(8)
        assert intake.count_lines(file) == len(expected)
        assert list(intake.lines(file)) == expected


@pipes
@pytest.mark.quick
@pytest.mark.parametrize("words", READERS, ids=" ".join)
def test_nobody_waits_for_ever_for_a_writer(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo("pipe")
    assert run([*words, "pipe", "--timeout", "0.3"]) == 2
    said = capsys.readouterr().err
    assert "pipe: it is a pipe that nobody has opened to write for 0.3 s" in said


@pipes
def test_whoever_has_opened_a_pipe_may_take_his_time(capsys: pytest.CaptureFixture[str]) -> None:
    """`symlin batch <(program)` waits for the program, however long that takes."""
    os.mkfifo("pipe")

    def write() -> None:
        with open("pipe", "w", encoding="utf-8") as pipe:
            time.sleep(1.0)
            pipe.write(LINE)

    thread = threading.Thread(target=write)
    thread.start()
    assert run(["batch", "pipe", "--timeout", "0.5", "--no-crosscheck"]) == 0
    thread.join()
    assert json.loads(capsys.readouterr().out)["matrix"] == [["2"]]


def document(number: str) -> str:
    """A certificate that nobody can accept, with a number of the text's choice."""
    claim = {"law": "linear", "status": "proved", "condition": None}
    operator = {"inputs": ["x"], "parameters": [], "outputs": [0], "assumptions": []}
    found = {"format": "symlin-certificate/1", "claim": claim, "operator": operator}
    steps = {"rewrites": [], "certificate": {"kind": "degree"}}
    return json.dumps({**found, "nodes": [{"const": number}], **steps})


def test_numbers_of_a_document_have_a_limit() -> None:
    """One of 10^8 digits took 18 seconds where 5 were allowed: nothing interrupts flint."""
    with pytest.raises(symlin.Unreadable, match="a number of 1,000,000 characters at most"):
        symlin.verify(document("7" * 1_000_001))
    with pytest.raises(symlin.Rejected):
        symlin.verify(document("7" * 10_000))


@pytest.mark.quick
def test_what_the_kernel_has_no_room_for_is_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Terms that are folded while they are read may grow beyond every limit."""
    monkeypatch.setattr("symlin.kernel.term.MOST_BITS", 1_000)
    with pytest.raises(symlin.Unreadable, match="numbers within the kernel's limit"):
        symlin.verify(document("7" * 1_000))


@pytest.mark.quick
def test_a_message_repeats_a_line_of_what_was_read_at_most(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Ten megabytes went to standard error."""
    long = "k" * 10**6
    twice = f'{{"{long}": 1, "{long}": 2}}'
    Path("document").write_text(twice, encoding="utf-8")
    Path("rows").write_text(
        "\n".join([twice, f'{{"{long}": 1}}', f'{{"id": "{long}", "operator": "("}}']),
        encoding="utf-8",
    )
    for words in (["verify", "document"], ["batch", "rows"], ["docs", "site", "--from", "rows"]):
        assert run(words) == 2
        assert len(capsys.readouterr().err) < 2_000


PLACES = {
    "missing": "No such file",
    "missing/x.json": "No such file",
    "folder": "directory",
    "lines.jsonl/x.json": "Not a directory",
    "a" * 300: "File name too long",
}
"""Where nothing can be read, and why."""
TARGETS = {
    ("plot", "relu", "-o"): ("missing/x.svg", "folder", "lines.jsonl/x.svg", f"{'a' * 300}.svg"),
    ("export", "relu", "--to", "json", "-o"): ("missing/x", "folder", "lines.jsonl/x", "a" * 300),
    ("export", "relu", "--to", "latex", "-o"): ("missing/x", "folder", "lines.jsonl/x"),
    ("export", "relu", "--to", "coq", "-o"): ("lines.jsonl/x", "/dev/full"),
    ("export", "relu", "--to", "smtlib", "-o"): ("lines.jsonl/x", "/dev/full"),
    ("batch", "lines.jsonl", "-o"): ("missing/x", "folder", "lines.jsonl/x", "a" * 300),
    ("docs", "--from", "lines.jsonl"): ("lines.jsonl/x", "/dev/full", "a" * 300),
}
"""Where nothing can be written."""
NUMBERS = {
    ("check", "relu", "--timeout"): ("0", "-1", "x", "1e99", "inf", "nan", "9" * 5000, ""),
    ("check", "relu", "--seed"): ("-1", "x", "1e3", "9" * 5000, ""),
    ("check", "relu", "--shape"): ("0", "-1", "x", "9" * 5000, ""),
    ("fuzz", "relu", "--examples"): ("0", "-1", "x", "9" * 5000),
    ("batch", "lines.jsonl", "--jobs"): ("0", "-1", "x", "9" * 20, "9" * 5000),
    ("docs", "site", "--jobs"): ("0", "-1", "x", "9" * 20, "9" * 5000),
    ("verify", "lines.jsonl", "--timeout"): ("0", "1e99", "nan"),
}
"""What is no number, or none of use."""
UNREAD = [([*words, place], why) for words in READERS for place, why in PLACES.items()]
UNWRITTEN = [([*words, place], "") for words, places in TARGETS.items() for place in places]
ABSURD = [([*words, number], "") for words, numbers in NUMBERS.items() for number in numbers]


@on_linux
@pytest.mark.quick
@pytest.mark.parametrize(
    ("words", "why"), [*UNREAD, *UNWRITTEN, *ABSURD], ids=lambda word: f"{word}"[:60]
)
def test_a_place_or_number_that_is_none_is_exit_code_2(
    words: list[str], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Never 1, which means refuted, and never 5, a bug; the place and the reason are said."""
    assert run(words) == 2
    said = capsys.readouterr().err
    assert why in said
    assert words[-1].partition("/")[0][:100] in said or f"'{words[-2]}'" in said
    assert len(said) < 2_000


QUICK = {
    "check relu": 1,
    "list": 0,
    "batch lines.jsonl --no-crosscheck": 0,
}
COMMANDS = {
    **QUICK,
    "verify relu.json": 0,
    "--help": 0,
    "check relu --json": 1,
    "list --json": 0,
    "explain relu": 0,
    "explain relu --format html": 0,
    "equiv relu x": 1,
    "fuzz relu --examples 10": 1,
    "plot relu -o picture.svg": 0,
    "docs site --from lines.jsonl --jobs 1": 0,
    "export relu --to json": 0,
    "check --help": 0,
    "--version": 0,
}
"""Commands with an answer on standard output, and their exit codes."""
ENDS = {
    ">/dev/full": (2, "No space left on device"),
    ">&-": (2, "standard output: it is closed"),
    "| true": (141, ""),
    "2>&-": (None, ""),
    "2>/dev/full": (None, ""),
    "<&-": (None, ""),
}
"""What becomes of the streams; the exit code and the words, None for those of the command."""


@on_linux
@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize(
    "commands", [QUICK, pytest.param(COMMANDS, marks=pytest.mark.slow)], ids=["some", "all"]
)
def test_streams_that_fail_are_told_apart_from_answers(commands: dict[str, int], end: str) -> None:
    """An answer that is lost is exit code 2, or 141 where its reader has gone."""
    code, why = ENDS[end]
    report = symlin.check("relu", crosscheck=False).linear.certificate
    assert report is not None
    Path("relu.json").write_text(json.dumps(report.to_json()), encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    for words, own in commands.items():
        if end == ">&-" and words.startswith(("-", "check --help")):
            continue  # click says nothing then
        script = f"{sys.executable} -m symlin {words} {end}; exit ${{PIPESTATUS[0]}}"
        done = subprocess.run(
            ["bash", "-c", script], capture_output=True, text=True, check=False, env=env
        )
        assert done.returncode == (own if code is None else code), (words, done.stderr)
        assert why in done.stderr and "Traceback" not in done.stderr, words


@on_linux
@pytest.mark.parametrize("words", READERS, ids=" ".join)
def test_standard_input_that_is_closed_is_said(words: list[str]) -> None:
    command = f"{sys.executable} -m symlin {' '.join(words)} - <&-"
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False, env=env)
    assert done.returncode == 2
    assert b"standard input is closed" in done.stderr


@on_linux
def test_no_file_takes_the_place_of_a_closed_stream() -> None:
    """What a library writes to standard error would end up in it."""
    script = "from symlin.__main__ import occupy_streams as f\nf()\n"
    script += "print(open('opened', 'w').fileno(), file=open('told', 'w'))"
    command = f'{sys.executable} -c "{script}" <&- >&- 2>&-'
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(["bash", "-c", command], check=True, env=env)
    assert int(Path("told").read_text(encoding="utf-8")) > 2


SHORTAGES: dict[str, tuple[Exception, int]] = {
    "memory": (MemoryError(), 3),
    "room for a library": (ImportError("x.so: failed to map segment from shared object"), 2),
    "a module of our own": (ImportError("cannot import name", name="symlin.api"), 5),
    "nothing": (ValueError("a bug"), 5),
}


@pytest.mark.quick
@pytest.mark.parametrize(("error", "code"), SHORTAGES.values(), ids=SHORTAGES.keys())
def test_what_the_machine_lacks_is_no_bug(
    error: Exception, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is known then; and exit code 5 sends people to the maintainers."""

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("symlin.api.check_in_two", fail)
    assert run(["check", "relu"]) == code
    assert ("a bug" in capsys.readouterr().err) is (code == 5)
    assert run(["batch", "lines.jsonl"]) == (5 if code == 5 else 2)


@pytest.mark.parametrize("name", ["a\x00b", "\ud800", "..", "", "../cert.weights", "/etc/passwd"])
def test_a_name_that_no_file_beside_a_document_has_is_rejected(tmp_path: Path, name: str) -> None:
    """A zero byte in the name of a file of weights was called a bug of symlin's."""
    with pytest.raises(Rejected, match="by its name alone"):
        beside(str(tmp_path / "cert.json"), name, 8)


@pipes
def test_weights_are_a_file_of_the_size_that_is_said(tmp_path: Path) -> None:
    """A pipe would be waited for, and of a larger file nothing is read."""
    document = str(tmp_path / "cert.json")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "large").touch()
    os.truncate(tmp_path / "large", 1 << 40)
    (tmp_path / "right").write_bytes(b"weights.")
    with pytest.raises(Rejected, match="is no file of weights"):
        beside(document, "pipe", 8)
    with pytest.raises(Rejected, match="does not have the 8 bytes"):
        beside(document, "large", 8)
    assert beside(document, "right", 8) == b"weights."
