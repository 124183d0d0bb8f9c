"""SymPy expressions and conditions as trees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from symlin.errors import InputError
from symlin.language.notation import tree_text
from symlin.language.operator import Reference
from symlin.language.tree import Listing, Tree, symbols
from symlin.reading import expand


def sympy_outputs(expression: Any) -> tuple[tuple[Any, ...], Tree]:
    """The outputs, in SymPy and as one tree."""
    from sympy import MatrixBase, Tuple

    from symlin.language.sympy.from_sympy import tree_of_sympy

    several = isinstance(expression, list | tuple | Tuple | MatrixBase)
    outputs = tuple(map(_sympified, expression if several else (expression,)))
    trees = tuple(map(tree_of_sympy, outputs))
    return outputs, Listing(trees) if several else trees[0]


def _sympified(value: Any) -> Any:
    """A number of Python's beside SymPy's expressions, as SymPy's; anything else as it is."""
    from numbers import Real

    from sympy import sympify

    return sympify(value) if isinstance(value, Real) else value


def sympy_condition(condition: Any) -> tuple[str, ...]:
    """A SymPy condition as text, after what its symbols assume."""
    from symlin.language.sympy import from_sympy
    from symlin.language.sympy.sympy_symbols import symbol_conditions

    tree = from_sympy.tree_of_sympy(condition)
    expand.refuse_reserved(symbols(tree))
    assumed = symbol_conditions(from_sympy.symbols_of(condition))
    return tuple(map(tree_text, (*assumed, tree)))


def sympy_reference(outputs: Sequence[Tree], names: Sequence[str]) -> Reference:
    """SymPy's own value of the outputs; SymPy is loaded when it is first asked for."""

    @cache
    def prepared() -> Reference:
        from symlin.language.sympy import numeric
        from symlin.language.sympy.to_sympy import sympy_of

        return numeric.reference([sympy_of(output) for output in outputs], names)

    def reference(at: Mapping[str, float]) -> Sequence[float]:
        return prepared()(at)

    return reference


def is_lambda(source: Any) -> bool:
    """Whether this is SymPy's Lambda, or a list of them."""
    import sympy

    entries = source if isinstance(source, list | tuple) else (source,)
    return all(isinstance(entry, sympy.Lambda) for entry in entries)


def lambda_outputs(source: Any) -> tuple[Any, tuple[Any, ...]]:
    """The expressions of a Lambda or a list of them, and its arguments, those of the first.

    Raises `InputError` where they take different numbers of arguments, or tuples.
    """
    import sympy

    entries = source if isinstance(source, list | tuple) else (source,)
    names = tuple(entries[0].signature)
    for entry in entries:
        if len(entry.signature) != len(names):
            raise InputError("the functions take different numbers of arguments")
        if not all(isinstance(argument, sympy.Symbol) for argument in entry.signature):
            raise InputError("sympy.Lambda with tuples as arguments is not read")
    found = [entry(*names) for entry in entries]
    if not isinstance(source, list | tuple):
        return (list(found[0]) if isinstance(found[0], sympy.Tuple) else found[0]), names
    return found, names
