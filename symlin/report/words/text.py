"""A report as a person sees it: a headline, a line per law, and what stands behind each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from symlin.decision.opinion import CrossCheck
from symlin.decision.report import Report
from symlin.decision.verdict import Claim, Status
from symlin.kernel.claim import Law
from symlin.language.printing import term_to_human
from symlin.language.spoken import tree_human
from symlin.report.formats.segments import BLANK, Line, Segment, Style, line, plain, wrapped
from symlin.report.words.counterexample import Written, written
from symlin.report.words.headline import (
    STYLES,
    VACUOUS,
    condition_text,
    definition_text,
    headline,
    verdict_of,
)
from symlin.report.words.layout import broken, inline, left_side, shortened, stacked
from symlin.report.words.matrix import matrix_lines, texts_lines, vector_text
from symlin.report.words.reading import (
    assumption_lines,
    hinge_lines,
    overlap_lines,
    read_as_lines,
    spaces_lines,
)
from symlin.report.words.spaced import complex_rows, value_tree

WIDTH = 80
"""Columns where no terminal says otherwise."""
LABEL = 14
"""Columns of a law's name: the longest of those with a line of their own, and two blanks."""
COLUMN = 26
"""Where the explanation of a law begins: after two blanks, the label and the status."""
MOST_IN_OFFSET = 9
"""Entries of an offset that is shown as a matrix, or as complex numbers."""
INDENT = 6
"""Where it begins on a line of its own."""
IFF = "iff"
OVER_REALS = "linear over R"
NO_BREAK = "\N{NO-BREAK SPACE}"

Claims = Mapping[Law, Claim]


def to_text(report: Report, width: int = WIDTH) -> str:
    """The report as plain text."""
    return plain(report_lines(report, width))


def report_lines(report: Report, width: int = WIDTH) -> list[Line]:
    """The whole report."""
    return [*body_lines(report, width), *closing_lines(report, width)]


def body_lines(report: Report, width: int = WIDTH) -> list[Line]:
    """All that theorems say."""
    return [
        *verdict_lines(report, width),
        *spaces_lines(report, width),
        *read_as_lines(report.operator, width),
        *overlap_lines(report, width),
        *assumption_lines(report.operator, width),
        *hinge_lines(report, width),
        BLANK,
        *_laws(report, width),
        *_kind(report.claims, width),
        *_matrix(report, width),
        *_domain(report, width),
        BLANK,
    ]


def verdict_lines(report: Report, width: int = WIDTH) -> list[Line]:
    """The definition and the verdict in a word; with the alarm where that is not to be trusted."""
    word, style = verdict_of(report)
    return [
        *headline(definition_text(report.operator), word, style, width),
        *alarm(report.crosscheck, width),
    ]


def alarm(crosscheck: CrossCheck, width: int) -> list[Line]:
    """What must not be overlooked: the prover and the numbers contradict each other."""
    text = alarm_text(crosscheck)
    return [] if text is None else wrapped("  ", text, width, "bad", 2)


def alarm_text(crosscheck: CrossCheck) -> str | None:
    """The same in words; None where there is nothing of the kind."""
    if crosscheck.status != "disagrees":
        return None
    return (
        "The numeric cross-check DISAGREES with the prover. One of them is wrong: this is a bug "
        f"in symlin, and the verdict must not be relied on. {crosscheck.detail}"
    )


def _laws(report: Report, width: int) -> list[Line]:
    shown = [Law.ADDITIVITY, Law.HOMOGENEITY, Law.AFFINE]
    if _linear_needs_a_line(report.claims):
        shown.insert(2, Law.LINEAR)
    claims = [report.claims[law] for law in shown]
    rows = _rows(report, claims)
    over_reals = report.linear_over_reals
    if over_reals is not None and over_reals.status is not report.linear.status:
        rows.append(_rows(report, [over_reals])[0]._replace(label=OVER_REALS))
    fitting = [e for row in rows if (e := row.fitting(width - COLUMN)) is not None]
    pad = _pad(fitting, width - COLUMN)
    return [text for row in _without_echo(rows) for text in _law(row, pad, width)]


def _without_echo(rows: list[_Row]) -> list[_Row]:
    """A reason that the line above gives already is not given again."""
    told: list[_Row] = []
    for k, row in enumerate(rows):
        reason = row.claim.reason
        echo = reason is not None and k > 0 and reason == rows[k - 1].claim.reason
        told.append(row._replace(claim=replace(row.claim, reason="likewise")) if echo else row)
    return told


def _linear_needs_a_line(claims: Claims) -> bool:
    """Whether the headline and the two laws leave open why the operator is linear or not."""
    linear, laws = claims[Law.LINEAR], (claims[Law.ADDITIVITY], claims[Law.HOMOGENEITY])
    if linear.status is Status.UNKNOWN or linear.vacuous or linear.reason:
        return True
    if linear.status is Status.PROVED:
        return any(law.status is not Status.PROVED or law.vacuous for law in laws)
    return all(law.guard is not linear.guard or law.status is not linear.status for law in laws)


class _Row(NamedTuple):
    """A law's line: the claim, and its counterexample written in full and in short."""

    claim: Claim
    full: Written | None = None
    label: str = ""
    """Where it is another than the law's own."""
    brief: Written | None = None
    """Set where an earlier line shows the intermediate values already."""

    def fitting(self, room: int) -> Written | None:
        """What fits on one line of that room, if anything does."""
        if self.full is None or _note(self.claim):
            return None
        for example in (self.full, self.brief):
            if example is not None and inline(example, room) is not None:
                return example
        return None


def _rows(report: Report, claims: list[Claim]) -> list[_Row]:
    rows: list[_Row] = []
    first = claims[0].counterexample
    for claim in claims:
        ce = claim.counterexample
        if ce is None:
            rows.append(_Row(claim))
            continue
        full = written(report.operator, ce)
        known = first is not None and ce is not first and ce.points == first.points
        rows.append(_Row(claim, full, brief=shortened(full) if known else None))
    return rows


def _pad(examples: list[Written], room: int) -> int:
    """How wide the left sides are, if all examples then still fit on one line."""
    pad = max((len(left_side(e)) for e in examples if inline(e, room) is not None), default=0)
    return 0 if any(inline(e, room, pad) is None for e in examples) else pad


def _law(row: _Row, pad: int, width: int) -> list[Line]:
    label = "  " + (row.label or row.claim.law.value.replace("_", " ")).ljust(LABEL)
    status = Segment(*_status(row.claim))
    note, room = _note(row.claim), width - COLUMN
    if row.full is None or note:
        lines = _labelled(label, status, note, width)
        return [*lines, *_indented(row, width)]
    one = row.fitting(room)
    texts = stacked(row.full, room) if one is None else [inline(one, room, pad) or ""]
    if texts is None:
        return [line(label, status), *_indented(row, width)]
    beside = Segment(status.text.ljust(COLUMN - len(label)), status.style)
    margins = [(label, beside), *[(" " * COLUMN,)] * (len(texts) - 1)]
    return [line(*margin, text) for margin, text in zip(margins, texts, strict=True)]


def _labelled(label: str, status: Segment, note: str, width: int) -> list[Line]:
    """The law's line with a remark beside the status."""
    if status.text == IFF:
        return wrapped(label, f"{IFF} {note}", width, status.style, len(label))
    first, *rest = wrapped("", note, width, "", COLUMN)
    beside = Segment(status.text.ljust(COLUMN - len(label)), status.style)
    return [line(label, beside, first[-1].text if note else ""), *rest]


def _indented(row: _Row, width: int) -> list[Line]:
    """The counterexample on lines of its own, under the law."""
    room = width - INDENT
    lines: list[str] = []
    for example in (row.full, row.brief):
        one = None if example is None else inline(example, room)
        if one is not None:
            lines = [one]
            break
    if row.full is not None and not lines:
        lines = stacked(row.full, room) or broken(row.full, room)
    return [line(" " * INDENT, text) for text in lines]


def _status(claim: Claim) -> tuple[str, Style]:
    if claim.vacuous:
        return "vacuous", "maybe"
    if claim.status is Status.CONDITIONAL:
        return IFF, "maybe"
    return claim.status.value, STYLES[claim.status]


def _note(claim: Claim) -> str:
    """What is to be said beside the status, other than a counterexample."""
    if claim.vacuous:
        return VACUOUS
    if claim.status is Status.UNKNOWN:
        return claim.reason or ""
    notes = [condition_text(claim)] if claim.status is Status.CONDITIONAL else []
    if claim.status is Status.PROVED and claim.method:
        notes.append(f"by {claim.method}")
    if claim.reason:
        notes.append(claim.reason)
    return "; ".join(notes)


def _kind(claims: Claims, width: int) -> list[Line]:
    """Which weaker laws an operator that is not linear keeps: only what was proved or refuted."""
    laws = {Law.POSITIVE_HOMOGENEITY: "positively homogeneous", Law.ODD: "odd"}
    plain_linear = claims[Law.LINEAR].status is Status.PROVED and not claims[Law.LINEAR].vacuous
    kept = [claims[law] for law in laws]
    if plain_linear and all(c.status is Status.PROVED and not c.vacuous for c in kept):
        return []
    holding = (Status.PROVED, Status.CONDITIONAL)
    some = any(claim.status in holding for claim in kept)
    kept.sort(key=lambda claim: claim.status not in holding)
    phrases = [_phrase(claim, laws[claim.law]) for claim in kept]
    return wrapped("  what holds" if some else "  besides", ", ".join(phrases), width, "", 16)


def _phrase(claim: Claim, name: str) -> str:
    if claim.vacuous:
        return f"{name} (vacuously)"
    match claim.status:
        case Status.PROVED:
            return f"{name} (proved)"
        case Status.REFUTED:
            return f"not {name}"
        case Status.CONDITIONAL:
            return f"{name} iff {condition_text(claim)}"
        case Status.UNKNOWN:
            return f"{name}: unknown"


def _matrix(report: Report, width: int) -> list[Line]:
    """The matrix A and the offset c of f(x) = A x + c."""
    lines: list[Line] = []
    over_complex = report.is_affine_over_complex
    if report.matrix is not None:
        texts = (
            texts_lines(complex_rows(report.matrix), width - 16)
            if over_complex
            else matrix_lines(report.matrix, term_to_human, width - 16)
        )
        labels = ["  matrix", *[""] * (len(texts) - 1)]
        lines += [line(a.ljust(16), b) for a, b in zip(labels, texts, strict=True)]
    if report.offset is not None and (report.matrix is None or _has_offset(report)):
        offset = vector_text(report.offset, term_to_human)
        if report.operator.space is not None:
            shown = value_tree(report.operator.space.output, report.offset)
            offset = tree_human(shown) if len(report.offset) <= MOST_IN_OFFSET else offset
        lines += wrapped("  offset", offset, width)
    return lines


def _has_offset(report: Report) -> bool:
    return any(getattr(entry, "value", None) != 0 for entry in report.offset or ())


def _domain(report: Report, width: int) -> list[Line]:
    return wrapped("  domain", report.undefined, width) if report.undefined else []


def closing_lines(report: Report, width: int = WIDTH) -> list[Line]:
    """What the numbers said, and the time."""
    parts = [certified_text(list(report.claims.values())), crosscheck_text(report.crosscheck)]
    return footer_lines([*parts, f"{report.seconds:.1f} s"], width)


def footer_lines(parts: list[str], width: int) -> list[Line]:
    """The closing line: the parts that are not empty."""
    known = [part for part in parts if part]
    if not known:
        return []
    *front, last = known
    text = "; ".join([*front, last.replace(" ", NO_BREAK)])
    lines = wrapped("  ", text, width, "dim", 2)
    return [line(*(Segment(s.text.replace(NO_BREAK, " "), s.style) for s in one)) for one in lines]


def certified_text(claims: list[Claim]) -> str:
    """What the kernel has checked of the claims that were decided."""
    decided = sum(claim.status is not Status.UNKNOWN for claim in claims)
    return f"certificate{'s' if decided > 1 else ''} checked by the kernel" if decided else ""


def crosscheck_text(crosscheck: CrossCheck) -> str:
    """What the numeric second opinion came to, in a few words."""
    match crosscheck.status:
        case "agrees":
            agree = "example agrees" if crosscheck.examples == 1 else "examples agree"
            if crosscheck.is_remembered:
                return f"{crosscheck.examples} examples agreed before (seed {crosscheck.seed})"
            return f"{crosscheck.examples} numeric {agree} (seed {crosscheck.seed})"
        case "disagrees":
            return f"the numeric cross-check disagrees (seed {crosscheck.seed})"
        case _:
            return "no numeric cross-check"
