"""SymPy expressions as text in symlin's language, with what their symbols assume.

One road in: an expression is printed and read back by symlin's own parser, so that it means the
same as when it is typed.
"""

from __future__ import annotations

from itertools import pairwise

import sympy

from symlin.errors import InputError

RELATIONS = {
    "zero": "Eq({}, 0)",
    "positive": "{} > 0",
    "negative": "{} < 0",
    "nonnegative": "{} >= 0",
    "nonpositive": "{} <= 0",
    "nonzero": "Ne({}, 0)",
}
"""Assumptions of a SymPy symbol that are conditions; the first that holds says the most."""
UNREAL = (
    "integer",
    "rational",
    "irrational",
    "algebraic",
    "transcendental",
    "even",
    "odd",
    "prime",
)
"""Assumptions that leave out reals in a way no condition of the language can say."""


def expression_text(source: object) -> tuple[str, tuple[str, ...]] | None:
    """The text, and the assumptions of its symbols; None for what is no SymPy expression."""
    if isinstance(source, sympy.Basic) and not isinstance(source, sympy.Tuple | sympy.MatrixBase):
        outputs = [source]
        text = sympy.sstr(source, full_prec=True)
    elif isinstance(source, list | tuple | sympy.Tuple | sympy.MatrixBase):
        try:
            outputs = [sympy.sympify(entry, strict=True) for entry in source]
        except sympy.SympifyError:
            return None
        text = f"[{', '.join(sympy.sstr(entry, full_prec=True) for entry in outputs)}]"
    else:
        return None
    symbols = sorted(set().union(*(out.free_symbols for out in outputs)), key=str)
    _reject_namesakes(symbols)
    return text, tuple(text for symbol in symbols for text in _assumption(symbol))


def _reject_namesakes(symbols: list[sympy.Symbol]) -> None:
    for a, b in pairwise(symbols):
        if a.name == b.name:
            raise InputError(f"two different symbols are both called {a.name}")


def _assumption(symbol: sympy.Symbol) -> list[str]:
    known = symbol.assumptions0
    unreal = [name for name in UNREAL if known.get(name)]
    if known.get("real") is False or known.get("extended_real") is False:
        raise InputError(f"the symbol {symbol.name} is not real; symlin works over the reals")
    if unreal and not known.get("zero"):
        raise InputError(
            f"the symbol {symbol.name} is assumed {unreal[0]}; symlin works over all reals"
        )
    for name, condition in RELATIONS.items():
        if known.get(name):
            return [condition.format(symbol.name)]
    return []
