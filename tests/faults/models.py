"""Hostile models: ONNX files, boxes in .npz and .vnnlib files, .pt2 files and other kinds."""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import Any

from .asked import WORDS, apart, ask, drawn, strangers
from .outcome import Outcome

SECONDS = 3.0
HAS_ONNX = all(map(find_spec, ("onnx", "numpy")))
EXTREME = (-(1 << 62), -2, -1, 0, 1, 3, 7, 1 << 15, 1 << 31, (1 << 62) - 1)
FLOATS = (0.0, -1.0, 1e-38, 1e38, float("inf"), float("nan"))
TEXTS = ("", "x", "y", "a", "w", "\x1b[2J", "\u202e", "../../etc", "Relu", "Loop", "n" * 9_000)
PLACES = (
    "../outside.bin", "/etc/passwd", "/dev/zero", "missing.bin", "link.bin", "pipe.bin", "", ".",
    "folder", "a\x00b", "sparse.bin", "weights.bin", "net.onnx", "C:\\weights.bin", "./weights.bin",
)  # fmt: skip
"""Where weights are said to lie."""
VNNLIB = """(declare-const X_0 Real) (declare-const X_1 Real) (declare-const X_2 Real)
(declare-const Y_0 Real) (assert (<= X_0 0.5)) (assert (>= X_0 -1e-1))
(assert (and (<= -2 X_1) (>= 3.5 X_1))) (assert (<= X_2 (/ 1 3))) (assert (<= Y_0 X_0))
"""
PARTS = (
    "(", ")", "((((", "X_0", "X_999999999", "Y_0", "1e9999", "1e-9999", "(- 1)", "(/ 1 0)",
    "assert",
    "declare-const", "or", "and", "[0,3]", "X[99999999999]", "\x00", "\x1b", ";", "9" * 9_000,
    "(declare-network N (declare-input A Real [99999, 99999]))", "<=", "(" * 50_000, " " * 99_999,
)  # fmt: skip


@lru_cache
def bases() -> tuple[bytes, ...]:
    """Small models of many kinds of nodes, as files."""
    import numpy as np

    from ..reading.networks.onnx.models import model, node, random_weights

    weights = random_weights(
        {"k": (2, 1, 3, 3), "w": (3, 8), "v": (3,), "s": (3, 3), "r": (1, 12, 3)}
    )
    weights |= {
        "n": np.array(3),
        "yes": np.array(True),
        "shape": np.array([1, -1]),
        "g": weights["r"],
    }
    conv = [
        node("Conv", "x k", "a", pads=[1, 1, 1, 1]), node("Relu", "a", "b"),
        node("MaxPool", "b", "c", kernel_shape=[2, 2], strides=[2, 2]), node("Flatten", "c", "d"),
        node("Gemm", "d w v", transB=1),
    ]  # fmt: skip
    dense = [node("MatMul", "x s", "a"), node("Add", "a v", "b"), node("Softmax", "b")]
    many = [
        node("Transpose", "x", "a", perm=[1, 0]), node("Reshape", "a shape", "c"), node("Tanh",
        "c", "d"),
        node("ReduceSum", "d", "e", keepdims=1), node("Concat", "d e", axis=1),
    ]  # fmt: skip
    loop = [node("Loop", "n yes x", body=_body())]
    lstm = [node("LSTM", "x r g", "h", hidden_size=3)]
    made = [model(conv, (1, 1, 4, 4), weights), model(dense, (1, 3), weights)]
    made += [model(many, (1, 3), weights), model(loop, (1, 3), weights)]
    made += [model([*lstm, node("Squeeze", "h")], (2, 1, 3), weights)]
    return tuple(one.SerializeToString() for one in made)


@lru_cache
def affine_model() -> bytes:
    """Two layers in a row, with so many weights that they get a file of their own."""
    from ..reading.networks.onnx.models import model, node, random_weights

    weights = random_weights({"w": (200, 200), "v": (200, 200)})
    nodes = [node("MatMul", "x w", "a"), node("MatMul", "a v")]
    data: bytes = model(nodes, (1, 200), weights).SerializeToString()
    return data


def _body() -> Any:
    from onnx import TensorProto, helper

    from ..reading.networks.onnx.models import node

    info = helper.make_tensor_value_info
    ends = info("i", TensorProto.INT64, []), info("c", TensorProto.BOOL, [])
    return helper.make_graph(
        [node("Identity", "c", "go"), node("Add", "q q", "p")],
        "body",
        [*ends, info("q", TensorProto.FLOAT, None)],
        [info("go", TensorProto.BOOL, []), info("p", TensorProto.FLOAT, None)],
    )


# ---- what becomes of an ONNX file ----


def bytes_changed(data: bytes, rng: Random) -> bytes:
    """A few bytes changed, left out or added; or the file cut, or twice."""
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4, 8))):
        at = rng.randrange(len(changed) + 1)
        new = bytes(rng.randrange(256) for _ in range(rng.choice((0, 1, 1, 1))))
        changed[at : at + rng.choice((0, 1, 1, 1))] = new
    if rng.random() < 0.1:
        return bytes(changed[: rng.randrange(len(changed) + 1)])
    return bytes(changed) * (2 if rng.random() < 0.05 else 1)


def fields_changed(data: bytes, rng: Random) -> bytes:
    """Fields of the message set to extremes, left out, doubled or handed on to each other."""
    import onnx

    made = onnx.ModelProto()
    made.ParseFromString(data)
    for _ in range(rng.choice((1, 1, 1, 2, 3, 6))):
        messages = list(_messages(made))
        message = rng.choice(messages)
        fields = message.ListFields()
        if fields:
            _change(message, *rng.choice(fields), rng)
    found: bytes = made.SerializeToString()
    return found


def _messages(message: Any) -> Iterator[Any]:
    yield message
    for field, value in message.ListFields():
        if field.type == field.TYPE_MESSAGE:
            for part in value if hasattr(value, "add") else (value,):
                yield from _messages(part)


def _change(message: Any, field: Any, value: Any, rng: Random) -> None:
    many = hasattr(value, "extend")
    if rng.random() < 0.15:
        message.ClearField(field.name)
    elif field.type == field.TYPE_MESSAGE:
        if many and len(value):
            _of_messages(value, rng)
    elif many:
        place = rng.randrange(len(value)) if len(value) else None
        new = _scalar(field, rng)
        if place is None or rng.random() < 0.2:
            value.extend([new] * rng.choice((1, 1, 40)))
        else:
            value[place] = new
    else:
        setattr(message, field.name, _scalar(field, rng))


def _of_messages(value: Any, rng: Random) -> None:
    place = rng.randrange(len(value))
    way = rng.randrange(3)
    if way == 0:
        del value[place]
    elif way == 1:
        value.add().CopyFrom(value[place])
    else:
        value[place].CopyFrom(value[rng.randrange(len(value))])


def _scalar(field: Any, rng: Random) -> Any:
    if field.type == field.TYPE_STRING:
        return rng.choice(TEXTS)
    if field.type == field.TYPE_BYTES:
        return bytes(rng.randrange(256) for _ in range(rng.choice((0, 4, 24, 400))))
    if field.type == field.TYPE_ENUM:
        return rng.choice(field.enum_type.values).number
    if field.type in (field.TYPE_FLOAT, field.TYPE_DOUBLE):
        return rng.choice(FLOATS)
    most = (1 << 31) - 1 if field.type == field.TYPE_INT32 else (1 << 63) - 1
    low = 0 if field.type in (field.TYPE_UINT64,) else -most
    return max(low, min(rng.choice(EXTREME) if rng.random() < 0.6 else rng.randrange(30), most))


def elsewhere(data: bytes, rng: Random) -> bytes:
    """Weights said to lie in other files."""
    import onnx

    made = onnx.ModelProto()
    made.ParseFromString(data)
    tensors = [*made.graph.initializer]
    tensors += [a.t for n in made.graph.node for a in n.attribute if a.HasField("t")]
    for tensor in rng.sample(tensors, min(len(tensors), rng.choice((1, 1, 3)))):
        tensor.ClearField("raw_data")
        tensor.data_location = onnx.TensorProto.EXTERNAL
        said = {"location": rng.choice(PLACES)}
        for key in ("offset", "length"):
            if rng.random() < 0.6:
                said[key] = rng.choice(("0", "4", "36", "-1", "x", "9" * 40, str(1 << 40), "4096"))
        for key, value in said.items():
            entry = tensor.external_data.add()
            entry.key, entry.value = key, value
    found: bytes = made.SerializeToString()
    return found


CHANGES: tuple[Callable[[bytes, Random], bytes], ...] = (
    *[bytes_changed] * 3,
    *[fields_changed] * 5,
    elsewhere,
    lambda data, rng: data,
)


# ---- boxes ----


def box_of(folder: Path, rng: Random) -> str:
    """A box in words, or in a file in the folder."""
    way = rng.randrange(5)
    if way == 0:
        return rng.choice(("-1,1", "0,inf", "1,-1", "a,b", "1,2,3", "1e9999,1", "," * 99, "nan,1"))
    if way == 1:
        text = VNNLIB
        for _ in range(rng.choice((0, 1, 2, 5))):
            at = rng.randrange(len(text) + 1)
            text = text[:at] + rng.choice(PARTS) + text[at + rng.randrange(4) :]
        (folder / "box.vnnlib").write_text(text, encoding="utf-8", errors="surrogateescape")
        return "box.vnnlib"
    if way == 2:
        return rng.choice(("zero", "pipe", "folder", "nowhere", "loop")) + rng.choice(
            (".npz", ".vnnlib")
        )
    data = _packed(rng)
    (folder / "box.npz").write_bytes(data if way == 3 else bytes_changed(data, rng))
    return "box.npz"


def _packed(rng: Random) -> bytes:
    """A file of NumPy's; its header may lie, and what is packed may be large."""
    import numpy as np

    buffer = io.BytesIO()
    packing = rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2))
    with zipfile.ZipFile(buffer, "w", packing) as packed:
        names = rng.choice((("lower", "upper"), ("x.lower", "x.upper"), ("lower",), ("a",) * 3, ()))
        for name in dict.fromkeys(names):
            kind = rng.choice(("<f4", "<f8", "<i8", "|O", "<U3", "<c16", "V4", "<f2", "|b1"))
            shape = rng.choice(((3,), (1, 3), (), (0,), (10**13,), (-1,), (1 << 40, 1 << 40), (7,)))
            header = io.BytesIO()
            said = {"descr": kind, "fortran_order": rng.random() < 0.3, "shape": shape}
            np.lib.format.write_array_header_1_0(header, said)
            body = bytes(rng.choice((0, 12, 24, 24, 1 << 24)))
            packed.writestr(f"{name}.npy", header.getvalue() + body)
    return buffer.getvalue()


# ---- one of them ----


def attempt(seed: int, number: int) -> tuple[str, str | None]:
    """One model in a folder with all that a name may lead to, asked about in one way."""
    rng = drawn(seed, number)
    with tempfile.TemporaryDirectory() as name:
        folder, home = Path(name) / "inside", Path.cwd()
        folder.mkdir()
        _surroundings(folder)
        before = {path.name for path in folder.parent.iterdir()}
        os.chdir(folder)
        try:
            words = _question(folder, rng)
            told = ask([*words, "--timeout", f"{SECONDS:g}"])
        finally:
            os.chdir(home)
        complaint = told.complaint(SECONDS) or strangers(folder, before)
        if "secret" in told.said:
            complaint = "it told what is in a file outside"
        if (folder / "executed").exists():
            complaint = "what was in the file was executed"
    word = WORDS.get(told.code, f"exit code {told.code}")
    return word, complaint and f"{' '.join(words)[:200]}: {complaint}"


def _surroundings(folder: Path) -> None:
    (folder.parent / "outside.bin").write_bytes(b"secret" * 99)
    (folder / "weights.bin").write_bytes(bytes(range(256)) * 16)
    (folder / "link.bin").symlink_to(folder.parent / "outside.bin")
    (folder / "sparse.bin").touch()
    os.truncate(folder / "sparse.bin", 1 << 40)
    (folder / "folder").mkdir()
    os.mkfifo(folder / "pipe.bin")
    for suffix in (".onnx", ".npz", ".vnnlib", ".pt2", ".py"):
        (folder / f"zero{suffix}").symlink_to("/dev/zero")
        (folder / f"loop{suffix}").symlink_to(f"loop{suffix}")
        (folder / f"folder{suffix}").mkdir()
        os.mkfifo(folder / f"pipe{suffix}")


def _question(folder: Path, rng: Random) -> list[str]:
    way = rng.random()
    if way < 0.12 or not HAS_ONNX:
        return _without_models(folder, rng)
    (folder / "net.onnx").write_bytes(rng.choice(CHANGES)(rng.choice(bases()), rng))
    if way < 0.35:
        (folder / "net.onnx").write_bytes(bases()[1])
        return ["check", "net.onnx", "--box", box_of(folder, rng)]
    shape = rng.choice(([], [], [], ["--shape", rng.choice(("1,3", "1,1,4,4", "2,1,3", "9,9"))]))
    return [
        ["check", "net.onnx", *shape], ["check", "net.onnx:y"], ["check", "net.onnx", "--json"],
        ["explain", "net.onnx", *shape], ["equiv", "net.onnx", "net.onnx"],
        ["export", "net.onnx", "--to", "json", "-o", "cert.json"],
        ["collapse", "net.onnx", *shape], ["collapse", "net.onnx", "--write", "small.onnx"],
    ][rng.choice((0, 0, 0, 1, 2, 3, 4, 5, 6, 7))]  # fmt: skip


PICKLE = b"cposix\nsystem\n(S'touch executed'\ntR."
"""It runs a command when it is loaded."""


def _without_models(folder: Path, rng: Random) -> list[str]:
    """What is no file, and kinds that are not loaded, since they run code."""
    if rng.random() < 0.4:
        name = rng.choice(("zero", "pipe", "folder", "loop", "nowhere"))
        name += rng.choice((".onnx", ".py", ".py:f", ".pt2", ".onnx:y"))
        return [rng.choice(("check", "explain")), name]
    kind = rng.choice(("pt2", "pt", "pth", "ckpt", "safetensors", "h5", "keras", "pkl", "joblib"))
    (folder / f"net.{kind}").write_bytes(PICKLE)
    return ["check", f"net.{kind}"]


def survey(count: int, seed: int, first: int = 0) -> Iterator[Outcome]:
    """Each in a process that may not crash either: much is read by libraries in C++."""
    yield from apart("models", attempt, count, seed, first)
