"""What is said about how a text was read, and on which choice of inputs the verdict hinges."""

from __future__ import annotations

from collections.abc import Sequence

from symlin.decision.alone import linear_alone
from symlin.decision.report import Report
from symlin.decision.verdict import Status
from symlin.kernel.walk import variables
from symlin.language.operator import Operator
from symlin.report.formats.segments import Line, wrapped
from symlin.report.words.headline import outputs_text
from symlin.report.words.overlap import overlap
from symlin.report.words.spaced import spaces_text

MOST_ASSUMPTIONS = 8
"""Of more assumptions than this some are listed, and all are counted."""
MOST_NOTES = 8
"""Of more notes than this the first are shown."""


def assumption_lines(operator: Operator, width: int) -> list[Line]:
    """What the verdict assumes of inputs and parameters."""
    texts = list(operator.assumption_texts)
    if len(texts) > MOST_ASSUMPTIONS:
        texts = [*texts[:3], "...", f"{texts[-1]} ({len(texts)} assumptions)"]
    return wrapped("  assuming ", ", ".join(texts), width, "", 11) if texts else []


def spaces_lines(report: Report, width: int) -> list[Line]:
    """Between which spaces a map with a header goes, where it has several outputs."""
    operator = report.operator
    if operator.space is not None:
        over = "C" if report.is_affine_over_complex else "R"
        text = spaces_text(operator, operator.space, report.matrix is not None, over)
        return wrapped("  ", f"{text}{_partial(report)}", width, "", 2)
    if operator.typed is None or operator.typed.function is None or len(operator.outputs) < 2:
        return []
    n, m = len(operator.inputs), len(operator.outputs)
    matrix = f", {m}x{n} matrix" if report.matrix is not None else ""
    return wrapped("  ", f"R^{n} -> R^{m}{_partial(report)}{matrix}", width, "", 2)


def _partial(report: Report) -> str:
    """That the map has no value at some points, where that is so."""
    operator = report.operator
    where = () if report.where is None else (report.where,)
    limited = set(operator.inputs).intersection(variables(*operator.assumptions, *where))
    return ", a partial map" if limited else ""


def read_as_lines(operator: Operator, width: int) -> list[Line]:
    """The line "read as: xy is x*y", where something was read as something else."""
    notes = operator.typed.notes if operator.typed is not None else ()
    if not notes:
        return []
    told = [f"{note.text} is {note.meaning}" for note in notes[:MOST_NOTES]]
    more = [f"and {len(notes) - MOST_NOTES} more"] if len(notes) > MOST_NOTES else []
    return wrapped("  read as: ", "; ".join([*told, *more]), width, "", 11)


def overlap_lines(report: Report, width: int) -> list[Line]:
    """The line about cases in curly brackets of which two hold at a point, with different values.

    Python's and SymPy's cases are known to be taken in their order: of those nothing is said.
    """
    point = overlap(report.operator)
    if point is None:
        return []
    place = ", ".join(f"{name} = {value.value}" for name, value in point.items())
    where = f", as at {place}" if place else ""
    text = f"the conditions of the cases overlap{where}: the first that holds counts"
    return wrapped("  ", text, width, "", 2)


def hinge_lines(report: Report, width: int) -> list[Line]:
    """The line about inputs that nobody has named, where another choice of them is linear."""
    operator = report.operator
    if report.linear.status is not Status.REFUTED or operator.space is not None:
        return []
    names = linear_alone(operator)
    if names is None:
        return []
    others = [name for name in operator.inputs if name not in names]
    parameters = ", ".join([*others, *operator.parameters])
    both = "both " if len(operator.inputs) == 2 else "all "
    text = (
        f"{_listed(operator.inputs)} are {both}inputs here; with {_listed(names)} alone it is "
        f"LINEAR: f({', '.join(names)}; {parameters}) = {outputs_text(operator)}"
    )
    return wrapped("  ", text, width, "", 2)


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
