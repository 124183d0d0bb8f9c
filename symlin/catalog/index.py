"""Discovery of the operators: every file of `symlin/operators/` is one, and nothing is registered.

Names come from the files alone, so listing them is cheap; a file is imported when its entry is
asked for, and is then held to its promises.
"""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache

from symlin.catalog import operators
from symlin.catalog.aliases import Alias, family, folded
from symlin.catalog.definition import BESIDE, LAWS, Definition
from symlin.errors import InputError, SymlinError
from symlin.exact.docstrings import introduction_of

STATUSES = ("proved", "refuted", "conditional")


class CatalogError(SymlinError):
    """A file of the catalog breaks a rule; the message begins with the file."""


@cache
def names() -> tuple[str, ...]:
    """The names of all entries, sorted; no entry is imported for it."""
    found = (module.name for module in pkgutil.iter_modules(operators.__path__))
    return tuple(sorted(name for name in found if not name.startswith("_")))


@cache
def load(name: str, package: str = operators.__name__) -> Definition:
    """The entry in the file `name`.py; raises CatalogError if it is not a proper one."""
    module = importlib.import_module(f"{package}.{name}")
    source = module.__file__ or name
    found = [value for value in vars(module).values() if isinstance(value, Definition)]
    if len(found) != 1 or getattr(module, "OPERATOR", None) is not found[0]:
        raise CatalogError(f"{source}: expected exactly one Definition, named OPERATOR")
    definition: Definition = found[0]
    for fault in _faults(definition, name, introduction_of(module)):
        raise CatalogError(f"{source}: {fault}")
    return definition


def find(name: str) -> Definition:
    """The entry of this name; raises InputError that suggests the nearest name."""
    if name in names():
        return load(name)
    near = difflib.get_close_matches(name, names(), n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    raise InputError(f"no operator {name!r}{hint}")


def is_function(name: str) -> bool:
    """Whether formulas may call the entry of this name, and pipelines use it as a layer."""
    return name in names() and not load(name).text


def whole(word: str) -> Definition | None:
    """The entry with a text of its own that a word alone stands for, by any of its names."""
    name = folded_names().get(folded(word))
    if name is None:
        return _by_other_names().get(folded(word))
    definition = load(name)
    return definition if definition.text else None


@cache
def _by_other_names() -> Mapping[str, Definition]:
    """The entries with a text by their other names; every entry is imported for it."""
    return {folded(name): d for d in all_definitions() for name in d.called}


@cache
def spelled() -> Mapping[str, tuple[tuple[str, Alias], ...]]:
    """How other libraries write the operators, and the functions of the language: by the folded
    name, each with its library. Every entry is imported for it.
    """
    from symlin.catalog.functions import FUNCTIONS

    found: dict[str, list[tuple[str, Alias]]] = {}
    tables = (FUNCTIONS, *(definition.aliases for definition in all_definitions()))
    for alias in (alias for table in tables for alias in table):
        for name in alias.names.split():
            found.setdefault(folded(name), []).append((family(name), alias))
    return {name: tuple(aliases) for name, aliases in found.items()}


def elsewhere(start: str) -> list[str]:
    """The names in other libraries that begin so, with or without their library, sorted."""
    found = (name for aliases in spelled().values() for _, a in aliases for name in a.names.split())
    known = set(found)
    known |= {name.rpartition(".")[2] for name in known if not start or start[0].isupper()}
    return sorted(name for name in known if name.startswith(start))


@cache
def folded_names() -> Mapping[str, str]:
    """The entries' own names by how they are compared; none is imported for it."""
    return {folded(name): name for name in names()}


def function_name(word: str) -> str | None:
    """The name of the entry that formulas call so, in other letters: ReLU is relu."""
    name = folded_names().get(folded(word))
    return name if name is not None and is_function(name) else None


def all_definitions() -> tuple[Definition, ...]:
    """Every entry, sorted by name."""
    return tuple(map(load, names()))


def introduction(name: str) -> str:
    """What the docs page and `symlin explain` say first: the docstring of the entry's file."""
    load(name)
    return introduction_of(importlib.import_module(f"{operators.__name__}.{name}")).strip()


def _faults(definition: Definition, name: str, introduction: str) -> list[str]:
    """What is wrong with the entry in the file `name`.py, in words."""
    faults = []
    if definition.name != name:
        faults.append(f"the operator is called {definition.name!r}, the file {name!r}")
    if not introduction.strip():
        faults.append("the docstring, which introduces the operator, is missing")
    if not definition.summary or not definition.references or not definition.signature:
        faults.append("summary, references and signature must not be empty")
    more = BESIDE if definition.text else ()
    said = set(definition.claim).difference(more)
    if said != set(LAWS) or set(definition.claim.values()) - set(STATUSES):
        faults.append(f"claim must give each of {', '.join(LAWS)} a status: {', '.join(STATUSES)}")
    return faults + (_faults_of_text if definition.text else _faults_of_function)(definition)


def _faults_of_text(definition: Definition) -> list[str]:
    """What is wrong with an entry that is a text of its own."""
    if definition.expression or definition.layer or definition.branches or definition.example:
        return ["a text stands alone: no expression, layer or example"]
    return []


def _faults_of_function(definition: Definition) -> list[str]:
    """What is wrong with an entry that formulas or pipelines call."""
    faults = []
    if definition.expression and not (definition.inputs and definition.reference):
        faults.append("an expression needs inputs and an independent reference")
    if not (definition.expression or definition.layer or definition.branches):
        faults.append("neither an expression nor a layer nor a text")
    if not definition.expression and not (definition.example and definition.example_shape):
        faults.append("an entry without expression needs an example and its example_shape")
    if definition.called or definition.note or definition.spaces or definition.given:
        faults.append("other names, notes and spaces go with a text; `aliases` has functions")
    return faults
