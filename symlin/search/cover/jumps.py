"""What a function does just before a threshold, at it, and just after it, as formulas for z3 in the
parameters alone.

At x = r + k e, with r = -t/s and an e that is smaller than every number, a x + b has the sign of
(b s - a t) s, and where that is 0 the sign of k a. So nothing is divided, and no order of the
thresholds has to be known.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Any, NamedTuple

from symlin.kernel.term import (
    And,
    Const,
    Function,
    Guard,
    Max,
    Node,
    Or,
    Piecewise,
    Power,
    Product,
    Relation,
    Sum,
    Term,
    Truth,
    Var,
)
from symlin.search.cover.cubes import Cubes
from symlin.search.cover.lines import NotLines
from symlin.search.points.z3_models import number


class Local(NamedTuple):
    """a x + b, as expressions of z3; a is the number 0 where it is constant."""

    a: Any
    b: Any


class Side:
    """Values at r + k e for k = -1, 0 or 1, where slope * r + offset = 0."""

    def __init__(self, cubes: Cubes, name: str, slope: Any, offset: Any, k: int) -> None:
        self.translation, self.context = cubes.translation, cubes.context
        self.name = name
        self.slope, self.offset, self.k = slope, offset, k
        self._known: dict[Node, Any] = {}

    def local(self, node: Term) -> Local:
        """The line there; raises `NotLines`, `Unsupported`."""
        if node not in self._known:
            self._known[node] = self._local(node)
        found = self._known[node]
        assert isinstance(found, Local)
        return found

    def at_root(self, line: Local) -> Any:
        """The line's value at the root, times the slope."""
        if _is_zero(line.a):
            return line.b * self.slope
        return self._simple(line.b * self.slope - line.a * self.offset)

    # ---- comparisons ----

    def sign(self, line: Local) -> tuple[Any, Any]:
        """That it is above 0 there, and that it is 0."""
        import z3

        if _is_zero(line.a):
            return line.b > 0, line.b == 0
        # v has the sign of the value times that of the slope, which no formula has to know.
        v = self.at_root(line)
        if z3.is_rational_value(v) and str(v) == "0":  # the threshold itself, or one beside it
            if not self.k:
                return z3.BoolVal(False, self.context), z3.BoolVal(True, self.context)
            return line.a * self.k > 0, line.a == 0
        if not self.k:
            return v * self.slope > 0, v == 0
        # Beside the root the slope of the line decides, if its value there does not.
        turned = line.a * self.k
        return z3.Or(v * self.slope > 0, z3.And(v == 0, turned > 0)), z3.And(v == 0, line.a == 0)

    def holds(self, guard: Guard) -> Any:
        """The guard there; raises `NotLines`."""
        import z3

        match guard:
            case Truth(value):
                return z3.BoolVal(value, self.context)
            case Relation(op, term):
                above, zero = self.sign(self.local(term))
                return {"=": zero, "!=": z3.Not(zero), ">": above, ">=": z3.Or(above, zero)}[op]
            case And(parts):
                return z3.And([self.holds(p) for p in parts])
            case Or(parts):
                return z3.Or([self.holds(p) for p in parts])
            case _:
                raise NotLines

    # ---- terms ----

    def _local(self, node: Term) -> Local:
        match node:
            case Const() | Power():
                return Local(0, self.translation.expression(node))
            case Var(name):
                one, zero = self._number(1), self._number(0)
                return Local(one, zero) if name == self.name else Local(
                    0, self.translation.expression(node)
                )  # fmt: skip
            case Sum(weights, terms, constant):
                return self._sum(weights, terms, constant)
            case Product(factors):
                total = Local(0, self._number(1))
                for factor in factors:
                    total = self._times(total, self.local(factor))
                return total
            case Max(terms):
                return reduce(self._larger, map(self.local, terms))
            case Function("abs", argument) if argument is not None:
                line = self.local(argument)
                return self._larger(line, Local(_negative(line.a), -line.b))
            case Piecewise(branches):
                # From the last branch outward; where no guard holds the total value is 0.
                chosen = Local(0, self._number(0))
                for guard, value in reversed(branches):
                    chosen = self._either(self.holds(guard), self.local(value), chosen)
                return chosen
            case _:
                raise NotLines

    def _sum(self, weights: Sequence[Any], terms: Sequence[Term], constant: Any) -> Local:
        import z3

        lines = [self.local(t) for t in terms]
        pairs = list(zip(weights, lines, strict=True))
        slopes = [self._scaled(w, line.a) for w, line in pairs if not _is_zero(line.a)]
        offsets = [self._scaled(w, line.b) for w, line in pairs]
        if constant != 0 or not offsets:
            offsets.append(self._number(constant))
        return Local(z3.Sum(slopes) if slopes else 0, z3.Sum(offsets))

    def _scaled(self, weight: Any, value: Any) -> Any:
        return value if weight == 1 else self._number(weight) * value

    def _times(self, one: Local, other: Local) -> Local:
        # One of the two has to be constant: a product of lines is no line.
        if not _is_zero(one.a):
            one, other = other, one
        if not _is_zero(one.a):
            raise NotLines
        return Local(0 if _is_zero(other.a) else one.b * other.a, one.b * other.b)

    def _larger(self, one: Local, other: Local) -> Local:
        difference = Local(_minus(one.a, other.a), one.b - other.b)
        above, zero = self.sign(difference)
        import z3

        return self._either(z3.Or(above, zero), one, other)

    def _either(self, guard: Any, yes: Local, no: Local) -> Local:
        import z3

        if _is_zero(yes.a) and _is_zero(no.a):
            return Local(0, z3.If(guard, yes.b, no.b))
        a, c = (self._number(0) if _is_zero(v) else v for v in (yes.a, no.a))
        return Local(z3.If(guard, a, c), z3.If(guard, yes.b, no.b))

    def _number(self, value: Any) -> Any:
        return number(value, self.context)

    def _simple(self, value: Any) -> Any:
        import z3

        # Multiplied out, for a t - t a is 0 only then; anything else is smaller as it stands.
        plain = z3.simplify(value, som=True)
        return plain if z3.is_rational_value(plain) else value


def _is_zero(a: Any) -> bool:
    return isinstance(a, int) and a == 0


def _negative(a: Any) -> Any:
    return 0 if _is_zero(a) else -a


def _minus(a: Any, b: Any) -> Any:
    if _is_zero(b):
        return a
    return -b if _is_zero(a) else a - b
