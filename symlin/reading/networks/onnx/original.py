"""What a file says at points, by onnxruntime, or else by the standard's reference evaluator."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from symlin.kernel.network.arrays import Shape
from symlin.language.network.network import Original
from symlin.reading.networks.onnx.files import Proto
from symlin.reading.networks.packages import Package, np

runtime: Any = Package("onnxruntime", "onnx")

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
            raise ValueError(f"the file could not be run: {error}") from None
        numbers: list[float] = np.asarray(found, dtype=np.float64).reshape(-1).tolist()
        return numbers

    return values


def _session(model: Proto, path: Path | None, output: str) -> Run:
    try:
        options = runtime.SessionOptions()
        options.log_severity_level = 4
        options.intra_op_num_threads = 1
        # a fused or reordered graph would be another file than the one that was read
        options.graph_optimization_level = runtime.GraphOptimizationLevel.ORT_DISABLE_ALL
        source = model.SerializeToString() if path is None else str(path)
        session = runtime.InferenceSession(source, options, providers=["CPUExecutionProvider"])
    except Exception:  # operators or versions that the runtime does not know
        try:
            return _reference(model, path, output)
        except Exception as error:
            raise ValueError(f"the file could not be run: {error}") from None
    return lambda point: session.run([output], dict(point))[0]


def _reference(model: Proto, path: Path | None, output: str) -> Run:
    from importlib import import_module

    kind = import_module("onnx.reference").ReferenceEvaluator
    evaluator = kind(model if path is None else str(path))
    return lambda point: evaluator.run([output], dict(point))[0]
