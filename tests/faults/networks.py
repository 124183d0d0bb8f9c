"""Hostile certificates of networks, with their weights inside or in a file beside them."""

from __future__ import annotations

import base64
import json
import os
import tempfile
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from symlin.decision.network.certificate import NetworkCertified
from symlin.kernel.claim import Law
from symlin.kernel.documents.blobs import with_bytes, with_file
from symlin.kernel.documents.network_writing import network_document
from symlin.kernel.network.breach import Breach
from symlin.kernel.network.domain import Domain
from symlin.kernel.network.structure import FACTS_OF_LAWS, facts_of
from symlin.kernel.network.theorem import NetworkSubject, NetworkTheorem, Structure, proved, refuted

from ..kernel.network import made, second_evaluator
from ..kernel.network.random_graphs import random_point
from ..kernel.network.test_alterations import breaches, defect
from ..kernel.network.test_structure import graph_of_facts
from . import documents
from .asked import Told, ask, drawn
from .outcome import Outcome

SECONDS = documents.SECONDS
WORDS = {0: "accepted", 1: "rejected", 2: "unreadable", 3: "out of time"}
NAMES = (
    "../outside.weights", "/etc/passwd", "..", ".", "", "no.weights", "link.weights",
    "zero.weights",
    "pipe.weights", "folder.weights", "cert.json", "a\x00b", "\ud800", "w" * 5_000, "\x1b[2J",
    "./cert.weights", "sub/cert.weights", "cert.weights ", "C:\\cert.weights", "sparse.weights",
)  # fmt: skip
"""What a document may call its file of weights."""
POINTS = 6
Original = tuple[NetworkTheorem, dict[str, Any], bytes]


@lru_cache
def originals() -> tuple[Original, ...]:
    """Theorems about small graphs, by structure and by points, and one with letters of pieces."""
    theorems, found = made.theorems(), []
    for seed in range(24):
        rng, graph = Random(seed), graph_of_facts(seed)
        subject = NetworkSubject(graph, Domain())
        known = facts_of(graph, theorems)[-1]
        laws = [law for law, facts in FACTS_OF_LAWS.items() if facts in known]
        found += proved(subject, laws, Structure(theorems)) if laws else ()
        broken = breaches(rng, graph)
        found += refuted(subject, broken) if broken else ()
    return tuple((theorem, *network_document(theorem)) for theorem in found)


def mutant(rng: Random) -> tuple[NetworkTheorem, bytes, bytes | None]:
    """A certificate, what became of its document, and of the file beside it."""
    theorem, document, data = rng.choice(originals())
    document = json.loads(json.dumps(document))
    beside = rng.random() < 0.6
    if rng.random() < 0.5:
        data = _bytes(data, rng)
        if rng.random() < 0.7:  # so that the digest does not tell
            said = {"bytes": len(data), "sha256": sha256(data).hexdigest()}
            document = {**document, "weights": said}
    document = with_file(document, "cert.weights") if beside else with_bytes(document, data)
    for _ in range(rng.choice((0, 0, 1, 1, 1, 2, 6))):
        change = rng.choice(documents.CHANGES) if rng.random() < 0.8 else _weights
        document = change(document, rng)
    text = _text(document)
    if rng.random() < 0.1:
        text = rng.choice(documents.SPOILED)(text, rng)
    return theorem, text, data if beside else None


def _text(document: Any) -> bytes:
    try:
        return json.dumps(document).encode()
    except ValueError:  # a part got into itself
        return b"{}"


def _bytes(data: bytes, rng: Random) -> bytes:
    """Weights and indices, changed in a few places, or of another length."""
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 1, 3, 20))):
        if changed:
            changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    way = rng.randrange(8)
    if way == 0:
        return bytes(changed[: rng.randrange(len(changed) + 1)])
    return bytes(changed) + bytes(rng.choice((8, 1, 4096)) if way == 1 else 0)


def _weights(document: Any, rng: Random) -> Any:
    """What is said of the weights: another name, size, digest, or both ways to find them."""
    said = document.get("weights") if isinstance(document, dict) else None
    if not isinstance(said, dict):
        return document
    strange = (rng.choice(NAMES), rng.choice(documents.STRANGE), 1 << 31, (1 << 31) - 1, 0)
    way = rng.randrange(5)
    if way < 2 and "file" in said:
        said = {**said, "file": rng.choice(NAMES)}
    elif way < 4:
        said = {**said, rng.choice(("file", "bytes", "sha256", "base64")): rng.choice(strange)}
    else:
        said = {**said, "base64": base64.b64encode(bytes(rng.randrange(99))).decode()}
    return {**document, "weights": said}


def survey(count: int, seed: int, first: int = 0) -> Iterator[Outcome]:
    """Each in a folder with all that a name may lead to, put before `symlin verify`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "inside"
        folder.mkdir()
        surroundings(folder)
        for number in range(first, first + count):
            theorem, text, data = mutant(drawn(seed, number))
            told = verified(folder, text, data)
            word = WORDS.get(told.code, f"exit code {told.code}")
            complaint = told.complaint(SECONDS)
            if complaint is None and told.code == 0:
                word, complaint = _accepted(theorem, folder, text, number)
            if complaint is None and "secret" in told.said:
                complaint = "it told what is in a file outside"
            yield Outcome("networks", word, complaint, f"{seed}:{number}")


def surroundings(folder: Path) -> None:
    """Links, pipes and devices, inside the folder and beside it."""
    (folder.parent / "outside.weights").write_bytes(b"secret" * 100)
    (folder / "link.weights").symlink_to(folder.parent / "outside.weights")
    (folder / "zero.weights").symlink_to("/dev/zero")
    (folder / "folder.weights").mkdir()
    os.mkfifo(folder / "pipe.weights")
    (folder / "sparse.weights").touch()
    os.truncate(folder / "sparse.weights", 1 << 40)


def verified(folder: Path, text: bytes, data: bytes | None) -> Told:
    """What `symlin verify` says of the document in the folder."""
    (folder / "cert.json").write_bytes(text)
    (folder / "cert.weights").unlink(missing_ok=True)
    if data is not None:
        (folder / "cert.weights").write_bytes(data)
    return ask(["verify", str(folder / "cert.json"), "--timeout", f"{SECONDS:g}"])


def _accepted(old: NetworkTheorem, folder: Path, text: bytes, seed: int) -> tuple[str, str | None]:
    """A claim that was accepted is the old one, or true as far as a second evaluator can tell."""
    from symlin.commands.intake import beside
    from symlin.decision.functions.certificate import read_certificate

    found = read_certificate(text, lambda name, size: beside(str(folder / "cert.json"), name, size))
    if not isinstance(found, NetworkCertified):
        return "accepted: another kind", "a document of a network became another"
    new = found.theorem
    if network_document(new) == network_document(old):
        return "accepted: the same claim", None
    return "accepted: another claim, true", objection(new, Random(seed))


def objection(theorem: NetworkTheorem, rng: Random) -> str | None:
    """Why the claim is false; None where nothing was found against it."""
    graph, argument = theorem.subject.graph, theorem.argument
    try:
        if isinstance(argument, Breach):
            off = defect(graph, argument.points, argument.weights)[argument.output]
            return None if off else "the points break nothing"
        if theorem.status != "proved" or theorem.subject.domain.ends:
            return None
        return next(filter(None, (_at(theorem, rng) for _ in range(POINTS))), None)
    except (second_evaluator.Outside, RecursionError):
        return None


def _at(theorem: NetworkTheorem, rng: Random) -> str | None:
    """An instance of the law that fails."""
    graph = theorem.subject.graph
    x, y = random_point(rng, graph), random_point(rng, graph)
    a = rng.choice((Fraction(2), Fraction(1, 3), Fraction(5)))
    both = {k: {i: x[k].get(i, 0) + y[k].get(i, 0) for i in {*x[k], *y[k]}} for k in x}
    zero: dict[str, dict[int, Any]] = {}
    times = {k: {i: v * _flint(a) for i, v in row.items()} for k, row in x.items()}
    minus = {k: {i: -v for i, v in row.items()} for k, row in x.items()}
    points, weights = {
        Law.LINEAR: ((both, x, y), (1, -1, -1)),
        Law.ADDITIVITY: ((both, x, y), (1, -1, -1)),
        Law.AFFINE: ((both, x, y, zero), (1, -1, -1, 1)),
        Law.HOMOGENEITY: ((times, x), (1, -a)),
        Law.POSITIVE_HOMOGENEITY: ((times, x), (1, -a)),
        Law.ODD: ((minus, x), (1, 1)),
    }[theorem.law]
    off = defect(graph, points, weights)
    return f"{theorem.law} fails at {points[0]}" if any(off) else None


def _flint(value: Fraction) -> Any:
    from flint import fmpq

    return fmpq(value.numerator, value.denominator)
