"""isinstance: of which type a value is, where that is known."""

from __future__ import annotations

from symlin.kernel import term as k
from symlin.reading.python.given import Named, Values, arguments
from symlin.reading.python.machine import Machine
from symlin.reading.python.places import Refusal
from symlin.reading.python.values import (
    NONE,
    Array,
    Bool,
    Library,
    List,
    Number,
    Tuple,
    Value,
    Words,
    kind_of,
)

_NUMBERS = frozenset({"numbers.Number", "numbers.Real", "numbers.Complex"})
_BUILTIN = ("float", "int", "bool", "list", "tuple", "str")
_KNOWN = _NUMBERS | frozenset(
    f"builtins.{n}" for n in ("float", "int", "bool", "list", "tuple", "str")
)
_KNOWN |= frozenset({"numpy.ndarray", "numpy.float64", "numpy.floating", "numpy.integer"})


def _names(value: Value) -> frozenset[str]:
    """The types that a value has; raises `Refusal` where that depends on the input."""
    match value:
        case Number(kind="either"):
            raise Refusal("isinstance", "of which type this is, depends on the input")
        case Number(kind="plain", whole=is_whole):
            return _NUMBERS | {"builtins.int" if is_whole else "builtins.float"}
        case Number(whole=True):
            return _NUMBERS | {"numpy.integer"}
        case Number():  # of NumPy's floats, which are Python's as well
            return _NUMBERS | {"builtins.float", "numpy.float64", "numpy.floating"}
        case Bool(kind="plain"):
            return _NUMBERS | {"builtins.bool", "builtins.int"}
        case List():
            return frozenset({"builtins.list"})
        case Tuple():
            return frozenset({"builtins.tuple"})
        case Array():
            return frozenset({"numpy.ndarray"})
        case Words():
            return frozenset({"builtins.str"})
        case _ if value is NONE:
            return frozenset()
        case _:
            raise Refusal("isinstance", f"isinstance of {kind_of(value)} is not read")


def is_instance(m: Machine, given: Values, named: Named) -> Value:
    """isinstance(value, types); an input that is a number is a float.

    Raises `Refusal` for types of which nothing is known.
    """
    value, types = arguments("isinstance", given, named, ("object", "types"))
    assert value is not None and types is not None
    asked = types.entries if isinstance(types, Tuple) else (types,)
    paths = {kind.path if isinstance(kind, Library) else "" for kind in asked}
    if not paths <= _KNOWN:
        raise Refusal("isinstance", "isinstance is read for numbers, lists, tuples and arrays")
    return Bool(k.TRUE if paths & _names(value) else k.FALSE)
