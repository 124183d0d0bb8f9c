"""coqc for the tests: at low priority, and only where it is installed."""

from __future__ import annotations

from symlin.export.coq.confirmation import coqc, objection, objection_to, run

COQC = coqc()

__all__ = ["COQC", "objection", "objection_to", "run"]
