"""Entries of nodes as affine forms in the entries of the inputs, computed where they are asked for.

What is no affine function on the domain, or not known to be one, is a middle of its bounds and a
radius: so the forms of what is made of it hold as well.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from flint import fmpq

from symlin.kernel.clock import check_time
from symlin.kernel.network import nodes as g
from symlin.kernel.network.arrays import size_of
from symlin.kernel.network.bounds import Bounds
from symlin.kernel.network.demand import varying
from symlin.kernel.network.domain import Domain, Ends
from symlin.kernel.network.graph import Graph
from symlin.kernel.network.kept import Found, Kept
from symlin.kernel.network.pieces import Line
from symlin.kernel.network.products import Block, blocks
from symlin.kernel.network.sums import Corners, Form, times, total, totals
from symlin.kernel.numbers import Number

FINE = 1 << 128
"""Middles are rounded to that fraction of a unit."""
Pick = tuple[int, int]
"""A node and its entry."""
Choices = Mapping[int, Sequence[Line | None] | Sequence[Pick | None]]
"""Of formulas the line, of maxima and choices the entry that applies; None where it is open."""


class Forms:
    """The forms of a graph's nodes; the bounds and the choices of earlier nodes are there before a
    form is asked for."""

    def __init__(
        self, graph: Graph, domain: Domain, bounds: Sequence[Bounds], choices: Choices
    ) -> None:
        self._graph, self._bounds, self._choices = graph, bounds, choices
        self._varying = varying(graph)
        self._kept = Kept(graph)
        self._scales: dict[int, int] = {}
        self._blocks: dict[int, list[Block]] = {}
        self._starts: dict[int, int] = {}
        # supports name the entries of all inputs, one after the other
        ends: list[Ends] = []
        for place, node in zip(graph.inputs, graph.input_nodes(), strict=True):
            self._starts[place] = len(ends)
            ends += [domain.of(node.name, i) for i in range(size_of(node.shape))]
        self._corners = Corners(ends)

    # ---- what is asked ----

    def at(self, place: int, entries: Iterable[int]) -> Found:
        """The forms of some entries of a node, and of those that were asked for before.

        Raises `TooLarge` where too many numbers would have to be kept.
        """
        known = self._kept.of(place)
        missing = [e for e in dict.fromkeys(entries) if e not in known]
        if missing:
            check_time()
            known = known | self._rule(place, missing)
            self._kept.keep(place, known)
        return known

    def ends(self, place: int, entry: int) -> Ends:
        """Bounds of an entry on the domain, from its form."""
        return self._corners.bounds(self.at(place, (entry,))[entry], self.scale(place))

    def difference(self, place: int, first: int, second: int) -> Ends:
        """Bounds of an entry minus another."""
        found = self.at(place, (first, second))
        # what both forms share cancels, which bounds of each would not see
        form = total((1, -1), (found[first], found[second]))
        return self._corners.bounds(form, self.scale(place))

    # ---- the denominator of a node's forms, whichever entries are asked for ----

    def scale(self, place: int) -> int:
        """What the numbers of a node's forms are counted in."""
        if place not in self._scales:
            self._scales[place] = self._scale(place)
        return self._scales[place]

    def _scale(self, place: int) -> int:
        node, bounds = self._graph.nodes[place], self._bounds[place]
        if bounds.constants() is not None:
            return bounds.scale
        match node:
            case g.Input():
                return 1
            case g.Gather():
                return self._common(node.parts, int(fmpq(node.filler).q))
            case g.Combine():
                return self._common(node.parts) * _denominator((*node.coefficients, node.constant))
            case g.Dense() | g.Convolve() | g.MatMul() | g.Multiply():
                x, factor = self._factors(node)
                if factor is None:
                    return FINE
                known = self._bounds[factor].constants() is not None
                return self.scale(x) * (self._bounds[factor].scale if known else FINE)
            case g.Map():
                lines = [line for line in self._choices[place] if line is not None]
                inner = self.scale(node.parts[0]) * _denominator(n for line in lines for n in line)
            case _:
                inner = self._common(node.parts)
        return math.lcm(inner, FINE) if None in self._choices.get(place, ()) else inner

    def _common(self, parts: Sequence[int], other: int = 1) -> int:
        return math.lcm(other, *map(self.scale, parts))

    def _factors(self, node: g.Node) -> tuple[int, int | None]:
        """The part that has forms, and the one that is a factor of them, if one is known."""
        first, second = node.parts
        # weights of a layer come second, those of a product of matrices in any place
        for x, factor in ((first, second), (second, first)):
            if self._bounds[factor].constants() is not None:
                return x, factor
            if isinstance(node, g.Multiply) and not self._varying[factor]:
                return x, factor
            if not isinstance(node, g.Multiply | g.MatMul):
                break
        return first, None

    # ---- one rule for each operation ----

    def _rule(self, place: int, entries: list[int]) -> Found:
        node = self._graph.nodes[place]
        if self._bounds[place].constants() is not None:
            return self._unknown(place, entries)
        if isinstance(node, g.Input):
            return {e: Form((self._starts[place] + e,), [1, 0]) for e in entries}
        return _RULES[type(node)](self, place, node, entries)

    def _middles(self, place: int, entries: Iterable[int], scale: int) -> list[Pick | None]:
        """The middles of bounds, and how far an entry may be from there at most."""
        bounds = self._bounds[place]
        found: list[Pick | None] = []
        for e in entries:
            low, high = bounds.lows[e], bounds.highs[e]
            if low is None or high is None:
                found.append(None)
                continue
            # rounded outwards to whole numbers
            low, high = low * scale // bounds.scale, -(-high * scale // bounds.scale)
            middle = (low + high) // 2
            found.append((int(middle), int(high - middle)))
        return found

    def _unknown(self, place: int, entries: list[int]) -> Found:
        # without a support: nothing is said of how it depends on the inputs
        middles = self._middles(place, entries, self.scale(place))
        return {
            e: None if m is None else Form((), [m[0]], m[1])
            for e, m in zip(entries, middles, strict=True)
        }

    def _gather(self, place: int, node: g.Gather, entries: list[int]) -> Found:
        scale = self.scale(place)
        picks: dict[int, Pick | None] = dict.fromkeys(entries)
        chosen = {e: e if node.index is None else node.index[e] for e in entries}
        start = 0
        for part in node.parts:
            stop = start + size_of(self._graph.nodes[part].shape)
            picks |= {e: (part, i - start) for e, i in chosen.items() if start <= i < stop}
            start = stop
        filler = Form((), [int(fmpq(node.filler) * scale)])
        found = self._picked(place, picks)
        return found | {e: filler for e, i in chosen.items() if i == -1}

    def _picked(self, place: int, picks: Mapping[int, Pick | None]) -> Found:
        """Entries that are those of other nodes; what is open is a middle and a radius."""
        scale = self.scale(place)
        found = self._unknown(place, [e for e, pick in picks.items() if pick is None])
        asked: dict[int, dict[int, int]] = {}
        for e, pick in picks.items():
            if pick is not None:
                asked.setdefault(pick[0], {})[e] = pick[1]
        # parts are counted in units of their own
        for part, places in asked.items():
            forms, factor = self.at(part, places.values()), scale // self.scale(part)
            found |= {e: times(factor, forms[i]) for e, i in places.items()}
        return found

    def _chosen(self, place: int, node: g.Reduce | g.Select, entries: list[int]) -> Found:
        if isinstance(node, g.Reduce) and node.kind == "sum":
            return self._sums(node, entries)
        picks: Any = self._choices[place]
        return self._picked(place, {e: picks[e] for e in entries})

    def _sums(self, node: g.Reduce, entries: list[int]) -> Found:
        (part,) = node.parts
        length = self._graph.nodes[part].shape[-1]
        windows = {e: range(e * length, (e + 1) * length) for e in entries}
        forms = self.at(part, [i for window in windows.values() for i in window])
        return {e: total((1,) * length, [forms[i] for i in w]) for e, w in windows.items()}

    def _combine(self, place: int, node: g.Combine, entries: list[int]) -> Found:
        # coefficients take every part to the node's own unit
        common = self._common(node.parts)
        over = self.scale(place) // common
        weights = [
            int(fmpq(c) * over) * (common // self.scale(p))
            for c, p in zip(node.coefficients, node.parts, strict=True)
        ]
        constant = int(fmpq(node.constant) * self.scale(place))
        parts = [self.at(p, entries) for p in node.parts]
        return {e: total(weights, [p[e] for p in parts], constant) for e in entries}

    def _map(self, place: int, node: g.Map, entries: list[int]) -> Found:
        (part,) = node.parts
        lines: Any = self._choices[place]
        found = self._unknown(place, [e for e in entries if lines[e] is None])
        over = self.scale(place) // self.scale(part)
        known = [e for e in entries if lines[e] is not None]
        # a unit that is off asks for nothing below it
        forms = self.at(part, [e for e in known if lines[e][0] != 0])
        for e in known:
            slope, constant = lines[e]
            parts = [forms[e]] if slope != 0 else []
            weights = [int(fmpq(slope) * over)] * len(parts)
            found[e] = total(weights, parts, int(fmpq(constant) * self.scale(place)))
        return found

    def _multiply(self, place: int, node: g.Multiply, entries: list[int]) -> Found:
        x, factor = self._factors(node)
        if factor is None:
            return self._unknown(place, entries)
        middles = self._middles(factor, entries, self.scale(place) // self.scale(x))
        forms, bounds = self.at(x, entries), self._bounds[x]
        found: Found = {}
        for e, middle in zip(entries, middles, strict=True):
            low, high = bounds.ends(e)
            found[e] = None
            if middle is None or (middle[1] and (low is None or high is None)):
                continue
            # (m + d) x = m x + d x, where |d| is at most the radius of the middle
            rest = 0
            if middle[1] and low is not None and high is not None:
                most = max(-low, high) * self.scale(x) * middle[1]
                rest = int(fmpq(most).ceil())
            scaled = total((middle[0],), (forms[e],))
            found[e] = scaled and scaled._replace(radius=scaled.radius + rest)
        return found

    def _layer(self, place: int, node: Any, entries: list[int]) -> Found:
        x, factor = self._factors(node)
        if factor is None:
            return self._unknown(place, entries)
        if place not in self._blocks:
            shapes = [self._graph.nodes[p].shape for p in node.parts]
            weights = self._bounds[factor].lows
            self._blocks[place] = blocks(node, shapes, weights, factor == node.parts[0])
        asked = set(entries)
        # rows that nobody asks for are not multiplied
        products = [
            (block.rows, vector, outputs, chosen)
            for block in self._blocks[place]
            for vector, outputs in zip(block.vectors, block.outputs, strict=True)
            if (chosen := [k for k, e in enumerate(outputs) if e in asked])
        ]
        # all at once: windows overlap, and what is below is not kept for long
        forms = self.at(x, (i for _, vector, _, _ in products for i in vector if i >= 0))
        found: Found = {}
        for rows, vector, outputs, chosen in products:
            check_time()
            taps = [_ZERO if i < 0 else forms[i] for i in vector]
            sums = totals([rows[k] for k in chosen], taps)
            found |= zip((outputs[k] for k in chosen), sums, strict=True)
        return found


_ZERO = Form((), [0])
_RULES: dict[type, Callable[[Forms, int, Any, list[int]], Found]] = {
    g.Gather: Forms._gather,
    g.Dense: Forms._layer,
    g.Convolve: Forms._layer,
    g.MatMul: Forms._layer,
    g.Combine: Forms._combine,
    g.Multiply: Forms._multiply,
    g.Map: Forms._map,
    g.Reduce: Forms._chosen,
    g.Select: Forms._chosen,
}


def _denominator(numbers: Iterable[Number]) -> int:
    return math.lcm(*(int(fmpq(n).q) for n in numbers))
