"""The page that answers in a browser.

What is loaded, and how long it takes. Sizes are those that come over the network, from a server
that compresses nothing. Times are processor time: of the command line, of its process; of the
page, of all the browser's processes on their several cores, so that the browser's drawing, and
what its compiler does beside the program, are in it.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .compare import Pair, compared
from .visit import Visit, runtime_here, used, visit, write_site

HEADING = "## The page that answers in a browser"
QUESTION = "relu(w*x + b)"
LATER = {
    "z3": "z3", "sympy": "SymPy", "mpmath": "mpmath", "hypothesis": "Hypothesis",
    "stdlib-more": "more of Python's library", "symlin-more": "more of symlin",
}  # fmt: skip


@dataclass(frozen=True)
class First:
    """The first visit, and the next question after it."""

    ready_bytes: int
    verdict_bytes: int
    whole_bytes: int
    verdict: float
    whole: float
    again: float
    line: float


def first_visit(folder: Path) -> First:
    """The question put to a browser that has nothing, and to the command line."""
    with visit(folder) as page:
        begun = used(page)
        page.go()
        page.browser.run("document.getElementById('q').dispatchEvent(new Event('input'))")
        ready = sum(_sizes(folder, first=True).values())
        page.put(q=QUESTION)
        page.until("seen.verdict")
        verdict, loaded = used(page) - begun, sent(page)
        page.until("seen.final && !seen.busy")
        whole, all_loaded = used(page) - begun, sent(page)
        before = used(page)
        page.answer(q="relu(v*x + c)")
        again = used(page) - before
    before_line = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "symlin", "check", QUESTION, "--no-cache"]
    subprocess.run(command, check=False, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    line = after.ru_utime + after.ru_stime - before_line.ru_utime - before_line.ru_stime
    return First(ready, loaded, all_loaded, verdict, whole, again, line)


def sent(page: Visit) -> int:
    """Bytes that the server has sent."""
    return sum(page.server.sent.values())


def _sizes(folder: Path, *, first: bool) -> dict[str, int]:
    about = json.loads((folder / "ask/runtime.json").read_text(encoding="utf-8"))
    names = about["first"] if first else [n for n in about["files"] if n not in about["first"]]
    return {name: about["files"][name]["size"] for name in names}


def section(first: First, sizes: dict[str, int], pairs: Sequence[Pair]) -> str:
    """What was measured, as a section of the page of benchmarks."""
    about = (__doc__ or "").split("\n\n", 1)[1].strip()
    lines = [HEADING, "", about, "", "| what | |", "| --- | ---: |"]
    lines.append(f"| loaded before the first question | {first.ready_bytes / 1e6:.1f} MB |")
    question = f"`{QUESTION}`"
    lines.append(f"| loaded until the verdict on {question} | {first.verdict_bytes / 1e6:.1f} MB |")
    lines.append(f"| and until numbers have been tried | {first.whole_bytes / 1e6:.1f} MB |")
    for name, title in LATER.items():
        size = sizes[f"{name}.pack"] / 1e6
        lines.append(f"| {title}, when something imports it | {size:.1f} MB |")
    lines.append(f"| from nothing to the verdict on {question} | {first.verdict:.1f} s |")
    lines.append(f"| and until numbers have been tried | {first.whole:.1f} s |")
    lines.append(f"| the same of another name for its letters, afterwards | {first.again:.1f} s |")
    lines.append(f"| `symlin check` with {question} | {first.line:.1f} s |")
    if pairs:
        ratio = sum(p.page_seconds for p in pairs) / sum(p.seconds for p in pairs)
        same = sum(pair.same for pair in pairs)
        lines.append(f"| catalog entries and documented questions | {len(pairs)} |")
        lines.append(f"| of them answered as by the command line | {same} |")
        lines.append(f"| time for all, in ratio to one process of the command line | {ratio:.2f} |")
    without = "" if pairs else " -n 0"
    lines += ["", f"    python -m tests.playground measure{without} -o docs/benchmarks.md"]
    return "\n".join(lines) + "\n"


def measured(most: int | None) -> tuple[str, list[Pair]]:
    """The section, and the answers that were compared for it."""
    with tempfile.TemporaryDirectory() as folder:
        write_site(Path(folder), runtime_here())
        first = first_visit(Path(folder))
        sizes = _sizes(Path(folder), first=False)
    pairs = list(compared(most)) if most != 0 else []
    return section(first, sizes, pairs), pairs
