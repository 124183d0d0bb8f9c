"""What a file says at points, by onnxruntime, or else by the standard's reference evaluator; in a
process beside this one, for libraries in C++ crash on some files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from symlin.exact.companion import Companion, Lost, companion
from symlin.exact.deadline import until_stopped
from symlin.exact.signals import pass_on
from symlin.kernel.network.arrays import Shape
from symlin.language.network.network import Original
from symlin.reading.networks.onnx.files import Proto, array
from symlin.reading.networks.onnx.naming import needed_nodes, used_names
from symlin.reading.networks.onnx.runner import OPEN
from symlin.reading.networks.packages import np, onnx

LONGEST_RUN = 60.0
"""Seconds, where nobody says how many there are."""
RUNNER = "symlin.reading.networks.onnx.runner"

_numbers = count()
"""Of what is opened there."""


def original(
    model: Proto,
    path: Path | None,
    output: str,
    inputs: Mapping[str, tuple[Shape, Any]],
    fixed: Mapping[str, Any],
) -> Original:
    """The output on flat lists of floats; raises `ValueError` where the file cannot be run, and
    `Lost` where the process that ran it has ended."""
    sources: list[str | bytes] = []
    number = next(_numbers)

    def values(point: Mapping[str, Sequence[float]]) -> Sequence[float]:
        given = {
            name: np.array(point[name], dtype=kind).reshape(shape)
            for name, (shape, kind) in inputs.items()
        }
        try:
            if not sources:  # it takes its time, and is not needed for a verdict
                sources.append(_needed(model, path, output))
            return _asked(number, sources[0], output, {**given, **fixed})
        except Lost as lost:
            raise Lost(f"the file could not be run: {lost}") from None
        except Exception as error:  # the runtimes have errors of their own
            pass_on(error)
            raise ValueError(f"the file could not be run: {error}") from None

    return values


def _asked(
    number: int, source: str | bytes, output: str, point: Mapping[str, Any]
) -> Sequence[float]:
    with companion(RUNNER) as process:
        if number not in process.opened:
            _open(process, number, source, output)
        return _run(process, number, point)


def _open(process: Companion, number: int, source: str | bytes, output: str) -> None:
    where = {"path": source} if isinstance(source, str) else {}
    data = source if isinstance(source, bytes) else b""
    process.ask({"number": number, "output": output, **where}, data, until_stopped(LONGEST_RUN))
    process.opened = [*process.opened, number][-OPEN:]


def _run(process: Companion, number: int, point: Mapping[str, Any]) -> Sequence[float]:
    arrays = [(name, array.dtype.name, array.shape) for name, array in point.items()]
    data = b"".join(array.tobytes() for array in point.values())
    found = process.ask({"number": number, "arrays": arrays}, data, until_stopped(LONGEST_RUN))
    numbers: list[float] = np.frombuffer(found, dtype=np.float64).tolist()
    return numbers


def _needed(model: Proto, path: Path | None, output: str) -> str | bytes:
    """The file, or the part of it that the output needs and that was read: in what is beside that,
    anything may stand, such as a loop without an end."""
    graph = model.graph
    nodes = needed_nodes(graph.node, [output])
    if path is not None and len(nodes) == len(graph.node) and len(graph.output) == 1:
        return str(path.absolute())
    part = onnx.ModelProto()
    part.CopyFrom(model)
    names = {output}.union(*map(used_names, nodes))
    for field, kept in (
        (part.graph.node, nodes),
        (part.graph.initializer, [t for t in graph.initializer if t.name in names]),
        (part.graph.output, [o for o in graph.output if o.name == output]),
    ):
        del field[:]
        field.extend(kept)
    for tensor in part.graph.initializer:
        if path is not None and tensor.data_location == onnx.TensorProto.EXTERNAL:
            found = onnx.numpy_helper.from_array(array(tensor, path.parent), tensor.name)
            tensor.CopyFrom(found)
    data: bytes = part.SerializeToString()
    return data
