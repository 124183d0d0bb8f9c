"""Points inside a piece of several inputs, wherever its ends are: one input after the other leaves.

Of x > y and y > w first x leaves, as y + 1, then y, as w + 1. Between two ends an input is put in
the middle; what is left once all have left is about parameters, and says when there is a point at
all (Fourier and Motzkin's elimination).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from flint import fmpq

from symlin.exact.forms import to_term
from symlin.kernel.certificate import Point
from symlin.kernel.claim import Law, Subject
from symlin.kernel.facts import Context
from symlin.kernel.numbers import Number, TooLarge, exact
from symlin.kernel.polynomial import Poly, atom, depends
from symlin.kernel.term import (
    ONE,
    ZERO,
    And,
    Guard,
    Op,
    Piecewise,
    Relation,
    Term,
    add,
    const,
    maximum,
    minimum,
    neg,
    scale,
)
from symlin.kernel.walk import substitute, topological, variables
from symlin.search.parameters.moving import HALF
from symlin.search.proofs.sign_facts import MOST_ROWS

Row = tuple[Poly, Op]
Points = tuple[tuple[dict[str, Term], ...], tuple[Term, ...]]


def piece_points(subject: Subject, facts: Sequence[Guard]) -> Iterator[Point]:
    """A point in each piece of several inputs, as terms in the parameters."""
    guards = dict.fromkeys(
        guard
        for node in topological(subject.outputs)
        if isinstance(node, Piecewise)
        for guard, _ in node.branches
        if len({*variables(guard)} & {*subject.inputs}) > 1
    )
    for guard in guards:
        # Of what the domain says besides relations nothing is asked: the witness's own proof is
        # about all of it, and a point outside is a demand that nobody takes.
        parts = guard.parts if isinstance(guard, And) else (guard,)
        asked = [p for p in (*parts, *subject.domain) if isinstance(p, Relation)]
        context = Context(facts)
        try:
            rows = [(context.normal(r.term), r.op) for r in asked]
            point = _point(context, rows, subject.inputs)
        except TooLarge:
            continue
        if point is not None:
            yield point


def instances_at(law: Law, point: Point) -> Iterator[Points]:
    """Points and weights of the law's equation, made of one point and its multiples."""

    def times(factor: Number) -> dict[str, Term]:
        return {name: scale(factor, v) for name, v in point.items()}

    here, minus = dict(point), const(-1)
    match law:
        case Law.EQUIVALENT:
            yield (here,), (ONE,)
        case Law.ODD:
            yield (times(-1), here), (ONE, ONE)
        case Law.HOMOGENEITY | Law.POSITIVE_HOMOGENEITY:
            for a in (-1, 2, 0, HALF):
                if law is Law.HOMOGENEITY or a >= 0:
                    yield (times(a), here), (ONE, const(-a))
        case Law.ADDITIVITY | Law.LINEAR:
            for a in (1, -1, 2):
                yield (times(1 + a), here, times(a)), (ONE, minus, minus)
        case Law.AFFINE:
            for a in (-1, 3, 0):
                middle = times(exact(fmpq(1 + a) / 2))
                yield (middle, here, times(a)), (ONE, const(-HALF), const(-HALF))


# ---- elimination ----


def _point(context: Context, rows: Sequence[Row], inputs: Sequence[str]) -> Point | None:
    """Values of the inputs at which all rows hold, if parameters allow any; None where a row is
    not affine in them with numbers before them."""
    values: dict[str, Term] = {}
    for name in inputs:
        # Each end is compared with each other one: few inputs make many rows.
        split = _split(rows, name, frozenset(inputs))
        if split is None or len(rows) > MOST_ROWS:
            return None
        lower, upper, equal, rest = split
        # Each pair of ends must leave room, whichever of them is the nearest for some parameters:
        # that is what folded ends say when they are compared.
        values[name] = _value([p for p, _ in lower], [p for p, _ in upper], equal)
        # What is left says of the other inputs that there is room for this one.
        fixed = [(p, op) for e in equal[:1] for p, op in _compared(e, equal[1:], lower, upper)]
        pairs = [] if equal else [(u - v, _both(a, b)) for (v, a), (u, b) in product(lower, upper)]
        rows = [*rest, *fixed, *pairs]
    # The last to leave is known in terms of parameters, and those before it in terms of it.
    known: dict[str, Term] = {}
    for name in reversed(inputs):
        (known[name],) = substitute((values[name],), known)
    return {name: known[name] for name in inputs}


def _split(
    rows: Sequence[Row], name: str, inputs: frozenset[str]
) -> tuple[list[Row], list[Row], list[Poly], list[Row]] | None:
    """Lower ends, upper ends and values of the input, and the rows without it."""
    lower: list[Row] = []
    upper: list[Row] = []
    equal: list[Poly] = []
    rest: list[Row] = []
    variable = atom("var", name)
    for p, op in rows:
        factor = p.terms.get(((variable, 1),), 0)
        left = Poly({m: c for m, c in p.terms.items() if m != ((variable, 1),)})
        if depends(left, frozenset([name])) or op == "!=":
            return None
        end = left.scaled(exact(-1 / fmpq(factor))) if factor else left
        if not factor:
            rest.append((p, op))
        elif op == "=":
            equal.append(end)
        else:
            (lower if factor > 0 else upper).append((end, op))
    return lower, upper, equal, rest


def _compared(
    value: Poly, others: Sequence[Poly], lower: Sequence[Row], upper: Sequence[Row]
) -> Iterator[Row]:
    yield from ((value - other, "=") for other in others)
    yield from ((value - end, op) for end, op in lower)
    yield from ((end - value, op) for end, op in upper)


def _both(first: Op, second: Op) -> Op:
    return ">=" if first == second == ">=" else ">"


def _value(lower: Sequence[Poly], upper: Sequence[Poly], equal: Sequence[Poly]) -> Term:
    """Between the ends, or beyond the only ones there are."""
    # Beyond a single end by 1, for simple numbers; in the middle of two, for no other point is
    # sure to lie between them.
    low, high = [list(map(to_term, ends)) for ends in (lower, upper)]
    if equal:
        return to_term(equal[0])
    if low and high:
        return scale(HALF, add(maximum(*low), minimum(*high)))
    if low:
        return add(maximum(*low), ONE)
    return add(minimum(*high), neg(ONE)) if high else ZERO
