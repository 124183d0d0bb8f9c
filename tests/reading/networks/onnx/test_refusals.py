"""Files that are wrong, hostile, or hold what is not read: each is refused in words."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random
from typing import Any

import pytest

np: Any = pytest.importorskip("numpy")
pytest.importorskip("onnx", reason="the package onnx is not installed")

import onnx  # noqa: E402
from onnx import TensorProto, helper, numpy_helper  # noqa: E402

from symlin.errors import InputError, NotInstalled, Unsupported  # noqa: E402
from symlin.exact.deadline import within  # noqa: E402
from symlin.reading.networks.onnx.read import read_bytes, read_model, read_onnx  # noqa: E402
from symlin.reading.networks.packages import Package  # noqa: E402

from .models import model, node, random_weights  # noqa: E402

pytestmark = pytest.mark.models


def refusal(made: Any, **options: Any) -> str:
    """The words of the refusal of a model."""
    with pytest.raises(InputError) as error:
        read_model(made, "net.onnx", **options)
    return str(error.value)


def test_what_is_no_file_of_the_format_is_said() -> None:
    """Text, nothing, and the first half of a file."""
    whole = model([node("Relu", "x")], weights=random_weights({"w": (9, 9)})).SerializeToString()
    for data in (b"", b"import torch\n", whole[: len(whole) // 2]):
        with pytest.raises(InputError, match=r"net\.onnx is no ONNX file"):
            read_bytes(data, "net.onnx")


def test_a_file_that_is_missing_is_an_error_of_the_system(tmp_path: Path) -> None:
    """With the name that was typed."""
    with pytest.raises(OSError, match=r"nowhere\.onnx"):
        read_onnx(tmp_path / "nowhere.onnx")


def test_an_operator_that_is_not_read_is_named() -> None:
    """With its node, its operator and the version of the operator set."""
    made = model([node("NonMaxSuppression", "x x", name="/blk/NMS")], (1, 1, 4))
    with pytest.raises(Unsupported) as error:
        read_model(made, "net.onnx")
    assert str(error.value) == 'node "/blk/NMS" (NonMaxSuppression, opset 13) is not supported'
    assert error.value.op == "NonMaxSuppression"
    assert error.value.node == '"/blk/NMS" (NonMaxSuppression)'


@pytest.mark.parametrize(
    ("nodes", "words"),
    [
        ([node("RandomNormalLike", "x")], "RandomNormalLike, opset 13"),
        ([node("Cast", "x", to=TensorProto.INT64)], "a cast to int64 rounds"),
        ([node("Cast", "x", to=TensorProto.FLOAT16)], "a cast to float16 rounds"),
        ([node("Cast", "x", to=TensorProto.BFLOAT16)], "a cast to bfloat16 rounds"),
        ([node("Reshape", "x shape")], "cannot be reshaped to"),
        ([node("MatMul", "x w")], "do not fit"),
        ([node("Gemm", "x w", domain="com.example")], "com.example opset none"),
        ([node("Relu", "x x")], "has 2 inputs"),
        ([node("Relu", "x", alpha=1.0)], "no attribute 'alpha'"),
        ([node("Concat", "x x")], "needs the attribute 'axis'"),
        ([node("Add", "x shape")], "of two types, float32 and int64"),
        ([node("Add", "x nothing")], 'uses "nothing", which nothing in the file makes'),
        ([node("Add", "x b", "a"), node("Add", "x a", "b"), node("Relu", "b")], "in a cycle"),
        ([node("Neg", "x"), node("Relu", "x")], '"y" is made twice'),
        ([node("Expand", "x wide")], "entries is too large"),
        ([node("ConstantOfShape", "huge", "c"), node("Add", "x c")], "entries is too large"),
        ([node("OneHot", "x depth values")], "an index must be a constant of the file"),
        ([node("Dropout", "x ratio training")], "random in training"),
    ],
)
def test_a_node_that_does_not_fit_is_refused_in_words(nodes: list[Any], words: str) -> None:
    """Never a traceback, never a guess."""
    weights = {
        "shape": np.array([5, 5]),
        "w": np.float32([[1, 2], [3, 4]]),
        "huge": np.array([1 << 20, 1 << 11]),
        "wide": np.array([1 << 30, 3]),
        "depth": np.array(3),
        "values": np.float32([0, 1]),
        "ratio": np.float32(0.5),
        "training": np.array(True),
    }
    assert words in refusal(model(nodes, weights=weights))


def test_a_choice_that_depends_on_the_input_is_refused() -> None:
    """Both branches would have to be one function."""
    branch = [
        helper.make_graph(
            [node(op, "x", "b")], op, [], [helper.make_tensor_value_info("b", 1, None)]
        )
        for op in ("Relu", "Neg")
    ]
    nodes = [
        node("ReduceSum", "x", "s", keepdims=0),
        node("Greater", "s zero", "c"),
        node("If", "c", "y", then_branch=branch[0], else_branch=branch[1]),
    ]
    assert "an if depends on the values" in refusal(model(nodes, weights={"zero": 0}))


@pytest.mark.parametrize(("number", "word"), [(np.nan, "a NaN"), (np.inf, "an infinite number")])
def test_weights_that_are_no_numbers_are_named(number: float, word: str) -> None:
    """With their name and the place."""
    weight = np.ones((3, 2), dtype=np.float32)
    weight[2, 1] = number
    made = model([node("MatMul", "x fc.weight")], weights={"fc.weight": weight})
    assert refusal(made) == f'the weights "fc.weight" hold {word} at [2, 1]'


def test_half_precision_is_refused() -> None:
    """It rounds so coarsely that the function of real numbers is another one."""
    made = model([node("Relu", "x")])
    made.graph.input[0].type.tensor_type.elem_type = TensorProto.FLOAT16
    assert 'input "x" is of type float16' in refusal(made)


def test_half_weights_are_the_numbers_that_they_are() -> None:
    """What is stored in half precision and widened loses nothing."""
    half = np.float16([[0.1], [0.2], [0.3]])
    nodes = [node("Cast", "w", "v", to=TensorProto.FLOAT), node("MatMul", "x v")]
    graph = read_model(model(nodes, weights={"w": half}), "net.onnx").graph
    assert len(graph.nodes) == 3


def test_versions_that_nobody_wrote_rules_for_are_refused() -> None:
    """A newer version may mean something else."""
    assert "opset 6 is not read: 7 to 28 are" in refusal(model([node("Relu", "x")], opset=6))
    assert "opset 29 is not read" in refusal(model([node("Relu", "x")], opset=29))


def test_shapes_that_are_open_or_do_not_fit_are_said() -> None:
    """The first axis alone counts as a batch."""
    assert "the size of axis 1" in refusal(model([node("Relu", "x")], (1, "n")))
    assert "has shape (1, 3) in the file" in refusal(model([node("Relu", "x")]), shapes=(1, 4))
    assert "there is no input" in refusal(model([node("Relu", "x")]), shapes={"z": (1, 3)})
    assert "has no shape in the file" in refusal(model([node("Relu", "x")], None))
    assert "too many" in refusal(model([node("Relu", "x")], (1 << 16, 1 << 15)))


def test_a_function_that_calls_itself_is_refused() -> None:
    """It would be written out without end."""
    imports = [helper.make_opsetid("", 13), helper.make_opsetid("own", 1)]
    inner = helper.make_node("Loopy", ["a"], ["b"], domain="own")
    loopy = helper.make_function("own", "Loopy", ["a"], ["b"], [inner], imports)
    made = model([node("Loopy", "x", domain="own")], functions=[loopy], domains=["own"])
    assert "calls itself" in refusal(made)


def test_functions_that_double_are_refused_before_they_fill_the_memory() -> None:
    """Thirty functions of two calls each are a billion nodes."""
    imports = [helper.make_opsetid("", 13), helper.make_opsetid("own", 1)]
    functions = []
    for i in range(30):
        op, domain = ("Relu", "") if i == 0 else (f"F{i - 1}", "own")
        body = [
            helper.make_node(op, ["a"], ["m"], domain=domain),
            helper.make_node(op, ["m"], ["b"], domain=domain),
        ]
        functions.append(helper.make_function("own", f"F{i}", ["a"], ["b"], body, imports))
    made = model([node("F29", "x", domain="own")], functions=functions, domains=["own"])
    assert "nodes" in refusal(made)


@pytest.mark.parametrize(
    ("made", "shape"),
    [
        (node("AveragePool", "x", kernel_shape=[1000, 1000], pads=[500] * 4), (1, 1, 500, 500)),
        (node("Conv", "x ones", pads=[0, 0, 1 << 20, 1 << 20]), (1, 1, 4, 4)),
        (node("ConvTranspose", "x ones", strides=[1 << 15, 1 << 15]), (1, 1, 4, 4)),
        (node("Pad", "x pads"), (1, 1)),
        (node("LRN", "x", size=1_000_001), (1, 1000, 10, 10)),
        (node("ReduceProd", "x"), (1, 200_000)),
        (node("ArgMax", "x", axis=1), (1, 200_000)),
        (node("GRU", "x gates gates"), (200_000, 1, 1)),
        (node("Resize", "x none none sizes", mode="cubic"), (1, 1, 1024, 4)),
    ],
)
def test_a_few_bytes_that_ask_for_any_size_are_refused(made: Any, shape: tuple[int, ...]) -> None:
    """Before anything of that size is made."""
    weights = {
        "ones": np.ones((1, 1, 2, 2), dtype=np.float32),
        "pads": np.array([0, 0, 1 << 40, 0]),
        "gates": np.ones((1, 3, 1), dtype=np.float32),
        "none": np.float32([]),
        "sizes": np.array([1, 1, 1 << 20, 4]),
    }
    assert refusal(model([made], shape, weights))


# ---- what is no file, or has no end ----


def test_a_device_and_a_pipe_are_no_files(tmp_path: Path) -> None:
    """/dev/zero was read to the end of all memory, and a pipe waited for."""
    (tmp_path / "zero.onnx").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe.onnx")
    for name in ("zero.onnx", "pipe.onnx"):
        with pytest.raises(InputError, match="is no file"):
            read_onnx(tmp_path / name)


def test_a_loop_beside_what_was_asked_for_is_not_run(tmp_path: Path) -> None:
    """A second output, which was not read, ran in the runtime for ever: no alarm ends that."""
    body = helper.make_graph(
        [node("Identity", "c", "go"), node("Add", "v v", "w")],
        "body",
        [
            helper.make_tensor_value_info("i", TensorProto.INT64, []),
            helper.make_tensor_value_info("c", TensorProto.BOOL, []),
            helper.make_tensor_value_info("v", TensorProto.FLOAT, None),
        ],
        [
            helper.make_tensor_value_info("go", TensorProto.BOOL, []),
            helper.make_tensor_value_info("w", TensorProto.FLOAT, None),
        ],
    )
    nodes = [node("Relu", "x"), node("Loop", "often yes x", "z", body=body)]
    made = model(nodes, weights={"often": np.array(10**12), "yes": np.array(True)})
    made.graph.output.append(helper.make_tensor_value_info("z", TensorProto.FLOAT, None))
    file = tmp_path / "net.onnx"
    file.write_bytes(made.SerializeToString())
    network = read_onnx(file)
    assert network.original is not None
    assert list(network.original({"x": [1.0, -2.0, 3.0]})) == [1.0, 0.0, 3.0]


def test_a_run_without_an_end_is_ended_with_the_time(tmp_path: Path) -> None:
    """The runtime looks at a flag between two operators; it knows no alarm."""
    nodes = [node("Sin", f"n{k}" if k else "x", f"n{k + 1}") for k in range(2_000)]
    made = model([*nodes, node("Relu", "n2000")], (1, 40_000))
    network = read_bytes(made.SerializeToString())
    assert network.original is not None
    with within(0.05), pytest.raises(ValueError, match="could not be run"):
        network.original({"x": [1.0] * 40_000})


# ---- weights beside the file ----


def with_external(folder: Path, location: str, length: int | None = None) -> Path:
    """A file whose weights lie elsewhere."""
    made = model([node("MatMul", "x w")], weights=random_weights({"w": (3, 2)}))
    (tensor,) = made.graph.initializer
    data = tensor.raw_data
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    said = {"location": location, "offset": "0", "length": str(length or len(data))}
    for key, value in said.items():
        entry = tensor.external_data.add()
        entry.key, entry.value = key, value
    home = folder / "home"
    home.mkdir()
    (home / "weights.bin").write_bytes(data)
    (folder / "outside.bin").write_bytes(data)
    file = home / "net.onnx"
    file.write_bytes(made.SerializeToString())
    return file


def test_weights_beside_the_file_are_read(tmp_path: Path) -> None:
    """As exporters write them for large models."""
    assert read_onnx(with_external(tmp_path, "weights.bin")).shape_out == (1, 2)


@pytest.mark.parametrize(
    ("location", "length", "words"),
    [
        ("../outside.bin", None, "outside of the file's folder"),
        ("/etc/passwd", None, "outside of the file's folder"),
        ("missing.bin", None, "is missing"),
        ("weights.bin", 4096, "ends before"),
    ],
)
def test_weights_elsewhere_are_refused(
    tmp_path: Path, location: str, length: int | None, words: str
) -> None:
    """A model from a stranger reads no other files."""
    with pytest.raises(InputError, match=words):
        read_onnx(with_external(tmp_path, location, length))


def test_a_file_of_weights_larger_than_they_are_is_not_read(tmp_path: Path) -> None:
    """A sparse file of any size costs its author nothing."""
    file = with_external(tmp_path, "weights.bin", 1 << 36)
    os.truncate(file.parent / "weights.bin", 1 << 36)
    with pytest.raises(InputError, match="fewer entries than their"):
        read_onnx(file)


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    """The place counts, and not the name."""
    file = with_external(tmp_path, "link.bin")
    (file.parent / "link.bin").symlink_to(tmp_path / "outside.bin")
    with pytest.raises(InputError, match="outside of the file's folder"):
        read_onnx(file)


# ---- damaged files ----


def small() -> Any:
    """A few kinds of nodes."""
    nodes = [
        node("Conv", "x k", "a", pads=[1, 1, 1, 1]),
        node("Relu", "a", "b"),
        node("MaxPool", "b", "c", kernel_shape=[2, 2], strides=[2, 2]),
        node("Flatten", "c", "d"),
        node("Gemm", "d w b0", "y", transB=1),
    ]
    weights = random_weights({"k": (2, 1, 3, 3), "w": (3, 8), "b0": (3,)})
    return model(nodes, (1, 1, 4, 4), weights)


def test_damaged_bytes_are_an_error_in_words_or_a_network() -> None:
    """300 files with one to eight bytes changed, left out or added."""
    data, random, read = small().SerializeToString(), Random(1), 0
    for _ in range(300):
        damaged = bytearray(data)
        for _ in range(random.choice((1, 1, 2, 4, 8))):
            at = random.randrange(len(damaged))
            damaged[at : at + random.choice((0, 1, 1, 1))] = bytes(
                random.randrange(256) for _ in range(random.choice((0, 1, 1, 1)))
            )
        try:
            read_bytes(bytes(damaged))
            read += 1
        except InputError:
            pass
    assert 10 < read < 290


def test_extreme_attributes_are_an_error_in_words_or_a_network() -> None:
    """Numbers that no exporter writes, in every place of every node."""
    whole = [-(1 << 62), -1, 0, 1 << 31, 1 << 62]
    for place, attributes in enumerate(n.attribute for n in small().graph.node):
        for number, attribute in enumerate(attributes):
            for extreme in whole:
                made = small()
                changed = made.graph.node[place].attribute[number]
                if attribute.type == onnx.AttributeProto.INTS:
                    changed.ints[0] = extreme
                else:
                    changed.i = extreme
                try:
                    read_model(made, "net.onnx")
                except InputError:
                    continue


def test_sizes_of_weights_that_lie_are_refused() -> None:
    """The bytes do not fill the shape."""
    for size in (0, 7, 1 << 31, 1 << 62, -1):
        made = small()
        made.graph.initializer[0].dims[0] = size
        assert "k" in refusal(made)


def test_a_missing_package_is_named_with_what_installs_it() -> None:
    """Not a traceback of an import."""
    with pytest.raises(NotInstalled, match=r"pip install 'symlin\[onnx\]'"):
        _ = Package("no_such_package_at_all", "onnx").anything


def test_weights_of_eight_bits_are_exact() -> None:
    """Whole numbers, which a cast makes floats."""
    nodes = [node("Cast", "w", "v", to=TensorProto.FLOAT), node("MatMul", "x v")]
    made = model(nodes, weights={"w": np.int8([[1], [-2], [3]])})
    assert read_model(made, "net.onnx").shape_out == (1, 1)
    assert numpy_helper.to_array(made.graph.initializer[0]).dtype == np.int8
