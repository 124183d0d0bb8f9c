"""Models of facts by z3's non-linear real arithmetic: candidates, which nothing rests on.

Terms go there over total reals, as the kernel has them: 1/0 is 0, and the root of a negative number
is 0. Closed values that z3 does not know, such as exp(1), become variables with tight bounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, assert_never

from flint import arb, fmpq

from symlin.exact.balls import LONGEST, midpoint
from symlin.kernel.definedness import definedness
from symlin.kernel.facts import Context
from symlin.kernel.numbers import Number, TooLarge, bits
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
    Root,
    Sum,
    Term,
    Truth,
    Var,
    add,
    const,
    scale,
    sqrt,
)
from symlin.kernel.theories.enclosure import NoBall, enclose
from symlin.kernel.walk import topological, variables
from symlin.language.numerals import rational_of
from symlin.search.z3_context import in_context, milliseconds

FAR = fmpq(2**LONGEST)
"""Closed values farther away, or nearer to 0 than 1/FAR, are bounded by these in z3."""
SECONDS = 4.0
"""For one model: of 26 in random draws none took longer than 0.01 s, but some questions have no
end."""
BITS = 128
"""Of the balls around closed values."""

HIGHEST = 100
"""Of the powers: z3 takes them for products, and seconds to read one of 10,000 factors, in which
nothing interrupts it."""

LONG = 16_000
"""Bits of a number: z3 reads one of 300,000 digits in 12 s, in which nothing interrupts it."""


class Unsupported(Exception):
    """What z3's real arithmetic does not know, or does not read in time."""


def model_point(
    names: Sequence[str], facts: Sequence[Guard], seconds: float = SECONDS
) -> dict[str, Term] | None:
    """A model of the facts by z3, with exact rational or square-root coordinates."""
    return in_context(lambda context: _model_point(context, names, facts, seconds))


def _model_point(
    context: Any, names: Sequence[str], facts: Sequence[Guard], seconds: float
) -> dict[str, Term] | None:
    import z3

    solver = z3.Solver(ctx=context)
    solver.set("timeout", milliseconds(seconds))
    try:
        translation = Translation(context)
        for fact in facts:
            solver.add(translation.expression(fact))
        solver.add(translation.expression(definedness(tuple(facts))))
        solver.add(*translation.side)
    except Unsupported:
        return None
    if solver.check() != z3.sat:
        return None
    # Completed: a name that no fact speaks of has a value as well.
    model = solver.model()
    values = {n: _read(model.eval(z3.Real(n, context), model_completion=True)) for n in names}
    if any(v is None for v in values.values()):
        return None
    return {name: v for name, v in values.items() if v is not None}


# ---- values back from z3 ----


def _read(value: Any) -> Term | None:
    import z3

    if z3.is_rational_value(value):
        return const(rational_of(value.as_string()))
    if z3.is_algebraic_value(value):
        return _read_algebraic(value)
    return None


def _read_algebraic(value: Any) -> Term | None:
    """A root of c2 x**2 + c1 x + c0 in square roots; None for higher degrees."""
    coefficients = [rational_of(c.as_string()) for c in value.poly()]
    if len(coefficients) != 3:
        return None
    c0, c1, c2 = coefficients
    discriminant = sqrt(const(c1 * c1 - 4 * c2 * c0))
    # z3 counts roots from the left: the second is the larger one, by -b + root where c2 > 0.
    sign = 1 if (value.index() == 2) == (c2 > 0) else -1
    return scale(1 / (2 * c2), add(const(-c1), scale(sign, discriminant)))


# ---- terms to z3 ----


class Translation:
    """Terms and guards as z3 expressions over total reals; shared subterms are translated once."""

    def __init__(self, context: Any) -> None:
        self._context = context
        self._memo: dict[Node, Any] = {}
        self.side: list[Any] = []
        """What is known of the variables that stand for roots and closed values."""

    def expression(self, root: Node) -> Any:
        """The z3 expression; raises `Unsupported` for a function that z3 does not know."""
        # Bottom-up, without recursion: terms may be nested deeper than Python's stack.
        for node in topological([root]):
            if node not in self._memo:
                known = self._guard(node) if isinstance(node, Guard) else self._term(node)
                self._memo[node] = known
        return self._memo[root]

    def _term(self, node: Term) -> Any:
        import z3

        memo = self._memo
        match node:
            case Const(value):
                return self._number(value)
            case Var(name):
                return z3.Real(name, self._context)
            case Sum(weights, terms, constant):
                parts = [self._number(w) * memo[t] for w, t in zip(weights, terms, strict=True)]
                return z3.Sum([*parts, self._number(constant)])
            case Product(factors):
                return _product([memo[factor] for factor in factors])
            case Power(base, exponent):
                return _power(memo[base], exponent)
            case Max(terms):
                return _maximum([memo[term] for term in terms])
            # From the last branch outward; where no guard holds the value is 0, but then facts
            # exclude it.
            case Piecewise(branches):
                value = self._number(0)
                for guard, branch in reversed(branches):
                    value = z3.If(memo[guard], memo[branch], value)
                return value
            case Root() | Function():
                return self._function(node)
            case _:
                assert_never(node)

    def _function(self, node: Root | Function) -> Any:
        import z3

        match node:
            case Root(base, degree):
                return self._root(self._memo[base], degree)
            case Function("abs", argument) if argument is not None:
                inner = self._memo[argument]
                return z3.If(inner >= 0, inner, -inner)
            case Function("floor", argument) if argument is not None:
                return z3.ToReal(z3.ToInt(self._memo[argument]))
            case _:
                return self._enclosed(node)

    def _root(self, base: Any, degree: int) -> Any:
        """A new variable r >= 0 with r**degree = base."""
        import z3

        # Names with an apostrophe: no identifier of the language has one.
        r = z3.Real(f"root'{len(self.side)}", self._context)
        self.side += [r >= 0, _power(r, degree) == z3.If(base >= 0, base, self._number(0))]
        return r

    def _enclosed(self, node: Function) -> Any:
        """A new variable near a closed value: a model is only a candidate, so this may be loose."""
        import z3

        if variables(node):
            raise Unsupported
        ball = _ball(node)
        v = z3.Real(f"value'{len(self.side)}", self._context)
        self.side += _bounds(v, ball)
        return v

    def _guard(self, node: Guard) -> Any:
        import z3

        memo = self._memo
        match node:
            case Truth(value):
                return z3.BoolVal(value, self._context)
            case Relation(op, term):
                left = memo[term]
                return {"=": left == 0, "!=": left != 0, ">": left > 0, ">=": left >= 0}[op]
            case And(parts):
                return z3.And([memo[part] for part in parts])
            case Or(parts):
                return z3.Or([memo[part] for part in parts])
            case _:
                assert_never(node)

    def _number(self, value: Number) -> Any:
        return number(value, self._context)


def _product(factors: Sequence[Any]) -> Any:
    total = factors[0]
    for factor in factors[1:]:
        total = total * factor
    return total


def _maximum(terms: Sequence[Any]) -> Any:
    import z3

    total = terms[0]
    for term in terms[1:]:
        total = z3.If(term > total, term, total)
    return total


def _power(base: Any, exponent: int) -> Any:
    """The power as a product; 1/0 is 0. Raises `Unsupported` for one that is too high."""
    import z3

    if abs(exponent) > HIGHEST:
        raise Unsupported
    total = z3.RealVal(1, base.ctx)
    for _ in range(abs(exponent)):
        total = total * base
    return total if exponent >= 0 else z3.If(total == 0, z3.RealVal(0, base.ctx), 1 / total)


def _ball(node: Function) -> arb:
    try:
        return enclose(Context(()).normal(node), BITS)
    except (NoBall, TooLarge):
        raise Unsupported from None


def _bounds(v: Any, ball: arb) -> list[Any]:
    """v lies in the ball, said with few digits also where that is near 0 or far away."""
    low, high = midpoint(ball.lower()), midpoint(ball.upper())
    if low is None or high is None:
        return [v >= number(FAR, v.ctx)] if ball > 0 else [v <= number(-FAR, v.ctx)]
    if low == high == 0:
        low, high = (low, 1 / FAR) if ball > 0 else (-1 / FAR, high)
    return [v >= number(low, v.ctx), v <= number(high, v.ctx)]


def number(value: Number, context: Any) -> Any:
    """An exact z3 rational. Raises `Unsupported` for one that is too long."""
    import z3

    if bits(value) > LONG:
        raise Unsupported
    ratio = fmpq(value)
    return z3.RealVal(f"{ratio.p}/{ratio.q}", context)
