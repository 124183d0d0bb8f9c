"""Witnesses that depend on the parameters: points x with h(x) = 1, -1, ... for a hinge h whose
slope is a parameter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from symlin.kernel.certificate import Witness
from symlin.kernel.claim import Equation, Law, Subject, defect, law_rows
from symlin.kernel.normal import Context
from symlin.kernel.polynomial import (
    ZERO_POLY,
    Atom,
    Poly,
    TooLarge,
    atom,
    atom_poly,
    atoms_of,
    combine,
)
from symlin.kernel.signs import ZERO
from symlin.kernel.term import (
    FALSE,
    PI,
    TRUE,
    Guard,
    Term,
    add,
    conjunction,
    const,
    disjunction,
    div,
    function,
    ne,
    neg,
    quotient,
    scale,
    sub,
    substitute,
    variables,
)
from symlin.kernel.term import (
    ZERO as ZERO_TERM,
)
from symlin.search.condition import vanishing
from symlin.search.contradict import all_atoms, arguments
from symlin.search.deadline import Deadline
from symlin.search.forms import to_term
from symlin.search.matrix import affine_parts

TARGETS = (1, -1, 2, 0)
HALF = quotient(1, 2)
TURNS = (HALF, 1, quotient(-1, 2), quotient(1, 3))
"""Angles that are tried, in multiples of pi."""
KINDS = frozenset(
    {"relu", "pos", "nul", "max", "floor", "exp", "erf", "atan", "sin", "inv", "log", "root"}
)
"""Functions whose arguments may be put where the law breaks."""
MOST_WIDTHS = 4
FEW = 4
Points = tuple[tuple[dict[str, Term], ...], tuple[Term, ...]]


@dataclass(frozen=True)
class Hinge:
    """What a kink, a jump or a function is of, as it moves along one input, the others 0."""

    h: Poly
    name: str
    slope: Poly
    kind: str
    """What it is inside of: "sin" for all angles."""
    context: Context
    """The facts, and that the slope is not 0."""
    flat: Guard
    """That the slope is 0; FALSE where the facts exclude it."""

    at_origin: Term
    """What it is where all inputs are 0."""


def parametric_witnesses(
    subject: Subject, law: Law, facts: Sequence[Guard], deadline: Deadline
) -> Iterator[tuple[Guard, Witness]]:
    """Clauses "slope = 0", each with a witness that breaks the law where the clause fails."""
    base = Context((*subject.parameter_facts(), *facts))
    hinges = list(_moving(subject, base))
    plain = [(hinge, _instances(subject, law, hinge.name, _roots(hinge))) for hinge in hinges]
    centred = [(hinge, _centred(subject, hinge, hinges)) for hinge in hinges]
    tried: list[tuple[Hinge, Iterator[Points]]] = plain
    if law is Law.AFFINE:
        tried = [*centred, *plain]
    elif law is Law.LINEAR:  # a sum or a multiple says more to a reader
        tried = [*((hinge, islice(found, FEW)) for hinge, found in plain), *centred, *plain]
    for hinge, found in tried:
        deadline.check()
        for guard, witness in _equations(subject, law, hinge.context, found):
            yield disjunction(hinge.flat, guard), witness


def _moving(subject: Subject, base: Context) -> Iterator[Hinge]:
    for h, kind in _hinges(subject, base).items():
        for name, slope in (affine_parts(h, subject.inputs) or {}).items():
            if not name or base.sign(slope) == ZERO:
                continue
            rest = h - base.product(slope, atom_poly(atom("var", name)))
            (at_origin,) = substitute((to_term(rest),), dict.fromkeys(subject.inputs, ZERO_TERM))
            context = base
            flat: Guard = FALSE
            if base.sign(slope) & ZERO:
                context = Context((*base.facts, ne(to_term(slope))))
                flat = vanishing(base, slope)
            if context.contradiction is None:
                yield Hinge(h, name, slope, kind, context, flat, at_origin)


def _centred(subject: Subject, hinge: Hinge, hinges: Sequence[Hinge]) -> Iterator[Points]:
    """(r, r - d, r + d) around the root r of the hinge: as wide as 1, and as far as the root of
    each other hinge, so that only one of the two bends between the points."""
    centre = _root(hinge, ZERO_TERM)
    widths: list[Term] = [const(1)]
    for other in hinges:
        if other is not hinge and other.name == hinge.name and other.flat is FALSE:
            widths.append(sub(_root(other, ZERO_TERM), centre))
    for width in widths[:MOST_WIDTHS]:
        ends = sub(centre, width), add(centre, width)
        points = (_at(subject, hinge.name, v) for v in (centre, *ends))
        yield tuple(points), (const(1), const(-HALF), const(-HALF))


def _roots(hinge: Hinge) -> list[Term]:
    """The values of the input at which the hinge is one of the targets: numbers, or parts of a
    turn."""
    far = add(const(1), scale(2, function("abs", hinge.at_origin)))
    targets: list[Term] = [const(t) for t in TARGETS]
    if hinge.kind == "floor":
        targets = [const(HALF), const(-HALF), *targets]
    if variables(hinge.at_origin):
        targets += [far, neg(far)]
    if hinge.kind == "sin":
        targets = [scale(part, PI) for part in TURNS]
    return [_root(hinge, t) for t in targets]


def _root(hinge: Hinge, target: Term) -> Term:
    return div(sub(target, hinge.at_origin), to_term(hinge.slope))


def _at(subject: Subject, name: str, value: Term) -> dict[str, Term]:
    """The point on the axis."""
    return {n: value if n == name else ZERO_TERM for n in subject.inputs}


def _equations(
    subject: Subject, law: Law, context: Context, tried: Iterable[Points]
) -> Iterator[tuple[Guard, Witness]]:
    """What the law demands of the parameters at points that move with them."""
    for points, weights in tried:
        for row in law_rows(subject, law):
            witness = Witness(points, weights, row)
            p = _defect(subject, law, context, witness)
            if p is not None and p and context.sign(p) != ZERO:
                guard = vanishing(context, p)
                if guard is not TRUE and context.decide(guard) is not True:
                    yield guard, witness


def _hinges(subject: Subject, context: Context) -> dict[Poly, str]:
    """What relus, exponentials and the like are of, and the kind of the first of them."""
    found: dict[Poly, str] = {}
    for output in subject.outputs[:32]:
        try:
            p = context.normal(output)
        except TooLarge:
            continue
        for base in all_atoms(p):
            kind = "sin" if base.kind == "cos" else base.kind
            if kind in KINDS:
                for h in arguments(base):
                    for piece in _unfolded(h):
                        found.setdefault(piece, kind)
    return found


def _unfolded(h: Poly) -> list[Poly]:
    """h with each relu(g) replaced by g and by 0: the pieces of a folded hinge."""
    pieces = [h]
    for base in atoms_of(h):
        if base.kind == "relu" and isinstance(base.argument, Poly) and len(pieces) <= 4:
            inner = base.argument
            pieces = [
                _with_atom(piece, base, value) for piece in pieces for value in (inner, ZERO_POLY)
            ]
    return pieces


def _with_atom(p: Poly, base: Atom, value: Poly) -> Poly:
    """p with a number times the atom replaced by the same number times the value."""
    c = p.terms.get(((base, 1),), 0)
    return combine([(1, p), (-c, atom_poly(base)), (c, value)])


def _defect(subject: Subject, law: Law, context: Context, witness: Witness) -> Poly | None:
    """The defect at points that the facts show to lie in the domain."""
    equation = Equation(witness.points, witness.weights)
    try:
        inside = conjunction(*(g for p in witness.points for g in subject.domain_at(p)))
        if context.decide(inside) is not True:
            return None
        return context.clear(context.normal(defect(subject, law, equation, witness.output)))[0]
    except TooLarge:
        return None


def _instances(subject: Subject, law: Law, name: str, roots: Sequence[Term]) -> Iterator[Points]:
    def at(value: Term) -> dict[str, Term]:
        return _at(subject, name, value)

    one, minus = const(1), const(-1)
    for k, t in enumerate(roots):
        match law:
            case Law.ODD:
                yield (at(neg(t)), at(t)), (one, one)
            case Law.HOMOGENEITY | Law.POSITIVE_HOMOGENEITY:
                for a in (-1, 2, 0, HALF):
                    if law is Law.HOMOGENEITY or a >= 0:
                        yield (at(scale(a, t)), at(t)), (one, const(-a))
            case Law.ADDITIVITY | Law.LINEAR:
                for s in (neg(t), t, *roots[k + 1 :]):
                    yield (at(add(t, s)), at(t), at(s)), (one, minus, minus)
            case Law.AFFINE:
                yield (at(t), at(scale(2, t)), at(ZERO_TERM)), (one, const(-HALF), const(-HALF))
                for s in (*roots[k + 1 :], neg(t)):
                    middle = scale(HALF, add(t, s))
                    yield (at(middle), at(t), at(s)), (one, const(-HALF), const(-HALF))
            case Law.EQUIVALENT:
                yield (at(t),), (one,)
