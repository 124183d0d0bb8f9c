"""Theorems are made by the kernel alone, and nobody can change one afterwards."""

from __future__ import annotations

import ast
import copy
import pickle
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import get_args

import pytest

import symlin
from symlin.kernel import theorem
from symlin.kernel.certificate import (
    Conditional,
    Contradiction,
    DirectProof,
    MatrixProof,
    Rejected,
    Substitute,
    Witness,
)
from symlin.kernel.checker import check
from symlin.kernel.claim import Law, Subject
from symlin.kernel.statements.conclusions import Entailment, domain, entail
from symlin.kernel.statements.instances import evaluate
from symlin.kernel.term import (
    ONE,
    TRUE,
    ZERO,
    Guard,
    Node,
    Term,
    Var,
    const,
    eq,
    maximum,
    mul,
    ne,
    power,
    root,
    scale,
    var,
)
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


def test_an_object_that_calls_itself_equal_to_a_theorem_is_none() -> None:
    """It could say that relu is linear, wherever a theorem about 2*x is at hand."""
    found = doubled()

    class Twin(LawTheorem):
        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return hash(found)

    assert not is_theorem(object.__new__(Twin))
    assert is_theorem(found)


def test_every_part_of_a_certificate_is_settled_even_where_all_of_them_change() -> None:
    """Three lists in one step are copied as one is."""
    rows: list[list[Term]] = [[const(2)]]
    offset: list[Term] = [ZERO]
    matrix = MatrixProof(rows, offset, [Contradiction()])  # type: ignore[arg-type]
    found = check(DOUBLE, Law.AFFINE, "proved", matrix)
    rows[0][0] = offset[0] = const(7)
    assert isinstance(found.certificate, MatrixProof)
    assert (found.certificate.matrix, found.certificate.offset) == (((const(2),),), (ZERO,))
    assert (found.matrix, found.offset) == (((const(2),),), (ZERO,))


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


# ---- objects that say one thing when they are checked, and another later ----


class TwoMatrices(MatrixProof):
    """Shows [[2]] when it is asked for the first time, and [[7]] from then on."""

    asked = 0

    def __getattribute__(self, name: str) -> object:
        if name != "matrix":
            return super().__getattribute__(name)
        TwoMatrices.asked += 1
        return ((const(2 if TwoMatrices.asked == 1 else 7),),)


class TwoValues(Substitute):
    """Puts 0 for the variable where that is shown, and 1 where it is done."""

    asked = 0

    def __getattribute__(self, name: str) -> object:
        if name != "value":
            return super().__getattribute__(name)
        TwoValues.asked += 1
        return ZERO if TwoValues.asked == 1 else ONE


class Likeable(str):
    """Equal to every other text, and hashed as "p"."""

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return hash("p")


class Coordinates(dict[str, Term]):
    """Holds one coordinate, and shows another."""

    def values(self) -> list[Term]:  # type: ignore[override]
        return [ONE]

    def get(self, name: str, default: object = None) -> Term:  # type: ignore[override]
        return ONE


class TwoNames(Var):
    """An input where a polynomial is made of it, and a parameter where it is asked for variables.

    It is asked for its name in that order: by the check of names, and later by the normal form.
    """

    __slots__ = ()
    asked = 0

    @property
    def name(self) -> str:  # type: ignore[override]
        TwoNames.asked += 1
        return "p" if TwoNames.asked == 1 else "x"


class Number(int):
    """Shows 7, and is 2."""

    def __str__(self) -> str:
        return "7"


class Lookalike:
    """What a subject has, in a class that calls itself equal to all."""

    inputs, parameters, outputs, assumptions = ("x",), (), (scale(2, x),), ()
    variables, domain = frozenset({"x"}), ()
    domain_at = parameter_facts = Subject.domain_at


def test_a_certificate_of_a_class_from_elsewhere_is_refused() -> None:
    """Its matrix could be one when it is checked, and another when it is printed."""
    with pytest.raises(Rejected, match="no part of a certificate"):
        check(DOUBLE, Law.LINEAR, "proved", TwoMatrices(((const(2),),), None, (Contradiction(),)))


def test_a_step_of_a_class_from_elsewhere_is_refused() -> None:
    """From p = 0 it would follow that p is not 0."""
    with pytest.raises(Rejected, match="no part of a certificate"):
        entail((eq(p),), ne(p), TwoValues("p", ZERO, ONE, Contradiction()))


def test_a_status_is_compared_as_text() -> None:
    """A status that equals all others would make "refuted" of a proof."""
    matrix = MatrixProof(((const(2),),), None, (Contradiction(),))
    with pytest.raises(Rejected):
        check(DOUBLE, Law.LINEAR, Likeable("refuted"), matrix)  # type: ignore[arg-type]


def test_the_name_of_a_variable_is_compared_as_text() -> None:
    """Or x * x is linear, with the matrix entry x that calls itself p."""
    square = Subject(("x",), ("p",), (mul(x, x),))
    matrix = MatrixProof(((var(Likeable("x")),),), None, (Contradiction(),))
    with pytest.raises(Rejected, match="more than the parameters"):
        check(square, Law.LINEAR, "proved", matrix)


def test_a_part_of_a_term_of_a_class_from_elsewhere_is_refused() -> None:
    """Or 3*x*x is linear, with the matrix entry 3*p in which p was x when it was checked."""
    square = Subject(("x",), ("p",), (mul(const(3), x, x),))
    entry = scale(3, object.__new__(TwoNames))
    with pytest.raises(Rejected, match="no term or guard"):
        check(square, Law.LINEAR, "proved", MatrixProof(((entry,),), None, (Contradiction(),)))


@pytest.mark.parametrize("where", ["outputs", "assumptions"])
def test_a_term_of_a_class_from_elsewhere_in_a_subject_is_refused(where: str) -> None:
    """A function could be 2*x when it is checked, and something else when it is printed."""
    twofold = scale(2, object.__new__(TwoNames))
    subject = replace(DOUBLE, **{where: (twofold if where == "outputs" else eq(twofold),)})
    with pytest.raises(Rejected, match="no term or guard"):
        check(subject, Law.ODD, "proved", DirectProof((Contradiction(),)))


def test_numbers_in_terms_are_plain_numbers() -> None:
    """An int of another class may compare, or print, as another."""
    assert type(const(Number(1234567)).value) is int
    with pytest.raises(ValueError, match="exponent"):
        power(x, Number(2))
    with pytest.raises(ValueError, match="degree"):
        root(x, Number(2))


def test_a_subject_cannot_change_and_has_no_subclasses() -> None:
    """Theorems are about it: nobody else says what its outputs are, or where it is defined."""
    outputs: list[Term] = [scale(2, x)]
    subject = Subject(["x"], [], outputs)  # type: ignore[arg-type]
    outputs[0] = maximum(x, ZERO)
    assert subject == DOUBLE
    assert not hasattr(subject, "__dict__")  # where a domain of someone's own could be put
    with pytest.raises(TypeError):
        type("Other", (Subject,), {})


@pytest.mark.parametrize(
    "state",
    [
        lambda s: check(
            s, Law.LINEAR, "proved", MatrixProof(((const(2),),), None, (Contradiction(),))
        ),
        domain,
        lambda s: evaluate(s, {}, [{"x": ONE}], [[const(2)]]),
    ],
)
def test_theorems_are_about_subjects_alone(state: Callable[[object], object]) -> None:
    """Of another class, a subject may be equal to the operator's own without being it."""
    state(DOUBLE)
    with pytest.raises(Rejected):
        state(Lookalike())


def test_a_point_is_stated_as_it_was_checked() -> None:
    """A mapping that holds 5 and shows 1 is a point at 5, where x is not 1."""
    identity = Subject(("x",), (), (x,))
    with pytest.raises(Rejected):
        evaluate(identity, {}, [Coordinates(x=const(5))], [[ONE]])
    rows: list[list[Term]] = [[ONE]]
    found = evaluate(identity, {}, [{"x": ONE}], rows)
    rows[0][0] = ZERO
    assert found[0].values == (ONE,)


def test_a_theorem_has_no_dictionary_to_write_into() -> None:
    """`vars(theorem)["status"] = "refuted"` would need no seal."""
    assert not hasattr(doubled(), "__dict__")
    assert not hasattr(entail((), TRUE), "__dict__")
    assert not hasattr(doubled().certificate, "__dict__")


NODES = {kind.__name__ for kind in get_args(Node)}


def test_terms_and_guards_are_made_by_their_constructors_alone() -> None:
    """`Sum([2], [x], 0)` would hold lists that change, and equal nodes that are two objects."""
    package = Path(symlin.__file__).parent
    for path in package.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        modules, direct = _taken_from_term(tree)
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or path == package / "kernel" / "term.py":
                continue
            match node.func:
                case ast.Name(name):
                    made = direct.get(name)
                case ast.Attribute(ast.Name(module), name) if module in modules:
                    made = name
                case _:
                    made = None
            assert made not in NODES, f"{path}:{node.lineno}"


def _taken_from_term(tree: ast.AST) -> tuple[set[str], dict[str, str]]:
    """The names that a module has for `kernel.term`, and for what it takes out of it."""
    taken = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    modules = {
        a.asname or a.name
        for node in taken
        if node.module == "symlin.kernel"
        for a in node.names
        if a.name == "term"
    }
    direct = {
        a.asname or a.name: a.name
        for node in taken
        if node.module == "symlin.kernel.term"
        for a in node.names
    }
    return modules, direct


MADE_OF_PLAIN_VALUES = {
    "kernel/network/arrays.py",
    "kernel/network/domain.py",
    "kernel/network/graph.py",
    "reading/networks/inputs.py",
}
"""Where values are put into an object while it is made, before anybody has it."""


def test_what_is_frozen_is_written_to_where_it_is_made_alone() -> None:
    """`object.__setattr__` changes any theorem: it is for the making of a subject, and no more."""
    package = Path(symlin.__file__).parent
    writers = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if "__setattr__" in path.read_text(encoding="utf-8")
    }
    assert writers == {"kernel/claim.py", *MADE_OF_PLAIN_VALUES}
