"""symlin's own sources as the page loads them: what the first answer needs, and the rest."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from symlin.exact.platform import run_program
from symlin.playground.pack import packed, unpacked

ROOT = Path(__file__).parents[1]
"""The package."""
NOT_THERE = (
    "commands",
    "export",
    "many",
    "pytest_plugin",
    "testing",
    "__main__",
    "report/site/asked",
)
"""What a page has no use for: the command line, and other tools' formats."""
LISTED = "symlin.catalog"
"""What is found by looking which files there are, so that all of them have to be there."""
PROBE = """
import json, sys
from symlin.decision.memory import forgetting
from symlin.playground.answer import ask

class Answered(BaseException):
    pass

def tell(message):
    if "answer" in json.loads(message):
        raise Answered

try:
    with forgetting():
        ask(json.dumps({"q": "relu(w*x + b)"}), tell)
except Answered:
    import symlin.playground.browser
print(*[name for name in sys.modules if name.partition(".")[0] == "symlin"])
"""
"""Says which modules an answer takes until the kernel has accepted it."""


class Packs(NamedTuple):
    """symlin in two parts, and which modules are in the second."""

    first: bytes
    rest: bytes
    later: tuple[str, ...]


def sources() -> dict[str, bytes]:
    """The text of each module by its path in a pack."""
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        inside = path.relative_to(ROOT).as_posix()
        stem = inside.removesuffix(".py")
        if not any(stem == name or stem.startswith(f"{name}/") for name in NOT_THERE):
            found[f"symlin/{inside}"] = path.read_bytes()
    return found


def own_packs(bytecode: bytes) -> Packs:
    """symlin, packed. A module that is as it was when the runtime was built comes compiled, which
    saves the browser the time for it."""
    compiled: Mapping[str, bytes] = dict(unpacked(bytecode))
    soon = _needed_first()
    first: dict[str, bytes] = {}
    rest: dict[str, bytes] = {}
    later = []
    for path, text in sources().items():
        code = compiled.get(sha256(text).hexdigest())
        name = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        is_soon = name in soon or name.startswith(LISTED)
        if not is_soon:
            later.append(name)
        part = first if is_soon else rest
        part[path if code is None else f"{path}c"] = text if code is None else code
    return Packs(packed(first), packed(rest), tuple(later))


def _needed_first() -> frozenset[str]:
    """The modules that are loaded when the kernel has accepted an answer."""
    done = run_program([sys.executable, "-c", PROBE], ROOT.parent, 120)  # on a busy machine, too
    if done is None or done.code:
        raise RuntimeError("symlin did not answer a question of its own")
    return frozenset(done.output.split())
