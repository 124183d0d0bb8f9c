"""Which piece of each unit applies at one point: the only one that can apply on a whole box."""

from __future__ import annotations

from collections.abc import Sequence

from flint import fmpq

from symlin.kernel.network import nodes as g
from symlin.kernel.network.arrays import size_of
from symlin.kernel.network.bounds import Bounds
from symlin.kernel.network.domain import Domain
from symlin.kernel.network.evaluate import Point
from symlin.kernel.network.graph import Graph
from symlin.kernel.network.pattern import Pattern, Walk, letter_bytes, open_letter, pieces_count
from symlin.kernel.network.pieces import Piece, pieces_of
from symlin.kernel.numbers import Number, exact
from symlin.kernel.theories.rational import compare


def middle_of(graph: Graph, domain: Domain) -> Point:
    """A point inside of the domain: no unit that stays in one piece is between two pieces there,
    unless it is so everywhere."""
    return {
        node.name: {
            i: value
            for i in range(size_of(node.shape))
            if (value := middle(*domain.of(node.name, i))) != 0
        }
        for node in graph.input_nodes()
    }


def middle(low: Number | None, high: Number | None) -> Number:
    """A number between two ends, and none of them unless both are the same."""
    if low is not None and high is not None:
        return exact(fmpq(low + high) / 2)
    if low is not None:
        return exact(low + 1)
    return 0 if high is None else exact(high - 1)


def nearest_to_zero(low: Number | None, high: Number | None) -> Number:
    """The number between two ends that people would write first."""
    if low is not None and low > 0:
        return low
    return high if high is not None and high < 0 else 0


def pattern_at(graph: Graph, point: Point) -> Pattern:
    """The pieces that apply at a point, open where none is known."""
    at_point = {
        node.name: tuple(
            (value, value)
            for i in range(size_of(node.shape))
            for value in (point.get(node.name, {}).get(i, 0),)
        )
        or ((None, None),)
        for node in graph.input_nodes()
    }
    # at a single point, bounds are values, or balls where these are not rational
    walk = Walk(graph, Domain(at_point), Pattern({}))
    for _ in graph.nodes:
        walk.step()
    letters: dict[int, bytes] = {}
    for place, node in enumerate(graph.nodes):
        count = pieces_count(graph, place)
        if place in walk.choices and walk.varying[place] and count > 1:
            found, width = _letters(graph, node, walk.bounds), letter_bytes(count)
            none = open_letter(count)
            row = [none if letter is None else letter for letter in found]
            letters[place] = b"".join(letter.to_bytes(width, "little") for letter in row)
    return Pattern(letters)


def _letters(graph: Graph, node: g.Node, bounds: Sequence[Bounds]) -> list[int | None]:
    part = bounds[node.parts[0]]
    match node:
        case g.Map():
            pieces = pieces_of(node.term)
            return [_piece(pieces, *part.ends(e)) for e in range(size_of(node.shape))]
        case g.Select():
            return [_side(node, *part.ends(e)) for e in range(size_of(node.shape))]
        case _:
            length = graph.nodes[node.parts[0]].shape[-1]
            windows = (part.lows[i : i + length] for i in range(0, len(part.lows), length))
            return [None if None in w else w.index(max(w)) for w in windows]


def _piece(pieces: Sequence[Piece], low: Number | None, high: Number | None) -> int | None:
    fits = (i for i, p in enumerate(pieces) if p.line is not None and p.holds_on(low, high))
    return next(fits, None)


def _side(node: g.Select, low: Number | None, high: Number | None) -> int | None:
    if low is None or high is None:
        return None
    return 0 if compare(fmpq(low + high) / 2, node.op) else 1


# ---- what a search makes of a pattern ----


def opened(pattern: Pattern, walk: Walk) -> Pattern:
    """The pattern as far as the graph was walked, with units left open that are not seen to stay in
    their piece."""
    letters: dict[int, bytes] = {}
    for place, row in pattern.letters.items():
        if place >= len(walk.bounds):
            continue
        width = letter_bytes(pieces_count(walk.graph, place))
        changed = bytearray(row)
        for unit in walk.open_units(place):
            changed[unit * width : (unit + 1) * width] = b"\xff" * width
        letters[place] = bytes(changed)
    return Pattern(letters)


def take_for_granted(walk: Walk, pattern: Pattern) -> None:
    """As though open units of the last node stayed in the pattern's piece: for guesses only, since
    what a walk says afterwards need not hold."""
    place = len(walk.bounds) - 1
    node, row = walk.graph.nodes[place], pattern.letters.get(place, b"")
    count = pieces_count(walk.graph, place)
    width = letter_bytes(count)
    for unit in walk.open_units(place) if row else ():
        letter = int.from_bytes(row[unit * width : (unit + 1) * width], "little")
        if letter >= count:
            continue
        if isinstance(node, g.Map):
            choice: object = pieces_of(node.term)[letter].line
        elif isinstance(node, g.Select):
            choice = (node.parts[1 + letter], unit)
        else:
            choice = (node.parts[0], unit * count + letter)
        walk.choices[place][unit] = choice


def counted(graph: Graph, place: int, row: bytes) -> tuple[int, int, int]:
    """How many units of a node follow their input, how many are constant, and how many are open."""
    node, count = graph.nodes[place], pieces_count(graph, place)
    width = letter_bytes(count)
    letters = [int.from_bytes(row[i : i + width], "little") for i in range(0, len(row), width)]
    is_open = letters.count(open_letter(count))
    constant = 0
    if isinstance(node, g.Map):
        lines = [piece.line for piece in pieces_of(node.term)]
        flat = {i for i, line in enumerate(lines) if line is not None and line[0] == 0}
        constant = sum(letter in flat for letter in letters)
    return len(letters) - constant - is_open, constant, is_open
