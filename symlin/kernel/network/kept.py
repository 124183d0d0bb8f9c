"""Forms that are kept, as long as there is room for them."""

from __future__ import annotations

from symlin.kernel.network.graph import Graph
from symlin.kernel.network.sums import Form
from symlin.kernel.numbers import TooLarge

MOST_NUMBERS = 12_000_000
"""Coefficients that are kept: a gigabyte."""
Found = dict[int, Form | None]
"""By entries; None where there is no bound to begin with."""


class Kept:
    """The forms of nodes. Those that are not there can be worked out anew."""

    def __init__(self, graph: Graph) -> None:
        self._found: dict[int, Found] = {}
        self._sizes: dict[int, int] = {}
        self._last_use = list(range(len(graph.nodes)))
        for place, node in enumerate(graph.nodes):
            for part in node.parts:
                self._last_use[part] = place

    def of(self, place: int) -> Found:
        """Those of a node, by entries."""
        return self._found.get(place, {})

    def keep(self, place: int, forms: Found) -> None:
        """Raises `TooLarge` where a node alone has too many numbers: a gigabyte is not filled for
        an answer that may be had otherwise."""
        self._found[place] = forms
        self._sizes[place] = sum(len(f.numbers) for f in forms.values() if f is not None)
        # what later nodes ask for has to be worked out from the nodes just before them
        for other in sorted(self._found, key=self._last_use.__getitem__):
            if sum(self._sizes.values()) <= MOST_NUMBERS:
                return
            if other != place:
                del self._found[other], self._sizes[other]
        if self._sizes[place] > MOST_NUMBERS:
            raise TooLarge
