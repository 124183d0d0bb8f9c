"""The smaller model: layers in the place of stretches, compared with the model as it was."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

from symlin.errors import InputError
from symlin.export.collapse.chains import Model, Proto, Shape, names_inside
from symlin.export.collapse.report import Saving
from symlin.kernel.network.domain import Domain
from symlin.reading.networks.onnx.original import original
from symlin.reading.networks.packages import np, onnx

POINTS = 8
"""At which both models are run."""


def rewritten(model: Model, savings: Sequence[Saving]) -> Proto:
    """The model with one layer in the place of each stretch that becomes smaller."""
    proto = onnx.ModelProto()
    proto.CopyFrom(model.proto)
    gone = {node.output[0] for saving in savings for node in saving.stretch.chain.nodes}
    new: dict[str, list[Proto]] = {}
    for number, saving in enumerate(savings):
        nodes, tensors = _layer(model, saving, _fresh(model, number + 1))
        proto.graph.initializer.extend(tensors)
        new[saving.stretch.chain.nodes[0].output[0]] = nodes
    kept: list[Proto] = []
    for node in proto.graph.node:
        kept += new.get(node.output[0], [])
        if node.output[0] not in gone:
            kept.append(node)
    _pass_by(model, kept, savings)
    del proto.graph.node[:]
    proto.graph.node.extend(kept)
    _drop_unused(proto)
    del proto.graph.value_info[:]  # some of these tensors are gone
    return proto


def _fresh(model: Model, number: int) -> str:
    """A name that no tensor begins with: a smaller model may be collapsed again."""
    taken = {name.split(".")[0] for name in (*model.initializers, *model.makers, *model.shapes)}
    name = f"collapsed{number}"
    while name in taken:
        name += "_"
    return name


def _layer(model: Model, saving: Saving, name: str) -> tuple[list[Proto], list[Proto]]:
    chain, fold = saving.stretch.chain, saving.fold
    make = onnx.helper.make_node
    if fold.kind == "nothing":
        return [make("Identity", [chain.source], [chain.target], name=name)], []
    weight, bias = f"{name}.weight", f"{name}.bias"
    tensors = [
        onnx.numpy_helper.from_array(fold.weight, weight),
        onnx.numpy_helper.from_array(fold.bias, bias),
    ]
    if fold.kind == "Conv":
        node = onnx.NodeProto()
        node.CopyFrom(chain.nodes[0])
        node.name = name
        del node.input[:], node.output[:]
        node.input.extend([chain.source, weight, bias])
        node.output.append(chain.target)
        return [node], tensors
    return _matrix_layer(model, saving, name, tensors)


def _pass_by(model: Model, nodes: list[Proto], savings: Sequence[Saving]) -> None:
    """What used a tensor that a stretch hands on unchanged uses the tensor itself."""
    same = {
        saving.stretch.chain.target: saving.stretch.chain.source
        for saving in savings
        if saving.fold.kind == "nothing" and not model.is_kept(saving.stretch.chain.target)
    }
    for node in nodes:
        for place, name in enumerate(node.input):
            source = name
            while source in same:
                source = same[source]
            node.input[place] = source


def _matrix_layer(
    model: Model, saving: Saving, name: str, tensors: list[Proto]
) -> tuple[list[Proto], list[Proto]]:
    """A Gemm, between reshapes where tensors have other axes than a batch and entries."""
    chain = saving.stretch.chain
    make = onnx.helper.make_node
    before, after = model.shapes[chain.source], model.shapes[chain.target]
    nodes, source, target = [], chain.source, chain.target
    if len(before) != 2:
        source = f"{name}.flat"
        nodes.append(make("Flatten", [chain.source], [source], name=source, axis=1))
    if len(after) != 2:
        target = f"{name}.out"
    weight, bias = (tensor.name for tensor in tensors)
    nodes.append(make("Gemm", [source, weight, bias], [target], name=name, transB=1))
    if len(after) != 2:
        shape = f"{name}.shape"
        sizes = np.array([0, *after[1:]], dtype=np.int64)  # 0 keeps the batch
        tensors.append(onnx.numpy_helper.from_array(sizes, shape))
        nodes.append(make("Reshape", [target, shape], [chain.target], name=f"{name}.reshape"))
    return nodes, tensors


def _drop_unused(proto: Proto) -> None:
    """Weights and nodes that nothing uses any more."""
    graph = proto.graph
    while True:
        used = {name for node in graph.node for name in (*node.input, *names_inside(node))}
        used |= {output.name for output in graph.output}
        nodes = [node for node in graph.node if any(name in used for name in node.output)]
        if len(nodes) == len(graph.node):
            break
        kept = list(nodes)
        del graph.node[:]
        graph.node.extend(kept)
    tensors = [tensor for tensor in graph.initializer if tensor.name in used]
    del graph.initializer[:]
    graph.initializer.extend(tensors)


def _drawn(draw: random.Random, box: Domain | None, name: str, place: int) -> float:
    low, high = (None, None) if box is None else box.of(name, place)
    if low is not None and high is not None:
        return draw.uniform(float(low), float(high))
    far = abs(draw.gauss(0, 1))
    if low is not None:
        return float(low) + far
    return draw.gauss(0, 1) if high is None else float(high) - far


def distance(
    first: Proto, second: Proto, inputs: Mapping[str, Shape], box: Domain | None = None
) -> float:
    """How far apart both models are at points that are drawn, from the box if there is one, of the
    largest output, when they are run; raises `InputError` where one cannot be run."""
    output = first.graph.output[0].name
    types: dict[str, tuple[Shape, Any]] = {
        name: (shape, np.float32) for name, shape in inputs.items()
    }
    runs = [original(model, None, output, types, {}) for model in (first, second)]
    draw, largest = random.Random(0), 0.0
    for _ in range(POINTS):
        point = {
            name: [_drawn(draw, box, name, place) for place in range(int(np.prod(shape)))]
            for name, shape in inputs.items()
        }
        try:
            one, two = (np.array(run(point)) for run in runs)
        except ValueError as error:
            raise InputError(str(error)) from None
        scale = max(float(np.abs(one).max(initial=0.0)), 1e-30)
        largest = max(largest, float(np.abs(one - two).max(initial=0.0)) / scale)
    return largest
