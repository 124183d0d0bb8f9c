"""What may stand for an operator, and the options that go with it: read, or refused in words.

Python hands over whatever its caller had: one condition or several, one size or a tuple of them,
SymPy's symbols or their names. All of it becomes names, texts and sizes here.
"""

from __future__ import annotations

import operator
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, TypeGuard, runtime_checkable

from symlin.catalog.layers.arguments import as_shape
from symlin.errors import InputError, brief
from symlin.language.operator import Operator
from symlin.reading.roles import names_in

if TYPE_CHECKING:
    from symlin.language.spaces import Space
    from symlin.language.sympy.protocols import Expression, Matrix, Symbol
    from symlin.reading.networks.fitted.kinds import Estimator, LinearOperator

Shape = tuple[int, ...]


@runtime_checkable
class Pipeline(Protocol):
    """Layers composed in Python: an operator as soon as the input's shape is known."""

    def operator(self, shape: Shape | None, *, assume: Sequence[str] = ()) -> Operator:
        """The operator on tensors of that shape, without the batch."""
        ...


class Function(Protocol):
    """A function, or a method of an object."""

    @property
    def __name__(self) -> str:
        """What it is called."""
        ...


Source: TypeAlias = (
    "str | Expression | Matrix | Sequence[str | Expression] | Operator | Pipeline "
    "| Estimator | LinearOperator | Function"
)
"""A catalog name or text, FILE.py:NAME, a SymPy expression or a list of them, an Operator, a
Pipeline, a fitted estimator or a method of one, a linear operator, a function."""
Inputs: TypeAlias = "str | Symbol | Iterable[str | Symbol] | None"
"""Names in order, in one text or several; SymPy's symbols stand for theirs."""
Assume: TypeAlias = "str | Expression | Iterable[str | Expression] | None"
"""A condition or several, in words or SymPy's."""
Spaces: TypeAlias = "str | Iterable[str] | None"
"""Where a name lies, as in "B: 2x2", or several of these."""
InputShape: TypeAlias = "Sequence[int] | int | Mapping[str, Sequence[int] | int] | None"
"""The shape of a pipeline's input, without the batch; one size alone is a vector's. Of a function
of Python also those of its arguments by their names."""


def as_operator(
    source: Source,
    *,
    inputs: Inputs = None,
    assume: Assume = (),
    shape: InputShape = None,
    space: Spaces = None,
) -> Operator:
    """What `source` denotes; raises InputError where it cannot be understood."""
    if is_python(source):
        return as_python(source, inputs=inputs, assume=assume, shape=shape, space=space)
    names, texts = names_and_conditions(inputs, assume, source)
    sizes, spaces = as_shape(shape), spaces_of(space)
    if isinstance(source, Operator):
        if names is not None or texts or sizes is not None or spaces:
            raise InputError("an Operator carries its own inputs, assumptions, shape and spaces")
        return source
    if is_pipeline(source):
        refuse_names(names, spaces)
        made: Operator = source.operator(sizes, assume=texts)
        return made
    from symlin.reading.parse import parse_operator, parse_sympy

    text = as_text(source)
    if text is not None:
        return parse_operator(text, inputs=names, assume=texts, shape=sizes, spaces=spaces)
    if not is_sympy(source):
        expected = "a text, a SymPy expression, a list of them, an Operator or a pipeline"
        raise InputError(f"expected {expected}, not {type(source).__name__}")
    if sizes is not None:
        raise InputError("a SymPy expression takes no shape; its inputs are its symbols")
    from symlin.reading.spaces.from_sympy import speaks_of_spaces, sympy_over_spaces

    if spaces or speaks_of_spaces(source):
        return sympy_over_spaces(source, inputs=names, assume=texts, spaces=spaces)
    return parse_sympy(source, inputs=names, assume=texts)


def is_python(source: Source) -> bool:
    """Whether this is a function of Python: FILE.py:NAME, or the function itself; or SymPy's."""
    if is_sympy(source):
        from symlin.reading.sympy_trees import is_lambda

        return is_lambda(source)
    if isinstance(source, str):
        if ".py" not in source:
            return False
        from symlin.reading.python.sources import is_file_text

        return is_file_text(source)
    if not callable(source) or isinstance(source, type) or is_pipeline(source):
        return False
    from symlin.reading.python.sources import is_function_object

    return is_function_object(source)


def as_python(
    source: Any, *, inputs: Inputs, assume: Assume, shape: InputShape, space: Spaces
) -> Operator:
    """The operator of a function of Python.

    Raises `InputError` where there is none, and `Unsupported` for what is not read in it.
    """
    if is_sympy(source):
        from symlin.reading.sympy_trees import lambda_outputs

        if shape is not None:
            raise InputError("sympy.Lambda takes no shape; its inputs are its arguments")
        outputs, own = lambda_outputs(source)
        return as_operator(outputs, inputs=inputs or own, assume=assume, space=space)
    from symlin.reading.python.sources import question_of, read_file, read_function

    names, conditions = names_and_conditions(inputs, assume)
    sizes = shape if isinstance(shape, Mapping) else as_shape(shape)
    question = question_of(names, conditions, sizes, spaces_of(space))
    return (
        read_file(source, question) if isinstance(source, str) else read_function(source, question)
    )


def refuse_names(names: Sequence[str] | None, spaces: Sequence[object]) -> None:
    """Raises `InputError` for names of inputs and spaces beside a pipeline."""
    if spaces:
        raise InputError("a pipeline's input is the tensor: give its shape, and no space")
    if names is not None:
        raise InputError("a pipeline's input is the tensor: give its shape, and no inputs")


def spaces_of(space: Spaces) -> tuple[tuple[str, Space], ...]:
    """The names with their spaces; raises `InputError` for a text that says none."""
    texts = (space,) if isinstance(space, str) else tuple(space or ())
    if not texts:
        return ()
    if not all(isinstance(text, str) for text in texts):
        raise InputError('space: expected texts such as "B: 2x2"')
    from symlin.reading.spaces.declare import given_spaces

    return given_spaces(texts)


def is_pipeline(source: Source) -> TypeGuard[Pipeline]:
    """Whether these are layers composed in Python."""
    return isinstance(source, Pipeline) and not isinstance(source, type)


def as_text(source: Source) -> str | None:
    """The operator's text, also of a list of texts; None for what is no text."""
    if isinstance(source, str):
        return source
    if isinstance(source, list | tuple) and source and all(isinstance(s, str) for s in source):
        from symlin.language.syntax import parse

        for entry in source:
            parse(entry)  # each by itself: "Max(x" and "0)" are no two outputs, nor one
        return f"[{', '.join(source)}]" if len(source) > 1 else f"[{source[0]},]"
    return None


def is_sympy(source: object) -> bool:
    """Whether this is SymPy's; nothing can be unless SymPy has been imported."""
    if "sympy" not in sys.modules:
        return False
    import sympy

    if isinstance(source, list | tuple):
        return any(isinstance(entry, sympy.Basic) for entry in source)
    return isinstance(source, sympy.Basic | sympy.MatrixBase)


def names_and_conditions(
    inputs: Inputs, assume: Assume, *sources: Source
) -> tuple[tuple[str, ...] | None, tuple[str, ...]]:
    """The names of the inputs in order, and the conditions as texts; None for no names given.

    What SymPy's symbols among them assume is a condition as well. Raises `InputError` for symbols
    of one name that mean different things, here or in a source.
    """
    chosen = None if inputs is None else _inputs(inputs)
    given = () if assume is None else _entries(assume, _is_condition)
    if given is None:
        kind = type(assume).__name__
        raise InputError(f"assume: expected conditions such as 'x >= 0', not {kind}")
    symbols = tuple(entry for entry in chosen or () if not isinstance(entry, str))
    texts = [text for entry in given for text in _condition(entry, sources)]
    if is_sympy([*symbols, *given]):
        from symlin.language.notation import tree_text
        from symlin.language.sympy.sympy_symbols import refuse_differing, symbol_conditions

        for source in sources:
            refuse_differing((*symbols, *symbols_in(given), *symbols_in(source)))
        texts += map(tree_text, symbol_conditions(symbols))
    names = chosen and tuple(e if isinstance(e, str) else e.name for e in chosen)
    return names, tuple(dict.fromkeys(texts))


def _inputs(inputs: Any) -> tuple[Any, ...]:
    """The names and symbols that were given, in order."""
    if isinstance(inputs, str):
        return names_in(inputs)
    entries = _entries(inputs, _is_symbol)
    if entries is None or isinstance(inputs, set | frozenset):
        kind = type(inputs).__name__
        raise InputError(f"inputs: expected names in order, such as ['x', 'y'], not {kind}")
    for entry in entries:
        if not isinstance(entry, str) and not _is_symbol(entry):
            raise InputError(f"inputs: expected a name or a symbol, not {brief(entry, 80)}")
    return entries


def whole_seed(seed: object) -> int:
    """The seed of the numeric cross-check; raises InputError for what is none."""
    if isinstance(seed, bool) or not hasattr(seed, "__index__") or operator.index(seed) < 0:
        raise InputError(f"seed: expected a whole number from 0 on, not {brief(seed)}")
    return operator.index(seed)


def _condition(entry: Any, sources: Sequence[Source]) -> tuple[str, ...]:
    """A condition as text; SymPy's with what its symbols assume."""
    if isinstance(entry, str):
        return (entry,)
    if isinstance(entry, bool):
        raise InputError(
            f"assume: expected a condition, not {entry}; Python answers == and != at once: "
            "write 'x == 1' or sympy.Eq(x, 1)"
        )
    if not is_sympy(entry):
        raise InputError(f"assume: expected a condition, not {type(entry).__name__}")
    from sympy.logic.boolalg import BooleanAtom

    if isinstance(entry, BooleanAtom) and not all(map(is_sympy, sources)):
        raise InputError(  # x > 0 of a positive x: the operator does not know that x is positive
            f"assume: SymPy has answered this condition already ({entry}); give it as a text"
        )
    from symlin.reading.sympy_trees import sympy_condition

    return sympy_condition(entry)


def symbols_in(given: Any) -> tuple[Any, ...]:
    """SymPy's symbols in an expression, or in a list of expressions, names and conditions."""
    if not is_sympy(given):
        return ()
    import sympy

    from symlin.language.sympy.from_sympy import symbols_of

    entries = given if isinstance(given, list | tuple | sympy.MatrixBase) else (given,)
    return symbols_of(*(entry for entry in entries if isinstance(entry, sympy.Basic)))


def _entries(given: Any, is_single: Any) -> tuple[Any, ...] | None:
    """The entries of what holds some, or the single one; None for what is neither."""
    if isinstance(given, str) or is_single(given):
        return (given,)
    return tuple(given) if isinstance(given, Iterable) else None


def _is_symbol(given: object) -> bool:
    if not is_sympy(given):
        return False
    import sympy

    return isinstance(given, sympy.Symbol | sympy.MatrixSymbol)


def _is_condition(given: object) -> bool:
    if not is_sympy(given):
        return False
    from sympy.logic.boolalg import Boolean

    return isinstance(given, Boolean)
