"""Points that satisfy facts: small values first, then z3's models."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, product
from typing import Any, assert_never

from flint import arb, fmpq

from symlin.exact.atoms import relations
from symlin.exact.balls import LONGEST, midpoint
from symlin.exact.roots import roots
from symlin.kernel.definedness import definedness
from symlin.kernel.facts import Context
from symlin.kernel.numbers import Number, TooLarge
from symlin.kernel.term import (
    PI,
    And,
    Const,
    Function,
    Guard,
    Max,
    Node,
    Not,
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
    conjunction,
    const,
    scale,
    sqrt,
)
from symlin.kernel.term import ZERO as NOTHING
from symlin.kernel.theories.enclosure import NoBall, enclose
from symlin.kernel.walk import substitute, topological, variables
from symlin.search.proofs.equations import solved_equation

FAR = fmpq(2**LONGEST)
"""Closed values farther away, or nearer to 0 than 1/FAR, are bounded by these in z3."""
SMALL: tuple[Number, ...] = (0, 1, -1, 2, -2, fmpq(1, 2), 3, -3)
MOST_TRIED = 1_500
MOST_BESIDE = 2
MOST_AXES = 6
MOST_ENDS = 6
Z3_SECONDS = 4.0


class Unsupported(Exception):
    """A function that z3's real arithmetic does not know."""


def parameter_values(names: Sequence[str], facts: Sequence[Guard]) -> dict[str, Term] | None:
    """Closed values of the names at which all facts hold, or None where none was found."""
    context = Context(facts)
    if context.contradiction is not None:
        return None
    step = solved_equation(context)
    if step is not None:
        variable, value, _ = step
        rest = parameter_values(_without(names, variable), _with(facts, variable, value))
        if rest is not None:
            return _extended(names, rest, variable, value)
    for find in (_small_values, model_point):
        point = find(names, facts)
        if point is not None:
            return point
    for search in (_by_roots, _on_axes, _beside_roots):
        point = search(context, names, facts)
        if point is not None:
            return point
    return None


def _by_roots(
    context: Context, names: Sequence[str], facts: Sequence[Guard]
) -> dict[str, Term] | None:
    """The same with one variable at a root of an equation among the facts."""
    for variable, value in roots(context, ("=",)):
        rest = parameter_values(_without(names, variable), _with(facts, variable, value))
        if rest is not None:
            return _extended(names, rest, variable, value)
    return None


def _on_axes(
    context: Context, names: Sequence[str], facts: Sequence[Guard]
) -> dict[str, Term] | None:
    """The same with all variables but one set to 0, where an equation binds several."""
    if len(names) < 2 or not any(relation.op == "=" for relation in relations(context)):
        return None
    for name in names[:MOST_AXES]:
        fixed = dict.fromkeys(_without(names, name), NOTHING)
        left = substitute(tuple(facts), fixed)
        rest = _by_roots(Context(left), [name], left)
        if rest is not None:
            return {n: {**fixed, **rest}[n] for n in names}
    return None


def _beside_roots(
    context: Context, names: Sequence[str], facts: Sequence[Guard]
) -> dict[str, Term] | None:
    """The same with one variable at the end of an inequality, or beside it: where the end has too
    many digits for z3."""
    if len(names) > MOST_BESIDE:
        return None
    ends = list(islice(roots(context, (">", ">=")), MOST_ENDS))
    for variable, value in ((name, add(end, const(k))) for name, end in ends for k in (0, 1, -1)):
        rest = _small_values(_without(names, variable), _with(facts, variable, value))
        if rest is not None:
            return _extended(names, rest, variable, value)
    return None


def _without(names: Sequence[str], variable: str) -> list[str]:
    return [name for name in names if name != variable]


def _with(facts: Sequence[Guard], variable: str, value: Term) -> tuple[Guard, ...]:
    return substitute(tuple(facts), {variable: value})


def _extended(
    names: Sequence[str], rest: dict[str, Term], variable: str, value: Term
) -> dict[str, Term]:
    values = {**rest, variable: simplify_value(substitute((value,), rest)[0])}
    return {name: values[name] for name in names}


def simplify_value(term: Term) -> Term:
    from symlin.exact.values import simplify_closed

    return simplify_closed(term)


def _candidates(goal: Guard) -> list[Term]:
    """Small numbers, and parts of a turn where there are angles."""
    turning = any(isinstance(n, Function) and n.name in ("sin", "cos") for n in topological([goal]))
    return [*map(const, SMALL), *((scale(fmpq(1, 2), PI), PI) if turning else ())]


def _small_values(names: Sequence[str], facts: Sequence[Guard]) -> dict[str, Term] | None:
    goal = conjunction(definedness(tuple(facts)), *facts)
    empty = Context(())
    for count, values in enumerate(product(_candidates(goal), repeat=len(names))):
        if count > MOST_TRIED:
            return None
        point = dict(zip(names, values, strict=True))
        try:
            if empty.decide(substitute((goal,), point)[0]) is True:
                return point
        except TooLarge:
            return None
    return None


def model_point(
    names: Sequence[str], facts: Sequence[Guard], seconds: float = Z3_SECONDS
) -> dict[str, Term] | None:
    """A model of the facts by z3, with exact rational or square-root coordinates."""
    import z3

    solver = z3.Solver()
    solver.set("timeout", max(1, int(1000 * seconds)))
    try:
        translation = Translation()
        for fact in facts:
            solver.add(translation.guard(fact))
        solver.add(translation.guard(definedness(tuple(facts))))
        solver.add(*translation.side)
    except Unsupported:
        return None
    if solver.check() != z3.sat:
        return None
    model = solver.model()
    values = {n: _read(model.eval(z3.Real(n), model_completion=True)) for n in names}
    if any(v is None for v in values.values()):
        return None
    return {name: v for name, v in values.items() if v is not None}


def _read(value: Any) -> Term | None:
    import z3

    if z3.is_rational_value(value):
        return const(fmpq(value.numerator_as_long(), value.denominator_as_long()))
    if z3.is_algebraic_value(value):
        return _read_algebraic(value)
    return None


def _read_algebraic(value: Any) -> Term | None:
    """A root of c2 x**2 + c1 x + c0 in square roots; None for higher degrees."""
    coefficients = [fmpq(c.numerator_as_long(), c.denominator_as_long()) for c in value.poly()]
    if len(coefficients) != 3:
        return None
    c0, c1, c2 = coefficients
    discriminant = sqrt(const(c1 * c1 - 4 * c2 * c0))
    sign = 1 if (value.index() == 2) == (c2 > 0) else -1
    return scale(1 / (2 * c2), add(const(-c1), scale(sign, discriminant)))


class Translation:
    """Terms and guards as z3 expressions over total reals; shared subterms are translated once."""

    def __init__(self) -> None:
        self._memo: dict[Node, Any] = {}
        self.side: list[Any] = []
        """What is known of the variables that stand for roots and closed values."""

    def guard(self, guard: Guard) -> Any:
        return self._node(guard)

    def term(self, term: Term) -> Any:
        return self._node(term)

    def _node(self, root: Node) -> Any:
        for node in topological([root]):
            if node not in self._memo:
                self._memo[node] = self._translate(node)
        return self._memo[root]

    def _translate(self, node: Node) -> Any:
        import z3

        memo = self._memo
        match node:
            case Const(value):
                return number(value)
            case Var(name):
                return z3.Real(name)
            case Sum(weights, terms, constant):
                parts = [number(w) * memo[t] for w, t in zip(weights, terms, strict=True)]
                return z3.Sum([*parts, number(constant)])
            case Product(factors):
                total = memo[factors[0]]
                for factor in factors[1:]:
                    total = total * memo[factor]
                return total
            case Power(base, exponent):
                return self._power(memo[base], exponent)
            case Max(terms):
                total = memo[terms[0]]
                for term in terms[1:]:
                    total = z3.If(memo[term] > total, memo[term], total)
                return total
            case Piecewise(branches):
                value = z3.RealVal(0)
                for guard, branch in reversed(branches):
                    value = z3.If(memo[guard], memo[branch], value)
                return value
            case Function("abs", argument) if argument is not None:
                return z3.If(memo[argument] >= 0, memo[argument], -memo[argument])
            case Function("floor", argument) if argument is not None:
                return z3.ToReal(z3.ToInt(memo[argument]))
            case Root(base, degree):
                return self._root(memo[base], degree)
            case Function():
                return self._enclosed(node)
            case Truth(value):
                return z3.BoolVal(value)
            case Relation(op, term):
                left = memo[term]
                return {"=": left == 0, "!=": left != 0, ">": left > 0, ">=": left >= 0}[op]
            case And(guards):
                return z3.And([memo[g] for g in guards])
            case Or(guards):
                return z3.Or([memo[g] for g in guards])
            case Not(part):
                return z3.Not(memo[part])
            case _:
                assert_never(node)

    def _root(self, base: Any, degree: int) -> Any:
        """A new variable r >= 0 with r**degree = base."""
        import z3

        r = z3.Real(f"root'{len(self.side)}")
        self.side += [r >= 0, self._power(r, degree) == z3.If(base >= 0, base, z3.RealVal(0))]
        return r

    def _enclosed(self, node: Function) -> Any:
        """A new variable near a closed value: a model is only a candidate, so this may be loose."""
        import z3

        if variables(node):
            raise Unsupported
        ball = _ball(node)
        v = z3.Real(f"value'{len(self.side)}")
        self.side += _bounds(v, ball)
        return v

    def _power(self, base: Any, exponent: int) -> Any:
        import z3

        total = z3.RealVal(1)
        for _ in range(abs(exponent)):
            total = total * base
        return total if exponent >= 0 else z3.If(total == 0, z3.RealVal(0), 1 / total)


def _ball(node: Function) -> arb:
    try:
        return enclose(Context(()).normal(node), 128)
    except (NoBall, TooLarge):
        raise Unsupported from None


def _bounds(v: Any, ball: arb) -> list[Any]:
    """v lies in the ball, said with few digits also where that is near 0 or far away."""
    low, high = midpoint(ball.lower()), midpoint(ball.upper())
    if low is None or high is None:
        return [v >= number(FAR)] if ball > 0 else [v <= number(-FAR)]
    if low == high == 0:
        low, high = (low, 1 / FAR) if ball > 0 else (-1 / FAR, high)
    return [v >= number(low), v <= number(high)]


def number(value: Number) -> Any:
    """An exact z3 rational."""
    import z3

    ratio = fmpq(value)
    return z3.RealVal(f"{ratio.p}/{ratio.q}")
