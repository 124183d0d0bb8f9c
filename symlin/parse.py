"""Text and SymPy expressions to operators: the rules of docs/ on how an operator is written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from symlin import catalog, expand, translate
from symlin.definition import Argument, Definition, Shape
from symlin.errors import InputError
from symlin.kernel.term import FALSE, TRUE, Guard
from symlin.notation import tree_text
from symlin.operator import Operator, Reference
from symlin.syntax import parse, parse_condition
from symlin.tokens import fail, name_problem
from symlin.tree import Call, Listing, Name, Pair, Pipeline, Tree, symbols

if TYPE_CHECKING:
    from symlin.models.pipeline import Stage

_INPUT = re.compile(r"([xyztuv])(?:_?([0-9]+))?")


def parse_operator(
    text: str,
    *,
    inputs: Sequence[str] | None = None,
    assume: Sequence[str] = (),
    shape: Sequence[int] | None = None,
) -> Operator:
    """The operator that the text denotes.

    `inputs` names the coordinates; without it, every symbol named x, y, z, t, u or v, with an
    optional number, is one. Every other symbol is a real parameter. `assume` are conditions about
    inputs (they restrict the domain) or parameters. `shape`, without the batch, makes the text a
    pipeline of layers.

    Raises InputError, with the place and what was expected, for whatever cannot be understood.
    """
    tree = parse(text)
    size = None if shape is None else tuple(shape)
    if isinstance(tree, Name) and expand.is_operator(tree.name):
        definition = catalog.find(tree.name)
        if definition.expression and size is None:
            return _entry(definition, inputs, assume)
        if size is None:
            return parse_operator(
                definition.example, inputs=inputs, assume=assume, shape=definition.example_shape
            )
    elif isinstance(tree, Name) and tree.name not in (inputs or default_inputs([tree.name])):
        expand.find(tree.name, text, tree.at)
    if size is not None or _is_pipeline(tree):
        return _pipeline(tree, text, size, inputs, assume)
    return _expression(tree, text, inputs, assume)


def default_inputs(names: Sequence[str]) -> tuple[str, ...]:
    """Those of the names that are inputs by custom, in natural order: x, x2, x10, y."""
    found = [(m[1], int(m[2] or -1), name) for name in names if (m := _INPUT.fullmatch(name))]
    return tuple(name for *_, name in sorted(found))


def _entry(definition: Definition, inputs: Sequence[str] | None, assume: Sequence[str]) -> Operator:
    """A catalog operator as it stands."""
    expansion = expand.definition_trees(definition)
    chosen = definition.inputs if inputs is None else _checked_inputs(inputs)
    parameters = tuple(
        name for name in (*definition.inputs, *definition.parameters) if name not in chosen
    )
    return _operator(
        definition.name,
        expansion.trees[0],
        definition.expression,
        inputs=chosen,
        parameters=parameters,
        assumptions=_assumptions(expansion.assumptions, "", assume, (*chosen, *parameters)),
        reference=definition.reference,
        definition=definition.name if chosen == definition.inputs else None,
    )


def _expression(
    tree: Tree, text: str, inputs: Sequence[str] | None, assume: Sequence[str]
) -> Operator:
    expansion = expand.expand((tree,), text)
    body = expansion.trees[0]
    chosen, parameters = _roles(symbols(body, *expansion.assumptions), inputs, text)
    return _operator(
        " ".join(text.split()),
        body,
        text,
        inputs=chosen,
        parameters=parameters,
        assumptions=_assumptions(expansion.assumptions, text, assume, (*chosen, *parameters)),
        written=tree,
    )


def parse_sympy(
    expression: Any,
    *,
    inputs: Sequence[str] | None = None,
    assume: Sequence[str] = (),
) -> Operator:
    """The operator that a SymPy expression, or a list or column of them, denotes.

    As `parse_operator`; what the symbols assume (positive=True) is assumed of the operator too.
    """
    from sympy import MatrixBase, Tuple

    from symlin import from_sympy, numeric

    several = isinstance(expression, list | tuple | Tuple | MatrixBase)
    outputs = tuple(expression) if several else (expression,)
    trees = tuple(map(from_sympy.tree_of_sympy, outputs))
    body = Listing(trees) if several else trees[0]
    chosen, parameters = _roles(symbols(body), inputs, str(expression))
    known = (*chosen, *parameters)
    return _operator(
        tree_text(body),
        body,
        inputs=chosen,
        parameters=parameters,
        assumptions=_assumptions((), "", (*from_sympy.symbol_conditions(outputs), *assume), known),
        reference=numeric.reference(outputs, known),
    )


def _roles(
    names: Sequence[str], inputs: Sequence[str] | None, text: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which symbols are inputs and which are parameters."""
    chosen = default_inputs(names) if inputs is None else _checked_inputs(inputs)
    if not chosen:
        fail(
            "no input: name the inputs, as in --inputs x (in Python inputs=['x']), "
            "or call them x, y, z, t, u, v, x1, ...",
            text,
            None,
        )
    taken = frozenset(chosen)
    return chosen, tuple(name for name in names if name not in taken)


def _operator(
    name: str,
    body: Tree,
    text: str = "",
    *,
    inputs: tuple[str, ...],
    parameters: tuple[str, ...],
    assumptions: Sequence[tuple[Tree, Guard]],
    written: Tree | None = None,
    reference: Reference | None = None,
    definition: str | None = None,
) -> Operator:
    outputs = _entries(body)
    if not outputs:
        fail("the list is empty: expected at least one output", text, max(body.at, 0))
    return Operator(
        name=name,
        inputs=inputs,
        parameters=parameters,
        outputs=translate.terms(body, text),
        assumptions=tuple(guard for _, guard in assumptions),
        texts=_texts(outputs, _entries(written or body), len(text)),
        assumption_texts=tuple(tree_text(tree) for tree, _ in assumptions),
        reference=reference or _sympy_reference(outputs, (*inputs, *parameters)),
        definition=definition,
    )


def _entries(body: Tree) -> tuple[Tree, ...]:
    return body.items if isinstance(body, Listing) else (body,)


def _texts(outputs: Sequence[Tree], written: Sequence[Tree], length: int) -> tuple[str, ...]:
    """The outputs with catalog operators written out, unless that takes far more room."""
    texts = tuple(map(tree_text, outputs))
    if any("..." in text or len(text) > 10 * length + 1_000 for text in texts):
        return tuple(map(tree_text, written))
    return texts


def _sympy_reference(outputs: Sequence[Tree], names: Sequence[str]) -> Reference:
    """SymPy's own value of the outputs; SymPy is loaded when it is first asked for."""

    @cache
    def prepared() -> Reference:
        from symlin import numeric
        from symlin.to_sympy import sympy_of

        return numeric.reference([sympy_of(output) for output in outputs], names)

    def reference(at: Mapping[str, float]) -> Sequence[float]:
        return prepared()(at)

    return reference


def _checked_inputs(inputs: Sequence[str]) -> tuple[str, ...]:
    if not inputs:
        raise InputError("an operator needs at least one input")
    for name in inputs:
        if problem := name_problem(name):
            raise InputError(f"as an input: {problem}", name, 0)
        if expand.is_reserved(name) or name in ("pi", "E", "True", "False"):
            raise InputError(f"{name} has a meaning of its own, and cannot be an input", name, 0)
    if len(set(inputs)) < len(inputs):
        raise InputError(f"an input is named twice: {', '.join(inputs)}")
    return tuple(inputs)


def _assumptions(
    assumed: Sequence[Tree], text: str, assume: Sequence[str], known: Sequence[str]
) -> list[tuple[Tree, Guard]]:
    """The catalog's assumptions and the caller's, without those that always hold."""
    found = [(tree, translate.guard(tree, text)) for tree in assumed]
    for tree, guard in found:
        if guard is FALSE:
            fail(f"this is outside the operator's range: it needs {tree_text(tree)}", text, tree.at)
    for condition in assume:
        (tree,) = expand.expand((parse_condition(condition),), condition).trees
        for name in symbols(tree):
            if name not in known:
                _unknown_symbol(name, condition, known)
        found.append((tree, translate.guard(tree, condition)))
    kept = {id(guard): (tree, guard) for tree, guard in found if guard is not TRUE}
    return list(kept.values())


def _unknown_symbol(name: str, condition: str, known: Sequence[str]) -> None:
    match = re.search(rf"\b{name}\b", condition)
    at = match.start() if match else 0
    fail(f"the assumption is about {name}, but the operator has {', '.join(known)}", condition, at)


def _is_pipeline(tree: Tree) -> bool:
    if isinstance(tree, Pipeline):
        return True
    if not isinstance(tree, Name | Call) or not expand.is_operator(tree.name):
        return False
    return not catalog.find(tree.name).expression


def _pipeline(
    tree: Tree,
    text: str,
    shape: Shape | None,
    inputs: Sequence[str] | None,
    assume: Sequence[str],
) -> Operator:
    from symlin.models.pipeline import operator

    if inputs is not None:
        raise InputError("a pipeline's input is the tensor: give its shape, and no inputs")
    stages = tree.stages if isinstance(tree, Pipeline) else (tree,)
    return operator(
        [_stage(stage, text) for stage in stages], shape, text=" ".join(text.split()), assume=assume
    )


def _stage(tree: Tree, text: str) -> Stage:
    from symlin.models.pipeline import Stage

    if isinstance(tree, Name):
        expand.find(tree.name, text, tree.at)
        return Stage(tree.name, position=tree.at)
    if not isinstance(tree, Call):
        fail("a shape goes with layers, such as max_pool1d(2) or relu >> dense(...)", text, tree.at)
    expand.find(tree.name, text, tree.at)
    keywords = {name: _argument(value, text) for name, value in tree.keywords}
    return Stage(tree.name, tuple(_argument(a, text) for a in tree.arguments), keywords, tree.at)


def _argument(tree: Tree, text: str) -> Argument:
    if isinstance(tree, Listing | Pair):
        return tuple(_argument(item, text) for item in tree.items)
    return translate.terms(expand.expand((tree,), text).trees[0], text)[0]
