"""Values of an operator's text at exact points, without symlin: rationals, and Arb balls beyond.

Rational operations stay exact, so guards over them are decided exactly. Everything else is a ball;
two values whose balls overlap count as equal where the balls are small, and are a doubt otherwise.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, reduce
from typing import Any

from flint import arb, ctx, fmpq

PRECISIONS = (700, 6000)
"""Bits; the second is asked where the first sees no difference."""
LARGEST = 10**6
"""Bits of an exact power beyond which it becomes a ball."""

Number = Any
"""An fmpq or an arb; python-flint's stubs do not mix them."""
Point = Mapping[str, Number]
ZERO, ONE, HALF = fmpq(0), fmpq(1), fmpq(1, 2)


class Undefined(Exception):
    """No real value here."""


class Doubt(Exception):
    """The digits do not tell."""


def values(text: str, at: Point) -> list[Number]:
    """The values of all outputs at the working precision; Undefined where one has none."""
    body = parsed(text).body
    parts = body.elts if isinstance(body, ast.List) else [body]
    return [_run(part, at) for part in parts]


def value(text: str, at: Point = {}) -> Number:  # noqa: B006 - never written to
    """The value of a text with one output."""
    return values(text, at)[0]


def holds(text: str, at: Point) -> bool:
    """Whether a condition holds; Undefined where it says nothing."""
    return _truth(parsed(text).body, at)


def precisely(work: Callable[[], bool]) -> bool:
    """Whether a difference is seen at any of the precisions; Doubt where none of them tells."""
    for bits in PRECISIONS:
        with ctx.workprec(bits):
            try:
                if work():
                    return True
            except Doubt:
                if bits == PRECISIONS[-1]:
                    raise
    return False


def constants(text: str) -> list[fmpq]:
    """The numbers that a text mentions."""
    found: dict[fmpq, None] = {}
    for node in ast.walk(parsed(text)):
        if isinstance(node, ast.Constant | ast.BinOp | ast.UnaryOp):
            try:
                number = _run(node, {})
            except (Undefined, Doubt, KeyError, TypeError):
                continue
            if isinstance(number, fmpq) and abs(number) < 10**30:
                found[number] = None
    return list(found)


@lru_cache(maxsize=256)
def parsed(text: str) -> ast.Expression:
    return ast.parse(text.strip(), mode="eval")


def _difference(a: Number, b: Number) -> int | None:
    """The sign of a - b, where a small overlap is 0."""
    d = a - b
    if isinstance(d, fmpq):
        return int(d > 0) - int(d < 0)
    if d > 0:
        return 1
    if d < 0:
        return -1
    size = 1 + abs(arb(b)).mid()
    if not d.is_finite() or d.rad() > size * arb(2) ** (-ctx.prec // 2):
        raise Doubt
    return 0


def equal(a: Number, b: Number) -> bool:
    """Whether two values are the same, as far as the digits tell."""
    return _difference(a, b) == 0


def less(a: Number, b: Number) -> bool:
    return _difference(a, b) == -1


def _run(node: ast.expr, at: Point) -> Number:
    match node:
        case ast.Constant(value=int() as n) if not isinstance(n, bool):
            return fmpq(n)
        case ast.Constant(value=float() as x):
            return _decimal(repr(x))
        case ast.Name(id=name):
            return at[name] if name in at else _constant(name)
        case ast.UnaryOp(op=ast.USub(), operand=part):
            return -_run(part, at)
        case ast.UnaryOp(op=ast.UAdd(), operand=part):
            return _run(part, at)
        case ast.BinOp(left=left, op=op, right=right):
            return _binary(op, _run(left, at), _run(right, at))
        case ast.Call(func=ast.Name(id="Piecewise"), args=branches):
            return _piecewise(branches, at)
        case ast.Call(func=ast.Name(id=name), args=args):
            return FUNCTIONS[name](*(_run(a, at) for a in args))
        case ast.IfExp(test=test, body=yes, orelse=no):
            return _run(yes if _truth(test, at) else no, at)
        case _:
            raise TypeError(f"no number: {ast.dump(node)[:80]}")


def _decimal(text: str) -> fmpq:
    from fractions import Fraction

    exact = Fraction(text)
    return fmpq(exact.numerator, exact.denominator)


def _constant(name: str) -> Number:
    return {"pi": arb.pi, "E": arb.const_e}[name]()


_OPERATIONS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
}


def _binary(op: ast.operator, a: Number, b: Number) -> Number:
    if isinstance(op, ast.Div):
        return divide(a, b)
    if isinstance(op, ast.Pow):
        return power(a, b)
    return _OPERATIONS[type(op)](a, b)


def _is_zero(x: Number) -> bool:
    """Whether a function has no value (or another one) for x; a small ball around 0 is a doubt."""
    if equal(x, ZERO):
        if isinstance(x, arb):
            raise Doubt
        return True
    return False


def divide(a: Number, b: Number) -> Number:
    if _is_zero(b):
        raise Undefined
    return a / b


def power(a: Number, b: Number) -> Number:
    if equal(a, ZERO):
        if less(b, ZERO) and _is_zero(a):
            raise Undefined
        return ONE if equal(b, ZERO) else _near_zero(a, b)
    if isinstance(b, fmpq) and b.q == 1:
        return _whole_power(a, int(b.p))
    if less(a, ZERO):
        whole = floor(b)
        if not equal(whole, b):
            raise Undefined
        return _whole_power(a, int(whole.p))
    return arb(a) ** arb(b)


def _near_zero(a: Number, b: Number) -> Number:
    """A positive power of what may be 0."""
    if isinstance(a, fmpq):
        return ZERO
    return arb(0, a.abs_upper() ** arb(b))


def _whole_power(a: Number, n: int) -> Number:
    if isinstance(a, fmpq):
        size = max(int(a.p).bit_length(), int(a.q).bit_length()) * abs(n)
        if size <= LARGEST:
            return a**n
    return arb(a) ** n


def floor(x: Number) -> Number:
    if isinstance(x, fmpq):
        return fmpq(x.floor())
    if not x.is_finite() or x.rad() > arb("1e-30"):
        raise Doubt
    nearest = (x.mid() + HALF).floor().unique_fmpz()
    if nearest is not None and equal(x, fmpq(nearest)):
        return fmpq(nearest)
    down = x.floor().unique_fmpz()
    if down is None:
        raise Doubt
    return fmpq(down)


def _piecewise(branches: Iterable[ast.expr], at: Point) -> Number:
    for branch in branches:
        assert isinstance(branch, ast.Tuple)
        part, guard = branch.elts
        if _truth(guard, at):
            return _run(part, at)
    raise Undefined


_RELATIONS: dict[str, Callable[[Number, Number], bool]] = {
    "Eq": equal,
    "Ne": lambda a, b: not equal(a, b),
    "Lt": less,
    "Le": lambda a, b: not less(b, a),
    "Gt": lambda a, b: less(b, a),
    "Ge": lambda a, b: not less(a, b),
}
_SIGNS: dict[type[ast.cmpop], str] = {
    ast.Lt: "Lt",
    ast.LtE: "Le",
    ast.Gt: "Gt",
    ast.GtE: "Ge",
    ast.Eq: "Eq",
    ast.NotEq: "Ne",
}


def _truth(node: ast.expr, at: Point) -> bool:
    match node:
        case ast.Constant(value=bool() as known):
            return known
        case ast.Compare(left=left, ops=ops, comparators=rights):
            parts = [_run(part, at) for part in (left, *rights)]
            names = [_SIGNS[type(op)] for op in ops]
            pairs = zip(names, parts, parts[1:], strict=False)
            return all(_RELATIONS[name](a, b) for name, a, b in pairs)
        case ast.Call(func=ast.Name(id=name), args=[left, right]) if name in _RELATIONS:
            return _RELATIONS[name](_run(left, at), _run(right, at))
        case ast.Call(func=ast.Name(id=("And" | "Or") as name), args=parts):
            return _logic(parts, name == "Or", at)
        case ast.BoolOp(op=op, values=parts):
            return _logic(parts, isinstance(op, ast.Or), at)
        case ast.BinOp(left=left, op=(ast.BitAnd() | ast.BitOr()) as op, right=right):
            return _logic([left, right], isinstance(op, ast.BitOr), at)
        case ast.Call(func=ast.Name(id="Not"), args=[part]):
            return not _truth(part, at)
        case ast.UnaryOp(op=(ast.Not() | ast.Invert()), operand=part):
            return not _truth(part, at)
        case _:
            raise TypeError(f"no condition: {ast.dump(node)[:80]}")


def _logic(parts: Sequence[ast.expr], decisive: bool, at: Point) -> bool:
    """A part that decides the whole does so whatever the others are."""
    undefined = False
    for part in parts:
        try:
            if _truth(part, at) is decisive:
                return decisive
        except Undefined:
            undefined = True
    if undefined:
        raise Undefined
    return not decisive


# ---- functions ----


def _analytic(name: str, fixed: Mapping[int, int] | None = None) -> Callable[[Number], Number]:
    """Arb's function, exact at the points of `fixed`."""
    exact = fixed or {}

    def at(x: Number) -> Number:
        if isinstance(x, fmpq) and x in exact:
            return fmpq(exact[int(x.p)])
        return getattr(arb(x), name)()

    return at


exp = _analytic("exp", {0: 1})
sin = _analytic("sin", {0: 0})
cos = _analytic("cos", {0: 1})
tanh = _analytic("tanh", {0: 0})
erf = _analytic("erf", {0: 0})


def log(x: Number, base: Number | None = None) -> Number:
    if _is_zero(x) or less(x, ZERO):
        raise Undefined
    if base is not None:
        return divide(log(x), log(base))
    return ZERO if equal(x, ONE) else arb(x).log()


def sqrt(x: Number) -> Number:
    if isinstance(x, fmpq) and x >= 0:
        p, q = x.p.root(2), x.q.root(2)
        if p * p == x.p and q * q == x.q:
            return fmpq(p, q)
    return power(x, HALF)


def asin(x: Number) -> Number:
    if less(ONE, abs(x)):
        raise Undefined
    if isinstance(x, arb) and not abs(x) < 1:
        raise Doubt
    return arb(x).asin()


def real_root(x: Number, n: Number) -> Number:
    if n.q == 1 and int(n.p) % 2 == 1 and less(x, ZERO):
        return -power(-x, 1 / n)
    return power(x, 1 / n)


def largest(*parts: Number) -> Number:
    return reduce(lambda a, b: b if less(a, b) else a, parts)


def smallest(*parts: Number) -> Number:
    return reduce(lambda a, b: b if less(b, a) else a, parts)


def sign(x: Number) -> Number:
    return fmpq(_difference(x, ZERO) or 0)


def heaviside(x: Number, at_zero: Number = HALF) -> Number:
    return at_zero if equal(x, ZERO) else fmpq(int(less(ZERO, x)))


def sigmoid(x: Number) -> Number:
    return 1 / (1 + exp(-x))


def softplus(x: Number) -> Number:
    return log(1 + exp(x))


def clip(x: Number, c: Number) -> Number:
    return smallest(largest(x, -c), c)


def leaky_relu(x: Number, slope: Number) -> Number:
    return x if less(ZERO, x) else slope * x


def gelu(x: Number) -> Number:
    return x * (1 + erf(x / arb(2).sqrt())) / 2


def gelu_tanh(x: Number) -> Number:
    inner = (2 / arb.pi()).sqrt() * (x + fmpq(44715, 10**6) * x * x * x)
    return x * (1 + inner.tanh()) / 2


FUNCTIONS: dict[str, Callable[..., Number]] = {
    **{name: _analytic(name, {0: 0}) for name in ("sinh", "asinh", "atan")},
    **{name: _analytic(name, {0: 1}) for name in ("cosh", "erfc", "sech")},
    "exp": exp,
    "sin": sin,
    "cos": cos,
    "tanh": tanh,
    "erf": erf,
    "tan": lambda x: divide(sin(x), cos(x)),
    "cot": lambda x: divide(cos(x), sin(x)),
    "sec": lambda x: divide(ONE, cos(x)),
    "csc": lambda x: divide(ONE, sin(x)),
    "asin": asin,
    "acos": lambda x: arb.pi() / 2 - asin(x),
    "acosh": lambda x: log(x + sqrt(x * x - 1)),
    "atanh": lambda x: log(divide(1 + x, 1 - x)) / 2,
    "log": log,
    "ln": log,
    "sqrt": sqrt,
    "cbrt": lambda x: power(x, fmpq(1, 3)),
    "root": lambda x, n: power(x, 1 / n),
    "real_root": real_root,
    "Pow": power,
    "Rational": lambda p, q=ONE: p / q,
    "Integer": lambda n: n,
    "Abs": abs,
    "abs": abs,
    "sign": sign,
    "Heaviside": heaviside,
    "floor": floor,
    "ceiling": lambda x: -floor(-x),
    "frac": lambda x: x - floor(x),
    "Mod": lambda x, y: x - y * floor(divide(x, y)),
    "Max": largest,
    "Min": smallest,
    "max": largest,
    "min": smallest,
    "median3": lambda x, y, z: x + y + z - largest(x, y, z) - smallest(x, y, z),
    "relu": lambda x: largest(x, ZERO),
    "step": lambda x: fmpq(int(not less(x, ZERO))),
    "leaky_relu": leaky_relu,
    "prelu": leaky_relu,
    "clip": clip,
    "hardtanh": lambda x: clip(x, ONE),
    "relu6": lambda x: smallest(largest(x, ZERO), fmpq(6)),
    "softshrink": lambda x, c: x - clip(x, c),
    "hardshrink": lambda x, c: x if less(c, abs(x)) else ZERO,
    "elu": lambda x, a: x if less(ZERO, x) else a * (exp(x) - 1),
    "sigmoid": sigmoid,
    "softplus": softplus,
    "silu": lambda x: x * sigmoid(x),
    "log_sigmoid": lambda x: -softplus(-x),
    "sinc": lambda x: ONE if equal(x, ZERO) else divide(sin(x), x),
    "mish": lambda x: x * tanh(softplus(x)),
    "softsign": lambda x: x / (1 + abs(x)),
    "gelu": gelu,
    "gelu_tanh": gelu_tanh,
}
"""The language's functions, from their definitions in the literature."""
