"""What was found in a model, in words and as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_CEILING, Context, Decimal
from typing import Any

from symlin.export.collapse.affine import Stretch
from symlin.export.collapse.batches import is_one_row, keeps_rows
from symlin.export.collapse.report import Collapse, Saving
from symlin.report.formats.segments import BLANK, Line, Segment, line, wrapped

EXACT = "exact"


def collapse_lines(
    name: str, found: Collapse, written: Mapping[str, Any] | None, width: int
) -> list[Line]:
    """The stretches, each with what it becomes."""
    before, after = found.weights
    nodes, left = found.nodes
    if not found.savings:
        lines = [line(Segment(f"{name}: nothing is linear without need", "bold"))]
        return [*lines, *_kept(found, width)]
    head = f"{name}: {nodes} nodes, {before:,} weights -> {left} nodes, {after:,} weights"
    lines = [line(Segment(head, "bold")), BLANK]
    for saving in found.savings:
        lines += wrapped("  ", ", ".join(saving.stretch.chain.names), width, "", 2)
        lines += wrapped("      ", _becomes(saving), width, "good", 6)
    return [*lines, *_kept(found, width), BLANK, *_written(written, width)]


def _becomes(saving: Saving) -> str:
    fold = saving.fold
    columns, rows = saving.stretch.sizes
    where = _where(saving.stretch)
    if fold.kind == "nothing":
        return f"does nothing{where}: entries come out as they went in"
    what = f"one {fold.kind}"
    if fold.kind == "Gemm":
        what += f", {columns} -> {rows}"
    sizes = f"{saving.weights:,} weights become {fold.weights:,}"
    return f"affine{where} (proved): {what}; {sizes}, {rounding_text(fold.rounding)}"


def _where(stretch: Stretch) -> str:
    return "" if stretch.on_box is None else " on the box"


def rounding_text(rounding: float) -> str:
    """exact, or off by 3e-09 at most."""
    return EXACT if rounding == 0 else f"off by {_upwards(rounding)} at most, for they are floats"


def _upwards(number: float) -> str:
    """One digit that is no less: 1.2e-07 is 2e-07 at most, and not 1e-07."""
    if number == 0:
        return "0"
    shown = Decimal(number)
    ours = Context()  # and not the host's
    step = Decimal(1).scaleb(shown.adjusted(), ours)
    return f"{float(shown.quantize(step, ROUND_CEILING, ours)):.1g}"


def _kept(found: Collapse, width: int) -> list[Line]:
    lines: list[Line] = []
    for stretch in found.kept:
        names = ", ".join(stretch.chain.names)
        columns, rows = stretch.sizes
        why = "and no smaller as one layer"
        if not is_one_row(found.model, stretch.chain):
            why = "and left as it is: one layer is worked out for a batch of one"
        elif found.model.open_batch and not keeps_rows(found.model, stretch.chain):
            why = "and left as it is: it is not known to treat each row of a batch alike"
        text = f"{names}: affine{_where(stretch)} (proved), {why}, {columns} -> {rows}"
        lines += wrapped("  ", text, width, "dim", 2)
    return lines


def _written(written: Mapping[str, Any] | None, width: int) -> list[Line]:
    if written is None:
        return []
    apart = written["apart"]
    text = (
        f"written to {written['file']}; run, both agree to {_upwards(apart)} of the largest output"
    )
    return wrapped("  ", text, width, "dim", 2)


def collapse_dict(found: Collapse, written: Mapping[str, Any] | None) -> dict[str, Any]:
    """The same as `--json` prints it."""
    return {
        "nodes": list(found.nodes),
        "weights": list(found.weights),
        "stretches": [
            {
                "nodes": saving.stretch.chain.names,
                "becomes": saving.fold.kind,
                "weights": [saving.weights, saving.fold.weights],
                "rounding": saving.fold.rounding,
                "on_box": saving.stretch.on_box is not None,
            }
            for saving in found.savings
        ],
        "written": None if written is None else dict(written),
    }
