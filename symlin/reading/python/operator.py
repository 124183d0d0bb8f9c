"""A function of Python as an operator: arguments are its inputs, what is returned its outputs."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from math import prod
from typing import NamedTuple

from symlin.errors import InputError
from symlin.kernel import term as k
from symlin.kernel.term import Guard, Term, var
from symlin.kernel.walk import children, topological
from symlin.language import translate
from symlin.language.limits import MAX_DEGREE, MAX_ENTRIES
from symlin.language.notation import fits, tree_text
from symlin.language.operator import Operator, Placed, Program, Reference, Typed
from symlin.language.printing import is_small
from symlin.language.spaces import MAX_INPUTS, Space
from symlin.language.syntax import parse_condition
from symlin.language.tree import Listing, Matrix, Name, Tree, symbols
from symlin.language.wording import tree_of
from symlin.reading import expand
from symlin.reading.assumptions import Assumption, distinct, stated, unknown_symbol
from symlin.reading.python.arrays import made
from symlin.reading.python.machine import Frame
from symlin.reading.python.places import Refusal
from symlin.reading.python.statements import Statements
from symlin.reading.python.trail import with_needs
from symlin.reading.python.values import (
    Array,
    Bool,
    Function,
    List,
    Number,
    Tuple,
    Value,
    indicator,
    kind_of,
)
from symlin.reading.roles import checked_inputs

MAX_TEXT = 2_000
"""Characters of an output that is shown."""
Shapes = Mapping[str, tuple[int, ...]]


class Question(NamedTuple):
    """What was said beside a function."""

    inputs: Sequence[str] | None = None
    assume: Sequence[str] = ()
    shape: tuple[int, ...] | Shapes | None = None
    spaces: tuple[tuple[str, Space], ...] = ()


class Arguments(NamedTuple):
    """The arguments that are no constants, with their spaces."""

    inputs: tuple[tuple[str, Space], ...]
    given: tuple[tuple[str, Space], ...]

    @property
    def all(self) -> tuple[tuple[str, Space], ...]:
        """Both."""
        return (*self.inputs, *self.given)

    def coordinates(self, which: Sequence[tuple[str, Space]]) -> tuple[str, ...]:
        """The names of the numbers."""
        return tuple(c for name, space in which for c in _coordinates(name, space))


def _coordinates(name: str, space: Space) -> tuple[str, ...]:
    return space.coordinates(name) if space.shape else (name,)


def arguments_of(function: Function, name: str, question: Question) -> Arguments:
    """Which arguments are inputs, and of which shape; raises `InputError`."""
    a = function.node.args
    if a.vararg or a.kwarg:
        function.text.refuse(function.node, "*", "arguments with a star are not read")
    names = [x.arg for x in (*a.posonlyargs, *a.args, *a.kwonlyargs)]
    required = [n for n in names if n not in function.defaults]
    chosen = list(required if question.inputs is None else checked_inputs(question.inputs))
    unknown = [n for n in chosen if n not in names]
    shown = f"{name}({', '.join(names)})"
    if unknown:
        raise InputError(f"{shown} has no argument {unknown[0]}")
    if not chosen:
        more = f": name one, as in --inputs {names[0]}" if names else ""
        raise InputError(f"{shown} has no input{more}")
    shapes = _shapes(shown, names, chosen, question)
    checked_inputs([n for n in names if n in chosen or n in required])
    given = [n for n in required if n not in chosen]
    found = Arguments(
        tuple((n, _space(n, shapes)) for n in names if n in chosen),
        tuple((n, _space(n, shapes)) for n in given),
    )
    every = found.coordinates(found.all)
    if len(every) > MAX_INPUTS:
        raise InputError(f"an input may have at most {MAX_INPUTS} coordinates")
    twice = next((c for c in every if every.count(c) > 1), None)
    if twice is not None:
        raise InputError(f"{twice} would be two things: rename an argument")
    return found


def _shapes(shown: str, names: Sequence[str], chosen: Sequence[str], question: Question) -> Shapes:
    found: dict[str, tuple[int, ...]] = {}
    for name, space in question.spaces:
        if space.is_complex or space.degree is not None:
            raise InputError(f"{name}: a function of Python is read over real numbers")
        found[name] = space.shape
    if isinstance(question.shape, Mapping):
        found.update(question.shape)
    elif question.shape is not None:
        if len(chosen) != 1:
            pairs = ",".join(f"{n}={question.shape[0]}" for n in chosen)
            more = f"(in Python shape={{'{chosen[0]}': ...}})"
            raise InputError(f"{shown} has {len(chosen)} inputs: which has this shape? write "
                             f"--shape {pairs} {more}")  # fmt: skip
        found[chosen[0]] = question.shape
    for name in found:
        if name not in names:
            raise InputError(f"{shown} has no argument {name}")
    return found


def _space(name: str, shapes: Shapes) -> Space:
    shape = shapes.get(name, ())
    if len(shape) > 2 or min(shape, default=1) < 1:
        raise InputError(f"{name}: the shape of an argument has one size, or two")
    if prod(shape) > MAX_INPUTS:
        raise InputError(f"an input may have at most {MAX_INPUTS} coordinates")
    return Space(shape)


def operator_of_function(
    function: Function,
    name: str,
    question: Question,
    reference: Reference | None = None,
    program: Program | None = None,
) -> Operator:
    """The operator that a function is; raises `Unsupported`, with the place, and `InputError`."""
    arguments = arguments_of(function, name, question)
    outputs, shape = evaluated(function, arguments)
    inputs = arguments.coordinates(arguments.inputs)
    parameters = arguments.coordinates(arguments.given)
    assumptions = _assumptions(question.assume, arguments, inputs, parameters)
    own = name if name.isidentifier() else "f"
    over_spaces = any(space.shape for _, space in arguments.all)
    return Operator(
        name=own,
        inputs=inputs,
        parameters=parameters,
        outputs=outputs,
        assumptions=tuple(guard for _, guard in assumptions),
        assumption_texts=tuple(text for text, _ in assumptions),
        reference=reference,
        typed=Typed(own, (), own),
        space=_placed(arguments, outputs, shape) if over_spaces else None,
        program=program,
    )


def _placed(arguments: Arguments, outputs: Sequence[Term], shape: tuple[int, ...]) -> Placed:
    return Placed(
        inputs=arguments.inputs,
        given=tuple((n, space) for n, space in arguments.given if space.shape),
        output=Space(shape),
        written=_written(outputs, shape),
        parameters=tuple(n for n, space in arguments.given if not space.shape),
    )


def evaluated(function: Function, arguments: Arguments) -> tuple[tuple[Term, ...], tuple[int, ...]]:
    """The outputs, and the shape in which they are returned; raises `Unsupported`."""
    machine = Statements(Frame(function.scope), function.text)
    values: dict[str, Value] = {}
    for name, space in arguments.all:
        numbers = [Number(var(c)) for c in _coordinates(name, space)]
        values[name] = made(numbers, space.shape) if space.shape else numbers[0]
    try:
        positional = [x.arg for x in function.node.args.posonlyargs]
        first = [values.get(name, function.defaults.get(name)) for name in positional]
        named = {name: value for name, value in values.items() if name not in positional}
        result = machine.call_function(function, [v for v in first if v is not None], named)
        flat, shape = entries_of_result(result)
    except Refusal as why:
        function.text.refuse(function.node, why.word, why.message)
    except RecursionError:
        function.text.refuse(function.node, "nesting", "calls and expressions nest too deeply")
    outputs = with_needs(flat, machine.trail.all())
    _within_limits(function, outputs)
    return outputs, shape


def entries_of_result(result: Value) -> tuple[list[Term], tuple[int, ...]]:
    """The numbers in what a function returns; raises `Refusal` where it returns other things."""
    match result:
        case Number(term):
            return [term], ()
        case Bool():
            return [indicator(result).term], ()
        case Array():
            return [_single(entry) for entry in result.flat()], result.shape
        case List() | Tuple():
            parts = result.cells.read() if isinstance(result, List) else result.entries
            found = [entries_of_result(part) for part in parts]
            if not found:
                raise Refusal("return", "an empty list is no output")
            flat = [term for terms, _ in found for term in terms]
            shapes = {shape for _, shape in found}
            same = len(shapes) == 1 and len(found[0][1]) < 2
            return flat, (len(found), *found[0][1]) if same else (len(flat),)
        case _:
            raise Refusal("return", f"what is returned is {kind_of(result)}, and no number")


def _single(value: Value) -> Term:
    return entries_of_result(value)[0][0]


def _within_limits(function: Function, outputs: Sequence[Term]) -> None:
    """InputError for what would take the kernel too long to write out."""
    degrees: dict[k.Node, int] = {}
    entries = 0
    for node in topological(outputs):
        below = [degrees[child] for child in children(node)]
        match node:
            case k.Product():
                degree = sum(below)
            case k.Power(_, exponent):
                degree = below[0] * max(1, abs(exponent))
            case k.Const() | k.Var() | k.Truth():
                degree = 0 if isinstance(node, k.Const) else 1
            case _:
                degree = max(below, default=1)
        if isinstance(node, k.Sum | k.Product):
            entries += len(below)
        if degree > MAX_DEGREE or entries > MAX_ENTRIES:
            why = f"what this computes is too large: a polynomial of degree above {MAX_DEGREE:,}"
            function.text.refuse(function.node, "size", why)
        degrees[node] = degree


def _assumptions(
    assume: Sequence[str], arguments: Arguments, inputs: Sequence[str], parameters: Sequence[str]
) -> list[Assumption]:
    if not any(space.shape for _, space in arguments.all):
        return distinct(stated(assume, inputs, parameters))
    from symlin.reading.spaces.evaluate import condition_over

    found: list[tuple[str, Guard]] = []
    spaces = {name: space for name, space in arguments.all if space.shape}
    declared = frozenset((*inputs, *parameters))
    for condition in assume:
        tree = parse_condition(condition, frozenset((*spaces, *declared)))
        over = condition_over(tree, condition, spaces)
        (over,) = expand.expand((over,), condition, complete=True, declared=declared).trees
        for name in symbols(over):
            if name not in declared:
                unknown_symbol(name, condition, inputs, parameters)
        found.append((tree_text(over), translate.guard(over, condition)))
    return distinct(found)


def _written(outputs: Sequence[Term], shape: tuple[int, ...]) -> Tree:
    """The outputs as they are shown, put together in their shape; "..." for long ones."""
    if not is_small(outputs):
        return Name("...")
    trees = list(map(tree_of, outputs))
    if not all(fits(tree, MAX_TEXT) for tree in trees):
        return Name("...")
    if not shape:
        return trees[0]
    if len(shape) == 2:
        width = shape[1]
        return Matrix(tuple(tuple(trees[n : n + width]) for n in range(0, len(trees), width)))
    return Listing(tuple(trees))


def name_of_node(node: ast.FunctionDef | ast.Lambda) -> str:
    """The name of a def; "f" of a lambda."""
    return node.name if isinstance(node, ast.FunctionDef) else "f"
