"""Networks on a domain where every unit stays in one piece: there they are affine.

A unit is an entry of a formula that is cut into pieces, of a maximum, or of a choice. A pattern
says which piece applies to each. That it applies on the whole domain is seen from bounds of what
the unit is made of, and, where these do not say so, from affine forms.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from symlin.kernel import term as k
from symlin.kernel.certificate import Rejected
from symlin.kernel.clock import check_time
from symlin.kernel.network import nodes as g
from symlin.kernel.network.arrays import size_of
from symlin.kernel.network.bounds import (
    Bounds,
    combined,
    gathered,
    layered,
    mapped,
    multiplied,
    of_ends,
    summed,
)
from symlin.kernel.network.demand import varying
from symlin.kernel.network.domain import Domain, Ends
from symlin.kernel.network.forms import Forms, Pick
from symlin.kernel.network.graph import Graph
from symlin.kernel.network.pieces import Line, Piece, pieces_of
from symlin.kernel.network.structure import has_values

MOVES = "a unit is not seen to stay in its piece"


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """For nodes that have units, by their places, a letter for each: the number of its piece, of
    the entry that is the largest, of the value that is chosen (0 or 1). A letter is `letter_bytes`
    long, little-endian; one whose bits are all set leaves the unit open."""

    letters: Mapping[int, bytes]


def settled_pattern(pattern: Pattern) -> Pattern:
    """The same in containers that nobody can change; raises `Rejected` where it has no letters."""
    letters = dict(pattern.letters)
    if not all(type(place) is int and type(row) is bytes for place, row in letters.items()):
        raise Rejected("a pattern has bytes for nodes")
    return Pattern(MappingProxyType(letters))


def pieces_count(graph: Graph, place: int) -> int:
    """How many pieces each unit of a node has; 1 where it has no units."""
    node = graph.nodes[place]
    match node:
        case g.Map():
            return len(pieces_of(node.term))
        case g.Reduce(kind="max"):
            return graph.nodes[node.parts[0]].shape[-1]
        case g.Select():
            return 2
        case _:
            return 1


def letter_bytes(count: int) -> int:
    """How long the letters of units with so many pieces are."""
    return 1 if count < 0xFF else 4


def open_letter(count: int) -> int:
    """The letter of a unit that is open."""
    return (1 << 8 * letter_bytes(count)) - 1


class Walk:
    """Bounds and pieces of a graph's nodes, one after the other. Of units whose letter is not seen
    to apply, nothing is said but bounds."""

    def __init__(
        self, graph: Graph, domain: Domain, pattern: Pattern, *, strict: bool = False
    ) -> None:
        """A strict walk ends, by `Rejected`, at a unit whose letter is not seen to apply."""
        self.graph, self._domain, self._letters = graph, domain, pattern.letters
        self._strict = strict
        self.bounds: list[Bounds] = []
        self.choices: dict[int, list[Any]] = {}
        """Of nodes with pieces: for each unit the line or the entry; None where it is open."""
        self.forms = Forms(graph, domain, self.bounds, self.choices)
        self.varying = varying(graph)

    def step(self) -> None:
        """The next node. Raises `Rejected` where its letters are none."""
        check_time()
        place = len(self.bounds)
        node = self.graph.nodes[place]
        parts = [self.bounds[p] for p in node.parts]
        match node:
            case g.Input(name, shape):
                found = of_ends(self._domain.of(name, i) for i in range(size_of(shape)))
            case g.Constant(array):
                numbers, scale = array.scaled()
                found = Bounds(numbers, numbers, scale)
            case g.Gather():
                found = gathered(node, parts)
            case g.Combine():
                found = combined(node, parts)
            case g.Multiply():
                found = multiplied(*parts)
            case g.Dense() | g.Convolve() | g.MatMul():
                found = layered(node, parts, [self.graph.nodes[p].shape for p in node.parts])
            case g.Reduce(kind="sum"):
                found = summed(parts[0], self.graph.nodes[node.parts[0]].shape[-1])
            case _:
                found = self._with_units(place, node)
        self.bounds.append(found)

    def open_units(self, place: int) -> list[int]:
        """Those that depend on the inputs, and are in no piece that is known."""
        if not self.varying[place]:
            return []
        return [unit for unit, choice in enumerate(self.choices.get(place, ())) if choice is None]

    def denied(self, place: int) -> list[int]:
        """Units whose letter is not seen to apply."""
        if place not in self._letters:
            return []
        letters, none = self._letters_of(place), open_letter(pieces_count(self.graph, place))
        return [unit for unit in self.open_units(place) if letters[unit] != none]

    def is_total(self) -> bool:
        """Whether every node has a value at all points of the domain."""
        for place, node in enumerate(self.graph.nodes):
            if isinstance(node, g.Map) and not has_values(node.term):
                # where a formula is a line it has values, and where constants have bounds
                none = self.choices[place] if self.varying[place] else self.bounds[place].lows
                if None in none:
                    return False
        return True

    # ---- units ----

    def _with_units(self, place: int, node: g.Map | g.Reduce | g.Select) -> Bounds:
        match node:
            case g.Map():
                return self._mapped(place, node)
            case g.Reduce():
                return self._largest(place, node)
            case _:
                return self._selected(place, node)

    def _letters_of(self, place: int) -> Sequence[int]:
        count, size = pieces_count(self.graph, place), size_of(self.graph.nodes[place].shape)
        row = self._letters.get(place)
        if row is None:
            return [0 if count == 1 else open_letter(count)] * size
        width = letter_bytes(count)
        if len(row) != width * size:
            raise Rejected("a pattern has one letter for each unit")
        letters = [int.from_bytes(row[i : i + width], "little") for i in range(0, len(row), width)]
        if not all(letter < count or letter == open_letter(count) for letter in letters):
            raise Rejected("a pattern has a letter for a piece that there is not")
        return letters

    def _mapped(self, place: int, node: g.Map) -> Bounds:
        (part,), letters = node.parts, self._letters_of(place)
        pieces = pieces_of(node.term)
        ends = [self.bounds[part].ends(e) for e in range(len(letters))]
        # first by the bounds that are there in any case, which is a hundred times cheaper
        named = [_piece(pieces, letter) for letter in letters]
        left = [e for e, p in enumerate(named) if p is not None and not p.holds_on(*ends[e])]
        for some in (left[:1], left):  # the first says whether the others are worth the time
            self.forms.at(part, some)
            for e in some:
                ends[e] = _narrower(ends[e], self.forms.ends(part, e))
                piece = named[e]
                if self._strict and piece is not None and not piece.holds_on(*ends[e]):
                    raise Rejected(MOVES)
        found: list[Ends] = []
        chosen: list[Line | None] = []
        for piece, pair in zip(named, ends, strict=True):
            applies = piece is not None and piece.holds_on(*pair)
            chosen.append(piece.line if piece is not None and applies else None)
            found.append(
                piece.ends(*pair) if piece is not None and applies else mapped(node.term, pair)
            )
        self.choices[place] = chosen
        return of_ends(found)

    def _largest(self, place: int, node: g.Reduce) -> Bounds:
        (part,), letters = node.parts, self._letters_of(place)
        length = self.graph.nodes[part].shape[-1]
        firsts = {u: u * length + letter for u, letter in enumerate(letters) if letter < length}
        rivals = {u: self._rivals(part, first, length) for u, first in firsts.items()}
        # of entries whose bounds overlap, the difference may still have one sign
        doubtful = [u for u, es in rivals.items() if es]
        if self._strict and not all(self._tops(part, firsts[u], rivals[u]) for u in doubtful[:1]):
            raise Rejected(MOVES)
        self.forms.at(part, (e for u in doubtful for e in (firsts[u], *rivals[u])))
        # equal entries are no ties to be broken: either is the largest
        chosen: list[Pick | None] = []
        found: list[Ends] = []
        for unit in range(len(letters)):
            window = list(range(unit * length, (unit + 1) * length))
            applies = unit in rivals and self._tops(part, firsts[unit], rivals[unit])
            chosen.append((part, firsts[unit]) if applies else None)
            found.append(self._highest(part, [firsts[unit]] if applies else window))
        self.choices[place] = chosen
        return of_ends(found)

    def _rivals(self, part: int, first: int, length: int) -> list[int]:
        """The entries of its window whose bounds do not show that an entry is at least as large."""
        bounds, start = self.bounds[part], first - first % length
        others = (e for e in range(start, start + length) if e != first)
        return [e for e in others if not _above(bounds.lows[first], bounds.highs[e])]

    def _tops(self, part: int, first: int, rivals: Sequence[int]) -> bool:
        """Whether no rival is above an entry, by the bounds of their differences."""
        return all(_above(self.forms.difference(part, first, e)[0], 0) for e in rivals)

    def _highest(self, part: int, window: Sequence[int]) -> Ends:
        """Bounds of the largest of some entries."""
        lows, highs = zip(*map(self.bounds[part].ends, window), strict=True)
        known = [low for low in lows if low is not None]
        return max(known, default=None), None if None in highs else max(highs)

    def _selected(self, place: int, node: g.Select) -> Bounds:
        (guard, *values), letters = node.parts, self._letters_of(place)
        ends = [self.bounds[guard].ends(e) for e in range(len(letters))]
        left = [e for e, u in enumerate(letters) if u < 2 and not _decided(node.op, u, ends[e])]
        self.forms.at(guard, left)
        for e in left:
            ends[e] = _narrower(ends[e], self.forms.ends(guard, e))
        # what is not decided is one of both values
        chosen: list[Pick | None] = []
        found: list[Ends] = []
        for e, letter in enumerate(letters):
            applies = letter < 2 and _decided(node.op, letter, ends[e])
            parts = [values[letter]] if applies else values
            chosen.append((parts[0], e) if applies else None)
            found.append(_around([self.bounds[p].ends(e) for p in parts]))
        self.choices[place] = chosen
        return of_ends(found)


def _piece(pieces: Sequence[Piece], letter: int) -> Piece | None:
    """The piece that a letter names, if something is known of it."""
    return pieces[letter] if letter < len(pieces) and pieces[letter].line is not None else None


def _above(low: Any, high: Any) -> bool:
    """Whether what is at least `low` is not below what is at most `high`."""
    return low is not None and high is not None and bool(low >= high)


def _narrower(first: Ends, second: Ends) -> Ends:
    """What two pairs of bounds of one entry say together."""
    lows = [low for low, _ in (first, second) if low is not None]
    highs = [high for _, high in (first, second) if high is not None]
    return max(lows, default=None), min(highs, default=None)


def _around(pairs: Sequence[Ends]) -> Ends:
    """Bounds of what is one of several entries."""
    lows = [low for low, _ in pairs if low is not None]
    highs = [high for _, high in pairs if high is not None]
    return (
        min(lows) if len(lows) == len(pairs) else None,
        max(highs) if len(highs) == len(pairs) else None,
    )


def _decided(op: k.Op, letter: int, ends: Ends) -> bool:
    """Whether `guard op 0` holds everywhere, for the letter 0, or nowhere, for 1."""
    low, high = ends
    negative = high is not None and high < 0
    positive = low is not None and low > 0
    no_less, no_more = low is not None and low >= 0, high is not None and high <= 0
    match op:
        case ">":
            true, false = positive, no_more
        case ">=":
            true, false = no_less, negative
        case "=":
            true, false = no_less and no_more, negative or positive
        case _:
            true, false = negative or positive, no_less and no_more
    return false if letter else true
