"""What a certificate about a network establishes, in sentences read off the theorem."""

from __future__ import annotations

from hashlib import sha256

from symlin.kernel.claim import Law
from symlin.kernel.documents.fields import number_text
from symlin.kernel.network import nodes as n
from symlin.kernel.network.arrays import Array, Shape
from symlin.kernel.network.breach import Breach
from symlin.kernel.network.laws import both_sides
from symlin.kernel.network.theorem import NetworkTheorem
from symlin.report.words.headline import shape_text
from symlin.report.words.networks import domain_text
from symlin.report.words.networks_equal import difference_text
from symlin.report.words.networks_values import entry_text, point_text, shown_values
from symlin.report.words.statement import law_word


def theorem_lines(theorem: NetworkTheorem) -> list[str]:
    """What was accepted, one sentence a line; the first is the claim itself."""
    graph = theorem.subject.graph
    shapes = {node.name: node.shape for node in graph.input_nodes()}
    law = law_word(theorem.law)
    front = ", ".join(f"{name} ({shape_text(shape)})" for name, shape in shapes.items())
    lines = [
        f"accepted: {law} of a network of {front} -> {shape_text(graph.output.shape)} "
        f"is {theorem.status}"
    ]
    if theorem.law is Law.EQUIVALENT:
        same = theorem.status == "proved"
        said = "have the same values wherever both have one" if same else "differ"
        lines = [f"accepted: two networks of {front} -> {shape_text(graph.output.shape)} {said}"]
    if not theorem.subject.domain.is_everywhere:
        lines.append(f"where {domain_text(theorem.subject.domain)}")
    weights = [node.array for node in graph.nodes if isinstance(node, n.Constant)]
    if weights:
        lines.append(f"with {sum(map(len, weights)):,} weights, of the digest {_digest(weights)}")
    if theorem.law is Law.EQUIVALENT and isinstance(theorem.argument, Breach):
        lines.append(f"at {difference_text(theorem)}")
    elif isinstance(theorem.argument, Breach):
        lines += _points(theorem, theorem.argument, shapes, graph.output.shape)
    return lines


def _digest(weights: list[Array]) -> str:
    """Of floats as bytes and of other numbers as text, in their order."""
    found = sha256()
    for array in weights:
        data = array.data
        found.update(data if isinstance(data, bytes) else ",".join(map(number_text, data)).encode())
    return found.hexdigest()[:16]


def _points(
    theorem: NetworkTheorem, breach: Breach, shapes: dict[str, Shape], output: Shape
) -> list[str]:
    values = shown_values([*theorem.values, *both_sides(breach, theorem.values)])
    *at, left, right = values
    entry = f", output {entry_text(breach.output, output)}" if output else ""
    lines = [
        f"f({point_text(point, shapes)}) {'=' if value.is_exact else '≈'} {value.text}{entry}"
        for point, value in zip(breach.points, at, strict=True)
    ]
    return [
        *dict.fromkeys(lines),
        f"so that one side of the law is {left.text}, and the other {right.text}",
    ]
