"""Fitted estimators, their methods, and linear operators, as networks."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Mapping, Sequence
from types import MethodType
from typing import Any

from symlin.errors import InputError, Unsupported, brief
from symlin.kernel.network.arrays import Shape, size_of
from symlin.language.network.builder import Ref
from symlin.language.network.network import Network, Original
from symlin.reading.networks.fitted.kinds import is_operator, owner_of
from symlin.reading.networks.fitted.operators import applied
from symlin.reading.networks.fitted.reading import Reading, np, width
from symlin.reading.networks.fitted.table import METHODS

RULES = (
    "classification",
    "clusters",
    "compositions",
    "features",
    "kernels",
    "layers",
    "linear",
    "projection",
    "scaling",
    "trees",
)
INPUT = "x"


def read_fitted(
    source: Any, *, shape: Sequence[int] | None = None, output: int | str | None = None
) -> Network:
    """The network that a method of a fitted estimator computes, or that a linear operator is.

    An estimator alone stands for its `predict`, or `transform` where it has none. One row is asked
    about, of as many numbers as it was fitted to; `shape` gives that number, or rows and numbers.
    Raises `Unsupported` for what is not read, `InputError` where it is not fitted or the shape
    does not fit, and `NotInstalled` without scikit-learn.
    """
    if output is not None:
        raise InputError("output: it has one alone")
    owner = owner_of(source)
    if is_operator(owner):
        return _operator(source, owner, shape)
    for module in RULES:
        importlib.import_module(f"symlin.reading.networks.fitted.rules.{module}")
    return _estimator(source, owner, shape)


# ---- estimators ----


def _estimator(source: Any, estimator: Any, shape: Sequence[int] | None) -> Network:
    reading = Reading()
    method = _method(source, estimator, reading)
    wanted = _shape(estimator, method, shape)
    rows = wanted if len(wanted) == 2 else (1, *wanted)
    x = reading.builder.input(INPUT, wanted)
    found = _applied(reading, estimator, method, reading.builder.reshape(x, rows))
    if len(wanted) == 1:
        kept = reading.shape(found)[1:]  # of the only row
        found = reading.builder.reshape(found, kept or (1,))
    name = f"{type(estimator).__name__}.{method}"
    return _network(reading, name, found, _called(estimator, method, rows))


def _applied(reading: Reading, estimator: Any, method: str, x: Ref) -> Ref:
    try:
        return reading.apply(estimator, method, x)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        # attributes can be set to anything, and other versions may name them otherwise
        kind = type(estimator).__name__
        raise InputError(
            f"{kind}: its attributes do not fit each other, or its version is not known "
            f"({type(error).__name__}: {brief(error, 120)})"
        ) from error


def _method(source: Any, estimator: Any, reading: Reading) -> str:
    kind = type(estimator).__name__
    if not isinstance(source, MethodType):
        for method in ("predict", "transform"):
            if hasattr(estimator, method):
                reading.note(f"its method {method} is meant")
                return method
        raise InputError(f"{kind} has neither predict nor transform: hand over one of its methods")
    method = source.__func__.__name__
    if method not in METHODS:
        hint = "transform" if method == "fit_transform" else ", ".join(METHODS)
        raise Unsupported(
            f"{kind}.{method} is none of the methods that are read: {hint} can be asked about",
            op=method,
            node="method",
        )
    return method


def _shape(estimator: Any, method: str, shape: Sequence[int] | None) -> Shape:
    known = width(estimator, method)
    if shape is None:
        if known is None:
            kind = type(estimator).__name__
            raise InputError(
                f"{kind} does not say how many numbers a row has: it is not fitted, or give a shape"
            )
        return (known,)
    wanted = tuple(shape)
    if len(wanted) not in (1, 2) or min(wanted) < 1:
        raise InputError(f"shape: expected the numbers in a row, or rows and numbers, not {wanted}")
    return wanted


def _called(estimator: Any, method: str, rows: Shape) -> Original:
    """The estimator's own method in float64."""

    def original(values: Mapping[str, Sequence[float]]) -> Sequence[float]:
        table = np.array(list(values[INPUT]), dtype=np.float64).reshape(rows)
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")  # such as: it was fitted with names of columns
            return _finite(getattr(estimator, method)(table))

    return original


def _finite(found: Any) -> list[float]:
    flat = np.asarray(found, dtype=np.float64).reshape(-1)
    if not np.isfinite(flat).all():
        raise ArithmeticError("no value")
    return [float(entry) for entry in flat]


# ---- linear operators ----


def _operator(source: Any, operator: Any, shape: Sequence[int] | None) -> Network:
    method = source.__func__.__name__ if isinstance(source, MethodType) else "matvec"
    if method not in ("matvec", "rmatvec"):
        raise Unsupported(
            f"{method} of a linear operator is not read: matvec and rmatvec can be", op=method
        )
    transposed = method == "rmatvec"
    size = int(operator.shape[0 if transposed else 1])
    if shape is not None and size_of(tuple(shape)) != size:
        raise InputError(f"the operator takes {size} numbers, not the shape {brief(tuple(shape))}")
    reading = Reading()
    x = reading.builder.input(INPUT, (size,))
    with reading.builder.labelled(type(operator).__name__):
        try:
            found = applied(reading, operator, x, transposed)
        except RecursionError:
            raise InputError("operators of operators that are too deep to be followed") from None
    name = type(operator).__name__.lstrip("_")

    def original(values: Mapping[str, Sequence[float]]) -> Sequence[float]:
        vector = np.array(list(values[INPUT]), dtype=np.float64)
        return _finite(getattr(operator, method)(vector))

    return _network(reading, name if not transposed else f"{name}.rmatvec", found, original)


def _network(reading: Reading, name: str, output: Ref, original: Original) -> Network:
    graph, labels = reading.builder.graph(output)
    return Network(
        name=name,
        graph=graph,
        labels=labels,
        notes=tuple(reading.notes),
        original=original,
    )
