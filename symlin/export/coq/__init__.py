"""Verdicts as theorems of Coq: files that coqc 8.16 accepts, with proofs and all definitions."""

from symlin.export.coq.file import Export, Theorem, export, to_coq, write_coq_folder
from symlin.export.errors import NotExported

__all__ = ["Export", "NotExported", "Theorem", "export", "to_coq", "write_coq_folder"]
