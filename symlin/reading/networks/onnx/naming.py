"""What nodes are called, what they use, and which operators they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NoReturn

from symlin.errors import InputError, Unsupported
from symlin.reading.networks.onnx.files import DOMAINS, Proto
from symlin.reading.networks.packages import onnx


def domain_of(name: str) -> str:
    """The name of a set of operators; the standard's own has two."""
    return "" if name in DOMAINS else name


def label_of(node: Proto, prefix: str = "") -> str:
    """As in `"/conv1/Conv" (Conv)`; a node without a name is called after what it makes."""
    name = node.name or next(filter(None, node.output), "")
    return f'"{prefix}{name}" ({node.op_type})'


# ---- what a graph needs ----


def needed_nodes(nodes: Sequence[Proto], wanted: Sequence[str]) -> list[Proto]:
    """The nodes that these names depend on, in the file's order.

    Raises `InputError` where two nodes make one name, or a name is no text.
    """
    made: set[str] = set()
    for node in nodes:
        words = (node.op_type, node.domain, node.name, *node.input, *node.output)
        if not all(isinstance(word, str) for word in words):  # protobuf leaves them as bytes
            raise InputError("a name in the file is no text")
        again = made.intersection(filter(None, node.output))
        if again:
            raise InputError(f'"{again.pop()}" is made twice, the second time by {label_of(node)}')
        made.update(node.output)
    names, found = set(wanted), []
    for node in reversed(nodes):
        if names.intersection(node.output):
            found.append(node)
            names.update(used_names(node))
    return found[::-1]


def used_names(node: Proto) -> set[str]:
    """The names that a node uses, in the graphs inside it too."""
    found = set(node.input)
    for attribute in node.attribute:
        for graph in (attribute.g, *attribute.graphs):
            for inner in graph.node:
                found |= used_names(inner)
            found.update(o.name for o in graph.output)
    return found


def missing(node: Proto, name: str, *, is_later: bool) -> InputError:
    """What is wrong with a node that uses a name which has no value yet."""
    if is_later:
        return InputError(
            f'node {label_of(node)} uses "{name}", which is made after it: the nodes are in a '
            "cycle, or not in order"
        )
    return InputError(f'node {label_of(node)} uses "{name}", which nothing in the file makes')


# ---- operators ----


def schema_of(node: Proto, opsets: Mapping[str, int], label: str) -> Proto:
    """What the standard says of a node's operator; raises `Unsupported` for those of others."""
    domain = domain_of(node.domain)
    if domain or "" not in opsets:
        refuse(node, opsets, label)
    try:
        return onnx.defs.get_schema(node.op_type, opsets[""], "")
    except onnx.defs.SchemaError:
        refuse(node, opsets, label)


def refuse(node: Proto, opsets: Mapping[str, int], label: str) -> NoReturn:
    """Raises `Unsupported` with the name, the operator and its version."""
    domain = domain_of(node.domain)
    where = f"{domain} " if domain else ""
    name = label.rpartition(" (")[0]
    raise Unsupported(
        f"node {name} ({node.op_type}, {where}opset {opsets.get(domain, 'none')}) is not supported",
        op=node.op_type,
        node=label,
    )
