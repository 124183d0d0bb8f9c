"""A figure as SVG: curves, markers, a grid with numbers, and a legend below."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Any, NamedTuple

from symlin.language.foreign import escape
from symlin.report.plot.light.axes import Axes, Figure, Note, Stroke

WIDTH = 480.0
"""Of the picture: on a phone its letters stay legible, and a page need not make it smaller."""
LEFT, RIGHT, LINE = 44.0, 14.0, 18.0
HEIGHTS = (180.0, 250.0, 330.0)
"""At least, usually, and at most, of axes."""
LETTERS = 66
"""Characters of a line of text."""
DARK = {
    "#0072B2": "#5db5f0", "#D55E00": "#ff9a4d", "#009E73": "#4fd6a8", "#767676": "#9aa0a8",
    "#1a1a1a": "#eeeeee", "#e4e4e4": "#33383f", "white": "#16181c", "#333333": "#cccccc",
    "#8a4f00": "#e0a050", "#555555": "#b0b0b0", "#5b2a86": "#c79bf0", "#777777": "#989898",
    "#005f73": "#5fc4d8",
}  # fmt: skip
"""Each colour on a dark page."""
INK, PALE, LINES = "#1a1a1a", "#e4e4e4", "#767676"


def to_svg(figure: Figure) -> str:
    """The whole picture."""
    parts: list[str] = []
    top = 4.0
    for line in wrap(figure.title, LETTERS) if figure.title else ():
        top += LINE
        parts.append(_text(2, top, line, weight=True))
    for axes in figure.axes:
        top += 6
        drawn, top = _axes(axes, top)
        parts += drawn
    style = "".join(_rules())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {top + 6:.0f}" '
        f'width="{WIDTH:g}" height="{top + 6:.0f}">\n<style>{style}</style>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def _rules() -> Iterator[str]:
    yield "text{font:13px system-ui,'DejaVu Sans',sans-serif}.b{font-weight:700}"
    for name, which in (("", 0), ("@media(prefers-color-scheme:dark){", 1)):
        yield name
        for pair in DARK.items():
            key, colour = _key(pair[0]), pair[which]
            yield f".s{key}{{stroke:{colour}}}.f{key}{{fill:{colour}}}"
    yield "}"


def _key(colour: str) -> str:
    return colour.removeprefix("#")


class _Window(NamedTuple):
    """What part of the plane is seen, how large, and where in the picture."""

    low: float
    high: float
    bottom: float
    above: float
    across: float
    """Units of the picture for one of the plane; upwards as well."""
    up: float
    top: float

    @property
    def right(self) -> float:
        """Where it ends."""
        return LEFT + (self.high - self.low) * self.across

    @property
    def foot(self) -> float:
        """Likewise below."""
        return self.top + (self.above - self.bottom) * self.up

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point of the plane in the picture."""
        return LEFT + (x - self.low) * self.across, self.top + (self.above - y) * self.up


def _window(axes: Axes, top: float) -> _Window:
    (low, high), (bottom, above) = axes.get_xlim(), axes.get_ylim()
    across = (WIDTH - LEFT - RIGHT) / (high - low)
    height = across * (above - bottom) if axes.equal else HEIGHTS[1]
    if axes.equal and height > HEIGHTS[2]:
        across = HEIGHTS[2] / (above - bottom)
    height = min(max(height, HEIGHTS[0]), HEIGHTS[2])
    return _Window(low, high, bottom, above, across, height / (above - bottom), top)


def _axes(axes: Axes, top: float) -> tuple[list[str], float]:
    """The pieces, and where they end."""
    parts = []
    for line in wrap(axes.title, LETTERS) if axes.title else ():
        top += LINE
        parts.append(_text(2, top, line, weight=True))
    seen = _window(axes, top + 10)
    parts += _grid(axes, seen)
    key = f"c{seen.top:.0f}"
    size = f'width="{seen.right - LEFT:.1f}" height="{seen.foot - seen.top:.1f}"'
    corner = f'x="{LEFT:g}" y="{seen.top:.1f}"'
    parts.append(f'<clipPath id="{key}"><rect {corner} {size}/></clipPath>')
    for stroke in sorted(axes.strokes, key=lambda s: float(s.look.get("zorder", 2))):
        inner = _line(stroke, seen) if _has_line(stroke) else ""
        parts.append(f'<g clip-path="url(#{key})">{inner}</g>' if inner else "")
        parts += _markers(stroke, seen)
    parts += [_note(note, seen) for note in axes.notes]
    end = seen.foot + LINE
    if axes.xlabel:
        parts.append(_text(seen.right, end + 12, axes.xlabel, anchor="end"))
    legend, end = _legend(axes.strokes, end + (LINE if axes.xlabel else 4))
    return parts + legend, end


def _grid(axes: Axes, seen: _Window) -> list[str]:
    """Lines at round numbers, and those on which x or y is 0."""
    parts = []
    places, labels = axes.ticks or (found := _ticks(seen.low, seen.high), list(map(_number, found)))
    for x, label in zip(places, labels, strict=True):
        across = seen.place(x, 0)[0]
        parts.append(_rule((across, seen.top), (across, seen.foot), PALE))
        parts.append(_text(across, seen.foot + 15, label, anchor="middle"))
    for y in _ticks(seen.bottom, seen.above):
        down = seen.place(0, y)[1]
        parts.append(_rule((LEFT, down), (seen.right, down), PALE))
        parts.append(_text(LEFT - 5, down + 4, _number(y), anchor="end"))
    for which, at in axes.lines:
        across, down = seen.place(at, at)
        if which == "y" and seen.bottom <= at <= seen.above:
            parts.append(_rule((LEFT, down), (seen.right, down), LINES))
        if which == "x" and seen.low <= at <= seen.high:
            parts.append(_rule((across, seen.top), (across, seen.foot), LINES))
    return parts


def _ticks(low: float, high: float) -> list[float]:
    """Round numbers, about six of them."""
    raw = (high - low) / 6
    unit = 10 ** math.floor(math.log10(raw))
    step = next(unit * k for k in (1, 2, 5, 10) if unit * k >= raw)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [k * step for k in range(first, last + 1)]


def _number(value: float) -> str:
    return f"{value:.6g}".replace("-", "−")


def _rule(start: tuple[float, float], end: tuple[float, float], colour: str) -> str:
    (a, b), (c, d) = start, end
    return (
        f'<line x1="{a:.1f}" y1="{b:.1f}" x2="{c:.1f}" y2="{d:.1f}" class="s{_key(colour)}" '
        f'stroke="{colour}" stroke-width=".8"/>'
    )


def _text(
    x: float, y: float, text: str, *, anchor: str = "start", weight: bool = False, colour: str = INK
) -> str:
    bold = " b" if weight else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" class="f{_key(colour)}{bold}" '
        f'fill="{colour}">{escape(text)}</text>'
    )


def _has_line(stroke: Stroke) -> bool:
    return stroke.look.get("linestyle") != "none"


def _line(stroke: Stroke, seen: _Window) -> str:
    """The line, in as many pieces as there are gaps in it."""
    pieces: list[list[str]] = [[]]
    for x, y in zip(stroke.xs, stroke.ys, strict=True):
        if math.isfinite(x) and math.isfinite(y):
            across, down = seen.place(x, y)
            pieces[-1].append(f"{across:.1f},{min(max(down, -1e5), 1e5):.1f}")
        elif pieces[-1]:
            pieces.append([])
    path = "".join(f"M{' '.join(piece)}" for piece in pieces if piece)
    return f'<path d="{path}" {_stroke(stroke.look)}/>' if path else ""


def _stroke(look: dict[str, Any]) -> str:
    colour, dashes = str(look.get("color", INK)), look.get("linestyle")
    dashed = ""
    if isinstance(dashes, tuple) and dashes[1]:
        dashed = f' stroke-dasharray="{" ".join(f"{d * 1.3:g}" for d in dashes[1])}"'
    return (
        f'class="s{_key(colour)}" stroke="{colour}" fill="none" stroke-linejoin="round" '
        f'stroke-width="{float(look.get("linewidth", 1.5)):g}"{dashed}'
    )


def _markers(stroke: Stroke, seen: _Window) -> list[str]:
    if "marker" not in stroke.look:
        return []
    points = zip(stroke.xs, stroke.ys, strict=True)
    return [_marker(stroke.look, *seen.place(x, y)) for x, y in points if math.isfinite(x + y)]


def _marker(look: dict[str, Any], x: float, y: float) -> str:
    size = float(look.get("markersize", 6)) / 2
    colour = str(look.get("color", look.get("markeredgecolor", INK)))
    edge = str(look.get("markeredgecolor", colour))
    fill = str(look.get("markerfacecolor", colour))
    paint = (
        f'class="s{_key(edge)} f{_key(fill)}" stroke="{edge}" fill="{fill}" '
        f'stroke-width="{float(look.get("markeredgewidth", 1.2)):g}"'
    )
    match look["marker"]:
        case "|":
            return f'<path d="M{x:.1f},{y - size:.1f} V{y + size:.1f}" {paint}/>'
        case "s":
            side = 2 * size
            return (
                f'<rect x="{x - size:.1f}" y="{y - size:.1f}" width="{side:g}" '
                f'height="{side:g}" {paint}/>'
            )
        case "D":
            d = f"M{x:.1f},{y - size:.1f}l{size:g},{size:g}l{-size:g},{size:g}l{-size:g},{-size:g}z"
            return f'<path d="{d}" {paint}/>'
        case _:
            return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:g}" {paint}/>'


def _note(note: Note, seen: _Window) -> str:
    x, y = seen.place(*note.at)
    aside, up = note.look.get("xytext", (0, 0))
    anchor = {"left": "start", "right": "end"}.get(str(note.look.get("ha")), "middle")
    return _text(x + aside, y - up + 4, note.text, anchor=anchor, weight=True,
                 colour=str(note.look.get("color", INK)))  # fmt: skip


def _legend(strokes: Sequence[Stroke], top: float) -> tuple[list[str], float]:
    parts = []
    for stroke in strokes:
        if not stroke.label:
            continue
        for k, line in enumerate(wrap(stroke.label, LETTERS - 6)):
            top += LINE
            if not k and _has_line(stroke):
                parts.append(f'<path d="M{LEFT - 40:g},{top - 4:.1f} h28" {_stroke(stroke.look)}/>')
            if not k and "marker" in stroke.look:
                parts.append(_marker(stroke.look | {"markersize": 8}, LEFT - 26, top - 4))
            parts.append(_text(LEFT, top, line))
    return parts, top
