"""Hostile files of operators for `symlin docs`: no script, no address that acts."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from typing import Any

from symlin.commands.run import run

from .outcome import Outcome

EVIL = "evil.invalid"
"""A host that is not there: whatever asks for it shows."""
HOSTILE = (
    f"<script>fetch('http://{EVIL}/a')</script>",
    f'"><img src=http://{EVIL}/b onerror=alert(1)>',
    f"'><svg/onload=fetch('http://{EVIL}/c')>",
    f"<iframe src=//{EVIL}/d></iframe>",
    f"<link rel=stylesheet href=http://{EVIL}/e>",
    f"<meta http-equiv=refresh content='0;url=http://{EVIL}/f'>",
    "[here](javascript:alert(1))",
    "[here](java\tscript:alert(1))",
    "[here](data:text/html,<script>alert(1)</script>)",
    f"[here](//{EVIL}/g)",
    f"![picture](http://{EVIL}/h.png)",
    "[here](file:///etc/passwd)",
    "[good](https://example.org/a?b=c)",
    "</title></head><body onload=alert(1)>",
    "--><!-- ]]> <![CDATA[",
    "</pre></code></math><script>alert(2)</script>",
    "&lt;script&gt;&#60;b&#62;",
    "{{7*7}} ${7*7} <%= 7*7 %>",
    "\x1b]0;title\x07\x1b[2J\x9b31m",
    "\u202egnp.exe \u2066\u200f",
    "\x00\x01\x7f\u2028",
    "../../outside",
    "..\\..\\outside",
    "/etc/passwd",
    "con",
    "nul.html",
    "index",
    ".symlin-files",
    "a" * 3_000,
    "é" * 300,
    "`code` *bold* | table | \\| #",
    "\n# heading\n\n<b>",
    "'; DROP TABLE operators; --",
    "",
)
"""What somebody may write into a note, an id or a name."""
OPERATORS = ("2*x", "relu", "a*x + b", "Max(x, y)", "x**2", "[x, y]", "leaky_relu(x, 1/10)")
"""What can be read, beside all of that."""
FORMATS = ("html", "html", "md")
OWN = {"script": {"src"}, "link": {"href", "rel", "type"}}
"""Tags that the site's own files are loaded by; their addresses are relative."""
ACTS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f]")
MARKED = re.compile(
    r"(?<!\\)\]\(\s*(?!https?:|mailto:)[\w\s]+:|(?<!\\)<(script|img|svg|iframe|meta)", re.I
)
"""What does something in Markdown: a link with a scheme of its own, a tag."""
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")


def rows(rng: Random) -> list[dict[str, Any]]:
    """Some lines, each of which may hold anything at any place."""
    found = []
    for _ in range(rng.randint(1, 3)):
        row: dict[str, Any] = {"operator": rng.choice(OPERATORS), "note": rng.choice(HOSTILE)}
        if rng.random() < 0.8:
            row["id"] = rng.choice(HOSTILE)
        if rng.random() < 0.3:
            row["note"] += rng.choice(HOSTILE)
        if rng.random() < 0.06:
            row[rng.choice(("operator", "id"))] = rng.choice(HOSTILE)
        if rng.random() < 0.04:
            row[rng.choice(("inputs", "assume"))] = [rng.choice(HOSTILE)]
        found.append(row)
    return found


def survey(count: int, seed: int, first: int = 0, *, browser: bool = False) -> Iterator[Outcome]:
    """A site of each file; with a browser, one of its pages is opened as well."""
    for number in range(first, first + count):
        rng = Random(f"{seed}:{number}")
        with tempfile.TemporaryDirectory() as folder:
            word, complaint = made(Path(folder), rows(rng), rng.choice(FORMATS))
            if complaint is None and browser and BROWSER is not None:
                complaint = opened(Path(folder), rng)
        yield Outcome("operator files", word, complaint, f"{seed}:{number}")


def made(folder: Path, lines: list[dict[str, Any]], form: str) -> tuple[str, str | None]:
    """A site of these operators in `folder`/in/site, and what is wrong with it."""
    inner = folder / "in"
    inner.mkdir()
    source = inner / "lines.jsonl"
    source.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    out, err = io.StringIO(), io.StringIO()
    words = ["docs", str(inner / "site"), "--from", str(source), "--jobs", "1", "--timeout", "5"]
    with redirect_stdout(out), redirect_stderr(err):
        code = run([*words, "--format", form])
    said = out.getvalue() + err.getvalue()
    if code not in (0, 2) or "Traceback" in said:
        return f"exit code {code}", f"exit code {code}: {said[-500:]}"
    if ACTS.search(said):
        return "escape", f"a character that acts on the terminal: {said[-300:]!r}"
    strangers = {p.name for p in folder.iterdir()} | {p.name for p in inner.iterdir()}
    strangers -= {"in", "site", "lines.jsonl"}
    if strangers:
        return "outside", f"files outside: {strangers}"
    wrong = [w for path in sorted(inner.rglob("*")) if path.is_file() for w in faults(path)]
    return f"{form}, exit code {code}", "; ".join(wrong[:3]) or None


def faults(path: Path) -> list[str]:
    """What is wrong with one file of the site."""
    if path.suffix not in (".html", ".md", ".svg"):
        return []
    text = path.read_text(encoding="utf-8")
    found = [f"{path.name}: a character that acts"] if ACTS.search(text) else []
    if path.suffix == ".md":
        if re.search(
            r"(?<!\\)\]\(\s*(?!https?:|mailto:)[\w\s]+:|(?<!\\)<(script|img|svg|iframe|meta)",
            text,
            re.I,
        ):
            found.append(f"{path.name}: something acts in Markdown")
        return found
    page = Page()
    page.feed(text)
    if path.suffix == ".html" and not page.policy:
        found.append(f"{path.name}: no Content-Security-Policy")
    return found + [f"{path.name}: {one}" for one in page.found]


class Page(HTMLParser):
    """What a browser would take for more than text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.policy = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.policy |= given.get("http-equiv", "").lower() == "content-security-policy"
        if tag in ("iframe", "object", "embed", "base", "form"):
            self.found.append(f"a tag {tag}")
        if tag == "script" and "src" not in given:
            self.found.append("a script in the page")
        if tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
            self.found.append("a page that goes elsewhere")
        for name, value in given.items():
            if name.startswith("on"):
                self.found.append(f"{tag} {name}")
            if name in ("href", "src", "action", "srcset", "xlink:href"):
                self._address(tag, value)

    def _address(self, tag: str, value: str) -> None:
        scheme = re.match(r"\s*([a-z][a-z0-9+.-]*):", value, re.I)
        allowed = ("http", "https", "mailto") if tag == "a" else ()
        if value == "data:,":  # no picture for the tab: the site's own
            return
        if scheme and scheme[1].lower() not in allowed:
            self.found.append(f"{tag} with the address {value[:80]!r}")
        if value.startswith(("//", "\\", "/\\")):
            self.found.append(f"{tag} with another host: {value[:80]!r}")


def opened(folder: Path, rng: Random) -> str | None:
    """What a browser asked of the network, or complained of, when it opened one of the pages."""
    pages = sorted((folder / "in").rglob("*.html"))
    if not pages:
        return None
    log = folder / "net.json"
    command = [
        str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--enable-logging=stderr", "--v=0", f"--user-data-dir={folder / 'profile'}",
        f"--log-net-log={log}", "--virtual-time-budget=2000", "--dump-dom",
        f"file://{rng.choice(pages)}",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    if EVIL in log.read_text(encoding="utf-8", errors="replace"):
        return f"the browser asked {EVIL}"
    told = [line for line in done.stderr.split("\n") if "CONSOLE" in line]
    return f"the browser complains: {told[0][:300]}" if told else None
