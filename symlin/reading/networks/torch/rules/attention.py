"""Softmax and what is made of it. No maximum is subtracted: exact numbers do not overflow."""

from __future__ import annotations

import math

from symlin.reading.networks.formulas import formula
from symlin.reading.networks.torch.reading import Mask, Reading, Traced, Value, torch
from symlin.reading.networks.torch.rules.arithmetic import where
from symlin.reading.networks.torch.rules.products import product, shape_of, transposed
from symlin.reading.networks.torch.rules.reductions import summed
from symlin.reading.networks.torch.table import rule


def _exponentials(r: Reading, x: Value) -> Traced:
    """exp(x), and 0 where x is minus infinity."""
    found = r.tensor(x)
    powers = r.traced(r.builder.map(found.ref, formula("exp(x)")))
    if found.excluded is None:
        return powers
    return r.tensor(where(r, found.excluded, 0.0, powers))


@rule("softmax.int", "_softmax.default", "special_softmax.int")
def softmax(r: Reading, x: Value, dim: int, half_to_float: bool = False) -> Traced:
    """exp(x) over its sum along an axis."""
    if not shape_of(x):
        line = softmax(r, r.traced(r.builder.reshape(r.ref(x), (1,))), 0)
        return r.traced(r.builder.reshape(line.ref, ()))
    found = r.tensor(x)
    if found.excluded is not None and bool(found.excluded.all(dim).any()):
        r.refuse("a softmax over nothing but minus infinities has no value")
    return _shares(r, found, dim)


def _shares(r: Reading, x: Traced, dim: int) -> Traced:
    numerator = _exponentials(r, x)
    total = summed(r, numerator, dim, True)
    return r.multiply(numerator, r.map(total, formula("1/x")))


@rule("_safe_softmax.default")
def safe_softmax(r: Reading, x: Value, dim: int) -> Traced:
    """As softmax, and 0 where every entry of a line is minus infinity."""
    found = r.tensor(x)
    if found.excluded is None:
        return _shares(r, found, dim)
    empty = found.excluded.all(dim, keepdim=True)
    if not bool(empty.any()):
        return _shares(r, found, dim)
    shares = _shares(r, r.traced(found.ref, found.excluded & ~empty), dim)
    return r.tensor(where(r, empty, 0.0, shares))


@rule("log_softmax.int", "_log_softmax.default", "special_log_softmax.int")
def log_softmax(r: Reading, x: Value, dim: int, half_to_float: bool = False) -> Traced:
    """x minus the logarithm of the sum of exponentials."""
    total = summed(r, _exponentials(r, r.traced(r.ref(x))), dim, bool(shape_of(x)))
    return r.combine((x, r.map(total, formula("log(x)"))), (1, -1))


@rule("scaled_dot_product_attention.default")
def attention(
    r: Reading,
    query: Value,
    key: Value,
    value: Value,
    attn_mask: Value,
    dropout_p: float,
    is_causal: bool,
    scale: float | None,
    enable_gqa: bool = False,
) -> Value:
    """softmax(q k^T scale + mask) v."""
    if dropout_p:
        r.refuse("not a function of its input")
    if enable_gqa:
        r.refuse("enable_gqa is not read")
    factor = 1 / math.sqrt(shape_of(query)[-1]) if scale is None else scale
    scores = product(r, query, transposed(r, key))
    if isinstance(scores, torch.Tensor):
        scores = r.tensor(scores)
    scores = r.scaled(scores, r.number(factor)) if factor > 0 else r.multiply(scores, factor)
    if is_causal:
        attn_mask = torch.ones(scores.shape[-2:], dtype=torch.bool).tril()
    return product(r, safe_softmax(r, _masked(r, scores, attn_mask), -1), value)


def _masked(r: Reading, scores: Traced, mask: Value) -> Traced:
    """Scores with a mask: numbers are added, truth values say which scores count."""
    if mask is None:
        return scores
    if isinstance(mask, Mask):
        r.refuse("a mask that depends on the input")
    if isinstance(mask, torch.Tensor) and mask.dtype == torch.bool:
        return r.tensor(where(r, mask, scores, -math.inf))
    return r.combine((scores, mask), (1, 1))
