"""The arguments of other libraries, bound to the rows of the tables that say what they mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from symlin.catalog import index as catalog
from symlin.catalog.aliases import (
    HARMLESS,
    LEFT_OUT,
    NUMBER,
    SEVERAL,
    Alias,
    families,
    folded,
    library,
)
from symlin.language.notation import tree_text
from symlin.language.syntax import parse
from symlin.language.tree import Call, Name, Number, Tree, Truth, symbols

_SILENT = re.compile(f"=({HARMLESS}|{NUMBER}|{LEFT_OUT})")


class Signature(NamedTuple):
    """The arguments of an alias: those that must be given, and those with a default."""

    required: tuple[str, ...]
    defaults: Mapping[str, Tree]

    @property
    def names(self) -> tuple[str, ...]:
        """All of them, in order."""
        return (*self.required, *self.defaults)


def candidates(name: str) -> list[Alias]:
    """What the name may stand for, in its library or in all of them."""
    found = catalog.spelled().get(folded(name), ())
    if not library(name):
        return list(dict.fromkeys(alias for _, alias in found))
    return [alias for family in families(name) for where, alias in found if where == family]


@cache
def signature_of(alias: Alias) -> Signature:
    """The arguments that the alias takes."""
    if alias.takes == SEVERAL:
        return Signature((), {})
    call = parse(f"f({alias.takes})")
    assert isinstance(call, Call)
    required = tuple(part.name for part in call.arguments if isinstance(part, Name))
    return Signature(required, dict(call.keywords))


@cache
def meaning(alias: Alias) -> Tree:
    """What the alias stands for, over the names of its arguments."""
    return parse(alias.means) if alias.means else Number(0)


def without_defaults(means: Tree, signature: Signature, given: Mapping[str, Tree]) -> Tree:
    """The meaning without the named arguments that are passed on only where they are given."""
    if not isinstance(means, Call) or not means.keywords:
        return means
    left_out = {
        name
        for name, default in signature.defaults.items()
        if name not in given and _is(default, LEFT_OUT)
    }
    kept = tuple(pair for pair in means.keywords if not left_out.intersection(symbols(pair[1])))
    if not means.arguments and not kept:
        return Name(means.name, means.at)
    return Call(means.name, means.arguments, kept, means.at)


def is_layer(alias: Alias) -> bool:
    """Whether the call gives settings alone: its inputs come from elsewhere."""
    if alias.takes == SEVERAL or alias.instead:
        return False
    means = meaning(alias)
    name = means.name if isinstance(means, Name | Call) else ""
    if catalog.is_function(name) and not catalog.load(name).expression:
        return True
    return not set(symbols(means)) <= set(signature_of(alias).names)


def _is(default: Tree, word: str) -> bool:
    return isinstance(default, Name) and default.name == word


def _agrees(default: Tree, value: Tree) -> bool:
    if _is(default, HARMLESS):
        return isinstance(value, Truth)
    if _is(default, NUMBER):
        return isinstance(value, Number)
    return tree_text(default) == tree_text(value)


def misfit(alias: Alias, call: Call) -> str:
    """Why the arguments are not those of the alias; "" where they are."""
    if alias.takes == SEVERAL or (alias.instead and not alias.takes):
        return ""
    signature = signature_of(alias)
    shown = f"{call.name}({_SILENT.sub('', alias.takes)})"
    if len(call.arguments) > len(signature.names):
        return f"{shown}: {len(call.arguments)} arguments are too many"
    given = dict(zip(signature.names, call.arguments, strict=False))
    for name, value in call.keywords:
        if name not in signature.names:
            return f"{shown}: there is no argument {name!r}"
        if name in given:
            return f"{shown}: the argument {name!r} is given twice"
        given[name] = value
    for name in signature.required:
        if name not in given:
            return f"{shown}: the argument {name!r} is missing"
    used = symbols(meaning(alias))
    for name, default in signature.defaults.items():
        if name in given and name not in used and not _agrees(default, given[name]):
            can = "True or False" if _is(default, HARMLESS) else tree_text(default)
            return f"{shown}: {name} can only be {can} here"
    return ""
