"""Which functions of a text are unknown, and which are held fixed; which letters are numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from symlin.errors import InputError
from symlin.language.declared import default_inputs
from symlin.language.notation import tree_text
from symlin.language.rewriting import rewritten
from symlin.language.tokens import Change, fail
from symlin.language.tree import (
    NOWHERE,
    Application,
    Binder,
    Call,
    Name,
    Negative,
    Sum,
    Tree,
    children,
    postorder,
)
from symlin.language.vocabulary import BUILTINS
from symlin.reading.functions import index as indices
from symlin.reading.functions.certain import IMPULSE, base
from symlin.reading.functions.formula import Formula, Sides, applied_in, entries

_SIGNALS = frozenset("xyzuvw")
"""Letters of functions that are unknown rather than given."""

_RESPONSE = "h"
"""The impulse response of a system y(t) = ..., beside its input x or u."""


class Roles(NamedTuple):
    """The functions by what they are, the impulse among the given ones."""

    unknowns: tuple[str, ...]
    givens: tuple[str, ...]


def roles_of(
    formula: Formula,
    applied: dict[str, Application],
    inputs: Sequence[str] | None,
    given: Sequence[str],
) -> Roles:
    """What the header, the caller and the text say; raises `InputError` where they disagree."""
    header, text = formula.header, formula.text
    names = tuple(name for name in applied if name != IMPULSE)
    if inputs is not None and header.unknowns and set(inputs) != set(header.unknowns):
        fail("the header names the inputs already: leave --inputs out", text, None)
    chosen = header.unknowns or (None if inputs is None else tuple(inputs))
    if chosen is None:
        fixed = {*given, *coefficients_of(formula, names)}
        if header.output is not None and not {"x", "u"}.isdisjoint(names):
            fixed.add(_RESPONSE)
        chosen = tuple(name for name in names if name not in fixed)
    if inputs is None and not header.unknowns:
        _refuse_impulse(applied, chosen, text)
    for name in (*chosen, *given):
        if name not in applied and name not in header.unknowns:
            known = ", ".join(names)
            raise InputError(f"{name} is no function in this text; those are {known}", text, None)
    if not chosen:
        fail("no unknown function: all functions of the text are given", text, None)
    return Roles(chosen, tuple(name for name in applied if name not in chosen))


def coefficients_of(formula: Formula, names: Sequence[str]) -> frozenset[str]:
    """V and f of -psi'' + V(x)*psi = f(x): the functions that a differential equation holds fixed
    are those that nobody differentiates, unless one is a signal: y' + y = x(t). Of an operator,
    those are that stand at the index alone, and only as factors of what is differentiated.
    """
    trees = entries(formula.body)
    uses = [tree for tree in postorder(*trees) if isinstance(tree, Application)]
    derived = {use.function for use in uses if use.mark or any(use.orders)} or {
        inner.function
        for tree in postorder(*trees)
        if isinstance(tree, Binder) and tree.kind == "Derivative"
        for inner in postorder(tree.body)
        if isinstance(inner, Application)
    }
    if not derived or formula.header.output is not None or any(u.brackets == "[]" for u in uses):
        return frozenset()
    signals = {name for name in names if base(name) in _SIGNALS}
    inside = [set(applied_in((part,))) for part in _summands(trees)]
    alone = {name for part in inside if not part & derived for name in part}
    if isinstance(formula.body, Sides):
        moving = signals & alone
    else:
        elsewhere = {u.function for u in uses if not all(map(_is_letter, u.arguments))}
        moving = signals | alone | elsewhere
    bare = {u.function for u in uses if not u.brackets}
    return frozenset(names) - derived - bare - moving


def _is_letter(tree: Tree) -> bool:
    return isinstance(tree, Name)


def _summands(trees: Sequence[Tree]) -> list[Tree]:
    """What sums and differences are made of."""
    found: list[Tree] = []
    stack = list(trees)
    while stack:
        tree = stack.pop()
        if isinstance(tree, Sum | Negative):
            stack.extend(children(tree))
        else:
            found.append(tree)
    return found


def _refuse_impulse(applied: Mapping[str, Application], chosen: Sequence[str], text: str) -> None:
    """InputError for delta(t), which is an impulse and no unknown function to most."""
    place = applied.get("delta")
    if place is None or "delta" not in chosen or place.at == NOWHERE:
        return
    inside = ", ".join(map(tree_text, place.arguments))
    new = f"{IMPULSE}({inside})"
    if not place.brackets:
        new = IMPULSE
    elif place.brackets == "[]":
        new = f"Piecewise((1, Eq({inside}, 0)), (0, True))"
    end = text.find(place.brackets[-1:], place.at) + 1
    change = Change(place.at, end, new) if end and place.brackets else None
    message = f"delta is an impulse to most: write {new}; an unknown function has another name"
    fail(message, text, place.at, *((change,) if change else ()))


def check_letters(
    formula: Formula, trees: Sequence[Tree], index: Sequence[str], letters: indices.Letters
) -> None:
    """Raises `InputError` for x, y, z, u or v beside functions, where one may be meant."""
    shifts = {name for names in letters.within for name in names}
    declared = {*index, *formula.header.parameters, *formula.declared}
    declared |= {name for name in shifts if name[-1].isdigit()}
    for name in default_inputs(indices.free(frozenset(declared), *trees)):
        leaves = (t.at for t in postorder(*trees) if isinstance(t, Name) and t.name == name)
        place = next(leaves, NOWHERE)
        at = index[0] if index else "t"
        message = f"{name} is a number here, beside functions: write {name}({at}) for a function"
        head = f"T({', '.join(applied_in(trees))}; {name})({', '.join(index) or 't'}) = "
        changes: list[Change] = []
        if place != NOWHERE:
            changes.append(Change(place, place + len(name), f"{name}({at})"))
        if formula.header.first == 0 and not isinstance(formula.body, Sides):
            changes.append(Change(0, 0, head))
            message += f"; for a parameter {head}..."
        fail(message, formula.text, None if place == NOWHERE else place, *changes)


def given_functions(given: Sequence[str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Functions of the language by the names that a text has for them, and those held fixed.

    Raises `InputError` for what is no function of the language.
    """
    known: dict[str, str] = {}
    for entry in given:
        name, equals, of = (part.strip() for part in entry.partition("="))
        if equals and of not in BUILTINS:
            raise InputError(f"{of} is no function of the language, as Heaviside is", entry, None)
        if equals:
            known[name] = of
    return known, tuple(entry for entry in given if "=" not in entry)


def with_steps(tree: Tree, known: Mapping[str, str]) -> Tree:
    """The tree with functions of the language for given ones that are such: u=Heaviside."""
    if not known:
        return tree

    def change(part: Tree) -> Tree:
        if isinstance(part, Application) and part.function in known:
            return Call(known[part.function], part.arguments, (), part.at)
        return part

    return rewritten(tree, change)
