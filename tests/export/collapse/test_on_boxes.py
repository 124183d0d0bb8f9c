"""`symlin collapse --box`: activations that never switch on the box are affine there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

pytestmark = pytest.mark.models
onnx = pytest.importorskip("onnx", reason="it is about files of ONNX")
pytest.importorskip("onnxruntime", reason="models are run")
np = pytest.importorskip("numpy")

from symlin.commands.cli import cli  # noqa: E402
from tests.export.collapse.test_collapse import Net, collapsed, run  # noqa: E402


def three_layers(bias: float) -> Net:
    """Units of the hidden layers are pushed away from 0: some on, some off."""
    net = Net([1, 3], [1, 2])
    x = net.dense("x", "a", 3, 6)
    offsets = np.where(np.arange(6) % 3 == 0, -bias, bias).astype("f4")
    net.initializer("shift", offsets)
    x = net.node("Add", [x, "shift"], "s")
    x = net.node("Relu", [x], "r")
    x = net.dense(x, "b", 6, 4)
    x = net.node("Relu", [x], "q")
    net.dense(x, "y", 4, 2)
    return net


def points(count: int, low: float, high: float) -> Any:
    return np.random.default_rng(1).uniform(low, high, (count, 1, 3)).astype("f4")


def test_units_that_never_switch_are_part_of_one_matrix(tmp_path: Path) -> None:
    """Dead units and those that are always on: two layers are saved, on the box alone."""
    path, small = three_layers(1000.0).save(tmp_path / "net.onnx"), tmp_path / "small.onnx"
    assert collapsed(path)["nodes"][1] >= 4
    found = collapsed(path, "--box", "-1,1", "--write", str(small))
    (stretch,) = found["stretches"]
    assert stretch["on_box"] and stretch["becomes"] == "Gemm"
    assert found["nodes"][1] == 1 and found["weights"][1] == 3 * 2 + 2
    for point in points(20, -1.0, 1.0):
        one, two = run(path, point), run(small, point)
        assert np.allclose(one, two, rtol=1e-5, atol=1e-5 * np.abs(one).max())
    far = np.full((1, 3), 1e4, "f4")  # beyond the box nothing was said
    assert not np.allclose(run(path, far), run(small, far), rtol=1e-3)
    text = CliRunner().invoke(cli, ["collapse", str(path), "--box", "-1,1"]).stdout
    assert "affine on the box (proved)" in text


def test_units_that_may_switch_stay(tmp_path: Path) -> None:
    """Without an offset, both sides of every kink are in the box."""
    path = three_layers(0.0).save(tmp_path / "net.onnx")
    found = collapsed(path, "--box", "-1,1")
    assert all("Relu" not in name for s in found["stretches"] for name in s["nodes"])


def test_an_activation_behind_open_units_may_never_switch(tmp_path: Path) -> None:
    """relu(x) + 1 is positive wherever x lies: the second relu does nothing on any box."""
    net = Net([1, 3], [1, 3])
    net.initializer("one", np.ones(3, "f4"))
    x = net.node("Relu", ["x"], "a")
    x = net.node("Add", [x, "one"], "b")
    x = net.node("Relu", [x], "c")
    net.dense(x, "y", 3, 3)
    path, small = net.save(tmp_path / "net.onnx"), tmp_path / "small.onnx"
    found = collapsed(path, "--box", "-1,1", "--write", str(small))
    assert found["stretches"] and found["stretches"][0]["on_box"]
    kept = [node.op_type for node in onnx.load(small).graph.node]
    assert kept.count("Relu") == 1 and "Relu" not in kept[1:]


def test_what_does_nothing_is_dropped_where_a_matrix_would_be_larger(tmp_path: Path) -> None:
    """An activation alone, between an addition and a maximum of windows."""
    net = Net([1, 1, 4, 4], [1, 1, 2, 2])
    net.initializer("nine", np.full((1, 1, 4, 4), 9, "f4"))
    x = net.node("Add", ["x", "nine"], "a")
    x = net.node("Relu", [x], "b")
    net.node("MaxPool", [x], "y", kernel_shape=[2, 2], strides=[2, 2])
    found = collapsed(net.save(tmp_path / "net.onnx"), "--box", "-1,1")
    assert found["nodes"] == [3, 2] and found["stretches"][0]["becomes"] == "nothing"


def test_an_open_batch_keeps_its_rows_apart(tmp_path: Path) -> None:
    """Every row of a batch lies in the box, and is treated alike."""
    net = Net(["n", 3], ["n", 3])
    net.initializer("high", np.full(3, 9, "f4"))
    x = net.node("Add", ["x", "high"], "a")
    x = net.node("Relu", [x], "b")
    net.dense(x, "y", 3, 3)
    path, small = net.save(tmp_path / "net.onnx"), tmp_path / "small.onnx"
    found = collapsed(path, "--box", "-1,1", "--write", str(small))
    assert found["nodes"][1] < found["nodes"][0]
    batch = np.random.default_rng(2).uniform(-1, 1, (5, 3)).astype("f4")
    assert np.allclose(run(path, batch), run(small, batch), rtol=1e-6)


def test_a_box_of_another_size_is_refused(tmp_path: Path) -> None:
    """In words, before anything is collapsed."""
    path, box = three_layers(1.0).save(tmp_path / "net.onnx"), tmp_path / "box.npz"
    np.savez(box, lower=np.zeros(5), upper=np.ones(5))
    result = CliRunner().invoke(cli, ["collapse", str(path), "--box", str(box)])
    assert result.exit_code == 2
