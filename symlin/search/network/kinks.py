"""Points on both sides of a kink of a unit: of the first units whose pieces a domain leaves open.

Where the units before it stay in one piece, what a unit sees is an affine form. From the corner of
the domain where the form is smallest to the one where it is largest, it crosses the kink once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from flint import fmpq

from symlin.exact.deadline import Deadline
from symlin.kernel.claim import Law
from symlin.kernel.network import nodes as g
from symlin.kernel.network.breach import Breach
from symlin.kernel.network.laws import PRECISIONS
from symlin.kernel.network.pattern import Walk
from symlin.kernel.network.pieces import pieces_of
from symlin.kernel.network.sums import Form
from symlin.kernel.numbers import Number, exact
from symlin.search.network.inside import Inside, Row
from symlin.search.network.patterns import nearest_to_zero
from symlin.search.network.trials import broken_at

MOST_UNITS = 12
"""Of one node: what comes after may hide the kinks of some."""
REACHES: tuple[Number, ...] = (1, 16, 2**10, 2**20, 2**40)
"""Where the domain has no end, how far points go."""
NEAR: tuple[Number, ...] = (1, fmpq(1, 16))
"""Parts of the way from the kink to the nearer corner: few other kinks are close to it."""

AT_MIDDLES = {Law.AFFINE, Law.LINEAR}
"""Laws that say something of two points and their middle."""

Aim = tuple[Form, int, Number]
"""A form, what it is counted in, and the value at which the unit bends."""


def breaches_at_kinks(
    walk: Walk, place: int, inside: Inside, laws: Sequence[Law], deadline: Deadline
) -> tuple[dict[Law, Breach], int]:
    """For laws that break beside a kink of one of the open units of a node, where; and with how
    many bits that is seen."""
    found: dict[Law, Breach] = {}
    needed = PRECISIONS[0]
    for aim in islice(_aims(walk, place), MOST_UNITS):
        if Law.AFFINE in found or deadline.left <= 0:
            break
        pairs = _around(inside, aim)
        # points cost time: those of other laws where a kink is seen, and in one place
        for chosen, kind in ((pairs, AT_MIDDLES), (pairs[-1:], set(laws) - AT_MIDDLES)):
            asked = [law for law in laws if law in kind and law not in found]
            if chosen and asked and (kind is AT_MIDDLES or Law.AFFINE in found):
                more, bits = broken_at(walk.graph, inside.trial(chosen, asked), asked)
                found, needed = found | more, max(needed, bits)
    return found, needed


def _aims(walk: Walk, place: int) -> Iterator[Aim]:
    node = walk.graph.nodes[place]
    part = node.parts[0]
    scale = walk.forms.scale
    for unit in walk.open_units(place):
        if isinstance(node, g.Reduce):
            yield from ((form, scale(part), 0) for form in _differences(walk, part, unit))
            continue
        form = walk.forms.at(part, (unit,))[unit]
        if form is not None:
            ends = [0] if isinstance(node, g.Select) else _cuts(node)
            yield from ((form, scale(part), end) for end in ends)


def _cuts(node: g.Node) -> list[Number]:
    """Where the pieces of a formula meet."""
    assert isinstance(node, g.Map)
    lows = [piece.low for piece in pieces_of(node.term)]
    return sorted({low for low in lows if low is not None}, key=lambda cut: abs(fmpq(cut)))


def _differences(walk: Walk, part: int, unit: int) -> Iterator[Form]:
    """Between an entry of a window and the others."""
    length = walk.graph.nodes[part].shape[-1]
    window = range(unit * length, (unit + 1) * length)
    forms = walk.forms.at(part, window)
    first = forms[window[0]]
    for entry in window[1:]:
        other = forms[entry]
        if first is not None and other is not None:
            numbers: dict[int, Number] = {}
            for form, sign in ((first, 1), (other, -1)):
                for i, number in zip((*form.support, -1), form.numbers, strict=True):
                    numbers[i] = numbers.get(i, 0) + sign * int(number)
            constant = numbers.pop(-1)
            yield Form(tuple(numbers), [*numbers.values(), constant])


def _around(inside: Inside, aim: Aim) -> list[tuple[Row, Row]]:
    """Points on both sides of where the form has the value of the kink; corners come last."""
    form, scale, end = aim
    near: list[tuple[Row, Row]] = []
    far: list[tuple[Row, Row]] = []
    for reach in REACHES if None in {e for pair in inside.ends for e in pair} else REACHES[:1]:
        low, high = _corners(inside, form, reach)
        first, last = (_value(form, row) - scale * fmpq(end) for row in (low, high))
        if not first < 0 < last:
            continue
        # the kink is between the corners, and in the middle of each pair beside it
        if not near:
            share = -first / (last - first)
            step = [exact(b - a) for a, b in zip(low, high, strict=True)]
            sizes = [part * min(share, 1 - share) for part in NEAR]
            near = [(_along(low, step, share - r), _along(low, step, share + r)) for r in sizes]
        far.append((low, high))
    return [*near, *far]


def _along(start: Row, step: Row, share: fmpq) -> Row:
    return [exact(a + share * d) for a, d in zip(start, step, strict=True)]


def _corners(inside: Inside, form: Form, reach: Number) -> tuple[Row, Row]:
    """Where the form is smallest and largest; entries that it does not name are 0 if they can."""
    signs = dict(zip(form.support, form.numbers, strict=False))
    lows: Row = []
    highs: Row = []
    for place, (low, high) in enumerate(inside.ends):
        sign = signs.get(place, 0)
        if sign == 0:
            pair = (nearest_to_zero(low, high),) * 2
        else:
            least, most = span(low, high, reach)
            pair = (least, most) if sign > 0 else (most, least)
        lows.append(pair[0])
        highs.append(pair[1])
    return lows, highs


def span(low: Number | None, high: Number | None, reach: Number) -> tuple[Number, Number]:
    """Both ends, or as far as points go."""
    if low is None:
        return (-reach, reach) if high is None else (high - reach, high)
    return low, low + reach if high is None else high


def _value(form: Form, row: Row) -> fmpq:
    total = fmpq(form.numbers[-1])
    for i, number in zip(form.support, form.numbers[:-1], strict=True):
        total += fmpq(number) * row[i]
    return total
