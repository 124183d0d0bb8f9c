"""A formula for all sizes, entry by entry, is the formula at each size."""

from __future__ import annotations

import random
from itertools import product

import pytest

from symlin.errors import InputError
from symlin.kernel.facts import Context
from symlin.kernel.numbers import exact
from symlin.kernel.term import Const, const
from symlin.kernel.walk import substitute
from symlin.language.operator import Operator
from symlin.language.sized_operator import SizedOperator
from symlin.reading.sizes.read import read_sized
from tests.kernel.functions.evaluator import Evaluator

FORMULAS = [
    "T(A: nxn) = A.T",
    "T(A: nxm) = A.T*A",
    "T(A) = trace(A)",
    "T(A: nxn) = A*B - B*A",
    "T(A: nxn) = commutator(A, B) + anticommutator(B, A)",
    "T(X: nxm) = A*X*B",
    "T(x: R^n) = A*x",
    "T(x: R^n) = x.T*A*x",
    "T(x: R^n) = x*x.T*a",
    "T(x: R^n) = outer(x, x)",
    "T(x: R^n) = dot(x, a)*x - hadamard(x, a)",
    "T(x: R^n) = mean(x) - sum(x)/n + n",
    "T(x: R^n) = cumsum(x)",
    "T(x: R^n) = diag(x) + ones(n, n) + zeros(n, n)",
    "T(A: nxn) = A**3 - A**2*B + A**0",
    "T(A: nxn) = trace(A)/n*eye(n) - 2n*A",
    "T(A: nxn) = triu(A) - tril(A)",
    "T(A: nxn) = diag(A)",
    "T(A: nxm) = sum(A) + mean(A)",
    "T(A: nx2) = A*B + A",
    "T(A: 2xn) = A*A.T",
    "T(A: R^(n x m)) = -A/3",
    "T(x: R^n; c) = c*x + norm(x)*x",
    "T(x: R^n) = project(x, a)",
    "T(x: R^n) = relu(x) - abs(x)",
    "T(A: nxm, x: R^m) = A*x",
]
BY_SIZE = ["T(A) = det(A)", "T(A) = inverse(A)", "T(x: R^n) = softmax(x)", "T(x: R^n) = max(x)"]


def read(text: str, **options: object) -> SizedOperator:
    found = read_sized(text, **options)  # type: ignore[arg-type]
    assert found is not None
    return found


def concrete(operator: Operator, values: dict[str, int]) -> list[float]:
    """Its outputs at the entries that `values` has."""
    numbers = {name: const(values[name]) for name in (*operator.inputs, *operator.parameters)}
    found = []
    for term in substitute(operator.outputs, numbers):
        if isinstance(term, Const):
            found.append(float(term.value))
            continue
        normal = Context(()).normal(term)
        assert normal.is_constant
        found.append(float(exact(normal.constant)))
    return found


def entries_at(
    operator: SizedOperator, sizes: dict[str, int], values: dict[str, int]
) -> list[float]:
    """The outputs by the formula of an entry, in row-major order."""
    assert operator.entry is not None
    subject = operator.entry.subject
    spaces = dict((*operator.inputs, *operator.given))

    def signal(name: str):  # type: ignore[no-untyped-def]
        wide = len(spaces[name].shape)

        def at(orders: tuple[int, ...], *places: float) -> float:
            assert not any(orders)
            assert len(places) == wide
            return float(values[name + "".join(str(int(p)) for p in places)])

        return at

    signals = {name: signal(name) for name in (*subject.unknowns, *subject.givens)}
    evaluator = Evaluator(subject, signals)
    shape = [sizes.get(size, size) for size in operator.output.shape]  # type: ignore[call-overload]
    numbers = {name: float(values[name]) for name in operator.parameters}
    found = []
    for place in product(*(range(1, size + 1) for size in shape)):
        index = dict(zip((i.name for i in subject.index), map(float, place), strict=True))
        env = {**index, **numbers, **{n: float(v) for n, v in sizes.items()}}
        found += evaluator.outputs(env)
    return found


@pytest.mark.parametrize("text", FORMULAS)
def test_an_entry_for_all_sizes_is_the_entry_at_each(text: str) -> None:
    """The proof is about the entry, the refutation about the size: both are of one formula."""
    operator, draw, shown = read(text), random.Random(text), 0
    for numbers in product((1, 2, 3), repeat=len(operator.sizes)):
        sizes = dict(zip(operator.sizes, numbers, strict=True))
        try:
            at = operator.at(sizes)
        except InputError:
            continue
        values = {n: draw.randint(-4, 4) or 1 for n in (*at.inputs, *at.parameters)}
        if "norm" in text:
            values.update(dict.fromkeys(at.inputs, 0))
        assert entries_at(operator, sizes, values) == pytest.approx(concrete(at, values))
        shown += 1
    assert shown >= 3


@pytest.mark.parametrize("text", BY_SIZE)
def test_what_has_no_formula_for_all_sizes_has_none(text: str) -> None:
    """A determinant is no sum over places of entries: it is looked at by size."""
    operator = read(text)
    assert operator.entry is None
    assert operator.at({"n": 2}).inputs


def test_capital_letters_of_which_nothing_is_said_are_matrices() -> None:
    """A number would commute, and A*B - B*A be 0: a confident answer to another question."""
    operator = read("T(A: nxn) = A*B^2 - B^2*A")
    assert str(dict(operator.given)["B"]) == "n x n"
    numbers = read("T(x: R^n; K) = K*x")
    assert numbers.parameters == ("K",)
    assert numbers.given == ()


def test_sizes_that_fit_are_found() -> None:
    operator = read("T(X: nxm) = A*X*B")
    assert {name: str(space) for name, space in operator.given} == {"A": "n x n", "B": "m x n"}
    assert str(operator.output) == "n x n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("T(A: nxm) = A*A", "the shapes do not fit"),
        ("T(A: nxn) = A + A12", "A12 is an entry of A"),
        ("T(x: R^n) = [x1, x2]", "is an entry of x"),
        ("T(A: nxn) = A + foo(A)", "no operator 'foo'"),
        ("T(A: nxn) = A + I", "of matrices write eye"),
        ("T(x: R^n) = A*x + B", "are added"),
        ("T(A: nxm, B: kxl) = A*B", "at most 3 letters"),
    ],
)
def test_what_does_not_fit_is_refused(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said.replace("(", r"\(")):
        read_sized(text)


@pytest.mark.parametrize(
    "text",
    ["T(A: 2x2) = A", "x(t)*t", "T(x) = mean(x)", "T(A) = A", "f(x) = 2x", "relu", "T(p: P3) = p"],
)
def test_other_texts_are_left_alone(text: str) -> None:
    """No letter stands for a size there."""
    assert read_sized(text) is None


def test_conditions_are_refused() -> None:
    with pytest.raises(InputError, match="conditions"):
        read_sized("T(A: nxn) = A", assume=["n > 2"])
