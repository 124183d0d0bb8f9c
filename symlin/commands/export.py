"""`symlin export`: the claim and its proof for another tool."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Unpack, cast

import click

from symlin.commands.answers import DISAGREES, obtain
from symlin.commands.formulas import Formula, OperatorCommand
from symlin.commands.options import (
    ExportOptions,
    cache_option,
    force_option,
    model_options,
    operator_options,
    timeout_option,
)
from symlin.commands.output import remark, say
from symlin.commands.paths import FilePath
from symlin.errors import NotExported

if TYPE_CHECKING:
    from symlin.decision.functions.claims import FunctionClaim
    from symlin.decision.network.certificate import NetworkCertified
    from symlin.decision.network.claims import NetworkClaim
    from symlin.decision.report import Report
    from symlin.decision.verdict import Claim
    from symlin.report.answers import AnyReport

TARGETS = ("coq", "smtlib", "latex", "json")
ALL = ""
INVARIANCE = "time_invariance"
"""Of operators on functions, as JSON."""
LAWS = ("linear", "additivity", "homogeneity", "affine", "positive_homogeneity", "odd", INVARIANCE)
EXPORT_EXIT_CODES = """\b
Exit codes:
  0  written
  2  the operator could not be understood
  3  it cannot be exported; nothing is written
  4  the numeric cross-check disagrees with the prover; nothing is written
  5  symlin itself failed (a bug)"""
Files = dict[str, str]
"""Texts by file name; a single one without a name of its own is under ""."""
LARGEST_INSIDE = 1 << 16
"""Bytes of weights that stay inside a document: a screen of base64 or two."""


@click.command(
    "export",
    cls=OperatorCommand,
    epilog=EXPORT_EXIT_CODES,
    short_help="The claim and its proof for another tool.",
)
@click.argument("operator", type=Formula())
@click.option("--to", "target", type=click.Choice(TARGETS), required=True, help="For which tool.")
@click.option(
    "-o",
    "--output",
    type=FilePath(path_type=Path),
    metavar="OUT",
    help="A file; for coq and smtlib also a folder.  [default: standard output]",
)
@click.option(
    "--law",
    type=click.Choice(LAWS),
    metavar="LAW",
    help=f"Which law, for json and for one SMT-LIB script; coq and latex hold all: "
    f"{', '.join(LAWS)}.  [default: linear]",
)
@force_option
@operator_options
@model_options
@timeout_option
@cache_option
@click.pass_context
def export(
    ctx: click.Context,
    /,
    *,
    operator: str,
    target: str,
    output: Path | None,
    law: str | None,
    force: bool,
    **options: Unpack[ExportOptions],
) -> None:
    """Write what symlin found about OPERATOR for another tool to check.

    json: the certificate, for `symlin verify`. coq: a file that coqc accepts, or a folder that
    `make` checks. smtlib: the negation of each law, for z3 or cvc5; unsat means that it holds.
    latex: statement and proof for a paper.

    \b
    Examples:
      symlin export relu --to json -o relu.json
      symlin export leaky_relu --to coq > leaky_relu.v
      symlin export "avg_pool1d(2)" --shape 4 --to coq -o proof/
      symlin export relu --to smtlib --law additivity | z3 -in
    """
    _must_go_together(target, law)

    def decide() -> AnyReport:
        from symlin import api

        check = api.check_any if target in ("json", "coq") else api.check_numbers
        return check(operator, **options)

    report = obtain(ctx, "deciding", operator, decide)
    if report.crosscheck.status == "disagrees":
        remark("symlin: the cross-check disagrees with the prover (a bug in symlin)")
        ctx.exit(DISAGREES)
    timeout = options["timeout"]
    files = partial(_files, report, target, output, law, timeout, force=force)
    _write(obtain(ctx, _doing(target), operator, files), output, force)


def _must_go_together(target: str, law: str | None) -> None:
    """Raises `click.UsageError` where one law is asked for, and all will be there."""
    if law is not None and target in ("coq", "latex"):
        raise click.UsageError(f"--to {target} holds all laws: leave --law out")


def _doing(target: str) -> str:
    """What takes its time: coqc may need a minute."""
    if target == "coq":
        from symlin.export.coq import coqc

        return "coqc checks" if coqc() else "writing"
    return "writing"


def _files(
    report: AnyReport,
    target: str,
    output: Path | None,
    law: str | None,
    seconds: float,
    *,
    force: bool,
) -> Files:
    """All that is to be written; a folder for Coq is written here, and leaves nothing to do.

    coqc may take so many seconds. Raises `NotExported` where there is nothing to write.
    """
    if target == "json":
        return _json(report, law or "linear", output, force)
    from symlin.decision.report import Report

    if not isinstance(report, Report):
        return {"": _coq_of_others(report, output, seconds)}
    folder = output is not None and _is_folder(output, target, law)
    if target == "coq" and output is not None and folder:
        from symlin.export.coq import write_coq_folder

        write_coq_folder(report.over_reals(), output, seconds, force=force)
        return {}
    return _TEXTS[target](report, ALL if folder else law or "linear", seconds)


def _write(files: Files, output: Path | None, force: bool) -> None:
    """Prints the files, or puts them into one file or into a folder by their names."""
    from symlin.exact.files import save, save_all

    if output is None:
        say("".join(files.values()), end="")
    elif "" in files:
        save(output, files[""].encode())
    elif files:
        save_all({name: text.encode() for name, text in files.items()}, output, force)


def _is_folder(output: Path, target: str, law: str | None) -> bool:
    """coq and smtlib go to a folder unless the name is a file's, or one law is asked for."""
    suffix = {"coq": ".v", "smtlib": ".smt2"}.get(target)
    return suffix is not None and law is None and (output.is_dir() or output.suffix != suffix)


def _json(report: AnyReport, law: str, output: Path | None, force: bool) -> Files:
    """The certificate of one law; laws are texts, and claims are kept by them. The weights of a
    network go into a file of their own beside a file that somebody named, if they are many."""
    from symlin.decision.json import certificate_text
    from symlin.decision.network.certificate import NetworkCertified

    claims = cast("Mapping[str, Claim | FunctionClaim | NetworkClaim]", report.claims)
    if law not in claims:
        raise NotExported(f"nothing is said of {law} here")
    certificate = claims[law].certificate
    if certificate is None:
        raise NotExported(f"{law}: {claims[law].reason or 'there is no certificate'}")
    if isinstance(certificate, NetworkCertified) and output is not None:
        return {"": _beside(certificate, output, force)}
    return {"": certificate_text(certificate)}


def _beside(certificate: NetworkCertified, output: Path, force: bool) -> str:
    """The document, once its weights are in their file; inside it where they are few."""
    from symlin.decision.json import certificate_text, document_text
    from symlin.exact.files import save

    weights = output.with_suffix(".weights")
    document, data = certificate.to_files(weights.name)
    if len(data) <= LARGEST_INSIDE:
        return certificate_text(certificate)
    if weights.exists() and not force and weights.read_bytes() != data:
        raise NotExported(f"{weights} is there already, with something else in it; see --force")
    save(weights, data)
    return document_text(document)


def _coq_of_others(report: AnyReport, output: Path | None, seconds: float) -> str:
    """The Coq file of what is no operator on numbers; raises `InputError` for networks."""
    from symlin.decision.functions.report import FunctionReport
    from symlin.decision.sized.report import SizedReport
    from symlin.errors import ON_NETWORKS, InputError
    from symlin.export.coq.functions import report_to_coq

    if not isinstance(report, FunctionReport | SizedReport):
        raise InputError(ON_NETWORKS)
    if output is not None and _is_folder(output, "coq", None):
        raise NotExported("proofs about functions are one file: give a name that ends in .v")
    return report_to_coq(report, seconds)


def _coq(report: Report, law: str, seconds: float) -> Files:
    from symlin.export.coq import to_coq
    from symlin.export.coq.complex import complex_to_coq

    over_complex = report.linear_over_reals is not None
    return {"": complex_to_coq(report, seconds) if over_complex else to_coq(report, seconds)}


def _latex(report: Report, law: str, seconds: float) -> Files:
    from symlin.export.latex import to_latex

    return {"": to_latex(report.over_reals())}


def _smtlib(report: Report, law: str, seconds: float) -> Files:
    from symlin.export.smtlib import to_smtlib

    scripts = to_smtlib(report.over_reals())
    if law == ALL:
        return scripts
    name = "matrix.smt2" if law == "linear" else f"{law}.smt2"
    if name not in scripts:
        others = ", ".join(sorted(key.removesuffix(".smt2") for key in scripts))
        raise NotExported(f"there is no script for {law}; there are {others}")
    return {"": scripts[name]}


_TEXTS: dict[str, Callable[[Report, str, float], Files]] = {
    "coq": _coq,
    "latex": _latex,
    "smtlib": _smtlib,
}
