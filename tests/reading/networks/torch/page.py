"""docs/torch-layers.md: `python -m tests.reading.networks.torch.page` writes it from rows.txt."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.reading.networks.torch.rows import Row, rows

PAGE = Path(__file__).parents[4] / "docs" / "torch-layers.md"
SAID = {"not": "neither", "none": "no call"}

HEAD = """# Layers of PyTorch

Every class of `torch.nn` (those of torch 2.13), most with several constructors, the traps for a
list of linear layers among them: slopes of 1, windows of one entry, thresholds at infinity, losses
in their second argument. In eval mode, with the weights that the constructor draws. {calls} rows:
{linear} linear, {affine} affine and not linear, {not} neither, {refused} refused ({share:.1f} %).
The tests decide each of them, with a certificate that the kernel checks, and compare the graph with
the module in float64 to 1e-9. {none} more rows, marked *no call*, are not counted: torch itself
fails on the call (the tests make it), or no tensor of real numbers varies in it.

`used` fills weights and statistics with drawn numbers, `zero_bias` has a bias of 0. Where the input
is no single shape, `I` is asked about and the rest is held fixed: `r` normal numbers, `p`
probabilities, `w` weights of classes, `ids` whole numbers, `signs` 1 and -1; `same` is one input
three times. Refused is what draws at random, changes with each call, has infinite entries or none
that are numbers.

| layer | input | answer |
|---|---|---|
"""


def page() -> str:
    """The text of the page."""
    all_rows = rows()
    counts = Counter(row.answer for row in all_rows)
    calls = len(all_rows) - counts["none"]
    share = 100 * counts["refused"] / calls
    return HEAD.format(calls=calls, share=share, **counts) + "".join(map(_line, all_rows))


def _line(row: Row) -> str:
    constructor = row.constructor.replace("|", "\\|")
    return f"| `{constructor}` | `{row.call}` | {SAID.get(row.answer, row.answer)} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
