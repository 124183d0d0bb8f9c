"""Columns chosen, multiplied, filled in, or put through a function."""

from __future__ import annotations

import inspect
import math
import numbers
from typing import Any

from symlin.errors import InputError
from symlin.exact.floats import dyadic
from symlin.kernel import term as k
from symlin.kernel.network.arrays import size_of
from symlin.language.network.builder import Ref
from symlin.language.network.formulas import formulas
from symlin.language.network.indices import NoGraph
from symlin.reading.networks.fitted.reading import Reading, np
from symlin.reading.networks.fitted.rules.scaling import standard
from symlin.reading.networks.fitted.table import rule
from symlin.reading.networks.formulas import formula
from symlin.reading.networks.movement import gathered, places

SELECTORS = tuple(
    f"feature_selection.{name}"
    for name in [
        "SelectKBest",
        "SelectPercentile",
        "SelectFpr",
        "SelectFdr",
        "SelectFwe",
        "GenericUnivariateSelect",
        "VarianceThreshold",
        "RFE",
        "RFECV",
        "SelectFromModel",
        "SequentialFeatureSelector",
    ]
)
FUNCTIONS = {
    "log1p": "log(1 + x)",
    "log": "log(x)",
    "exp": "exp(x)",
    "expm1": "exp(x) - 1",
    "sqrt": "sqrt(x)",
    "square": "x**2",
    "absolute": "abs(x)",
    "negative": "-x",
    "reciprocal": "1/x",
    "sin": "sin(x)",
    "cos": "cos(x)",
    "tanh": "tanh(x)",
    "sign": "sign(x)",
    "positive": "x",
}
"""Of NumPy's, by their names there."""


@rule("transform", *SELECTORS)
def selected(reading: Reading, selector: Any, x: Ref) -> Ref:
    """The columns that it keeps."""
    kept = _support(reading, selector)
    if not kept.any():
        reading.refuse("no column is left")
    return reading.columns(x, kept)


@rule("inverse_transform", *SELECTORS)
def selected_back(reading: Reading, selector: Any, x: Ref) -> Ref:
    """The columns where they were, and zeros between them."""
    kept = _support(reading, selector)
    index = np.full((reading.shape(x)[0], kept.size), -1, dtype=np.int32)
    index[:, kept] = places(reading.shape(x))
    return gathered(reading.builder, [x], index)


def _support(reading: Reading, selector: Any) -> Any:
    reading.fitted(selector, "n_features_in_")
    return selector.get_support()


@rule("transform", "preprocessing.PolynomialFeatures")
def polynomial(reading: Reading, features: Any, x: Ref) -> Ref:
    """Products of powers of the columns."""
    reading.fitted(features, "n_output_features_")
    powers = np.asarray(features.powers_)
    degrees = powers.sum(axis=1)
    made, order = [], []
    for degree in sorted(set(degrees.tolist())):
        rows = np.flatnonzero(degrees == degree)
        order.extend(rows.tolist())
        made.append(_monomials(reading, x, powers[rows], degree))
    together = reading.beside(made)
    return reading.columns(together, np.argsort(order))


def _monomials(reading: Reading, x: Ref, powers: Any, degree: int) -> Ref:
    """All of one degree: as many factors in each."""
    if degree == 0:
        return reading.builder.full((reading.shape(x)[0], len(powers)), 1)
    factors = np.array([np.repeat(np.arange(len(p)), p) for p in powers])
    found = reading.columns(x, factors[:, 0])
    for place in range(1, degree):
        found = reading.builder.multiply(found, reading.columns(x, factors[:, place]))
    return found


@rule("transform", "preprocessing.FunctionTransformer")
def function(reading: Reading, transformer: Any, x: Ref) -> Ref:
    """No function is the identity; of others, those of NumPy that have a formula here."""
    return _called(reading, transformer.func, transformer.kw_args, x)


@rule("inverse_transform", "preprocessing.FunctionTransformer")
def function_back(reading: Reading, transformer: Any, x: Ref) -> Ref:
    """The function that was given as the inverse."""
    return _called(reading, transformer.inverse_func, transformer.inv_kw_args, x)


def _called(reading: Reading, chosen: Any, arguments: Any, x: Ref) -> Ref:
    if chosen is None:
        return x
    name = next((n for n in FUNCTIONS if chosen is getattr(np, n)), None)
    if name is not None and not arguments:
        return reading.builder.map(x, formula(FUNCTIONS[name]))
    called = getattr(chosen, "__name__", type(chosen).__name__)
    if not inspect.isfunction(chosen) or arguments:
        reading.refuse(f"its function ({called}) is not read: ask about the function itself")
    try:
        return _of_python(reading, chosen, x)
    except (InputError, NoGraph) as error:
        why = error.message if isinstance(error, InputError) else str(error)
        reading.refuse(f"its function ({called} of {chosen.__module__}) is not read: {why}")


def _of_python(reading: Reading, chosen: Any, x: Ref) -> Ref:
    """A function by its syntax tree, of all rows at once, as it is called."""
    from symlin.reading.python.sources import question_of, read_function

    shape = reading.shape(x)
    operator = read_function(chosen, question_of(None, (), shape, ()))
    if operator.assumptions or operator.parameters:
        reading.refuse("its function is not defined for all numbers")
    flat = reading.builder.reshape(x, (size_of(shape), 1))
    found = formulas(reading.builder, flat, operator.outputs, operator.inputs)
    assert operator.space is not None, "rows of numbers are a matrix"
    return reading.builder.reshape(found, operator.space.output.shape)


@rule("transform", "impute.SimpleImputer")
def imputed(reading: Reading, imputer: Any, x: Ref) -> Ref:
    """Real numbers stay what they are, unless one of them stands for a missing one."""
    builder = reading.builder
    if imputer.add_indicator:
        reading.refuse("add_indicator=True is not read")
    reading.fitted(imputer, "statistics_")
    if not all(isinstance(n, numbers.Real) for n in imputer.statistics_):
        reading.refuse("what it fills in are no real numbers")
    filled = np.asarray(imputer.statistics_, dtype=np.float64)
    every = np.ones(filled.size, dtype=bool)
    kept = every if imputer.keep_empty_features else ~np.isnan(filled)
    chosen = reading.columns(x, kept)
    missing = imputer.missing_values
    if isinstance(missing, float) and math.isnan(missing):
        reading.note("no entry is missing: NaN is no real number")
        return chosen
    if isinstance(missing, bool) or not isinstance(missing, int | float):
        reading.refuse(f"missing_values={missing!r} is no number")
    row = reading.constant(reading.floats(filled[kept], "statistics_"))
    rows = builder.broadcast(row, reading.shape(chosen))
    return builder.select("=", builder.scale(chosen, 1, -dyadic(missing)), rows, chosen)


@rule("transform", "preprocessing.KBinsDiscretizer")
def binned(reading: Reading, discretizer: Any, x: Ref) -> Ref:
    """The number of inner edges that an entry has reached."""
    if discretizer.encode != "ordinal":
        reading.refuse(f"encode={discretizer.encode!r} is not read")
    edges = [np.asarray(e)[1:-1] for e in reading.fitted(discretizer, "bin_edges_")]
    made = [_reached(reading, reading.columns(x, [i]), own) for i, own in enumerate(edges)]
    return reading.beside(made)


def _reached(reading: Reading, column: Ref, edges: Any) -> Ref:
    builder = reading.builder
    one, zero = (builder.full(reading.shape(column), n) for n in (1, 0))
    steps = [
        builder.select(">=", builder.scale(column, 1, -dyadic(edge)), one, zero) for edge in edges
    ]
    return builder.add(*steps) if steps else zero


@rule("transform", "preprocessing.PowerTransformer")
def power(reading: Reading, transformer: Any, x: Ref) -> Ref:
    """A formula for each column, and then a scaler."""
    exponents = reading.array(transformer, "lambdas_")
    made = [
        reading.builder.map(reading.columns(x, [i]), _power(transformer.method, e))
        for i, e in enumerate(exponents)
    ]
    found = reading.beside(made)
    return standard(reading, transformer._scaler, found) if transformer.standardize else found


def _power(method: str, exponent: float) -> k.Term:
    """Box and Cox's or Yeo and Johnson's function, as SciPy has them."""
    e = dyadic(exponent)
    if method == "box-cox":
        return formula("log(x)") if e == 0 else formula("(exp(a*log(x)) - 1)/a", a=e)
    above = "log(1 + x)" if abs(exponent) < np.spacing(1.0) else "(exp(a*log(1 + x)) - 1)/a"
    near = abs(exponent - 2) <= np.spacing(1.0)
    below = "-log(1 - x)" if near else "-(exp((2 - a)*log(1 - x)) - 1)/(2 - a)"
    return formula(f"Piecewise(({above}, x >= 0), ({below}, True))", a=e)
