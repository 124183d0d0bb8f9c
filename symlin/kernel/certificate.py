"""Certificates: everything the checker needs in order to follow an argument, and nothing else.

A `Proof` shows that some facts contradict each other. A claim's certificate shows how its law
comes down to such contradictions (`MatrixProof`, `DirectProof`), or where it breaks (`Witness`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from symlin.kernel.numbers import TooLarge
from symlin.kernel.term import Guard, Term

Point = Mapping[str, Term]
"""Coordinates by input name; terms in the parameters only."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """The normal forms of the facts show that one of them cannot hold beside the others.

    Multiples of angles are counted in fractions with that denominator.
    """

    angle_denominator: int = 1


@dataclass(frozen=True, slots=True)
class Split:
    """Either the guard holds or it does not: both cases are impossible."""

    guard: Guard
    yes: Proof
    no: Proof


@dataclass(frozen=True, slots=True)
class Substitute:
    """The facts say factor * (variable - value) = 0 with factor != 0; the variable leaves."""

    variable: str
    value: Term
    factor: Term
    then: Proof


@dataclass(frozen=True, slots=True)
class Combination:
    """A sum of products whose factors have known signs; its normal form denies their sign.

    Farkas multipliers, ideal membership and low-degree Positivstellensatz certificates are all
    of this kind.
    """

    parts: tuple[tuple[Term, ...], ...]
    angle_denominator: int = 1


@dataclass(frozen=True, slots=True)
class ConstantGradient:
    """A term said to differ from 0 has zero gradient on a convex set, and is 0 at a point of it."""

    term: Term
    variables: tuple[str, ...]
    point: Point


@dataclass(frozen=True, slots=True)
class ProductSign:
    """The sign of a product, from the signs of its factors, as one more fact."""

    factors: tuple[Term, ...]
    then: Proof


@dataclass(frozen=True, slots=True)
class Lemma:
    """A fact that always holds: "floor": floor(u) <= u < floor(u) + 1; "integer": floor(u) <= k or
    floor(u) >= k + 1; "exp": exp(u) >= 1 + u; "sin", "cos": the value lies in [-1, 1]."""

    name: str
    term: Term
    bound: int
    then: Proof


@dataclass(frozen=True, slots=True)
class Monotone:
    """A term with a derivative that is not negative between a point and wherever the facts hold:
    (variable - point) * (term - term at the point) >= 0, as one more fact.

    `slope` is the derivative, and `proof` shows that it is not negative.
    """

    term: Term
    variable: str
    point: Term
    slope: Term
    proof: Proof
    then: Proof


Proof = (
    Contradiction
    | Split
    | Substitute
    | Combination
    | ConstantGradient
    | ProductSign
    | Lemma
    | Monotone
)


@dataclass(frozen=True, slots=True)
class MatrixProof:
    """f(x) = matrix x + offset, output by output; a missing offset is 0."""

    matrix: tuple[tuple[Term, ...], ...]
    offset: tuple[Term, ...] | None
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class DirectProof:
    """The law's own equation, output by output."""

    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class CaseProof:
    """One proof where the guard holds, another where it does not: the matrices may differ."""

    guard: Guard
    yes: LawProof
    no: LawProof


@dataclass(frozen=True, slots=True)
class DegreeProof:
    """Positive homogeneity, read off the structure of the outputs (see `degree`)."""


@dataclass(frozen=True, slots=True)
class Witness:
    """Points x_k and weights w_k for which the law demands sum w_k f(x_k) = 0, and it is not 0.

    Additivity: (x + y, x, y) and (1, -1, -1). Homogeneity: (a x, x) and (1, -a). Oddness: (-x, x)
    and (1, 1). Linear: any with sum w_k x_k = 0; affine: with sum w_k = 0 as well.
    """

    points: tuple[Point, ...]
    weights: tuple[Term, ...]
    output: int
    proof: Proof = Contradiction()  # closed numbers: their normal forms decide


@dataclass(frozen=True, slots=True)
class DerivativeWitness:
    """A point of the domain's interior at which a derivative of an output, by one input, is not 0,
    though the law demands that it is.

    `value` is the derivative as a term in inputs and parameters; `proof`, that it is not 0 there.
    """

    point: Point
    variable: str
    order: int
    value: Term
    output: int
    proof: Proof = Contradiction()


@dataclass(frozen=True, slots=True)
class ParameterSplit:
    """One refutation where the guard holds, another where it does not."""

    guard: Guard
    yes: Refutation
    no: Refutation


@dataclass(frozen=True, slots=True)
class Impossible:
    """No parameters are left in this case."""

    proof: Proof


LawProof = MatrixProof | DirectProof | CaseProof | Impossible
Refutation = Witness | DerivativeWitness | ParameterSplit | Impossible


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A term and another with the same value at every point of the domain.

    A claim may be argued for the function in which such terms are replaced, one after the other.
    """

    term: Term
    by: Term
    proof: Proof


@dataclass(frozen=True, slots=True)
class Conditional:
    """The law holds where the condition does, and breaks wherever it does not.

    `holds_at` and `fails_at` are parameter values on either side: the condition is not idle.
    """

    condition: Guard
    proof: LawProof
    refutation: Refutation
    holds_at: Point
    fails_at: Point


Certificate = LawProof | DegreeProof | Refutation | Conditional


class Rejected(Exception):
    """A certificate does not establish its claim; the message names the step that failed."""


@contextmanager
def within_limits() -> Iterator[None]:
    """Raises `Rejected` where something inside grows too large or nests too deep: of what could not
    be followed to its end, nothing is shown."""
    try:
        yield
    except (TooLarge, RecursionError):
        raise Rejected("a value or a normal form grew beyond the kernel's limit") from None
