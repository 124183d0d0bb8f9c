"""A figure and its axes by the names that matplotlib gives them: they keep what is to be drawn."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Stroke:
    """A line through points, or markers at them."""

    xs: Sequence[float]
    ys: Sequence[float]
    look: dict[str, Any]

    @property
    def label(self) -> str:
        """For the legend; nothing where it begins with an underscore."""
        text = str(self.look.get("label", ""))
        return "" if text.startswith("_") else text


@dataclass(frozen=True)
class Note:
    """A word beside a point."""

    text: str
    at: tuple[float, float]
    look: dict[str, Any]


class Spine:
    """An edge of the axes, which is not drawn in any case."""

    def set_visible(self, visible: bool) -> None:
        """Nothing changes."""


@dataclass
class Axes:
    """One system of coordinates."""

    strokes: list[Stroke] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    lines: list[tuple[str, float]] = field(default_factory=list)
    """"x" or "y", and the place at which a thin line stands for all values of the other."""
    title: str = ""
    xlabel: str = ""
    equal: bool = False
    """Whether both axes have one scale."""
    ticks: tuple[Sequence[float], Sequence[str]] | None = None
    spines: dict[str, Spine] = field(default_factory=lambda: {"top": Spine(), "right": Spine()})
    _xlim: tuple[float, float] | None = None
    _ylim: tuple[float, float] | None = None

    def plot(self, xs: Iterable[float], ys: Iterable[float], *form: str, **look: Any) -> None:
        """A line; with a form such as "o", markers alone."""
        if form:
            look = {"marker": form[0], "linestyle": "none", **look}
        self.strokes.append(Stroke(list(xs), list(ys), look))

    def vlines(self, xs: Iterable[float], low: float, highs: Iterable[float], **look: Any) -> None:
        """A line upwards at each x."""
        for x, high in zip(xs, highs, strict=True):
            self.strokes.append(Stroke([x, x], [low, high], look))

    def axhline(self, y: float, **look: Any) -> None:
        """A thin line from left to right."""
        self.lines.append(("y", y))

    def axvline(self, x: float, **look: Any) -> None:
        """A thin line from the bottom to the top."""
        self.lines.append(("x", x))

    def annotate(self, text: str, at: tuple[float, float], **look: Any) -> None:
        """A word beside a point."""
        self.notes.append(Note(text, at, look))

    def get_xlim(self) -> tuple[float, float]:
        """From where to where, by default as far as there are points."""
        return self._xlim or _span([x for s in self.strokes for x in s.xs], 0.0)

    def get_ylim(self) -> tuple[float, float]:
        """The same upwards, with a margin as matplotlib leaves it."""
        return self._ylim or _span([y for s in self.strokes for y in s.ys], 0.05)

    def set_xlim(self, low: float, high: float) -> None:
        """What is seen from left to right."""
        self._xlim = (low, high)

    def set_ylim(self, low: float, high: float) -> None:
        """The same upwards."""
        self._ylim = (low, high)

    def set_xlabel(self, text: str) -> None:
        """What stands below."""
        self.xlabel = text

    def set_title(self, text: str, **look: Any) -> None:
        """What stands above."""
        self.title = text

    def set_aspect(self, word: str, **look: Any) -> None:
        """Both axes have one scale."""
        self.equal = True

    def set_xticks(self, places: Sequence[float], labels: Sequence[str]) -> None:
        """Words in the place of numbers."""
        self.ticks = (places, labels)

    def grid(self, shown: bool, **look: Any) -> None:
        """It is always there."""

    def set_axisbelow(self, below: bool) -> None:
        """It always is."""

    def set_anchor(self, side: str) -> None:
        """Axes are as wide as the picture."""

    def legend(self, **look: Any) -> None:
        """It stands below the axes."""


class Figure:
    """Axes, one below the other, and a title."""

    def __init__(self) -> None:
        self.axes: list[Axes] = []
        self.title = ""

    def add_subplot(self) -> Axes:
        """One system of coordinates."""
        self.axes.append(Axes())
        return self.axes[-1]

    def subplots(self, rows: int, columns: int) -> list[Axes]:
        """As many as there are places."""
        return [self.add_subplot() for _ in range(rows * columns)]

    def suptitle(self, text: str, **look: Any) -> None:
        """What stands above all of it."""
        self.title = text


def _span(values: Sequence[float], margin: float) -> tuple[float, float]:
    finite = [v for v in values if math.isfinite(v)]
    if not finite:
        return 0.0, 1.0
    low, high = min(finite), max(finite)
    room = margin * (high - low) or (0.5 if low == high else 0.0)
    return low - room, high + room
