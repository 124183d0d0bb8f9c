"""`symlin verify` and `symlin export`: what leaves symlin, and what is believed of it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

import symlin
from symlin.commands.cli import cli
from symlin.kernel import term as k
from symlin.kernel.certificate import DegreeProof, DirectProof, MatrixProof, Witness
from symlin.kernel.claim import Subject

DOCS = Path(__file__).parents[2] / "docs"
SCHEMA = json.loads((DOCS / "certificate.schema.json").read_text(encoding="utf-8"))
OPERATORS = (
    "relu",
    "leaky_relu",
    "tanh",
    "sign",
    "avg_pool1d(2)",
    "[x1 + 2*x2, x1 - x2]",
    "a*floor(x)",
    "x/(a + b*x)",
)


def run(*arguments: str, text: str | None = None) -> Result:
    return CliRunner().invoke(cli, arguments, input=text, catch_exceptions=False)


def reported(operator: str) -> symlin.Report:
    shape = (4,) if "pool" in operator else None
    return symlin.check(operator, shape=shape, crosscheck=False)


def document(operator: str = "relu", law: str = "additivity") -> dict[str, Any]:
    certificate = reported(operator).claims[symlin.Law(law)].certificate
    assert certificate is not None
    return certificate.to_json()


def test_verifying_loads_neither_the_search_nor_what_it_rests_on(tmp_path: Path) -> None:
    """The words too are written without SymPy: who does not trust it need not have it."""
    path = tmp_path / "leaky_relu.json"
    path.write_text(json.dumps(document("leaky_relu", "linear")), encoding="utf-8")
    code = f"""
import sys
import symlin
symlin.verify(open({str(path)!r}).read())
from symlin.commands.run import run
try:
    code = run(["verify", {str(path)!r}])
except SystemExit as end:
    code = end.code
print("\\nLOADED", code, *sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    said, _, loaded = done.stdout.partition("LOADED ")
    assert "accepted: linearity of f(x; alpha)" in said
    modules = set(loaded.split())
    assert not modules & {"sympy", "z3", "hypothesis", "mpmath", "numpy"}
    assert not modules & {"symlin.decision.decide", "symlin.reading.parse"}
    untrusted = {name for name in modules if name.startswith(("symlin.search.", "symlin.exact."))}
    clock = {"symlin.exact.deadline", "symlin.exact.platform", "symlin.exact.signals"}
    whole = {"symlin.exact.docstrings", "symlin.exact.loading"}  # imports that nothing cuts short
    assert untrusted <= {*clock, *whole}, "for --timeout, --help and imports alone"


def test_out_of_time_is_neither_accepted_nor_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kernel that would never end: nothing is said of the claim."""

    def endless(*_: object) -> None:
        while True:
            pass

    monkeypatch.setattr("symlin.decision.established.check", endless)
    result = run("verify", "-", "--timeout", "0.1", text=json.dumps(document()))
    assert result.exit_code == 3
    assert result.stdout == ""
    assert result.stderr == "symlin: not checked: out of time after 0.1 s (see --timeout)\n"


@pytest.mark.parametrize(
    ("operator", "law", "said"),
    [
        ("relu", "additivity", ["of f(x) = max(x, 0) is refuted", "f(0) - f(-1) - f(1) = 0"]),
        ("leaky_relu", "linear", ["exactly where alpha = 1", "holds at alpha = 1 and fails at"]),
        ("avg_pool1d(2)", "linear", ["is proved", "[1/2 1/2 0 0; 0 0 1/2 1/2] x"]),
        ("2*x + b", "affine", ["affinity of f(x; b) = 2*x + b is proved", "f(x) = [2] x + [b]"]),
        ("Abs(x)", "odd", ["oddness of f(x) = abs(x) is refuted"]),
        ("Abs(x)", "positive_homogeneity", ["positive homogeneity of f(x) = abs(x) is proved"]),
    ],
)  # fmt: skip
def test_it_says_in_words_what_was_proved(
    operator: str, law: str, said: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "certificate.json"
    path.write_text(json.dumps(document(operator, law)), encoding="utf-8")
    result = run("verify", str(path))
    assert result.exit_code == 0
    assert result.stdout.startswith("accepted: ")
    for words in said:
        assert words in result.stdout


def test_equality_of_two_functions_is_a_document_too() -> None:
    for a, b, words in (
        ("Max(x, 0)", "(x + Abs(x))/2", "equality of f(x) = max(x, 0) and g(x) = "),
        ("Max(x, 0)", "x", "the two differ at (-1)"),
    ):
        certificate = symlin.equiv(a, b).certificate
        assert certificate is not None
        result = run("verify", "-", text=json.dumps(certificate.to_json()))
        assert result.exit_code == 0
        assert words in result.stdout


def test_a_false_claim_is_rejected_with_the_step_that_failed() -> None:
    text = json.dumps(document()).replace("refuted", "proved")
    result = run("verify", "-", text=text)
    assert result.exit_code == 1
    assert "a Witness cannot show that a law is proved" in result.stdout
    with pytest.raises(symlin.Rejected):
        symlin.verify(text)


def test_what_is_no_certificate_is_unreadable() -> None:
    result = run("verify", "-", text='{"format": "symlin-certificate/0"}')
    assert result.exit_code == 2
    assert "$.format: expected symlin-certificate/1" in result.stderr
    with pytest.raises(symlin.Unreadable):
        symlin.verify({})


def test_verify_returns_the_claim_that_it_accepts() -> None:
    """A document is about the function that it names, which the caller has to look at."""
    original = reported("relu").additivity.certificate
    assert original is not None
    for form in (original, original.to_json(), json.dumps(original.to_json())):
        assert symlin.verify(form) == original


def test_terms_nested_beyond_pythons_stack_are_rejected_not_crashed_on() -> None:
    x = k.var("x")
    t: k.Term = x
    for _ in range(3_000):
        t = k.piecewise((t, k.gt(t)), (k.neg(t), k.TRUE))
    claim = reported("relu").additivity.certificate
    assert claim is not None
    for steps in (DirectProof(()), DegreeProof(), MatrixProof(((k.ONE,),), None, ())):
        with pytest.raises(symlin.Rejected):
            deep = replace(claim, subject=Subject(("x",), (), (t,)), steps=steps)
            symlin.verify(replace(deep, status=symlin.Status.PROVED).to_json())
    witness = Witness(({"x": x},), (x,), 0)
    with pytest.raises(symlin.Rejected):
        symlin.verify(replace(claim, subject=Subject(("x",), (), (t,)), steps=witness).to_json())


@pytest.mark.parametrize("operator", OPERATORS)
def test_documents_obey_the_schema(operator: str) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    validator = jsonschema.Draft202012Validator(SCHEMA)
    for claim in reported(operator).claims.values():
        if claim.certificate is not None:
            validator.validate(claim.certificate.to_json())


def test_the_schema_refuses_what_it_can_see() -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    changes: list[Callable[[dict[str, Any]], object]] = [
        lambda d: d.update(note=1),
        lambda d: d["claim"].update(law="convex"),
        lambda d: d["nodes"][0].update(note=1),
        lambda d: d["certificate"].pop("proof"),
        lambda d: d["certificate"]["weights"].append("1"),
    ]
    for change in changes:
        changed = document()
        change(changed)
        assert not validator.is_valid(changed)


def properties(schema: Any) -> set[str]:
    """The keys of objects that occur anywhere in a schema."""
    if isinstance(schema, list):
        return set().union(*map(properties, schema))
    if not isinstance(schema, dict):
        return set()
    own = schema.get("properties", {})
    return set(own).union(*map(properties, (*own.values(), *schema.values())))


def test_the_guide_names_every_key_of_the_schema() -> None:
    guide = (DOCS / "certificates.md").read_text(encoding="utf-8")
    for key in properties(SCHEMA):
        assert re.search(rf'[`"]{key}[`"]', guide), key


@pytest.mark.parametrize("target", ["json", "smtlib", "latex", "coq"])
def test_exports_go_to_standard_output_or_to_a_file(target: str, tmp_path: Path) -> None:
    suffix = {"smtlib": "smt2", "coq": "v"}.get(target, target)
    path = tmp_path / f"relu.{suffix}"
    printed = run("export", "relu", "--to", target)
    assert printed.exit_code == 0
    law = ["--law", "linear"] if target in ("json", "smtlib") else []
    assert run("export", "relu", "--to", target, "-o", str(path), *law).exit_code == 0
    assert path.read_text(encoding="utf-8") == printed.stdout
    if target == "json":
        assert run("verify", str(path)).exit_code == 0


@pytest.mark.parametrize("target", ["smtlib", "coq"])
def test_a_folder_holds_all_of_them(target: str, tmp_path: Path) -> None:
    names = {"additivity.smt2", "matrix.smt2"} if target == "smtlib" else {"Operator.v", "Makefile"}
    folder = tmp_path / "proof"
    assert run("export", "relu", "--to", target, "-o", str(folder)).exit_code == 0
    assert names <= {path.name for path in folder.iterdir()}


def test_what_cannot_be_exported_leaves_no_file(tmp_path: Path) -> None:
    for name in ("tanh", "tanh.smt2"):
        path = tmp_path / name
        result = run("export", "tanh", "--to", "smtlib", "-o", str(path))
        assert result.exit_code == 3
        assert "SMT-LIB's reals have no exp" in result.stderr
        assert not path.exists()
    unknown = run("export", "relu", "--to", "json", "--timeout", "0.000001")
    assert unknown.exit_code == 3
    assert unknown.stdout == ""


def test_export_refuses_what_it_would_not_heed() -> None:
    assert run("export", "relu", "--to", "coq", "--law", "odd").exit_code == 2
    assert run("export", "relu(", "--to", "json").exit_code == 2
