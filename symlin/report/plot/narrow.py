"""A figure for a page: narrow enough for a phone, and dark on a dark page."""

from __future__ import annotations

import re
from typing import Any

WIDTH = 5.2
"""Inches: at the width of a phone the letters are still as large as in the text beside."""
PLOT, SURFACE, ROW = 3.3, 4.0, 0.26
"""Inches for what is drawn, for a surface, and for one row of the legend."""
BELOW = -0.17
"""Where the legend begins, in heights of the axes below them: under the numbers and the letter."""

_DARK = {
    "#ffffff": ("ground", "#16181c"),
    "#1a1a1a": ("ink", "#e8e8ea"),
    "#767676": ("soft", "#a9afb8"),
    "#e4e4e4": ("grid", "#31363e"),
    "#0072b2": ("first", "#5ab4ec"),
    "#d55e00": ("second", "#ff9a5c"),
    "#009e73": ("third", "#4fd0a7"),
    "#f2f2f2": ("pane", "#20242a"),
    "#e6e6e6": ("pane2", "#262b32"),
    "#ececec": ("pane3", "#23272e"),
    "#b0b0b0": ("line", "#4a5059"),
    "#cccccc": ("edge", "#4a5059"),
    "#333333": ("shade1", "#d6d6d6"),
    "#8a4f00": ("shade2", "#e0a458"),
    "#555555": ("shade3", "#b9b9b9"),
    "#5b2a86": ("shade4", "#c39be8"),
    "#777777": ("shade5", "#9d9d9d"),
    "#005f73": ("shade6", "#6fc3d6"),
}
"""The colours of the pictures: the name of each, and what stands for it on a dark page."""
_COLOUR = re.compile("|".join(_DARK), re.IGNORECASE)


def narrowed(made: Any) -> Any:
    """The same figure with its parts below each other, and each legend below its part.

    The title is left out: on a page it stands above the picture.
    """
    from matplotlib.gridspec import GridSpec

    parts = made.axes
    heights = [_height(axes) for axes in parts]
    made.set_size_inches(WIDTH, sum(heights))
    grid = GridSpec(len(parts), 1, figure=made, height_ratios=heights)
    for k, axes in enumerate(parts):
        axes.set_subplotspec(grid[k])
        axes.set_title("", loc="left")
        if axes.get_legend() is not None:
            axes.set_anchor("N")
            axes.legend(loc="upper left", bbox_to_anchor=(0, BELOW), borderaxespad=0)
    if made.get_suptitle():
        made.suptitle("")
    return made


def _height(axes: Any) -> float:
    if axes.get_legend() is None:
        return SURFACE
    return PLOT + ROW * len(axes.get_legend_handles_labels()[1])


def with_dark_colours(svg: bytes) -> bytes:
    """The picture with a second set of colours, for readers who like their pages dark."""
    text = _COLOUR.sub(lambda found: f"var(--{_DARK[found[0].lower()][0]})", svg.decode())
    light = "".join(f"--{name}:{colour};" for colour, (name, _) in _DARK.items())
    dark = "".join(f"--{name}:{colour};" for name, colour in _DARK.values())
    style = (
        f"<style>svg{{{light}fill:var(--ink)}}"
        f"@media (prefers-color-scheme:dark){{svg{{{dark}}}}}</style>"
    )
    return text.replace("<defs>", f"{style}\n <defs>", 1).encode()
