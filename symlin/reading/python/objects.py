"""Functions that a caller hands over as objects: their source is read, they are not called.

What their globals and closures hold at that time, is what is meant. A float there is the decimal
number that Python prints, as in the source; the entries of an array are the floats that they are.
"""

from __future__ import annotations

import ast
import dis
import functools
import inspect
import linecache
import math
import sys
import types
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from symlin.errors import InputError, Unsupported
from symlin.exact.floats import dyadic, from_fraction
from symlin.kernel import term as k
from symlin.reading.python.arrays import MOST_ENTRIES, made
from symlin.reading.python.libraries import MODULES, builtin
from symlin.reading.python.modules import fix, parsed
from symlin.reading.python.places import Refusal, Text
from symlin.reading.python.tables import table
from symlin.reading.python.values import (
    NONE,
    Bool,
    Cells,
    Function,
    Infinite,
    Library,
    List,
    Tuple,
    Value,
    Words,
    real,
    whole,
)

_SHARED = "it belongs to the caller of symlin: a function that changes it is not read"


class Objects:
    """The names of a function object, by its closure and its globals."""

    def __init__(
        self, function: types.FunctionType, known: dict[int, tuple[object, Value]]
    ) -> None:
        self._function = function
        self._known = known

    def find(self, name: str) -> Value:
        """What a name stands for; raises `Refusal` for what cannot be read."""
        code, cells = self._function.__code__, self._function.__closure__ or ()
        found = dict(zip(code.co_freevars, cells, strict=True))
        if name in found:
            try:
                value = found[name].cell_contents
            except ValueError:
                raise Refusal(name, f"{name} has no value yet") from None
        elif name in self._function.__globals__:
            value = self._function.__globals__[name]
        else:
            own = builtin(name)
            if own is None:
                raise Refusal(name, f"{name} is not known")
            return own
        return value_of(name, value, self._known)


def value_of(name: str, value: object, known: dict[int, tuple[object, Value]]) -> Value:
    """What an object stands for; raises `Refusal` for one that cannot be read.

    An object that has been met before is the same value again.
    """
    if id(value) not in known:
        found = _value(name, value, known)
        fix(found, f"{name} cannot be changed: {_SHARED}")
        known[id(value)] = (value, found)  # which keeps the object, and with it its id
    return known[id(value)][1]


def _value(name: str, value: object, known: dict[int, tuple[object, Value]]) -> Value:
    if value is None:
        return NONE
    if type(value) is bool:
        return Bool(k.TRUE if value else k.FALSE)
    if type(value) is int:
        return whole(value)
    if type(value) in (float, Fraction, Decimal):
        return _number(name, value)
    if type(value) in (list, tuple):
        entries = [value_of(name, entry, known) for entry in value]  # type: ignore[attr-defined]
        return List(Cells(entries)) if type(value) is list else Tuple(tuple(entries))
    if type(value) is str:
        return Words(value)
    if type(value) is dict:
        return table([(value_of(name, key, known), value_of(name, own, known))
                      for key, own in value.items()])  # fmt: skip
    if isinstance(value, types.FunctionType):
        return function_of(value, known)
    library = name_of(value)
    if library is not None:
        return Library(library)
    if type(value).__module__ == "numpy":
        return _of_numpy(name, value)
    raise Refusal(name, f"{name} is of type {type(value).__name__}, which is not read")


def _number(name: str, value: Any) -> Value:
    if math.isnan(value):
        raise Refusal(name, f"{name} is {value}, and no number")
    if isinstance(value, float) and math.isinf(value):
        return Infinite(1 if value > 0 else -1)
    written = Fraction(repr(value)) if isinstance(value, float) else Fraction(value)
    return real(from_fraction(written), float(value))


def _of_numpy(name: str, value: Any) -> Value:
    """An array, or a number of NumPy's."""
    numpy = sys.modules["numpy"]
    if not isinstance(value, numpy.generic) and type(value) is not numpy.ndarray:
        raise Refusal(name, f"{name} is of type {type(value).__name__}, which is not read")
    if value.dtype.name not in ("float64", "int64", "bool"):  # others are rounded at every step
        raise Refusal(name, f"{name} is of {value.dtype}: float64, int64 and bool are read")
    if value.size > MOST_ENTRIES:
        raise Refusal(name, f"{name} has {value.size} entries, and at most {MOST_ENTRIES} are read")
    entries = [_entry(name, entry) for entry in value.reshape(-1).tolist()]
    found = made(entries, value.shape)
    return found.flat()[0] if isinstance(value, numpy.generic) else found


def _entry(name: str, value: Any) -> Value:
    """An entry of an array: the dyadic number that the float is."""
    if not isinstance(value, float):
        return _value(name, value, {})
    if not math.isfinite(value):
        raise Refusal(name, f"{name} has an entry {value}, which is no number")
    return real(dyadic(value), value)


def name_of(value: object) -> str | None:
    """The full name of a library's function or module; None for what is none that is known."""
    if isinstance(value, types.ModuleType):
        return value.__name__ if value.__name__ in MODULES else None
    name, module = getattr(value, "__name__", None), getattr(value, "__module__", None)
    if not isinstance(name, str):
        return None
    if type(value).__name__ == "ufunc" and type(value).__module__ == "numpy":
        module = "numpy"
    for home in _homes(name, module if isinstance(module, str) else None):
        if getattr(sys.modules.get(home), name, None) is value:  # by its own name, and no other's
            return f"{home}.{name}"
    return None


def _homes(name: str, module: str | None) -> Iterator[str]:
    """The modules in which a library's function may be found by its name."""
    if module == "builtins":
        yield from ("builtins",) if builtin(name) is not None else ()
        return
    library = (module or "").partition(".")[0].lstrip("_")
    for home in MODULES:
        if home.partition(".")[0] == library:
            yield home
    if module is None or library in ("torch", "C"):
        yield from ("torch", "torch.nn.functional")


def function_of(function: types.FunctionType, known: dict[int, tuple[object, Value]]) -> Function:
    """A function object, by its source; raises `InputError` where there is none."""
    text, node = located(function)
    values: dict[str, Any] = {}
    a = node.args
    names = [x.arg for x in (*a.posonlyargs, *a.args)]
    given = function.__defaults__ or ()
    values.update(zip(names[len(names) - len(given) :], given, strict=True))
    values.update(function.__kwdefaults__ or {})
    defaults: Mapping[str, Value] = _Defaults(values, known)
    return Function(node, Objects(function, known), text, defaults)


class _Defaults(dict[str, Value]):
    """Defaults, of which one that cannot be read is refused where it is used."""

    def __init__(self, values: Mapping[str, Any], known: dict[int, tuple[object, Value]]) -> None:
        from symlin.reading.python.values import Unset

        found: dict[str, Value] = {}
        for name, value in values.items():
            try:
                found[name] = value_of(name, value, known)
            except Refusal as why:
                found[name] = Unset(why.message)
        super().__init__(found)


def is_function(source: object) -> bool:
    """Whether this is a function that may be read."""
    return isinstance(source, types.FunctionType | functools._lru_cache_wrapper)


def plain_function(source: Any) -> types.FunctionType:
    """The function itself, without its cache; raises `Unsupported` where it is none of Python's."""
    found = source.__wrapped__ if isinstance(source, functools._lru_cache_wrapper) else source
    if not isinstance(found, types.FunctionType):
        raise Unsupported(f"{brief_name(found)} is no function written in Python")
    return found


def brief_name(value: object) -> str:
    """What an object calls itself, or its type."""
    return str(getattr(value, "__qualname__", type(value).__name__))[:80]


def located(function: types.FunctionType) -> tuple[Text, ast.FunctionDef | ast.Lambda]:
    """The source of a function, and the part of it that is the function.

    Raises `InputError` where it has one that has changed, and `Unsupported` where it has none.
    """
    code = function.__code__
    if code.co_flags & (inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR):
        raise Unsupported(f"{function.__name__} is a generator or async, which is not read",
                          op="yield")  # fmt: skip
    linecache.checkcache(code.co_filename)
    lines = linecache.getlines(code.co_filename, function.__globals__)
    if not lines:
        raise Unsupported(
            f"{function.__qualname__}: its source cannot be found: write it to a file"
        )
    name = code.co_filename.rpartition("/")[2].rpartition("\\")[2]
    text = Text(name, "".join(lines))
    tree = parsed(text)
    fitting = [node for node in ast.walk(tree) if _is_of(node, code)]
    if len(fitting) != 1 or not _is_fresh(fitting[0], code):
        raise InputError(
            f"{function.__qualname__}: its source has changed, or cannot be found: load it again"
        )
    (node,) = fitting
    assert isinstance(node, ast.FunctionDef | ast.Lambda)
    return text, node


def _is_of(node: ast.AST, code: types.CodeType) -> bool:
    """Whether the code may be that of this part of the source."""
    if not isinstance(node, ast.FunctionDef | ast.Lambda):
        return False
    first = min([d.lineno for d in getattr(node, "decorator_list", [])], default=node.lineno)
    name = node.name if isinstance(node, ast.FunctionDef) else "<lambda>"
    a = node.args
    names = [x.arg for x in (*a.posonlyargs, *a.args, *a.kwonlyargs)]
    if (
        name != code.co_name
        or first != code.co_firstlineno
        or list(code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]) != names
    ):
        return False
    if isinstance(node, ast.FunctionDef):
        return True
    body = (node.body.lineno, node.body.end_lineno, node.body.col_offset, node.body.end_col_offset)
    return body in set(code.co_positions())  # two lambdas in one line differ in this


def _is_fresh(node: ast.AST, code: types.CodeType) -> bool:
    """Whether the source is still the one that the function was made of, as far as it shows.

    Its numbers are in the source, and what it returns ends where something in the source ends.
    """
    parts = list(ast.walk(node))
    numbers = {p.value for p in parts if isinstance(p, ast.Constant) and _is_number(p.value)}
    folded = any(isinstance(p, ast.BinOp | ast.UnaryOp) and _is_known(p) for p in parts)
    kept = {c for c in code.co_consts if _is_number(c)}
    spans = {
        (p.lineno, p.end_lineno, p.col_offset, p.end_col_offset)
        for p in parts
        if isinstance(p, ast.expr | ast.stmt)
    }
    returned = {
        (p.lineno, p.end_lineno, p.col_offset, p.end_col_offset)
        for found in dis.get_instructions(code)
        if found.opname == "RETURN_VALUE" and (p := found.positions) is not None
    }
    known = (None in span or span[-1] == 0 or span in spans for span in returned)  # 0: a lambda's
    return (folded or kept <= numbers) and all(known)


def _is_number(value: object) -> bool:
    return type(value) in (int, float)


def _is_known(node: ast.expr) -> bool:
    """Whether Python may work this out beforehand."""
    return not any(isinstance(part, ast.Name | ast.Call) for part in ast.walk(node))
