"""Every place from which something that is printed takes a fact, each with the reason why it can.

A new import of the kernel or of a decision by what prints has to be written down here.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import symlin

PACKAGE = Path(symlin.__file__).parent
PRINTING = ("report", "export", "commands", "testing", "pytest_plugin")
"""The rooms that print; beside them `api.py`, and the JSON of `decision/`."""

SHAPES = {
    "symlin.kernel.term": "terms and guards",
    "symlin.kernel.walk": "going through them, and putting values in",
    "symlin.kernel.numbers": "exact numbers",
    "symlin.kernel.claim": "what a law says, and of which function",
    "symlin.kernel.certificate": "kinds of certificates; what is read comes from a theorem",
    "symlin.kernel.theorem": "theorems, which nobody outside the kernel can make",
    "symlin.kernel.documents.fields": "what is wrong with a document",
    "symlin.kernel.clock": "the time that is left",
    "symlin.kernel.functions.subject": "operators on functions, and what their letters stand for",
    "symlin.kernel.functions.letters": "letters under other names",
    "symlin.kernel.functions.laws": "names of letters",
    "symlin.kernel.functions.bases": "functions that are combined",
    "symlin.kernel.network.nodes": "operations of networks",
    "symlin.kernel.network.arrays": "weights, and shapes",
    "symlin.kernel.network.pattern": "a kind of argument; what is read comes from a theorem",
    "symlin.kernel.network.domain": "bounds of inputs",
    "symlin.kernel.network.evaluate": "points of networks",
    "symlin.decision.opinion": "what the cross-check said",
    "symlin.decision.schema": "the shape of the JSON",
    "symlin.decision.version": "symlin's version",
    "symlin.decision.failures": "the exceptions of require_linear and its kin",
}
"""Data without a fact in it."""

FACTS = {
    "symlin.decision.report": "a report: made of theorems, and of the cross-check's opinion",
    "symlin.decision.verdict": "claims: made of theorems, or unknown",
    "symlin.decision.compared": "on what set two functions were compared, from theorems",
    "symlin.decision.certificate": "a certificate as it is handed out, which shows nothing",
    "symlin.decision.established": "the theorem that a certificate establishes",
    "symlin.decision.json": "reports, claims and certificates as JSON",
    "symlin.decision.values": "closed values, truths and straight lines that the kernel accepts",
    "symlin.decision.proofs": "what follows from facts, accepted by the kernel",
    "symlin.decision.traits": "what an operator is in place of linear, theorems",
    "symlin.decision.terms": "which terms of a sum are linear or constant, accepted by the kernel",
    "symlin.kernel.statements.traits": "even, convex, bounded: theorems",
    "symlin.decision.alone": "in which inputs alone an operator is linear, a theorem",
    "symlin.decision.sample": "parameter values to draw a picture for: nothing is said of them",
    "symlin.decision.decide": "the decision itself",
    "symlin.decision.complex_claim": "claims over C, on the grounds of two theorems",
    "symlin.decision.complex_certificate": "certificates over C, which show nothing by themselves",
    "symlin.decision.complex_established": "the claim over C that certificates establish",
    "symlin.decision.functions.report": "a report on an operator on functions, made of theorems",
    "symlin.decision.functions.claims": "its claims: made of theorems, or unknown",
    "symlin.decision.functions.certificate": "certificates about functions, checked when read",
    "symlin.decision.functions.decide": "the decision itself",
    "symlin.kernel.functions.theorem": "theorems about operators on functions",
    "symlin.decision.network.report": "a report on a network, made of theorems",
    "symlin.decision.network.claims": "its claims: made of theorems, or unknown",
    "symlin.decision.network.certificate": "certificates about networks, checked when read",
    "symlin.decision.network.map": "the matrix of a network that a theorem says is affine",
    "symlin.decision.network.decide": "the decision itself, and theorems about formulas",
    "symlin.kernel.network.theorem": "theorems about networks",
    "symlin.kernel.network.breach": "points at which a law is said to break, of a theorem",
    "symlin.kernel.network.laws": "points of a theorem, and both sides there",
    "symlin.decision.network.equivalent": "whether two networks are the same, a theorem",
    "symlin.decision.network.stretches": "what of a network is affine on a box, by theorems",
    "symlin.decision.memory": "whether certificates are remembered; the kernel checks each again",
    "symlin.decision.remembered": "that numbers agreed before, said to be so",
    "symlin.decision.sized.report": "a report for all sizes, made of theorems",
    "symlin.decision.sized.claims": "its claims: made of theorems, or unknown",
    "symlin.decision.sized.decide": "the decision itself",
    "symlin.kernel.functions.expanding": "sums taken apart, for what Coq is told; coqc has the say",
    "symlin.kernel.functions.impulses": "the name of the impulse",
    "symlin.decision.comparison": "on what set two functions are compared",
    "symlin.decision.defined": "where an operator has values, a theorem",
    "symlin.kernel.statements.rounding": "decimals, each a theorem",
    "symlin.kernel.statements.instances": "what a law says at points, each value a theorem",
    "symlin.kernel.definedness": "where a term has a value, by the kernel's definition",
}
"""Facts, and why they can be printed."""

NORMAL_FORMS = {
    "report/shape/pieces.py": "which piece applies; then the kernel accepts each piece",
    "report/shape/floats.py": "floats to draw, which are near a ball's middle",
    "export/coq/development.py": "which premises a theorem of Coq can do without; coqc has the say",
    "report/words/networks_values.py": "decimals of numbers and balls that a theorem holds",
    "export/collapse/fold.py": "how closely weights are worked out before they are rounded",
    "commands/expectation.py": "whether a number that somebody typed is one",
}
"""Files that ask normal forms or balls themselves."""
ASKED = ("symlin.kernel.facts", "symlin.kernel.theories.enclosure")

NUMBERS = {
    "report/words/fuzzing.py": "what `fuzz` tried, said to be numbers",
    "commands/fuzz.py": "likewise",
    "report/plot/curves.py": "curves, drawn in floats",
    "report/shown.py": "the second opinion, said to be one",
    "report/functions.py": "likewise",
    "report/networks.py": "likewise",
    "report/sized.py": "likewise",
    "report/plot/signal_facts.py": "curves of signals, drawn in floats",
}
"""Files that show what the cross-check computes."""


def imports(path: Path) -> set[str]:
    """The modules of symlin that a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("symlin"):
            below = {f"{node.module}.{alias.name}" for alias in node.names}
            modules = {name for name in below if _is_module(name)}
            found |= modules or {node.module or ""}
    return found


def _is_module(name: str) -> bool:
    path = PACKAGE.parent.joinpath(*name.split("."))
    return path.with_suffix(".py").exists() or path.is_dir()


def printing() -> dict[str, set[str]]:
    """What each file that prints imports, by its path."""
    paths = [path for room in PRINTING for path in (PACKAGE / room).rglob("*.py")]
    paths += [PACKAGE / "api.py", PACKAGE / "decision" / "json.py"]
    return {str(path.relative_to(PACKAGE)): imports(path) for path in paths}


def test_every_source_of_a_fact_is_listed_and_used() -> None:
    """What prints takes facts from where the kernel has the last word."""
    used = {
        module
        for modules in printing().values()
        for module in modules
        if module.startswith(("symlin.kernel", "symlin.decision"))
    }
    listed = {*SHAPES, *FACTS, *ASKED}
    assert used - listed - {"symlin.kernel"} == set()
    assert listed - used <= {"symlin.kernel.clock", "symlin.decision.schema"}, "listed in vain"


@pytest.mark.parametrize("module", ASKED)
def test_normal_forms_are_asked_where_that_is_written_down(module: str) -> None:
    """Elsewhere, an answer would be taken without a theorem."""
    asking = {path for path, modules in printing().items() if module in modules}
    assert asking <= set(NORMAL_FORMS)


HELPERS = frozenset(
    f"symlin.exact.{name}"
    for name in (
        "deadline",
        "docstrings",
        "files",
        "floats",
        "giving_up",
        "loading",
        "memory",
        "platform",
        "signals",
        "store",
    )
)
"""What symlin.exact has beside arithmetic: time, files, floats as the numbers that they are, and
help for the command line."""


def test_nothing_that_is_printed_comes_from_the_search_or_its_arithmetic() -> None:
    """import-linter says so as well; here, exact/ is allowed for deadlines and the platform."""
    for path, modules in printing().items():
        for module in modules:
            assert not module.startswith("symlin.search"), path
            helper = module in HELPERS
            assert helper or not module.startswith("symlin.exact"), path


def test_numbers_of_the_cross_check_are_shown_as_such() -> None:
    shown = {
        path
        for path, modules in printing().items()
        if any(module.startswith("symlin.crosscheck") for module in modules)
    }
    assert shown == set(NUMBERS)


def test_a_claim_has_nothing_in_it_but_theorems_and_why_it_is_unknown() -> None:
    """A field that could be filled in by hand could say anything."""
    annotations = symlin.Claim.__annotations__
    kernel = {"LawTheorem | None", "Restatement | None", "Instance | None", "Entailment | None"}
    others = {name: kind for name, kind in annotations.items() if kind not in kernel}
    assert others == {"law": "Law", "reason": "str | None", "compared": "Compared | None"}
    assert symlin.Counterexample.__annotations__ == {"instance": "Instance"}
