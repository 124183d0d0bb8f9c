"""What SymPy's symbols assume, as conditions on real numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import Any, NoReturn

import sympy
from sympy.core.facts import InconsistentAssumptions

from symlin.errors import InputError
from symlin.language.formula import fraction
from symlin.language.tree import Call, Compare, Comparison, Name, Number, Sum, Tree

Sym = Any
"""A SymPy object; SymPy ships no types."""


def _nought(_: Tree) -> Tree:
    return Number(0)


def _whole(symbol: Tree) -> Tree:
    return Call("floor", (symbol,))


def _even(symbol: Tree) -> Tree:
    return fraction([Number(2), _whole(fraction([symbol], [Number(2)]))], [])


def _odd(symbol: Tree) -> Tree:
    return Sum((_even(symbol), Number(1)))


_STATEMENTS: tuple[tuple[str, bool, Comparison, Callable[[Tree], Tree]], ...] = (
    ("zero", True, "==", _nought),
    ("positive", True, ">", _nought),
    ("negative", True, "<", _nought),
    ("nonnegative", True, ">=", _nought),
    ("nonpositive", True, "<=", _nought),
    ("even", True, "==", _even),
    ("odd", True, "==", _odd),
    ("integer", True, "==", _whole),
    ("noninteger", True, "!=", _whole),
    ("even", False, "!=", _even),
    ("odd", False, "!=", _odd),
    ("nonzero", True, "!=", _nought),
)
"""What a real symbol may assume, as conditions on it; those that say more come first."""


def symbol_conditions(symbols: Iterable[Sym]) -> tuple[Tree, ...]:
    """What the symbols assume, as conditions: x > 0 for a positive x.

    Raises `InputError` for two symbols of one name, and for assumptions that no condition can say,
    such as rational=True.
    """
    ordered = sorted(set(symbols), key=lambda symbol: symbol.name)
    for a, b in pairwise(ordered):
        if a.name == b.name:
            raise InputError(f"two different symbols are both called {a.name}")
    return tuple(condition for symbol in ordered for condition in conditions_of(symbol))


def refuse_differing(symbols: Iterable[Sym]) -> None:
    """Raises `InputError` for symbols of one name that do not mean the same: Symbol("x", real=True)
    does.
    """
    first: dict[str, Sym] = {}
    for symbol in symbols:
        other = first.setdefault(symbol.name, symbol)
        if other != symbol and (
            isinstance(symbol, sympy.Dummy)
            or isinstance(other, sympy.Dummy)
            or _assumed(symbol) != _assumed(other)
        ):
            raise InputError(f"two different symbols are both called {symbol.name}")


def _assumed(symbol: Sym) -> Mapping[str, bool]:
    return _deduced(symbol, symbol.assumptions0)


def conditions_of(symbol: Sym) -> tuple[Tree, ...]:
    """What one symbol assumes, beyond being real: SymPy deduces, and nothing is left unsaid.

    Raises `InputError` for an assumption that no condition can say.
    """
    known = _assumed(symbol)
    stated: dict[str, bool] = {}
    conditions: list[Tree] = []
    name = Name(symbol.name)
    for fact, value, op, side in _STATEMENTS:
        if known.get(fact) is value and _deduced(symbol, stated).get(fact) is not value:
            stated[fact] = value
            conditions.append(Compare((name, side(name)), (op,)))
    implied = _deduced(symbol, stated)
    unsaid = [fact for fact, value in known.items() if implied.get(fact) is not value]
    if unsaid:
        written = getattr(symbol, "_assumptions_orig", {})
        fact = min(unsaid, key=lambda name: (name not in written, not known[name], name))
        raise InputError(
            f"the symbol {symbol.name} is assumed {fact}={known[fact]}, which no condition can say"
        )
    return tuple(conditions)


def _deduced(symbol: Sym, assumed: Mapping[str, bool]) -> Mapping[str, bool]:
    """All that SymPy concludes for a real symbol of these assumptions."""
    try:
        found: Mapping[str, bool] = sympy.Symbol(
            symbol.name, **{**assumed, "real": True}
        ).assumptions0
    except InconsistentAssumptions:
        refuse_unreal(symbol)
    return found


def refuse_unreal(symbol: Sym) -> NoReturn:
    """Raises `InputError` for a symbol that stands for no real number."""
    raise InputError(f"the symbol {symbol.name} is not real; symlin works over the reals")
