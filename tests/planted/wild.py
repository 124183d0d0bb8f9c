"""Random operators of which nothing is known: whatever is said of them must survive."""

from __future__ import annotations

from itertools import product
from random import Random

from .item import Item

NUMBERS = ("0", "1", "2", "3", "(-1)", "(1/2)", "(-2/3)", "sqrt(2)", "10")
BENT = ("relu({a})", "Abs({a})", "Max({a}, {b})", "Min({a}, {b})", "Max({a}, {b}, {c})")
JUMPY = ("sign({a})", "Heaviside({a})", "Heaviside({a}, 1)", "floor({a})", "frac({a})",
         "Mod({a}, 2)", "ceiling({a})")  # fmt: skip
SMOOTH = ("exp({a})", "log({a})", "sqrt({a})", "tanh({a})", "sin({a})", "cos({a})", "atan({a})",
          "sigmoid({a})", "softplus({a})", "sqrt({a}**2)", "log(exp({a}))", "exp(log({a}))",
          "{a}**(1/3)", "real_root({a}, 3)", "asin({a})", "erf({a})")  # fmt: skip
ALGEBRA = ("({a} + {b})", "({a} - {b})", "({a} + {b})", "({a} - {b})", "({a}*{b})", "({a}/{b})",
           "({a})**2", "({a})**3", "({a})**(-1)", "(-{a})")  # fmt: skip
CHOICE = ("Piecewise(({a}, {g}), ({b}, True))", "Piecewise(({a}, {g}), ({b}, {h}), ({c}, True))")
GUARDS = ("{a} > {b}", "{a} >= {b}", "{a} < 0", "Eq({a}, {b})", "Ne({a}, {b})",
          "And({a} > 0, {b} > 0)", "Or({a} > 1, {b} <= 0)", "Not({a} > {b})",
          "Eq({a}, 0)", "And({a} > -1, {a} < 1)")  # fmt: skip
ASSUME = ("x > 0", "x >= 0", "x >= -1", "x <= 2", "x**2 <= 4", "y > x", "y >= 0", "x + y <= 1",
          "Eq(x, y)", "Ne(x, 0)", "x*y > 0")  # fmt: skip


def wild(rng: Random) -> Item:
    """One operator of one or two inputs and up to two parameters, perhaps on a domain."""
    inputs = rng.choice((("x",), ("x",), ("x", "y")))
    parameters = rng.choice(((), (), (), ("a",), ("a", "b")))
    leaves = (*inputs, *inputs, *inputs, *parameters, rng.choice(NUMBERS))
    text = _tree(rng, leaves, rng.choice((2, 3, 3, 4)))
    if rng.random() < 0.5:
        text = f"{rng.choice(inputs)} + {text} - {_tree(rng, leaves, 2)}"
    known = set(inputs)
    fitting = [a for a in ASSUME if "y" not in a or "y" in known]
    assume = tuple(rng.sample(fitting, rng.choice((0, 0, 0, 1, 1, 2))))
    used = tuple(p for p in parameters if p in _names(text))
    grid = product(("0", "1", "-1", "2", "1/2", "-3"), repeat=len(used)) if used else ()
    nothing: dict[str, bool] = {}
    points = tuple((dict(zip(used, values, strict=True)), nothing) for values in grid)
    return Item("wild", (), text, inputs, {}, assume, points)


def _names(text: str) -> set[str]:
    from re import findall

    return set(findall(r"[A-Za-z_]\w*", text))


def _tree(rng: Random, leaves: tuple[str, ...], depth: int) -> str:
    if depth <= 0 or rng.random() < 0.1:
        return rng.choice(leaves)
    tables = (BENT, BENT, JUMPY, SMOOTH, ALGEBRA, ALGEBRA, ALGEBRA, CHOICE)
    template = rng.choice(rng.choice(tables))
    parts = {name: _tree(rng, leaves, depth - 1) for name in "abc" if f"{{{name}}}" in template}
    guards = {name: _guard(rng, leaves, depth - 1) for name in "gh" if f"{{{name}}}" in template}
    return template.format(**parts, **guards)


def _guard(rng: Random, leaves: tuple[str, ...], depth: int) -> str:
    a, b = (_tree(rng, leaves, rng.choice((0, 0, depth - 1))) for _ in range(2))
    return rng.choice(GUARDS).format(a=a, b=b)
