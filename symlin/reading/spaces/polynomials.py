"""A formula over unknown polynomials of bounded degree, worked out in their coefficients.

p(g) is the sum of the coefficients times powers of g. Derivatives, integrals between polynomial
limits and sums are taken term by term; the result is a polynomial in the free variable.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NoReturn

from symlin.language.forms import describe
from symlin.language.spaces import Space
from symlin.language.tokens import fail
from symlin.language.tree import (
    Call,
    Compare,
    Constant,
    Listing,
    Logic,
    Name,
    Negative,
    Not,
    Number,
    Pair,
    Piecewise,
    Power,
    Product,
    Sum,
    Tree,
    Truth,
    children,
    postorder,
    rebuild,
)
from symlin.reading.spaces import laurent as poly
from symlin.reading.spaces.arithmetic import whole_number
from symlin.reading.spaces.entries import Entry
from symlin.reading.spaces.laurent import Laurent
from symlin.reading.spaces.letters import DERIVATIVES, INTEGRALS, PRIME, Letters

MAX_POWER = 30
"""The largest exponent of what holds the variable."""
MAX_TERMS = 100_000
"""Of all polynomials in a formula together."""
MAX_SUMMANDS = 1_000
"""Of a sum that is written out."""

Part = Laurent | Tree
"""A polynomial; a condition and a pair of limits stay trees."""


def polynomial_of(
    tree: Tree, text: str, spaces: Mapping[str, Space], letters: Letters
) -> Sequence[Tree]:
    """The coefficients of the formula from the lowest power up, without zeros at the end.

    Of a number there is one. Raises `InputError` for what is no polynomial in the variable.
    """
    return _Polynomials(text, spaces, letters).coefficients(tree)


class _Polynomials:
    def __init__(self, text: str, spaces: Mapping[str, Space], letters: Letters) -> None:
        self.text = text
        self.spaces = spaces
        self.letters = letters
        self.done: dict[int, Part] = {}
        self.room = MAX_TERMS

    def refuse(self, message: str, at: int) -> NoReturn:
        fail(message, self.text, at if at >= 0 else None)

    def coefficients(self, root: Tree) -> Sequence[Tree]:
        if isinstance(root, Listing):
            self.refuse("one output: of polynomials, vectors are not read", root.at)
        for tree in postorder(root):
            found = self.part(tree)
            if isinstance(found, Laurent):
                self.room -= len(found.terms)
                if self.room < 0:
                    self.refuse("the formula has too many terms", tree.at)
            self.done[id(tree)] = found
        found = poly.without_zeros(self.value(root))
        variable = self.letters.variable
        for name in sorted(found.letters() - {variable}):
            self.refuse(f"{name} stands outside of its integral or sum", root.at)
        powers = {dict(monomial).get(variable or "", 0): t for monomial, t in found.terms.items()}
        if min(powers, default=0) < 0:
            self.refuse(f"this is no polynomial in {variable}: negative powers stay", root.at)
        return [powers.get(k, Number(0)) for k in range(max(powers, default=0) + 1)]

    def value(self, tree: Tree) -> Laurent:
        found = self.done[id(tree)]
        if not isinstance(found, Laurent):
            self.refuse(f"expected a number here, not {describe(tree)}", tree.at)
        return found

    def number(self, tree: Tree, what: str) -> Tree:
        """A part that does not hold the variable."""
        found = self.value(tree)
        if found.constant is None:
            names = ", ".join(sorted(found.letters()))
            self.refuse(f"{what} of what holds {names} is no polynomial", tree.at)
        return found.constant

    def part(self, tree: Tree) -> Part:
        match tree:
            case Number() | Constant():
                return poly.constant(tree)
            case Name(name):
                return self.symbol(name, tree)
            case Sum(terms):
                return poly.added([self.value(term) for term in terms], tree.at)
            case Negative(operand):
                return poly.opposite(self.value(operand), tree.at)
            case Product():
                return self.product(tree)
            case Power():
                return self.power(tree)
            case Piecewise():
                return self.cases(tree)
            case Call():
                return self.call(tree)
            case Pair():
                return tree
            case Truth() | Compare() | Logic() | Not():
                return self.condition(tree)
            case _:
                self.refuse(f"expected a number here, not {describe(tree)}", tree.at)

    def symbol(self, name: str, tree: Tree) -> Laurent:
        if name in self.letters.all:
            return poly.letter(name)
        stem = name.rstrip(PRIME)
        if stem in self.spaces:
            variable = self.letters.variable
            assert variable is not None, "p alone stands for p(x)"
            return self.unknown(stem, len(name) - len(stem), poly.letter(variable), tree.at)
        return poly.constant(tree)

    def unknown(self, name: str, order: int, at: Laurent, place: int) -> Laurent:
        """A derivative of an unknown polynomial at a value."""
        parts, power = [], poly.constant(Number(1, place))
        coefficients = self.spaces[name].coordinates(name)
        for k in range(order, len(coefficients)):
            factor = 1
            for j in range(order):
                factor *= k - j
            term = poly.product(poly.constant(Name(coefficients[k], place)), power, place)
            parts.append(poly.scaled(term, factor, place))
            power = poly.product(power, at, place)
        return poly.added(parts, place)

    def product(self, tree: Product) -> Laurent:
        found = poly.constant(Number(1, tree.at))
        for part, inverted in zip(tree.factors, tree.inverted, strict=True):
            value = self.value(part)
            found = self.divided(found, part) if inverted else poly.product(found, value, tree.at)
        return found

    def divided(self, above: Laurent, part: Tree) -> Laurent:
        below = poly.without_zeros(self.value(part))
        turned = poly.inverse(below, part.at)
        if turned is not None:
            return poly.product(above, turned, part.at)
        found = poly.quotient(above, below, part.at)
        if found is None:
            self.refuse("this quotient is no polynomial: something is left over", part.at)
        return found

    def power(self, tree: Power) -> Laurent:
        base, exponent = self.value(tree.base), self.value(tree.exponent)
        if base.constant is not None and exponent.constant is not None:
            parts = base.constant, exponent.constant
            return poly.constant(rebuild(tree, parts, tree.at))
        n = None if exponent.constant is None else whole_number(Entry(exponent.constant))
        if n is None or abs(n) > MAX_POWER:
            self.refuse(f"expected a whole exponent, up to {MAX_POWER}", tree.at)
        if n >= 0:
            return poly.power(base, n, tree.at)
        turned = poly.inverse(poly.without_zeros(base), tree.at)
        if turned is None:
            self.refuse("a quotient by more than one power is no polynomial", tree.at)
        return poly.power(turned, -n, tree.at)

    def cases(self, tree: Piecewise) -> Laurent:
        values = [self.value(value) for value, _ in tree.branches]
        guards = [self.done[id(guard)] for _, guard in tree.branches]
        monomials = dict.fromkeys(m for value in values for m in value.terms)
        found = {}
        for monomial in monomials:
            trees = [value.terms.get(monomial, Number(0, tree.at)) for value in values]
            pairs = tuple(zip(trees, guards, strict=True))
            found[monomial] = Piecewise(pairs, tree.at)  # type: ignore[arg-type]
        return Laurent(found)

    def condition(self, tree: Truth | Compare | Logic | Not) -> Tree:
        parts: list[Tree] = []
        for part in children(tree):
            found = self.done[id(part)]
            is_value = isinstance(found, Laurent)
            parts.append(self.number(part, "a condition") if is_value else found)  # type: ignore[arg-type]
        return rebuild(tree, tuple(parts), tree.at)

    # ---- calls ----

    def call(self, tree: Call) -> Laurent:
        stem = tree.name.rstrip(PRIME)
        if stem in self.spaces:
            if len(tree.arguments) != 1 or tree.keywords:
                self.refuse(f"{stem} is of one number, as in {stem}(x)", tree.at)
            order = len(tree.name) - len(stem)
            return self.unknown(stem, order, self.value(tree.arguments[0]), tree.at)
        if tree.name in DERIVATIVES:
            return self.derivative(tree)
        if tree.name in INTEGRALS:
            return self.integral(tree)
        if tree.name == "Sum":
            return self.sum(tree)
        arguments = tuple(self.number(part, tree.name) for part in tree.arguments)
        keywords = tuple((key, self.number(part, tree.name)) for key, part in tree.keywords)
        return poly.constant(Call(tree.name, arguments, keywords, tree.at))

    def derivative(self, tree: Call) -> Laurent:
        """Derivative(f, x), (f, x, x), (f, x, 2) and (f, (x, 2))."""
        found = self.value(tree.arguments[0])
        for name in self.letters.orders(tree, self.refuse):
            found = poly.derivative(found, name, tree.at)
        return found

    def limits(self, tree: Call) -> tuple[str, Tree, Tree]:
        """The letter and the limits of an integral or a sum; InputError where they are missing."""
        found = tree.arguments[1] if len(tree.arguments) == 2 else None
        if not isinstance(found, Pair | Listing) or len(found.items) != 3:
            self.refuse(f"write the limits, as in {tree.name}(p(s), (s, 0, 1))", tree.at)
        name, low, high = found.items
        if not isinstance(name, Name):
            self.refuse("the first of the three is the letter", found.at)
        return name.name, low, high

    def integral(self, tree: Call) -> Laurent:
        name, low, high = self.limits(tree)
        primitive = poly.antiderivative(self.value(tree.arguments[0]), name, tree.at)
        ends = [
            None if primitive is None else poly.put_in(primitive, name, self.value(end), tree.at)
            for end in (high, low)
        ]
        upper, lower = ends
        if upper is None or lower is None:
            self.refuse("the integral of a negative power is no polynomial", tree.at)
        return poly.added([upper, poly.opposite(lower, tree.at)], tree.at)

    def sum(self, tree: Call) -> Laurent:
        name, low, high = self.limits(tree)
        ends = [whole_number(Entry(self.number(end, "a limit"))) for end in (low, high)]
        first, last = ends
        if first is None or last is None or not 0 <= last - first < MAX_SUMMANDS:
            example = f"Sum({name}, ({name}, 0, 3))"
            message = f"a sum is written out between whole numbers, as in {example}"
            self.refuse(message, tree.at)
        parts = []
        for k in range(first, last + 1):
            value = poly.constant(Number(k, tree.at))
            part = poly.put_in(self.value(tree.arguments[0]), name, value, tree.at)
            if part is None:
                self.refuse(f"there is no value at {name} = {k}", tree.at)
            parts.append(part)
        return poly.added(parts, tree.at)
