"""Graphs of tensors in floats, with NumPy: an evaluator that shares nothing with the kernel's."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from itertools import product
from typing import Any

from symlin.crosscheck.doubles import Floats
from symlin.crosscheck.evaluate import Program
from symlin.exact.memory import load_numpy
from symlin.kernel.network import nodes as n
from symlin.kernel.network.graph import Graph
from symlin.kernel.term import ZERO, maximum, var

Array = Any
"""A NumPy array of float64."""
RELU = maximum(var(n.VARIABLE), ZERO)
"""The most common formula, for which there is a faster way."""
DTYPES = {"float32": "<f4", "float64": "<f8"}


def evaluate(graph: Graph, inputs: Mapping[str, Array], kept: str = "f8") -> Array:
    """The output where the inputs are these arrays, of their shapes; what a node gives is `kept` in
    this precision.

    Raises `ImportError` without NumPy; what has no value there is a NaN or an infinity. Raises
    `OverflowError` where a NaN may come of a number that grew too large on the way, as in a
    softmax: it says nothing.
    """
    numpy = load_numpy()
    memo: list[Array] = []
    with numpy.errstate(all="ignore"):
        for node in graph.nodes:
            if isinstance(node, n.Input):
                memo.append(numpy.asarray(inputs[node.name], dtype="f8").reshape(node.shape))
            else:
                found = _RULES[type(node)](numpy, node, [memo[p] for p in node.parts])
                memo.append(found.astype(kept).astype("f8"))
        if numpy.isnan(memo[-1]).any() and any(map(_overflows(numpy, memo), graph.nodes, memo)):
            raise OverflowError("a number on the way is beyond those that are floats")
    return memo[-1]


def _overflows(numpy: Any, memo: list[Array]) -> Callable[[Any, Array], bool]:
    """Whether a node has an infinity, or had one within its formula, as in that of tanh."""

    def overflows(node: Any, made: Array) -> bool:
        if not isinstance(node, n.Map) or node.term is RELU:
            return bool(numpy.isinf(made).any())
        program = Program([node.term], Floats())
        lost = memo[node.parts[0]].ravel()[numpy.isnan(made.ravel())]
        steps = [program.slots({n.VARIABLE: float(v)}) for v in lost]
        within = any(isinstance(v, float) and math.isinf(v) for slots in steps for v in slots)
        return within or bool(numpy.isinf(made).any())

    return overflows


def _constant(numpy: Any, node: n.Constant, _: list[Array]) -> Array:
    array = node.array
    if array.kind == "exact":
        return numpy.array(list(map(_float, array.data)), dtype="f8").reshape(array.shape)
    return numpy.frombuffer(array.data, dtype=DTYPES[array.kind]).astype("f8").reshape(array.shape)


def _gather(numpy: Any, node: n.Gather, parts: list[Array]) -> Array:
    flat = numpy.concatenate([p.ravel() for p in parts] + [numpy.array([_float(node.filler)])])
    if node.index is None:
        return flat[:-1].reshape(node.shape)
    return flat[numpy.asarray(node.index)].reshape(node.shape)


def _convolve(numpy: Any, node: n.Convolve, parts: list[Array]) -> Array:
    x, weights = parts
    x = numpy.pad(x, [(0, 0), (0, 0), *node.padding])
    groups, depth = node.groups, weights.shape[1]
    filters = weights.shape[0] // groups
    total = numpy.zeros(node.shape)
    for tap in product(*map(range, weights.shape[2:])):
        cut = tuple(
            slice(t * d, t * d + (count - 1) * s + 1, s)
            for t, d, s, count in zip(tap, node.dilation, node.stride, node.shape[2:], strict=True)
        )
        seen = x[(slice(None), slice(None), *cut)]
        for g in range(groups):
            rows = weights[(slice(g * filters, (g + 1) * filters), slice(None), *tap)]
            part = seen[:, g * depth : (g + 1) * depth]
            total[:, g * filters : (g + 1) * filters] += numpy.einsum("oc,bc...->bo...", rows, part)
    return total


def _combine(numpy: Any, node: n.Combine, parts: list[Array]) -> Array:
    total = numpy.full(node.shape, _float(node.constant))
    for weight, part in zip(node.coefficients, parts, strict=True):
        total = total + _float(weight) * part
    return total


def _map(numpy: Any, node: n.Map, parts: list[Array]) -> Array:
    x = parts[0]
    if node.term is RELU:
        return numpy.maximum(x, 0)
    program = Program([node.term], Floats())
    values = [program.run({n.VARIABLE: float(v)})[0] for v in x.ravel()]
    return numpy.array(values, dtype="f8").reshape(x.shape)


def _reduce(numpy: Any, node: n.Reduce, parts: list[Array]) -> Array:
    return parts[0].sum(-1) if node.kind == "sum" else parts[0].max(-1)


def _select(numpy: Any, node: n.Select, parts: list[Array]) -> Array:
    guard, first, second = parts
    holds = {"=": guard == 0, "!=": guard != 0, ">": guard > 0, ">=": guard >= 0}[node.op]
    return numpy.where(holds, first, second)


_RULES: dict[type, Callable[[Any, Any, list[Array]], Array]] = {
    n.Constant: _constant,
    n.Gather: _gather,
    n.Dense: lambda numpy, node, parts: parts[0] @ parts[1].T,
    n.Convolve: _convolve,
    n.MatMul: lambda numpy, node, parts: parts[0] @ parts[1],
    n.Combine: _combine,
    n.Multiply: lambda numpy, node, parts: parts[0] * parts[1],
    n.Map: _map,
    n.Reduce: _reduce,
    n.Select: _select,
}


def _float(value: Any) -> float:
    return Floats().constant(value)
