"""What other libraries call the functions of the language, which have no file of their own."""

from __future__ import annotations

from symlin.catalog.aliases import Alias


def _named(means: str, words: str, libraries: str, takes: str = "x") -> Alias:
    """The same function under each of these words, in each of these libraries."""
    names = (f"{library}.{word}" for library in libraries.split() for word in words.split())
    return Alias(" ".join(names), takes, means)


ARRAYS = "np torch tf"
EVERYWHERE = "np torch tf math"

FUNCTIONS: tuple[Alias, ...] = (
    *(
        _named(f"{name}(x)", name, EVERYWHERE)
        for name in ("exp", "expm1", "log1p", "sqrt", "sin", "cos", "tan", "sinh", "cosh", "floor")
    ),
    _named("log(x)", "log", EVERYWHERE),
    _named("log(x, 2)", "log2", "np torch math"),
    _named("log(x, 10)", "log10", "np torch math"),
    _named("2**x", "exp2", "np torch math"),
    *(
        _named(f"a{name}(x)", f"a{name} arc{name}", EVERYWHERE)
        for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh")
    ),
    _named("atan2(y, x)", "atan2 arctan2", EVERYWHERE, "y, x"),
    Alias("arcsin", "x", "asin(x)"),
    Alias("arccos", "x", "acos(x)"),
    Alias("arctan", "x", "atan(x)"),
    Alias("arcsinh arsinh", "x", "asinh(x)"),
    Alias("arccosh arcosh", "x", "acosh(x)"),
    Alias("arctanh artanh", "x", "atanh(x)"),
    Alias("arctan2", "y, x", "atan2(y, x)"),
    Alias("log2 ld", "x", "log(x, 2)"),
    Alias("log10", "x", "log(x, 10)"),
    Alias("exp2", "x", "2**x"),
    Alias("ceil", "x", "ceiling(x)"),
    _named("ceiling(x)", "ceil", EVERYWHERE),
    _named("erf(x)", "erf", "torch tf math scipy.special"),
    _named("erfc(x)", "erfc", "torch tf math scipy.special"),
    _named("x**y", "pow power", "np torch tf math", "x, y"),
    Alias("power", "x, y", "x**y"),
    _named("sqrt(x**2 + y**2)", "hypot", "np torch math", "x, y"),
    Alias("hypot", "x, y", "sqrt(x**2 + y**2)"),
    _named("real_root(x, 3)", "cbrt", "np math scipy.special"),
    _named("1/sqrt(x)", "rsqrt", "torch tf lax"),
    Alias("rsqrt", "x", "1/sqrt(x)"),
    _named("Mod(x, y)", "mod remainder", "np", "x, y"),
    _named("Mod(x, y)", "remainder", "torch", "x, y"),
    _named("Mod(x, y)", "floormod mod", "tf", "x, y"),
    _named("floor(x/y)", "floor_divide", "np torch", "x, y"),
    _named("floor(x/y)", "floordiv", "tf", "x, y"),
    _named("x + y", "add", ARRAYS, "x, y"),
    _named("x - y", "subtract", ARRAYS, "x, y"),
    _named("x*y", "multiply", ARRAYS, "x, y"),
    _named("x/y", "divide true_divide", ARRAYS, "x, y"),
    _named("-x", "negative neg", ARRAYS),
    Alias("negative", "x", "-x"),
    _named("Heaviside(x, v)", "heaviside", "np torch", "x, v"),
    _named("Piecewise((sin(pi*x)/(pi*x), Ne(x, 0)), (1, True))", "sinc", "np torch"),
    _named("where(c, a, b)", "where", "np torch tf", "c, a, b"),
    _named("where(c, a, b)", "select", "lax", "c, a, b"),
    Alias("where", "c, a, b", "where(c, a, b)"),
)
"""np.sinc and torch.sinc are sin(pi*x)/(pi*x), not the language's sinc(x)."""
