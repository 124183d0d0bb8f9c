"""A report on a formula for all sizes, as a person sees it."""

from __future__ import annotations

from symlin.decision.sized.claims import AtSize, SizedClaim, sizes_text
from symlin.decision.sized.report import SizedReport
from symlin.decision.verdict import Status
from symlin.kernel.claim import Law
from symlin.language.printing import guard_to_human
from symlin.language.sized_operator import SizedOperator
from symlin.language.spoken import tree_human
from symlin.report.formats.segments import BLANK, Line, Segment, Style, line, plain, wrapped
from symlin.report.words.counterexample import written
from symlin.report.words.functions_sides import sides as sides_of_entry
from symlin.report.words.functions_verdict import condition_text as of_entry
from symlin.report.words.headline import STYLES, headline
from symlin.report.words.layout import broken, stacked
from symlin.report.words.letters import combination
from symlin.report.words.text import (
    COLUMN,
    IFF,
    INDENT,
    LABEL,
    WIDTH,
    alarm,
    crosscheck_text,
    footer_lines,
)

SHOWN = (Law.ADDITIVITY, Law.HOMOGENEITY, Law.AFFINE)
LONGEST_ENTRY = 300
"""Characters of the formula of an entry."""


def to_text(report: SizedReport, width: int = WIDTH) -> str:
    """The report as plain text."""
    return plain([*body_lines(report, width), *closing_lines(report, width)])


def body_lines(report: SizedReport, width: int = WIDTH) -> list[Line]:
    """All that theorems say."""
    return [
        *verdict_lines(report, width),
        BLANK,
        *(text for law in SHOWN for text in _law(report, report.claims[law], width)),
        *_linear_line(report, width),
        *_each(report, width),
        *_kept(report, width),
        *_by_size(report, width),
        *_entry(report, width),
        BLANK,
    ]


def verdict_lines(report: SizedReport, width: int = WIDTH) -> list[Line]:
    """The formula, the verdict in a word, and what was read."""
    word, style = verdict(report)
    operator = report.operator
    text = f"{operator.head} = {tree_human(operator.written)}"
    notes = operator.typed.notes
    told = "; ".join(f"{note.text} is {note.meaning}" for note in notes)
    return [
        *headline(text, word, style, width),
        *wrapped("  ", reading_text(operator), width, "", 2),
        *(wrapped("  read as: ", told, width, "", 11) if told else []),
        *alarm(report.crosscheck, width),
    ]


def reading_text(operator: SizedOperator) -> str:
    """A, B: n x n, B given, for all n; to R; number c."""
    groups: dict[str, list[str]] = {}
    for name, space in (*operator.inputs, *operator.given):
        if space.shape:
            groups.setdefault(str(space), []).append(name)
    said = ["; ".join(f"{', '.join(names)}: {space}" for space, names in groups.items())]
    if operator.given:
        said.append(f"{', '.join(name for name, _ in operator.given)} given")
    if operator.parameters:
        many = "s" if len(operator.parameters) > 1 else ""
        said.append(f"number{many} {', '.join(operator.parameters)}")
    said.append(f"value in {operator.output}")
    return f"{', '.join(said)}, for all {', '.join(operator.sizes)}"


def verdict(report: SizedReport) -> tuple[str, Style]:
    """LINEAR FOR ALL SIZES, or NOT LINEAR, with the sizes at which it is."""
    linear = report.linear
    style = STYLES[linear.status]
    match linear.status:
        case Status.PROVED:
            return "LINEAR FOR ALL SIZES", style
        case Status.CONDITIONAL if linear.at_size is not None:
            given = " and ".join(name for name, _ in report.operator.given) or "parameters"
            return f"LINEAR FOR SOME {given} ONLY", style
        case Status.CONDITIONAL:
            return f"LINEAR IFF {condition_text(linear)}", style
        case Status.UNKNOWN:
            return "UNKNOWN FOR ALL SIZES", style
    each = [claim.status is Status.PROVED for claim in report.linear_in.values()]
    if each and all(each):
        kind = "BILINEAR" if len(each) == 2 else "MULTILINEAR"
        return f"NOT LINEAR jointly, {kind} FOR ALL SIZES", style
    holds = [sizes_text(at.sizes) for at in report.tried if at.claim.status is Status.PROVED]
    if holds:
        return f"NOT LINEAR FOR ALL SIZES (linear for {' and '.join(holds)})", style
    kept = " (affine for all sizes)" if report.affine.status is Status.PROVED else ""
    return f"NOT LINEAR{kept}", style


def condition_text(claim: SizedClaim) -> str:
    """The condition on numbers and sizes, as a person would write it."""
    if claim.everywhere is not None:
        return of_entry(claim.everywhere)
    return "" if claim.guard is None else guard_to_human(claim.guard)


# ---- law by law ----


def _law(report: SizedReport, claim: SizedClaim, width: int, name: str = "") -> list[Line]:
    label = "  " + (name or claim.law.value.replace("_", " ")).ljust(LABEL)
    style = STYLES[claim.status]
    if claim.status is Status.CONDITIONAL:
        where = "" if claim.at_size is None else f"at {sizes_text(claim.at_size.sizes)} "
        lines = wrapped(label, f"{where}{IFF} {condition_text(claim)}", width, style, len(label))
        return [*lines, *_counterexample(report, claim, width)]
    note = {Status.PROVED: f"for all sizes, by {claim.method}", Status.UNKNOWN: claim.reason or ""}
    told = note.get(claim.status, "")
    if claim.at_size is not None:
        told = f"at {sizes_text(claim.at_size.sizes)}:"
    first, *rest = wrapped("", told, width, "", COLUMN) or [line()]
    beside = Segment(claim.status.value.ljust(COLUMN - len(label)), style)
    lines = [line(label, beside, "".join(s.text for s in first).strip()), *rest]
    return [*lines, *_counterexample(report, claim, width)]


def _counterexample(report: SizedReport, claim: SizedClaim, width: int) -> list[Line]:
    return [line(" " * INDENT, text) for text in example_texts(report, claim, width - INDENT)]


def example_texts(report: SizedReport, claim: SizedClaim, room: int) -> list[str]:
    """Matrices, or an entry, for which the law fails; empty where none is shown."""
    at = claim.at_size
    if at is not None and claim.counterexample is not None:
        example = written(at.operator, claim.counterexample)
        return stacked(example, room) or broken(example, room)
    entry, everywhere = report.operator.entry, claim.everywhere
    if entry is None or everywhere is None or everywhere.breach is None:
        return []
    return list(sides_of_entry(entry, everywhere.breach))


def _linear_line(report: SizedReport, width: int) -> list[Line]:
    """Where the laws above leave open why the formula is linear or not."""
    linear = report.linear
    above = {report.additivity.status, report.homogeneity.status}
    if linear.status in above and linear.status is not Status.UNKNOWN:
        return []
    return _law(report, linear, width)


def _each(report: SizedReport, width: int) -> list[Line]:
    """Linearity in each of several inputs."""
    return [
        text
        for name, claim in report.linear_in.items()
        for text in _law(report, claim, width, f"linear in {name}")
    ]


def _kept(report: SizedReport, width: int) -> list[Line]:
    """What a formula that is not linear keeps."""
    if report.linear.status is Status.PROVED:
        return []
    laws = {Law.POSITIVE_HOMOGENEITY: "positively homogeneous", Law.ODD: "odd"}
    told = []
    for law, word in laws.items():
        claim = report.claims[law]
        told.append(
            {
                Status.PROVED: f"{word} (proved)",
                Status.REFUTED: f"not {word}",
                Status.CONDITIONAL: f"{word} {_where(claim)}",
                Status.UNKNOWN: f"{word}: unknown",
            }[claim.status]
        )
    some = any(report.claims[law].status is Status.PROVED for law in laws)
    return wrapped("  what holds" if some else "  besides", ", ".join(told), width, "", 16)


def _where(claim: SizedClaim) -> str:
    """iff c = 0; for some of what is given only."""
    if claim.at_size is not None:
        return "for some of what is given only"
    return f"iff {condition_text(claim)}"


def _by_size(report: SizedReport, width: int) -> list[Line]:
    """Linearity at the sizes that were looked at, where they differ or nothing is known of all."""
    statuses = {at.claim.status for at in report.tried}
    if report.linear.status is Status.PROVED or (
        len(statuses) == 1 and report.linear.status is not Status.UNKNOWN
    ):
        return []
    return wrapped("  by size", "; ".join(map(_at_size, report.tried)), width, "", 16)


def _at_size(at: AtSize) -> str:
    words = {
        Status.PROVED: "linear",
        Status.REFUTED: "not linear",
        Status.CONDITIONAL: "linear for some given matrices",
        Status.UNKNOWN: "unknown",
    }
    return f"{sizes_text(at.sizes)}: {words[at.claim.status]}"


def _entry(report: SizedReport, width: int) -> list[Line]:
    """An entry of a linear formula as a sum."""
    claim = report.linear.everywhere
    tree = (
        None if claim is None or report.linear.status is not Status.PROVED else combination(claim)
    )
    entry, text = report.operator.entry, "" if tree is None else tree_human(tree)
    if not text or entry is None or len(text) > LONGEST_ENTRY:
        return []
    places = ", ".join(index.name for index in entry.subject.index)
    label = f"  entry ({places})" if "," in places else f"  entry {places}" if places else "  value"
    return wrapped(label, text, width, "", 16)


def closing_lines(report: SizedReport, width: int = WIDTH) -> list[Line]:
    """What the numbers said, and the time."""
    claims = [*report.claims.values(), *report.linear_in.values()]
    decided = sum(claim.certified for claim in claims)
    text = f"certificate{'s' if decided > 1 else ''} checked by the kernel" if decided else ""
    return footer_lines(
        [text, crosscheck_text(report.crosscheck), f"{report.seconds:.1f} s"], width
    )
