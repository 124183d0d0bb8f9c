"""What `--verbose` adds: how each claim was found, how large its proof is, and the times."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from symlin.decision.json import certificate_text
from symlin.decision.verdict import Certified, Claim
from symlin.report.formats.segments import BLANK, Line, wrapped

COLUMN = 26
"""Where what is said of a law begins: as in the report above."""
Check = Callable[[Certified], object]
"""The kernel's check; raises where the certificate is not accepted."""


def detail_lines(
    claims: Iterable[Claim], times: Iterable[tuple[str, float]], check: Check, width: int
) -> list[Line]:
    """A line for each claim and each time; the kernel checks every certificate once more."""
    intro = "How each claim was found, the size of its certificate, and the kernel's time:"
    lines = [BLANK, *wrapped("  ", intro, width, "dim", 2)]
    for claim in claims:
        label = f"    {claim.law.value.replace('_', ' ')}"
        lines += wrapped(label, _behind(claim, check), width, "dim", COLUMN)
    for what, seconds in times:
        lines += wrapped(f"  {what}", duration(seconds), width, "dim", COLUMN)
    return lines


def _behind(claim: Claim, check: Check) -> str:
    """ "exact points; 587 bytes; 0.3 ms"."""
    if claim.certificate is None:
        return "; ".join([claim.method, "no certificate"] if claim.method else ["no certificate"])
    size = len(certificate_text(claim.certificate).encode())
    started = time.perf_counter()
    check(claim.certificate)
    took = duration(time.perf_counter() - started)
    return "; ".join([claim.method, f"{size:,} bytes", took])


def duration(seconds: float) -> str:
    """Seconds, or thousandths of them where there are few."""
    return f"{seconds:.2f} s" if seconds >= 0.1 else f"{1000 * seconds:.1f} ms"
