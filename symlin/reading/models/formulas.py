"""Catalog entries as layers: what a definition says in text, as exact terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from symlin.catalog import index as catalog
from symlin.catalog.definition import LEFT_OUT, Argument, Definition, Layer
from symlin.catalog.layers.arguments import bind, scalar
from symlin.catalog.layers.axes import axis_number
from symlin.catalog.layers.pointwise import Along, Elementwise, Formula, Whole
from symlin.errors import InputError
from symlin.kernel.term import Const, Guard, Relation, Term, Truth, var
from symlin.kernel.walk import substitute
from symlin.language import syntax, translate
from symlin.reading import expand


def layer(
    definition: Definition,
    arguments: Sequence[Argument] = (),
    keywords: Mapping[str, Argument] | None = None,
) -> Layer:
    """The entry as a layer of a pipeline; InputError for arguments that it does not take.

    An entry of one input and one output acts on every entry of its input, and takes its
    parameters as arguments; a parameter that is not given stays free (see `LEFT_OUT`).
    """
    if definition.text:
        raise InputError(f"{definition.name} is an operator of its own, and no layer")
    if definition.branches is not None:
        raise InputError(f"{definition.name} takes layers, as in {definition.example}")
    listed = any(isinstance(value, tuple) for value in (*arguments, *(keywords or {}).values()))
    if definition.layer is not None and (listed or not definition.expression):
        return definition.layer(arguments, keywords or {})
    named = dict(keywords or {})
    axis = named.pop("axis", None) if definition.entries else None
    formula = _formula(definition, arguments, named)
    if definition.entries:
        number = None if axis is None else axis_number(definition.name, axis)
        return Along(formula, definition.entries, number)
    single = len(formula.inputs) == len(formula.outputs) == 1
    return Elementwise(formula) if single else Whole(formula)


def _formula(
    definition: Definition, arguments: Sequence[Argument], keywords: Mapping[str, Argument]
) -> Formula:
    if definition.reference is None:
        raise catalog.CatalogError(f"{definition.name}: an expression without a reference")
    bound = bind(definition.name, tuple(definition.parameters), arguments, keywords)
    given: dict[str, Term] = {
        name: scalar(definition.name, name, bound[name])
        if name in bound
        else var(f"{definition.name}{LEFT_OUT}{name}")
        for name in definition.parameters
    }
    return Formula(
        definition.name,
        definition.inputs,
        outputs(definition.expression),
        given,
        definition.reference,
        _assumptions(definition, given),
    )


def _assumptions(definition: Definition, given: Mapping[str, Term]) -> tuple[Guard, ...]:
    """What is assumed of the arguments; InputError for a number that is not allowed."""
    result = []
    for text in filter(None, definition.parameters.values()):
        (guard,) = substitute([condition(text)], given)
        holds = _decided(guard)
        if holds is False:
            raise InputError(f"{definition.name} needs {text}")
        if holds is None:
            result.append(guard)
    return tuple(result)


def _decided(guard: Guard) -> bool | None:
    """Whether a guard on a number holds; None where it is not a guard on a number."""
    match guard:
        case Truth(value):
            return value
        case Relation(op, Const(value)):
            return {"=": value == 0, "!=": value != 0, ">": value > 0, ">=": value >= 0}[op]
        case _:
            return None


@lru_cache(maxsize=1024)
def outputs(expression: str) -> tuple[Term, ...]:
    """The exact terms that an expression, or a list of them, denotes."""
    tree = expand.expand((syntax.parse(expression),), expression).trees[0]
    return translate.terms(tree, expression)


@lru_cache(maxsize=1024)
def condition(text: str) -> Guard:
    """The guard that a condition such as "x >= 0" denotes; raises `InputError` where it is none."""
    if not isinstance(text, str):
        raise InputError(f"a condition on layers is a text such as 'x >= 0', not {text}")
    tree = expand.expand((syntax.parse_condition(text),), text, complete=True).trees[0]
    return translate.guard(tree, text)
