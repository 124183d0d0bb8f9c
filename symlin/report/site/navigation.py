"""Where a page stands among the others: the groups of the navigation, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from symlin.language.foreign import escape


@dataclass(frozen=True)
class Place:
    """A page as the navigation knows it."""

    path: str
    title: str
    group: str
    """The heading that it stands below."""
    family: str = ""
    """Of one page among many, as that of an operator: it is listed beside those of its family, and
    only on their pages."""
    home: str = ""
    """The page that it is listed below."""


@dataclass(frozen=True)
class Chart:
    """All pages of a site, in the order in which one may read them."""

    places: Sequence[Place]
    version: str

    @cached_property
    def _where(self) -> dict[str, int]:
        return {place.path: k for k, place in enumerate(self.places)}

    def has(self, path: str) -> bool:
        """Whether there is such a page."""
        return path in self._where

    def at(self, path: str) -> Place | None:
        """The page's place; nothing for a page that no list has."""
        return self.places[self._where[path]] if path in self._where else None

    def beside(self, path: str) -> tuple[Place | None, Place | None]:
        """The page before and the page after."""
        k = self._where.get(path)
        if k is None:
            return None, None
        before = self.places[k - 1] if k else None
        return before, self.places[k + 1] if k + 1 < len(self.places) else None


def navigation(chart: Chart, path: str) -> str:
    """The lists of pages, as the page at `path` shows them."""
    up = "../" * path.count("/")
    here = chart.at(path)
    family = [p for p in chart.places if here and here.family and p.family == here.family]
    listed = [place for place in chart.places if not place.family]
    groups = []
    for title, places in groupby(listed, lambda place: place.group):
        rows = "\n".join(_item(place, path, up, family) for place in places)
        head = f"<h2>{escape(title)}</h2>\n" if title else ""
        groups.append(f"{head}<ul>\n{rows}\n</ul>")
    return "\n".join(groups)


def _item(place: Place, path: str, up: str, family: Sequence[Place]) -> str:
    below = ""
    if family and family[0].home == place.path:
        rows = "\n".join(f"<li>{_link(one, path, up)}</li>" for one in family)
        below = f"\n<p>{escape(family[0].family)}</p>\n<ul>\n{rows}\n</ul>"
    return f"<li>{_link(place, path, up)}{below}</li>"


def _link(place: Place, path: str, up: str) -> str:
    current = ' aria-current="page"' if place.path == path else ""
    return f'<a href="{up}{place.path}"{current}>{escape(place.title)}</a>'


def turning(chart: Chart, path: str) -> str:
    """Links to the page before and the page after."""
    up = "../" * path.count("/")
    before, after = chart.beside(path)
    links = ""
    if before is not None:
        links += f'<a rel="prev" href="{up}{before.path}">{escape(before.title)}</a>\n'
    if after is not None:
        links += f'<a rel="next" href="{up}{after.path}">{escape(after.title)}</a>\n'
    return f'<nav class="turn" aria-label="Next and previous">\n{links}</nav>\n' if links else ""
