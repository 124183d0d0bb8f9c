"""Points that satisfy facts: small values first, then z3's models, then roots in closed form.

A person reads 1 more easily than 27/16, and sqrt(2) than 1.41421: so what z3 offers comes second.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, product

from flint import fmpq

from symlin.exact.atoms import relations
from symlin.exact.roots import roots
from symlin.exact.values import simplify_closed
from symlin.kernel.definedness import definedness
from symlin.kernel.facts import Context
from symlin.kernel.numbers import Number, TooLarge
from symlin.kernel.term import PI, Function, Guard, Term, add, conjunction, const, scale
from symlin.kernel.term import ZERO as NOTHING
from symlin.kernel.walk import substitute, topological
from symlin.search.points.z3_models import model_point
from symlin.search.proofs.equations import solved_equation

SMALL: tuple[Number, ...] = (0, 1, -1, 2, -2, fmpq(1, 2), 3, -3)
MOST_TRIED = 1_500
"""Points in small values: all those of three parameters, of which there are 8**3, and some more."""
MOST_BESIDE = 2
"""Parameters for which the ends of inequalities are tried: the others take small values, 8 each."""
MOST_AXES = 6
"""Parameters that are tried as the one that is not 0."""
MOST_ENDS = 6
"""Ends of inequalities, beside each of which three values are tried."""


def parameter_values(names: Sequence[str], facts: Sequence[Guard]) -> dict[str, Term] | None:
    """Closed values of the names at which all facts hold, or None where none was found.

    >>> from symlin.kernel.term import eq, gt, power, var
    >>> x = var("x")
    >>> parameter_values(["x"], (eq(power(x, 2), const(4)), gt(x)))
    {'x': Const(value=2)}
    """
    context = Context(facts)
    if context.contradiction is not None:
        return None
    step = solved_equation(context)
    if step is not None:  # one name less to look for, and no equation to meet by chance
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


# ---- roots in closed form ----
# z3 gives square roots at most, and has no exponentials: a = log(2) is found here.


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
    """The rest, and the variable with the value that it has there; in the order of the names."""
    values = {**rest, variable: simplify_closed(substitute((value,), rest)[0])}
    return {name: values[name] for name in names}


# ---- small values ----


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
        # Normal forms may grow too large at one of the points: then they would at the others.
        try:
            if empty.decide(substitute((goal,), point)[0]) is True:
                return point
        except TooLarge:
            return None
    return None
