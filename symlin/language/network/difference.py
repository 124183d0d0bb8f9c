"""Two networks as one graph, of whose outputs the difference is taken."""

from __future__ import annotations

from symlin.errors import InputError
from symlin.kernel.certificate import Rejected
from symlin.kernel.network import nodes as n
from symlin.kernel.network.graph import Graph
from symlin.language.network.network import Network


def difference(f: Network, g: Network) -> Graph:
    """f - g over the inputs of f; those of g are matched by their order.

    Raises `InputError` where their inputs or outputs have different shapes.
    """
    mine, others = f.graph.input_nodes(), g.graph.input_nodes()
    _compare("inputs", [i.shape for i in mine], [i.shape for i in others])
    _compare("outputs", [f.shape_out], [g.shape_out])
    nodes = list(f.graph.nodes)
    inputs = iter(f.graph.inputs)
    places: dict[int, int] = {}
    for place, node in enumerate(g.graph.nodes):
        if isinstance(node, n.Input):
            places[place] = next(inputs)
        else:
            places[place] = len(nodes)
            nodes.append(n.moved(node, places))
    outputs = (len(f.graph.nodes) - 1, places[len(g.graph.nodes) - 1])
    try:
        return Graph((*nodes, n.Combine(outputs, f.shape_out, (1, -1), 0)))
    except Rejected as error:
        raise InputError(f"the two cannot be compared: {error}") from None


def _compare(word: str, first: list[tuple[int, ...]], second: list[tuple[int, ...]]) -> None:
    if first != second:
        said = [", ".join("x".join(map(str, shape)) or "1" for shape in s) for s in (first, second)]
        raise InputError(f"the two have {word} of different shapes: {said[0]} and {said[1]}")
