"""A report on a network, as a person sees it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from symlin.decision.network.claims import NetworkClaim
from symlin.decision.network.report import NetworkReport
from symlin.decision.verdict import Status
from symlin.kernel.claim import Law
from symlin.kernel.network import nodes as n
from symlin.kernel.network.breach import Breach
from symlin.kernel.network.domain import Domain
from symlin.language.network.network import Network
from symlin.report.formats.segments import BLANK, Line, Segment, Style, line, plain, wrapped
from symlin.report.words.headline import STYLES, headline, shape_text
from symlin.report.words.networks_sides import sides
from symlin.report.words.networks_values import shown_values
from symlin.report.words.text import COLUMN, LABEL, WIDTH, alarm, crosscheck_text, footer_lines

SHOWN = (Law.ADDITIVITY, Law.HOMOGENEITY, Law.AFFINE)
MOST_LAYERS = 6
"""Kinds of layers that the line about the network names."""


def to_text(report: NetworkReport, width: int = WIDTH) -> str:
    """The report as plain text."""
    return plain(network_lines(report, width))


def network_lines(report: NetworkReport, width: int) -> list[Line]:
    """The whole report."""
    return [*body_lines(report, width), *closing_lines(report, width)]


def body_lines(report: NetworkReport, width: int) -> list[Line]:
    """All that theorems say."""
    return [
        *verdict_lines(report, width),
        *wrapped("  ", size_text(report.network), width, "", 2),
        *[found for note in report.network.notes for found in wrapped("  ", note, width, "", 2)],
        BLANK,
        *[found for law in SHOWN for found in _law(report, report.claims[law], width)],
        *_linear_line(report, width),
        *_kept(report, width),
        *_undefined(report, width),
        *_blamed(report, width),
        *_units(report, width),
        BLANK,
        *_units_line(report, width),
    ]


def verdict_lines(report: NetworkReport, width: int) -> list[Line]:
    """The network and the verdict in a word."""
    word, style = verdict(report)
    return [
        *headline(definition(report.network), word, style, width),
        *alarm(report.crosscheck, width),
    ]


def verdict(report: NetworkReport) -> tuple[str, Style]:
    """LINEAR, NOT LINEAR (affine), ...; with the domain where there is one."""
    linear, affine = report.linear.status, report.affine.status
    where = domain_text(report.domain)
    where = f" where {where}" if where else ""
    if linear is Status.PROVED:
        return f"LINEAR{where}", STYLES[linear]
    if linear is Status.REFUTED:
        kind = " (affine)" if affine is Status.PROVED else ""
        return f"NOT LINEAR{kind}{where}", STYLES[linear]
    return ("AFFINE" + where if affine is Status.PROVED else "UNKNOWN"), STYLES[linear]


def domain_text(domain: Domain) -> str:
    """-1 <= x <= 1, where the ends are the same for all entries; "" where there are none."""
    if domain.is_everywhere:
        return ""
    told = []
    for name, row in domain.ends.items():
        low, high = row[0]
        if any(pair != row[0] for pair in row):
            told.append(f"{name} lies in the given box")
            continue
        texts = ["" if end is None else shown_values([end])[0].text for end in (low, high)]
        if low is not None and high is not None:
            told.append(f"{texts[0]} <= {name} <= {texts[1]}")
        elif low is not None or high is not None:
            told.append(f"{name} >= {texts[0]}" if low is not None else f"{name} <= {texts[1]}")
    return ", ".join(told)


def definition(network: Network) -> str:
    """net.onnx: 1x28x28 -> 10."""
    shapes = network.shape_in
    front = ", ".join(
        shape_text(shape) if len(shapes) == 1 else f"{name} {shape_text(shape)}"
        for name, shape in shapes.items()
    )
    return f"{network.name}: {front} -> {shape_text(network.shape_out)}"


def size_text(network: Network) -> str:
    """12 operations (4 dense, 3 maps); 269,322 weights."""
    kinds = Counter(_kind(node) for node in network.graph.nodes)
    kinds.pop("", None)
    told = ", ".join(
        f"{count} {kind}{'s' if count > 1 else ''}"
        for kind, count in kinds.most_common(MOST_LAYERS)
    )
    weights = sum(len(node.array) for node in network.graph.nodes if isinstance(node, n.Constant))
    parts = [told or "nothing but its input"]
    if weights:
        many = "s" if weights > 1 else ""
        floats = ", each float the number that it is" if network.kinds == "floats" else ""
        parts.append(f"{weights:,} weight{many}{floats}")
    return "; ".join(parts)


def _kind(node: n.Node) -> str:
    match node:
        case n.Input() | n.Constant():
            return ""
        case n.Gather():
            return "rearrangement"
        case n.Dense() | n.MatMul():
            return "matrix product"
        case n.Convolve():
            return "convolution"
        case n.Combine():
            return "sum"
        case n.Multiply():
            return "product"
        case n.Map():
            return "formula"
        case n.Reduce(kind=kind):
            return "maximum" if kind == "max" else "total"
        case n.Select():
            return "choice"


# ---- law by law ----


def _law(report: NetworkReport, claim: NetworkClaim, width: int, name: str = "") -> list[Line]:
    label = "  " + (name or claim.law.value.replace("_", " ")).ljust(LABEL)
    style = STYLES[claim.status]
    beside = Segment(claim.status.value.ljust(COLUMN - len(label)), style)
    broken = claim.counterexample
    texts: Sequence[str]
    if broken is not None:
        where, lhs, rhs = sides(report.network, broken)
        both = f"{lhs}   but  {rhs}"
        texts = [where, both] if COLUMN + len(both) <= width else [where, lhs, f"but  {rhs}"]
        texts = [text for text in texts if text]
    else:
        note = f"by {claim.method}" if claim.status is not Status.UNKNOWN else claim.reason or ""
        texts = [note]
    first, *rest = [found for text in texts for found in wrapped("", text, width, "", COLUMN)]
    # on a narrow terminal each text begins below its empty label
    return [line(label, beside, "".join(s.text for s in first).strip()), *filter(None, rest)]


def _linear_line(report: NetworkReport, width: int) -> list[Line]:
    """Where the laws above leave open why the network is linear or not."""
    above = {report.additivity.status, report.homogeneity.status}
    if report.linear.status in above and report.linear.status is not Status.UNKNOWN:
        return []
    return _law(report, report.linear, width)


def _kept(report: NetworkReport, width: int) -> list[Line]:
    """What a network that is not linear keeps."""
    if report.linear.status is Status.PROVED:
        return []
    laws = {report.positive_homogeneity: "positively homogeneous", report.odd: "odd"}
    told = [_phrase(claim, word) for claim, word in laws.items()]
    some = any(claim.status is Status.PROVED for claim in laws)
    return wrapped("  what holds" if some else "  besides", ", ".join(told), width, "", 16)


def _phrase(claim: NetworkClaim, word: str) -> str:
    proved = f"{word} (vacuously)" if claim.vacuous else f"{word} (proved)"
    return {Status.PROVED: proved, Status.REFUTED: f"not {word}"}.get(
        claim.status, f"{word}: unknown"
    )


def _undefined(report: NetworkReport, width: int) -> list[Line]:
    """Where a network has values, of which a law is proved there."""
    return wrapped("  domain", report.undefined, width, "", 16) if report.undefined else []


def _blamed(report: NetworkReport, width: int) -> list[Line]:
    """The first layer that bends what was straight up to it."""
    if report.affine.status is Status.PROVED or report.blamed is None:
        return []
    text = f"{report.blamed} is the first layer that need not be affine"
    return wrapped("  first bend", text, width, "", 16)


def _units(report: NetworkReport, width: int) -> list[Line]:
    """On a domain: how many units of each layer never switch there."""
    lines: list[Line] = []
    for units in report.units:
        total = units.on + units.off + units.open
        parts = [f"{units.on:,} always on", f"{units.off:,} always off"]
        parts.append(f"{units.open:,} may switch" if units.open else "none switches")
        seen = "" if units.proved else " (not proved)"
        text = f"{units.label or 'a layer'}: {total:,} units, {', '.join(parts)}{seen}"
        lines += wrapped("  units" if not lines else "", text, width, "", 16)
    return lines


def _units_line(report: NetworkReport, width: int) -> list[Line]:
    """What e_5 is, where a point is shown."""
    shown = [c.counterexample for c in report.claims.values()]
    points = [t.argument.points for t in shown if t is not None and isinstance(t.argument, Breach)]
    if not any(entries for row in points for point in row for entries in point.values()):
        return []
    return wrapped("  ", "e_i is 1 at entry i, counted from 0, and 0 elsewhere", width, "dim", 2)


def closing_lines(report: NetworkReport, width: int) -> list[Line]:
    """What the numbers said, and the time."""
    decided = sum(claim.certified for claim in report.claims.values())
    text = f"certificate{'s' if decided > 1 else ''} checked by the kernel" if decided else ""
    return footer_lines(
        [text, crosscheck_text(report.crosscheck), f"{report.seconds:.1f} s"], width
    )
