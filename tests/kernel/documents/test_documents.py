"""Certificates as documents: what is written is read back, and nothing else is read."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from flint import fmpq

from symlin.kernel import term as k
from symlin.kernel.certificate import (
    CaseProof,
    Certificate,
    Combination,
    Conditional,
    ConstantGradient,
    Contradiction,
    DegreeProof,
    DirectProof,
    Impossible,
    Lemma,
    MatrixProof,
    Monotone,
    ParameterSplit,
    ProductSign,
    Proof,
    Rejected,
    Rewrite,
    Split,
    Substitute,
    Witness,
)
from symlin.kernel.checker import check
from symlin.kernel.claim import Law, Subject
from symlin.kernel.documents.fields import Field
from symlin.kernel.documents.nodes import MOST
from symlin.kernel.documents.reading import DEEPEST
from symlin.kernel.documents.writing import Unreadable, from_json, from_text, to_json

from ...conftest import first
from .. import alterations
from ..alterations import certificates, survey

x, y, a = k.var("x"), k.var("y"), k.var("a")
LONG = 7**9000
EVERY_NODE = k.add(
    k.piecewise(
        (k.maximum(x, k.mul(a, y)), k.disjunction(k.gt(x), k.conjunction(k.ne(y), k.ge(a)))),
        (k.power(x, -2), k.eq(x, k.const(fmpq(22, 7)))),
        (k.root(k.function("abs", y), 3), k.TRUE),
    ),
    k.scale(fmpq(-1, LONG), k.mul(k.PI, k.function("exp", k.add(x, k.const(LONG))))),
)
SUBJECT = Subject(("x", "y"), ("a",), (EVERY_NODE, x), (k.ge(x), k.FALSE))
DONE = Contradiction(3)
STEPS: tuple[Proof, ...] = (
    DONE,
    Split(k.gt(a), DONE, Contradiction()),
    Substitute("x'", k.add(a, k.ONE), a, DONE),
    Combination(((x, y), (), (k.ONE,)), 2),
    ConstantGradient(x, ("x", "a'"), {"x": k.ZERO, "a'": a}),
    ProductSign((x, x, y), DONE),
    Monotone(k.mul(x, x), "x", a, k.scale(2, x), Split(k.gt(a), DONE, DONE), DONE),
    Lemma("integer", x, -(10**40), Lemma("exp", x, 0, Lemma("floor", y, 0, DONE))),
)
WITNESSES = (
    Witness(({"x": a, "y": k.ZERO},), (k.ONE,), 1, STEPS[1]),
    Witness(({"x": k.ONE, "y": a}, {"x": x, "y": x}), (), 0),
)
MATRIX = MatrixProof(((a, k.ZERO), (k.ZERO, k.ZERO)), (k.ZERO, a), STEPS)
REST = ParameterSplit(k.ge(a), WITNESSES[1], Impossible(DONE))
REFUTATION = ParameterSplit(k.gt(a), WITNESSES[0], REST)
CASES = CaseProof(k.gt(a), MATRIX, CaseProof(k.eq(a), DirectProof(STEPS), Impossible(DONE)))
CERTIFICATES: tuple[Certificate, ...] = (
    MATRIX,
    CASES,
    MatrixProof((), None, ()),
    DirectProof(STEPS),
    DegreeProof(),
    *WITNESSES,
    REFUTATION,
    Impossible(STEPS[3]),
    Conditional(k.eq(a), DirectProof(STEPS), REFUTATION, {"a": k.ZERO}, {}),
    Conditional(k.eq(a), MATRIX, WITNESSES[0], {}, {"a": k.PI}),
    Conditional(k.ge(a), CASES, REFUTATION, {}, {}),
)


def written(certificate: Certificate = REFUTATION) -> dict[str, Any]:
    condition = certificate.condition if isinstance(certificate, Conditional) else None
    return to_json(SUBJECT, Law.ODD, "refuted", condition, certificate)


@pytest.mark.parametrize("certificate", CERTIFICATES)
def test_what_is_written_is_read_back(certificate: Certificate) -> None:
    """Every kind of node, certificate and step, and numbers of thousands of digits."""
    text = json.dumps(written(certificate))
    subject, law, status, condition, found, rewrites = from_text(text)
    assert (subject, law, status) == (SUBJECT, Law.ODD, "refuted")
    assert (found, rewrites) == (certificate, ())
    assert condition is getattr(certificate, "condition", None)
    assert to_json(subject, law, status, condition, found) == json.loads(text)


def test_rewrites_are_read_back() -> None:
    rewrites = (Rewrite(k.maximum(x, k.ZERO), x, Split(k.gt(x), DONE, DONE)),)
    document = to_json(SUBJECT, Law.ODD, "refuted", None, Impossible(DONE), rewrites=rewrites)
    assert from_text(json.dumps(document))[5] == rewrites


def test_real_certificates_are_read_back_and_accepted() -> None:
    import symlin
    from symlin.decision.verdict import Certified

    found = certificates(False)
    assert len(found) > 80
    assert any(_is_by_cases(c.steps) for group in found.values() for c in group)
    for name, group in found.items():
        assert len(group) == 6, name
        for original in group:
            text = json.dumps(original.to_json())
            assert Certified.from_json(text) == original
            assert symlin.verify(text) == original


def _is_by_cases(steps: Certificate) -> bool:
    return isinstance(steps, Conditional) and isinstance(steps.proof, CaseProof)


def test_alterations_never_make_a_false_claim_accepted() -> None:
    """1,500 of them; more with `python -m tests.kernel.alterations COUNT SEED`."""
    outcomes, wrong = survey(1500, seed=20)
    assert not wrong
    assert outcomes["rejected"] > 200
    assert outcomes["unreadable"] > 200


@pytest.mark.slow
def test_nor_those_of_certificates_that_take_long_to_find() -> None:
    """Every operator of the catalog and the corpus."""
    assert alterations.main(3000, 21) == 0


def test_shared_terms_are_written_once() -> None:
    t: k.Term = x
    for _ in range(300):
        t = k.maximum(t, k.neg(t))
    document = to_json(Subject(("x",), (), (t,)), Law.ODD, "proved", None, DegreeProof())
    assert len(document["nodes"]) == 601
    assert from_json(document)[0].outputs[0] is t


def test_a_sparse_matrix_is_as_long_as_its_entries() -> None:
    n = 300
    names = tuple(f"x{i}" for i in range(n))
    rows = tuple(tuple(k.ONE if i == j else k.ZERO for j in range(n)) for i in range(n))
    proof = MatrixProof(rows, None, (Contradiction(),) * n)
    subject = Subject(names, (), tuple(map(k.var, names)))
    text = json.dumps(to_json(subject, Law.LINEAR, "proved", None, proof))
    assert len(text) < 100 * n
    assert from_text(text)[4] == proof


def test_a_chain_of_terms_may_be_long() -> None:
    """Nothing recurses over terms: not the writer, not the reader."""
    t: k.Term = x
    for _ in range(20_000):
        t = k.function("atan", t)
    subject = Subject(("x",), (), (t,))
    document = json.dumps(to_json(subject, Law.ODD, "proved", None, DegreeProof()))
    assert from_text(document)[0] == subject


def changed(path: str, value: object) -> Callable[[dict[str, Any]], object]:
    def change(document: dict[str, Any]) -> None:
        *keys, last = (int(key) if key.isdecimal() else key for key in path.split("."))
        parent: Any = document
        for key in keys:
            parent = parent[key]
        if last == len(parent) and isinstance(parent, list):
            parent.append(value)
        else:
            parent[last] = value

    return change


BASE = to_json(
    Subject(("x",), ("a",), (k.mul(a, k.maximum(x, k.ZERO)),)),
    Law.ODD,
    "refuted",
    None,
    Witness(({"x": k.ONE},), (k.ONE,), 0),
)
# nodes: 0 a, 1 x, 2 const 0, 3 max, 4 product, 5 const 1
CASES = [
    ("format", "symlin-certificate/2", "$.format", "symlin-certificate/1"),
    ("note", "", "$", "nothing else"),
    ("claim", [], "$.claim", "an object"),
    ("claim.law", "convex", "$.claim.law", "additivity or"),
    ("claim.law", None, "$.claim.law", "additivity or"),
    ("claim.status", "unknown", "$.claim.status", "proved or"),
    ("claim.condition", 3, "$.claim.condition", "index of a guard"),
    ("operator.inputs", "x", "$.operator.inputs", "a list"),
    ("operator.inputs.0", "a", "$.operator.parameters[0]", "no name twice"),
    ("operator.inputs.0", "x'", "$.operator.inputs[0]", "a name"),
    ("operator.inputs.0", 1, "$.operator.inputs[0]", "a text"),
    ("operator.outputs", [], "$.operator.outputs", "1 or more"),
    ("operator.outputs.0", 6, "$.operator.outputs[0]", "index of a node"),
    ("operator.outputs.0", -1, "$.operator.outputs[0]", "index of a node"),
    ("operator.outputs.0", True, "$.operator.outputs[0]", "index of a node"),
    ("operator.outputs.0", 4.0, "$.operator.outputs[0]", "index of a node"),
    ("operator.assumptions", [4], "$.operator.assumptions[0]", "index of a guard"),
    ("nodes.0", {"var": "a b"}, "$.nodes[0].var", "name of a variable"),
    ("nodes.0", {"var": "x"}, "$.nodes[1]", "not in the table yet"),
    ("nodes.6", {"var": "z"}, "$.nodes[6]", "nothing refers to"),
    ("nodes.2", {"const": "2/4"}, "$.nodes[2].const", "lowest terms"),
    ("nodes.2", {"const": "-0"}, "$.nodes[2].const", "lowest terms"),
    ("nodes.2", {"const": "01"}, "$.nodes[2].const", "an exact number"),
    ("nodes.2", {"const": "1/0"}, "$.nodes[2].const", "an exact number"),
    ("nodes.2", {"const": "١"}, "$.nodes[2].const", "an exact number"),
    ("nodes.2", {"const": 0}, "$.nodes[2].const", "an exact number"),
    ("nodes.2", {}, "$.nodes[2]", "a node"),
    ("nodes.2", {"const": "0", "note": ""}, "$.nodes[2]", "a node"),
    ("nodes.2", {"truth": True}, "$.nodes[3].max[1]", "index of a term"),
    ("nodes.2", {"truth": 1}, "$.nodes[2].truth", "true or false"),
    ("nodes.2", {"function": "exp"}, "$.nodes[2].function", "pi"),
    ("nodes.2", {"function": "pi", "of": 0}, "$.nodes[2].function", "exp or"),
    ("nodes.2", {"relation": "<", "of": 0}, "$.nodes[2].relation", "= or"),
    ("nodes.2", {"root": 0, "degree": 1}, "$.nodes[2].degree", "whole number from 2"),
    ("nodes.3", {"max": [1]}, "$.nodes[3].max", "2 or more"),
    ("nodes.3", {"max": [1, 3]}, "$.nodes[3].max[1]", "a node before"),
    ("nodes.3", {"product": [1, 2]}, "$.nodes[3]", "constructors"),
    ("nodes.3", {"sum": [["1", 1]], "constant": "0"}, "$.nodes[3]", "constructors"),
    ("nodes.3", {"sum": [["1"]], "constant": "0"}, "$.nodes[3].sum[0]", "a list of two"),
    ("nodes.3", {"sum": [], "constant": "0"}, "$.nodes[3].sum", "1 or more"),
    ("nodes.3", {"power": 1, "exponent": 1}, "$.nodes[3]", "exponent other than 1"),
    ("nodes.3", {"power": 2, "exponent": 2}, "$.nodes[3]", "no number"),
    ("nodes.3", {"power": 1, "exponent": True}, "$.nodes[3].exponent", "a whole number"),
    ("nodes.3", {"power": 1, "exponent": MOST + 1}, "$.nodes[3].exponent", "a whole number"),
    ("nodes.3", {"power": 1, "exponent": MOST}, "$.nodes[4]", "nest to a degree"),
    ("nodes.3", {"and": [1, 2]}, "$.nodes[3].and[0]", "index of a guard"),
    ("nodes.3", {"piecewise": []}, "$.nodes[3]", "1 or more"),
    ("certificate", {}, "$.certificate", "an object with kind"),
    ("certificate", None, "$.certificate", "an object"),
    ("certificate.kind", "guess", "$.certificate.kind", "a kind of certificate"),
    ("certificate.kind", "matrix", "$.certificate", "rows"),
    ("certificate.output", 1, "$.certificate.output", "from 0 to 0"),
    ("certificate.points", [], "$.certificate.points", "1 or more"),
    ("certificate.points.0", {"y": 5}, "$.certificate.points[0]", "an object with x"),
    ("certificate.proof", {"step": "trust me"}, "$.certificate.proof.step", "a kind of step"),
    ("certificate", {"kind": "degree", "note": 1}, "$.certificate", "nothing else"),
    ("operator.inputs.0", "pi", "$.operator.inputs[0]", "a name"),
    ("operator.inputs.0", "\u0445", "$.operator.inputs[0]", "a name"),
    ("certificate.proof.angle", 0, "$.certificate.proof.angle", "from 1"),
    ("certificate", {"kind": "matrix", "rows": [[[1, 5]]], "offset": None, "proofs": []},
     "$.certificate.rows[0][0][0]", "from 0 to 0"),
    ("certificate", {"kind": "matrix", "rows": [[[0, 2]]], "offset": None, "proofs": []},
     "$.certificate.rows[0][0]", "not 0"),
    ("certificate.proof", {"step": "substitute", "variable": "", "value": 1, "factor": 5,
     "then": {"step": "contradiction", "angle": 1}}, "$.certificate.proof.variable", "variable"),
    ("certificate.proof", {"step": "lemma", "name": "exp", "term": 1, "bound": "1/2",
     "then": {"step": "contradiction", "angle": 1}}, "$.certificate.proof.bound", "a whole number"),
    ("certificate.proof", {"step": "lemma", "name": "log", "term": 1, "bound": "0",
     "then": {"step": "contradiction", "angle": 1}}, "$.certificate.proof.name", "floor or"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "place", "expected"), CASES)
def test_anything_else_is_refused_with_its_place(
    path: str, value: object, place: str, expected: str
) -> None:
    from_json(BASE)
    document = copy.deepcopy(BASE)
    changed(path, value)(document)
    with pytest.raises(Unreadable) as refused:
        from_json(document)
    assert refused.value.place.startswith(place)
    assert expected in refused.value.expected


NO_JSON = ("", "{", "[]", "1e5", "NaN", b"\xff", "9" * 5000, "[" * 10**5, '"\\ud800"')


@pytest.mark.parametrize("text", [*NO_JSON, '{"format": 1, "format": 1}'])
def test_what_is_not_such_json_is_refused(text: str | bytes) -> None:
    with pytest.raises(Unreadable, match=r"^\$"):
        from_text(text)


def test_a_key_that_is_there_twice_is_refused() -> None:
    """Readers of JSON take the first or the last; both would be read without complaint."""
    text = json.dumps(BASE)
    from_text(text)
    for key in ("claim", "format"):
        twice = text.replace("{", f"{{{json.dumps(key)}: {json.dumps(BASE[key])}, ", 1)
        with pytest.raises(Unreadable, match="no key twice"):
            from_text(twice)


def test_no_key_writes_on_the_terminal() -> None:
    """Whoever made the document chose its keys; messages and statements repeat some of them."""
    hostile = "\x1b[2Kaccepted: all is well\n"
    document = written(CERTIFICATES[-1])
    document["certificate"]["holds_at"][hostile] = 0
    with pytest.raises(Unreadable, match="names of variables for keys"):
        from_json(document)
    key = json.dumps(hostile)
    with pytest.raises(Unreadable) as refused:
        from_text(f"{{{key}: 1, {key}: 2}}")
    assert str(refused.value).isprintable()
    assert str(Field({hostile: 1}).at(hostile).fail("2")).isprintable()


@pytest.mark.parametrize("links", first(1, [30, 90]))
def test_a_short_document_asks_for_no_astronomic_number(links: int) -> None:
    """v0 = v1^3, v1 = v2^3, ...: written out, the last of them makes the first 3^(3^links)."""
    names = tuple(f"v{n}" for n in range(links))
    values = [*(k.power(k.var(name), 3) for name in names[1:]), k.const(3)]
    facts = tuple(k.eq(k.sub(k.var(v), value)) for v, value in zip(names, values, strict=True))
    proof: Proof = DONE
    for name, value in reversed([*zip(names, values, strict=True)]):
        proof = Substitute(name, value, k.ONE, proof)
    matrix = (k.ONE, *[k.ZERO] * (links - 1))
    certificate = MatrixProof((matrix,), None, (proof,))
    subject = Subject(names, (), (k.power(k.var("v0"), 2),), facts)
    read = from_json(to_json(subject, Law.LINEAR, "proved", None, certificate))
    with pytest.raises(Rejected, match="grew beyond the kernel's limit"):
        check(read[0], read[1], read[2], read[4], read[5])


@pytest.mark.parametrize("number", ["1.5", "1e5", "NaN"])
def test_a_float_is_refused_where_nothing_may_stand(number: str) -> None:
    text = json.dumps(written(MatrixProof((), None, ())))
    from_text(text)
    for key in ("offset", "condition"):
        other = text.replace(f'"{key}": null', f'"{key}": {number}')
        assert other != text
        with pytest.raises(Unreadable, match="exact numbers as text"):
            from_text(other)


def deep_proof(levels: int) -> dict[str, Any]:
    document = written(Impossible(DONE))
    steps = document["certificate"]["proof"]
    for _ in range(levels):
        steps = {"step": "product_sign", "factors": [], "then": steps}
    document["certificate"]["proof"] = steps
    return document


def deep_cases(levels: int) -> dict[str, Any]:
    document = written(Impossible(DONE))
    other = steps = document["certificate"]
    guard = document["operator"]["assumptions"][0]
    for _ in range(levels):
        steps = {"kind": "cases", "guard": guard, "yes": other, "no": steps}
    document["certificate"] = steps
    return document


@pytest.mark.parametrize("deep", [deep_proof, deep_cases])
def test_depth_bombs_are_refused(deep: Callable[[int], dict[str, Any]]) -> None:
    """Before Python's own limit is met; and a document of the greatest depth is read."""
    from_json(deep(DEEPEST))
    for levels in (DEEPEST + 1, 5_000):
        with pytest.raises(Unreadable, match="nested 100 deep"):
            from_json(deep(levels))


def test_a_condition_other_than_the_certificates_is_refused() -> None:
    document = written(CERTIFICATES[-1])
    document["claim"]["condition"] = document["operator"]["assumptions"][0]
    with pytest.raises(Unreadable, match=r"\$\.claim\.condition: expected the condition of"):
        from_json(document)
    document["claim"]["condition"] = None
    with pytest.raises(Unreadable, match="the condition of the certificate"):
        from_json(document)
    with pytest.raises(ValueError, match="not the certificate's"):
        to_json(SUBJECT, Law.ODD, "refuted", k.eq(a), DegreeProof())
