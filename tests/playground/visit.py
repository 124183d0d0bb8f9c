"""A visit of the page: a small site, a server, a browser, and questions that are put to it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from symlin import api
from symlin.playground.files import asking
from symlin.playground.runtime import Runtime, runtime
from symlin.report.site.build import operator_part
from symlin.report.site.entries import catalog_entries
from symlin.report.site.whole import Parts, catalog_site

from ..chromium import Chromium
from .server import Server, served

OPTIONS = ("inputs", "given", "assume", "shape", "space", "timeout")
"""Of the command line, that the page has as well."""
VARIABLE = "SYMLIN_PLAYGROUND"
"""Names the folder with the runtime, where the package is not installed."""
PATIENCE = 240.0
"""Seconds for an answer, on a machine that is busy with other tests."""
SHOWN = """(() => {
  const answer = document.getElementById("answer"), wrong = document.getElementById("wrong");
  const text = (selector) => (answer.querySelector(selector) || {}).textContent || "";
  return {
    state: document.getElementById("state").textContent,
    busy: document.getElementById("check").disabled,
    wrong: wrong.hidden ? "" : wrong.textContent,
    suggestions: [...wrong.querySelectorAll("button")].map((one) => one.textContent),
    shown: !answer.hidden,
    old: answer.classList.contains("old"),
    final: answer.dataset.final === "true",
    verdict: text(".verdict"),
    printed: text("#printed") || text("pre"),
    undone: /Numbers were not tried: (.*)/.exec(answer.textContent)?.[1] || "",
    picture: text("figure.drawn img") !== null && !!answer.querySelector("figure.drawn img"),
    title: text(".asked"),
  };
})()"""


def runtime_here() -> Runtime:
    """What is installed or named; raises `NotInstalled`."""
    named = os.environ.get(VARIABLE)
    return runtime(Path(named) if named else None)


def write_site(folder: Path, parts: Runtime, labels: Sequence[str] = ()) -> None:
    """A site with the page, and with pages about a few operators of the catalog."""
    entries = [entry for entry in catalog_entries() if entry.label in labels]
    made = [operator_part(e, lambda e: api.check_read(e.operator()), "html") for e in entries]
    ask = asking(parts, [part.label for part in made])
    for path, data in catalog_site(Parts(made, ask=ask)).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


@dataclass
class Visit:
    """One browser at one site."""

    browser: Chromium
    server: Server

    def go(self, hash_: str = "", path: str = "ask/index.html") -> None:
        """Opens the page anew."""
        self.browser.open("about:blank")  # or a new hash alone would load nothing
        self.browser.open(f"{self.server.address}/{path}{hash_}")

    def put(self, **fields: str) -> None:
        """Asks by the address, as a link does."""
        self.browser.run(f"location.hash = '#{urlencode(fields, quote_via=quote)}'")

    def state(self) -> dict[str, Any]:
        """What is seen."""
        found: dict[str, Any] = self.browser.run(SHOWN)
        return found

    def until(self, condition: str, seconds: float = PATIENCE) -> dict[str, Any]:
        """What is seen once a condition on it holds: `seen.verdict !== ""`."""
        self.browser.until(f"((seen) => {condition})({SHOWN})", seconds)
        return self.state()

    def answer(self, **fields: str) -> dict[str, Any]:
        """The whole answer to a question, or what is wrong with it."""
        text = fields["q"]
        self.browser.run("document.getElementById('answer').dataset.final = 'no'")
        self.put(**fields)
        asked = f"document.getElementById('q').value.trim() === {text.strip()!r}"
        self.until(f"{asked} && !seen.busy && (seen.wrong || seen.final)")
        return self.state()


@contextmanager
def visit(folder: Path, *, unpacking: bool = False) -> Iterator[Visit]:
    """A browser with nothing remembered, at the site in the folder."""
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile,
        served(folder, unpacking) as server,
        Chromium(Path(profile)) as browser,
    ):
        browser.window(1280)
        yield Visit(browser, server)


def used(page: Visit) -> float:
    """Seconds that the browser's processes have computed."""
    ticks = os.sysconf("SC_CLK_TCK")
    return sum(_ticks(pid) for pid in _below(page.browser.pid)) / ticks


def _below(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _below(int(child))


def _ticks(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def fields_of(arguments: Sequence[str]) -> Mapping[str, str] | None:
    """The fields that ask what a command line asks; None for another command than these."""
    word, *rest = arguments
    if word not in ("check", "equiv"):
        return None
    found: dict[str, list[str]] = {}
    operators = []
    words = iter(rest)
    for one in words:
        if one == "--":
            operators += words
        elif one.startswith("--") and one[2:] not in OPTIONS:
            return None
        elif one.startswith("--"):
            found.setdefault(one[2:], []).append(next(words))
        else:
            operators.append(one)
    if len(operators) != (2 if word == "equiv" else 1):
        return None
    found["q"] = operators[:1]
    if word == "equiv":
        found["equiv"] = operators[1:]
    if "timeout" in found:
        found["seconds"] = found.pop("timeout")
    return {name: "\n".join(values) for name, values in found.items()}
