"""The matrix on a domain that is cut out by equations: they are solved for inputs, which leave.

On y = a the function x y is a x, and no point has a neighbour along the axis of y. What is left
over besides the other inputs is a constant, which an equation such as y = a is a multiple of: on
x = 1, the function 3 is 3 x.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symlin.exact.forms import simplified
from symlin.kernel.claim import Subject
from symlin.kernel.facts import Context
from symlin.kernel.intervals import ZERO
from symlin.kernel.numbers import TooLarge
from symlin.kernel.polynomial import ONE_POLY, ZERO_POLY, Poly
from symlin.kernel.term import TRUE, Guard, Term
from symlin.kernel.walk import substitute
from symlin.search.proofs.equations import solved_equation
from symlin.search.proofs.matrix import Candidate, affine_parts, read_off

Row = dict[str, Poly]
"""The coefficients of the inputs; "" for the constant."""


def solved_candidate(subject: Subject, facts: Sequence[Guard], *, offset: bool) -> Candidate | None:
    """The matrix that normal forms show once equations of the domain are solved for inputs; None
    where there is no such equation, or what is left is not affine."""
    domain = (*subject.domain_at({}), *facts)
    solved: dict[str, Term] = {}
    try:
        while (step := solved_equation(Context(domain), frozenset(subject.inputs))) is not None:
            here = {step[0]: step[1]}
            domain = tuple(g for g in substitute(domain, here) if g is not TRUE)
            solved = dict(zip(solved, substitute(tuple(solved.values()), here), strict=True)) | here
            left = substitute(subject.outputs, here)
            subject = replace(subject, outputs=left, assumptions=domain)
        # Without an equation this is what was tried before, on all of the domain.
        read = read_off(subject, domain) if solved else None
        if read is None or offset or not any(read.offset):
            return read
        return _absorbed(subject, Context(domain), read, solved)
    except TooLarge:
        return None


def _absorbed(
    subject: Subject, context: Context, read: Candidate, solved: dict[str, Term]
) -> Candidate | None:
    """The constants as multiples of an equation that is not 0 = 0 without its constant."""
    one = _as_inputs(subject, context, solved)
    if one is None:
        return None
    rows = []
    for row, constant in zip(read.matrix, read.offset, strict=True):
        entries = [
            context.normal(entry) + context.product(constant, one.get(name, ZERO_POLY))
            for name, entry in zip(subject.inputs, row, strict=True)
        ]
        rows.append(tuple(map(simplified, entries)))
    return Candidate(tuple(rows), (ZERO_POLY,) * len(rows))


def _as_inputs(subject: Subject, context: Context, solved: dict[str, Term]) -> Row | None:
    """Coefficients of the inputs with which they add up to 1 on the domain."""
    for name, value in solved.items():
        parts = affine_parts(context.normal(value), subject.inputs)
        # v = 0 + ... says nothing of constants: then no matrix takes one up.
        constant = ZERO_POLY if parts is None else parts.get("", ZERO_POLY)
        if parts is not None and not context.sign(constant) & ZERO:
            inverse = context.inverse(constant)
            row = {n: -context.product(p, inverse) for n, p in parts.items() if n}
            return {**row, name: context.product(ONE_POLY, inverse)}
    return None
