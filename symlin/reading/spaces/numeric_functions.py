"""The functions of vectors, matrices and complex numbers on lists, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import accumulate, pairwise
from math import prod
from typing import Any

from symlin.reading.spaces import lists as a
from symlin.reading.spaces.lists import CONTEXT, Row


def _shares(x: Row) -> Row:
    weights = [CONTEXT.exp(v - max(x)) for v in x]
    return [w / sum(weights) for w in weights]


def _median(x: Row) -> Any:
    found, half = sorted(x), len(x) // 2
    return found[half] if len(x) % 2 else (found[half - 1] + found[half]) / 2


def _spread(x: Row, less: int = 0) -> Any:
    middle = sum(x) / len(x)
    return sum((v - middle) ** 2 for v in x) / (len(x) - less)


def _angle(z: Any) -> Any:
    if z == 0:
        raise ZeroDivisionError
    return CONTEXT.arg(z)


def _matmul(x: Any, y: Any) -> Any:
    return a.multiplied(x, y) if a.is_matrix(x) or a.is_matrix(y) else a.dot(x, y)


OF_ALL: Mapping[str, Callable[[Row], Any]] = {
    **dict.fromkeys(("max", "Max", "amax"), max),
    **dict.fromkeys(("min", "Min", "amin"), min),
    "median": _median,
    **dict.fromkeys(("var", "variance"), _spread),
    "std": lambda x: CONTEXT.sqrt(_spread(x)),
    "sample_variance": lambda x: _spread(x, 1),
    "sort": sorted,
    "softmax": _shares,
    "product": prod,
    "prod": prod,
    "l1_norm": lambda x: a.norm(x, "1"),
    "l2_norm": a.norm,
    "log_sum_exp": lambda x: CONTEXT.log(sum(map(CONTEXT.exp, x))),
}
"""Functions of all entries of a vector."""
_ADJOINT = ("adjoint", "hermitian", "dagger", "ctranspose")
FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    **dict.fromkeys(("transpose", "prime"), a.transposed),
    **dict.fromkeys(_ADJOINT, lambda x: a.transposed(a.conjugate(x))),
    **dict.fromkeys(("trace", "tr"), lambda x: sum(row[k] for k, row in enumerate(x))),
    **dict.fromkeys(("det", "determinant"), a.det),
    **dict.fromkeys(("inverse", "inv"), a.inverse),
    **dict.fromkeys(("adjugate", "adj"), a.adjugate),
    **dict.fromkeys(("dot", "inner"), a.dot),
    "vdot": a.vdot,
    **dict.fromkeys(("matmul", "mm"), _matmul),
    "cross": a.cross,
    "outer": lambda x, y: [[p * q for q in a.flat(y)] for p in a.flat(x)],
    **dict.fromkeys(("kron", "kronecker"), a.kron),
    **dict.fromkeys(("hadamard", "multiply", "elementwise"), lambda x, y: [
        FUNCTIONS["hadamard"](p, q) if isinstance(p, list) else p * q
        for p, q in zip(x, y, strict=True)]),
    "commutator": a.commutator,
    "anticommutator": lambda x, y: a.added([a.multiplied(x, y), a.multiplied(y, x)]),
    **dict.fromkeys(("proj", "project", "projection"), a.project),
    **dict.fromkeys(("norm", "frobenius"), a.norm),
    "diag": a.diag,
    "diagonal": a.diag,
    "triu": lambda x: a.triangle(x, True),
    "tril": lambda x: a.triangle(x, False),
    **dict.fromkeys(("eye", "identity_matrix"), a.eye),
    "zeros": lambda n, m=None: a.filled(CONTEXT.zero, n, m),
    "ones": lambda n, m=None: a.filled(CONTEXT.one, n, m),
    "sum": lambda x: sum(a.flat(x)),
    **dict.fromkeys(("mean", "average"), lambda x: sum(a.flat(x)) / len(a.flat(x))),
    "cumsum": lambda x: list(accumulate(a.flat(x))),
    "diff": lambda x: [q - p for p, q in pairwise(a.flat(x))],
    **dict.fromkeys(("flip", "reverse", "flipud", "fliplr"), lambda x, *_: a.flat(x)[::-1]),
    "prod": lambda x: prod(a.flat(x)),
    **dict.fromkeys(("roll", "circshift"), a.roll),
    **dict.fromkeys(("convolve", "conv"), a.convolve),
    **dict.fromkeys(("concat", "concatenate", "cat", "hstack"), lambda *x: a.flat(list(x))),
    **dict.fromkeys(("flatten", "ravel"), a.flat),
    "vec": lambda x: a.flat(a.transposed(x)),
    **dict.fromkeys(("fft", "dft"), lambda x: a.fourier(x, -1)),
    **dict.fromkeys(("ifft", "idft"), lambda x: a.fourier(x, 1)),
    **dict.fromkeys(("conj", "conjugate"), a.conjugate),
    **dict.fromkeys(("arg", "angle"), lambda x: a.each(_angle, x)),
    **dict.fromkeys(("re", "real"), lambda x: a.each(CONTEXT.re, x)),
    **dict.fromkeys(("im", "imag"), lambda x: a.each(CONTEXT.im, x)),
}  # fmt: skip
"""The functions of vectors, matrices and complex numbers by name."""
