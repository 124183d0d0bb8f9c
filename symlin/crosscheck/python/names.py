"""What a function may call: Python's functions of numbers, math, and NumPy where it is installed.

Only what is listed here is ever called, and none of it writes, reads or loads anything.
"""

from __future__ import annotations

import functools
import itertools
import math
import operator
from collections.abc import Callable, Mapping
from typing import Any

from symlin.exact.memory import load_numpy

BUILTINS: Mapping[str, Callable[..., Any]] = {
    f.__name__: f
    for f in (abs, min, max, sum, len, pow, round, int, float, bool, range, zip, enumerate,
              reversed, list, tuple, sorted, map, divmod, any, all, isinstance, str)
}  # fmt: skip
_NUMPY = frozenset({
    "abs", "absolute", "add", "all", "amax", "amin", "any", "arange", "arccos", "arccosh", "arcsin",
    "arcsinh", "arctan", "arctan2", "arctanh", "around", "array", "asarray", "atleast_1d",
    "atleast_2d", "average", "bool_", "broadcast_to", "cbrt", "ceil", "clip", "column_stack",
    "concatenate", "convolve", "copy", "cos", "cosh", "cross", "cumprod", "cumsum", "deg2rad",
    "degrees", "diag", "diff", "divide", "dot", "e", "empty", "empty_like", "equal", "exp", "exp2",
    "expand_dims", "expm1", "eye", "fabs", "fix", "flip", "float64", "floating", "floor",
    "floor_divide", "fmax", "fmin", "fmod", "full", "full_like", "greater", "greater_equal",
    "heaviside", "hstack", "hypot", "identity", "inf", "inner", "int64", "integer", "interp",
    "isfinite", "isinf", "isnan", "less", "less_equal", "linspace", "log", "log10", "log1p", "log2",
    "logaddexp", "logical_and", "logical_not", "logical_or", "logical_xor", "matmul", "max",
    "maximum", "mean", "median", "min", "minimum", "mod", "multiply", "ndarray", "negative",
    "newaxis", "not_equal", "ones", "ones_like", "outer", "pi", "polyval", "power", "prod", "ptp",
    "rad2deg", "radians", "ravel", "reciprocal", "remainder", "repeat", "reshape", "rint", "roll",
    "round", "select", "sign", "sin", "sinh", "sort", "sqrt", "square", "squeeze", "stack", "std",
    "subtract", "sum", "tan", "tanh", "tile", "trace", "transpose", "trapezoid", "trapz", "tril",
    "triu", "true_divide", "trunc", "var", "vdot", "vstack", "where", "zeros", "zeros_like"
})  # fmt: skip
_ARRAY = frozenset({
    "T", "all", "any", "astype", "clip", "copy", "cumprod", "cumsum", "dot", "flatten", "item",
    "max", "mean", "min", "ndim", "prod", "ptp", "ravel", "reshape", "round", "shape", "size",
    "std", "sum", "tolist", "trace", "transpose", "var"
})  # fmt: skip
_LIST = frozenset({
    "append", "copy", "extend", "insert", "pop", "reverse", "sort"
})  # fmt: skip
_TOOLS: Mapping[str, tuple[Any, frozenset[str]]] = {
    "operator": (operator, frozenset({
        "add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "lt", "le", "gt", "ge",
        "eq", "ne"})),
    "functools": (functools, frozenset({"reduce"})),
    "itertools": (itertools, frozenset({"accumulate", "product", "pairwise", "chain"})),
}  # fmt: skip
MATH = frozenset(name for name in dir(math) if not name.startswith("_"))


class Elsewhere(ValueError):
    """What this interpreter does not know: floats say nothing then."""


class Module:
    """A module by its name; nothing is imported for it but NumPy."""

    def __init__(self, path: str) -> None:
        self.path = path

    def member(self, name: str) -> Any:
        """A function or a number of the module; raises `Elsewhere` for any other."""
        if self.path == "math" and name in MATH:
            return getattr(math, name)
        module, known = _TOOLS.get(self.path, (None, frozenset()))
        if name in known:
            return getattr(module, name)
        if self.path == "numpy" and name == "linalg":
            return Module("numpy.linalg")
        if (self.path == "numpy" and name in _NUMPY) or (self.path, name) == (
            "numpy.linalg",
            "norm",
        ):
            home = numpy() if self.path == "numpy" else numpy().linalg
            if hasattr(home, name):  # not every version has all of them
                return getattr(home, name)
        raise Elsewhere(f"{self.path}.{name}")


def numpy() -> Any:
    """NumPy; raises `Elsewhere` where it is not installed."""
    try:
        return load_numpy()
    except ImportError:
        raise Elsewhere("numpy") from None


def attribute(owner: Any, name: str) -> Any:
    """An attribute of an array, a list or a module; raises `Elsewhere` for any other."""
    if isinstance(owner, Module):
        return owner.member(name)
    if isinstance(owner, dict) and name in ("get", "items", "keys", "values"):
        return getattr(owner, name)
    if isinstance(owner, list) and name in _LIST:
        return getattr(owner, name)
    if type(owner).__module__ == "numpy" and name in _ARRAY:
        return getattr(owner, name)
    raise Elsewhere(name)
