"""Reports as Coq files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from symlin.decision.report import Report, subject_of
from symlin.decision.verdict import Claim, Status
from symlin.errors import NotExported
from symlin.exact.files import save_all
from symlin.export.coq import support
from symlin.export.coq.breaking import rational_refutation, refutation_of
from symlin.export.coq.development import Development
from symlin.export.coq.holding import proof_of
from symlin.export.coq.statement import law_text, theorem_name
from symlin.kernel.certificate import (
    CaseProof,
    Conditional,
    DegreeProof,
    DerivativeWitness,
    DirectProof,
    Impossible,
    MatrixProof,
    ParameterSplit,
    Witness,
)
from symlin.kernel.claim import Law

ORDER = (Law.LINEAR, Law.AFFINE, Law.ADDITIVITY, Law.HOMOGENEITY, Law.POSITIVE_HOMOGENEITY, Law.ODD)


@dataclass(frozen=True)
class CoqTheorem:
    """One law's claim: its name, its statement and its proof; or why there is none."""

    law: Law
    name: str
    statement: str
    proof: tuple[str, ...]

    @property
    def searched(self) -> bool:
        """Whether the proof relies on tactics that may fail, and not on computation alone."""
        return any("contradict_" in line or "impossible" in line for line in self.proof)

    @property
    def premise(self) -> str:
        """The statement alone, for a file in which coqc need not see the proof again."""
        return f"Theorem {self.name} :\n  {self.statement}.\nAdmitted.\n"

    @property
    def text(self) -> str:
        """The theorem with its proof."""
        body = "\n".join(f"  {line}" for line in self.proof)
        return f"Theorem {self.name} :\n  {self.statement}.\nProof.\n{body}\nQed.\n"


def theorem(development: Development, claim: Claim, linear: CoqTheorem | None) -> CoqTheorem:
    """The claim in Coq; raises `NotExported` where it is open, or no proof can be written."""
    law = claim.law
    if claim.status is Status.UNKNOWN or claim.certificate is None:
        raise NotExported(claim.reason or "nothing is known of this law")
    certificate = claim.certificate.steps
    said = law_text(development, law)
    name = theorem_name(law, claim.status.value)
    lemma = None if linear is None else linear.name
    match claim.status, certificate:
        case Status.PROVED, (MatrixProof() | DirectProof() | DegreeProof() | CaseProof()):
            body, proof = (
                said,
                [development.opening, *proof_of(development, law, certificate, None, lemma)],
            )
        case Status.CONDITIONAL, Conditional():
            condition = development.proposition.text(development.node(certificate.condition))
            body, proof = f"({said} <-> {condition})", _iff(development, law, certificate)
        case Status.REFUTED, Witness() | DerivativeWitness() | ParameterSplit() | Impossible():
            body = f"~ {said}"
            direct = rational_refutation(development, law, certificate)
            steps = direct or ["intro H; sharpen.", *refutation_of(development, law, certificate)]
            proof = [development.opening, *steps]
        case _:
            raise NotExported("the certificate is of another kind")
    return CoqTheorem(law, name, development.statement(body), tuple(proof))


def _iff(development: Development, law: Law, certificate: Conditional) -> list[str]:
    return [
        development.opening,
        "split; [ intro H | intro C ].",
        "{ apply NNPP; intro C; sharpen.",
        *refutation_of(development, law, certificate.refutation, 1),
        "}",
        "{ " + "\n    ".join(proof_of(development, law, certificate.proof, certificate.condition)),
        "}",
    ]


Written = Callable[[CoqTheorem], str]


def _whole(theorem: CoqTheorem) -> str:
    return theorem.text


@dataclass(frozen=True)
class Export:
    """An operator's development, its theorems, and the claims that have none, with the reason."""

    report: Report
    development: Development
    theorems: tuple[CoqTheorem, ...]
    missing: dict[Law, str]

    def body(self, written: Written = _whole) -> str:
        """Definitions and theorems, and by their names the laws that have none."""
        parts = [self.development.definitions(), self.development.reflection(), self._tactics()]
        parts.extend(map(written, self.theorems))
        parts.extend(f"(* Not here: {law.value}: {why}. *)\n" for law, why in self.missing.items())
        return "\n".join(parts)

    def _tactics(self) -> str:
        return "Ltac solve_domain := unfold_all; in_domain.\n"

    @property
    def title(self) -> str:
        """The first line: a comment that no operator's name can end early."""
        plain = (
            self.report.operator.name.replace("(*", "( *").replace("*)", "* )").replace('"', "'")
        )
        return f"(* {plain[:400]}: exported by symlin {self.report.version}. *)\n"


def export(report: Report, keep: Callable[[CoqTheorem], bool] = lambda theorem: True) -> Export:
    """What can be written of the report in Coq; raises NotExported where that is nothing.

    `keep` may refuse a theorem, for instance one that coqc was seen to reject.
    """
    development = Development(subject_of(report.operator))
    theorems: list[CoqTheorem] = []
    missing: dict[Law, str] = {}
    linear: CoqTheorem | None = None
    for law in ORDER:
        if law not in report.claims:
            continue
        try:
            found = theorem(development, report.claims[law], linear)
        except NotExported as reason:
            missing[law] = str(reason)
            continue
        if not keep(found):
            missing[law] = "no proof that coqc accepts was found"
            continue
        theorems.append(found)
        if law is Law.LINEAR and report.claims[law].status is Status.PROVED:
            linear = found
    if not theorems:
        raise NotExported("; ".join(f"{law.value}: {why}" for law, why in missing.items()))
    return Export(report, development, tuple(theorems), missing)


def single_file(found: Export) -> str:
    """One self-contained file: the support files as modules, then the operator."""
    names = support.needed(found.development.functions)
    lines = [found.title, *support.imports(names), _libraries(names)]
    for name in names:
        lines.append(support.module(name))
        lines.append(f"Import {name}.\n")
    return "\n".join([*lines, _OPENING, found.body()])


_LIBRARIES = "From Coq Require Import Reals List NArith QArith Lra Psatz Classical."
_COQUELICOT = "From Coquelicot Require Import Coquelicot."
"""Before symlin's own files, for its names are many; integrals are not recognised without it."""
_OPENING = "Import ListNotations.\nOpen Scope R_scope.\n"


def _libraries(names: tuple[str, ...]) -> str:
    return f"{_LIBRARIES}\n{_COQUELICOT}" if "Erf" in names else _LIBRARIES


def operator_file(found: Export, written: Written = _whole) -> str:
    """The operator's own file, for a folder in which the support files lie beside it."""
    names = support.needed(found.development.functions)
    shared = f"From Symlin Require Import {' '.join(names)}."
    return "\n".join([found.title, _libraries(names), shared, _OPENING, found.body(written)])


def write_folder(found: Export, directory: Path, force: bool = False) -> list[Path]:
    """The shared definitions, the operator's file and a Makefile; `make` checks them all.

    Raises `OSError` where others' files have these names, unless they may be overwritten.
    """
    names = support.needed(found.development.functions)
    files = {f"{name}.v": support.source(name) for name in names}
    files["Operator.v"] = operator_file(found)
    listed = "".join(f"{name}.v\n" for name in (*names, "Operator"))
    files["_CoqProject"] = f"-R . Symlin\n{listed}"
    files["Makefile"] = _MAKEFILE
    save_all({name: text.encode() for name, text in files.items()}, directory, force)
    return [directory / name for name in files]


_MAKEFILE = """\
all: CoqMakefile
\t$(MAKE) -f CoqMakefile

CoqMakefile: _CoqProject
\tcoq_makefile -f _CoqProject -o CoqMakefile
"""
