"""The files of the page that answers in the browser: its own, symlin's sources, and the runtime."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path, PurePosixPath

from symlin.playground.page import POLICY, ask_body
from symlin.playground.runtime import BYTECODE, MANIFEST, Runtime
from symlin.playground.sources import own_packs
from symlin.report.site.whole import Asking

FOLDER = "ask"
"""Of the site."""
WEB = Path(__file__).parent / "web"
OWN, REST = "symlin.pack", "symlin-more.pack"
FIRST = ("pyodide.js", "pyodide.asm.js", "python.pack", "stdlib.pack", "flint.pack", OWN)
"""What is loaded before the first question; the rest when something imports it."""
TITLES = {
    "z3.pack": "z3",
    "sympy.pack": "SymPy",
    "hypothesis.pack": "Hypothesis",
    "mpmath.pack": "mpmath",
    "stdlib-more.pack": "more of Python",
    REST: "more of symlin",
}
"""What a reader is told of those."""


def asking(runtime: Runtime, labels: Sequence[str]) -> Asking:
    """The page with all its files; `labels` are operators with a page of their own."""
    return Asking(ask_body(labels), (f"{FOLDER}/ask.js",), POLICY, ask_files(runtime))


def ask_files(runtime: Runtime) -> dict[str, bytes]:
    """Everything but the page itself, by its path in the site."""
    found = {f"{FOLDER}/{path.name}": path.read_bytes() for path in sorted(WEB.iterdir())}
    table: dict[str, dict[str, object]] = {}
    files = dict(runtime.files)
    own = own_packs(files.pop(BYTECODE))
    files |= {OWN: own.first, REST: own.rest}
    for name, data in sorted(files.items()):
        path = _named(name, data)
        found[f"{FOLDER}/{path}"] = data
        if not name.startswith("licences/"):
            table[name] = {"path": path, "size": len(data), "title": TITLES.get(name, "")}
    about = {
        "files": table,
        "first": FIRST,
        "packs": {**runtime.modules, **dict.fromkeys(own.later, REST)},
        "lock": runtime.lock,
    }
    return found | {f"{FOLDER}/{MANIFEST}": (json.dumps(about, indent=1) + "\n").encode()}


def _named(name: str, data: bytes) -> str:
    """A name that says what is in the file, so that a browser may keep it for ever."""
    if name.startswith("licences/"):
        return f"runtime/{name}"
    path = PurePosixPath(name)
    return f"runtime/{path.stem}-{sha256(data).hexdigest()[:12]}{path.suffix}"
