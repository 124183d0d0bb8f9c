"""Coordinates that divide by parameters, as unknowns t with t * denominator = numerator.

Real arithmetic follows w * t = 1 - b easily, and (1 - b) / w hardly at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from symlin.export.coq.development import Development
from symlin.kernel.certificate import Point
from symlin.kernel.term import ZERO, Power, Term, neg
from symlin.kernel.walk import topological


@dataclass
class Coordinates:
    """Points as text, and the lines that introduce the unknowns in them."""

    development: Development
    opening: list[str] = field(default_factory=list)
    _names: dict[tuple[str, str], str] = field(default_factory=dict)

    def vector(self, point: Point) -> str:
        """The point, with an unknown for each quotient in it."""
        return f"(vector [{'; '.join(map(self.number, point.values()))}])"

    def number(self, term: Term) -> str:
        """The term, with an unknown for a quotient in it."""
        if not divides(term):
            return self._text(term)
        whole, above, below = _fraction(term)
        name = self._unknown(above, below)
        return name if whole is ZERO else f"{name} + {self._text(whole)}"

    def _unknown(self, above: Term, below: Term) -> str:
        """Of a quotient, or the opposite of that of its opposite: what adds up to 0 is seen to."""
        under = self._text(below)
        opposite = self._names.get((self._text(neg(above)), under))
        if opposite is not None:
            return f"- {opposite}"
        key = self._text(above), under
        if key not in self._names:
            name = self._names[key] = f"t'{len(self._names)}"
            exists = f"quotient_exists ({key[0]}) ({key[1]}) ltac:(nonzero)"
            self.opening.append(f"destruct ({exists}) as [{name} T{name}].")
        return self._names[key]

    def _text(self, term: Term) -> str:
        return self.development.formula.text(self.development.node(term))


def divides(term: Term) -> bool:
    """Whether the term has a parameter below a stroke."""
    return any(isinstance(part, Power) and part.exponent < 0 for part in topological([term]))


def any_divides(points: Sequence[Point]) -> bool:
    """The same of the coordinates of points."""
    return any(divides(term) for point in points for term in point.values())


def _fraction(term: Term) -> tuple[Term, Term, Term]:
    """A polynomial, and a fraction in lowest terms: points beside each other share the latter."""
    import sympy

    from symlin.language.printing import to_sympy
    from symlin.language.translate import from_sympy

    above, below = sympy.fraction(sympy.cancel(sympy.together(to_sympy(term))))
    if below.could_extract_minus_sign():
        above, below = -above, -below
    symbols = sorted(above.free_symbols | below.free_symbols, key=str)
    whole, rest = sympy.S.Zero, above
    if above.is_polynomial(*symbols):
        (whole,), rest = sympy.reduced(above, [below], *symbols)
    if rest == 0 or not whole.is_number:
        whole, rest = sympy.S.Zero, above
    return from_sympy(whole), from_sympy(sympy.expand(rest)), from_sympy(sympy.expand(below))
