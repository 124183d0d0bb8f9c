"""Node by node through a file: each is read by the rule for its operator, a function of the file,
or the function that its operator's schema says it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from symlin.errors import InputError, Unsupported
from symlin.kernel.network.arrays import size_of
from symlin.language.network.builder import Builder, Ref
from symlin.reading.networks.onnx import attributes as attrs
from symlin.reading.networks.onnx import operators
from symlin.reading.networks.onnx.bodies import body_of
from symlin.reading.networks.onnx.call import Call
from symlin.reading.networks.onnx.checks import check_against, check_types, checked
from symlin.reading.networks.onnx.constants import Constants
from symlin.reading.networks.onnx.files import Proto, array
from symlin.reading.networks.onnx.naming import (
    domain_of,
    label_of,
    missing,
    needed_nodes,
    refuse,
    schema_of,
)
from symlin.reading.networks.onnx.table import rule_for
from symlin.reading.networks.onnx.values import Condition, Known, Tensor, Value

MOST_NODES = 100_000
"""After functions and loops are written out: a short file can call for more than any memory."""
MOST_ENTRIES = 1 << 28
"""Of all tensors together: what is made of a file stays in memory until it is read."""
DEEPEST = 40
"""Functions within functions; Python's own stack has room for these."""

FAULTS = (
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What NumPy and the builder raise for numbers and shapes that do not fit each other."""


@dataclass(frozen=True)
class Scope:
    """Where a node stands: what names mean there, and which versions operators have."""

    values: dict[str, Value | None]
    opsets: Mapping[str, int]
    outer: attrs.Protos = field(default_factory=dict)
    """Attributes of the call, inside a function."""
    label: str = ""
    """Of the node whose schema's function this is, which has no nodes of its own in the file."""
    prefix: str = ""
    calls: tuple[tuple[str, str], ...] = ()
    """The functions of the file that are open."""


class Reader:
    """Reads the nodes of one file into a builder."""

    def __init__(self, functions: Sequence[Proto], folder: Path | None) -> None:
        operators.load()
        self.builder = Builder()
        self.notes: list[str] = []
        self._constants = Constants(self.builder)
        self._functions = {(domain_of(f.domain), f.name): f for f in functions}
        self._folder = folder
        self._count = 0
        self._entries = 0
        self.is_runnable = True
        """Whether no node makes a tensor without entries: in some, runtimes end the process."""

    def graph(self, graph: Proto, scope: Scope, wanted: Sequence[str]) -> None:
        """Gives names of a graph their values, as far as those that are wanted need them.

        Raises `InputError` where nodes do not fit, `Unsupported` for what is not read.
        """
        for tensor in graph.initializer:
            scope.values[tensor.name] = Known(array(tensor, self._folder), tensor.name)
        if graph.sparse_initializer:
            raise Unsupported("sparse weights are not read", op="sparse_initializer")
        self._nodes(graph.node, scope, wanted)

    def _nodes(self, nodes: Sequence[Proto], scope: Scope, wanted: Sequence[str]) -> None:
        needed = needed_nodes(nodes, wanted)
        later = {name for node in needed for name in node.output if name}
        for node in needed:
            for name in filter(None, node.input):
                if name not in scope.values:
                    raise missing(node, name, is_later=name in later)
            outputs = self._outputs(node, scope)
            sizes = [size_of(v.shape) for v in outputs if v is not None]
            self._entries += sum(sizes)
            self.is_runnable &= 0 not in sizes
            if self._entries > MOST_ENTRIES:
                raise InputError(f"the tensors of the file have over {MOST_ENTRIES:,} entries")
            for name, value in zip(node.output, outputs, strict=False):
                if name:
                    scope.values[name] = value

    # ---- one node ----

    def _outputs(self, node: Proto, scope: Scope) -> Sequence[Value | None]:
        self._count += 1
        if self._count > MOST_NODES:
            raise InputError(f"the graph has more than {MOST_NODES:,} nodes")
        label = scope.label or label_of(node, scope.prefix)
        inputs = [scope.values[name] if name else None for name in node.input]
        local = self._functions.get((domain_of(node.domain), node.op_type))
        given = attrs.resolved(node, scope.outer)
        if local is not None:
            return self._called(local, inputs, given, scope, label)
        with self.builder.labelled(label):
            return self._standard(node, inputs, given, replace(scope, label=label))

    def _standard(
        self, node: Proto, inputs: list[Value | None], given: attrs.Protos, scope: Scope
    ) -> Sequence[Value | None]:
        """A node of the standard's own operators: by a rule, else by the function of its schema."""
        label = scope.label
        schema = schema_of(node, scope.opsets, label)
        check_against(schema, node, given, label)
        check_types(schema, inputs, label)
        given = attrs.with_defaults(given, schema)
        rule = rule_for(node.op_type, schema.since_version)
        if rule is None:
            body = body_of(node, schema, scope.opsets[""], inputs, given)
            if body is None:
                refuse(node, scope.opsets, label)
            return self._body(body, inputs, given, scope)
        call = self._call(node, inputs, given, scope)
        try:
            found = rule(call)
        except FAULTS as error:
            shapes = ", ".join(str(list(v.shape)) if v else "-" for v in inputs)
            raise InputError(
                f"node {label}: inputs of shapes {shapes} do not fit it ({error})"
            ) from None
        outputs = [found] if isinstance(found, Known | Tensor | Condition) else found
        return checked(call, outputs)

    def _call(
        self, node: Proto, inputs: list[Value | None], given: attrs.Protos, scope: Scope
    ) -> Call:
        def inside(graph: Proto, values: Sequence[Value]) -> list[Value]:
            return self._inside(graph, values, scope)

        return Call(
            builder=self.builder,
            constants=self._constants,
            label=scope.label,
            name=node.op_type,
            opset=scope.opsets[""],
            inputs=inputs,
            attributes=attrs.values(given, self._folder),
            outputs=max((i + 1 for i, name in enumerate(node.output) if name), default=0),
            inside=inside,
            note=self.note,
        )

    def constant(self, known: Known, label: str) -> Ref:
        """Known numbers as a node; raises `InputError` where they are none."""
        return self._constants.ref(known, label)

    def note(self, text: str) -> None:
        """Says something below the answer, once."""
        if text not in self.notes:
            self.notes.append(text)

    # ---- functions and graphs inside ----

    def _called(
        self,
        function: Proto,
        inputs: list[Value | None],
        given: attrs.Protos,
        scope: Scope,
        label: str,
    ) -> Sequence[Value | None]:
        name = (domain_of(function.domain), function.name)
        if name in scope.calls:
            raise InputError(f"node {label}: the function {function.name} calls itself")
        if len(scope.calls) >= DEEPEST:
            raise InputError(f"node {label}: functions are nested more than {DEEPEST} deep")
        defaults = {a.name: a for a in function.attribute_proto}
        inner = replace(
            scope,
            opsets={domain_of(o.domain): o.version for o in function.opset_import} or scope.opsets,
            prefix=f"{label.split(chr(34))[1]}/" if '"' in label else "",
            calls=(*scope.calls, name),
        )
        return self._body(function, inputs, {**defaults, **given}, inner)

    def _body(
        self, function: Proto, inputs: list[Value | None], given: attrs.Protos, scope: Scope
    ) -> Sequence[Value | None]:
        if len(inputs) > len(function.input):
            raise InputError(f"node {scope.label}: has too many inputs")
        padded = [*inputs, *[None] * (len(function.input) - len(inputs))]
        names: dict[str, Value | None] = dict(zip(function.input, padded, strict=True))
        versions = {domain_of(o.domain): o.version for o in function.opset_import}
        inner = replace(scope, values=names, outer=given, opsets=versions or scope.opsets)
        self._nodes(function.node, inner, function.output)
        return [names.get(name) for name in function.output]

    def _inside(self, graph: Proto, values: Sequence[Value], scope: Scope) -> list[Value]:
        if len(values) != len(graph.input):
            raise InputError(f"node {scope.label}: its graph takes other inputs")
        names = dict(scope.values)
        names.update({i.name: v for i, v in zip(graph.input, values, strict=True)})
        wanted = [o.name for o in graph.output]
        self.graph(graph, replace(scope, values=names, label=""), wanted)
        found = [names.get(name) for name in wanted]
        if None in found:
            raise InputError(f"node {scope.label}: its graph does not make its output")
        return [v for v in found if v is not None]
