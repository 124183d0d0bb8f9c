"""Certificates of format 1 as version 0.1.0 wrote them, and what each of them cannot do without.

Every line of `format_1.jsonl` holds a document, the rules that it needs (`needs`), and for some
what they are about: claims about piecewise linear functions and polynomials need no other theory.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from symlin.kernel.certificate import Certificate, Rewrite
from symlin.kernel.checker import check
from symlin.kernel.claim import Law, Subject
from symlin.kernel.documents.reading import Status, from_json

FILE = Path(__file__).with_name("format_1.jsonl")


@dataclass(frozen=True)
class Old:
    """One line of the file."""

    about: str
    needs: tuple[str, ...]
    document: dict[str, Any]
    subject: Subject
    law: Law
    status: Status
    certificate: Certificate
    rewrites: tuple[Rewrite, ...]

    def check(self) -> None:
        """Raises `Rejected` where the kernel, as it is now, does not accept it."""
        check(self.subject, self.law, self.status, self.certificate, self.rewrites)


@cache
def old_certificates() -> tuple[Old, ...]:
    found = []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        subject, law, status, _, certificate, rewrites = from_json(row["document"])
        needs = tuple(row["needs"])
        document = row["document"]
        claim = (subject, law, status, certificate, rewrites)
        found.append(Old(row["about"], needs, document, *claim))
    return tuple(found)
