"""SymPy expressions to syntax trees, for operators that are given as SymPy objects.

The tree then goes the same way as one that was read from text, so an expression means the same
whether it is typed or built. SymPy has simplified it already when it arrives here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NoReturn

import sympy
from flint import fmpq
from mpmath.libmp import prec_to_dps, to_str
from sympy import S

from symlin.errors import InputError
from symlin.kernel.clock import check_time
from symlin.kernel.numbers import exact
from symlin.language.forms import choice, condition, exclusive_or, number
from symlin.language.formula import fraction
from symlin.language.sympy.defined import CONDITIONS, NUMBERS
from symlin.language.sympy.sympy_symbols import refuse_unreal
from symlin.language.tokens import name_problem, number_value
from symlin.language.tree import (
    Call,
    Compare,
    Comparison,
    Constant,
    Logic,
    Name,
    Negative,
    Not,
    Number,
    Pair,
    Piecewise,
    Power,
    Product,
    Sum,
    Tree,
    Truth,
)
from symlin.language.vocabulary import BUILTINS

Sym = Any
"""A SymPy object; SymPy ships no types."""
Parts = tuple[Tree, ...]

_PAIR = sympy.functions.elementary.piecewise.ExprCondPair
_RELATIONS: dict[Sym, Comparison] = {
    sympy.Eq: "==",
    sympy.Ne: "!=",
    sympy.Lt: "<",
    sympy.Le: "<=",
    sympy.Gt: ">",
    sympy.Ge: ">=",
}
_NUMBERS: dict[Sym, Tree] = {
    S.Pi: Constant("pi"),
    S.Exp1: Constant("E"),
    S.GoldenRatio: Product(
        (Sum((Number(1), Call("sqrt", (Number(5),)))), Number(2)), (False, True)
    ),
    S.true: Truth(True),
    S.false: Truth(False),
}
DOUBLE = 53
"""Bits of an ordinary float."""
MAX_DEPTH = 200
"""Functions within functions, as in text."""
_FLAT = (sympy.Add, sympy.Mul, _PAIR)
"""Sums of sums are no deeper than sums."""
_FUNCTIONS: dict[Sym, str] = {
    kind: name for name in BUILTINS if isinstance(kind := getattr(sympy, name, None), type)
}
"""By class and not by name: Function("Max") is anyone's function, and not the largest of its
arguments."""
_HALF = fmpq(1, 2)
Other = Callable[[Sym, list[Tree]], Tree | None]


def tree_of_sympy(expression: Sym, other: Other = lambda node, parts: None) -> Tree:
    """The syntax tree of a SymPy expression or condition over real symbols.

    `other` may know a node that is no real expression, and make its tree from those of its parts.
    Floats stand for their shortest decimals: 0.1 is 1/10. Raises `InputError` for what is no real
    expression (I, oo, nan, matrices, sets) and for functions that symlin does not know.
    """
    if not isinstance(expression, sympy.Basic):
        raise InputError(f"expected a SymPy expression, not {type(expression).__name__}")
    done: dict[int, Tree] = {}
    depths: dict[int, int] = {}
    for node in _postorder(expression):
        parts = _parts(node)
        depth = max([depths[id(part)] for part in parts], default=0)
        depths[id(node)] = depth + (node.func not in _FLAT)
        if depths[id(node)] > MAX_DEPTH:
            raise InputError(f"functions are nested more than {MAX_DEPTH} levels deep")
        trees = [done[id(part)] for part in parts]
        found = other(node, trees)
        if found is None:
            _check(node)
            found = _node(node, trees)
        done[id(node)] = found
    return done[id(expression)]


def symbols_of(*expressions: Sym) -> tuple[Sym, ...]:
    """The symbols that occur, each once; SymPy's own way to ask ends where nesting is deep."""
    nodes = (node for expression in expressions for node in _postorder(expression))
    return tuple(dict.fromkeys(node for node in nodes if isinstance(node, sympy.Symbol)))


def _parts(node: Sym) -> tuple[Sym, ...]:
    return () if isinstance(node, sympy.Symbol) else node.args


def _postorder(expression: Sym) -> Iterator[Sym]:
    """Every node once, children first."""
    seen: set[int] = set()
    stack = [(expression, False)]
    while stack:
        check_time()
        node, ready = stack.pop()
        if ready:
            yield node
        elif id(node) not in seen:
            seen.add(id(node))
            stack.append((node, True))
            stack.extend((part, False) for part in reversed(_parts(node)))


def _node(node: Sym, parts: list[Tree]) -> Tree:
    if isinstance(node, sympy.Symbol):
        return _symbol(node)
    if node in _NUMBERS:
        return _NUMBERS[node]
    if isinstance(node, sympy.Rational):
        return Number(exact(fmpq(node.p, node.q)))
    if isinstance(node, sympy.Float):
        return Number(_shortest(node))
    if not node.args:
        _refuse(node)
    if isinstance(node, _PAIR):
        return Pair((number(parts[0], _misplaced), condition(parts[1], _misplaced)))
    if node.func is sympy.Piecewise:
        return Piecewise(tuple((p.items[0], p.items[1]) for p in parts if isinstance(p, Pair)))
    if node.func in _LOGIC:
        return _LOGIC[node.func](tuple(condition(part, _misplaced) for part in parts))
    operands = tuple(number(part, _misplaced) for part in parts)
    if node.func in _RELATIONS:
        return Compare(operands, (_RELATIONS[node.func],))
    if node.func in _ARITHMETIC:
        return _ARITHMETIC[node.func](operands)
    if node.func in NUMBERS:
        return NUMBERS[node.func](operands)
    return _call(_FUNCTIONS[node.func], operands)


def _check(node: Sym) -> None:
    """InputError for a node that is neither an atom nor a function of the language."""
    known = (*_ARITHMETIC, *_LOGIC, *_RELATIONS, *NUMBERS, sympy.Piecewise, _PAIR)
    if node.args and node.func not in known and node.func not in _FUNCTIONS:
        _refuse(node)


def _call(name: str, arguments: Parts) -> Tree:
    if name == "Heaviside" and isinstance(arguments[1], Number) and arguments[1].value == _HALF:
        return Call(name, arguments[:1])
    return Call(name, arguments)


def _misplaced(message: str, _: int) -> NoReturn:
    raise InputError(message.replace(" here", ""))


def _refuse(node: Sym) -> NoReturn:
    if node in (S.ImaginaryUnit, S.ComplexInfinity):
        raise InputError(f"{node} is not a real number")
    if isinstance(node, sympy.Number):
        raise InputError(f"{node} is not a finite real number")
    raise InputError(f"{node.func.__name__} is not a function that symlin knows")


def _symbol(node: Sym) -> Tree:
    if node.is_extended_real is False or isinstance(node, sympy.Wild):
        refuse_unreal(node)
    if problem := name_problem(node.name):
        raise InputError(problem)
    return Name(node.name)


def _shortest(value: Sym) -> Any:
    """The decimal that a person would have typed for the float: the shortest that gives it."""
    if not value.is_finite:
        _refuse(value)
    if value._prec < DOUBLE:
        raise InputError(f"{value} is known to a few digits only: write an exact number")
    text = repr(float(value))
    digits = prec_to_dps(value._prec)
    while sympy.Float(text, precision=value._prec) != value:  # too long, or too far out
        text = to_str(value._mpf_, digits, min_fixed=0, max_fixed=0)
        digits += 1
    sign = -1 if text.startswith("-") else 1
    return sign * number_value(text.lstrip("-"), text, 0)


def _sum(parts: Parts) -> Tree:
    """SymPy puts the number first; 2*x + 2 and 1 - x read better."""
    first, *rest = parts
    if isinstance(first, Number) and not isinstance(rest[0], Negative):
        return Sum((*rest, first))
    return Sum(parts)


def _product(parts: Parts) -> Tree:
    """SymPy writes -3*x/(2*y) as (-3/2)*x*y**-1."""
    above: list[Tree] = []
    below: list[Tree] = []
    negative = False
    for part in parts:
        divisor = _reciprocal(part)
        if isinstance(part, Number):
            value = fmpq(part.value)
            negative ^= value < 0
            above += [Number(abs(int(value.p)))] if abs(value.p) != 1 else []
            below += [Number(int(value.q))] if value.q != 1 else []
        elif divisor is None:
            above.append(part)
        else:
            below.append(divisor)
    plain = fraction(above, below)
    return Negative(plain) if negative else plain


def _reciprocal(tree: Tree) -> Tree | None:
    if isinstance(tree, Power) and isinstance(tree.exponent, Number):
        exponent = tree.exponent.value
        if isinstance(exponent, int) and exponent < 0:
            return tree.base if exponent == -1 else Power(tree.base, Number(-exponent))
    return None


def _power(parts: Parts) -> Tree:
    base, exponent = parts
    if isinstance(exponent, Number) and exponent.value == _HALF:
        return Call("sqrt", (base,))
    return Power(base, exponent)


_ARITHMETIC: dict[Sym, Callable[[Parts], Tree]] = {
    sympy.Add: _sum,
    sympy.Mul: _product,
    sympy.Pow: _power,
}
_LOGIC: dict[Sym, Callable[[Parts], Tree]] = {
    sympy.And: lambda parts: Logic("and", parts),
    sympy.Or: lambda parts: Logic("or", parts),
    sympy.Not: lambda parts: Not(parts[0]),
    sympy.Xor: exclusive_or,
    sympy.ITE: lambda parts: choice(parts[0], parts[1], parts[2]),
    **CONDITIONS,
}
