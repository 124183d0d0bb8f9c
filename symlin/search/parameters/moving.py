"""Places that move with the parameters: where what a function is of takes simple values.

relu(w x + b) bends at x = -b/w, wherever that is: a point that does not depend on w and b sees it
for some of their values only, and the law would have to be refuted case by case.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, islice
from typing import NamedTuple

from symlin.exact.atoms import all_atoms, arguments
from symlin.exact.forms import simplified, to_term
from symlin.kernel.claim import Subject
from symlin.kernel.facts import Context
from symlin.kernel.intervals import ZERO
from symlin.kernel.numbers import Number, TooLarge, quotient
from symlin.kernel.polynomial import (
    ZERO_POLY,
    Atom,
    Poly,
    atom,
    atom_depends,
    atom_poly,
    atoms_of,
    combine,
    depends,
)
from symlin.kernel.term import (
    FALSE,
    PI,
    Guard,
    Term,
    add,
    const,
    div,
    function,
    mul,
    ne,
    neg,
    power,
    scale,
    sqrt,
    sub,
    var,
)
from symlin.kernel.term import (
    ZERO as ZERO_TERM,
)
from symlin.kernel.walk import substitute, variables
from symlin.search.parameters.vanishing import vanishing
from symlin.search.proofs.matrix import affine_parts

# ---- values that arguments are given ----

TARGETS: tuple[Number, ...] = (1, -1, 2, 0)
HALF = quotient(1, 2)
BETWEEN: tuple[Number, ...] = (HALF, quotient(-1, 2))
TURNS: tuple[Number, ...] = (HALF, 1, quotient(-1, 2), quotient(1, 3))
"""Angles that are tried, in multiples of pi."""
MOST_OWN = 2
"""At most so many parameters with which a place is compared: its instances hold all of them."""
MOST_PIECES = 4
"""Pieces of one hinge above which no more of its parts are unfolded: each part doubles them."""
MOST_INTERVALS = 3
"""Pairs of places where guards change that are taken for the ends of an interval."""
MOST_OUTPUTS = 32
"""Outputs that are looked at for hinges: those of one layer are mostly alike."""
WIDTHS: tuple[Number, ...] = (1, -1, 2, -2, *BETWEEN)
KINDS = frozenset(
    {"relu", "pos", "nul", "max", "floor", "exp", "erf", "atan", "sin", "inv", "log", "root"}
)
"""Functions whose arguments may be put where the law breaks."""


class MovingPlace(NamedTuple):
    """Values of one input; all others are 0, or what `others` says."""

    name: str
    values: tuple[Term, ...]
    root: Term | None
    """Where a hinge bends."""
    context: Context
    """The facts, and that the slope is not 0."""
    flat: Guard
    """That the slope is 0, and there is no such place; FALSE where the facts exclude it."""
    others: Number = 0
    is_end: bool = False
    """Whether a guard changes there."""
    is_jump: bool = False
    """Whether it is where a floor jumps."""
    is_inside: bool = False
    """Whether they lie in an interval between two such ends."""


# ---- hinges, and places for them ----


def moving(subject: Subject, base: Context) -> list[MovingPlace]:
    """The places told by what relus, exponentials and the like are of."""
    places = list(_of_hinges(subject, base))
    return [*_between(places, base), *places]


def _between(places: Sequence[MovingPlace], base: Context) -> Iterator[MovingPlace]:
    """Places inside the intervals that guards such as |x - b| < a single out, and far beyond: each
    function of the piece there is seen beside that of the piece around it."""
    ends = [p for p in places if p.is_end and p.root is not None and p.flat is FALSE]
    pairs = ((p, q) for p, q in combinations(ends, 2) if p.name == q.name)
    for p, q in islice(pairs, MOST_INTERVALS):
        if p.root is None or q.root is None or not variables(p.root, q.root):
            continue  # points that do not move see as much
        middle = _plain(base, scale(HALF, add(p.root, q.root)))
        inside = (_plain(base, scale(HALF, add(middle, p.root))), middle)
        far = add(const(1), *(scale(2, function("abs", end)) for end in (p.root, q.root)))
        values = tuple(v for v in (*inside, _plain(base, far)) if v is not ZERO_TERM)
        yield MovingPlace(p.name, values, None, base, FALSE, p.others, is_inside=True)


def _plain(context: Context, value: Term) -> Term:
    return simplified(context.normal(value))


def _of_hinges(subject: Subject, base: Context) -> Iterator[MovingPlace]:
    # x y depends on no input by itself: all others are set to 1 where 0 would hide what x does.
    beside = {name: 1 if _is_idle(subject, base, name) else 0 for name in subject.inputs}
    for h, kind in _hinges(subject, base).items():
        parts = affine_parts(h, subject.inputs)
        if parts is None:
            yield from _of_parabola(subject, base, h)
            yield from _far(subject, base, h)
            continue
        for name, slope in parts.items():
            sloped = _sloped(base, slope) if name else None
            if sloped is None:
                continue
            rest = h - base.product(slope, atom_poly(atom("var", name)))
            others = dict.fromkeys(subject.inputs, const(beside[name]))
            (origin,) = substitute((to_term(rest),), others)
            values = [div(sub(t, origin), to_term(slope)) for t in _targets(kind, origin)]
            root = div(neg(origin), to_term(slope))
            is_end = kind in ("pos", "nul")
            jumps = kind == "floor"
            yield MovingPlace(name, tuple(values), root, *sloped, beside[name], is_end, jumps)


def _far(subject: Subject, base: Context, h: Poly) -> Iterator[MovingPlace]:
    """Places that are far away compared with the parameters in h, either way."""
    own = [name for name in subject.parameters if depends(h, frozenset([name]))]
    if any(a.kind == "exp" for a in atoms_of(h)) and 0 < len(own) <= MOST_OWN:
        far = add(const(1), *(scale(2, function("abs", var(name))) for name in own))
        for name in subject.inputs:
            if depends(h, frozenset([name])):
                yield MovingPlace(name, (far, neg(far)), None, base, FALSE)


def _is_idle(subject: Subject, context: Context, name: str) -> bool:
    """Whether no output depends on the input where all others are 0, as that of a product."""
    others = {n: ZERO_TERM for n in subject.inputs if n != name}
    try:
        outputs = [context.normal(t) for t in substitute(subject.outputs, others)]
    except TooLarge:
        return False
    return bool(others) and not any(depends(p, frozenset([name])) for p in outputs)


# ---- slopes ----
# A place is at -b/w only where w is not 0. That is a fact in the place's context, and w = 0 one of
# the alternatives that its instances demand.


def _sloped(base: Context, slope: Poly) -> tuple[Context, Guard] | None:
    """The facts with a slope that is not 0, and that it is; None where that cannot be."""
    mask = base.sign(slope)
    if mask == ZERO:
        return None
    if not mask & ZERO:
        return base, FALSE
    context = Context((*base.facts, ne(to_term(slope))))
    return None if context.contradiction is not None else (context, vanishing(base, slope))


def _targets(kind: str, origin: Term) -> list[Term]:
    """Values for a hinge: numbers, or parts of a turn."""
    if kind == "sin":
        return [scale(part, PI) for part in TURNS]
    numbers = (*BETWEEN, *TARGETS) if kind == "floor" else TARGETS
    targets: list[Term] = [const(t) for t in numbers]
    if variables(origin):  # b may be anything: beyond it on both sides, to see both branches
        far = add(const(1), scale(2, function("abs", origin)))
        targets += [far, neg(far)]
    return targets


# ---- parabolas ----


def _of_parabola(subject: Subject, base: Context, h: Poly) -> Iterator[MovingPlace]:
    """Places for h = a v**2 + b v + c: the vertex, and beside it by what makes h simple."""
    for name in subject.inputs:
        parts = _quadratic_parts(h, name, subject.inputs)
        sloped = None if parts is None else _sloped(base, parts[0])
        if parts is None or sloped is None:
            continue
        a, b, c = map(to_term, parts)
        if not variables(a, b, c):
            continue  # points that do not move see as much
        vertex = div(neg(b), scale(2, a))
        root = div(sqrt(sub(power(b, 2), scale(4, mul(a, c)))), scale(2, a))
        # As far from the vertex as where h is 0, and as where it is 1 or c more or less than there.
        ratios = [div(const(sign), a) for sign in (1, -1)]
        if variables(c):
            ratios += [div(scale(sign, c), a) for sign in (1, -1)]
        values = [add(vertex, scale(t, s)) for s in (root, *map(sqrt, ratios)) for t in WIDTHS]
        yield MovingPlace(name, (*values, vertex), None, *sloped)


def _quadratic_parts(h: Poly, name: str, inputs: Sequence[str]) -> tuple[Poly, Poly, Poly] | None:
    """The coefficients of v**2, v and 1 where the other inputs are 0; None where h is no
    quadratic polynomial in v."""
    base, names = atom("var", name), frozenset(inputs)
    parts: list[Poly] = [ZERO_POLY] * 3
    for m, c in h.terms.items():
        rest = tuple(f for f in m if f[0] is not base)
        moved = [a for a, _ in rest if atom_depends(a, names)]
        degree = dict(m).get(base, 0)
        if any(a.kind != "var" for a in moved) or degree not in (0, 1, 2):
            return None
        if not moved:
            parts[int(degree)] = combine([(1, parts[int(degree)]), (1, Poly({rest: c}))])
    return parts[2], parts[1], parts[0]


# ---- what functions are of ----


def _hinges(subject: Subject, context: Context) -> dict[Poly, str]:
    """What relus, exponentials and the like are of, and the kind of the first of them."""
    hinges: dict[Poly, str] = {}
    for output in subject.outputs[:MOST_OUTPUTS]:
        try:
            p = context.normal(output)
        except TooLarge:
            continue
        for base in all_atoms(p):
            kind = "sin" if base.kind == "cos" else base.kind
            if kind in KINDS:
                for h in arguments(base):
                    for piece in _unfolded(context, h):
                        hinges.setdefault(piece, kind)
    for end in _ends(subject, context):
        hinges.setdefault(end, "end")
    return hinges


def _ends(subject: Subject, context: Context) -> Iterator[Poly]:
    """What bounds the domain, where that moves with the parameters."""
    own, inputs = frozenset(subject.parameters), frozenset(subject.inputs)
    for relation in (r for guard in subject.domain for r in context.atomic(guard)):
        h = context.normal(relation.term)
        if depends(h, own) and depends(h, inputs):
            yield h


def _unfolded(context: Context, h: Poly) -> list[Poly]:
    """h with each relu(g) replaced by g and by 0: the pieces of a folded hinge."""
    pieces = [h]
    for base in atoms_of(h):
        folded = base.kind == "relu" and len(pieces) <= MOST_PIECES
        if folded and isinstance(base.argument, Poly):
            inner = base.argument
            pieces = [
                _with_atom(context, piece, base, value)
                for piece in pieces
                for value in (inner, ZERO_POLY)
            ]
    return pieces


def _with_atom(context: Context, p: Poly, base: Atom, value: Poly) -> Poly:
    """p with the atom replaced where it stands to the first power."""
    parts: list[Poly] = []
    for m, c in p.terms.items():
        if dict(m).get(base) == 1:
            rest = Poly({tuple(f for f in m if f[0] is not base): c})
            parts.append(context.product(rest, value))
        else:
            parts.append(Poly({m: c}))
    return combine((1, part) for part in parts)
