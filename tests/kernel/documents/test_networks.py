"""Certificates about networks: what is read is what was written, and nothing else is accepted."""

from __future__ import annotations

import base64
import json
from array import array
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from flint import fmpq

from symlin.decision.network.certificate import NetworkCertified
from symlin.decision.network.decide import decide_network
from symlin.kernel import term as k
from symlin.kernel.certificate import Rejected
from symlin.kernel.claim import Law
from symlin.kernel.documents.fields import Unreadable
from symlin.kernel.documents.network_writing import network_document
from symlin.kernel.documents.networks import network_established
from symlin.kernel.network import nodes as n
from symlin.kernel.network.breach import Breach
from symlin.kernel.network.domain import Domain
from symlin.kernel.network.scalars import RELU
from symlin.kernel.network.theorem import NetworkSubject, NetworkTheorem, refuted
from symlin.language.network.builder import Builder
from symlin.language.network.network import Network

X = k.var(n.VARIABLE)


def floats(*numbers: float) -> bytes:
    return array("f", numbers).tobytes()


def everything(*, bend: bool = True, domain: Domain | None = None) -> Network:
    """A network with every operation in it."""
    b = Builder()
    x = b.input("x", (1, 2, 3))
    weight = b.floats((2, 2, 2), "float32", floats(1, -1, 0.5, 2, 1, 0.25, 3, -2))
    y = b.convolve(x, weight, stride=[1], padding=[(1, 0)], dilation=[1])
    y = b.dense(y, b.numbers((2, 3), [1, fmpq(1, 3), 0, -1, 2, 1]))
    y = b.matmul(y, b.floats((2, 2), "float64", array("d", [1, 2, 3, 4]).tobytes()))
    y = b.multiply(y, b.numbers((2,), [2, fmpq(-1, 7)]))
    guard = b.numbers((1, 2, 2), [0, 1, -1, 0])
    y = b.select(">=", guard, y, b.scale(y, 3))
    y = b.gather(y, (5,), [3, 2, 1, 0, -1], filler=0)
    y = b.map(y, RELU) if bend else b.map(y, k.scale(fmpq(1, 2), X))
    y = b.add(b.sum(y, [0], keep=True), b.maximum(y, [0], keep=True) if bend else y)
    graph, labels = b.graph(y)
    return Network(name="all", graph=graph, labels=labels, domain=domain or Domain())


def theorems(network: Network) -> list[NetworkTheorem]:
    report = decide_network(network)
    return [claim.theorem for claim in report.claims.values() if claim.theorem is not None]


def written(theorem: NetworkTheorem) -> Any:
    return json.loads(json.dumps(NetworkCertified(theorem).to_json()))


def positive(low: int = 0, high: int | None = None) -> Network:
    """A unit that never switches where entries are not negative."""
    b = Builder()
    x = b.input("x", (2,))
    y = b.map(b.dense(x, b.numbers((1, 2), [1, 2])), RELU)
    graph, labels = b.graph(y)
    domain = Domain({"x": ((low, high),)})
    return Network(name="positive", graph=graph, labels=labels, domain=domain)


NETWORKS: dict[str, Callable[[], Network]] = {
    "not linear": everything,
    "linear": lambda: everything(bend=False),
    "by its pieces": positive,
    "without instances": lambda: positive(2, 3),
    "on a domain": lambda: everything(domain=Domain({"x": ((-1, fmpq(1, 2)),)})),
}


@pytest.mark.parametrize("kind", NETWORKS)
def test_every_law_is_read_as_it_was_written(kind: str) -> None:
    """The graph, the domain and the argument come back, and the document is the same again."""
    found = theorems(NETWORKS[kind]())
    assert found
    for theorem in found:
        document = written(theorem)
        again = network_established(document)
        assert (again.law, again.status) == (theorem.law, theorem.status)
        assert written(again) == document


def test_a_document_names_every_operation() -> None:
    """What the reader of the tests below alters is all there."""
    ops = {node["op"] for node in written(theorems(everything())[0])["graph"]}
    assert ops >= {"input", "constant", "convolve", "dense", "matmul", "multiply", "select"}
    assert ops >= {"gather", "map", "combine", "reduce"}


def test_equal_weights_are_written_once() -> None:
    """Layers that share their weights, as recurrent ones do, do not fill the file."""
    b = Builder()
    x = b.input("x", (2,))
    data = floats(*range(1000))
    y = b.dense(x, b.floats((500, 2), "float32", data))
    z = b.dense(x, b.floats((500, 2), "float32", data))
    graph, labels = b.graph(b.add(y, z))
    theorem = theorems(Network(name="twice", graph=graph, labels=labels))[0]
    assert len(network_document(theorem)[1]) == len(data)


def test_pieces_on_a_domain_are_letters_among_the_weights() -> None:
    """One for each unit; those of other pieces are refused."""
    theorem = next(t for t in theorems(positive()) if t.law is Law.AFFINE)
    document = written(theorem)
    ((_, place),) = document["argument"]["pieces"]
    data = bytearray(bytes_of(document))
    data[place[0]] ^= 1
    new_weights(document, bytes(data))
    with pytest.raises(Rejected):
        network_established(document)


def test_pieces_show_no_more_than_they_do() -> None:
    """A law that the pieces do not show is refused, whatever else they show."""
    document = written(next(t for t in theorems(shifted()) if t.law is Law.AFFINE))
    document["claim"]["law"] = "linear"
    with pytest.raises(Rejected, match="not what the pieces"):
        network_established(document)


def shifted() -> Network:
    """A unit that never switches, and an offset."""
    b = Builder()
    graph, labels = b.graph(b.scale(b.map(b.input("x", (2,)), RELU), 1, 1))
    domain = Domain({"x": ((0, None),)})
    return Network(name="shifted", graph=graph, labels=labels, domain=domain)


def test_a_law_without_instances_is_said_to_be_vacuous() -> None:
    """Of entries from 2 to 3, no two points have their sum in the domain."""
    document = written(next(t for t in theorems(positive(2, 3)) if t.law is Law.ADDITIVITY))
    assert document["argument"] == {"no_instances": True}
    document["domain"] = {}
    with pytest.raises(Rejected):
        network_established(document)


# ---- weights beside the document ----


def beside() -> tuple[Any, bytes]:
    document, data = NetworkCertified(theorems(everything())[0]).to_files("net.weights")
    return json.loads(json.dumps(document)), data


def test_a_refutation_says_with_how_many_bits_to_begin() -> None:
    """A deep network is not computed in vain; a document without them is read as ever."""
    b = Builder()
    x = b.input("x", (1,))
    subject = NetworkSubject(b.graph(b.map(x, k.function("exp", X)))[0], Domain())
    breach = Breach(({"x": {0: 2}}, {"x": {0: 1}}), (1, -2), 0)
    (theorem,) = refuted(subject, {Law.HOMOGENEITY: breach}, 256)
    document = written(theorem)
    assert document["argument"]["bits"] == 256
    assert network_established(document).bits == 256
    del document["argument"]["bits"]
    assert network_established(document).bits == 64
    assert "bits" not in written(network_established(document))["argument"]
    for bits in (1 << 20, -1, "64"):
        with pytest.raises(Unreadable):
            network_established({**document, "argument": {**document["argument"], "bits": bits}})


def test_weights_may_lie_beside_the_document() -> None:
    """A certificate of a large network stays short, and states which weights it is about."""
    document, data = beside()
    asked: list[tuple[str, int]] = []

    def near(name: str, size: int) -> bytes:
        asked.append((name, size))
        return data

    assert network_established(document, near).status == "refuted"
    assert asked == [("net.weights", len(data))]
    assert len(json.dumps(document["weights"])) < 200


def test_other_weights_are_refused() -> None:
    """One bit of one weight makes another network."""
    document, data = beside()
    other = bytes([data[0] ^ 1]) + data[1:]
    with pytest.raises(Rejected, match="not those of which the document speaks"):
        network_established(document, lambda name, size: other)


def test_a_document_from_nowhere_has_no_file_beside_it() -> None:
    with pytest.raises(Rejected, match="does not come from one"):
        network_established(beside()[0])


# ---- what is altered ----


def document_of(law: Law = Law.LINEAR) -> Any:
    return written(next(t for t in theorems(everything()) if t.law is law))


def altered(document: Any, change: Callable[[Any], None]) -> Any:
    change(document)
    return document


def node(document: Any, op: str) -> Any:
    return next(found for found in document["graph"] if found["op"] == op)


def new_weights(document: Any, data: bytes) -> None:
    document["weights"] = {
        "bytes": len(data),
        "sha256": sha256(data).hexdigest(),
        "base64": base64.b64encode(data).decode(),
    }


def bytes_of(document: Any) -> bytes:
    return base64.b64decode(document["weights"]["base64"])


ALTERED: dict[str, tuple[Callable[[Any], object], type[Exception]]] = {
    "another format": (lambda d: d.update(format="symlin-certificate/3"), Unreadable),
    "another space": (lambda d: d.update(space="functions"), Unreadable),
    "a key too many": (lambda d: d.update(note="trust me"), Unreadable),
    "a law of two functions": (lambda d: d["claim"].update(law="equivalent"), Rejected),
    "a status that the points do not show": (
        lambda d: d["claim"].update(status="proved"),
        Unreadable,
    ),
    "a law that the points do not break": (lambda d: d["claim"].update(law="odd"), Rejected),
    "an operation that there is not": (lambda d: node(d, "dense").update(op="dance"), Unreadable),
    "a key of another operation": (lambda d: node(d, "dense").update(stride=[1]), Unreadable),
    "a part that comes later": (lambda d: node(d, "dense").update(parts=[99, 1]), Rejected),
    "a shape that does not fit": (lambda d: node(d, "dense").update(shape=[1, 2, 3]), Rejected),
    "a stride that does not fit": (lambda d: node(d, "convolve").update(stride=[2]), Rejected),
    "a kind of numbers that there is not": (
        lambda d: d["graph"][1].update(kind="float8"),
        Unreadable,
    ),
    "a run beyond the weights": (lambda d: d["graph"][1].update(entries=[0, 9999]), Unreadable),
    "fewer weights": (lambda d: d["graph"][1].update(entries=[0, 16]), Rejected),
    "a digest of other weights": (lambda d: d["weights"].update(sha256="0" * 64), Rejected),
    "weights that are no base64": (lambda d: d["weights"].update(base64="?"), Unreadable),
    "weights that nothing uses": (lambda d: new_weights(d, bytes_of(d) + bytes(8)), Rejected),
    "a weight that is no number": (
        lambda d: new_weights(d, floats(float("nan")) + bytes_of(d)[4:]),
        Rejected,
    ),
    "terms that nothing uses": (lambda d: d["terms"].append({"number": "77"}), Unreadable),
    "a point that no input has": (lambda d: d["argument"]["points"][0].update(z=[]), Rejected),
    "an entry that no input has": (
        lambda d: d["argument"]["points"][0].update(x=[[99, "1"]]),
        Rejected,
    ),
    "an output that there is not": (lambda d: d["argument"].update(output=99), Rejected),
    "weights of the law that do not fit": (
        lambda d: d["argument"].update(weights=["1", "2", "4"]),
        Rejected,
    ),
    "a domain that the points leave": (
        lambda d: d.update(domain={"x": [["5", "6"]]}),
        Rejected,
    ),
    "a domain of no input": (lambda d: d.update(domain={"z": [["0", "1"]]}), Rejected),
    "ends the wrong way round": (lambda d: d.update(domain={"x": [["1", "0"]]}), Rejected),
}


@pytest.mark.parametrize("change", ALTERED)
def test_what_was_altered_is_refused(change: str) -> None:
    """No change of a document makes another claim true; nor does one go unnoticed."""
    make, error = ALTERED[change]
    document = document_of()
    make(document)
    with pytest.raises(error):
        network_established(document)


def scaled() -> Network:
    """A formula of which a proof is needed, and another than that of `everything`."""
    b = Builder()
    graph, labels = b.graph(b.map(b.input("x", (2,)), k.scale(5, X)))
    return Network(name="scaled", graph=graph, labels=labels)


def test_a_scalar_theorem_about_another_formula_shows_nothing() -> None:
    """The formula of a map carries a proof of its own; that of another formula is none."""
    document = written(theorems(everything(bend=False))[0])
    bent = written(next(t for t in theorems(scaled()) if t.law is Law.LINEAR))
    assert network_established(document).status == network_established(bent).status == "proved"
    document["argument"]["structure"] = bent["argument"]["structure"]
    with pytest.raises(Rejected, match="not what the operations"):
        network_established(document)
