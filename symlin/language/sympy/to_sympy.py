"""Syntax trees to SymPy expressions, independently of the kernel's terms.

Nothing is simplified: SymPy's constructors would turn x**3/x**2 into x and exp(log(x)) into x,
which have more values than was written, and can take forever over large Max and Piecewise. So
every node is built as it stands; the cross-check needs no more than that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, assert_never

import sympy
from sympy import S

from symlin.kernel.numbers import Number as Value
from symlin.language.tree import (
    Call,
    Compare,
    Constant,
    Displayed,
    Functional,
    Listing,
    Logic,
    Name,
    Negative,
    Not,
    Number,
    Pair,
    Piecewise,
    Pipeline,
    Power,
    Product,
    Sum,
    Tree,
    Truth,
    postorder,
)
from symlin.language.vocabulary import BUILTINS

Sym = Any
"""A SymPy object; SymPy ships no types."""

_RELATIONS = {
    "==": sympy.Eq,
    "!=": sympy.Ne,
    "<": sympy.Lt,
    "<=": sympy.Le,
    ">": sympy.Gt,
    ">=": sympy.Ge,
}
_SYNONYMS = {"abs": "Abs", "ln": "log", "max": "Max", "min": "Min"}
_FUNCTIONS = {
    name: getattr(sympy, _SYNONYMS.get(name, name))
    for name in BUILTINS
    if name not in ("Rational", "Integer", "log1p", "expm1")
}
"""Those that SymPy has by a name of its own."""
_PAIR = sympy.functions.elementary.piecewise.ExprCondPair


def sympy_of(tree: Tree, *, evaluate: bool = False) -> Sym:
    """The SymPy expression of a number or condition, over Symbol(name, real=True).

    With `evaluate`, SymPy puts it into its normal form; only for small trees that have a value
    everywhere.
    """
    builder = _Builder(_evaluated if evaluate else _as_written)
    for part in postorder(tree):
        built = builder.build(part)
        hash(built)  # SymPy hashes by recursion: asked from the leaves up, it stays shallow
        builder.done[id(part)] = built
    return builder.done[id(tree)]


def rational(value: Value) -> Sym:
    """The exact number in SymPy."""
    if isinstance(value, int):
        return sympy.Integer(value)
    return sympy.Rational(int(value.p), int(value.q))


def _evaluated(kind: Sym, *args: Sym) -> Sym:
    """A node by SymPy's own constructor."""
    if kind in (sympy.Max, sympy.Min) and len(args) > 10:
        return kind(*args, evaluate=False)  # the search for absorbed arguments takes seconds
    return kind(*args)


def _as_written(kind: Sym, *args: Sym) -> Sym:
    """A node as it stands, past the constructor and past its cache.

    The cache compares expressions tree by tree, which never ends where parts are shared.
    """
    built = sympy.Basic.__new__(kind, *args)
    if kind in (sympy.Add, sympy.Mul, sympy.Pow):
        built.is_commutative = True
    return built


class _Builder:
    def __init__(self, node: Callable[..., Sym]) -> None:
        self.node = node
        self.done: dict[int, Sym] = {}

    def build(self, tree: Tree) -> Sym:
        match tree:
            case Number(value):
                return rational(value)
            case Constant(name):
                return S.Pi if name == "pi" else S.Exp1
            case Name(name):
                return sympy.Symbol(name, real=True)
            case Sum(terms):
                return self.node(sympy.Add, *map(self.part, terms))
            case Negative(operand):
                return self.product(S.NegativeOne, self.part(operand))
            case Product(factors, inverted):
                pairs = zip(map(self.part, factors), inverted, strict=True)
                return self.product(*(self.inverse(f) if below else f for f, below in pairs))
            case Power(base, exponent):
                return self.node(sympy.Pow, self.part(base), self.part(exponent))
            case Piecewise(branches):
                return _piecewise([(self.part(v), self.part(g)) for v, g in branches])
            case Call(name, arguments):
                return self.call(name, [self.part(a) for a in arguments])
            case Truth(value):
                return S.true if value else S.false
            case Compare():
                return self.comparison(tree)
            case Logic(kind, parts):
                return self.node(sympy.And if kind == "and" else sympy.Or, *map(self.part, parts))
            case Not(part):
                return self.node(sympy.Not, self.part(part))
            case Listing() | Pair() | Pipeline() | Functional() | Displayed():
                raise TypeError(f"{type(tree).__name__} is no SymPy expression")
            case _:
                assert_never(tree)

    def part(self, tree: Tree) -> Sym:
        return self.done[id(tree)]

    def product(self, *factors: Sym) -> Sym:
        if all(f.is_Rational for f in factors):
            return sympy.Mul(*factors)
        return self.node(sympy.Mul, *factors)

    def inverse(self, base: Sym) -> Sym:
        if base.is_Rational and base != 0:
            return 1 / base
        return self.node(sympy.Pow, base, S.NegativeOne)

    def comparison(self, tree: Compare) -> Sym:
        sides = [self.part(operand) for operand in tree.operands]
        triples = zip(sides, tree.operators, sides[1:], strict=False)
        relations = [self.node(_RELATIONS[op], a, b) for a, op, b in triples]
        return relations[0] if len(relations) == 1 else self.node(sympy.And, *relations)

    def call(self, name: str, arguments: list[Sym]) -> Sym:
        match name, arguments:
            case "Integer", [value]:
                return value
            case "Rational", [p, *q]:
                return self.product(p, *map(self.inverse, q))
            case "sqrt", [base]:
                return self.node(sympy.Pow, base, S.Half)
            case "cbrt", [base]:
                return self.node(sympy.Pow, base, sympy.Rational(1, 3))
            case "root", [base, degree]:
                return self.node(sympy.Pow, base, self.inverse(degree))
            case "real_root", [base, degree]:
                return self.real_root(base, degree)
            case "log", [argument, base]:
                logs = [self.node(sympy.log, u) for u in (argument, base)]
                return self.product(logs[0], self.inverse(logs[1]))
            case "log1p", [argument]:
                return self.node(sympy.log, self.node(sympy.Add, S.One, argument))
            case "expm1", [argument]:
                return self.node(sympy.Add, self.node(sympy.exp, argument), S.NegativeOne)
            case "Heaviside", [argument]:
                return self.node(sympy.Heaviside, argument, S.Half)
            case (("Max" | "max" | "Min" | "min"), [value]):
                return value
            case _:
                return self.node(_FUNCTIONS[name], *arguments)

    def real_root(self, base: Sym, degree: Sym) -> Sym:
        value = _constant(degree)
        if value.is_Integer and value.is_odd:
            size = self.node(sympy.Pow, self.node(sympy.Abs, base), 1 / value)
            return self.product(self.node(sympy.sign, base), size)
        return self.node(sympy.Pow, base, self.inverse(degree))


def _constant(number: Sym) -> Sym:
    """The value of a closed rational expression such as an unevaluated 1 + 2."""
    return number if number.is_Rational else number.doit()


def _piecewise(branches: list[tuple[Sym, Sym]]) -> Sym:
    """Piecewise as it stands: its constructor folds conditions, which may never end."""
    if branches[0][1] is S.true:
        return branches[0][0]
    pairs = [sympy.Basic.__new__(_PAIR, *b) for b in branches if b[1] is not S.false]
    return sympy.Basic.__new__(sympy.Piecewise, *pairs)
