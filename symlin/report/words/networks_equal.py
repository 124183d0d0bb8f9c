"""What `symlin equiv` says of two networks."""

from __future__ import annotations

from symlin.decision.network.equivalent import NetworkEquivalence
from symlin.decision.verdict import Status
from symlin.kernel.network.breach import Breach
from symlin.kernel.network.theorem import NetworkTheorem
from symlin.report.formats.segments import BLANK, Line, plain, wrapped
from symlin.report.words.headline import STYLES, headline
from symlin.report.words.networks import definition
from symlin.report.words.networks_values import entry_text, point_text, shown_values
from symlin.report.words.text import WIDTH, footer_lines

WORDS = {
    Status.PROVED: "EQUAL WHERE BOTH HAVE A VALUE",
    Status.REFUTED: "DIFFERENT",
    Status.UNKNOWN: "UNKNOWN",
}


def networks_equal_text(found: NetworkEquivalence) -> str:
    """The answer as plain text."""
    return plain(networks_equal_lines(found, found.seconds, WIDTH))


def networks_equal_lines(
    found: NetworkEquivalence, seconds: float | None, width: int
) -> list[Line]:
    """Both networks, the verdict, and a point at which they differ; without the time, the verdict
    alone."""
    claim = found.claim
    lines = [
        *headline(f"F = {definition(found.first)}", "", "", width),
        *headline(
            f"G = {definition(found.second)}", WORDS[claim.status], STYLES[claim.status], width
        ),
    ]
    if seconds is None:
        return lines
    for note in dict.fromkeys((*found.first.notes, *found.second.notes)):
        lines += wrapped("  ", note, width, "", 2)
    lines.append(BLANK)
    if claim.counterexample is not None:
        lines += [*wrapped("  ", difference_text(claim.counterexample), width, "", 2), BLANK]
    elif claim.theorem is not None:
        said = "step by step, both do the same with the same numbers"
        lines += [*wrapped("  ", said, width, "", 2), BLANK]
    if claim.reason:
        lines += [*wrapped("  ", claim.reason, width, "", 2), BLANK]
    checked = "certificate checked by the kernel" if claim.certified else ""
    return [*lines, *footer_lines([checked, f"{seconds:.1f} s"], width)]


def difference_text(theorem: NetworkTheorem) -> str:
    """x = 2 e_5, output 3: F - G = 1/8."""
    breach, graph = theorem.argument, theorem.subject.graph
    assert isinstance(breach, Breach)
    shapes = {node.name: node.shape for node in graph.input_nodes()}
    (value,) = shown_values(theorem.values)
    entry = f", output {entry_text(breach.output, graph.output.shape)}"
    sign = "=" if value.is_exact else "≈"
    return f"x = {point_text(breach.points[0], shapes)}{entry}: F - G {sign} {value.text}"
