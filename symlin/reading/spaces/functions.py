"""The functions of vectors, matrices and complex numbers by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from symlin.catalog.aliases import library
from symlin.reading.spaces import products as p
from symlin.reading.spaces import rearranged as r
from symlin.reading.spaces.determinants import adjugate, inverse
from symlin.reading.spaces.letters import CALLS
from symlin.reading.spaces.values import Value

Build = Callable[..., Value]


class Function(NamedTuple):
    """A function: how many arguments it takes, and what it makes of them."""

    least: int
    most: int
    build: Build


_REFUSED = {
    "rank": "the rank is no formula of the entries; det(A) is read",
    "eig": "eigenvalues are no formulas of the entries; trace(A) and det(A) are read",
    "svd": "singular values are no formulas of the entries; norm(A) is read",
    "expm": "the exponential of a matrix is not read",
    "logm": "the logarithm of a matrix is not read",
    "pinv": "the pseudoinverse is not read; inverse(A) is",
}


def _refused(why: str) -> Function:
    return Function(1, 9, lambda s, *_: s.stop(why))


_TABLE: Mapping[str, Function] = {
    "transpose": Function(1, 1, p.transpose),
    "prime": Function(1, 1, p.prime),
    "adjoint hermitian dagger ctranspose": Function(1, 1, p.adjoint),
    "trace tr": Function(1, 1, p.trace),
    "det determinant": Function(1, 1, p.det),
    "inverse inv": Function(1, 1, p.square_function(inverse)),
    "adjugate adj": Function(1, 1, p.square_function(adjugate)),
    "dot inner": Function(2, 2, p.dot),
    "vdot": Function(2, 2, p.vdot),
    "matmul mm": Function(2, 2, p.product),
    "cross": Function(2, 2, p.cross),
    "outer": Function(2, 2, p.outer),
    "kron kronecker": Function(2, 2, p.kron),
    "hadamard multiply elementwise": Function(2, 2, p.hadamard),
    "commutator": Function(2, 2, p.commutator),
    "anticommutator": Function(2, 2, p.anticommutator),
    "proj project projection": Function(2, 2, p.project),
    "norm frobenius": Function(1, 2, p.norm),
    "diag": Function(1, 100, r.diag),
    "diagonal": Function(1, 1, r.diagonal),
    "triu": Function(1, 1, r.triangle(lambda i, j: i <= j)),
    "tril": Function(1, 1, r.triangle(lambda i, j: i >= j)),
    "eye identity_matrix": Function(1, 1, r.eye),
    "zeros": Function(1, 2, r.filled(0)),
    "ones": Function(1, 2, r.filled(1)),
    "sum": Function(1, 1, r.summed),
    "mean average": Function(1, 1, r.mean),
    "cumsum": Function(1, 1, r.cumsum),
    "diff": Function(1, 1, r.diff),
    "flip reverse": Function(1, 2, r.flip),
    "flipud fliplr": Function(1, 1, r.flip),
    "prod": Function(1, 1, r.multiplied),
    "roll circshift": Function(2, 2, r.roll),
    "convolve conv": Function(2, 2, r.convolve),
    "concat concatenate cat hstack": Function(1, 100, r.concat),
    "flatten ravel": Function(1, 1, r.flatten),
    "vec": Function(1, 1, r.vec),
    "fft dft": Function(1, 1, r.fourier(-1)),
    "ifft idft": Function(1, 1, r.fourier(1)),
    "conj conjugate": Function(1, 1, p.conjugate),
    "re real": Function(1, 1, p.re),
    "im imag": Function(1, 1, p.im),
    "rank matrix_rank": _refused(_REFUSED["rank"]),
    "eig eigvals eigenvalues eigenvals eigenvectors": _refused(_REFUSED["eig"]),
    "svd singular_values": _refused(_REFUSED["svd"]),
    "expm matrix_exp": _refused(_REFUSED["expm"]),
    "logm": _refused(_REFUSED["logm"]),
    "pinv pseudoinverse": _refused(_REFUSED["pinv"]),
    "arg angle": Function(1, 1, p.arg),
}
FUNCTIONS: Mapping[str, Function] = {
    name: function for names, function in _TABLE.items() for name in names.split()
}
OF_COMPLEX = frozenset({"conj", "conjugate", "re", "real", "im", "imag", "arg", "angle"})
"""Functions that are asked about for one complex number."""
OF_MATRICES = frozenset(
    {"transpose", "trace", "tr", "det", "determinant", "inverse", "inv", "adjugate", "adj",
     "adjoint", "hermitian", "dagger", "ctranspose", "rank", "matrix_rank", "eig", "eigvals",
     "eigenvalues", "eigenvals", "svd", "expm", "logm", "triu", "tril", "diagonal", "vec"}
)  # fmt: skip
"""Those of one matrix."""
SHARED = frozenset({"norm", "sum", "mean", "average", "cumsum", "concat", "flatten", "diff"})
"""Names that mean something without vectors as well: of numbers and layers."""


def plain_name(name: str) -> str | None:
    """The name of the table that is meant: np.linalg.norm is norm; None where there is none."""
    word = name
    if "." in name and library(name):
        word = name.rpartition(".")[2]
    word = word if word in FUNCTIONS else word.lower()
    return word if word in FUNCTIONS else None


def is_array_function(name: str) -> bool:
    """Whether the name is that of a function of vectors, matrices or complex numbers."""
    return plain_name(name) is not None or name == "Matrix" or name in CALLS
