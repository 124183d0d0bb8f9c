"""Which objects are fitted ones. No library is imported to find out: what is none of its objects
cannot be, unless it is imported."""

from __future__ import annotations

import sys
from types import MethodType
from typing import Any, Never, Protocol


class Estimator(Protocol):
    """An estimator of scikit-learn."""

    def get_params(self, deep: bool = True) -> object:
        """What it was made with."""
        ...


class LinearOperator(Protocol):
    """A linear operator of SciPy or PyLops."""

    def matvec(self, x: Never) -> object:
        """What it makes of a vector."""
        ...


def is_fitted(source: object) -> bool:
    """Whether this is an estimator of scikit-learn, a linear operator of SciPy or PyLops, or a
    method of one."""
    owner = owner_of(source)
    return not isinstance(owner, type) and (is_estimator(owner) or is_operator(owner))


def owner_of(source: Any) -> Any:
    """What a method is bound to; everything else itself."""
    return source.__self__ if isinstance(source, MethodType) else source


def is_estimator(value: object) -> bool:
    """Whether this is an estimator of scikit-learn, of whatever class."""
    return _is_one("sklearn.base", "BaseEstimator", value)


def is_operator(value: object) -> bool:
    """Whether this is a linear operator of SciPy or PyLops, of whatever class."""
    return any(_is_one(m, "LinearOperator", value) for m in ("scipy.sparse.linalg", "pylops"))


def _is_one(module: str, name: str, value: object) -> bool:
    base = getattr(sys.modules.get(module), name, None)
    return base is not None and isinstance(value, base)
