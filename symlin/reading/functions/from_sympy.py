"""SymPy's expressions about functions: Function, Derivative, Integral, Sum, IndexedBase, Subs.

They may have changed before symlin saw them: SymPy has cancelled x(t)/x(t) already. Nested
integrals arrive with all their limits in one node, of which the last is the outermost.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sympy
from sympy import S
from sympy.core.function import AppliedUndef, UndefinedFunction

from symlin.errors import InputError
from symlin.language.function_operator import FunctionOperator
from symlin.language.notation import tree_text
from symlin.language.sympy.from_sympy import tree_of_sympy
from symlin.language.sympy.sympy_symbols import conditions_of, refuse_differing
from symlin.language.tokens import name_problem
from symlin.language.tree import (
    Application,
    Binder,
    Call,
    Compare,
    Listing,
    Name,
    Negative,
    Number,
    Pair,
    Tree,
    postorder,
)
from symlin.reading.expand import refuse_reserved
from symlin.reading.functions.build import built
from symlin.reading.functions.certain import IMPULSE
from symlin.reading.functions.formula import Formula, Sides
from symlin.reading.functions.grammar import MAX_ORDER
from symlin.reading.functions.header import FunctionHeader
from symlin.reading.functions.letters import derived

Sym = Any
"""A SymPy object; SymPy ships no types."""
_OF_FUNCTIONS = (AppliedUndef, sympy.Indexed)


def speaks_of_functions(source: Sym) -> bool:
    """Whether a function that SymPy does not know, or a sequence, stands in what is SymPy's."""
    several = isinstance(source, list | tuple | sympy.MatrixBase)
    entries = source if several else (source,)
    return any(isinstance(e, sympy.Basic) and e.has(*_OF_FUNCTIONS) for e in entries)


def function_name(entry: Sym) -> str | None:
    """The name of an unknown function or sequence; None for anything else."""
    if isinstance(entry, UndefinedFunction | AppliedUndef | sympy.IndexedBase):
        return str(entry.name)
    return None


def sympy_functions(
    expression: Sym,
    *,
    inputs: Sequence[str] | None = None,
    given: Sequence[str] = (),
    assume: Sequence[str] = (),
) -> FunctionOperator:
    """The operator on functions that a SymPy expression, a list of them, or an Eq denotes.

    Raises `InputError` for what symlin does not know.
    """
    several = isinstance(expression, list | tuple | sympy.Tuple | sympy.MatrixBase)
    entries = tuple(map(sympy.sympify, expression if several else (expression,)))
    trees = tuple(tree_of_sympy(entry, _other) for entry in entries)
    body: Tree | Sides = Listing(trees) if several else trees[0]
    text = ", ".join(map(tree_text, trees))
    if isinstance(body, Compare):
        if body.operators != ("==",):
            raise InputError("expected an expression or an equation, not a condition")
        body = Sides(*body.operands)
        text = " = ".join(map(tree_text, body))
    symbols = _symbols(entries)
    refuse_reserved(symbol.name for symbol in symbols)
    refuse_reserved(t.function for t in postorder(*trees) if isinstance(t, Application))
    formula = Formula(
        text=text,
        header=FunctionHeader(),
        body=body,
        whole=frozenset(symbol.name for symbol in symbols if symbol.is_integer),
        declared=frozenset(symbol.name for symbol in symbols),
    )
    return built(formula, inputs, given, (*assume, *_assumed(symbols)))


def _symbols(entries: Sequence[Sym]) -> list[Sym]:
    """The free symbols, without those that are names of sequences."""
    labels = {node.label for entry in entries for node in entry.atoms(sympy.IndexedBase)}
    free = set().union(*(entry.free_symbols for entry in entries)) - labels
    symbols = sorted((s for s in free if isinstance(s, sympy.Symbol)), key=lambda s: s.name)
    refuse_differing(symbols)
    return symbols


def _assumed(symbols: Sequence[Sym]) -> list[str]:
    """What the symbols assume, but for what the operator knows of whole numbers."""
    texts = [tree_text(c) for symbol in symbols for c in conditions_of(symbol)]
    whole = {f"Eq({symbol.name}, floor({symbol.name}))" for symbol in symbols}
    return [text for text in texts if text not in whole]


def _other(node: Sym, parts: list[Tree]) -> Tree | None:
    """The tree of what is no real expression; None for what is one."""
    if isinstance(node, AppliedUndef):
        return _application(node.func.__name__, parts, "()")
    if isinstance(node, sympy.DiracDelta) and len(parts) == 1:
        return _application(IMPULSE, parts, "()")
    if isinstance(node, sympy.IndexedBase):
        return Name(str(node.name))
    if isinstance(node, sympy.Indexed):
        return _application(str(node.base.name), parts[1:], "[]")
    if isinstance(node, sympy.Derivative):
        return _derivative(node, parts)
    if isinstance(node, sympy.Integral | sympy.Sum):
        return _binder("Integral" if isinstance(node, sympy.Integral) else "Sum", parts)
    if isinstance(node, sympy.Subs):
        return _substituted(parts)
    if isinstance(node, sympy.Tuple):
        return Pair(tuple(parts))
    if isinstance(node, sympy.Dummy):
        return Name(f"xi{node.dummy_index}")
    if node is S.Infinity:
        return Name("oo")
    return Negative(Name("oo")) if node is S.NegativeInfinity else None


def _application(name: str, arguments: Sequence[Tree], brackets: Any) -> Tree:
    if problem := name_problem(name):
        raise InputError(problem)
    return Application(name, tuple(arguments), (0,) * len(arguments), "", brackets)


def _derivative(node: Sym, parts: Sequence[Tree]) -> Tree:
    """SymPy keeps a variable with its count, which has a part of its own."""
    body = parts[0]
    for variable, count in node.variable_count:
        if not isinstance(variable, sympy.Symbol):
            raise InputError("a derivative by a function is not part of the language")
        if not count.is_Integer or count > MAX_ORDER:
            raise InputError(f"a derivative of order above {MAX_ORDER}, or of an unknown one")
        name = f"xi{variable.dummy_index}" if isinstance(variable, sympy.Dummy) else variable.name
        for _ in range(int(count)):
            body = Binder("Derivative", body, name)
    return body


def _binder(kind: Any, parts: Sequence[Tree]) -> Tree:
    body = parts[0]
    for limits in parts[1:]:
        match limits:
            case Pair((Name(variable), lower, upper)):
                body = Binder(kind, body, variable, (lower, upper))
            case _:
                raise InputError(f"{kind} without limits: give them, as in (s, 0, t)")
    return body


def _substituted(parts: Sequence[Tree]) -> Tree:
    """x'(2*t), which is Subs(Derivative(x(xi), xi), xi, 2*t) to SymPy."""
    match parts:
        case [Binder("Derivative") as body, Pair(variables), Pair(points)]:
            found = derived(body)
            names = [v.name if isinstance(v, Name) else "" for v in variables]
            if found is not None:
                application, orders = found
                values = dict(zip(names, points, strict=True))
                places = [
                    values.pop(a.name, a) if isinstance(a, Name) else a
                    for a in application.arguments
                ]
                plain = all(isinstance(a, Name | Number | Call) for a in application.arguments)
                if not values and plain:
                    by = "".join(str(k) * order for k, order in enumerate(orders, 1))
                    mark = "'" * orders[0] if len(orders) == 1 else f"_{by}"
                    return Application(application.function, tuple(places), orders, mark)
    raise InputError("Subs of this kind is not read: write the derivative out")
