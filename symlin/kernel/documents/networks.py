"""Certificates about networks as JSON: the graph, its weights, and the argument.

Weights and indices are one run of bytes, kept in the document or in a file beside it whose SHA-256
the document states. Nodes refer to parts of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from symlin.kernel import term as k
from symlin.kernel.certificate import Rejected, within_limits
from symlin.kernel.claim import Law
from symlin.kernel.documents.blobs import Blob, no_file
from symlin.kernel.documents.fields import Field
from symlin.kernel.documents.laws import read_law
from symlin.kernel.documents.network_writing import NETWORK_FORMAT
from symlin.kernel.documents.nodes import Nodes
from symlin.kernel.network import nodes as n
from symlin.kernel.network.arrays import Array, Kind, Shape
from symlin.kernel.network.breach import Breach
from symlin.kernel.network.domain import Domain, Ends
from symlin.kernel.network.equal import Pairs
from symlin.kernel.network.evaluate import Point
from symlin.kernel.network.graph import Graph
from symlin.kernel.network.laws import PRECISIONS
from symlin.kernel.network.pattern import Pattern
from symlin.kernel.network.theorem import (
    NetworkSubject,
    NetworkTheorem,
    Structure,
    equal,
    lowered,
    proved,
    refuted,
    shown,
    vacuous,
)

MOST_SIZE = 1 << 28
"""Of an axis, and of a place among entries."""
LAWS = tuple(law.value for law in Law)

# ---- writing ----


# ---- reading ----


def is_network_document(document: object) -> bool:
    """Whether a document is about a network."""
    return isinstance(document, Mapping) and document.get("format") == NETWORK_FORMAT


def network_established(
    document: object, beside: Callable[[str, int], bytes] = no_file
) -> NetworkTheorem:
    """The theorem that a document establishes; raises `Unreadable` or `Rejected`.

    `beside` reads the file of that name, of so many bytes, which lies beside the document.
    """
    with within_limits():
        return _established(Field(document), beside)


def _established(root: Field, beside: Callable[[str, int], bytes]) -> NetworkTheorem:
    version, space, claim, terms, graph, domain, argument, weights = root.parts(
        "format", "space", "claim", "terms", "graph", "domain", "argument", "weights"
    )
    # the parts in order: what refers to a part is read after it
    version.choice([NETWORK_FORMAT])
    space.choice(["network"])
    law_field, status = claim.parts("law", "status")
    law = Law(law_field.choice(LAWS))
    nodes, blob = Nodes(terms), Blob(weights, beside)
    made = tuple(_read_node(field, nodes, blob) for field in graph.items(least=1))
    nodes.refuse_unused()
    subject = NetworkSubject(Graph(made), _read_domain(domain))
    theorem = _concluded(subject, law, argument, blob)
    blob.refuse_unused()
    # the status is what the argument shows: stated for readers, and compared
    if status.choice(["proved", "refuted"]) != theorem.status:
        raise status.fail(f'"{theorem.status}", which is what the argument shows')
    return theorem


def _concluded(subject: NetworkSubject, law: Law, field: Field, blob: Blob) -> NetworkTheorem:
    # kinds of arguments have no keys in common
    names = set(field.names())
    if "structure" in names:
        scalars, at_origin = field.parts("structure", "at_origin")
        found = tuple(map(read_law, scalars.items()))
        return proved(subject, [law], Structure(found, at_origin.truth()))[0]
    # what kind of argument it is, the keys say; each kind has its own, and no others
    # each letter stands for a unit: what is written twice for one node could be read as either
    if "pieces" in names:
        (pieces,) = field.parts("pieces")
        pairs = [pair.pair() for pair in pieces.items()]
        letters = {place.integer(0, MOST_SIZE): blob.at(row) for place, row in pairs}
        found_by = [t for t in shown(subject, Pattern(letters)) if t.law is law]
        if not found_by or len(letters) != len(pairs):
            raise Rejected(f"{law} is not what the pieces on the domain show")
        return found_by[0]
    # nothing to be read: that no points fit, the domain itself shows
    if "no_instances" in names:
        (said,) = field.parts("no_instances")
        if not said.truth():
            raise said.fail("true")
        return vacuous(subject, law)
    if "same" in names:
        (same,) = field.parts("same")
        two = [[place.integer(0, MOST_SIZE) for place in pair.pair()] for pair in same.items()]
        if law is not Law.EQUIVALENT:
            raise Rejected(f"{law} is not what pairs of nodes show")
        return equal(subject, Pairs(tuple((u, v) for u, v in two)))
    if "written_out" in names:
        (theorem,) = field.parts("written_out")
        return lowered(subject, law, read_law(theorem))
    breach, bits = _read_breach(field, names)
    return refuted(subject, {law: breach}, bits)[0]


def _read_breach(field: Field, names: set[str]) -> tuple[Breach, int]:
    """Points that break a law, and with how many bits to begin."""
    # an old certificate has no bits, and all precisions are tried
    keys = ["points", "weights", "output", *({"bits"} & names)]
    points, weights, output, *more = field.parts(*keys)
    breach = Breach(
        tuple(_read_point(point) for point in points.items(least=1)),
        tuple(weight.number() for weight in weights.items()),
        output.integer(0, MOST_SIZE),
    )
    return breach, next((bits.integer(0, PRECISIONS[-1]) for bits in more), PRECISIONS[0])


def _read_point(field: Field) -> Point:
    return {name: dict(map(_read_entry, field.at(name).items())) for name in field.names()}


def _read_entry(field: Field) -> tuple[int, Any]:
    place, value = field.pair()
    return place.integer(0, MOST_SIZE), value.number()


def _read_domain(field: Field) -> Domain:
    return Domain({name: tuple(map(_read_ends, field.at(name).items())) for name in field.names()})


def _read_ends(field: Field) -> Ends:
    low, high = (None if end.value is None else end.number() for end in field.pair())
    return low, high


def _shape(field: Field) -> Shape:
    """Sizes along axes, of tensors and of steps."""
    return tuple(size.integer(0, MOST_SIZE) for size in field.items())


def _read_node(field: Field, nodes: Nodes, blob: Blob) -> n.Node:
    if "op" not in field.names():
        raise field.fail("a node with an op")
    op = field.at("op").choice(list(_READERS))
    # an operation has the keys that it is written with: nothing rides along unread
    keys, read = _READERS[op]
    _, parts, *rest = field.parts("op", "parts", *keys)
    places = tuple(part.integer(0, MOST_SIZE) for part in parts.items())
    return read(_Context(nodes, blob), places, *rest)


class _Context:
    """What nodes refer to."""

    def __init__(self, nodes: Nodes, blob: Blob) -> None:
        self.nodes = nodes
        self.blob = blob


Places = Any
"""Of a node's parts; how many they must be, the graph checks."""


def _constant(
    context: _Context, parts: Places, shape: Field, kind: Field, entries: Field
) -> n.Node:
    named = kind.choice(["exact", "float32", "float64"])
    if named == "exact":
        numbers = tuple(entry.number() for entry in entries.items())
        return n.Constant(Array(_shape(shape), "exact", numbers), parts)
    data = context.blob.at(entries)
    return n.Constant(Array(_shape(shape), cast(Kind, named), data), parts)


def _gather(context: _Context, parts: Places, shape: Field, index: Field, filler: Field) -> n.Node:
    # bytes that belong to the document: an index over them cannot change
    at = None if index.value is None else memoryview(context.blob.at(index, 4)).cast("i")
    return n.Gather(parts, _shape(shape), at, filler.number())


def _convolve(_: _Context, parts: Places, *fields: Field) -> n.Node:
    shape, stride, padding, dilation, groups = fields
    pads = tuple(tuple(e.integer(0, MOST_SIZE) for e in pair.pair()) for pair in padding.items())
    sizes = _shape(stride), cast(Any, pads), _shape(dilation)
    return n.Convolve(parts, _shape(shape), *sizes, groups.integer(1, MOST_SIZE))


def _combine(
    _: _Context, parts: Places, shape: Field, coefficients: Field, constant: Field
) -> n.Node:
    weights = tuple(weight.number() for weight in coefficients.items())
    return n.Combine(parts, _shape(shape), weights, constant.number())


_READERS: Mapping[str, tuple[tuple[str, ...], Callable[..., n.Node]]] = {
    "input": (
        ("name", "shape"),
        lambda _, parts, name, shape: n.Input(name.text(), _shape(shape), parts),
    ),
    "constant": (("shape", "kind", "entries"), _constant),
    "gather": (("shape", "index", "filler"), _gather),
    "dense": (("shape",), lambda _, parts, shape: n.Dense(parts, _shape(shape))),
    "convolve": (("shape", "stride", "padding", "dilation", "groups"), _convolve),
    "matmul": (("shape",), lambda _, parts, shape: n.MatMul(parts, _shape(shape))),
    "combine": (("shape", "coefficients", "constant"), _combine),
    "multiply": (("shape",), lambda _, parts, shape: n.Multiply(parts, _shape(shape))),
    "map": (
        ("shape", "term"),
        lambda context, parts, shape, term: n.Map(parts, _shape(shape), context.nodes.term(term)),
    ),
    "reduce": (
        ("shape", "kind"),
        lambda _, parts, shape, kind: n.Reduce(
            parts, _shape(shape), "max" if kind.choice(["max", "sum"]) == "max" else "sum"
        ),
    ),
    "select": (
        ("shape", "condition"),
        lambda _, parts, shape, op: n.Select(
            parts, _shape(shape), cast(k.Op, op.choice(sorted(k.RELATIONS)))
        ),
    ),
}
