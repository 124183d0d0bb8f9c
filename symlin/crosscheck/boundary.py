"""Where an operator changes its formula: the zeros of its switches, solved for one variable.

Blind draws miss a flaw at a single point, and where pieces meet is where laws break. A switch
is a term at whose zeros something happens: a guard's term, the difference of two arguments of a
maximum, what stands under a root, a logarithm or a denominator, a floor's argument at integers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from flint import fmpq

from symlin.crosscheck.approximations import OutOfReach, Value, nearest_float
from symlin.crosscheck.doubles import Floats
from symlin.crosscheck.evaluate import Program
from symlin.crosscheck.points import Point
from symlin.crosscheck.precise import Precise
from symlin.kernel.numbers import Number
from symlin.kernel.term import ONE, Function, Max, Node, Power, Relation, Root, Term, const, sub
from symlin.kernel.walk import topological, variables
from symlin.language.operator import Operator

LARGEST_CONE = 600
"""Nodes below a switch beyond which solving it costs more than it is worth."""
GRID = 2**20
"""Roots are rounded to multiples of 1/GRID, as fine as the finest step away from a boundary."""
SCAN = tuple(s * 2**k for k in range(-2, 7, 2) for s in (1, -1))
BISECTIONS = 30
"""From the widest step of SCAN down to less than 1/GRID."""
ENOUGH = 3
"""Irrational values of a switch after which no rational root is expected of it."""
MINUS_ONE = const(-1)

Place = tuple[tuple[Term, ...], bool]
"""A term, or two that meet; and whether integers count, and not only zero."""


class Switch:
    """A term, and how to find where it vanishes; `whole`: where it is an integer."""

    def __init__(self, term: Term, arithmetic: Precise, whole: bool = False) -> None:
        self._term = term
        self._whole = whole
        self._exact = Program([term], arithmetic)
        self._floats: Program[float] | None = None
        self._irrational = 0
        """How often its value was no rational number; exp(20000) takes long to work out."""
        self.names = self._exact.names

    def root(self, name: str, point: Point, exactly: bool = False) -> Number | None:
        """A value of `name`, the others held, at which the switch vanishes.

        Exact where the switch is affine there, else within 1/GRID of a change of sign, which is
        not looked for if the root must be exact.
        """
        try:
            root = self._affine_root(name, dict(point))
            return root if exactly or root is not None else self._bisected(name, point)
        except (OutOfReach, OverflowError):
            return None

    def value(self, point: Point) -> Value:
        """The switch's value, exactly where that can be had."""
        result: Value = self._exact.run(point)[0]
        return result

    def _affine_root(self, name: str, point: Point) -> Number | None:
        if self._irrational >= ENOUGH:
            return None
        here = point[name]
        at_here = self.value(point)
        if not isinstance(at_here, int | fmpq):
            self._irrational += 1
            return None
        point[name] = here + 1
        at_next = self.value(point)
        if not isinstance(at_next, int | fmpq) or at_here == at_next:
            return None
        target = fmpq(at_here).floor() if self._whole else 0
        root: Number = here + fmpq(target - at_here) / (at_next - at_here)
        point[name] = root
        return root if self.value(point) == target else None

    def _bisected(self, name: str, point: Point) -> Number | None:
        if self._floats is None:
            self._floats = Program([self._term], Floats())
        program = self._floats
        at = {key: nearest_float(value) for key, value in point.items()}
        here = at[name]
        start = program.run(at)[0]
        target = start // 1 if self._whole else 0.0

        def above(v: float) -> bool:
            at[name] = v
            return bool(program.run(at)[0] > target)

        side = start > target
        other = next((here + d for d in SCAN if above(here + d) is not side), None)
        if other is None:
            return None
        for _ in range(BISECTIONS):
            middle = (here + other) / 2
            here, other = (middle, other) if above(middle) is side else (here, middle)
        return snap(fmpq(*other.as_integer_ratio()))


class Boundaries:
    """The switches of an operator, compiled one by one when they are asked for."""

    def __init__(self, operator: Operator, arithmetic: Precise, limit: int = 256) -> None:
        self._arithmetic = arithmetic
        self._inputs = frozenset(operator.inputs)
        nodes = topological((*operator.assumptions, *operator.outputs))
        self._places = list(islice(_places(nodes), limit))
        self._compiled: dict[int, Switch | None] = {}

    def __len__(self) -> int:
        return len(self._places)

    def switch(self, k: int) -> Switch | None:
        """The k-th switch, cyclically; None where it is constant or too large."""
        k %= len(self._places)
        if k not in self._compiled:
            terms, whole = self._places[k]
            small = variables(*terms) if _are_small(terms) else ()
            term = sub(*terms) if len(terms) == 2 else terms[0]
            self._compiled[k] = Switch(term, self._arithmetic, whole) if small else None
        return self._compiled[k]

    def order(self, switch: Switch) -> list[str]:
        """The variables that may be solved for: inputs, and after them parameters."""
        return sorted(switch.names, key=lambda name: name not in self._inputs)


def _places(nodes: Iterator[Node]) -> Iterator[Place]:
    for node in nodes:
        match node:
            case Relation(_, term):
                yield (term,), False
            case Max(terms):
                for pair in zip(terms, (*terms[1:], terms[0]), strict=True):
                    yield pair, False
            case Power(base, exponent) if exponent < 0:
                yield (base,), False
            case Root(base, _):
                yield (base,), False
            case Function("abs" | "log", argument) if argument is not None:
                yield (argument,), False
            case Function("floor", argument) if argument is not None:
                yield (argument,), True
            case Function("asin", argument) if argument is not None:
                yield (argument, ONE), False
                yield (argument, MINUS_ONE), False


def _are_small(terms: Sequence[Term]) -> bool:
    return next(islice(topological(terms), LARGEST_CONE, None), None) is None


def snap(value: Number) -> Number:
    """The next multiple of 1/GRID below."""
    return fmpq((fmpq(value) * GRID).floor(), GRID)
