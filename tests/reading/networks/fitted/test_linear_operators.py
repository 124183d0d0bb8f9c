import pytest

from symlin.errors import InputError, Unsupported
from symlin.exact.deadline import Deadline
from symlin.reading.networks.fitted.kinds import is_fitted
from symlin.reading.networks.fitted.read import read_fitted
from symlin.report.answers import answer

pytestmark = pytest.mark.models
pytest.importorskip("scipy", reason="SciPy is not installed")

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import LinearOperator, aslinearoperator

random = np.random.default_rng(0)
A, B = random.normal(size=(2, 3, 4))
SQUARE = random.normal(size=(3, 3))
a, b, square = map(aslinearoperator, (A, B, SQUARE))
identity = LinearOperator((3, 3), matvec=lambda x: x, dtype=float)
MADE = {
    "matrix": (a, A),
    "sparse": (aslinearoperator(sparse.csr_array(A * (A > 0))), A * (A > 0)),
    "sum": (a + b, A + B),
    "difference": (a - b, A - B),
    "product": (square @ a, SQUARE @ A),
    "product of four": (a.T @ square.T @ square @ a, A.T @ SQUARE.T @ SQUARE @ A),
    "transposed": (a.T, A.T),
    "adjoint": (a.H, A.T),
    "transposed sum": ((2 * a + b).T, (2 * A + B).T),
    "transposed product": ((square @ a).T, (SQUARE @ A).T),
    "multiple": (-0.5 * a, -0.5 * A),
    "power": (square**3, np.linalg.matrix_power(SQUARE, 3)),
    "transposed power": ((square**2).T, (SQUARE @ SQUARE).T),
    "power 0": (square**0, np.eye(3)),
    "whole numbers": (aslinearoperator(np.array([[1, 2], [3, 4]])), np.array([[1, 2], [3, 4]])),
    "rmatvec": (a.rmatvec, A.T),
}


def matrix(source: object) -> np.ndarray:
    """The matrix of the report, which is proved to be linear and agrees with the operator."""
    report = answer(read_fitted(source), Deadline(30), True, 0).doubted()
    assert report.linear.status.value == "proved"
    assert report.crosscheck.status == "agrees"
    found, offset = report.map.numpy()
    assert not offset.any()
    return found


@pytest.mark.parametrize("name", MADE)
def test_what_is_made_of_matrices_has_the_matrix_that_it_should(name: str) -> None:
    """SciPy never forms it: sums, products and transposes are followed in the graph."""
    operator, expected = MADE[name]
    assert is_fitted(operator)
    assert np.allclose(matrix(operator), expected, rtol=1e-12, atol=1e-12)


class Affine(LinearOperator):
    """Says that it is linear, and is not."""

    def __init__(self) -> None:
        super().__init__(float, (2, 2))

    def _matvec(self, x):
        return x + 1


REFUSED = {
    "a function": (identity, "_CustomLinearOperator is known by its Python methods alone"),
    "a class": (Affine(), "symlin fuzz, which proves nothing"),
    "inside a sum": (square + identity, "known by its Python methods alone"),
    "inside a transpose": (identity.T @ square, "known by its Python methods alone"),
    "complex": (aslinearoperator(A * 1j), "a complex operator is not read"),
    "other methods": (a.matmat, "matvec and rmatvec can be"),
    "a NaN": (aslinearoperator(A * np.nan), "holds a NaN"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_opaque_is_refused_with_what_to_do(name: str) -> None:
    """A class that is called linear need not be: nothing is believed that cannot be read."""
    operator, words = REFUSED[name]
    with pytest.raises(Unsupported) as caught:
        read_fitted(operator)
    assert words in caught.value.message


def test_an_operator_whose_method_was_replaced_is_opaque() -> None:
    """Its class then says nothing of what it computes."""
    replaced = aslinearoperator(A)
    replaced._matvec = lambda x: x[:3] + 1
    with pytest.raises(Unsupported, match="known by its Python methods alone"):
        read_fitted(replaced)


def test_sums_of_thousands_get_a_sentence() -> None:
    """SciPy nests a sum of n operators n deep, and cannot compute it either."""
    long = a
    for _ in range(3000):
        long = long + b
    with pytest.raises(InputError, match="too deep"):
        read_fitted(long)


def test_a_shape_that_does_not_fit_is_refused() -> None:
    """The operator says itself how many numbers it takes."""
    with pytest.raises(InputError, match="takes 4 numbers"):
        read_fitted(a, shape=(3,))
    assert read_fitted(a, shape=(2, 2)).shape_in == {"x": (4,)}


def pylops_operators() -> dict[str, object]:
    """Operators of PyLops, and the matrices that they are."""
    pylops = pytest.importorskip("pylops", reason="PyLops is not installed")
    one, two = pylops.MatrixMult(A), pylops.MatrixMult(SQUARE)
    diagonal = pylops.Diagonal(np.array([1.0, 2.0, -3.0]))
    wide = pylops.MatrixMult(A, otherdims=(2,))
    return {
        "matrix": one,
        "transposed": one.T,
        "adjoint": one.H,
        "product": two @ one,
        "sum": one + 2 * one,
        "diagonal": diagonal @ one,
        "diagonal of a plane": pylops.Diagonal(np.array([1.0, 2.0]), dims=(3, 2), axis=1),
        "matrix on columns": wide,
        "matrix on columns, transposed": wide.H,
        "stacked": pylops.VStack([one, two @ one]),
        "stacked, transposed": pylops.VStack([one, two @ one]).H,
        "side by side": pylops.HStack([one, diagonal]),
        "side by side, transposed": pylops.HStack([one, diagonal]).H,
        "blocks": pylops.BlockDiag([one, two]),
        "blocks, transposed": pylops.BlockDiag([one, two]).H,
        "zero": pylops.VStack([one, pylops.Zero(2, 4)]),
        "regularised": pylops.VStack([one, 0.1 * pylops.Identity(4)]),
    }


def test_operators_of_pylops_have_their_own_matrices() -> None:
    """PyLops can form a matrix column by column: that is the second opinion."""
    for name, operator in pylops_operators().items():
        expected = operator.todense()  # type: ignore[attr-defined]
        assert np.allclose(matrix(operator), expected, rtol=1e-12, atol=1e-12), name


def test_operators_of_pylops_that_compute_in_methods_are_refused() -> None:
    """A derivative is a loop in Python there, and its attributes say nothing of it."""
    pylops = pytest.importorskip("pylops", reason="PyLops is not installed")
    with pytest.raises(Unsupported, match="FirstDerivative is known by its Python methods"):
        read_fitted(pylops.FirstDerivative(5))
    with pytest.raises(Unsupported, match="not square"):
        read_fitted(pylops.Identity(2, 3))
    with pytest.raises(Unsupported, match="cuts them off"):
        read_fitted(pylops.VStack([pylops.MatrixMult(A)], dtype="int64"))
