"""Text and SymPy expressions to operators: the rules of docs/ on how an operator is written."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from symlin.catalog import index as catalog
from symlin.catalog.definition import Definition
from symlin.errors import ON_FUNCTIONS, InputError
from symlin.kernel.term import Term
from symlin.language import translate
from symlin.language.notation import fits, tree_text
from symlin.language.operator import Operator, Reference, Typed
from symlin.language.reading import Reading, read
from symlin.language.spaces import Spaces
from symlin.language.tokens import fail
from symlin.language.tree import Listing, Name, Tree, symbols
from symlin.reading import expand
from symlin.reading.assumptions import Assumption, catalogued, distinct, stated
from symlin.reading.entries import entry_alone, named, spaces_of_entry
from symlin.reading.names import is_known, is_spelled, spelled_out
from symlin.reading.roles import checked_inputs, roles
from symlin.reading.slips import refuse_slip
from symlin.reading.spaces.evidence import is_array_function, may_be_alone, may_be_over_spaces
from symlin.reading.stages import is_pipeline, pipeline
from symlin.reading.sympy_trees import sympy_reference

if TYPE_CHECKING:
    from symlin.reading.models.composition import Composition


def parse_operator(
    text: str,
    *,
    inputs: Sequence[str] | None = None,
    assume: Sequence[str] = (),
    shape: Sequence[int] | None = None,
    spaces: Spaces = (),
) -> Operator:
    """The operator that the text denotes.

    `inputs` names the coordinates; without it, every symbol named x, y, z, t, u or v, with an
    optional number, is one. Every other symbol is a real parameter. `assume` are conditions about
    inputs (they restrict the domain) or parameters. `shape`, without the batch, makes the text a
    pipeline of layers, or is that of the only input. `spaces` says which names are vectors,
    matrices, complex numbers or polynomials.

    Raises InputError, with the place and what was expected, for whatever cannot be understood.
    """
    size = None if shape is None else tuple(shape)
    try:
        return operator_of(text, inputs, assume, size, spaces)
    except InputError as error:
        if not error.suggestions:
            raise
        from symlin.reading.suggestions import accepted

        again = partial(operator_of, inputs=inputs, assume=assume, shape=size, spaces=spaces)
        found = accepted(error, again)
        raise InputError(error.message, error.text, error.position, found) from None


def operator_of(
    text: str,
    inputs: Sequence[str] | None,
    assume: Sequence[str],
    shape: tuple[int, ...] | None,
    spaces: Spaces = (),
) -> Operator:
    """As `parse_operator`, with suggestions that nobody has read. Raises `InputError`."""
    found = understood(text, inputs, assume, shape, spaces)
    return found if isinstance(found, Operator) else found.operator()


def understood(
    text: str,
    inputs: Sequence[str] | None,
    assume: Sequence[str],
    shape: tuple[int, ...] | None,
    spaces: Spaces = (),
) -> Operator | Composition:
    """As `operator_of`, with pipelines as the layers that they are. Raises `InputError`."""

    def again(known: Spaces, layered: bool = False) -> Reading:
        return reading_of(text, inputs, layered, known)

    plain = shape is None and not spaces
    if plain and (entry := entry_alone(text, inputs)) is not None:
        return _entry_with_text(entry, text, inputs, assume)
    if plain and inputs is None and may_be_alone(text):
        from symlin.reading.spaces.operator import refuse_alone

        refuse_alone(text)
    reading = again(spaces, shape is not None)
    if may_be_over_spaces(reading, shape):
        from symlin.reading.spaces.operator import Question, read_over_spaces

        over = read_over_spaces(reading, again, Question(text, inputs, assume), shape)
        if over is not None:
            return over
    try:
        return _over_numbers(reading, text, inputs, assume, shape)
    except InputError as error:
        if shape is None:
            raise
        from symlin.reading.spaces.operator import Question
        from symlin.reading.spaces.shaped import of_vector

        return of_vector(error, reading, again, Question(text, inputs, assume), shape)


def _over_numbers(
    reading: Reading,
    text: str,
    inputs: Sequence[str] | None,
    assume: Sequence[str],
    shape: tuple[int, ...] | None,
) -> Operator | Composition:
    """A formula of numbers, or layers on a tensor."""
    header = reading.header
    declared = None if header.inputs is None else (*header.inputs, *header.parameters)
    tree = spelled_out(reading.tree, text, inputs=declared or inputs, shaped=shape is not None)
    title = " ".join(text.split()) if tree is reading.tree else tree_text(tree)
    if isinstance(tree, Name) and header.inputs is None:
        if not expand.is_operator(tree.name) or (inputs is not None and tree.name in inputs):
            refuse_slip(tree, text, inputs)
        elif shape is None:
            return _entry(catalog.find(tree.name), inputs, assume)
    if shape is not None or is_pipeline(tree):
        if header.first:
            fail("a pipeline's input is the tensor: leave the header out", text, 0)
        return pipeline(tree, text, shape, inputs, assume, title=title)
    return _expression(reading._replace(tree=tree), text, inputs, assume, title=title)


def _entry_with_text(
    entry: Definition, text: str, inputs: Sequence[str] | None, assume: Sequence[str]
) -> Operator:
    """An entry about matrices, vectors or complex numbers."""
    if entry.is_about_functions:
        raise InputError(ON_FUNCTIONS)
    conditions, spaces = (*entry.assume, *assume), spaces_of_entry(entry)
    return named(operator_of(entry.text, inputs, conditions, None, spaces), entry, text)


def reading_of(
    text: str, inputs: Sequence[str] | None, layered: bool, spaces: Spaces = ()
) -> Reading:
    """The text, with all that this package knows of names."""
    return read(
        text,
        is_known,
        inputs,
        layered=layered,
        arrays=is_array_function,
        spelled=is_spelled,
        spaces=spaces,
    )


def _entry(definition: Definition, inputs: Sequence[str] | None, assume: Sequence[str]) -> Operator:
    """A catalog operator as it stands; of one that needs arguments or a shape, its example."""
    if not definition.expression:
        return parse_operator(
            definition.example, inputs=inputs, assume=assume, shape=definition.example_shape
        )
    expansion = expand.definition_trees(definition)
    chosen = definition.inputs if inputs is None else checked_inputs(inputs)
    symbols = (*definition.inputs, *definition.parameters)
    if not set(chosen).intersection(symbols):
        raise InputError(
            f"{definition.name} has no input {', '.join(chosen)}: its symbols are "
            f"{', '.join(symbols)}, as in {definition.signature}"
        )
    parameters = tuple(name for name in symbols if name not in chosen)
    return _operator(
        definition.name,
        expansion.trees[0],
        _outputs(expansion.trees[0], definition.expression),
        inputs=chosen,
        parameters=parameters,
        assumptions=[
            *catalogued(expansion.assumptions, ""),
            *stated(assume, chosen, parameters),
        ],
        reference=definition.reference,
        definition=definition.name if chosen == definition.inputs else None,
    )


def _expression(
    reading: Reading, text: str, inputs: Sequence[str] | None, assume: Sequence[str], *, title: str
) -> Operator:
    tree, header, notes = reading
    given = header.inputs or inputs
    declared = frozenset((*(given or ()), *header.parameters))
    expansion = expand.expand((tree,), text, declared=declared)
    body = expansion.trees[0]
    outputs = _outputs(body, text)  # before the inputs: Max() has none, but that is not its fault
    found = dict.fromkeys((*header.parameters, *symbols(body, *expansion.assumptions)))
    chosen, parameters = roles(tuple(found), given, text)
    return _operator(
        title,
        body,
        outputs,
        inputs=chosen,
        parameters=parameters,
        assumptions=[
            *catalogued(expansion.assumptions, text),
            *stated(assume, chosen, parameters),
        ],
        written=_written(body, tree, len(text)),
        typed=Typed(text, notes, header.function if header.inputs else None, given is None),
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
    from symlin.language.sympy import from_sympy, numeric
    from symlin.language.sympy.sympy_symbols import symbol_conditions
    from symlin.reading.sympy_trees import sympy_outputs

    outputs, body = sympy_outputs(expression)
    expand.refuse_reserved((*symbols(body), *(inputs or ())))
    assumed = symbol_conditions(from_sympy.symbols_of(*outputs))
    terms = _outputs(body, "")
    chosen, parameters = roles(symbols(body), inputs, tree_text(body))
    return _operator(
        tree_text(body),
        body,
        terms,
        inputs=chosen,
        parameters=parameters,
        assumptions=[*catalogued(assumed, ""), *stated(assume, chosen, parameters)],
        reference=numeric.reference(outputs, (*chosen, *parameters)),
    )


def _operator(
    name: str,
    body: Tree,
    outputs: tuple[Term, ...],
    *,
    inputs: tuple[str, ...],
    parameters: tuple[str, ...],
    assumptions: Sequence[Assumption],
    written: tuple[Tree, ...] | None = None,
    reference: Reference | None = None,
    definition: str | None = None,
    typed: Typed | None = None,
) -> Operator:
    found = distinct(assumptions)
    return Operator(
        name=name,
        inputs=inputs,
        parameters=parameters,
        outputs=outputs,
        assumptions=tuple(guard for _, guard in found),
        written=written or _entries(body),
        assumption_texts=tuple(text for text, _ in found),
        reference=reference or sympy_reference(_entries(body), (*inputs, *parameters)),
        definition=definition,
        typed=typed,
    )


def _entries(body: Tree) -> tuple[Tree, ...]:
    return body.items if isinstance(body, Listing) else (body,)


def _outputs(body: Tree, text: str) -> tuple[Term, ...]:
    """The exact outputs; InputError where there are none."""
    if not _entries(body):
        fail("the list is empty: expected at least one output", text, body.at if text else None)
    return translate.terms(body, text)


def _written(body: Tree, typed: Tree, length: int) -> tuple[Tree, ...]:
    """The outputs with catalog operators written out, unless that takes far more room."""
    most = 10 * length + 1_000
    return _entries(body if all(fits(entry, most) for entry in _entries(body)) else typed)
