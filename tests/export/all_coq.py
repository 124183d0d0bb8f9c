"""Every operator of the catalog and the corpus through coqc: `python -m tests.export.all_coq`.

Prints, as docs/trust.md shows it, how many claims of each class coqc accepted, what was not
exported and why, and the axioms under all accepted theorems. Words after the command choose the
operators whose names hold one of them.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from symlin.catalog import index as catalog
from symlin.decision.decide import decide
from symlin.decision.report import Report
from symlin.decision.verdict import Status
from symlin.errors import SymlinError
from symlin.export.coq import Export, NotExported
from symlin.export.coq.confirmation import examined, library
from symlin.export.coq.file import operator_file
from symlin.kernel.claim import Law
from symlin.kernel.term import Function
from symlin.kernel.walk import topological
from symlin.reading.parse import parse_operator
from tests.export.coqc import COQC, run

CORPUS = Path(__file__).parent.parent / "corpus" / "operators.jsonl"
CLASSES = ("piecewise rational", "with parameters", "transcendental")
STATUSES = (Status.PROVED, Status.REFUTED, Status.CONDITIONAL)
RATIONAL = ("abs", "floor")
SECONDS = 300.0
"""For the theorems of one operator."""
CLASSICAL = frozenset(["sig_not_dec", "sig_forall_dec", "functional_extensionality_dep", "classic"])
"""The axioms under the standard library's reals, and classical logic."""


def operators(*only: str) -> Iterator[tuple[str, str, dict]]:
    for name, text, options in _operators():
        if not only or any(word in name for word in only):
            yield name, text, options


def _operators() -> Iterator[tuple[str, str, dict]]:
    for entry in (d for d in catalog.all_definitions() if not d.is_about_functions):
        options = {"shape": entry.example_shape} if entry.example_shape else {}
        yield f"catalog:{entry.name}", entry.example or entry.name, options
    for line in CORPUS.read_text().splitlines():
        row = json.loads(line)
        options = {key: row[key] for key in ("inputs", "assume", "shape") if key in row}
        yield f"corpus:{row['id']}", row["operator"], options


def kind(report: Report) -> str:
    """One of CLASSES; what has functions of analysis counts as such, with parameters or not."""
    operator = report.operator
    nodes = topological((*operator.outputs, *operator.assumptions))
    if any(isinstance(node, Function) and node.name not in RATIONAL for node in nodes):
        return "transcendental"
    return "with parameters" if operator.parameters else "piecewise rational"


def axioms_in(text: str) -> set[str]:
    """The names that `Print Assumptions` lists, without their modules."""
    return set(re.findall(r"^(?:\w+\.)*(\w+)\s*:", text, re.MULTILINE)) - {"Axioms"}


@dataclass
class Survey:
    """What became of every claim; accepted files are kept for the question about axioms."""

    folder: Path
    claims: Counter[tuple[str, Status]] = field(default_factory=Counter)
    accepted: Counter[tuple[str, Status]] = field(default_factory=Counter)
    why: list[str] = field(default_factory=list)
    theorems: list[str] = field(default_factory=list)

    def add(self, name: str, report: Report) -> None:
        """Exports the report and asks coqc."""
        definite = {law: c.status for law, c in report.claims.items() if c.status in STATUSES}
        missing = self._missing(report)
        for law, status in definite.items():
            self.claims[kind(report), status] += 1
            if law in missing:
                self.why.append(f"{name}, {law.value} {status.value}: {missing[law]}")
            else:
                self.accepted[kind(report), status] += 1

    def _missing(self, report: Report) -> dict[Law, str]:
        try:
            found, rejected = examined(report, SECONDS)
        except NotExported as reason:
            return dict.fromkeys(report.claims, f"not exported: {reason}")
        missing = {law: f"not exported: {why}" for law, why in found.missing.items()}
        missing |= {law: f"REJECTED: {why.splitlines()[-1]}" for law, why in rejected.items()}
        if not self._accepts(found):
            missing |= {t.law: "REJECTED together with others" for t in found.theorems}
        return missing

    def _accepts(self, found: Export) -> bool:
        module = f"Operator{len(self.theorems)}"
        (self.folder / f"{module}.v").write_text(operator_file(found))
        if run(self.folder / f"{module}.v", library()) is not None:
            return False
        self.theorems.extend(f"{module}.{t.name}" for t in found.theorems)
        return True

    def axioms(self) -> set[str]:
        """What all accepted theorems rest on together, read from coqc."""
        modules = dict.fromkeys(name.partition(".")[0] for name in self.theorems)
        parts = [f"Require {module}." for module in modules]
        parts.append(f"Definition all := ({', '.join(self.theorems)}, 0).")
        (self.folder / "All.v").write_text("\n".join([*parts, "Print Assumptions all.\n"]))
        command = [str(COQC), "-q", "-w", "none", "-R", str(library()), "Symlin", "All.v"]
        done = subprocess.run(
            command, cwd=self.folder, check=True, capture_output=True, text=True, timeout=3600
        )
        return axioms_in(done.stdout)

    def table(self) -> str:
        """Accepted claims of all claims, by class and status."""
        rows = [["", *(s.value for s in STATUSES)], ["---"] * 4]
        rows += [[c, *(self._share(c, status) for status in STATUSES)] for c in CLASSES]
        return "\n".join(f"| {' | '.join(row)} |" for row in rows)

    def _share(self, kind: str, status: Status) -> str:
        total = self.claims[kind, status]
        return f"{self.accepted[kind, status]} of {total}" if total else "-"


def main() -> int:
    """0 where coqc rejected nothing, and nothing rests on more than classical reals."""
    with tempfile.TemporaryDirectory() as folder:
        survey = Survey(Path(folder))
        for name, text, options in operators(*sys.argv[1:]):
            start, before = time.monotonic(), len(survey.why)
            try:
                survey.add(name, decide(parse_operator(text, **options), 30.0))
            except SymlinError as error:
                print(f"{name}: {error}")
            print(*survey.why[before:], sep="\n", end="" if before == len(survey.why) else "\n")
            print(f"{name}: {time.monotonic() - start:.1f} s", file=sys.stderr, flush=True)
        rests_on = survey.axioms()
    print(survey.table())
    print(f"{survey.accepted.total()} of {survey.claims.total()} claims accepted by coqc")
    print("axioms:", ", ".join(sorted(rests_on)))
    rejected = any("REJECTED" in why or "coqc accepts" in why for why in survey.why)
    return int(rejected or not rests_on <= CLASSICAL)


if __name__ == "__main__":
    sys.exit(main())
