"""Names of libraries: which function is meant by torch.relu or np.clip, and what it computes."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from symlin.catalog.aliases import FAMILIES
from symlin.errors import InputError
from symlin.kernel import term as k
from symlin.kernel.definedness import definedness
from symlin.kernel.term import PI, Term
from symlin.kernel.walk import substitute
from symlin.language.functions import exp
from symlin.language.printing import term_to_text
from symlin.reading.bindings import candidates
from symlin.reading.parse import parse_operator
from symlin.reading.python.arrays import each
from symlin.reading.python.averages import STATISTICS
from symlin.reading.python.given import Named, Values
from symlin.reading.python.machine import Machine
from symlin.reading.python.mathematics import MATH
from symlin.reading.python.numpy_arrays import NUMPY
from symlin.reading.python.places import Refusal
from symlin.reading.python.standard import BUILTIN
from symlin.reading.python.tools import FUNCTOOLS, ITERTOOLS, OPERATOR
from symlin.reading.python.values import (
    NONE,
    Array,
    Bool,
    Call,
    Infinite,
    Library,
    List,
    Number,
    Tuple,
    Value,
    kind_of,
)

_TABLES: Mapping[str, Mapping[str, Call]] = {
    "builtins": BUILTIN, "math": MATH, "operator": OPERATOR, "functools": FUNCTOOLS,
    "itertools": ITERTOOLS, "statistics": STATISTICS,
}  # fmt: skip
_CONSTANTS = {"pi": PI, "e": exp(k.ONE)}
_NUMPY_LIKE = frozenset({"numpy", "jax.numpy", "torch", "torch.linalg"})
"""Modules whose functions have NumPy's names; those of the catalog come first for PyTorch's."""
_RENAMED: Mapping[str, Mapping[str, str]] = {
    "torch": {"clamp": "clip", "cat": "concatenate", "asin": "arcsin", "acos": "arccos",
              "atan": "arctan", "asinh": "arcsinh", "acosh": "arccosh", "atanh": "arctanh",
              "atan2": "arctan2", "tensor": "array", "as_tensor": "asarray"},
    "numpy": {"asin": "arcsin", "acos": "arccos", "atan": "arctan", "pow": "power",
              "concat": "concatenate", "matrix_transpose": "transpose", "acosh": "arccosh",
              "asinh": "arcsinh", "atanh": "arctanh", "atan2": "arctan2"},
}  # fmt: skip
_DIFFERENT = frozenset({"var", "std", "median", "sort", "max", "min", "norm", "where", "round",
                        "any", "all", "diff", "flip", "roll", "transpose", "copy", "full",
                        "heaviside", "full_like", "cumsum", "cumprod"})  # fmt: skip
"""Functions of PyTorch's that have NumPy's names, and other arguments or meanings."""
MODULES = frozenset({"math", "operator", "functools", "itertools", "statistics", "numpy",
                     "numpy.linalg", "torch", "torch.nn",
                     "torch.nn.functional", "torch.special", "torch.linalg", "jax", "jax.numpy",
                     "jax.nn", "jax.lax", "scipy", "scipy.special", "tensorflow", "typing",
                     "tensorflow.nn", "tensorflow.math", "keras", "keras.activations",
                     "__future__", "collections.abc", "collections", "builtins",
                     "numbers"})  # fmt: skip
"""Modules of which something is known; of their functions those in the tables."""
_TYPES = frozenset({"float", "int", "bool", "list", "tuple", "str"})


def member(module: Library, name: str) -> Value:
    """module.name; raises `Refusal` for what is not known."""
    path = f"{module.path}.{name}"
    if path in MODULES:
        return Library(path)
    if name == "inf" and module.path in ("math", "numpy", "torch", "jax.numpy"):
        return Infinite(1)
    if name in _CONSTANTS and module.path in ("math", "numpy", "torch", "jax.numpy"):
        return Number(_CONSTANTS[name])
    if name == "tau" and module.path == "math":
        return Number(k.scale(2, PI))
    if name == "newaxis" and module.path in ("numpy", "jax.numpy"):
        return NONE
    if module.path not in MODULES:
        raise Refusal(name, f"{path} is not known")
    return Library(path)


def imported(node: ast.Import | ast.ImportFrom) -> dict[str, Value]:
    """What an import gives names to; raises `Refusal` for modules that are not known."""
    found: dict[str, Value] = {}
    modules = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or "."]
    for module in modules:
        if module not in MODULES or (isinstance(node, ast.ImportFrom) and node.level):
            raise Refusal("import", f"the module {module} is not known")
    for alias in node.names:
        if isinstance(node, ast.ImportFrom):
            found[alias.asname or alias.name] = member(Library(modules[0]), alias.name)
        else:
            path = alias.name if alias.asname else alias.name.partition(".")[0]
            found[alias.asname or path] = Library(path)
    return found


def called(m: Machine, function: Library, given: Values, named: Named) -> Value:
    """What a function of a library returns; raises `Refusal` for one that is not known."""
    module, name = function.path.rpartition(".")[::2]
    if module in _TABLES:
        if name not in _TABLES[module]:
            raise _unknown(function)
        return _TABLES[module][name](m, given, named)
    own = _of_arrays(module, name)
    if own is not None:
        return own(m, given, named)
    return _by_catalog(m, function, given, named)


def _of_arrays(module: str, name: str) -> Call | None:
    """The function of NumPy's that is meant; None where there is none."""
    if module in ("numpy.linalg", "jax.numpy.linalg"):
        return NUMPY.get(f"linalg.{name}")
    if module not in _NUMPY_LIKE or name.startswith("linalg."):
        return None
    if module == "torch" and name in _DIFFERENT:
        return None
    renamed = _RENAMED.get("torch" if module == "torch" else "numpy", {}).get(name, name)
    return NUMPY.get(renamed)


def _unknown(function: Library) -> Refusal:
    return Refusal(function.name, f"{function.path.removeprefix('builtins.')} is not read")


class _Formula(NamedTuple):
    term: Term
    is_total: bool


def _by_catalog(m: Machine, function: Library, given: Values, named: Named) -> Value:
    """A function of the catalog's tables of names, entry by entry."""
    module, name = function.path.rpartition(".")[::2]
    if module not in FAMILIES or not candidates(function.path):
        raise _unknown(function)
    settings = {key: _setting(name, value) for key, value in named.items()}
    texts: list[str | None] = [_known(value) for value in given]
    if not texts or texts[0] is not None:
        texts[:1] = [None]
    arrays = [value for value, text in zip(given, texts, strict=False) if text is None]
    if not arrays:
        raise _unknown(function)
    if isinstance(arrays[0], Array | List | Tuple) and not _is_entrywise(function.path):
        raise Refusal(name, f"{function.path} of an array is not read: write it out")
    formula = _formula(function.path, tuple(texts), tuple(sorted(settings.items())))

    def one(*entries: Value) -> Value:
        numbers = [m.scalars.number(entry, name) for entry in entries]
        if any(number.loose for number in numbers):
            raise Refusal(name, f"{name} of what may be nan is not read")
        put = {f"x{n}": number.term for n, number in enumerate(numbers, 1)}
        (term,) = substitute((formula.term,), put)
        return Number(term, "numpy", False, "" if formula.is_total else "nan")

    return each(one, *arrays)


def _setting(name: str, value: Value) -> str:
    """An option as the tables have it."""
    text = _known(value)
    if text is not None:
        return text
    if isinstance(value, Bool) and value.value is not None:
        return str(value.value)
    raise Refusal(name, f"{name}: an option has to be a known number, not {kind_of(value)}")


def _known(value: Value) -> str | None:
    """A number that is known, as text."""
    if isinstance(value, Number) and value.value is not None:
        return f"({term_to_text(value.term)})"
    if isinstance(value, Bool) and value.value is not None:
        return str(value.value)
    return None


@cache
def _is_entrywise(path: str) -> bool:
    """Whether the function is one of numbers, applied to each entry."""
    from symlin.catalog import index
    from symlin.language.tree import Call as CallTree
    from symlin.language.tree import Name, postorder
    from symlin.reading.bindings import meaning

    for alias in candidates(path)[:1]:
        if alias.takes == "..." or alias.instead:
            return False
        parts = [p.name for p in postorder(meaning(alias)) if isinstance(p, CallTree | Name)]
        known = [index.load(name) for name in parts if name in index.names()]
        return all(d.expression and d.entries is None and len(d.inputs) == 1 for d in known)
    return False


@cache
def _formula(
    path: str, texts: tuple[str | None, ...], settings: tuple[tuple[str, str], ...]
) -> _Formula:
    """The function over x1, x2, ...: the arguments that are not known numbers."""
    names = iter(f"x{n}" for n in range(1, len(texts) + 1))
    shown = [next(names) if text is None else text for text in texts]
    inputs = [name for name, text in zip(shown, texts, strict=True) if text is None]
    written = ", ".join([*shown, *(f"{key}={value}" for key, value in settings)])
    try:
        operator = parse_operator(f"{path}({written})", inputs=inputs)
    except InputError as error:
        raise Refusal(path.rpartition(".")[2], error.message) from None
    if len(operator.outputs) != 1 or operator.parameters:
        raise Refusal(path, f"{path} is not read here")
    (term,) = operator.outputs
    return _Formula(term, definedness([term]) is k.TRUE and not operator.assumptions)


def builtin(name: str) -> Value | None:
    """What a name means where nobody has given it another meaning."""
    if name in BUILTIN or name in _TYPES:
        return Library(f"builtins.{name}")
    return None
