"""Assertions of a test module, rewritten so that what they compare is seen as they run.

Of `assert simplify(u) == v` that u is v, of `assert u.equals(v)` likewise. A call is looked through
where its function keeps values: that is what its name promises, and what the pair asks about. Of
`assert sin(pi/10) == (sqrt(5) - 1)/4` SymPy makes two equal objects before it compares them, so
that a side which is a formula is built once more, unevaluated.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any

import sympy
from sympy.core.function import FunctionClass

NAMES = """
simplify trigsimp exptrigsimp powsimp powdenest radsimp ratsimp logcombine expand expand_trig
expand_log expand_func expand_power_base expand_power_exp expand_mul expand_multinomial
expand_complex hyperexpand gammasimp combsimp besselsimp together cancel factor apart
collect rcollect collect_const collect_sqrt sqrtdenest separatevars fu trigsimp_groebner futrig
hypersimp kroneckersimp piecewise_fold piecewise_simplify rewrite doit sqrt_biquadratic_denest
signsimp factor_terms gcd_terms to_dnf to_cnf to_nnf to_anf simplify_logic piecewise_exclusive
eliminate_implications TR0 TR1 TR2 TR2i TR3 TR4 TR5 TR6 TR7 TR8 TR9 TR10 TR10i TR11 TR12 TR12i
TR13 TR14 TR15 TR16 TR111 TR22 TRmorrie TRpower sincos_to_sum normal
"""
KEEPING = frozenset(NAMES.split())
"""Functions and methods of SymPy that change how an expression is written, and not its values."""
OTHERWISE = frozenset(("modulus", "gaussian", "extension", "force"))
"""Words with which they do not: coefficients are classes, or conditions are passed over."""
PLAIN = ("sqrt", "root", "cbrt", "Rational", "S", "Integer")
"""What formulas call besides SymPy's classes of functions."""
FORMULA = (ast.BinOp, ast.UnaryOp, ast.Name, ast.Constant, ast.Call, ast.operator, ast.unaryop)
SEEN, KEEP = "_symlin_seen", "_symlin_keep"


class Watched(ast.NodeTransformer):
    """Comparisons that assertions make, with what goes into functions that keep values."""

    def visit_Assert(self, node: ast.Assert) -> ast.Assert:
        sides = _sides(node.test)
        if sides is None:
            return node
        kept = [_watched(side, place) for place, side in enumerate(sides)]
        again = [_again(side) for side in sides]
        method = isinstance(node.test, ast.Call)  # u.equals(v) says more than u == v
        more = [ast.Constant(node.lineno), ast.Constant(method)]
        both = ast.Tuple(again, ast.Load())
        seen = ast.Call(_name(SEEN), [*kept, both, *more], [])
        return ast.copy_location(ast.Assert(seen, node.msg), node)


def _sides(test: ast.expr) -> tuple[ast.expr, ast.expr] | None:
    match test:
        case ast.Compare(left, [ast.Eq()], [right]):
            return left, right
        case ast.Call(ast.Attribute(left, "equals"), [right], []):
            return left, right
        case _:
            return None


def _watched(side: ast.expr, place: int) -> ast.expr:
    """The side, with the first argument of calls that keep values noted where it is computed."""
    match side:
        case ast.Call(keywords=words) if {word.arg for word in words} & OTHERWISE:
            return side
        case ast.Call(ast.Name(name), [first, *rest], words) if name in KEEPING:
            inner = _noted(_watched(first, place), place)
            return ast.Call(side.func, [inner, *rest], words)
        case ast.Call(ast.Attribute(whole, name), rest, words) if name in KEEPING:
            inner = _noted(_watched(whole, place), place)
            return ast.Call(ast.Attribute(inner, name, ast.Load()), rest, words)
        case _:
            return side


def _noted(value: ast.expr, place: int) -> ast.expr:
    return ast.Call(_name(KEEP), [ast.Constant(place), value], [])


def _again(side: ast.expr) -> ast.expr:
    """A function that builds a formula once more, with the names that it calls; None of others."""
    nodes = [n for n in ast.walk(side) if not isinstance(n, ast.expr_context)]
    if not any(isinstance(n, ast.BinOp | ast.Call) for n in nodes):
        return ast.Constant(None)
    called = [n.func for n in nodes if isinstance(n, ast.Call)]
    if not all(isinstance(n, FORMULA) for n in nodes) or any(
        not isinstance(f, ast.Name) for f in called
    ):
        return ast.Constant(None)
    names = [ast.Constant(f.id) for f in called if isinstance(f, ast.Name)]
    nothing = ast.arguments([], [], None, [], [], None, [])
    return ast.Tuple([ast.Lambda(nothing, side), *names], ast.Load())


def _name(name: str) -> ast.Name:
    return ast.Name(name, ast.Load())


class Watcher:
    """What the rewritten module calls: it hands over both sides as they were first."""

    def __init__(self, take: Callable[[Any, Any, int], None], scope: Mapping[str, Any]) -> None:
        self.take, self.scope = take, scope
        self._kept: tuple[list[Any], list[Any]] = ([], [])

    def keep(self, place: int, value: Any) -> Any:
        self._kept[place].append(value)
        return value

    def seen(self, left: Any, right: Any, again: tuple[Any, Any], line: int, method: bool) -> Any:
        """The answer of the comparison; both sides are taken down where it is True."""
        kept = [values[0] if values else None for values in self._kept]  # the innermost came first
        for values in self._kept:
            values.clear()
        answer = left.equals(right) if method else left == right
        if answer is True:
            sides = zip(kept, again, (left, right), strict=True)
            a, b = (
                self._unevaluated(build, value) if first is None else first
                for first, build, value in sides
            )
            self.take(a, b, line)
        return answer

    def _unevaluated(self, again: Any, value: Any) -> Any:
        if again is None or not isinstance(value, sympy.Expr):
            return value
        build, *names = again
        if not all(
            name in PLAIN or isinstance(self.scope.get(name), FunctionClass) for name in names
        ):
            return value
        try:
            with sympy.evaluate(False):
                return build()
        except Exception:  # not every class of SymPy's can be built so
            return value


def watched(text: str, path: str) -> Any:
    """The compiled module."""
    tree = ast.fix_missing_locations(Watched().visit(ast.parse(text)))
    return compile(tree, path, "exec")
