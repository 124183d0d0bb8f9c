"""Theorems are made by the kernel alone, and nobody can change one afterwards."""

from __future__ import annotations

import ast
import copy
import pickle
from dataclasses import fields, replace
from pathlib import Path

import pytest

import symlin
from symlin.kernel import theorem
from symlin.kernel.certificate import Conditional, Contradiction, MatrixProof, Rejected, Witness
from symlin.kernel.checker import check
from symlin.kernel.claim import Law, Subject
from symlin.kernel.statements.conclusions import Entailment, entail
from symlin.kernel.term import ONE, TRUE, ZERO, Guard, Term, const, eq, maximum, scale, var
from symlin.kernel.theorem import LawTheorem, Theorem, is_theorem

x, p = var("x"), var("p")
DOUBLE = Subject(("x",), (), (scale(2, x),))
RELU = Subject(("x",), (), (maximum(x, ZERO),))
KINDS = [
    kind for kind in vars(theorem).values() if isinstance(kind, type) and issubclass(kind, Theorem)
]


def doubled() -> LawTheorem:
    """x -> 2*x is linear."""
    return check(
        DOUBLE, Law.LINEAR, "proved", MatrixProof(((const(2),),), None, (Contradiction(),))
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_theorem_cannot_be_constructed(kind: type[Theorem]) -> None:
    """Whoever could write `LawTheorem(...)` could state what was never checked."""
    values = dict.fromkeys((f.name for f in fields(kind)), None)
    with pytest.raises(TypeError):
        kind(**values)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="only the kernel"):
        kind(seal=object(), **values)  # type: ignore[arg-type]


def test_a_theorem_cannot_be_altered() -> None:
    """Neither in place nor by a changed copy."""
    found = doubled()
    with pytest.raises(AttributeError):
        found.status = "refuted"  # type: ignore[misc]
    with pytest.raises((TypeError, ValueError)):
        replace(found, status="refuted")  # type: ignore[call-arg]


def test_a_copy_of_a_theorem_is_the_theorem_itself_and_none_can_be_sent() -> None:
    """A pickle that is read anywhere would make theorems without a check."""
    found = doubled()
    assert copy.copy(found) is found
    assert copy.deepcopy(found) is found
    with pytest.raises(TypeError, match="does not travel"):
        pickle.dumps(found)


def test_an_object_of_the_class_that_nobody_checked_is_no_theorem() -> None:
    """`object.__new__` runs no constructor: what it returns is told apart all the same."""
    forged = object.__new__(LawTheorem)
    for name, value in {"subject": RELU, "law": Law.LINEAR, "status": "proved"}.items():
        object.__setattr__(forged, name, value)
    assert not is_theorem(forged)
    assert is_theorem(doubled())


def test_a_certificate_that_changes_after_its_check_changes_no_theorem() -> None:
    """A search keeps what it handed over, and may write into its dictionaries and lists."""
    rows: list[list[Term]] = [[const(2)]]
    matrix = MatrixProof(rows, None, [Contradiction()])  # type: ignore[arg-type]
    found = check(DOUBLE, Law.LINEAR, "proved", matrix)
    rows[0][0] = const(7)
    assert found.matrix == ((const(2),),)
    points = [{"x": const(v)} for v in (0, -1, 1)]
    broken = check(
        RELU, Law.LINEAR, "refuted", Witness(tuple(points), (ONE, const(-1), const(-1)), 0)
    )
    points[0]["x"] = const(5)
    assert isinstance(broken.certificate, Witness)
    assert broken.certificate.points[0]["x"] is ZERO
    with pytest.raises(TypeError):
        broken.certificate.points[0]["x"] = const(5)  # type: ignore[index]


def test_a_conditional_theorem_holds_the_condition_of_its_certificate() -> None:
    """The condition that is printed is the one that was argued for."""
    report = symlin.check("leaky_relu", crosscheck=False)
    c = report.linear.certificate
    assert c is not None
    found = check(c.subject, c.law, "conditional", c.steps, c.rewrites)
    assert isinstance(c.steps, Conditional)
    assert found.condition is c.steps.condition
    assert found.condition is not None
    assert found.matrix is not None


@pytest.mark.parametrize("law", [law for law in Law if law is not Law.EQUIVALENT])
def test_what_is_linear_satisfies_every_other_law_of_one_function(law: Law) -> None:
    assert doubled().establishes(law)
    assert not doubled().establishes(Law.EQUIVALENT)


def test_no_law_but_linearity_establishes_another() -> None:
    """relu is positively homogeneous, and not odd."""
    found = check(RELU, Law.POSITIVE_HOMOGENEITY, "proved", _degrees())
    assert [law for law in Law if found.establishes(law)] == [Law.POSITIVE_HOMOGENEITY]
    broken = check(
        RELU, Law.LINEAR, "refuted", Witness(_points(0, -1, 1), (ONE, const(-1), const(-1)), 0)
    )
    assert [law for law in Law if broken.establishes(law)] == [Law.LINEAR]


def _degrees() -> object:
    from symlin.kernel.certificate import DegreeProof

    return DegreeProof()


def _points(*values: int) -> tuple[dict[str, Term], ...]:
    return tuple({"x": const(v)} for v in values)


def test_the_seal_is_shown_by_modules_of_the_kernel_alone() -> None:
    """Python hides nothing: this is the place where it is seen that nobody else takes it."""
    package = Path(symlin.__file__).parent
    for path in package.rglob("*.py"):
        inside = path.is_relative_to(package / "kernel")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(node, "id", None) or getattr(node, "attr", None)
            taken = isinstance(node, ast.ImportFrom) and any(a.name == "SEAL" for a in node.names)
            assert inside or not (taken or name == "SEAL"), path


def test_an_entailment_keeps_its_facts() -> None:
    facts: list[Guard] = [eq(p, ONE)]
    found = entail(facts, eq(p, ONE))
    facts.clear()
    assert isinstance(found, Entailment)
    assert found.facts == (eq(p, ONE),)
    with pytest.raises(Rejected):
        entail((), eq(p, ONE))
    assert entail((), TRUE).conclusion is TRUE
