"""Which terms of a sum are linear by themselves: the others are what breaks the laws."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from enum import Enum, auto

from symlin.kernel.certificate import MatrixProof, Rejected
from symlin.kernel.checker import check
from symlin.kernel.claim import Law, Subject
from symlin.kernel.facts import Context
from symlin.kernel.numbers import TooLarge
from symlin.kernel.statements.conclusions import PLAIN, entail
from symlin.kernel.term import ONE, ZERO, Sum, Term, add, conjunction, const, eq, ne, scale, sub
from symlin.kernel.walk import substitute, variables


class Kind(Enum):
    """What a term of a sum is, on the domain of the whole."""

    LINEAR = auto()
    """With a theorem of its own."""
    CONSTANT = auto()
    """A number that is not 0, where the origin is in the domain: linear functions are 0 there."""
    OTHER = auto()
    """Anything else. If the sum is not affine, then neither is the sum of these: the others are."""


def summands(term: Term) -> tuple[Term, ...]:
    """The terms of a sum; the term alone where it is none."""
    if not isinstance(term, Sum):
        return (term,)
    found = [scale(w, p) for w, p in zip(term.coefficients, term.terms, strict=True)]
    return (*found, const(term.constant)) if term.constant else tuple(found)


def kinds_of(subject: Subject, terms: Sequence[Term]) -> tuple[Kind, ...] | None:
    """The terms one by one; None where the kernel does not see that the one output is their sum."""
    with suppress(Rejected, TooLarge):
        entail(subject.domain, eq(sub(add(*terms), subject.outputs[0])))
        return tuple(_kind(subject, term) for term in terms)
    return None


def _kind(subject: Subject, term: Term) -> Kind:
    if not variables(term):
        origin = subject.domain_at(dict.fromkeys(subject.inputs, ZERO))
        seen = Context(()).decide(conjunction(ne(term), *origin)) is True
        return Kind.CONSTANT if seen else Kind.OTHER
    return Kind.LINEAR if _is_linear(subject, term) else Kind.OTHER


def _is_linear(subject: Subject, term: Term) -> bool:
    """Whether the kernel accepts that the term is a product with a matrix, which is written down
    from its values at the unit vectors."""
    if not set(subject.inputs).intersection(variables(term)):
        return False
    alone = Subject(subject.inputs, subject.parameters, (term,), subject.domain)
    with suppress(Rejected, TooLarge):
        row = tuple(_at_unit(subject.inputs, name, term) for name in subject.inputs)
        check(alone, Law.LINEAR, "proved", MatrixProof((row,), None, (PLAIN,)))
        return True
    return False


def _at_unit(inputs: Sequence[str], name: str, term: Term) -> Term:
    point: dict[str, Term] = {other: ONE if other == name else ZERO for other in inputs}
    return substitute((term,), point)[0]
