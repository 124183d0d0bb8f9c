"""A counterexample as a reader takes it in: a view of an instance that the kernel has checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from symlin.kernel.claim import Law
from symlin.kernel.numbers import quotient
from symlin.kernel.statements.instances import Instance
from symlin.kernel.term import ONE, Term, const, neg
from symlin.kernel.theorem import is_theorem

LETTERS = "xyzuvw"
"""Names of the first points of a counterexample."""
HALF = quotient(1, 2)
USUAL = {
    Law.ADDITIVITY: (ONE, const(-1), const(-1)),
    Law.AFFINE: (ONE, const(-HALF), const(-HALF)),
    Law.ODD: (ONE, ONE),
    Law.EQUIVALENT: (ONE,),
}
"""The weights of an instance as a reader expects it."""
MULTIPLES = (Law.HOMOGENEITY, Law.POSITIVE_HOMOGENEITY)


@dataclass(frozen=True)
class Counterexample:
    """Exact points that break a law, and what both sides evaluate to there.

    `points` maps "x" (and "y") to coordinates by input name; `scalar` is the factor a of
    homogeneity; `parameters` the values it is for. All values are closed terms. `lhs` and `rhs`
    are the two sides of the law, one entry per output:
    additivity f(x+y), f(x)+f(y); homogeneity f(ax), a f(x); affine f((x+y)/2), (f(x)+f(y))/2;
    odd f(-x), -f(x). `output` is the first output at which they differ.

    Where no such points lie in the domain, any others that break linearity or the affine law:
    `coefficients` c, one for each of `points`, with lhs = f(sum c_k x_k), rhs = sum c_k f(x_k).
    For the affine law they add up to 1.
    """

    instance: Instance = field(repr=False)
    """What the kernel has checked."""

    def __post_init__(self) -> None:
        if not is_theorem(self.instance):
            raise TypeError("a counterexample shows an instance that the kernel has checked")

    @property
    def law(self) -> Law:
        """The law that the points break."""
        return self.instance.law

    @property
    def points(self) -> Mapping[str, Mapping[str, Term]]:
        """The points by letter, each a mapping of input names to coordinates."""
        places = self.instance.places
        shown = places if self.law is Law.EQUIVALENT else places[1:]
        return {letter: place.point for letter, place in zip(_letters(), shown, strict=False)}

    @property
    def scalar(self) -> Term | None:
        """The factor of homogeneity."""
        return neg(self.instance.weights[1]) if self.law in MULTIPLES else None

    @property
    def parameters(self) -> Mapping[str, Term]:
        """The parameter values for which the points break the law."""
        return self.instance.parameters

    @property
    def lhs(self) -> tuple[Term, ...]:
        """The left side, output by output."""
        return self.instance.left

    @property
    def rhs(self) -> tuple[Term, ...]:
        """The right side, output by output."""
        return self.instance.right

    @property
    def output(self) -> int:
        """The first output in which the sides differ."""
        return self.instance.output

    @property
    def coefficients(self) -> tuple[Term, ...]:
        """Of a sum of any points; empty for the sums and multiples of the usual laws."""
        weights = self.instance.weights
        if self.law in MULTIPLES or weights == USUAL.get(self.law):
            return ()
        return tuple(map(neg, weights[1:]))


def _letters() -> Iterator[str]:
    yield from LETTERS
    yield from (f"p{k}" for k in count(len(LETTERS) + 1))
