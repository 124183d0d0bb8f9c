"""`symlin collapse`: what is affine together becomes one layer, and computes the same."""

from __future__ import annotations

import json
from fractions import Fraction
from math import isqrt
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from symlin.commands.cli import cli

pytestmark = pytest.mark.models
onnx = pytest.importorskip("onnx", reason="it is about files of ONNX")
pytest.importorskip("onnxruntime", reason="models are run")
np = pytest.importorskip("numpy")


class Net:
    """A file in the making, its weights small binary fractions."""

    def __init__(self, shape: list[Any], out: list[Any]) -> None:
        self._random = np.random.default_rng(0)
        self._shapes = shape, out
        self._nodes: list[Any] = []
        self._weights: list[Any] = []
        self.arrays: dict[str, Any] = {}

    def weights(self, name: str, *shape: int, positive: bool = False) -> str:
        found = self._random.integers(1 if positive else -8, 9, size=shape).astype("f4") / 4
        self.arrays[name] = found
        self._weights.append(onnx.numpy_helper.from_array(found, name))
        return name

    def initializer(self, name: str, array: Any) -> None:
        self._weights.append(onnx.numpy_helper.from_array(array, name))

    def node(self, kind: str, inputs: list[str], output: str, **attributes: Any) -> str:
        made = onnx.helper.make_node(kind, inputs, [output], name=f"n{output}", **attributes)
        self._nodes.append(made)
        return output

    def dense(self, x: str, output: str, n: int, m: int) -> str:
        w, b = self.weights(f"{output}.w", m, n), self.weights(f"{output}.b", m)
        return self.node("Gemm", [x, w, b], output, transB=1)

    def norm(self, x: str, output: str, channels: int) -> str:
        names = [self.weights(f"{output}.{part}", channels) for part in ("g", "b", "m")]
        names.append(self.weights(f"{output}.v", channels, positive=True))
        return self.node("BatchNormalization", [x, *names], output)

    def save(self, path: Path) -> Path:
        infos = [
            onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, shape)
            for name, shape in zip("xy", self._shapes, strict=True)
        ]
        graph = onnx.helper.make_graph(self._nodes, "net", infos[:1], infos[1:], self._weights)
        opset = [onnx.helper.make_opsetid("", 13)]
        onnx.save(onnx.helper.make_model(graph, opset_imports=opset, ir_version=8), path)
        return path


def dense_net() -> Net:
    net = Net(["batch", 6], ["batch", 3])
    x = net.dense(net.dense("x", "a", 6, 20), "b", 20, 4)
    net.dense(net.node("Relu", [x], "c"), "y", 4, 3)
    return net


def convolutional_net() -> Net:
    net = Net(["batch", 2, 6, 6], ["batch", 5])
    kernel, bias = net.weights("k", 3, 2, 3, 3), net.weights("kb", 3)
    x = net.node("Conv", ["x", kernel, bias], "a", pads=[1, 1, 1, 1])
    x = net.node("Relu", [net.norm(x, "b", 3)], "c")
    x = net.node("Dropout", [x], "d")
    x = net.node("Flatten", [net.node("MaxPool", [x], "e", kernel_shape=[2, 2])], "f")
    net.dense(x, "y", 3 * 25, 5)
    return net


def collapsed(path: Path, *options: str) -> Any:
    result = CliRunner().invoke(cli, ["collapse", str(path), "--json", *options])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def run(path: Path, x: Any) -> Any:
    import onnxruntime

    return onnxruntime.InferenceSession(str(path)).run(None, {"x": x})[0]


def test_linear_layers_in_a_row_are_one_matrix(tmp_path: Path) -> None:
    """The product of both matrices, exactly: its entries are floats as well."""
    net = dense_net()
    path, small = net.save(tmp_path / "net.onnx"), tmp_path / "small.onnx"
    found = collapsed(path, "--write", str(small))
    (stretch,) = found["stretches"]
    assert stretch["nodes"] == ["na (Gemm)", "nb (Gemm)"]
    assert stretch["becomes"] == "Gemm"
    assert stretch["weights"] == [20 * 6 + 20 + 4 * 20 + 4, 4 * 6 + 4]
    assert stretch["rounding"] == 0
    tensors = {t.name: onnx.numpy_helper.to_array(t) for t in onnx.load(small).graph.initializer}
    expected = net.arrays["b.w"] @ net.arrays["a.w"]
    assert np.array_equal(tensors["collapsed1.weight"], expected)
    x = np.random.default_rng(1).normal(size=(7, 6)).astype("f4")
    assert np.allclose(run(path, x), run(small, x), rtol=1e-5, atol=1e-5)


def test_batch_normalisation_goes_into_the_convolution(tmp_path: Path) -> None:
    """With dropout, which does nothing; the batch stays open."""
    net = convolutional_net()
    path, small = net.save(tmp_path / "net.onnx"), tmp_path / "small.onnx"
    found = collapsed(path, "--write", str(small))
    kinds = {tuple(s["nodes"]): s["becomes"] for s in found["stretches"]}
    assert kinds == {
        ("na (Conv)", "nb (BatchNormalization)"): "Conv",
        ("nd (Dropout)",): "nothing",
    }
    assert found["written"]["apart"] < 1e-5
    x = np.random.default_rng(1).normal(size=(3, 2, 6, 6)).astype("f4")
    first, second = run(path, x), run(small, x)
    assert np.allclose(first, second, rtol=1e-5, atol=1e-4 * float(np.abs(first).max()))


def test_the_rounding_is_that_of_the_worst_weight(tmp_path: Path) -> None:
    """What is said of it holds, computed again with fractions and a closer square root."""
    net = convolutional_net()
    path, small = net.save(tmp_path / "net.onnx"), tmp_path / "small.onnx"
    found = collapsed(path, "--write", str(small))
    stated = next(s for s in found["stretches"] if s["becomes"] == "Conv")["rounding"]
    tensors = {t.name: onnx.numpy_helper.to_array(t) for t in onnx.load(small).graph.initializer}
    worst = Fraction(0)
    digits = 10**40
    for channel in range(3):
        variance = Fraction(float(net.arrays["b.v"][channel])) + Fraction(float(np.float32(1e-5)))
        scaled = variance * digits**2
        root = Fraction(isqrt(scaled.numerator // scaled.denominator), digits)
        factor = Fraction(float(net.arrays["b.g"][channel])) / root
        exact = [Fraction(float(w)) * factor for w in net.arrays["k"][channel].ravel()]
        given = tensors["collapsed1.weight"][channel].ravel()
        worst = max(
            worst, *(abs(a - Fraction(float(b))) for a, b in zip(exact, given, strict=True))
        )
    assert float(worst) <= stated * (1 + 1e-9)
    assert stated < 1e-6


def test_a_network_without_idle_layers_stays_as_it_is(tmp_path: Path) -> None:
    """Nothing becomes smaller, and nothing is said to."""
    net = Net([1, 4], [1, 2])
    net.dense(net.node("Relu", [net.dense("x", "a", 4, 3)], "b"), "y", 3, 2)
    path = net.save(tmp_path / "net.onnx")
    assert collapsed(path)["stretches"] == []
    result = CliRunner().invoke(cli, ["collapse", str(path)])
    assert "nothing is linear without need" in result.stdout


def test_an_expansion_is_proved_and_left(tmp_path: Path) -> None:
    """A bottleneck is smaller than the product of its matrices: it is affine with reason."""
    net = Net([1, 20], [1, 20])
    net.dense(net.dense("x", "a", 20, 2), "y", 2, 20)
    path = net.save(tmp_path / "net.onnx")
    result = CliRunner().invoke(cli, ["collapse", str(path)])
    assert "affine (proved), and no smaller as one layer" in " ".join(result.stdout.split())


def test_the_smaller_model_keeps_the_shapes(tmp_path: Path) -> None:
    """A layer on entries takes rows: two rows, and a row that becomes a column, are left alone."""
    for shape, out, turned in (([2, 3], [2, 2], False), ([1, 3], [2, 1], True)):
        net = Net(shape, out)
        a, b = net.weights("a", 3, 50), net.weights("b", 50, 2)
        x = net.node("MatMul", [net.node("MatMul", ["x", a], "s"), b], "u" if turned else "y")
        if turned:
            net.node("Transpose", [x], "y", perm=[1, 0])
        path, small = net.save(tmp_path / "net.onnx"), tmp_path / "small.onnx"
        collapsed(path, "--write", str(small))
        x = np.random.default_rng(1).normal(size=shape).astype("f4")
        assert run(small, x).shape == run(path, x).shape == tuple(out)
        assert np.allclose(run(path, x), run(small, x), rtol=1e-4, atol=1e-4)
        text = CliRunner().invoke(cli, ["collapse", str(path)]).stdout
        assert "one layer is worked out for a batch of one" in " ".join(text.split())


def test_a_mean_over_an_open_batch_is_not_dropped(tmp_path: Path) -> None:
    """It does nothing to a batch of one, and the file allows others."""
    net = Net(["batch", 3], ["batch", 2])
    x = net.node("ReduceMean", ["x"], "m", axes=[0], keepdims=1)
    net.dense(net.node("Relu", [x], "r"), "y", 3, 2)
    path, small = net.save(tmp_path / "net.onnx"), tmp_path / "small.onnx"
    assert collapsed(path, "--write", str(small))["stretches"] == []
    x = np.random.default_rng(1).normal(size=(4, 3)).astype("f4")
    assert run(small, x).shape == run(path, x).shape
    assert np.array_equal(run(path, x), run(small, x))


def test_a_size_that_was_asked_about_stays_fixed(tmp_path: Path) -> None:
    """A mean over a single place does nothing, but over several it does."""
    net = Net([1, 2, "width"], [1, 2, 1])
    net.node("Neg", [net.node("GlobalAveragePool", ["x"], "m")], "y")
    path, small = net.save(tmp_path / "net.onnx"), tmp_path / "small.onnx"
    collapsed(path, "--shape", "1,2,1", "--write", str(small))
    (given,) = onnx.load(small).graph.input
    assert [dim.dim_value for dim in given.type.tensor_type.shape.dim] == [1, 2, 1]


def test_casts_are_not_idle(tmp_path: Path) -> None:
    """Between tensors of other types there is no layer of single precision."""
    net = Net([1, 3], [1, 3])
    double = net.node("Cast", ["x"], "d", to=onnx.TensorProto.DOUBLE)
    net.node("Cast", [net.node("Add", [double, double], "e")], "y", to=onnx.TensorProto.FLOAT)
    path, small = net.save(tmp_path / "net.onnx"), tmp_path / "small.onnx"
    assert collapsed(path, "--write", str(small))["stretches"] == []
    assert run(small, np.ones((1, 3), "f4")).tolist() == [[2, 2, 2]]


def test_products_beyond_the_range_of_floats_are_left(tmp_path: Path) -> None:
    """1e30 times 1e30 is no float of single precision."""
    net = Net([1, 1], [1, 1])
    for name in "ab":
        net.arrays[name] = np.full((2, 1) if name == "b" else (1, 2), 1e30, "f4")
        net._weights.append(onnx.numpy_helper.from_array(net.arrays[name], name))
    net.node("MatMul", [net.node("MatMul", ["x", "a"], "t"), "b"], "y")
    assert collapsed(net.save(tmp_path / "net.onnx"))["stretches"] == []


def test_the_headline_counts_what_is_written(tmp_path: Path) -> None:
    """Weights that two stretches share are counted once, and an idle node is gone from the file."""
    net = Net([1, 3], [1, 2])
    net.weights("shared", 50, 2)
    x = net.node("MatMul", ["x", net.weights("a", 3, 50)], "s")
    x = net.node("Relu", [net.node("MatMul", [x, "shared"], "t")], "r")
    x = net.node("Dropout", [net.node("Abs", [x], "p")], "d")
    x = net.node("MatMul", [net.node("Abs", [x], "q"), net.weights("b", 2, 50)], "u")
    net.node("MatMul", [x, "shared"], "y")
    path, small = net.save(tmp_path / "net.onnx"), tmp_path / "small.onnx"
    found = collapsed(path, "--write", str(small))
    graph = onnx.load(small).graph
    assert found["nodes"] == [8, len(graph.node)] == [8, 5]
    assert found["weights"][1] == sum(int(np.prod(t.dims)) for t in graph.initializer)
    x = np.random.default_rng(1).normal(size=(1, 3)).astype("f4")
    assert np.allclose(run(path, x), run(small, x), rtol=1e-4, atol=1e-4)


def test_a_smaller_model_can_be_collapsed_again(tmp_path: Path) -> None:
    """Its names are those that collapsing gives: they must not be given twice."""
    net = Net([1, 3], [1, 2])
    names = [net.weights("collapsed1.weight", 3, 50), net.weights("b", 50, 2)]
    x = net.node("MatMul", [net.node("MatMul", ["x", names[0]], "s"), names[1]], "t")
    net.node("MatMul", [net.node("Relu", [x], "r"), net.weights("collapsed1.bias", 2, 2)], "y")
    path, small = net.save(tmp_path / "net.onnx"), tmp_path / "small.onnx"
    assert len(collapsed(path, "--write", str(small))["stretches"]) == 1
    x = np.random.default_rng(1).normal(size=(1, 3)).astype("f4")
    assert np.allclose(run(path, x), run(small, x), rtol=1e-4, atol=1e-4)


def test_what_the_body_of_a_branch_uses_stays(tmp_path: Path) -> None:
    """The branch sees tensors of the model without having them as inputs."""
    net = Net([1, 3], [1, 1])
    x = net.node("MatMul", ["x", net.weights("a", 3, 50)], "s")
    net.node("MatMul", [x, net.weights("b", 50, 1)], "t")
    info = onnx.helper.make_tensor_value_info("i", onnx.TensorProto.FLOAT, None)
    inner = onnx.helper.make_node("ReduceSum", ["s"], ["i"])
    body = onnx.helper.make_graph([inner], "body", [], [info])
    net._weights.append(onnx.numpy_helper.from_array(np.array(True), "yes"))
    net.node("If", ["yes"], "v", then_branch=body, else_branch=body)
    net.node("Add", ["t", "v"], "y")
    path, small = net.save(tmp_path / "net.onnx"), tmp_path / "small.onnx"
    collapsed(path, "--write", str(small))
    x = np.random.default_rng(1).normal(size=(1, 3)).astype("f4")
    assert np.allclose(run(path, x), run(small, x), rtol=1e-4, atol=1e-4)


def test_what_is_at_most_is_rounded_up() -> None:
    """1.2e-07 is not 1e-07 at most."""
    from symlin.export.collapse.words import rounding_text

    assert rounding_text(1.2e-07).startswith("off by 2e-07 at most")
    assert rounding_text(9.1e-07).startswith("off by 1e-06 at most")
    assert rounding_text(0.0) == "exact"


def test_what_is_no_model_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "net.onnx"
    path.write_bytes(b"nothing")
    result = CliRunner().invoke(cli, ["collapse", str(path)])
    assert result.exit_code == 2
    assert "no ONNX file" in result.output
