"""Certificates of past answers: proposals like any others, which the kernel checks again.

What is remembered may be old, damaged or forged: it costs time, and never truth. Only what took a
while to find is kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import fields, is_dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from symlin.decision.version import __version__
from symlin.exact.store import Store, user_folder
from symlin.kernel.certificate import Rejected
from symlin.kernel.checker import check
from symlin.kernel.walk import topological

if TYPE_CHECKING:
    from symlin.kernel.claim import Law, Subject
    from symlin.kernel.term import Node
    from symlin.kernel.theorem import LawTheorem

WORTH = 0.1
"""Seconds of searching from which on certificates are kept: less is not worth a file."""
MOST_AGREED = 20
"""Second opinions that are kept of one subject."""
_forgetful: ContextVar[bool] = ContextVar("forgetful", default=False)


@contextmanager
def forgetting(wanted: bool = True) -> Iterator[None]:
    """Nothing is remembered, and nothing kept, if that is wanted."""
    token = _forgetful.set(_forgetful.get() or wanted)
    try:
        yield
    finally:
        _forgetful.reset(token)


class Memory:
    """What is remembered of one subject."""

    def __init__(self, subject: Subject) -> None:
        root = None if _forgetful.get() else user_folder()
        self._store = None if root is None else Store(root)
        self._subject = subject
        self._digest: str | None = None
        self._entry: dict[str, object] | None = None

    def theorem(self, law: Law) -> LawTheorem | None:
        """The theorem that a remembered certificate shows of this law, if one does."""
        found = self._read().get("certificates")
        document = found.get(law.value) if isinstance(found, dict) else None
        return None if document is None else self._shown(law, document)

    def keep(self, theorems: Iterable[LawTheorem], searched: float) -> None:
        """Writes down what was found, if the search took long enough, in seconds."""
        if self._store is None or searched < WORTH:
            return
        from symlin.decision.certificate import Certified

        found = self._read().get("certificates")
        known = dict(found) if isinstance(found, dict) else {}
        known |= {theorem.law.value: Certified.of(theorem).to_json() for theorem in theorems}
        self._write(certificates=known)

    def opinion(self, question: str) -> tuple[int, str] | None:
        """How many examples agreed when this was asked before, and with what remark."""
        agreed = self._read().get("agreed")
        found = agreed.get(question) if isinstance(agreed, dict) else None
        match found:
            case [int(examples), str(remark)]:
                return examples, remark
            case _:
                return None

    def agreed(self, question: str, examples: int, remark: str) -> None:
        """Keeps that numbers agreed, beside the latest others."""
        found = self._read().get("agreed")
        others = list(found.items()) if isinstance(found, dict) else []
        self._write(agreed=dict([*others, (question, [examples, remark])][-MOST_AGREED:]))

    def _read(self) -> Mapping[str, object]:
        """The entry; empty where there is none that can be read."""
        if self._entry is None:
            self._entry = {}
            if self._store is not None and self._store.root.is_dir():
                self._entry = _object(self._store.get(self._key))
        return self._entry

    def _write(self, **parts: object) -> None:
        self._entry = {**self._read(), **parts}
        if self._store is not None:
            self._store.put(self._key, json.dumps(self._entry).encode())

    @property
    def _key(self) -> str:
        if self._digest is None:
            self._digest = digest(self._subject)
        return self._digest

    def _shown(self, law: Law, document: object) -> LawTheorem | None:
        from symlin.decision.certificate import Certified
        from symlin.kernel.documents.fields import Unreadable

        try:
            given = Certified.from_json(document)
            status = given.status.value
            return check(self._subject, law, status, given.steps, given.rewrites)  # type: ignore[arg-type]
        except (Rejected, Unreadable, ValueError):
            return None


def _object(data: bytes | None) -> dict[str, object]:
    try:
        found = json.loads(data or b"{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def digest(subject: Subject) -> str:
    """What names the subject, for this version of symlin: equal subjects have equal digests."""
    found = sha256(repr((__version__, subject.inputs, subject.parameters)).encode())
    places: dict[Node, int] = {}
    roots = (*subject.outputs, *subject.assumptions)
    for node in topological(roots):
        parts = [_flat(getattr(node, field.name), places) for field in fields(node)]
        found.update(repr((type(node).__name__, parts)).encode())
        places[node] = len(places)
    ends = [places[root] for root in roots]
    found.update(repr((len(subject.outputs), ends)).encode())
    return found.hexdigest()


def _flat(value: object, places: Mapping[Node, int]) -> object:
    """A part of a node, its children by their places."""
    if isinstance(value, tuple):
        return [_flat(part, places) for part in value]
    return ["node", places[value]] if is_dataclass(value) else repr(value)  # type: ignore[index]
