"""What is remembered costs time where it is wrong, and never truth."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import symlin
from symlin.decision import memory
from symlin.decision.memory import Memory, digest
from symlin.decision.opinion import CrossCheck
from symlin.decision.report import subject_of
from symlin.kernel.claim import Law, Subject
from symlin.kernel.clock import check_time
from symlin.kernel.term import add, const, mul, var
from symlin.reading.operators import read_operator
from symlin.search.strategy import Strategy

TEXT = "Max(a*x, b*x)"
X, A = var("x"), var("a")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A memory of its own, in which everything is worth keeping."""
    monkeypatch.setenv("SYMLIN_CACHE", str(tmp_path))
    monkeypatch.setattr(memory, "WORTH", 0.0)
    return tmp_path


def entry(folder: Path) -> Path:
    (found,) = folder.rglob("*.json")
    return found


def stated(report: symlin.Report) -> dict[str, Any]:
    """All that a report says, but the time."""
    return {**report.to_dict(), "seconds": 0}


def no_search(*_: object, **__: object) -> None:
    pytest.fail("it was searched again")


def test_a_second_answer_needs_no_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """And says the same, to the last counterexample."""
    first = symlin.check(TEXT)
    monkeypatch.setattr(Strategy, "decide", no_search)
    again = symlin.check(TEXT)
    assert stated(again) == stated(first)
    assert symlin.verify(again.linear.certificate).law is Law.LINEAR


def test_a_comparison_is_remembered_too(monkeypatch: pytest.MonkeyPatch) -> None:
    first = symlin.equiv("Max(x, y)", "(x + y + Abs(x - y))/2")
    monkeypatch.setattr(Strategy, "decide", no_search)
    assert symlin.equiv("Max(x, y)", "(x + y + Abs(x - y))/2").status is first.status


def test_cache_false_neither_looks_nor_keeps(folder: Path) -> None:
    symlin.check(TEXT, cache=False)
    symlin.equiv("x", "x", cache=False)
    assert not list(folder.rglob("*.json"))


def forged(document: dict[str, Any]) -> dict[str, Any]:
    """Linear for every a and b, with the certificate of the matrix [a]."""
    lie = Subject(("x",), ("a", "b"), (mul(A, X),))
    report = symlin.check("a*x", inputs="x", cache=False)
    certificate = report.linear.certificate.to_json()
    assert lie.outputs == subject_of(report.operator).outputs
    found = dict.fromkeys(document["certificates"], certificate)
    return {**document, "certificates": found}


def swapped(document: dict[str, Any]) -> dict[str, Any]:
    """Each law with the certificate of another."""
    laws = document["certificates"]
    return {**document, "certificates": dict(zip(laws, [*laws.values()][::-1], strict=True))}


def other_status(document: dict[str, Any]) -> dict[str, Any]:
    """What is conditional, called proved."""
    laws = json.loads(json.dumps(document["certificates"]))
    for law in laws.values():
        law["claim"] |= {"status": "proved", "condition": None}
    return {**document, "certificates": laws}


@pytest.mark.parametrize("forge", [forged, swapped, other_status])
def test_a_forged_entry_changes_no_answer(forge: Any, folder: Path) -> None:
    """Whoever can write to the folder can make symlin slow, and nothing else."""
    first = symlin.check(TEXT, crosscheck=False)
    path = entry(folder)
    path.write_text(json.dumps(forge(json.loads(path.read_text()))))
    assert stated(symlin.check(TEXT, crosscheck=False)) == stated(first)


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"[" * 100_000, b'{"certificates": 7}', b'{"certificates": {"linear": {}}}',
     b'{"agreed": [1]}', b"\xff\xfe", b'{"certificates": {"linear": {"format": "other"}}}'],
)  # fmt: skip
def test_a_damaged_entry_changes_no_answer(data: bytes, folder: Path) -> None:
    first = symlin.check(TEXT)
    entry(folder).write_bytes(data)
    assert stated(symlin.check(TEXT)) == stated(first)


def test_only_what_took_long_is_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "WORTH", 1e9)
    symlin.check(TEXT, crosscheck=False)
    assert not list(folder.rglob("*.json"))


# ---- second opinions ----


def counted(monkeypatch: pytest.MonkeyPatch, status: str = "agrees") -> list[int]:
    """The seeds for which numbers are tried from now on."""
    seeds: list[int] = []

    def tried(operator: object, report: object, seed: int, *_: object) -> CrossCheck:
        seeds.append(seed)
        return CrossCheck(status, 200, seed, "tried")

    monkeypatch.setattr("symlin.crosscheck.cross_check", tried)
    return seeds


def test_numbers_that_agreed_are_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer says that they were tried before."""
    seeds = counted(monkeypatch)
    reports = [symlin.check(TEXT), symlin.check(TEXT), symlin.check(TEXT, seed=1)]
    assert seeds == [0, 1]
    assert [r.crosscheck.is_remembered for r in reports] == [False, True, False]
    assert "200 examples agreed before (seed 0)" in str(reports[1])
    assert stated(reports[1]) == stated(reports[0])


@pytest.mark.parametrize("status", ["disagrees", "skipped"])
def test_what_did_not_agree_is_tried_each_time(
    status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An alarm from a memory could be a false one, and a silence hide a true one."""
    seeds = counted(monkeypatch, status)
    for _ in range(2):
        assert symlin.check(TEXT).crosscheck.status == status
    assert seeds == [0, 0]


def test_another_text_with_the_same_terms_is_tried_for_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Numbers doubt the reading of a text as well."""
    seeds = counted(monkeypatch)
    symlin.check("x + x")
    symlin.check("2*x")
    assert seeds == [0, 0]


def test_a_callers_function_is_tried_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """It may have changed since."""
    seeds = counted(monkeypatch)
    for _ in range(2):
        symlin.check(lambda x: 2 * x)
    assert seeds == [0, 0]


# ---- names of subjects ----


def test_equal_subjects_have_equal_digests_and_others_have_not() -> None:
    texts = ["x + y", "x - y", "x + 2*y", "Max(x, y)", "Max(x, y, 0)", "[x, y]", "[y, x]", "x*y"]
    found = [digest(subject_of(read_operator(text))) for text in texts]
    assert len(set(found)) == len(texts)
    assert found == [digest(subject_of(read_operator(text))) for text in texts]
    assumed = read_operator("x + y", assume=("x > 0",))
    assert digest(subject_of(assumed)) not in found


def test_a_deep_subject_has_a_digest_in_no_time() -> None:
    """Its terms share their parts: written out, they would have 2**200 nodes."""
    term = X
    for _ in range(200):
        term = add(mul(term, term), const(1))
    assert len(digest(Subject(("x",), (), (term,)))) == 64


def test_a_memory_without_a_folder_remembers_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SYMLIN_CACHE", "off")
    found = Memory(subject_of(read_operator("x")))
    found.agreed("q", 3, "")
    found.keep([], 1e9)
    assert found.theorem(Law.LINEAR) is None


def test_an_entry_that_takes_too_long_leaves_time_to_search(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A forged certificate may be endless to follow; the law is decided all the same."""
    first = symlin.check(TEXT, crosscheck=False)

    def endless(*_: object) -> None:
        while True:
            check_time()

    monkeypatch.setattr(Memory, "theorem", endless)
    assert stated(symlin.check(TEXT, crosscheck=False, timeout=4.0)) == stated(first)
