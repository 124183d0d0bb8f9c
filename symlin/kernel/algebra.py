"""What a theory may ask of the normal form, and what the normal form asks of a theory.

No theory knows how normal forms are built, and the normal form does not know which theories there
are: both know this file alone. Each theory is a `Theory`, a row of `theories/table.py`. Without its
row it is switched off, and its functions become opaque: all that is known of an opaque function is
that equal arguments give equal values. So fewer rows mean fewer proofs, and nothing false.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from flint import arb

from symlin.kernel.certificate import Lemma, Proof, Witness
from symlin.kernel.claim import Law, Subject
from symlin.kernel.intervals import ANY, POS, Bounds, Interval
from symlin.kernel.numbers import Number, quotient
from symlin.kernel.polynomial import Atom, Monomial, Poly, Terms, atom, atom_poly, constant_poly
from symlin.kernel.term import Guard, Op, Relation, Term

Fraction = tuple[Poly, list[tuple[Poly, int]]]
"""(n, [(q, k), ...]) for n / product of q**k."""
Factors = tuple[Number, list[tuple[Poly, int]]]
"""(c, [(f, k), ...]) for c * product of f**k."""
Pair = tuple[Poly, Poly]
EVEN, ODD = 1, 2
"""Masks of the parities that a whole number may have."""

# ---- what a theory may ask of the normal form; some of it, other theories answer ----


class KnownSigns(Protocol):
    """What the facts say of signs: masks of those that are possible."""

    intervals: dict[Poly, Interval]
    """The values that the facts leave to forms: polynomials without constant term, with lead 1."""
    theories: Theory
    """All theories that are switched on, as one."""

    def sign(self, p: Poly) -> int:
        """The possible signs of p where the facts hold."""

    def sign_of_atom(self, base: Atom) -> int:
        """The possible signs of an atom."""

    def sign_of_monomial(self, m: Monomial) -> int:
        """The possible signs of a product of atoms."""


class Algebra(Protocol):
    """Arithmetic of polynomials, at the points where some facts hold."""

    signs: KnownSigns
    """The signs that show without computing a product."""
    theories: Theory
    """All theories that are switched on, as one."""
    angle_denominator: int
    """Multiples of angles are counted in fractions with this denominator."""

    def product(self, *factors: Poly) -> Poly:
        """The product, rewritten until no rule applies."""

    def power(self, p: Poly, exponent: int) -> Poly:
        """p to an integer power, with 1/0 = 0."""

    def inverse(self, u: Poly) -> Poly:
        """1/u, with 1/0 = 0."""
        return self.theories.inverse(self, u)

    def root(self, u: Poly, degree: int) -> Poly:
        """The root of u, 0 where u is negative."""
        return self.theories.root(self, u, degree)

    def apply(self, name: str, u: Poly) -> Poly:
        """The function of that name at u."""
        u = self.theories.cancelled(self, u)
        rule = self.theories.functions.get(name)
        return opaque(name, u) if rule is None else rule(self, u)

    def fraction(self, p: Poly) -> Fraction:
        """(n, [(q, k), ...]) with p = n / product of q**k, where no q is 0 under the facts."""
        return self.theories.fraction(self, p)

    def clear(self, p: Poly) -> tuple[Poly, int]:
        """(p * d, sign of d) for denominators d of p that the facts keep away from 0: the product
        vanishes exactly where p does. The sign is POS, NEG, or NONZERO."""
        return self.theories.clear(self, p)

    def sign(self, p: Poly) -> int:
        """The possible signs of p, computing products where that helps."""

    def compare(self, op: Op, p: Poly) -> bool | None:
        """Whether the facts make `p op 0` true or false; None where they leave it open."""

    def parts_of_power(self, p: Poly) -> Pair | None:
        """(q, e) such that p has the sign of q where e is not 0, and is 0 where e is."""


class Facts(Algebra, Protocol):
    """The same, and the facts themselves."""

    facts: tuple[Guard, ...]
    """As they were given."""
    contradiction: Guard | None
    """One that cannot hold beside the others, where one was found."""

    def atomic(self, fact: Guard) -> list[Relation]:
        """The relations that a fact comes down to beside the others."""

    def decide(self, guard: Guard) -> bool | None:
        """Whether the facts make the guard true or false; None where they leave it open."""

    def normal(self, term: Term) -> Poly:
        """The normal form of the term where the facts hold."""


class Reader(Protocol):
    """Reads facts together; theories that follow steps of proofs are handed one."""

    def __call__(self, facts: Sequence[Guard], angle_denominator: int = 1) -> Facts: ...


# ---- what the normal form may ask of a theory ----

Rewriting = Callable[[KnownSigns, Monomial, Atom, Number], Terms | None]
"""For an atom in a monomial, with its exponent: terms whose sum equals the monomial, or None."""
Obligation = tuple[Sequence[Guard], Proof]
"""Facts, and a proof that they contradict each other, which is still to be followed."""


def opaque(name: str, *arguments: Poly) -> Poly:
    """The value of a function of which nothing is known."""
    return atom_poly(atom("opaque", (name, *arguments)))


def _opaque_root(algebra: Algebra, u: Poly, degree: int) -> Poly:
    return opaque(f"root of degree {degree}", u)


def _opaque_inverse(algebra: Algebra, u: Poly) -> Poly:
    if u.is_constant:
        return constant_poly(quotient(1, u.constant)) if u else u
    return opaque("inverse", u)


@dataclass(frozen=True)
class Theory:
    """What the kernel knows of one kind of function: a theory gives what it has, and what it leaves
    out says nothing.

    Everything is said of *total* functions (see `normal`), at the points where the facts hold, and
    a "sign" is a mask of the signs that are possible there.
    """

    name: str
    functions: Mapping[str, Callable[[Algebra, Poly], Poly]] = field(default_factory=dict)
    """By the function's name: a polynomial that equals f(u)."""
    inverse: Callable[[Algebra, Poly], Poly] = _opaque_inverse
    """A polynomial that equals 1/u."""
    root: Callable[[Algebra, Poly, int], Poly] = _opaque_root
    """A polynomial that equals the root of u of a degree."""
    maximum: Callable[[Algebra, list[Poly]], Poly] = lambda algebra, us: opaque("max", *us)
    """A polynomial that equals the largest of them."""
    indicate: Callable[[Algebra, Op, Poly], Poly] = lambda algebra, op, u: opaque(op, u)
    """A polynomial that is 1 where `u op 0`, and 0 elsewhere."""
    fraction: Callable[[Algebra, Poly], Fraction] = lambda algebra, p: (p, [])
    clear: Callable[[Algebra, Poly], tuple[Poly, int]] = lambda algebra, p: (p, POS)
    """What `Algebra.fraction` and `Algebra.clear` return."""
    cancelled: Callable[[Algebra, Poly], Poly] = lambda algebra, p: p
    """A polynomial that equals p, where a denominator of p divides its numerator."""
    products: Mapping[str, Rewriting] = field(default_factory=dict)
    """By the kind of an atom."""
    inverses: Mapping[str, Callable[[Algebra, Atom], Poly]] = field(default_factory=dict)
    """By the kind of an atom that is positive: a polynomial that equals its inverse."""

    # signs
    signs: Mapping[str, Callable[[KnownSigns, Atom], int]] = field(default_factory=dict)
    """By the kind of an atom: its sign."""
    ranges: Mapping[str, Bounds] = field(default_factory=dict)
    """By the kind of an atom: bounds that hold for all arguments."""
    signs_of_sums: Mapping[str, Callable[[KnownSigns, Poly], int]] = field(default_factory=dict)
    """By the theory's name: the sign of a sum p."""
    parities: Callable[[KnownSigns, Atom], int] = lambda signs, base: 0
    """EVEN, ODD or either for an atom that the facts make a whole number; 0 for others."""
    supports: Mapping[str, Callable[[Atom], Poly]] = field(default_factory=dict)
    """By the kind of an atom: a polynomial that is positive wherever the atom is not 0."""
    bounded_beside: Callable[[Poly], tuple[Poly, ...]] = lambda p: ()
    """Polynomials that are at most p everywhere."""
    sign_of_closed: Callable[[Poly], int] = lambda p: ANY
    """The sign of a polynomial without variables."""
    ball: Callable[[Poly, int], arb | None] = lambda p, bits: None
    """A ball that contains p without variables, computed with so many bits."""
    same_sign: Callable[[Poly], Poly | None] = lambda p: None
    """A polynomial that has the sign of p everywhere."""
    same_sign_by_product: Callable[[Algebra, Poly], Poly | None] = lambda algebra, p: None
    """The same where products must be computed."""
    signs_by_product: Mapping[str, Callable[[Algebra, Poly], int]] = field(default_factory=dict)
    """By the theory's name: the sign of p."""
    parts_of_power: Callable[[Algebra, Poly], Pair | None] = lambda algebra, p: None
    """What `Algebra.parts_of_power` returns."""

    # proposals, which prove nothing: whoever asks multiplies them out again
    factored: Callable[[Poly, int], Factors | None] = lambda p, most: None
    """The factors of p, if it has so many monomials at most."""
    divided: Callable[[Poly, Poly], Poly | None] = lambda p, q: None
    """p / q."""
    square_root: Callable[[Poly], tuple[Poly, Number] | None] = lambda p: None
    """(r, c) for c * r**2."""

    # steps of proofs
    lemmas: Mapping[str, Callable[[Lemma], Guard]] = field(default_factory=dict)
    """By the lemma's name: a guard that holds everywhere."""
    steps: Mapping[type, Callable[[Reader, Sequence[Guard], Any], tuple[Obligation, ...]]] = field(
        default_factory=dict
    )
    """By the step's type: if all that it returns is contradictory, so are the facts."""
    proofs: Mapping[type, Callable[[Subject, Law], None]] = field(default_factory=dict)
    """By the certificate's type: raises `Rejected` unless the subject obeys the law."""
    refutations: Mapping[
        type, Callable[[Reader, Subject, Law, Sequence[Guard], Any], Obligation]
    ] = field(default_factory=dict)
    """By the certificate's type: facts about parameters; if they contradict each other, the subject
    breaks the law wherever the first facts hold."""
    decimal: Callable[[Poly, int], tuple[int, int] | None] = lambda p, digits: None
    """(n, e) for n * 10**e, to which p without variables is rounded in so many digits."""
    outputs: Callable[[Subject, tuple[Number, ...]], tuple[Number, ...] | None] = (
        lambda subject, point: None
    )
    """The outputs at a rational point of the domain."""
    implies_linearity: Callable[[Subject, Law], bool] = lambda subject, law: False
    """Whether every function that obeys the law on the subject's domain is linear there."""
    breaks: Callable[[Subject, Law, Witness], bool] = lambda subject, law, witness: False
    """Whether the witness is seen to break the law at once; False says nothing."""
