"""A report in a notebook: the verdict, the picture and the argument, without leaving the cell."""

from __future__ import annotations

import base64

from symlin.decision.report import Report
from symlin.decision.verdict import Status
from symlin.errors import NotInstalled
from symlin.kernel.term import TRUE
from symlin.language.wording import tree_of
from symlin.report.formats.document import Formulas
from symlin.report.formats.html import html_blocks, html_text
from symlin.report.formats.latex import latex
from symlin.report.formats.parts import Formula
from symlin.report.site.pages import laws_table
from symlin.report.words.command import typed
from symlin.report.words.explain import (
    definition_formulas,
    explanation,
    introduction_of,
    verdict_block,
)


def notebook_html(report: Report) -> str:
    """The verdict, law by law, the picture where matplotlib is there, and the argument folded."""
    operator = report.operator
    document = explanation(report, typed(["check", operator.name]), introduction_of(report))
    folded = html_blocks(document.blocks[1:], lower=2)
    parts = [
        f"<div><strong>{html_text(document.title)}</strong> {_verdict(report)}</div>",
        html_blocks([*_definition(report), laws_table(report, {})], lower=2),
        _picture(report.over_reals()),
        f"<details><summary>The argument</summary>{folded}</details>",
    ]
    return "\n".join(part for part in parts if part)


def notebook_latex(report: Report) -> str:
    """The definition and the verdict as one displayed formula."""
    formulas = definition_formulas(report.operator)
    shown = r" \\ ".join(map(latex, formulas)) or "f"
    claim = report.linear
    match claim.status:
        case Status.PROVED:
            words = r"\text{linear}"
        case Status.REFUTED:
            words = r"\text{not linear}"
        case Status.CONDITIONAL:
            where = latex(tree_of(TRUE if claim.guard is None else claim.guard))
            words = rf"\text{{linear if and only if }} {where}"
        case Status.UNKNOWN:
            words = r"\text{not decided}"
    body = rf"{shown} \qquad {words}"
    if len(formulas) > 1:
        body = rf"\begin{{gathered}}{shown} \\ {words}\end{{gathered}}"
    return f"$\\displaystyle {body}$"


def _verdict(report: Report) -> str:
    return html_text(verdict_block(report.linear, report.linear_over_reals).text)


def _definition(report: Report) -> list[Formulas]:
    formulas = definition_formulas(report.operator)
    return [Formulas(tuple((Formula(tree),) for tree in formulas))] if formulas else []


def _picture(report: Report) -> str:
    """The picture as part of the page; nothing where it cannot be drawn."""
    from symlin.report.plot.facts import alt_text, has_picture

    if not has_picture(report):
        return ""
    try:
        from symlin.report.plot.picture import picture

        data = base64.b64encode(picture(report, ".png")).decode()
    except NotInstalled:
        return ""
    alt = alt_text(report).replace('"', "&quot;").replace("<", "&lt;")
    return f'<img src="data:image/png;base64,{data}" alt="{alt}" style="max-width: 44rem">'
