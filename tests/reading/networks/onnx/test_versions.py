"""One operator, many versions: each file means what its own version says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

np: Any = pytest.importorskip("numpy")
pytest.importorskip("onnx", reason="the package onnx is not installed")
pytest.importorskip("onnxruntime", reason="onnxruntime runs the originals")

from symlin.reading.networks.onnx.read import read_model  # noqa: E402

from .floats import values_at  # noqa: E402
from .models import model, node, random_weights  # noqa: E402

pytestmark = pytest.mark.models

Numbers = dict[str, Any]


def whole(*numbers: int) -> Any:
    return np.array(numbers, dtype=np.int64)


def as_input(op: str, x: str, y: str, numbers: Numbers, **values: Any) -> Any:
    """The node with attributes of older versions as inputs."""
    names = []
    for name, value in values.items():
        numbers[f"{y}_{name}"] = value
        names.append(f"{y}_{name}")
    return node(op, " ".join([x, *names]), y)


def squeezed(op: str, x: str, y: str, opset: int, numbers: Numbers) -> Any:
    if opset < 13:
        return node(op, x, y, axes=[1])
    return as_input(op, x, y, numbers, axes=whole(1))


def resized(x: str, y: str, opset: int, numbers: Numbers) -> Any:
    scales = np.float32([1, 1, 2, 2])
    if opset < 9:
        return node("Upsample", x, y, scales=scales.tolist())
    if opset < 10:
        return as_input("Upsample", x, y, numbers, scales=scales)
    if opset < 11:
        return as_input("Resize", x, y, numbers, scales=scales)
    numbers[f"{y}_scales"] = scales
    numbers[f"{y}_roi"] = np.float32([])
    kind = "asymmetric" if opset < 19 else "half_pixel_symmetric"
    how = {"mode": "linear", "coordinate_transformation_mode": kind}
    return node("Resize", f"{x} {y}_roi {y}_scales", y, **how)


def chain(opset: int) -> Any:
    """A net whose nodes are written as its version asks."""
    numbers: Numbers = random_weights({"k": (4, 2, 3, 3), "c": (4,), "w": (32, 6), "scale": (4,)})
    numbers |= {"zero4": np.zeros(4, np.float32), "one4": np.ones(4, np.float32) * 2}
    old = opset < 10
    nodes = [
        node("Pad", "x", "p", pads=[0, 0, 1, 1, 0, 0, 0, 1])
        if opset < 11
        else as_input("Pad", "x", "p", numbers, pads=whole(0, 0, 1, 1, 0, 0, 0, 1)),
        node("Conv", "p k c", "a"),
        node("BatchNormalization", "a scale zero4 zero4 one4", "b"),
        node("LeakyRelu", "b", "b1", alpha=0.25),
        node("Clip", "b1", "cl", min=-0.5, max=1.0)
        if opset < 11
        else as_input("Clip", "b1", "cl", numbers, min=np.float32(-0.5), max=np.float32(1)),
        node("Slice", "cl", "s", starts=[1, 0], ends=[4, 4], axes=[2, 3])
        if old
        else as_input(
            "Slice", "cl", "s", numbers, starts=whole(1, 0), ends=whole(4, 4), axes=whole(2, 3)
        ),
        node("AveragePool", "s", "v", kernel_shape=[2, 2], strides=[2, 2]),
        resized("v", "r", opset, numbers),
        node("Split", "r", "s1 s2", axis=1, split=[2, 2])
        if opset < 13
        else node("Split", "r sizes", "s1 s2", axis=1),
        node("Mul", "s1 s2", "m"),
        node("Concat", "m r", "q", axis=1),
        node("ReduceMean", "q", "g", axes=[3], keepdims=0)
        if opset < 18
        else node("ReduceMean", "q three", "g", keepdims=0),
        squeezed("Unsqueeze", "g", "u", opset, numbers),
        squeezed("Squeeze", "u", "t", opset, numbers),
        node("Dropout", "t", "d"),
        node("Softmax", "d", "o", axis=1),
        node("ReduceSum", "o", "y", axes=[2], keepdims=1)
        if opset < 13
        else node("ReduceSum", "o two", "y", keepdims=1),
    ]
    numbers |= {"sizes": whole(2, 2), "three": whole(3), "two": whole(2)}
    used = {name for n in nodes for name in n.input}
    weights = {name: w for name, w in numbers.items() if name in used}
    return model(nodes, (1, 2, 5, 5), weights, opset=opset)


def agreed(made: Any) -> None:
    """Reads a model, and compares it with what runs it."""
    network = read_model(made, "net.onnx")
    ((name, shape),) = network.shape_in.items()
    x = np.random.default_rng(5).normal(size=shape).astype(np.float32)
    assert network.original is not None
    wanted = list(network.original({name: x.reshape(-1).tolist()}))
    assert values_at(network.graph, {name: x}) == pytest.approx(wanted, rel=1e-5, abs=1e-6)


@pytest.mark.parametrize("opset", range(7, 29))
def test_a_file_of_each_version_is_read_as_it_is_run(opset: int) -> None:
    """Attributes became inputs, and meanings changed on the way: no file is converted."""
    agreed(chain(opset))


@pytest.mark.parametrize("opset", [12, 13])
def test_softmax_changed_its_meaning_at_version_13(opset: int) -> None:
    """Before, all axes from axis 1 on were one."""
    agreed(model([node("Softmax", "x")], (2, 3, 4), opset=opset))


@pytest.mark.parametrize("opset", [18, 21])
def test_group_normalisation_changed_its_weights_at_version_21(opset: int) -> None:
    """Before, there was one for each group; now there is one for each channel."""
    weights = random_weights({"s": (2 if opset < 21 else 4,), "b": (2 if opset < 21 else 4,)})
    nodes = [node("GroupNormalization", "x s b", num_groups=2)]
    agreed(model(nodes, (1, 4, 3), weights, opset=opset))


RECURRENT: dict[str, Callable[[], Any]] = {
    op: lambda op=op, gates=gates: model(  # type: ignore[misc]
        [node(op, "x w r b", "s h", hidden_size=2, direction="bidirectional"), node("Neg", "h")],
        (3, 2, 3),
        random_weights({"w": (2, gates * 2, 3), "r": (2, gates * 2, 2), "b": (2, gates * 4)}),
    )
    for op, gates in {"RNN": 1, "GRU": 3, "LSTM": 4}.items()
}


@pytest.mark.parametrize("op", RECURRENT)
def test_recurrent_cells_are_written_out(op: str) -> None:
    """Both directions; the last states are an output of their own."""
    agreed(RECURRENT[op]())
