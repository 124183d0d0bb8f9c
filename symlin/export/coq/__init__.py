"""Verdicts as theorems of Coq: files that coqc 8.16 accepts, with proofs and all definitions.

Where coqc is installed, it is asked before a file is given out, and theorems that it rejects are
left out and named. Where it is not, theorems that mix parameters with functions of analysis are
left out: for them, the proofs that symlin writes are attempts.
"""

from __future__ import annotations

from pathlib import Path

from symlin.decision.report import Report
from symlin.errors import NotExported
from symlin.export.coq.compiler import SECONDS, coqc
from symlin.export.coq.confirmation import confirmed
from symlin.export.coq.file import CoqTheorem, Export, export, single_file, write_folder

__all__ = ["CoqTheorem", "Export", "NotExported", "coqc", "export", "to_coq", "write_coq_folder"]


def to_coq(report: Report, seconds: float = SECONDS) -> str:
    """One self-contained file that coqc 8.16 accepts; raises NotExported.

    coqc may take so many seconds; what it has not accepted by then is left out, and named.
    """
    return single_file(_safe(report, seconds))


def write_coq_folder(
    report: Report, directory: Path, seconds: float = SECONDS, force: bool = False
) -> list[Path]:
    """Shared definitions, the operator's file and a Makefile: `make` checks all of them.

    Raises `OSError` where others' files have these names; with `force` they are overwritten.
    """
    return write_folder(_safe(report, seconds), directory, force)


def _safe(report: Report, seconds: float) -> Export:
    if coqc() is not None:
        return confirmed(report, seconds)
    attempts = bool(report.operator.parameters) and bool(export(report).development.functions)
    return export(report, keep=lambda theorem: not (attempts and theorem.searched))
