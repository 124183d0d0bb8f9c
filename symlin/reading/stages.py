"""Pipelines from their syntax trees: which names are layers, and what stands in their brackets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from symlin.catalog import index as catalog
from symlin.catalog.definition import Argument, Shape
from symlin.errors import InputError
from symlin.language import translate
from symlin.language.declared import default_inputs
from symlin.language.notation import tree_text
from symlin.language.tokens import Change, fail
from symlin.language.tree import Call, Listing, Name, Pair, Pipeline, Tree, symbols
from symlin.reading import expand

if TYPE_CHECKING:
    from symlin.reading.models.composition import Composition
    from symlin.reading.models.pipeline import Stage

_LAYERS = "a shape goes with layers, such as max_pool1d(2) or relu >> dense(...)"


def is_pipeline(tree: Tree) -> bool:
    """Whether the text is made of layers, which act on a tensor."""
    if isinstance(tree, Pipeline):
        return True
    if not isinstance(tree, Name | Call) or not expand.is_operator(tree.name):
        return False
    return not catalog.find(tree.name).expression


def pipeline(
    tree: Tree,
    text: str,
    shape: Shape | None,
    inputs: Sequence[str] | None,
    assume: Sequence[str],
    *,
    title: str,
) -> Composition:
    """The layers of a pipeline; raises `InputError`, with the place, for what is no layer."""
    from symlin.reading.models.pipeline import composition

    stages = tree.stages if isinstance(tree, Pipeline) else (tree,)
    for stage in stages:
        if isinstance(stage, Name) and default_inputs([stage.name]):
            fail(f"{stage.name} is no layer: {_LAYERS}", text, stage.at)
    reading = _Reading(text, expand.Defaults(symbols(tree)))
    read = [_stage(stage, reading) for stage in stages]
    if inputs is not None:
        raise InputError("a pipeline's input is the tensor: give its shape, and no inputs")
    return composition(read, shape, text=text, name=title, assume=assume)


class _Reading(NamedTuple):
    """A pipeline's text, and names for what is left out of the calls in it."""

    text: str
    defaults: expand.Defaults


def _stage(tree: Tree, reading: _Reading) -> Stage:
    from symlin.reading.models.pipeline import Stage

    text = reading.text
    if isinstance(tree, Name):
        expand.find(tree.name, text, tree.at)
        return Stage(tree.name, position=tree.at)
    if not isinstance(tree, Call):
        fail(_LAYERS, text, tree.at)
    if expand.find(tree.name, text, tree.at).branches:
        return _branching(tree, reading)
    _check_tensor(tree, text)
    keywords = {name: _argument(value, reading) for name, value in tree.keywords}
    arguments = tuple(_argument(value, reading) for value in tree.arguments)
    return Stage(tree.name, arguments, keywords, tree.at)


def _check_tensor(call: Call, text: str) -> None:
    """InputError for prelu(x), in which x would be no input but the slope."""
    definition = catalog.load(call.name)
    first = call.arguments[0] if call.arguments else None
    if not definition.expression or not isinstance(first, Name):
        return
    if first.name not in definition.inputs or first.name in definition.parameters:
        return
    if 1 < len(call.arguments) <= len(definition.parameters):
        return  # affine(x, 1): all that it takes
    rest = call.arguments[1:]
    left = Call(call.name, rest, call.keywords) if rest or call.keywords else Name(call.name)
    parameters = ", ".join(definition.parameters)
    new = [tree_text(left)]
    if isinstance(left, Name) and parameters:
        new.append(f"{call.name}({parameters})")
    end = _end(text, call.at)
    fail(
        f"a layer's input is the tensor, and {call.name} takes {parameters or 'no arguments'}: "
        f"write {', or '.join(new)}",
        text,
        call.at,
        *(Change(call.at, end, word) for word in new),
    )


def _end(text: str, at: int) -> int:
    """Where the call ends that begins at a place."""
    depth = 0
    for k in range(at, len(text)):
        depth += (text[k] == "(") - (text[k] == ")")
        if depth == 0 and text[k] == ")":
            return k + 1
    return len(text)


def _branching(tree: Call, reading: _Reading) -> Stage:
    """A layer whose arguments are layers, or pipelines of them."""
    from symlin.reading.models.pipeline import Stage

    if tree.keywords:
        fail(f"{tree.name} takes layers alone", reading.text, tree.at)
    inner = (part.stages if isinstance(part, Pipeline) else (part,) for part in tree.arguments)
    branches = tuple(tuple(_stage(stage, reading) for stage in stages) for stages in inner)
    return Stage(tree.name, position=tree.at, branches=branches)


def _argument(tree: Tree, reading: _Reading) -> Argument:
    if isinstance(tree, Listing | Pair):
        return tuple(_argument(item, reading) for item in tree.items)
    text, defaults = reading
    return translate.terms(expand.expand((tree,), text, defaults).trees[0], text)[0]
