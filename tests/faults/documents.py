"""Hostile documents for `symlin verify`: real certificates, changed at some places."""

from __future__ import annotations

import copy
import io
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout, suppress
from functools import lru_cache
from random import Random
from typing import Any

import symlin
from symlin.commands.run import run
from symlin.decision.certificate import Certified

from ..kernel.alterations import altered
from ..kernel.claim_judge import Judge
from ..kernel.kernel_reference import Uncertain
from .outcome import Outcome

OPERATORS = ("relu", "leaky_relu", "tanh", "sign", "[x1 + 2*x2, x1 - x2]", "x/(a + b*x)", "2*x + b",
             "Max(x, y, 0)", "Abs(x)", "sin(a*x)", "exp(x)/(1 + exp(x))", "a*floor(x)")  # fmt: skip
LONG = "7" * 5_000
STRANGE: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2, 10**9, -(10**30), 10**400, 1.5, 1e300, "", "x", "x'", "a", "0",
    "-1", "1/2", "2/4", "1/0", "NaN", "Infinity", LONG, f"1/{LONG}", "\x00", "\x1b[31m", "\u202e",
    "\ud800", "é", "k" * 50_000, [], {}, [[]], [0], {"": {}}, {"kind": "degree"}, {"var": "x"},
    {"const": LONG}, {"step": "contradiction", "angle": 1}, {"step": "contradiction", "angle": 0},
    ["x"] * 3_000,
)  # fmt: skip
"""What may stand where something else was."""
SECONDS = 5.0
"""The time limit of each."""
LATE = 5.0
"""Seconds beyond it after which an answer is late, on a busy machine."""
SAID = 1_500
"""Characters of a message at most."""

Document = Any
Place = tuple[Any, ...]


@lru_cache
def originals() -> tuple[tuple[Certified, str], ...]:
    """Certificates of real verdicts, and their documents."""
    reports = (symlin.check(text, crosscheck=False) for text in OPERATORS)
    found = (c.certificate for r in reports for c in r.claims.values() if c.certificate is not None)
    return tuple((one, json.dumps(one.to_json())) for one in found)


def mutant(seed: int, number: int) -> tuple[Certified, bytes]:
    """A certificate, and what became of its document; the same for the same numbers."""
    rng = Random(f"{seed}:{number}")
    original, text = rng.choice(originals())
    document = json.loads(text)
    for _ in range(rng.choice((1, 1, 1, 2, 3, 8))):
        document = rng.choice(CHANGES)(document, rng)
    if rng.random() < 0.05:  # last, for Python could not walk through it
        document = changed(_deep)(document, rng)
    try:
        data = json.dumps(document).encode()
    except ValueError:  # parts that were put twice got into each other's places: a circle
        data = text.encode()
    return original, rng.choice(SPOILED)(data, rng) if rng.random() < 0.15 else data


# ---- changes of the document ----


def places(document: Document) -> list[Place]:
    """Every place in it but the whole."""
    found: list[Place] = []
    rest: list[tuple[Place, Any]] = [((), document)]
    while rest:
        path, value = rest.pop()
        if isinstance(value, dict | list):
            entries = value.items() if isinstance(value, dict) else enumerate(value)
            below = [((*path, key), part) for key, part in entries]
            found += [place for place, _ in below]
            rest += below
    return found


def at(document: Document, place: Place) -> Document:
    for key in place:
        document = document[key]
    return document


def changed(change: Callable[[Document, Any, Random], object]) -> Callable[[Document, Random], Any]:
    """Applies it to one place, drawn by its parent: a long table does not hide the rest."""

    def apply(document: Document, rng: Random) -> Document:
        found = places(document)
        if not found:
            return document
        if rng.random() < 0.5:
            found = [p for p in found if p[0] != "nodes"] or found
        place = rng.choice(found)
        change(at(document, place[:-1]), place[-1], rng)
        return document

    return apply


def _delete(parent: Any, key: Any, rng: Random) -> None:
    del parent[key]


def _duplicate(parent: Any, key: Any, rng: Random) -> None:
    if isinstance(parent, list):
        parent[key:key] = [copy.deepcopy(parent[key])] * rng.choice((1, 1, 2, 300))
    else:
        parent[f"{key}_"] = copy.deepcopy(parent[key])


def _strange(parent: Any, key: Any, rng: Random) -> None:
    parent[key] = copy.deepcopy(rng.choice(STRANGE))


def _number(parent: Any, key: Any, rng: Random) -> None:
    parent[key] = rng.choice(
        (rng.randrange(-3, 30), str(rng.randrange(-9, 9)), 10 ** rng.randrange(40))
    )


def _type(parent: Any, key: Any, rng: Random) -> None:
    value = parent[key]
    parent[key] = rng.choice((str(value)[:9_000], [value], {"of": value}, {str(key): value}))


END = {"step": "contradiction", "angle": 1}


def _deep(parent: Any, key: Any, rng: Random) -> None:
    way = rng.randrange(4)
    for _ in range(rng.choice((3, 99, 101, 400))):
        value = parent[key]
        parent[key] = (
            [value],
            {"of": value},
            {"step": "split", "guard": 0, "yes": value, "no": END},
            {"kind": "cases", "guard": 0, "yes": value, "no": {"kind": "degree"}},
        )[way]


def _swap(document: Document, rng: Random) -> Document:
    """Two parts in each other's places, where neither holds the other."""
    found = places(document)
    if len(found) > 1:
        one, two = rng.sample(found, 2)
        if one[: len(two)] != two and two[: len(one)] != one:
            first, second = at(document, one), at(document, two)
            at(document, one[:-1])[one[-1]], at(document, two[:-1])[two[-1]] = second, first
    return document


def _table(document: Document, rng: Random) -> Document:
    """A table that goes on: sums of sums, powers of powers, maxima of maxima."""
    nodes = document.get("nodes")
    if isinstance(nodes, list) and nodes:
        make = rng.choice(
            (
                lambda k: {"product": [k, k]},
                lambda k: {"power": k, "exponent": rng.choice((2, -1, 100, 99_999))},
                lambda k: {"max": [k, 0]},
                lambda k: {"sum": [["2", k], ["-1/3", 0]], "constant": "1"},
                lambda k: {"function": "exp", "of": k},
                lambda k: {"root": k, "degree": 2},
            )
        )
        for _ in range(rng.choice((1, 5, 60, 2_000))):
            nodes.append(make(len(nodes) - 1))
        if isinstance(document.get("operator"), dict):
            document["operator"]["outputs"] = [len(nodes) - 1]
    return document


def _other(document: Document, rng: Random) -> Document:
    """A part of another certificate."""
    other = json.loads(rng.choice(originals())[1])
    key = rng.choice(list(other))
    if isinstance(document, dict):
        document[key] = other[key]
    return document


def _near(document: Document, rng: Random) -> Document:
    """A change that is nearly right: another node, weight or word of the same kind."""
    if isinstance(document, dict) and isinstance(document.get("nodes"), list):
        with suppress(TypeError, ValueError, RecursionError):  # what is there is strange already
            return altered(document, rng)[0]
    return document


CHANGES = (
    *[_near] * 8,
    changed(_delete),
    changed(_duplicate),
    changed(_strange),
    changed(_number),
    changed(_number),
    changed(_type),
    _swap,
    _table,
    _other,
)

# ---- changes of its bytes ----


def _cut(data: bytes, rng: Random) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _byte(data: bytes, rng: Random) -> bytes:
    at = rng.randrange(len(data)) if data else 0
    return data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]


def _nested(data: bytes, rng: Random) -> bytes:
    return rng.choice((b"[", b'{"a":', b'{"nodes":[')) * rng.choice((900, 100_000)) + data


def _twice(data: bytes, rng: Random) -> bytes:
    return data[:-1] + b', "claim": {}, "' + b"k" * 10_000 + b'": 1}'


def _digits(data: bytes, rng: Random) -> bytes:
    return data.replace(b"1", b"1" * rng.choice((20, 5_000, 100_000)), 1)


SPOILED = (
    _cut,
    _byte,
    _nested,
    _twice,
    _digits,
    lambda data, rng: b"\xff\xfe" + data,
    lambda data, rng: data.decode().encode("utf-16"),
    lambda data, rng: data + data,
)

# ---- what became of them ----


def survey(count: int, seed: int, first: int = 0) -> Iterator[Outcome]:
    """Each mutant, put before `symlin verify` in this process."""
    for number in range(first, first + count):
        original, data = mutant(seed, number)
        code, said, seconds = verified(data)
        word = {0: "accepted", 1: "rejected", 2: "unreadable", 3: "out of time"}.get(code)
        complaint = None
        if word is None or "Traceback" in said:
            complaint = f"exit code {code}: {said[:300]}"
        elif len(said) > SAID:
            complaint = f"{len(said)} characters were said"
        elif seconds > SECONDS + LATE:
            complaint = f"late: {seconds:.1f} s"
        elif code == 0:
            word, complaint = _accepted(original, data, number)
        yield Outcome("documents", word or f"exit code {code}", complaint, f"{seed}:{number}")


def verified(data: bytes) -> tuple[int, str, float]:
    """Exit code, all that was said, and the processor's seconds."""
    out, err, stdin = io.StringIO(), io.StringIO(), sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(data))
    start = time.process_time()
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = run(["verify", "-", "--timeout", f"{SECONDS:g}"])
    finally:
        sys.stdin = stdin
    return code, out.getvalue() + err.getvalue(), time.process_time() - start


def _accepted(original: Certified, data: bytes, number: int) -> tuple[str, str | None]:
    """A claim that was accepted is the old one, or true as far as numbers can tell."""
    claim = symlin.verify(data)
    if _meaning(claim) == _meaning(original):
        return "accepted: the same claim", None
    try:
        objection = Judge(claim, number).objection()
    except (Uncertain, RecursionError):
        return "accepted: too close or too deep to tell", None
    return "accepted: another claim, true", objection and f"false claim accepted: {objection}"


def _meaning(claim: Certified) -> tuple[object, ...]:
    return (claim.subject, claim.law, claim.status, claim.guard)
