"""SymPy's matrix symbols and complex numbers mean what texts about them mean."""

from __future__ import annotations

from typing import Any

import pytest
import sympy

import symlin
from symlin.reading.parse import parse_operator
from symlin.reading.sources import as_operator
from symlin.reading.spaces.declare import given_spaces

A, B = sympy.MatrixSymbol("A", 2, 2), sympy.MatrixSymbol("B", 2, 2)
X = sympy.MatrixSymbol("X", 2, 3)
z, w = sympy.symbols("z w")

SAME: list[tuple[Any, str, tuple[str, ...]]] = [
    (A * B - B * A, "T(A: 2x2) = A*B - B*A", ("B: 2x2",)),
    (A.T * A, "T(A: 2x2) = A.T*A", ()),
    (sympy.Trace(A * B), "T(A: 2x2) = trace(A*B)", ("B: 2x2",)),
    (sympy.Determinant(A), "T(A: 2x2) = det(A)", ()),
    (A.inv() + 2 * A, "T(A: 2x2) = 2*A + A**-1", ()),
    (A**2 + sympy.Identity(2), "T(A: 2x2) = eye(2) + A**2", ()),
    (A[0, 1] + A[1, 0], "T(A: 2x2) = A12 + A21", ()),
    (sympy.Matrix([[1, 2]]) * X, "T(X: 2x3) = Matrix([[1, 2]])*X", ()),
    (sympy.conjugate(z), "f(z: C) = conj(z)", ()),
    ((2 + 3 * sympy.I) * z, "f(z: C) = (2 + 3*I)*z", ()),
    (sympy.re(z) + w * sympy.conjugate(z), "f(z: C) = re(z) + w*conj(z)", ("w: C",)),
]


@pytest.mark.parametrize(("expression", "text", "spaces"), SAME, ids=[s[1] for s in SAME])
def test_an_object_is_what_its_text_is(expression: Any, text: str, spaces: tuple[str, ...]) -> None:
    """The order of factors is kept: A*B - B*A is not 0."""
    names = ("X",) if "X" in text else ("A",) if "A" in text else ("z",)
    mine = as_operator(expression, inputs=names, space=spaces if "w: C" in spaces else None)
    read = parse_operator(text, spaces=given_spaces(spaces))
    assert mine.inputs == read.inputs
    assert set(mine.parameters) == set(read.parameters)
    assert symlin.equiv(mine, read).status is symlin.Status.PROVED


def test_matrices_without_a_size_are_refused() -> None:
    """A law for all sizes is another claim than one for 2x2."""
    with pytest.raises(symlin.InputError, match="no size in numbers"):
        symlin.check(sympy.MatrixSymbol("A", sympy.Symbol("n"), 2))


def test_the_required_matrix_is_one_over_the_entries() -> None:
    """Of complex inputs it is complex; of matrices over the entries in row-major order."""
    assert symlin.require_linear("f(z: C) = (2 + 3i) z") == sympy.Matrix([[2 + 3 * sympy.I]])
    swap = sympy.Matrix([[1, 0, 0, 0], [0, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 1]])
    assert symlin.require_linear(A.T) == swap
    matrix, offset = symlin.require_affine("f(z: C) = 2z + i")
    assert (matrix, offset) == (sympy.Matrix([[2]]), sympy.Matrix([[sympy.I]]))
    with pytest.raises(symlin.NotLinear):
        symlin.require_linear("f(z: C) = conj(z)")
