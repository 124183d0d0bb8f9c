"""A formula with a shape that is no layer: it is of a vector or a matrix of that shape."""

from __future__ import annotations

from collections.abc import Sequence

from symlin.errors import InputError
from symlin.language.operator import Operator
from symlin.language.reading import Reading
from symlin.language.tree import Call, Name, Pipeline
from symlin.reading.spaces.operator import Question, Read, read_over_spaces


def of_vector(
    error: InputError, reading: Reading, read: Read, question: Question, shape: Sequence[int]
) -> Operator:
    """What exp(x)/sum(exp(x)) or np.cumsum is, of which `error` says that it is no layer.

    Raises `InputError`: of a formula, what is wrong with it; of a call, why it is no layer.
    """
    tree = reading.tree
    is_layer = isinstance(tree, Pipeline) or (isinstance(tree, Name) and "." not in tree.name)
    if is_layer or error.suggestions:
        raise error
    try:
        found = read_over_spaces(reading, read, question, shape, whatever=True)
    except InputError as other:
        is_call = isinstance(tree, Call | Name) and "in a pipeline" not in error.message
        raise error if is_call else other from None
    assert found is not None
    return found
