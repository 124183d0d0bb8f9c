"""The value of a formula over polynomials in numbers, at values of its variable.

An implementation of its own: p is a function here, its integrals are weighted sums of its values
and its derivatives limits of quotients, and the coefficients of the result come by interpolation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from symlin.language.operator import Reference
from symlin.language.spaces import Space
from symlin.language.tree import Call, Listing, Name, Pair, Tree
from symlin.reading.spaces.letters import DERIVATIVES, INTEGRALS, PRIME, Letters
from symlin.reading.spaces.lists import CONTEXT
from symlin.reading.spaces.numeric import Numbers, Scalar, real_part

NODES = 40
"""At which an integrand is asked: more than any degree that is read here."""


def reference(
    tree: Tree,
    spaces: Mapping[str, Space],
    text: str,
    scalar: Scalar,
    *,
    letters: Letters,
    count: int,
) -> Reference:
    """The formula as a function of the coefficients, with `count` coefficients as outputs."""

    def at(point: Mapping[str, float]) -> Sequence[float]:
        places = [CONTEXT.mpf(k + 1) / 2 for k in range(count)]
        values, numbers = [], _Sampled(point, spaces, text, scalar, letters)
        for place in places:
            numbers.letters = {letters.variable: place} if letters.variable else {}
            values.append(real_part(numbers.of(tree)))
        if letters.variable is None:
            return [numbers.told(value) for value in values]
        rows = _inverse(count)
        found = [sum(w * v for w, v in zip(row, values, strict=True)) for row in rows]
        return [numbers.told(value) for value in found]

    return at


@cache
def _inverse(count: int) -> list[list[Any]]:
    """From values at 1/2, 1, 3/2, ... to coefficients."""
    from symlin.reading.spaces.lists import inverse

    places = [CONTEXT.mpf(k + 1) / 2 for k in range(count)]
    found: list[list[Any]] = inverse([[place**k for k in range(count)] for place in places])
    return found


@cache
def _weights() -> list[tuple[Any, Any]]:
    """Places in [0, 1] and their weights: exact for polynomials of a degree below NODES."""
    from symlin.reading.spaces.lists import inverse

    with CONTEXT.workdps(120):
        places = [CONTEXT.mpf(k) / (NODES - 1) for k in range(NODES)]
        rows = inverse([[place**k for place in places] for k in range(NODES)])
        moments = [CONTEXT.mpf(1) / (k + 1) for k in range(NODES)]
        weights = [sum(w * m for w, m in zip(row, moments, strict=True)) for row in rows]
    return list(zip(places, weights, strict=True))


class _Sampled(Numbers):
    def __init__(
        self,
        point: Mapping[str, float],
        spaces: Mapping[str, Space],
        text: str,
        scalar: Scalar,
        known: Letters,
    ) -> None:
        super().__init__(point, spaces, text, scalar)
        self.known = known
        self.letters: dict[str, Any] = {}
        """The values of the variable, and of letters of integrals and sums."""

    def named(self, name: str) -> Any:
        if name in self.letters:
            return self.letters[name]
        stem = name.rstrip(PRIME)
        if stem in self.spaces:
            return self.unknown(
                stem, len(name) - len(stem), self.letters[self.known.variable or ""]
            )
        return CONTEXT.mpf(self.point[name])

    def unknown(self, name: str, order: int, at: Any) -> Any:
        """A derivative of p at a value, from the highest coefficient down."""
        found = [CONTEXT.mpf(self.point[c]) for c in self.spaces[name].coordinates(name)]
        for _ in range(order):
            found = [k * c for k, c in enumerate(found)][1:] or [CONTEXT.zero]
        value = CONTEXT.zero
        for coefficient in reversed(found):
            value = value * at + coefficient
        return value

    def call(self, tree: Call) -> Any:
        stem = tree.name.rstrip(PRIME)
        if stem in self.spaces:
            return self.unknown(stem, len(tree.name) - len(stem), self.of(tree.arguments[0]))
        if tree.name in DERIVATIVES:
            return self.derivative(tree)
        if tree.name in INTEGRALS or tree.name == "Sum":
            return self.between(tree)
        return super().call(tree)

    def with_letter(self, name: str, tree: Tree) -> Callable[[Any], Any]:
        """The tree as a function of a letter."""

        def of(value: Any) -> Any:
            before = dict(self.letters)
            self.letters[name] = value
            found = self.of(tree)
            self.letters = before
            return found

        return of

    def derivative(self, tree: Call) -> Any:
        """By central differences in many digits."""
        names = list(self.known.orders(tree, lambda message, at: None))  # type: ignore[arg-type,return-value]
        (name,) = set(names)
        of = self.with_letter(name, tree.arguments[0])
        with CONTEXT.workdps(100):
            return CONTEXT.diff(of, self.letters[name], len(names))

    def between(self, tree: Call) -> Any:
        """An integral or a sum between its limits."""
        limits = tree.arguments[1]
        assert isinstance(limits, Pair | Listing), "limits are there: it was read before"
        name, low, high = limits.items
        assert isinstance(name, Name), "its first part is a letter"
        of, first, last = (
            self.with_letter(name.name, tree.arguments[0]),
            self.of(low),
            self.of(high),
        )
        if tree.name == "Sum":
            return sum(of(CONTEXT.mpf(k)) for k in range(int(first), int(last) + 1))
        width = last - first
        with CONTEXT.workdps(100):
            return width * sum(weight * of(first + width * place) for place, weight in _weights())
