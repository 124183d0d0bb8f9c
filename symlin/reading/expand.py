"""Looking names up: calls of catalog operators are replaced by what they stand for.

Substitution works on syntax trees, all arguments at once, so no symbol is captured; an argument
used twice is one shared subtree.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache
from itertools import chain, count
from typing import NamedTuple, NoReturn

from symlin.catalog import index as catalog
from symlin.catalog.definition import Definition
from symlin.catalog.trees import inputs
from symlin.errors import InputError
from symlin.language.forms import FORMS
from symlin.language.rewriting import over, substituted
from symlin.language.syntax import parse, parse_condition
from symlin.language.tokens import Change, fail
from symlin.language.tree import Call, Listing, Name, Tree, postorder, symbols
from symlin.language.vocabulary import BUILTINS
from symlin.reading.alike import refuse_unknown

MAX_INPUTS = 100
"""Arguments of an operator that takes any number of them; layers have no such limit."""
CONSTANTS = frozenset({"pi", "E", "True", "False"})


class Expansion(NamedTuple):
    """Trees over symbols and functions alone, and what the catalog assumes of its arguments."""

    trees: tuple[Tree, ...]
    assumptions: tuple[Tree, ...]


class Defaults:
    """Names for the arguments that are left out, past the symbols that a person has written.

    An argument left out of an operator is one symbol wherever this operator leaves it out, and no
    one else's: in a*x + prelu(x) the slope of prelu is a_1.
    """

    def __init__(self, taken: Iterable[str]) -> None:
        self.taken = set(taken)
        self.names: dict[tuple[str, str], str] = {}

    def name(self, operator: str, parameter: str) -> str:
        """The parameter's own name, numbered where that is taken."""
        key = (operator, parameter)
        if key not in self.names:
            names = chain([parameter], (f"{parameter}_{n}" for n in count(1)))
            name = next(name for name in names if name not in self.taken)
            self.names[key] = name
            self.taken.add(name)
        return self.names[key]


def expand(
    trees: tuple[Tree, ...],
    text: str,
    defaults: Defaults | None = None,
    *,
    complete: bool = False,
    declared: Collection[str] = (),
) -> Expansion:
    """The trees with every catalog operator written out; `defaults` names what is left out.

    InputError for a name that is no function or operator, with the nearest one that is, for a
    function used as a symbol, unless it is `declared` as one, and for arguments that do not fit.
    With `complete`, none may be left out.
    """
    if defaults is None:
        defaults = Defaults(symbols(*trees))
    done: dict[int, Tree] = {}
    assumptions: list[Tree] = []
    for tree in postorder(*trees):
        if isinstance(tree, Name) and tree.name not in declared:
            check_symbol(tree, text)
        new = over(tree, done)
        if isinstance(new, Call) and new.name not in BUILTINS:
            new, assumed = _apply(new, text, None if complete else defaults)
            assumptions.extend(assumed)
            if isinstance(new, Listing) and not any(tree is root for root in trees):
                fail(
                    f"{_signature(tree)} has several outputs: it may stand only alone",
                    text,
                    tree.at,
                )
        done[id(tree)] = new
    return Expansion(tuple(done[id(tree)] for tree in trees), tuple(assumptions))


def is_operator(name: str) -> bool:
    """Whether the catalog has an entry of this name that formulas may call."""
    return catalog.is_function(name)


def is_reserved(name: str) -> bool:
    """Whether the name means something in the language, and cannot be a symbol."""
    if name in CONSTANTS or name in BUILTINS or name in FORMS:
        return True
    return is_operator(name) and not catalog.load(name).word


def refuse_reserved(names: Iterable[str]) -> None:
    """Raises `InputError` for a symbol, made in Python, that would be read as something else in
    text.
    """
    for name in filter(is_reserved, names):
        kind = "constant" if name in CONSTANTS else "function"
        raise InputError(f"the symbol {name} is called as a {kind} of the language: rename it")


def check_symbol(tree: Name, text: str) -> None:
    """InputError for a symbol that has the name of a function, with how that is written."""
    if tree.name in BUILTINS:
        signature = BUILTINS[tree.name].signature
    elif is_operator(tree.name):
        definition = catalog.find(tree.name)
        if definition.word:
            return
        signature = definition.signature
    elif tree.name in FORMS:
        signature = f"{tree.name}(...)"
    else:
        return
    end = tree.at + len(tree.name)
    change = Change(tree.at, end, f"{tree.name}(x)")
    is_plain = signature == f"{tree.name}(x)" and text[tree.at : end] == tree.name
    message = f"{tree.name} is a function here, not a symbol: write {signature}"
    fail(message, text, tree.at, *((change,) if is_plain else ()))


def _signature(tree: Tree) -> str:
    return tree.name if isinstance(tree, Call) else "this"


def _apply(call: Call, text: str, defaults: Defaults | None) -> tuple[Tree, tuple[Tree, ...]]:
    definition = find(call.name, text, call.at)
    if not definition.expression:
        fail(
            f"{call.name} is a layer: it may stand only in a pipeline, as in {definition.example}",
            text,
            call.at,
        )
    several = definition.entries and not definition.parameters and not call.keywords
    if several and len(call.arguments) != len(definition.inputs):
        return _of_several(definition, call, text), ()
    values = _bind(definition, call, text, defaults)
    body, assumptions = _body(definition.name)
    assumed = tuple(substituted(tree, values, call.at) for tree in assumptions)
    return substituted(body, values, call.at), assumed


def _of_several(definition: Definition, call: Call, text: str) -> Tree:
    """The formula for as many inputs as there are arguments."""
    count = len(call.arguments)
    if count < 2:
        several = f"{call.name} is of several numbers: write {definition.signature}"
        fail(f"{several}, or {call.name} alone with --shape 5", text, call.at)
    if count > MAX_INPUTS:
        fail(f"{call.name}: at most {MAX_INPUTS} arguments, not {count}", text, call.at)
    assert definition.entries is not None
    names = inputs(count)
    values = dict(zip((name.name for name in names), call.arguments, strict=True))
    return substituted(definition.entries(names), values, call.at)


def find(name: str, text: str, at: int) -> Definition:
    """The catalog's entry; InputError, with a suggestion, where there is none."""
    if is_operator(name):
        return catalog.find(name)
    refuse_unknown(name, text, at)


def _bind(
    definition: Definition, call: Call, text: str, defaults: Defaults | None
) -> dict[str, Tree]:
    """The arguments by name: inputs first, then parameters, which have defaults if any have."""
    names = (*definition.inputs, *definition.parameters)

    def refuse(why: str) -> NoReturn:
        fail(f"{definition.signature}: {why}", text, call.at)

    if len(call.arguments) > len(names):
        refuse(f"{len(call.arguments)} arguments are too many")
    values = dict(zip(names, call.arguments, strict=False))
    for name, value in call.keywords:
        if name not in names:
            refuse(f"there is no argument {name!r}")
        if name in values:
            refuse(f"the argument {name!r} is given twice")
        values[name] = value
    for name in definition.inputs if defaults else names:
        if name not in values:
            refuse(f"the argument {name!r} is missing")
    for name in definition.parameters:
        if defaults and name not in values:
            values[name] = Name(defaults.name(definition.name, name), call.at)
    return values


@cache
def _body(name: str) -> tuple[Tree, tuple[Tree, ...]]:
    """What an entry says, written out, and what it assumes of its parameters."""
    definition = catalog.find(name)
    body = expand((parse(definition.expression),), definition.expression)
    assumed = [parse_condition(text) for text in definition.parameters.values() if text]
    return body.trees[0], (*assumed, *body.assumptions)


def definition_trees(definition: Definition) -> Expansion:
    """The entry as it stands: its outputs as one tree, and its assumptions."""
    body, assumptions = _body(definition.name)
    return Expansion((body,), assumptions)
