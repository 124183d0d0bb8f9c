"""From the trees of a text about functions to the operator: roles, index, letters."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from symlin.kernel import term as k
from symlin.kernel.functions.subject import FunctionSubject, Index
from symlin.kernel.term import Term
from symlin.language.function_operator import FunctionOperator
from symlin.language.operator import Note, Typed
from symlin.language.tokens import fail
from symlin.language.tree import NOWHERE, Application, Name, Negative, Number, Sum, Tree, postorder
from symlin.reading import expand
from symlin.reading.assumptions import Assumption, catalogued, distinct, stated
from symlin.reading.functions import index as indices
from symlin.reading.functions.formula import Formula, Sides, applied_in, entries
from symlin.reading.functions.letters import Letters
from symlin.reading.functions.places import check_arities, index_of, placed
from symlin.reading.functions.roles import (
    check_letters,
    given_functions,
    roles_of,
    with_steps,
)
from symlin.reading.functions.whole import whole_parameters
from symlin.reading.names import spelled_out


def built(
    formula: Formula, inputs: Sequence[str] | None, given: Sequence[str], assume: Sequence[str]
) -> FunctionOperator:
    """The operator; raises `InputError` where the roles of its names do not fit together."""
    body, text = formula.body, formula.text
    steps, held = given_functions(given)
    bare = _outputs(formula, steps)
    applied = applied_in(bare)
    roles = roles_of(formula, applied, inputs, held)
    letters = indices.letters_of(bare)
    index = index_of(formula, bare, letters)
    trees = tuple(placed(tree, index, text) for tree in bare)
    _check(formula, trees, applied, index, letters)
    sides = Sides(*trees) if isinstance(body, Sides) else None
    meaning = _meaning(formula, trees, applied, index, assume)
    return FunctionOperator(
        name=" ".join(text.split()),
        subject=FunctionSubject(
            unknowns=roles.unknowns,
            givens=roles.givens,
            index=index,
            parameters=meaning.parameters,
            letters=tuple(meaning.letters.table.items()),
            outputs=(k.sub(*meaning.outputs),) if sides else meaning.outputs,
            assumptions=tuple(guard for _, guard in meaning.assumptions),
            sequences=_sequences(trees, (*roles.unknowns, *roles.givens), index),
        ),
        written=(_residual(sides),) if sides else trees,
        head=_head(formula.header.function, roles.unknowns, index),
        sides=sides,
        letter_trees=meaning.letters.trees,
        assumption_texts=tuple(condition for condition, _ in meaning.assumptions),
        typed=Typed(
            text,
            (*formula.notes, *_whole_notes(trees, index, meaning.whole, letters)),
            formula.header.function,
            inputs is None,
        ),
    )


class _Meaning(NamedTuple):
    parameters: tuple[str, ...]
    whole: tuple[str, ...]
    letters: Letters
    outputs: tuple[Term, ...]
    assumptions: tuple[Assumption, ...]


def _meaning(
    formula: Formula,
    trees: Sequence[Tree],
    applied: Collection[str],
    index: Sequence[Index],
    assume: Sequence[str],
) -> _Meaning:
    """What the trees mean: outputs over letters, and what is assumed."""
    text, names = formula.text, tuple(entry.name for entry in index)
    spelled = tuple(spelled_out(tree, text, inputs=(*applied, *names)) for tree in trees)
    declared = frozenset((*names, *formula.header.parameters, *formula.declared))
    expansion = expand.expand(spelled, text, declared=declared)
    parameters = indices.parameters_of((*expansion.trees, *expansion.assumptions), names)
    shifts = whole_parameters(expansion.trees, index, parameters)
    whole = tuple(dict.fromkeys((*shifts, *(p for p in parameters if p in formula.whole))))
    letters = Letters(text, frozenset((*(i.name for i in index if i.whole), *whole)))
    outputs = tuple(letters.term(tree, {}) for tree in expansion.trees)
    about = [tree for tree in expansion.assumptions if not applied_in((tree,))]
    if len(about) < len(expansion.assumptions):
        fail("an argument of this operator may be no function's value", text, None)
    assumed = [*catalogued(about, text), *_assumed(applied, assume, names, parameters, whole)]
    return _Meaning(parameters, whole, letters, outputs, tuple(distinct(assumed)))


def _check(
    formula: Formula,
    trees: Sequence[Tree],
    applied: Collection[str],
    index: Sequence[Index],
    letters: indices.Letters,
) -> None:
    """InputError where functions and letters do not fit together."""
    check_arities(trees, formula.text)
    names = tuple(entry.name for entry in index)
    if not (formula.header.unknowns and formula.header.variables):
        check_letters(formula, trees, names, letters)
    for name in names:
        if name in applied:
            message = f"{name} is a function here, and a letter that functions depend on"
            fail(message, formula.text, None)


def _residual(sides: Sides) -> Tree:
    """Left minus right."""
    if isinstance(sides.right, Number) and sides.right.value == 0:
        return sides.left
    return Sum((sides.left, Negative(sides.right)))


def _outputs(formula: Formula, steps: Mapping[str, str]) -> tuple[Tree, ...]:
    """What is written for the outputs; raises `InputError` where there are none."""
    found = entries(formula.body)
    if not found:
        fail("the list is empty: expected at least one output", formula.text, None)
    return tuple(with_steps(tree, steps) for tree in found)


def _sequences(
    trees: Sequence[Tree], names: Sequence[str], index: Sequence[Index]
) -> tuple[str, ...]:
    """The functions that have values at whole numbers only."""
    nodes = [n for n in postorder(*trees) if isinstance(n, Application)]
    square = {n.function for n in nodes if n.brackets == "[]"}
    if index and all(entry.whole for entry in index):
        square |= {n.function for n in nodes if len(n.arguments) == 1}
    return tuple(name for name in names if name in square)


def _whole_notes(
    trees: Sequence[Tree],
    index: Sequence[Index],
    whole: Sequence[str],
    letters: indices.Letters,
) -> list[Note]:
    """Notes about what is a whole number without square brackets that say so."""
    shifts = dict.fromkeys(whole, "a whole number, for it shifts one")
    names = {i.name: "a whole number" for i in index if i.whole and i.name not in letters.square}
    found = []
    first: dict[str, int] = {}
    for tree in postorder(*trees):
        if isinstance(tree, Name):
            first.setdefault(tree.name, tree.at)
    for name, meaning in {**names, **shifts}.items():
        place = first.get(name, NOWHERE)
        if place != NOWHERE:
            found.append(Note(place, place + len(name), name, meaning))
    return found


def _head(function: str | None, unknowns: Sequence[str], index: Sequence[Index]) -> str:
    """T(x)(t), T(x)[n], T(f, g)."""
    head = f"{function or 'T'}({', '.join(unknowns)})"
    if not index:
        return head
    brackets = "[]" if all(entry.whole for entry in index) else "()"
    return f"{head}{brackets[0]}{', '.join(entry.name for entry in index)}{brackets[1]}"


def _assumed(
    applied: Collection[str],
    assume: Sequence[str],
    index: Sequence[str],
    parameters: Sequence[str],
    whole: Sequence[str],
) -> list[Assumption]:
    for condition in assume:
        if any(f"{name}{bracket}" in condition for name in applied for bracket in "(["):
            message = "an assumption is about the index and parameters, not about functions"
            fail(message, condition, 0)
    found = stated(assume, index, parameters)
    for name in whole:
        variable = k.var(name)
        guard = k.eq(variable, k.function("floor", variable))
        found.append((f"Eq({name}, floor({name}))", guard))
    return found
