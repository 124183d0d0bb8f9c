"""Functions that a caller hands over as objects: their source is read, they are not called.

What their globals and closures hold at that time, is what is meant. A float there is the decimal
number that Python prints, as in the source; the entries of an array are the floats that they are.
"""

from __future__ import annotations

import abc
import functools
import inspect
import math
import sys
import types
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from symlin.errors import Unsupported
from symlin.exact.floats import dyadic, from_fraction
from symlin.kernel import term as k
from symlin.reading.python.arrays import MOST_ENTRIES, made
from symlin.reading.python.libraries import MODULES, builtin
from symlin.reading.python.locating import located
from symlin.reading.python.modules import fix
from symlin.reading.python.places import Refusal
from symlin.reading.python.tables import table
from symlin.reading.python.values import (
    NONE,
    Bool,
    Cells,
    Function,
    Infinite,
    Instance,
    Library,
    List,
    Partial,
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
    if isinstance(value, types.MethodType | functools.partial):
        return _partial(name, value, known)
    library = name_of(value)
    if library is not None:
        return Library(library)
    if is_plain_instance(value):
        return Instance(Attributes(value, known))
    if type(value).__module__ == "numpy":
        return _of_numpy(name, value)
    raise Refusal(name, f"{name} is of type {type(value).__name__}, which is not read")


def _partial(
    name: str,
    value: types.MethodType | functools.partial[Any],
    known: dict[int, tuple[object, Value]],
) -> Partial:
    """A method with its object, or a function with some of its arguments."""
    if isinstance(value, types.MethodType):
        inner, first, named = value.__func__, (value.__self__,), {}
    else:
        inner, first, named = value.func, value.args, value.keywords
    given = tuple(value_of(name, argument, known) for argument in first)
    more = {key: value_of(key, argument, known) for key, argument in named.items()}
    return Partial(value_of(name, inner, known), given, more)


def is_plain_instance(value: object) -> bool:
    """Whether an object is of a class written in Python that looks attributes up as usual."""
    kind = type(value)
    usual = kind.__getattribute__ is object.__getattribute__ and type(kind) in (type, abc.ABCMeta)
    return "__module__" in vars(kind) and usual and not hasattr(kind, "__getattr__")


class Attributes:
    """The attributes of an object, found without running anything of its class."""

    def __init__(self, owner: object, known: dict[int, tuple[object, Value]]) -> None:
        self._owner = owner
        self._known = known

    def find(self, name: str) -> Value:
        """What an attribute stands for; raises `Refusal` for what cannot be read."""
        kind = type(self._owner)
        of_class = inspect.getattr_static(kind, name, None)
        own = getattr(self._owner, "__dict__", {})
        if isinstance(of_class, types.MemberDescriptorType):  # a slot
            own = {name: getattr(self._owner, name, None)}
        elif name in own and hasattr(type(of_class), "__set__"):
            own = {}  # a property comes first
        if name in own and not (name.startswith("__") and name.endswith("__")):
            return value_of(name, own[name], self._known)
        if isinstance(of_class, types.FunctionType):
            method = types.MethodType(of_class, self._owner)
            return _partial(name, method, self._known)
        if isinstance(of_class, staticmethod):
            return value_of(name, of_class.__func__, self._known)
        if of_class is None or hasattr(type(of_class), "__get__"):
            raise Refusal(name, f"the attribute {name} of a {kind.__name__} is not read")
        return value_of(name, of_class, self._known)


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
