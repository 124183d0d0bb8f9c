"""Every operator of the catalog and the corpus through coqc: `python -m tests.export.all_coq`.

Prints how many claims of each class coqc accepted, and why the others were not exported.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from symlin import catalog
from symlin.decide import decide
from symlin.errors import SymlinError
from symlin.export.coq import Export, NotExported, export
from symlin.parse import parse_operator
from symlin.verdict import Report, Status
from tests.export.coqc import objection, refused

CORPUS = Path(__file__).parent.parent / "corpus" / "operators.jsonl"


def reports(*only: str, timeout: float = 30.0) -> Iterator[tuple[str, Report]]:
    for name, text, options in _operators():
        if not only or any(word in name for word in only):
            try:
                yield name, decide(parse_operator(text, **options), timeout)
            except SymlinError as error:
                print(f"{name}: {error}")


def _operators() -> Iterator[tuple[str, str, dict]]:
    for entry in catalog.all_definitions():
        options = {"shape": entry.example_shape} if entry.example_shape else {}
        yield f"catalog:{entry.name}", entry.example or entry.name, options
    for line in CORPUS.read_text().splitlines():
        row = json.loads(line)
        options = {key: row[key] for key in ("inputs", "assume", "shape") if key in row}
        yield f"corpus:{row['id']}", row["operator"], options


def kind(report: Report, found: Export) -> str:
    """polynomial or piecewise linear, with parameters, or transcendental."""
    if found.document.functions - {"Floor"}:
        return "transcendental"
    return "parameters" if report.operator.parameters else "piecewise rational"


def main() -> int:
    only = sys.argv[1:]
    table: Counter[tuple[str, str, str]] = Counter()
    for name, report in reports(*only):
        start = time.monotonic()
        definite = [c for c in report.claims.values() if c.status is not Status.UNKNOWN]
        try:
            found = export(report)
        except NotExported as reason:
            print(f"{name}: nothing exported: {reason}")
            for claim in definite:
                table["?", claim.status.value, "not exported"] += 1
            continue
        names = {} if objection(found) is None else refused(found)
        failures = {t.law: names[t.name] for t in found.theorems if t.name in names}
        for claim in definite:
            outcome = "accepted"
            if claim.law in found.missing or claim.law in failures:
                outcome = "not exported" if claim.law in found.missing else "REJECTED"
                why = found.missing.get(claim.law) or failures.get(claim.law, "")
                print(f"  {name} {claim.law.value} {claim.status.value} {outcome}: {why[:600]}")
            table[kind(report, found), claim.status.value, outcome] += 1
        took = f"{time.monotonic() - start:.1f} s"
        print(f"{name}: {len(definite)} claims, {len(failures)} rejected, {took}", flush=True)
    for key, count in sorted(table.items()):
        print(f"{count:5}  {'  '.join(key)}")
    return 1 if any(outcome == "REJECTED" for _, _, outcome in table) else 0


if __name__ == "__main__":
    sys.exit(main())
