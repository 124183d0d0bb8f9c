"""The functions of the language by name: how each is written, and what it means exactly."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from symlin.kernel import term as k
from symlin.kernel.term import Term
from symlin.language import functions as f
from symlin.language import hyperbolic as h


class Builtin(NamedTuple):
    """A function: how it is written, how many arguments it takes, and its exact meaning."""

    signature: str
    least: int
    most: int | None
    build: Callable[..., Term]


def _one_of(name: str) -> Callable[[Term], Term]:
    return lambda u: f.function(name, u)


def _reciprocal(of: Callable[[Term], Term]) -> Callable[[Term], Term]:
    return lambda u: k.power(of(u), -1)


def _unary(name: str, build: Callable[[Term], Term]) -> tuple[str, Builtin]:
    return name, Builtin(f"{name}(x)", 1, 1, build)


BUILTINS: dict[str, Builtin] = dict(
    [
        *(_unary(name, _one_of(name)) for name in ("exp", "sin", "cos", "atan", "asin", "erf")),
        *(_unary(name, _one_of("abs")) for name in ("Abs", "abs")),
        _unary("sign", f.sign),
        _unary("floor", f.floor),
        _unary("ceiling", f.ceiling),
        _unary("frac", f.frac),
        _unary("sqrt", lambda u: f.root(u, 2)),
        _unary("cbrt", lambda u: f.root(u, 3)),
        _unary("ln", f.log),
        _unary("log1p", f.log1p),
        _unary("expm1", f.expm1),
        _unary("tan", f.tan),
        _unary("cot", f.cot),
        _unary("sec", _reciprocal(_one_of("cos"))),
        _unary("csc", _reciprocal(_one_of("sin"))),
        _unary("acos", f.acos),
        _unary("acot", f.acot),
        _unary("asec", lambda u: f.acos(k.power(u, -1))),
        _unary("acsc", lambda u: f.function("asin", k.power(u, -1))),
        _unary("sinc", f.sinc),
        _unary("sinh", h.sinh),
        _unary("cosh", h.cosh),
        _unary("tanh", h.tanh),
        _unary("coth", h.coth),
        _unary("sech", _reciprocal(h.cosh)),
        _unary("csch", _reciprocal(h.sinh)),
        _unary("asinh", h.asinh),
        _unary("acosh", h.acosh),
        _unary("atanh", h.atanh),
        _unary("acoth", h.acoth),
        _unary("erfc", f.erfc),
        _unary("Integer", f.integer),
        ("log", Builtin("log(x, base)", 1, 2, f.log)),
        ("Heaviside", Builtin("Heaviside(x, value_at_0)", 1, 2, f.heaviside)),
        ("Max", Builtin("Max(a, b, ...)", 1, None, f.maximum)),
        ("max", Builtin("max(a, b, ...)", 1, None, f.maximum)),
        ("Min", Builtin("Min(a, b, ...)", 1, None, f.minimum)),
        ("min", Builtin("min(a, b, ...)", 1, None, f.minimum)),
        ("Mod", Builtin("Mod(a, b)", 2, 2, f.mod)),
        ("atan2", Builtin("atan2(y, x)", 2, 2, f.atan2)),
        ("root", Builtin("root(x, n)", 2, 2, f.nth_root)),
        ("real_root", Builtin("real_root(x, n)", 2, 2, f.real_root)),
        ("Rational", Builtin("Rational(p, q)", 1, 2, f.rational)),
    ]
)
"""Every function of the language that takes numbers and gives a number, by its name."""
