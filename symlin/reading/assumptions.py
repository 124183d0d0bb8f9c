"""What is assumed of an operator's symbols: by the catalog, by SymPy's symbols, by the caller."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NoReturn

from symlin.kernel.term import FALSE, TRUE, Guard
from symlin.language import translate
from symlin.language.declared import default_inputs
from symlin.language.notation import tree_text
from symlin.language.operator import Operator
from symlin.language.printing import guard_to_text
from symlin.language.syntax import parse_condition
from symlin.language.tokens import fail
from symlin.language.tree import Tree, symbols
from symlin.reading import expand

Assumption = tuple[str, Guard]
"""A condition as text and as a guard."""


def catalogued(assumed: Sequence[Tree], text: str) -> list[Assumption]:
    """What the catalog, or a symbol, assumes; InputError where an argument is out of range."""
    found = [(tree, translate.guard(tree, text)) for tree in assumed]
    for tree, guard in found:
        if guard is FALSE:
            fail(f"this is outside the operator's range: it needs {tree_text(tree)}", text, tree.at)
    return [(tree_text(tree), guard) for tree, guard in found]


def stated(
    assume: Sequence[str], inputs: Sequence[str], parameters: Sequence[str]
) -> list[Assumption]:
    """The caller's conditions; InputError for a symbol that the operator does not have."""
    found = []
    for condition in assume:
        declared = frozenset((*inputs, *parameters))
        trees = (parse_condition(condition, declared),)
        (tree,) = expand.expand(trees, condition, complete=True, declared=declared).trees
        for name in symbols(tree):
            if name not in inputs and name not in parameters:
                unknown_symbol(name, condition, inputs, parameters)
        found.append((tree_text(tree), translate.guard(tree, condition)))
    return found


def distinct(found: Sequence[Assumption]) -> list[Assumption]:
    """Each once, without those that always hold."""
    return list({id(guard): (text, guard) for text, guard in found if guard is not TRUE}.values())


def assuming(operator: Operator, assume: Sequence[str]) -> Operator:
    """The operator, restricted to where these conditions hold as well."""
    if not assume:
        return operator
    texts = operator.assumption_texts
    if len(texts) != len(operator.assumptions):
        texts = tuple(map(guard_to_text, operator.assumptions))
    if operator.shape_in is None:
        more = stated(assume, operator.inputs, operator.parameters)
    else:
        from symlin.reading.models import composition, formulas

        conditions = [(condition, formulas.condition(condition)) for condition in assume]
        more = list(composition.for_every_entry(conditions, operator.inputs, operator.parameters))
    found = distinct([*zip(texts, operator.assumptions, strict=True), *more])
    return replace(
        operator,
        assumptions=tuple(guard for _, guard in found),
        assumption_texts=tuple(text for text, _ in found),
    )


def unknown_symbol(
    name: str, condition: str, inputs: Sequence[str], parameters: Sequence[str]
) -> NoReturn:
    """Raises `InputError` for a symbol of a condition that the operator does not have."""
    match = re.search(rf"\b{name}\b", condition)
    message = (
        f"the assumption is about {name}, but the operator has {', '.join((*inputs, *parameters))}"
    )
    if default_inputs([name]):
        message += f"; if {name} is an input too, say --inputs {','.join((*inputs, name))}"
    fail(message, condition, match.start() if match else 0)
