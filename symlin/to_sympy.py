"""Syntax trees to SymPy expressions, independently of the kernel's terms.

Nothing is simplified: SymPy's constructors would turn x**3/x**2 into x and exp(log(x)) into x,
which have more values than was written, and can take forever over large Max and Piecewise. So
every node is built as it stands; the cross-check needs no more than that.
"""

from __future__ import annotations

from typing import Any, assert_never

import sympy
from sympy import S

from symlin.kernel.term import Number as Value
from symlin.tree import (
    Call,
    Compare,
    Constant,
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
from symlin.vocabulary import BUILTINS

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
_SYNONYMS = {"abs": "Abs", "ln": "log"}
_FUNCTIONS = {
    name: getattr(sympy, _SYNONYMS.get(name, name))
    for name in BUILTINS
    if name not in ("Max", "Min", "max", "min", "Rational", "Integer")
}


def sympy_of(tree: Tree, *, evaluate: bool = False) -> Sym:
    """The SymPy expression of a number or condition, over Symbol(name, real=True).

    With `evaluate`, sums, products and relations are put into SymPy's normal form; only for trees
    that have a value everywhere.
    """
    builder = _Builder(evaluate)
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


class _Builder:
    def __init__(self, evaluate: bool) -> None:
        self.evaluate = evaluate
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
                return sympy.Add(*map(self.part, terms), evaluate=self.evaluate)
            case Negative(operand):
                return self.product(S.NegativeOne, self.part(operand))
            case Product(factors, inverted):
                pairs = zip(map(self.part, factors), inverted, strict=True)
                return self.product(*(self.inverse(f) if below else f for f, below in pairs))
            case Power(base, exponent):
                return self.power(self.part(base), self.part(exponent))
            case Piecewise(branches):
                return _piecewise([(self.part(v), self.part(g)) for v, g in branches])
            case Call(name, arguments):
                return self.call(name, [self.part(a) for a in arguments])
            case Truth(value):
                return S.true if value else S.false
            case Compare(operands, operators):
                sides = [self.part(o) for o in operands]
                relations = [
                    _RELATIONS[op](a, b, evaluate=self.evaluate)
                    for a, op, b in zip(sides, operators, sides[1:], strict=False)
                ]
                return self.lattice(sympy.And, relations)
            case Logic(kind, parts):
                return self.lattice(sympy.And if kind == "and" else sympy.Or, map(self.part, parts))
            case Not(part):
                return sympy.Not(self.part(part), evaluate=self.evaluate)
            case Listing() | Pair() | Pipeline():
                raise TypeError(f"{type(tree).__name__} is no SymPy expression")
            case _:
                assert_never(tree)

    def part(self, tree: Tree) -> Sym:
        return self.done[id(tree)]

    def product(self, *factors: Sym) -> Sym:
        if all(f.is_Rational for f in factors):
            return sympy.Mul(*factors)
        return sympy.Mul(*factors, evaluate=self.evaluate)

    def inverse(self, base: Sym) -> Sym:
        if base.is_Rational and base != 0:
            return 1 / base
        return sympy.Pow(base, -1, evaluate=False)

    def power(self, base: Sym, exponent: Sym) -> Sym:
        return sympy.Pow(base, exponent, evaluate=self.evaluate)

    def lattice(self, cls: Sym, parts: Any) -> Sym:
        """And, Or, Max or Min, without SymPy's search for parts that absorb others."""
        args = tuple(parts)
        if len(args) == 1:
            return args[0]
        if self.evaluate and len(args) < 10:
            return cls(*args)
        built = sympy.Basic.__new__(cls, *args)
        built._argset = frozenset(args)
        return built

    def call(self, name: str, arguments: list[Sym]) -> Sym:
        match name, arguments:
            case (("Max" | "max"), _):
                return self.lattice(sympy.Max, arguments)
            case (("Min" | "min"), _):
                return self.lattice(sympy.Min, arguments)
            case "Integer", [value]:
                return value
            case "Rational", [p, *q]:
                return self.product(p, *map(self.inverse, q))
            case "sqrt", [base]:
                return self.power(base, S.Half)
            case "cbrt", [base]:
                return self.power(base, sympy.Rational(1, 3))
            case "root", [base, degree]:
                return self.power(base, self.inverse(degree))
            case "real_root", [base, degree]:
                return self.real_root(base, degree)
            case "log", [argument, base]:
                logs = [sympy.log(u, evaluate=False) for u in (argument, base)]
                return self.product(logs[0], self.inverse(logs[1]))
            case _:
                return _FUNCTIONS[name](*arguments, evaluate=self.evaluate)

    def real_root(self, base: Sym, degree: Sym) -> Sym:
        value = _constant(degree)
        if value.is_Integer and value.is_odd:
            size = self.power(sympy.Abs(base, evaluate=False), 1 / value)
            return self.product(sympy.sign(base, evaluate=False), size)
        return self.power(base, self.inverse(degree))


def _constant(number: Sym) -> Sym:
    """The value of a closed rational expression such as an unevaluated 1 + 2."""
    return number if number.is_Rational else number.doit()


def _piecewise(branches: list[tuple[Sym, Sym]]) -> Sym:
    """Piecewise as it stands: its constructor folds conditions, which may never end."""
    if branches[0][1] == S.true:
        return branches[0][0]
    pairs = [
        sympy.Tuple.__new__(sympy.functions.elementary.piecewise.ExprCondPair, *b)
        for b in branches
        if b[1] != S.false
    ]
    return sympy.Basic.__new__(sympy.Piecewise, *pairs)
