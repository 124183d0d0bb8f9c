"""Whatever symlin prints of an operator, or of two, in every format that it has."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from unittest.mock import patch

import symlin
from symlin import api
from symlin.decision.established import established
from symlin.decision.json import equivalence_dict
from symlin.export.coq.file import export, single_file
from symlin.export.latex import to_latex as paper
from symlin.export.smtlib import to_smtlib
from symlin.report.formats.html import to_page
from symlin.report.formats.latex import to_latex
from symlin.report.formats.markdown import to_markdown
from symlin.report.formats.prose import document_lines
from symlin.report.formats.segments import plain
from symlin.report.notebook import notebook_html, notebook_latex
from symlin.report.plot import picture
from symlin.report.plot.facts import alt_text, has_picture
from symlin.report.plot.picture import plot
from symlin.report.site.build import operator_part
from symlin.report.site.entries import Entry
from symlin.report.words.details import detail_lines
from symlin.report.words.equivalence import equivalence_text
from symlin.report.words.explain import explanation
from symlin.report.words.statement import statement

Outputs = dict[str, str]
COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)


def of_operator(report: symlin.Report, folder: Path | None) -> Outputs:
    """Every format by its name; what cannot be written for this operator says why instead.

    Without a folder for pictures, what has one in it is left out.
    """
    text = report.operator.name
    document = explanation(report, "symlin check")
    writers: Mapping[str, Callable[[], str]] = {
        "text": lambda: str(report),
        "one line": lambda: repr(report),
        "verbose": lambda: plain(detail_lines(report.claims.values(), (), symlin.verify, 80)),
        "JSON": lambda: json.dumps(report.to_dict()),
        "explained": lambda: plain(document_lines(document, 80)),
        "Markdown": lambda: to_markdown(document),
        "HTML": lambda: to_page(document),
        "LaTeX": lambda: to_latex(document),
        "notebook, formulas alone": lambda: notebook_latex(report),
        "page of the site": lambda: _site(report, text),
        "for a paper": lambda: paper(report),
        "SMT-LIB": lambda: "\n".join(to_smtlib(report).values()),
        "Coq": lambda: single_file(export(report)),
        "certificates": lambda: _certificates(report),
        "verified": lambda: _verified(report),
        "caption": lambda: alt_text(report),
        "matrix in SymPy": lambda: f"{report.matrix} {report.offset} {report.linear.condition}",
    }
    found = {name: _written(write) for name, write in writers.items()}
    if folder is not None:
        found["picture"] = _picture(report, folder)
        with patch.object(picture, "picture", lambda *_: b""):  # it was drawn just now
            found["notebook"] = notebook_html(report)
    return found


def of_two(a: str, b: str, **options: object) -> Outputs:
    """The same for `equiv`."""

    def texts() -> Outputs:
        f, g, claim = api.compare(a, b, **options)  # type: ignore[arg-type]
        return {
            "text": equivalence_text(f, g, claim),
            "JSON": json.dumps(equivalence_dict(f, g, claim, 0.0, "")),
            "set": str(claim.compared and claim.compared.where),
        }

    try:
        return texts()
    except symlin.SymlinError as error:
        return {"refused": str(error)}


def asked(text: str, folder: Path | None, *, crosscheck: bool, **options: object) -> Outputs:
    """The question, and everything that is printed in answer."""
    try:
        report = symlin.check(text, crosscheck=crosscheck, timeout=20, **options)  # type: ignore[arg-type]
    except symlin.SymlinError as error:
        return {"refused": str(error)}
    return of_operator(report, folder) | _required(text, options)


def _required(text: str, options: Mapping[str, object]) -> Outputs:
    """What the functions for proofs return, or raise."""
    found = {}
    for function in (symlin.require_linear, symlin.require_affine):
        try:
            found[function.__name__] = str(function(text, crosscheck=False, **options))  # type: ignore[arg-type]
        except symlin.SymlinError as error:
            found[function.__name__] = str(error)
    return found


def _written(write: Callable[[], str]) -> str:
    try:
        return write()
    except (symlin.SymlinError, symlin.Rejected) as error:
        return f"not written: {error}"


def _site(report: symlin.Report, text: str) -> str:
    part = operator_part(Entry("it", text), lambda _: report, "html", draw=False)
    facts = str(part.facts)
    return "\n".join([facts, *(data.decode() for data in part.files.values())])


def _certificates(report: symlin.Report) -> str:
    found = (claim.certificate for claim in report.claims.values())
    return "\n".join(json.dumps(c.to_json()) for c in found if c is not None)


def _verified(report: symlin.Report) -> str:
    found = (claim.certificate for claim in report.claims.values())
    lines = (line for c in found if c is not None for line in statement(established(c)))
    return "\n".join(lines)


def _picture(report: symlin.Report, folder: Path) -> str:
    """The words in the picture: matplotlib keeps them as comments beside the glyphs."""
    if not has_picture(report):
        return ""
    path = folder / "picture.svg"
    plot(report, path)
    return "\n".join(COMMENT.findall(path.read_text(encoding="utf-8")))
