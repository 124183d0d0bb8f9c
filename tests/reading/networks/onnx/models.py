"""Small ONNX models, made node by node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from onnx import TensorProto, helper, numpy_helper

FLOAT = TensorProto.FLOAT


def model(
    nodes: Sequence[Any],
    shape: Sequence[Any] = (1, 3),
    weights: Mapping[str, Any] | None = None,
    *,
    opset: int = 13,
    functions: Sequence[Any] = (),
    domains: Sequence[str] = (),
) -> Any:
    """From an input "x" of float32 to an output "y"; weights are float32 unless they are arrays."""
    graph = helper.make_graph(
        list(nodes),
        "net",
        [helper.make_tensor_value_info("x", FLOAT, shape)],
        [helper.make_tensor_value_info("y", FLOAT, None)],
        [numpy_helper.from_array(as_array(w), name) for name, w in (weights or {}).items()],
    )
    imports = [helper.make_opsetid("", opset), *(helper.make_opsetid(d, 1) for d in domains)]
    return helper.make_model(graph, opset_imports=imports, functions=list(functions), ir_version=8)


def as_array(weight: Any) -> Any:
    return weight if isinstance(weight, np.ndarray) else np.array(weight, dtype=np.float32)


def node(op: str, inputs: str, outputs: str = "y", name: str = "", **attributes: Any) -> Any:
    """A node whose inputs and outputs are named in a row."""
    return helper.make_node(op, inputs.split(), outputs.split(), name=name, **attributes)


def random_weights(shapes: Mapping[str, Sequence[int]], seed: int = 0) -> dict[str, Any]:
    """Normal numbers, small enough that layers do not blow up."""
    draw = np.random.default_rng(seed)
    return {
        name: (draw.normal(size=tuple(shape)) / np.sqrt(max(np.prod(shape[1:]), 1))).astype(
            np.float32
        )
        for name, shape in shapes.items()
    }
