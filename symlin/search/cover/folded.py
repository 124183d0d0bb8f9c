"""Values in which several cases are one: maxima and absolute values for the signs of what is in
them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from flint import fmpq

from symlin.exact.forms import to_term
from symlin.kernel.facts import Context
from symlin.kernel.numbers import TooLarge
from symlin.kernel.polynomial import ZERO_POLY, Poly, atoms_of, without
from symlin.kernel.term import ZERO as ZERO_TERM
from symlin.kernel.term import (
    Const,
    Function,
    Max,
    Node,
    Product,
    Sum,
    Term,
    add,
    const,
    function,
    maximum,
    mul,
    scale,
)
from symlin.kernel.walk import substitute, topological
from symlin.search.cover.question import Case
from symlin.search.parameters.readable import readable
from symlin.search.proofs.matrix import affine_parts

MOST_HINGES = 4
"""Hinges of which some may bend at one place: of more, the sums of some are too many."""


class Folded:
    """The folded values of one case."""

    def __init__(self, case: Case) -> None:
        self.case = case

    def terms(self) -> Iterator[tuple[str, Term]]:
        """Values in which several cases are one: f(0), and by how much slopes jump together."""
        name = self.case.name
        empty = Context(())
        # f(0) is 0 wherever f is linear; what else it says, the offsets of its pieces do.
        for row, output in enumerate(self.case.outputs):
            (start,) = substitute((output,), {name: ZERO_TERM})
            try:
                p = empty.normal(output)
                term = min(readable(empty, empty.normal(start)), _tidy(empty, start), key=length)
            except TooLarge:
                continue
            if folds(term):
                yield f"f{row}(0)'", term
            yield from ((f"{k}{row}'", t) for k, t in enumerate(self._jumps(empty, p)) if folds(t))

    def _jumps(self, empty: Context, p: Poly) -> Iterator[Term]:
        """Sums of what each hinge changes the slope by."""
        parts: list[Term] = []
        for base in atoms_of(p):
            if base.kind != "relu" or not isinstance(base.argument, Poly):
                continue
            # c relu(s x + t) changes the slope by c |s| where it bends.
            with_hinge = Poly({m: c for m, c in p.terms.items() if dict(m).get(base) == 1})
            slopes = affine_parts(base.argument, (self.case.name,))
            slope = (slopes or {}).get(self.case.name, ZERO_POLY)
            if not with_hinge or not slope:
                continue
            coefficient = without(with_hinge, ((base, 1),))
            parts.append(mul(to_term(coefficient), _absolute(to_term(slope))))
        for count in range(2, len(parts) + 1 if len(parts) <= MOST_HINGES else 2):
            for some in combinations(parts, count):
                yield add(*some)


def length(guard: Node) -> int:
    """How long it is to read: its nodes, each as often as it is written."""
    total = 0
    stack: list[object] = [guard]
    while stack:
        node = stack.pop()
        total += 1
        for name in ("parts", "terms", "factors"):
            stack.extend(getattr(node, name, ()))
        for name in ("part", "term", "base", "argument"):
            child = getattr(node, name, None)
            if child is not None and not isinstance(child, str):
                stack.append(child)
    return total


def folds(term: Node) -> bool:
    """Whether it has maxima or functions in it."""
    return any(isinstance(n, Max | Function) for n in topological((term,)))


def _tidy(empty: Context, term: Term) -> Term:
    """The term as it was written, with what has become 0 left out."""
    if not folds(term):
        return to_term(empty.normal(term))
    # The order in which it was written is kept: normal forms know one hinge only.
    match term:
        case Sum(weights, parts, constant):
            pairs = zip(weights, (_tidy(empty, t) for t in parts), strict=True)
            return add(*(scale(w, t) for w, t in pairs if t is not ZERO_TERM), const(constant))
        case Product(factors):
            tidy = [_tidy(empty, t) for t in factors]
            return ZERO_TERM if ZERO_TERM in tidy else mul(*tidy)
        case Max(terms):
            return maximum(*(_tidy(empty, t) for t in terms))
        case Function("abs", argument) if argument is not None:
            return function("abs", _tidy(empty, argument))
        case _:
            return term


def _absolute(slope: Term) -> Term:
    return const(abs(fmpq(slope.value))) if isinstance(slope, Const) else function("abs", slope)
