"""Whole networks: what is read is what the file computes."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

np: Any = pytest.importorskip("numpy")
pytest.importorskip("onnx", reason="the package onnx is not installed")
pytest.importorskip("onnxruntime", reason="onnxruntime runs the originals")

from flint import arb  # noqa: E402
from onnx import helper  # noqa: E402

import symlin  # noqa: E402
from symlin.kernel.network import nodes as g  # noqa: E402
from symlin.kernel.network.evaluate import Evaluation  # noqa: E402
from symlin.kernel.theories.enclosure import working_precision  # noqa: E402
from symlin.reading.networks.onnx.read import read_bytes, read_model, read_onnx  # noqa: E402

from .floats import values_at  # noqa: E402
from .models import model, node, random_weights  # noqa: E402

pytestmark = pytest.mark.models


def mlp(sizes: tuple[int, ...]) -> Any:
    """Dense layers with relu between."""
    shapes: dict[str, tuple[int, ...]] = {}
    nodes, last = [], "x"
    for i, (n, m) in enumerate(pairwise(sizes)):
        shapes |= {f"w{i}": (m, n), f"b{i}": (m,)}
        end = i == len(sizes) - 2
        nodes.append(node("Gemm", f"{last} w{i} b{i}", "y" if end else f"h{i}", transB=1))
        last = f"h{i}"
        if not end:
            nodes.append(node("Relu", last, f"r{i}"))
            last = f"r{i}"
    return model(nodes, ("batch", sizes[0]), random_weights(shapes))


def lenet() -> Any:
    """Two convolutions with average pooling, and three dense layers."""
    shapes = {
        "k1": (6, 1, 5, 5),
        "c1": (6,),
        "k2": (16, 6, 5, 5),
        "c2": (16,),
        "w1": (120, 256),
        "b1": (120,),
        "w2": (10, 120),
        "b2": (10,),
    }
    pool = {"kernel_shape": [2, 2], "strides": [2, 2]}
    nodes = [
        node("Conv", "x k1 c1", "a1", "/conv1/Conv"),
        node("Relu", "a1", "r1"),
        node("MaxPool", "r1", "p1", **pool),
        node("Conv", "p1 k2 c2", "a2"),
        node("Relu", "a2", "r2"),
        node("AveragePool", "r2", "p2", **pool),
        node("Flatten", "p2", "f"),
        node("Gemm", "f w1 b1", "h", transB=1),
        node("Relu", "h", "r3"),
        node("Gemm", "r3 w2 b2", "y", transB=1),
    ]
    return model(nodes, (1, 1, 28, 28), random_weights(shapes))


def residual() -> Any:
    """A block of a residual network, with batch norms and a global average at the end."""
    shapes = {"k0": (8, 3, 3, 3), "k1": (8, 8, 3, 3), "k2": (8, 8, 3, 3), "w": (5, 8)}
    weights = random_weights(shapes)
    draw = np.random.default_rng(1)
    for name in ("scale", "shift", "mean"):
        weights[name] = draw.normal(size=8).astype(np.float32)
    weights["variance"] = draw.uniform(0.5, 2, 8).astype(np.float32)
    norm = "scale shift mean variance"
    nodes = [
        node("Conv", "x k0", "a", pads=[1, 1, 1, 1], strides=[2, 2]),
        node("Conv", "a k1", "b", pads=[1, 1, 1, 1]),
        node("BatchNormalization", f"b {norm}", "c"),
        node("Relu", "c", "d"),
        node("Conv", "d k2", "e", pads=[1, 1, 1, 1]),
        node("Add", "e a", "f"),
        node("Relu", "f", "g"),
        node("GlobalAveragePool", "g", "h"),
        node("Flatten", "h", "i"),
        node("Gemm", "i w", "j", transB=1),
        node("Softmax", "j", "y"),
    ]
    return model(nodes, (1, 3, 12, 12), weights)


@pytest.mark.parametrize("make", [lambda: mlp((7, 6, 5)), lenet, residual])
def test_values_are_those_of_onnxruntime(make: Any) -> None:
    """The reader is not trusted: what it makes is compared with what runs the file."""
    network = read_model(make(), "net.onnx")
    draw = np.random.default_rng(3)
    (shape,) = network.shape_in.values()
    for _ in range(2):
        x = draw.normal(size=shape).astype(np.float32)
        assert network.original is not None
        wanted = network.original({"x": x.reshape(-1).tolist()})
        found = values_at(network.graph, {"x": x})
        assert found == pytest.approx(list(wanted), rel=1e-5, abs=1e-5)


def test_labels_are_the_names_in_the_file() -> None:
    """Where something is not linear, the answer names the node to blame."""
    network = read_model(lenet(), "net.onnx")
    by_label = dict(zip(network.labels, network.graph.nodes, strict=True))
    assert isinstance(by_label['"p2" (AveragePool)'], g.Combine)
    assert '"/conv1/Conv" (Conv)' in network.labels


def test_an_open_batch_is_one_and_said() -> None:
    """A verdict is about shapes that are known."""
    network = read_model(mlp((4, 3)), "net.onnx")
    assert network.shape_in == {"x": (1, 4)}
    assert network.notes == ('the size of axis 0 of input "x" is open: answered for 1',)
    assert read_model(mlp((4, 3)), "net.onnx", shapes=(5, 4)).shape_out == (5, 3)


def test_an_output_is_chosen_by_name(tmp_path: Path) -> None:
    """As in net.onnx:logits; without a name it is the first, and the others are said."""
    made = model([node("Relu", "x", "y"), node("Neg", "x", "z")])
    made.graph.output.append(helper.make_tensor_value_info("z", 1, None))
    file = tmp_path / "net.onnx"
    file.write_bytes(made.SerializeToString())
    assert "the others are z" in read_onnx(file).notes[0]
    network = read_onnx(f"{file}:z")
    assert values_at(network.graph, {"x": np.array([[1.0, 2.0, 3.0]])}) == [-1, -2, -3]


def test_local_functions_are_written_out() -> None:
    """Attributes of a call reach the nodes inside, and labels say both names."""
    inner = helper.make_node("LeakyRelu", ["a"], ["b"], name="bend")
    alpha = inner.attribute.add()
    alpha.name, alpha.ref_attr_name, alpha.type = "alpha", "slope", 1
    imports = [helper.make_opsetid("", 13)]
    bend = helper.make_function("own", "Bend", ["a"], ["b"], [inner], imports, ["slope"])
    call = node("Bend", "x", "y", "outer", domain="own", slope=0.5)
    network = read_model(model([call], functions=[bend], domains=["own"]), "net.onnx")
    assert values_at(network.graph, {"x": np.array([[-2.0, 0.0, 3.0]])}) == [-1, 0, 3]
    assert network.labels[-1] == '"outer/bend" (LeakyRelu)'


def test_masked_attention_is_what_remains_of_it() -> None:
    """Minus infinity in a known mask means "left out"; no infinity gets into the graph."""
    mask = np.where(np.tri(3, dtype=bool), 0, -np.inf).astype(np.float32)
    nodes = [
        node("MatMul", "x k", "s"),
        node("Add", "s mask", "m"),
        node("Softmax", "m", "p"),
        node("MatMul", "p v", "y"),
    ]
    weights = {**random_weights({"k": (4, 3), "v": (3, 2)}), "mask": mask}
    network = read_model(model(nodes, (3, 4), weights), "net.onnx")
    x = np.random.default_rng(0).normal(size=(3, 4)).astype(np.float32)
    assert network.original is not None
    wanted = list(network.original({"x": x.reshape(-1).tolist()}))
    assert values_at(network.graph, {"x": x}) == pytest.approx(wanted, rel=1e-5)


def test_shapes_are_worked_out_while_reading() -> None:
    """What exporters write for x.view(x.size(0), -1): no node of the graph comes of it."""
    nodes = [
        node("Shape", "x", "s"),
        node("Gather", "s zero", "b", axis=0),
        node("Unsqueeze", "b axes", "b1"),
        node("Concat", "b1 rest", "t", axis=0),
        node("Reshape", "x t", "y"),
    ]
    weights = {
        "zero": np.array(0),
        "axes": np.array([0]),
        "rest": np.array([-1]),
    }
    network = read_model(model(nodes, (2, 3, 4), weights), "net.onnx")
    assert network.shape_out == (2, 12) and len(network.graph.nodes) == 2


def test_a_comparison_and_a_choice_are_one_node() -> None:
    """Where(x > 0, x, 0.5 x) is a choice by the sign of x, without numbers for the truth."""
    nodes = [node("Greater", "x zero", "c"), node("Mul", "x half", "h"), node("Where", "c x h")]
    network = read_model(model(nodes, weights={"zero": 0, "half": 0.5}), "net.onnx")
    kinds = [type(n) for n in network.graph.nodes]
    assert kinds.count(g.Select) == 1 and g.Multiply not in kinds
    assert values_at(network.graph, {"x": np.array([[-2.0, 0.0, 3.0]])}) == [-1, 0, 3]


def test_constants_are_never_rounded() -> None:
    """A third, and the root of 2, are no floats: they stay what they are."""
    nodes = [
        node("Div", "one three", "third"),
        node("Pow", "two half", "root"),
        node("Pow", "two minus", "inverse"),
        node("Mul", "third root", "a"),
        node("Mul", "a inverse", "b"),
        node("Mul", "x b", "y"),
    ]
    numbers = {"one": 1, "three": 3, "two": 2, "half": 0.5, "minus": -1}
    weights = {name: np.array(n, dtype=np.float64) for name, n in numbers.items()}
    made = model(nodes, (1,), weights)
    made.graph.input[0].type.tensor_type.elem_type = 11
    graph = read_model(made, "net.onnx").graph
    found = Evaluation(graph, [{"x": {0: 1}}]).values(200).row(0)[0]
    with working_precision(200):
        assert abs(found * 6 - arb(2).sqrt()) < arb("1e-30")


def test_inputs_can_be_held_fixed() -> None:
    """A network of the others is left."""
    made = model([node("Mul", "x a", "y")])
    made.graph.input.append(helper.make_tensor_value_info("a", 1, (1, 3)))
    network = read_model(made, "net.onnx", fixed={"a": np.float32([[1, 2, 3]])})
    assert list(network.shape_in) == ["x"]
    assert network.original is not None
    assert list(network.original({"x": [1, 1, 1]})) == [1, 2, 3]


def test_a_softmax_that_overflows_in_floats_is_no_disagreement() -> None:
    """The graph divides infinities, and the runtime subtracts the largest first: exit code 4 would
    call that a bug."""
    weights = {"w": np.float32([[1e4, -1e4], [3e3, 2e2]])}
    made = model([node("MatMul", "x w", "a"), node("Softmax", "a")], (1, 2), weights)
    report = symlin.check(read_bytes(made.SerializeToString()))
    assert report.crosscheck.status != "disagrees"
    assert report.linear.status == "refuted"


def test_a_formula_that_overflows_within_is_no_disagreement() -> None:
    """(exp(x) - exp(-x))/(exp(x) + exp(-x)) is a NaN at 1e17, and tanh is 1."""
    made = model(
        [node("MatMul", "x w", "a"), node("Tanh", "a")], (1, 1), {"w": np.float32([[1e18]])}
    )
    report = symlin.check(read_bytes(made.SerializeToString()))
    assert report.crosscheck.status != "disagrees"
    assert report.linear.status == "refuted"


def test_a_tensor_without_entries_is_not_handed_to_the_runtime() -> None:
    """An LSTM of an empty batch ended the whole process there."""
    weights = random_weights({"r": (1, 12, 3)})
    nodes = [node("LSTM", "x r r", "h", hidden_size=3), node("Squeeze", "h")]
    network = read_bytes(model(nodes, (2, 0, 3), weights).SerializeToString())
    assert network.original is None
