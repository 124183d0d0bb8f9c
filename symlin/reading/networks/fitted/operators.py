"""Linear operators of SciPy and PyLops: matrices, and what is made of them.

Only classes that say all they do in their attributes are read. One that calls a function of the
user's is opaque.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, NoReturn

from symlin.errors import Unsupported
from symlin.exact.floats import dyadic
from symlin.language.network.builder import FILLER, Ref
from symlin.reading.networks.fitted.reading import Reading, np

SCIPY = "scipy.sparse.linalg._interface"
PYLOPS = "pylops.linearoperator"
REPLACED = frozenset(["matvec", "rmatvec", "_matvec", "_rmatvec", "_matmat", "_rmatmat"])
"""Methods: on an object itself they are no longer its class's."""
LARGEST_POWER = 1000
"""Of an operator: each factor is a node of the graph."""


def applied(reading: Reading, operator: Any, x: Ref, transposed: bool = False) -> Ref:
    """The operator, or its transpose, of a vector.

    Raises `Unsupported` for what is complex or opaque.
    """
    if np.issubdtype(np.dtype(operator.dtype or "f8"), np.complexfloating):
        _refuse(operator, "a complex operator is not read: its real and imaginary parts can be")
    found = RULES.get(_own_name(operator))
    if found is None or not REPLACED.isdisjoint(vars(operator)):
        _refuse(operator)
    if found in STACKS and np.dtype(operator.dtype).kind != "f":
        _refuse(operator, f"it stores its outputs as {operator.dtype}, which cuts them off")
    return found(reading, operator, x, transposed)


def _own_name(operator: Any) -> str:
    """The name of its very class, where that is SciPy's or PyLops'; a subclass has none."""
    kind = type(operator)
    home = sys.modules.get(kind.__module__)
    own = kind.__module__ in (SCIPY, PYLOPS) or kind.__module__.startswith("pylops.basicoperators.")
    return kind.__name__ if own and getattr(home, kind.__name__, None) is kind else ""


def _refuse(operator: Any, message: str = "") -> NoReturn:
    kind = type(operator)
    opaque = (
        f"{kind.__name__} is known by its Python methods alone, and what they compute cannot be "
        "read: hand over the function itself, or try it on numbers with symlin fuzz, which proves "
        "nothing"
    )
    raise Unsupported(message or opaque, op=kind.__name__, node="operator")


def _matrix(reading: Reading, operator: Any, x: Ref, transposed: bool) -> Ref:
    matrix = reading.floats(operator.A, "A")
    weight = reading.constant(matrix.T if transposed else matrix)
    if getattr(operator, "reshape", None) is not True:
        return reading.builder.dense(x, weight)
    # with PyLops' otherdims, the matrix is applied to each column of what is left
    columns = reading.builder.shape(weight)[1]
    table = reading.builder.reshape(x, (columns, reading.shape(x)[0] // columns))
    found = reading.builder.dense(reading.builder.permute(table, (1, 0)), weight)
    return reading.flat(reading.builder.permute(found, (1, 0)))


def _transpose(reading: Reading, operator: Any, x: Ref, transposed: bool) -> Ref:
    return applied(reading, operator.A, x, not transposed)  # of real numbers, also the adjoint


def _sum(reading: Reading, operator: Any, x: Ref, transposed: bool) -> Ref:
    parts = [applied(reading, part, x, transposed) for part in operator.args]
    return reading.builder.add(*parts)


def _product(reading: Reading, operator: Any, x: Ref, transposed: bool) -> Ref:
    for part in operator.args if transposed else reversed(operator.args):
        x = applied(reading, part, x, transposed)
    return x


def _multiple(reading: Reading, operator: Any, x: Ref, transposed: bool) -> Ref:
    inner, factor = operator.args
    number = dyadic(reading.floats(factor, "factor"))
    return reading.builder.scale(applied(reading, inner, x, transposed), number)


def _power(reading: Reading, operator: Any, x: Ref, transposed: bool) -> Ref:
    inner, exponent = operator.args
    if exponent > LARGEST_POWER:
        _refuse(operator, f"powers above {LARGEST_POWER} are not read")
    for _ in range(int(exponent)):
        x = applied(reading, inner, x, transposed)
    return x


def _identity(reading: Reading, operator: Any, x: Ref, transposed: bool) -> Ref:
    if operator.shape[0] != operator.shape[1]:  # PyLops has such, which cut off or pad
        _refuse(operator, "an identity that is not square is not read")
    return x


def _zero(reading: Reading, operator: Any, x: Ref, transposed: bool) -> Ref:
    size = int(operator.shape[1 if transposed else 0])
    return reading.builder.gather(x, (size,), [FILLER] * size)


def _diagonal(reading: Reading, operator: Any, x: Ref, transposed: bool) -> Ref:
    diagonal = np.broadcast_to(reading.floats(operator.diag, "diag"), operator.dims)
    return reading.times(x, diagonal.reshape(-1))


def _over_each_other(reading: Reading, operator: Any, x: Ref, transposed: bool) -> Ref:
    if transposed:
        return reading.builder.add(*_each(reading, operator, x, transposed))
    made = [applied(reading, part, x, transposed) for part in operator.ops]
    return reading.builder.concat(made, 0)


def _side_by_side(reading: Reading, operator: Any, x: Ref, transposed: bool) -> Ref:
    if not transposed:
        return reading.builder.add(*_each(reading, operator, x, transposed))
    made = [applied(reading, part, x, transposed) for part in operator.ops]
    return reading.builder.concat(made, 0)


def _blocks(reading: Reading, operator: Any, x: Ref, transposed: bool) -> Ref:
    return reading.builder.concat(_each(reading, operator, x, transposed), 0)


def _each(reading: Reading, operator: Any, x: Ref, transposed: bool) -> list[Ref]:
    """The operators that this is made of, each of its own part of the vector."""
    found, start = [], 0
    for part in operator.ops:
        size = int(part.shape[0 if transposed else 1])
        own = reading.builder.gather(x, (size,), range(start, start + size))
        found.append(applied(reading, part, own, transposed))
        start += size
    return found


RULES: dict[str, Callable[[Reading, Any, Ref, bool], Ref]] = {
    "MatrixLinearOperator": _matrix,
    "_AdjointMatrixOperator": _matrix,
    "MatrixMult": _matrix,
    "_AdjointLinearOperator": _transpose,
    "_TransposedLinearOperator": _transpose,
    "_SumLinearOperator": _sum,
    "_ProductLinearOperator": _product,
    "_ScaledLinearOperator": _multiple,
    "_PowerLinearOperator": _power,
    "IdentityOperator": _identity,
    "Identity": _identity,
    "Diagonal": _diagonal,
    "Zero": _zero,
    "VStack": _over_each_other,
    "HStack": _side_by_side,
    "BlockDiag": _blocks,
}
STACKS = (_over_each_other, _side_by_side, _blocks)
"""PyLops fills an array of the operator's own type."""
