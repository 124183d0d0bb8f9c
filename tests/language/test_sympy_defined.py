"""SymPy's classes that are words for something else mean what SymPy says they mean."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
import sympy
from flint import fmpq
from sympy import Rational
from sympy.functions.elementary.miscellaneous import Rem
from sympy.logic.boolalg import Xnor

import symlin
from symlin.kernel.facts import Context, have_values
from symlin.kernel.term import const
from symlin.kernel.theories.enclosure import enclose
from symlin.kernel.walk import substitute
from symlin.reading.parse import parse_sympy

x, y, z = sympy.symbols("x y z", real=True)
P, Q, R = x > 0, y > 0, z > 0
VALUES = (Rational(-7, 3), -1, 0, Rational(1, 2), 2, Rational(7, 2))
CONDITIONS = (
    sympy.Implies(P, Q),
    sympy.Equivalent(P, Q),
    sympy.Equivalent(P, Q, R),
    Xnor(P, Q),
    Xnor(P, Q, R),
    sympy.Nand(P, Q, R, evaluate=False),
    sympy.Nor(P, Q, evaluate=False),
)
NUMBERS = (
    sympy.KroneckerDelta(x, y),
    sympy.erf2(x, y),
    Rem(x, y),
    sympy.asech(x),
    sympy.acsch(x),
    sympy.UnevaluatedExpr(x + y),
)


def value_of(expression: object, at: dict[sympy.Symbol, Rational]) -> float | None:
    """What the term is worth that symlin makes of it; None where it has no value."""
    (term,) = substitute(
        parse_sympy(expression).outputs,
        {str(symbol): const(fmpq(value.p, value.q)) for symbol, value in at.items()},
    )
    if not have_values((term,)):
        return None
    return float(enclose(Context(()).normal(term), 128).mid())


def agreed(expression: object, meant: Callable[..., Any]) -> int:
    """At how many points both have a value; it is the same there, and both have none elsewhere."""
    count = 0
    for a, b, c in product(VALUES, VALUES, (1, -1)):
        at = {x: sympy.S(a), y: sympy.S(b), z: sympy.S(c)}
        value = meant(at)
        real = bool(value.is_real and value.is_finite)
        mine = value_of(expression, at)
        assert (mine is not None) == real, (expression, at)
        if mine is not None:
            assert abs(mine - float(value)) < 1e-9, (expression, at)
            count += 1
    return count


@pytest.mark.parametrize("condition", CONDITIONS, ids=str)
def test_a_condition_is_true_where_sympys_is(condition: sympy.Basic) -> None:
    """Xnor of three is no Equivalent of three."""
    shown = sympy.Piecewise((1, condition), (0, True), evaluate=False)
    assert agreed(shown, lambda at: sympy.Integer(bool(condition.subs(at)))) == 72


@pytest.mark.parametrize("number", NUMBERS, ids=str)
def test_a_number_is_what_sympys_is(number: sympy.Basic) -> None:
    """Rem rounds towards 0, where Mod rounds down."""

    def meant(at: dict[sympy.Symbol, Rational]) -> sympy.Expr:
        if number.func is Rem and at[y] == 0:  # SymPy raises an error, except at Rem(0, 0)
            return sympy.nan
        return number.rewrite(sympy.erf).doit().subs(at).evalf(30)

    assert agreed(number, meant) > 10


def test_a_delta_with_a_range_is_refused() -> None:
    """What SymPy simplifies by it is no value."""
    with pytest.raises(symlin.InputError, match="Tuple"):
        parse_sympy(sympy.KroneckerDelta(x, y, (1, 3)))
