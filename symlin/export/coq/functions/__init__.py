"""Operators on functions, sequences and matrices of all sizes as Coq files.

Letters are definitions: values, sums, and Coquelicot's derivatives and integrals, of which it is
proved that they are linear. An improper integral, an infinite sum, and what else Coq has no word
for, is a variable: a functional that is linear by hypothesis. coqc is asked before a file is given
out.
"""

from __future__ import annotations

from symlin.decision.functions.report import FunctionReport
from symlin.decision.sized.report import SizedReport
from symlin.errors import NotExported
from symlin.export.coq.compiler import SECONDS
from symlin.export.coq.functions.file import functions_to_coq

__all__ = ["report_to_coq"]


def report_to_coq(report: FunctionReport | SizedReport, seconds: float = SECONDS) -> str:
    """One self-contained file that coqc accepts; what is not in it is named, with the reason.

    Raises `NotExported` where there is nothing to write.
    """
    operator = report.operator
    if isinstance(report, FunctionReport):
        claims = {n: c for n, c in report.claims.items() if not (c.weighed or c.values)}
        return functions_to_coq(operator.name, report.operator.subject, claims, seconds)
    entry = report.operator.entry
    everywhere = {
        law.value: c.everywhere for law, c in report.claims.items() if c.everywhere is not None
    }
    if entry is None or not everywhere:
        raise NotExported("what fails does so at a size: export the formula with that size in it")
    return functions_to_coq(operator.name, entry.subject, everywhere, seconds)
