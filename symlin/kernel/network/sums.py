"""Affine forms in the entries of the inputs, and their sums."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import mul
from typing import Any, NamedTuple

from flint import fmpq

from symlin.kernel.network.arrays import over_one_denominator
from symlin.kernel.network.domain import Ends
from symlin.kernel.network.values import product
from symlin.kernel.numbers import exact


class Form(NamedTuple):
    """`numbers` times the entries that `support` names, plus the last number, give or take
    `radius`; all over the scale of the node."""

    support: tuple[int, ...]
    numbers: list[Any]
    radius: Any = 0


class Sides(NamedTuple):
    """Of the entries of a support, over one unit: the sums and differences of both ends, where a
    missing one counts as the other, and which are missing."""

    sums: list[int]
    widths: list[int]
    unit: int
    no_low: list[int]
    no_high: list[int]


class Corners:
    """Where forms are smallest and largest, given the ends of the entries that supports name."""

    def __init__(self, ends: Sequence[Ends]) -> None:
        self._ends = ends
        # the forms of a layer share their support
        self._sides: dict[tuple[int, ...], Sides] = {}

    def bounds(self, form: Form | None, scale: int) -> Ends:
        """Each entry at the end that the sign of its coefficient asks for."""
        if form is None:
            return None, None
        if form.support not in self._sides:
            self._sides[form.support] = self._sides_of(form.support)
        sums, widths, unit, no_low, no_high = self._sides[form.support]
        *factors, constant = form.numbers
        # twice the value in the middle, and twice how far it may be from there, over the unit
        middle = sum(map(mul, factors, sums), 2 * unit * constant)
        spread = sum(map(mul, map(abs, factors), widths), 2 * unit * form.radius)
        over = 2 * unit * scale
        # a missing end leaves no bound where the sign asks for it
        low = any(factors[i] > 0 for i in no_low) or any(factors[i] < 0 for i in no_high)
        high = any(factors[i] < 0 for i in no_low) or any(factors[i] > 0 for i in no_high)
        return (
            None if low else exact(fmpq(int(middle - spread), over)),
            None if high else exact(fmpq(int(middle + spread), over)),
        )

    def _sides_of(self, support: Sequence[int]) -> Sides:
        ends = [self._ends[i] for i in support]
        known = [
            (low, high) if low is not None and high is not None else (low or high or 0,) * 2
            for low, high in ends
        ]
        whole, unit = over_one_denominator([e for pair in known for e in pair])
        lows, highs = whole[::2], whole[1::2]
        return Sides(
            [a + b for a, b in zip(lows, highs, strict=True)],
            [b - a for a, b in zip(lows, highs, strict=True)],
            unit,
            [i for i, (low, _) in enumerate(ends) if low is None],
            [i for i, (_, high) in enumerate(ends) if high is None],
        )


def times(factor: Any, form: Form | None) -> Form | None:
    """A multiple of a form."""
    return form if form is None or factor == 1 else total((factor,), (form,))


def total(weights: Sequence[Any], forms: Sequence[Form | None], constant: Any = 0) -> Form | None:
    """weights times forms, plus a constant; None where a form that counts is not known."""
    used = [(w, f) for w, f in zip(weights, forms, strict=True) if w != 0]
    radius: Any = 0
    found: list[tuple[Any, Form]] = []
    for weight, form in used:
        if form is None:
            return None
        radius += abs(weight) * form.radius
        if form.support:
            found.append((weight, form))
        else:  # most forms without a support are biases
            constant += weight * form.numbers[0]
    # a bias added to a form leaves its coefficients alone
    support = _union(form.support for _, form in found)
    if len(found) == 1 and found[0][0] == 1:
        *numbers, last = found[0][1].numbers
        return Form(support, [*numbers, last + constant], radius)
    columns = zip(*(_spread(form, support) for _, form in found), strict=True)
    factors = [weight for weight, _ in found]
    numbers = [sum(map(mul, factors, column)) for column in columns] or [0]
    numbers[-1] += constant
    return Form(support, numbers, radius)


def totals(rows: list[list[int]], forms: Sequence[Form | None]) -> list[Form | None]:
    """Several sums of the same forms, as one product of matrices."""
    if None in forms:  # a weight 0 may leave it out
        return [total(row, forms) for row in rows]
    known = [form for form in forms if form is not None]
    support = _union(form.support for form in known)
    radii = [form.radius for form in known]
    radius: list[Any] = [0] * len(rows)
    if any(radii):
        radius = [sum(map(mul, map(abs, row), radii)) for row in rows]
    # in a first layer every entry of the inputs stands in one form, and alone: nothing to multiply
    sizes = [len(form.support) for form in known if form.support]
    if len(support) == len(sizes) == sum(sizes):
        return _monomials(rows, known, radius)
    # over a support that all share, the sums are one product
    spread = [_spread(form, support) for form in known]
    width = len(support) + 1
    columns = list(map(list, zip(*spread, strict=True)))
    flat = product(rows, columns, len(known), is_exact=True)
    return [Form(support, flat[i * width : (i + 1) * width], radius[i]) for i in range(len(rows))]


def _monomials(
    rows: list[list[int]], forms: Sequence[Form], radius: Sequence[Any]
) -> list[Form | None]:
    order = sorted((form.support[0], k) for k, form in enumerate(forms) if form.support)
    support = tuple(i for i, _ in order)
    taps = [k for _, k in order]
    factors = [forms[k].numbers[0] for k in taps]
    constants = [form.numbers[-1] for form in forms]
    return [
        Form(
            support,
            [*map(mul, factors, [row[k] for k in taps]), sum(map(mul, row, constants))],
            radius[i],
        )
        for i, row in enumerate(rows)
    ]


def _union(supports: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    different = [s for s in dict.fromkeys(supports) if s]
    if len(different) <= 1:  # as in dense layers
        return different[0] if different else ()
    return tuple(sorted({i for s in different for i in s}))


def _spread(form: Form, support: tuple[int, ...]) -> list[Any]:
    """The numbers of a form by a support that holds its own."""
    if form.support == support:
        return form.numbers
    row: list[Any] = [0] * (len(support) + 1)
    places = {i: k for k, i in enumerate(support)}
    for i, number in zip(form.support, form.numbers, strict=False):
        row[places[i]] = number
    row[-1] = form.numbers[-1]
    return row
