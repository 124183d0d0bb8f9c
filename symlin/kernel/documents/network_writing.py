"""Certificates about networks, written as JSON and bytes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from symlin.kernel.documents.blobs import Writing
from symlin.kernel.documents.fields import Json, number_text
from symlin.kernel.documents.laws import law_document
from symlin.kernel.documents.writing import Writer
from symlin.kernel.network import nodes as n
from symlin.kernel.network.arrays import Array
from symlin.kernel.network.breach import Breach
from symlin.kernel.network.equal import Pairs
from symlin.kernel.network.laws import PRECISIONS
from symlin.kernel.network.pattern import Pattern
from symlin.kernel.network.theorem import NetworkTheorem, NoInstances, Structure
from symlin.kernel.theorem import LawTheorem

NETWORK_FORMAT = "symlin-certificate/2"

Argument = Structure | Pattern | NoInstances | Breach | LawTheorem | Pairs


def network_document(theorem: NetworkTheorem) -> tuple[Json, bytes]:
    """The theorem as dictionaries, lists, texts and whole numbers; and the bytes that it refers to.

    `blobs.with_bytes` puts the bytes into the document.
    """
    writer, blob = Writer(), Writing()
    graph = [_node(node, writer, blob) for node in theorem.subject.graph.nodes]
    # before the bytes are counted: letters of pieces stand among them
    argument = _argument(theorem.argument, blob)
    if theorem.bits > PRECISIONS[0]:  # so that nobody tries in vain to see it with fewer
        argument["bits"] = theorem.bits
    document: Json = {
        "format": NETWORK_FORMAT,
        "space": "network",
        "claim": {"law": theorem.law.value, "status": theorem.status},
        "terms": writer.table,
        "graph": graph,
        "domain": {
            name: [[_end(e) for e in ends] for ends in row]
            for name, row in theorem.subject.domain.ends.items()
        },
        "argument": argument,
        "weights": blob.statement(),
    }
    return document, blob.data()


def _end(value: Any) -> str | None:
    return None if value is None else number_text(value)


def _node(node: n.Node, writer: Writer, blob: Writing) -> Json:
    front: Json = {"op": type(node).__name__.lower(), "parts": list(node.parts)}
    match node:
        case n.Input(name, shape):
            return {**front, "name": name, "shape": list(shape)}
        case n.Constant(array):
            return {**front, "shape": list(array.shape), **_array(array, blob)}
        case n.Gather(_, shape, index, filler):
            at = None if index is None else blob.add(index.tobytes())
            return {**front, "shape": list(shape), "index": at, "filler": number_text(filler)}
        case n.Convolve(_, shape, stride, padding, dilation, groups):
            pads = [list(pair) for pair in padding]
            sizes = {"stride": list(stride), "padding": pads, "dilation": list(dilation)}
            return {**front, "shape": list(shape), **sizes, "groups": groups}
        case n.Combine(_, shape, coefficients, constant):
            weights = {"coefficients": list(map(number_text, coefficients))}
            return {**front, "shape": list(shape), **weights, "constant": number_text(constant)}
        case n.Map(_, shape, term):
            return {**front, "shape": list(shape), "term": writer.index(term)}
        case n.Reduce(_, shape, kind):
            return {**front, "shape": list(shape), "kind": kind}
        case n.Select(_, shape, op):
            return {**front, "shape": list(shape), "condition": op}
        case n.Dense() | n.MatMul() | n.Multiply():
            return {**front, "shape": list(node.shape)}
        case _:
            raise TypeError(f"no node of a graph: {type(node).__name__}")


def _array(array: Array, blob: Writing) -> Json:
    # floats stay the bytes that they are; rational numbers are few, and text
    if isinstance(array.data, bytes):
        return {"kind": array.kind, "entries": blob.add(array.data)}
    return {"kind": "exact", "entries": list(map(number_text, array.data))}


def _argument(argument: Argument, blob: Writing) -> Json:
    match argument:
        case Structure(scalars, at_origin):
            return {"structure": list(map(law_document, scalars)), "at_origin": at_origin}
        case Breach(points, weights, output):
            places = [{name: _entries(row) for name, row in point.items()} for point in points]
            return {"points": places, "weights": list(map(number_text, weights)), "output": output}
        case Pattern(letters):
            # a byte or four for each unit: of a million units a megabyte, beside the weights
            return {"pieces": [[place, blob.add(row)] for place, row in letters.items()]}
        case Pairs(pairs):
            return {"same": list(map(list, pairs))}
        case NoInstances():
            return {"no_instances": True}
        case LawTheorem():
            return {"written_out": law_document(argument)}
        case _:
            raise TypeError(f"no argument about a network: {type(argument).__name__}")


def _entries(row: Mapping[int, Any]) -> list[list[object]]:
    return [[place, number_text(value)] for place, value in row.items()]
