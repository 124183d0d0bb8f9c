"""Hostile files of Python: read, answered or refused, and nothing in them is ever executed."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from .asked import WORDS, Told, apart, ask, drawn
from .outcome import Outcome

SECONDS = 3.0
MARK = "executed"
"""A file that whatever is executed makes in the working directory."""
TOUCH = f"open({MARK!r}, 'w').close()"
BODIES = (
    "return 2*x", "return max(x, 0)", "return x if x > 0 else -x", "return x[0] + x[1]",
    "s = 0\n    for k in range(5):\n        s += k*x\n    return s", "return abs(x) + K*x",
    "return g(x)", "return [x, 2*x]", "return W @ x", "a, b = x, 3\n    return a*b",
)  # fmt: skip
HOSTILE = (
    f"{TOUCH}", f"__import__('os').system('touch {MARK}')", f"exec({TOUCH!r})", f"eval({TOUCH!r})",
    f"raise SystemExit({TOUCH})", f"print({TOUCH})", f"[{TOUCH} for _ in range(2)]",
    f"(lambda: {TOUCH})()", f"compile({TOUCH!r}, 'a', 'exec')", f"f'{{{TOUCH}}}'",
    "x = 10**10**9", "x = 'a'*10**10", "x = [0]*10**10", "x = 1 << 10**10", "x = 2**-(10**9)",
    "for _ in range(10**9): x = x + 1", "while True: pass", "x = sum(range(10**9))",
    "x = [k for k in range(10**9)]", "x = [[j for j in range(9000)] for k in range(9000)]",
    "x = list(range(10**12))", "x = int('9'*10**6)", "x = max(*[x]*10**7)", "import antigravity",
    "from os import *", "import nowhere.at.all", "x = x.__class__.__base__.__subclasses__()",
    "max = min", "abs = print", "x = ().__reduce__()", "del x", "global x", "nonlocal x",
    "yield x", "return f(f(x))", "x = f(x - 1) + f(x + 1)",
    "import math; x = math.factorial(10**7)",
    "import numpy as np; x = np.zeros(10**12)", "import numpy as np; x = np.load('evil.npy')",
    "import numpy as np; x = np.ones((10**5, 10**5)) @ np.ones((10**5, 10**5))",
    "import torch; x = torch.load('evil.pt')", "import sys; sys.setrecursionlimit(10**9)",
    "x = pow(3, 10**9)", "x = pow(7, 10**9, 10**400)", "x = (x := x + 1)", "x = x ** x ** x ** x",
    "x = round(x, 10**9)", "x = '%0999999999d' % 3", "x = format(3, '0999999999')", "x = x @ x",
    "import ctypes; ctypes.string_at(0)", "async def h(): pass", "match x:\n        case _: pass",
    "x = {}; x[x] = x", "x = []; x.append(x); x = x[0][0]", "assert False", "raise x",
    "class A:\n        " + TOUCH, "with open('a', 'w') as a: pass",
    "try: pass\n    finally: " + TOUCH,
    "x = 1e999", "x = float('nan')", "x = 0.1**10**6", "x /= 0", "x %= 0", "\x0c\tx = x",
)  # fmt: skip
"""Statements that cost, act or lie where they are executed."""
DECORATORS = ("@staticmethod", f"@print({TOUCH})", "@evil", "@__import__('os').system", "@property")
DEFAULTS = ("x", f"x={TOUCH}", "x, y=10**10**9", "*x", "**x", "x, /", "*, x", "x: evil()", "x=[]")
FRONT = (
    "", "", "", "# coding: utf-8", "# coding: utf-7", "# coding: idna", "# coding: punycode",
    "# coding: unicode_escape", "# coding: utf-16", "# coding: ../../evil", "\ufeff", "#!/bin/sh",
    "from __future__ import braces", f"K = {TOUCH}", "K = 3", "W = [[1, 2], [3, 4]]",
    f"def g(x):\n    {TOUCH}\n    return x", "def g(x):\n    return g(g(x))", "g = print",
    "def g(x):\n    return 3*x", f"class C:\n    {TOUCH}", "if 1:\n    K = 2", "import os as math",
    "def g(x):\n    return f(x)", "K, W = W, K", "K = K", "K = [K for K in range(10**9)]",
    "def range(n):\n    return [1]", "None_ = 1", "print = __builtins__", "globals()['K'] = 3",
)  # fmt: skip
NESTED = (
    lambda n: f"x = {'(' * n}x{')' * n}", lambda n: f"x = {'-' * n}x",
    lambda n: f"x = {'not ' * n}x", lambda n: f"x = {' + '.join(['x'] * n)}",
    lambda n: f"x = {'[' * n}{']' * n}", lambda n: f"x = {'lambda: ' * n}x",
    lambda n: f"x = x{'[0]' * n}", lambda n: f"x = x{'.a' * n}", lambda n: f"x = x{'()' * n}",
    lambda n: "\n    ".join(f"if x > {k}: x = x + {k}" for k in range(n)),
    lambda n: "\n".join("    " + " " * min(k, 90) + "if x > 0:" for k in range(min(n,
    90))) + " x = 1",
    lambda n: f"x = {'x if x > 0 else ' * n}x", lambda n: f"x = {'9' * n}",
    lambda n: f"x = '{'a' * n}'",
    lambda n: f"x = f'{'{' * min(n, 99)}x{'}' * min(n, 99)}'", lambda n: f"x = {'x**' * n}2",
    lambda n: f"x = {'max(x, ' * n}0{')' * n}", lambda n: f"x{'=x' * n}", lambda n: "x\\\n" * n,
)  # fmt: skip
"""Parts of any depth or length."""
WILD = (
    "\x00",
    "\x1b[2J",
    "\u202e",
    "\r",
    "\t",
    "\\",
    "'''",
    '"',
    "é",
    "\udc80",
    "(",
    ")",
    ":",
    "#",
)


def file_of(rng: Random) -> bytes:
    """A file with a function f."""
    lines = [rng.choice(FRONT) for _ in range(rng.choice((0, 1, 1, 2, 3)))]
    if rng.random() < 0.1:
        lines.append(rng.choice(HOSTILE).replace("\n    ", "\n"))
    if rng.random() < 0.1:
        lines.append(rng.choice(DECORATORS))
    arguments = "x" if rng.random() < 0.9 else rng.choice(DEFAULTS)
    body = [rng.choice(HOSTILE) for _ in range(rng.choice((0, 0, 1, 1, 2)))]
    if rng.random() < 0.25:
        body.append(rng.choice(NESTED)(rng.choice((3, 50, 100, 500, 5_000, 100_000))))
    rng.shuffle(body)
    lines += [
        f"def f({arguments}):",
        *(f"    {part}" for part in body),
        f"    {rng.choice(BODIES)}",
    ]
    text = "\n".join(lines) + "\n"
    for _ in range(rng.choice((0, 0, 0, 0, 1, 3))):
        at = rng.randrange(len(text) + 1)
        text = text[:at] + rng.choice(WILD) + text[at + rng.randrange(2) :]
    return text.encode("utf-8", "surrogateescape")


def attempt(seed: int, number: int) -> tuple[str, str | None]:
    """One file, asked about in one way."""
    rng = drawn(seed, number)
    with tempfile.TemporaryDirectory() as name:
        folder, home = Path(name), Path.cwd()
        (folder / "stranger.py").write_bytes(file_of(rng))
        os.chdir(folder)
        try:
            told, found = _asked(rng)
        finally:
            os.chdir(home)
        complaint = told.complaint(SECONDS)
        new = {path.name for path in folder.iterdir()} - {"stranger.py", "out.json"}
        if new:
            complaint = f"files were made: {', '.join(new)}"
        if found:
            complaint = f"executed: {', '.join(found[:3])}"
    return WORDS.get(told.code, f"exit code {told.code}"), complaint


def _asked(rng: Random) -> tuple[Told, list[str]]:
    where = rng.choice(("stranger.py:f", "stranger.py:f", "stranger.py", "stranger.py:g"))
    shape = rng.choice(([], [], ["--shape", "2"], ["--shape", "x=2x2"]))
    words = [
        ["check", where, *shape],
        ["explain", where, *shape],
        ["equiv", where, "2*x"],
        ["export", where, "--to", "json", "-o", "out.json"],
    ][rng.choice((0, 0, 0, 1, 2, 3))]
    with Watch() as watch:
        told = ask([*words, "--timeout", f"{SECONDS:g}"])
    return told, watch.found


class Watch:
    """What Python says is executed of a stranger's file, or started by it, while a block runs."""

    _hooked: Watch | None = None

    def __init__(self) -> None:
        self.found: list[str] = []

    def __enter__(self) -> Watch:
        first, Watch._hooked = not hasattr(sys, "_faults_hook"), self
        if first:
            sys._faults_hook = True  # type: ignore[attr-defined]  # for good
            sys.addaudithook(Watch._see)
        return self

    def __exit__(self, *raised: object) -> None:
        Watch._hooked = None

    @staticmethod
    def _see(event: str, arguments: tuple[Any, ...]) -> None:
        watch = Watch._hooked
        if watch is None:
            return
        if event == "exec" and "stranger" in getattr(arguments[0], "co_filename", ""):
            watch.found.append("the file")
        elif event == "import" and arguments[0] in ("nowhere", "antigravity", "stranger", "evil"):
            watch.found.append(f"import {arguments[0]}")
        elif event in ("os.system", "subprocess.Popen", "socket.connect", "os.posix_spawn"):
            watch.found.append(event)


def survey(count: int, seed: int, first: int = 0) -> Iterator[Outcome]:
    """Each file in a process of its own kind, which may not crash either."""
    yield from apart("Python files", attempt, count, seed, first)
