"""Stretches of an ONNX graph in which one tensor goes from node to node, and parts as models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from symlin.errors import InputError
from symlin.exact.signals import pass_on
from symlin.kernel.network.domain import Domain, Ends
from symlin.reading.networks.packages import onnx

Proto = Any
"""A message of the file's format."""
Shape = tuple[int, ...]


@dataclass(frozen=True)
class Chain:
    """Nodes in order, each made of the one before it and of constants."""

    nodes: tuple[Proto, ...]
    source: str
    """The tensor that goes in."""
    target: str
    """The tensor that comes out."""

    @property
    def names(self) -> list[str]:
        """The nodes as a person knows them: conv1 (Conv)."""
        return [f"{node.name or node.output[0]} ({node.op_type})" for node in self.nodes]


@dataclass
class Model:
    """An ONNX model with the shapes of its tensors, and which of them are constant."""

    proto: Proto
    shapes: dict[str, Shape] = field(init=False)
    constant: set[str] = field(init=False)
    """Tensors that do not depend on the model's inputs."""
    initializers: dict[str, Proto] = field(init=False)
    makers: dict[str, Proto] = field(init=False)
    """For each tensor, the node that makes it."""
    places: dict[str, int] = field(init=False)
    """And its place among the nodes."""
    floats: set[str] = field(init=False)
    """Tensors of single precision: one layer in the place of others is made of such."""
    open_batch: bool = False
    """Whether the file leaves a first size open, so that other batches are given to it, too."""
    box: Domain | None = None
    """Where the inputs lie, if that was said."""
    ends: dict[str, tuple[Ends, ...]] = field(default_factory=dict)
    """Of tensors on the box: worked out once."""

    def __post_init__(self) -> None:
        graph = self.proto.graph
        self.initializers = {tensor.name: tensor for tensor in graph.initializer}
        self.places = {n: k for k, node in enumerate(graph.node) for n in node.output if n}
        self.makers = {name: graph.node[place] for name, place in self.places.items()}
        self.constant = set(self.initializers)
        for node in graph.node:
            if all(name in self.constant for name in node.input if name):
                self.constant.update(name for name in node.output if name)
        infos = (*graph.input, *graph.value_info, *graph.output)
        self.shapes = {info.name: _shape(info) for info in infos}
        single = onnx.TensorProto.FLOAT
        self.floats = {i.name for i in infos if i.type.tensor_type.elem_type == single}

    def shapes_of(self, name: str) -> Shape:
        """The shape of a tensor or a constant; () where it is not known."""
        tensor = self.initializers.get(name)
        return self.shapes.get(name, ()) if tensor is None else tuple(tensor.dims)

    def data_inputs(self, node: Proto) -> list[str]:
        """The tensors of a node that depend on the model's inputs, each once."""
        return [name for name in dict.fromkeys(node.input) if name and name not in self.constant]

    def is_kept(self, name: str) -> bool:
        """Whether a tensor has to have this name: as an output, or in the body of a branch."""
        nodes = self.proto.graph.node
        return any(output.name == name for output in self.proto.graph.output) or any(
            name in names_inside(node) for node in nodes
        )

    def uses(self) -> Mapping[str, int]:
        """How many nodes and outputs of the model use each tensor."""
        found: dict[str, int] = {output.name: 1 for output in self.proto.graph.output}
        for node in self.proto.graph.node:
            for name in [*node.input, *names_inside(node)]:
                found[name] = found.get(name, 0) + 1
        return found

    def runs(self) -> Iterator[Chain]:
        """The longest stretches in which each node has one tensor, used by the next one alone."""
        # bodies of branches and loops use tensors, too, but are no steps
        uses = self.uses()
        seen: set[str] = set()
        following = {name: node for node in self.proto.graph.node for name in node.input}
        for start in self.proto.graph.node:
            if start.output[0] in seen or not self._is_step(start):
                continue
            nodes = [start]
            while (name := nodes[-1].output[0]) and uses.get(name) == 1 and name in following:
                after = following[name]
                if not self._is_step(after):
                    break
                nodes.append(after)
            seen.update(node.output[0] for node in nodes)
            yield Chain(tuple(nodes), self.data_inputs(start)[0], nodes[-1].output[0])

    def _is_step(self, node: Proto) -> bool:
        others = [name for name in node.output[1:] if name]
        data = self.data_inputs(node)
        alone = len(data) == 1 and not others and not any(names_inside(node))
        return alone and {data[0], node.output[0]} <= self.floats

    def part(self, chain: Chain, shape: Shape | None = None) -> Proto:
        """The chain as a model of its own, of another input shape if one is given.

        Raises `InputError` where the shape of its input is not known.
        """
        shape = shape or self.shapes.get(chain.source)
        if not shape or any(size < 1 for size in shape):
            raise InputError(f"the shape of {chain.source} is not known")
        needed = self._constants(chain.nodes)
        places = sorted({self.places[name] for name in needed if name in self.places})
        makers = [self.proto.graph.node[place] for place in places]
        kind = onnx.TensorProto.FLOAT
        graph = onnx.helper.make_graph(
            [*makers, *chain.nodes],
            "part",
            [onnx.helper.make_tensor_value_info(chain.source, kind, shape)],
            [onnx.helper.make_tensor_value_info(chain.target, kind, None)],
            [tensor for name, tensor in self.initializers.items() if name in needed],
        )
        return onnx.helper.make_model(
            graph, opset_imports=self.proto.opset_import, ir_version=self.proto.ir_version
        )

    def up_to(self, tensor: str) -> Proto:
        """The model with this tensor as its only output."""
        proto = onnx.ModelProto()
        proto.CopyFrom(self.proto)
        del proto.graph.output[:]
        kind = onnx.TensorProto.FLOAT
        proto.graph.output.append(onnx.helper.make_tensor_value_info(tensor, kind, None))
        return proto

    def weights(self, nodes: Sequence[Proto]) -> int:
        """The numbers that are stored for the nodes."""
        used = self._constants(nodes) & self.initializers.keys()
        return sum(_count(self.initializers[name]) for name in used)

    def _constants(self, nodes: Sequence[Proto]) -> set[str]:
        """The constant tensors below the nodes."""
        found: set[str] = set()
        stack = [name for node in nodes for name in node.input if name in self.constant]
        while stack:
            name = stack.pop()
            if name not in found:
                found.add(name)
                maker = self.makers.get(name)
                stack += [] if maker is None else [n for n in maker.input if n]
        return found


def names_inside(node: Proto) -> Iterator[str]:
    """The tensors that the bodies of a branch or a loop use, theirs and those around them."""
    for attribute in node.attribute:
        for graph in (attribute.g, *attribute.graphs):
            yield from (output.name for output in graph.output)
            for inner in graph.node:
                yield from inner.input
                yield from names_inside(inner)


def model_of(proto: Proto, inputs: Mapping[str, Shape]) -> Model:
    """The model with all shapes worked out, where the inputs have these shapes.

    Raises `InputError` where the shapes do not fit.
    """
    copy = onnx.ModelProto()
    copy.CopyFrom(proto)
    for info in copy.graph.input:
        if info.name in inputs:
            dims = info.type.tensor_type.shape.dim
            for dim, size in zip(dims, inputs[info.name], strict=False):
                dim.dim_value = size
    firsts = [info.type.tensor_type.shape.dim[:1] for info in proto.graph.input]
    is_open = any(not dim.HasField("dim_value") for dims in firsts for dim in dims)
    try:
        found = onnx.shape_inference.infer_shapes(copy, data_prop=True)
        return Model(found, open_batch=is_open)
    except Exception as error:  # of a library in C++, with errors of its own
        pass_on(error)
        raise InputError(f"the shapes of the model's tensors do not fit: {error}") from None


def _shape(info: Proto) -> Shape:
    return tuple(dim.dim_value for dim in info.type.tensor_type.shape.dim)


def _count(tensor: Proto) -> int:
    found = 1
    for size in tensor.dims:
        found *= size
    return found
