"""Functions of jax: what their primitives are, and what is refused by name."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from flint import fmpq

import symlin
from symlin.decision.verdict import Status
from symlin.kernel.network.evaluate import Evaluation

pytestmark = pytest.mark.models
jax = pytest.importorskip("jax", reason="jax is not installed")

from symlin.reading.networks.jax.read import read_jax  # noqa: E402

jnp, lax, nn = jax.numpy, jax.lax, jax.nn
KEYS = jax.random.split(jax.random.key(0), 3)
W, V, B = (jax.random.normal(k, s) for k, s in zip(KEYS, ((5, 4), (3, 5), (5,)), strict=True))
LAST = {"dimension_numbers": ("NHWC", "HWIO", "NHWC")}
PLACES = jnp.array([0, 0, 2])
Function = Callable[[Any], Any]


def attention(q: Any, k: Any, v: Any) -> Any:
    return nn.softmax(jnp.einsum("qd,kd->qk", q, k) / 2, axis=-1) @ v


def recurrent(x: Any) -> Any:
    def step(h: Any, row: Any) -> Any:
        h = jnp.tanh(W[:4] @ h + row)
        return h, h

    return lax.scan(step, jnp.zeros(4), x)[1]


def grouped(x: Any) -> Any:
    dilated = {"rhs_dilation": (1, 2), "feature_group_count": 2}
    return lax.conv_general_dilated(x, jnp.ones((3, 2, 1, 4)), (2, 2), "VALID", **LAST, **dilated)


def pool(x: Any) -> Any:
    return lax.reduce_window(x, -jnp.inf, lax.max, (1, 2, 2), (1, 2, 2), "SAME")


def indices(x: Any) -> Any:
    return x[::-1][1:3] + x[jnp.array([0, 2])].sum() + jnp.pad(x, 1)[0]


LINEAR: dict[str, tuple[Function, tuple[int, ...]]] = {
    "product": (lambda x: W @ x, (4,)),
    "batches": (lambda x: x @ jnp.ones((2, 3, 4)), (2, 2, 3)),
    "contraction": (lambda x: jnp.tensordot(W[:3, :2], x, axes=[[0], [1]]), (2, 3, 2)),
    "outer": (lambda x: jnp.outer(x, jnp.arange(3.0)), (2,)),
    "leaky relu of slope 1": (lambda x: nn.leaky_relu(x, 1.0), (3,)),
    "one value": (lambda x: jnp.where(x > 0, x, x), (3,)),
    "what cancels": (lambda x: nn.relu(x) - nn.relu(-x), (3,)),
    "convolution": (lambda x: lax.conv(x, jnp.ones((2, 1, 3, 3)), (2, 1), "SAME"), (1, 1, 5, 5)),
    "groups, channels last": (grouped, (1, 6, 7, 2)),
    "transposed": (
        lambda x: lax.conv_transpose(x, jnp.ones((3, 3, 1, 2)), (2, 2), "SAME", **LAST),
        (1, 3, 3, 1),
    ),
    "single precision": (
        lambda x: lax.conv(x, W[:, :3].reshape(5, 1, 3, 1), (1, 1), "SAME"),
        (1, 1, 4, 2),
    ),
    "average pool": (
        lambda x: lax.reduce_window(x, 0.0, lax.add, (2,), (1,), "SAME") / 2,
        (5,),
    ),
    "values": (lambda v: attention(W[:2], W[:3], v), (3, 2)),
    "indices": (indices, (4,)),
    "placed": (lambda x: jnp.zeros(5).at[jnp.array([1, 3])].set(2 * x), (2,)),
    "triangle": (jnp.tril, (3, 3)),
    "resized": (lambda x: jax.image.resize(x, (6,), "linear"), (3,)),
    "sums that go on": (jnp.cumsum, (4,)),
    "sums from behind": (lambda x: lax.cumsum(x, axis=1, reverse=True), (2, 3)),
    "mean": (lambda x: jnp.mean(x, axis=0), (3, 2)),
    "the same branches": (lambda x: lax.cond(x[0] > 0, lambda y: y, lambda y: y * 1, x), (3,)),
    "a gradient": (jax.grad(lambda x: jnp.sum(x**2)), (3,)),
    "mapped": (jax.vmap(lambda row: W @ row), (2, 4)),
    "added to one place": (lambda x: x.at[jnp.array([1, 1, -1])].add(2 * x[:3]), (4,)),
    "added, some dropped": (
        lambda x: jnp.zeros((2, 3)).at[jnp.array([0, 0, 9]), 1].add(x, mode="drop"),
        (3,),
    ),
    "a gradient of what is taken twice": (jax.grad(lambda x: (x[PLACES] ** 2).sum()), (3,)),
    "segments": (lambda x: jax.ops.segment_sum(x, PLACES, 4), (3, 2)),
    "a derivative": (lambda x: jax.jvp(jnp.sin, (jnp.ones(3),), (x,))[1], (3,)),
}
AFFINE: dict[str, tuple[Function, tuple[int, ...]]] = {
    "layer": (lambda x: x @ W.T + B, (2, 4)),
    "placed among others": (lambda x: jnp.ones(5).at[jnp.array([1, 3])].set(2 * x), (2,)),
    "a loop of known length": (lambda x: lax.fori_loop(0, 3, lambda i, c: c * 2 + 1, x), (2,)),
    "a fixed key": (lambda x: x + jax.random.normal(jax.random.key(0), (3,)), (3,)),
}
NEITHER: dict[str, tuple[Function, tuple[int, ...]]] = {
    "two layers": (lambda x: V @ nn.relu(W @ x + B), (4,)),
    "gram": (lambda x: jnp.einsum("ij,kj->ik", x, x), (2, 3)),
    "softmax": (nn.softmax, (4,)),
    "log_softmax": (nn.log_softmax, (4,)),
    "gelu": (nn.gelu, (3,)),
    "exact gelu": (lambda x: nn.gelu(x, approximate=False), (3,)),
    "leaky relu": (nn.leaky_relu, (3,)),
    "relu6": (nn.relu6, (3,)),
    "softplus": (nn.softplus, (3,)),
    "standardize": (nn.standardize, (4,)),
    "two values": (lambda x: jnp.where(x > 0, x, 2 * x), (3,)),
    "max pool": (pool, (1, 5, 5)),
    "min pool": (lambda x: lax.reduce_window(x, jnp.inf, lax.min, (2,), (1,), "VALID"), (5,)),
    "queries": (lambda q: attention(q, W[:3], W[:3, :2]), (2, 4)),
    "steps": (recurrent, (3, 4)),
    "variance": (jnp.var, (3,)),
    "norm": (jnp.linalg.norm, (3,)),
    "largest": (jnp.max, (2, 3)),
    "smallest": (jnp.min, (3,)),
    "product of entries": (jnp.prod, (3,)),
    "clip": (lambda x: jnp.clip(x, -1, 1), (3,)),
    "powers": (lambda x: x**1.0 + x**3, (3,)),
    "branches": (lambda x: lax.cond(x[0] > 0, lambda y: y, lambda y: 2 * y, x), (3,)),
    "remainder": (lambda x: jnp.fmod(x, 2.0), (3,)),
    "angle": (lambda x: jnp.arctan2(x, -2.0), (3,)),
    "other angle": (lambda x: jnp.arctan2(-2.0, x), (3,)),
}
ALL = {**LINEAR, **AFFINE, **NEITHER}
REFUSED: dict[str, tuple[Function, str]] = {
    "sort": (jnp.sort, "sort: sorting is not read"),
    "half": (lambda x: x.astype(jnp.float16), "a cast to float16"),
    "whole": (lambda x: x.astype(int), "a cast to int"),
    "complex": (lambda x: jnp.fft.fft(x).real, "complex128"),
    "truth": (lambda x: x if x[0] > 0 else 2 * x, "asks for the values of its input"),
    "places": (jnp.argmax, "is a whole number"),
    "unknown": (lambda x: x.at[PLACES].multiply(x), "scatter-mul.*not supported"),
    "two results": (lambda x: (x, x), "returns several arrays"),
}


@pytest.mark.parametrize("name", ALL)
def test_a_function_of_jax_is_decided(name: str) -> None:
    """As it should be, and what jax computes agrees with it."""
    function, shape = ALL[name]
    report = symlin.check(jax.jit(function), shape=shape, timeout=10.0)
    assert report.crosscheck.status == "agrees"
    linear, affine = report.linear.status, report.affine.status
    assert (linear is Status.PROVED, affine is Status.PROVED) == (
        name in LINEAR,
        name in LINEAR or name in AFFINE,
    )
    assert Status.UNKNOWN not in (linear, affine)


@pytest.mark.parametrize("name", ALL)
def test_the_graph_has_the_values_of_the_function(name: str) -> None:
    """To the last digits of the floats that it was traced with."""
    function, shape = ALL[name]
    network = read_jax(function, shape=shape)
    ((called, _),) = network.shape_in.items()
    draw = random.Random(1)
    flat = [draw.uniform(0.1, 2.0) for _ in range(int(jnp.prod(jnp.array(shape))))]
    entries = {i: fmpq(*v.as_integer_ratio()) for i, v in enumerate(flat)}
    values = Evaluation(network.graph, [{called: entries}]).values(64)
    assert network.original is not None
    expected = network.original({called: flat})
    found = [float(values.number(0, i)) for i in range(len(expected))]
    scale = max(1.0, *map(abs, expected))
    small = 1e-5 if any("single precision" in note for note in network.notes) else 1e-9
    assert max(abs(a - b) for a, b in zip(found, expected, strict=True)) < scale * small


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_read_is_refused_in_words(name: str) -> None:
    """By the name of the primitive, and never with a traceback."""
    function, words = REFUSED[name]
    with pytest.raises(symlin.InputError, match=words):
        symlin.check(jax.jit(function), shape=(3,))


def test_arguments_may_be_held_fixed() -> None:
    """As those of modules are; of several results one is named."""
    taken = jax.jit(lambda w, x: {"y": x @ w, "w": w})
    report = symlin.check(taken, args=(jnp.ones((3, 4)), symlin.Input(2, 3)), output="y")
    assert report.linear.status is Status.PROVED and report.operator.shape_in == {"x": (2, 3)}


def test_a_plain_function_is_run_only_where_that_is_asked_for() -> None:
    """A tree of parameters that it closes over, only jax can see."""
    ran = []

    def function(x: Any) -> Any:
        ran.append(1)
        return {"w": W}["w"] @ x

    report = symlin.check(function, shape=(4,), run=True)
    assert report.linear.status is Status.PROVED and ran
    assert any("was run" in note for note in report.operator.notes)


def test_a_certificate_stands_without_jax() -> None:
    """It holds the numbers."""
    report = symlin.check(jax.jit(lambda x: W @ x + 1), shape=(4,))
    assert symlin.verify(report.affine.certificate.to_json()).status is Status.PROVED
