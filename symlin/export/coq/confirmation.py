"""Asking coqc, where it is installed, before a file is given out."""

from __future__ import annotations

import tempfile
from collections.abc import Container
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import monotonic

from symlin.decision.report import Report
from symlin.export.coq import support
from symlin.export.coq.compiler import LATE, SECONDS, coqc, library, listen, mark, run
from symlin.export.coq.file import CoqTheorem, Export, export, operator_file
from symlin.kernel.claim import Law

__all__ = ["confirmed", "coqc", "examined", "library", "objection", "objection_to", "run"]


def objection(found: Export) -> str | None:
    """What coqc says against the export; None where it accepts it."""
    return objection_to(operator_file(found))


def objection_to(text: str) -> str | None:
    """What coqc says against a file; None where it accepts it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "Operator.v"
        file.write_text(text, encoding="utf-8", newline="\n")
        return run(file, library())


def confirmed(report: Report, seconds: float = SECONDS) -> Export:
    """The theorems that coqc accepts within so many seconds; raises NotExported."""
    return examined(report, seconds)[0]


def examined(report: Report, seconds: float = SECONDS) -> tuple[Export, dict[Law, str]]:
    """The export without the theorems that coqc rejects, and what it says against those.

    Every theorem is checked once: where coqc stops, that theorem is left out, and it goes on
    with the accepted ones as premises. A theorem that rests on a rejected one gets another proof.
    """
    end = monotonic() + seconds
    accepted: set[str] = set()
    rejected: dict[str, tuple[Law, str]] = {}
    while True:
        found = export(report, keep=partial(_is_not_in, rejected))
        waiting = [t for t in found.theorems if t.name not in accepted]
        if not waiting:
            break
        start = monotonic()
        folder = library(support.needed(found.development.functions))
        end += monotonic() - start  # compiled once and for all: no part of this proof
        reached, against = _asked(found, accepted, folder, len(waiting), end)
        accepted.update(reached)
        if against is not None:
            late = waiting[len(reached) :] if monotonic() >= end else waiting[len(reached) :][:1]
            rejected |= {t.name: (t.law, against) for t in late}
    said = dict(rejected.values())
    late_laws = {law: LATE for law, why in said.items() if why == LATE}
    return replace(found, missing=found.missing | late_laws), said


def _is_not_in(rejected: Container[str], theorem: CoqTheorem) -> bool:
    return theorem.name not in rejected


def _asked(
    found: Export, accepted: set[str], folder: Path, waiting: int, end: float
) -> tuple[list[str], str | None]:
    def written(theorem: CoqTheorem) -> str:
        known = theorem.name in accepted
        return theorem.premise if known else f"{theorem.text}{mark(theorem.name)}"

    return listen(operator_file(found, written), folder, waiting, end)
