"""What a file says at points, by onnxruntime, or else by the standard's reference evaluator."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from symlin.exact.deadline import at_most
from symlin.exact.loading import load
from symlin.exact.platform import meanwhile
from symlin.exact.signals import pass_on
from symlin.kernel.network.arrays import Shape
from symlin.language.network.network import Original
from symlin.reading.networks.onnx.files import Proto, array
from symlin.reading.networks.onnx.naming import needed_nodes, used_names
from symlin.reading.networks.packages import Package, np, onnx

runtime: Any = Package("onnxruntime", "onnx")

LONGEST_RUN = 60.0
"""Seconds, where nobody says how many there are."""

Run = Callable[[Mapping[str, Any]], Any]


def original(
    model: Proto,
    path: Path | None,
    output: str,
    inputs: Mapping[str, tuple[Shape, Any]],
    fixed: Mapping[str, Any],
) -> Original:
    """The output on flat lists of floats; raises `ValueError` where the file cannot be run."""
    runs: list[Run] = []

    def values(point: Mapping[str, Sequence[float]]) -> Sequence[float]:
        if not runs:  # a session takes its time, and is not needed for a verdict
            runs.append(_session(model, path, output))
        given = {
            name: np.array(point[name], dtype=kind).reshape(shape)
            for name, (shape, kind) in inputs.items()
        }
        try:
            found = runs[0]({**given, **fixed})
        except Exception as error:  # the runtimes have errors of their own
            pass_on(error)
            raise ValueError(f"the file could not be run: {error}") from None
        numbers: list[float] = np.asarray(found, dtype=np.float64).reshape(-1).tolist()
        return numbers

    return values


def _session(model: Proto, path: Path | None, output: str) -> Run:
    source = _needed(model, path, output)
    try:
        options = runtime.SessionOptions()
        options.log_severity_level = 4
        options.intra_op_num_threads = 1
        # a fused or reordered graph would be another file than the one that was read
        options.graph_optimization_level = runtime.GraphOptimizationLevel.ORT_DISABLE_ALL
        session = runtime.InferenceSession(source, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # operators or versions that the runtime does not know
        pass_on(error)
        try:
            return _reference(source, output)
        except Exception as again:
            pass_on(again)
            raise ValueError(f"the file could not be run: {again}") from None
    return lambda point: _in_time(session, output, dict(point))


def _in_time(session: Any, output: str, point: dict[str, Any]) -> Any:
    """The output; raises what the runtime raises where that takes longer than there is time."""
    options, left = runtime.RunOptions(), at_most(LONGEST_RUN)

    def watch(over: Callable[[float | None], bool]) -> None:
        if not over(left):
            options.terminate = True

    with meanwhile(watch):  # no alarm interrupts it
        return session.run([output], point, options)[0]


def _needed(model: Proto, path: Path | None, output: str) -> str | bytes:
    """The file, or the part of it that the output needs and that was read: in what is beside that,
    anything may stand, such as a loop without an end."""
    graph = model.graph
    nodes = needed_nodes(graph.node, [output])
    if path is not None and len(nodes) == len(graph.node) and len(graph.output) == 1:
        return str(path)
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


def _reference(source: str | bytes, output: str) -> Run:
    kind = load("onnx.reference").ReferenceEvaluator
    evaluator = kind(source)
    return lambda point: evaluator.run([output], dict(point))[0]
