"""How vectors and matrices are declared and read into entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from symlin.errors import InputError
from symlin.language.operator import Operator
from symlin.language.printing import term_to_text
from symlin.reading.parse import parse_operator
from symlin.reading.spaces.declare import given_spaces


def read(text: str, *spaces: str, **options: object) -> Operator:
    """The operator of a text, with spaces as on the command line."""
    return parse_operator(text, spaces=given_spaces(spaces), **options)  # type: ignore[arg-type]


OUTPUTS: Mapping[tuple[str, ...], Sequence[str]] = {
    ("T(A: 2x2) = trace(A)",): ["A11 + A22"],
    ("T(A: 2x2) = det(A)",): ["A11*A22 - A12*A21"],
    ("T(A: 2x3) = A.T",): ["A11", "A21", "A12", "A22", "A13", "A23"],
    ("T(A: 1x1) = 2*B*A - B*A*2", "B: 1x1"): ["2*B11*A11 - 2*B11*A11"],
    ("A12 + A_21", "A: 2x2"): ["A12 + A21"],
    ("T(A: 2x2) = A'",): ["A11", "A21", "A12", "A22"],
    ("T(A: 2x2) = A^T",): ["A11", "A21", "A12", "A22"],
    ("T(A: 2x2) = adjugate(A)",): ["A22", "-A12", "-A21", "A11"],
    ("T(A: 2x2, x: R^2) = A*x",): ["A11*x1 + A12*x2", "A21*x1 + A22*x2"],
    ("T(A: 2x2) = A B", "B: 2x2"): [
        "A11*B11 + A12*B21", "A11*B12 + A12*B22", "A21*B11 + A22*B21", "A21*B12 + A22*B22",
    ],
    ("T(A: 2x2) = B A", "B: 2x2"): [
        "B11*A11 + B12*A21", "B11*A12 + B12*A22", "B21*A11 + B22*A21", "B21*A12 + B22*A22",
    ],
    ("T(x: R^2) = x.T*A*x", "A: 2x2"): ["(x1*A11 + x2*A21)*x1 + (x1*A12 + x2*A22)*x2"],
    ("T(x: R^2) = x*x.T",): ["x1*x1", "x1*x2", "x2*x1", "x2*x2"],
    ("T(x: R^3) = cross(a, x)", "a: R^3"): ["a2*x3 - a3*x2", "a3*x1 - a1*x3", "a1*x2 - a2*x1"],
    ("T(x: R^2) = norm(x)",): ["sqrt(x1**2 + x2**2)"],
    ("T(x: R^2) = ||x||",): ["sqrt(x1**2 + x2**2)"],
    ("T(x: R^2) = ‖x‖",): ["sqrt(x1**2 + x2**2)"],
    (r"T(x: R^2) = \lVert x \rVert",): ["sqrt(x1**2 + x2**2)"],
    ("T(x: R^2) = a·x", "a: R^2"): ["a1*x1 + a2*x2"],
    ("T(x: R^3) = a × x", "a: R^3"): ["a2*x3 - a3*x2", "a3*x1 - a1*x3", "a1*x2 - a2*x1"],
    ("T(x: R^2) = x_1 + x2",): ["x1 + x2"],
    ("T(A: 2x2) = A_{12}",): ["A12"],
    (r"T(A: 2x2) = \det(A^{\top})",): ["A11*A22 - A21*A12"],
    ("[[1, 2], [3, 4]] @ x",): ["x1 + 2*x2", "3*x1 + 4*x2"],
    ("norm([x, y])",): ["sqrt(x**2 + y**2)"],
    ("T(x: R^2) = norm(x, 1)",): ["Abs(x1) + Abs(x2)"],
    ("T(x: R^2) = norm(x, inf)",): ["Max(Abs(x1), Abs(x2))"],
    ("T(x: R^3) = diff(x)",): ["x2 - x1", "x3 - x2"],
    ("T(x: R^3) = flip(x)",): ["x3", "x2", "x1"],
    ("T(x: R^2) = relu(x)",): ["Max(x1, 0)", "Max(x2, 0)"],
    ("T(x: R^2) = max(x)",): ["Max(x1, x2)"],
    ("T(x: R^2) = [1 2; 3 4]*x",): ["x1 + 2*x2", "3*x1 + 4*x2"],
    ("T(x: R^2) = [1, -2; 3, 4]*x",): ["x1 - 2*x2", "3*x1 + 4*x2"],
    ("Matrix([[1, 2], [3, 4]])*x",): ["x1 + 2*x2", "3*x1 + 4*x2"],
    ("T(x: R^2) = x + b",): ["x1 + b1", "x2 + b2"],
    ("T(A: 2x2) = A - 3*eye(2)",): ["A11 - 3", "A12", "A21", "A22 - 3"],
    ("f: R^2 -> R^2, x -> 2x",): ["2*x1", "2*x2"],
    ("T(A) = A.T", "A: 1x2"): ["A11", "A12"],
    ("T(x: R^(1x2)) = x",): ["x11", "x12"],
    ("A.T", "A: 1x2"): ["A11", "A12"],
    ("A*x", "A: 1x2", "x: R^2"): ["A11*x1 + A12*x2"],
    ("f(x: R^4) = fft(x)",): [
        "x1 + x2 + x3 + x4", "0", "x1 - x3", "x4 - x2", "x1 - x2 + x3 - x4", "0", "x1 - x3",
        "x2 - x4",
    ],
}  # fmt: skip


@pytest.mark.parametrize("text", OUTPUTS, ids=" ".join)
def test_each_entry_is_what_the_formula_says(text: tuple[str, ...]) -> None:
    """A product of matrices taken for one of entries would give a wrong verdict in silence."""
    assert list(map(term_to_text, read(*text).outputs)) == OUTPUTS[text]


REFUSED: Mapping[tuple[str, ...], str] = {
    ("T(A: 2x3) = A*B", "B: 2x2"): "on the left a 2x3 matrix, on the right a 2x2 matrix",
    ("T(A: 2x3) = trace(A)",): "expected a square matrix, not a 2x3 matrix",
    ("T(A: 2x2) = A + 1",): "for the identity write eye(2)",
    ("T(A: 2x2) = exp(A)",): "entry by entry, or of the matrix?",
    ("T(x: R^3) = x*x",): "write dot(x, y), outer(x, y)",
    ("T(x: R^3) = x^2",): "write dot(x, x)",
    ("T(x: R^3) = |x|",): "write norm(x)",
    (r"T(x: R^3) = \lvert x \rvert",): "write norm(x)",
    ("T(x: R^3) = <a, x>", "a: R^3"): "write dot(a, x)",
    ("T(A: 2x2) = A*B - B*A",): "B has no size",
    ("T(x: R^3) = A @ x",): "A has no size",
    ("T(A: 2x2) = A[0, 1]",): "entries are counted from 1",
    ("T(A: 2x2) = |A|",): "write det(A) or norm(A)",
    ("T(x: R^3) = |x||x|",): "write norm(x)",
    ("T(x: R^3) = max(x, 0)",): "write maximum(x, 0)",
    ("T(x: R^3) = 1/x",): "nothing is divided by a vector",
    ("T(A: 2x2) = rank(A)",): "no formula of the entries",
    ("T(A: 2x2) = eigenvalues(A)",): "trace(A) and det(A) are read",
    ("T(A: 2x2) = A - I",): "eye(2)",
    ("T(x: R^2) = cross(x, x)",): "expected vectors of 3 entries",
    ("T(x: R^3) = dot(x, a)", "a: R^2"): "one vector has 3 entries, and the other 2",
    ("T(x: R^3) = dot(x, a)", "b: R^3"): "given to b, which does not occur",
    ("T(A: 2x2) = A", "A: 3x3"): "A is in 2x2 in the header, and in 3x3 beside it",
    ("A*B", "A: 2x2", "B: 2x2"): "which of A, B is the input?",
    ("T(x: R^3, x1) = x",): "x1 would be two things",
    ("T(x: R^3) = Piecewise((x, x > 0), (0, True))",): "only real numbers have an order",
    ("T(A: 7x7) = det(A)",): "a matrix may have 6 rows",
    ("dot(a, x)",): "give its size",
    ("x'",): "derivatives",
    ("adjugate",): "adjugate of what? write T(A: 2x2) = adjugate(A), or adjugate --shape 2,2",
    ("im",): "im of what? write f(z: C) = im(z)",
    ("fft",): "fft of what? write T(x: R^3) = fft(x), or fft --shape 3",
    ("T(A: 2x2) = e^A",): "no number",
}


@pytest.mark.parametrize("text", REFUSED, ids=" ".join)
def test_what_does_not_fit_is_refused_with_both_shapes(text: tuple[str, ...]) -> None:
    """Whoever mixes shapes up has written another formula than was meant."""
    with pytest.raises(InputError) as caught:
        read(*text)
    assert REFUSED[text] in caught.value.message


def test_a_shape_is_that_of_the_only_input() -> None:
    """`det --shape 2,2` and `cross(a, x) --shape 3` are how people ask."""
    assert read("det", shape=(2, 2)).inputs == ("A11", "A12", "A21", "A22")
    assert read("trace(A)", shape=(2, 2)).inputs == ("A11", "A12", "A21", "A22")
    crossed = read("cross(a, x)", shape=(3,))
    assert crossed.inputs == ("x1", "x2", "x3")
    assert crossed.parameters == ("a1", "a2", "a3")


def test_letters_without_a_space_stay_numbers() -> None:
    """A*B - B*A with nothing declared is the number 0, and says that it was read so."""
    operator = read("f(A; B) = A*B - B*A")
    assert operator.inputs == ("A",)
    assert operator.space is None


@pytest.mark.parametrize(
    "text", ["B", "B: ", "B: 2x2 C", "2: R", "B: 2", "B: R^0", ": R^2", "B 2x2"]
)
def test_a_space_that_says_none_is_refused(text: str) -> None:
    """--space with a slip must not leave a matrix a number."""
    with pytest.raises(InputError):
        given_spaces([text])


def test_two_spaces_of_one_name_are_refused() -> None:
    """The later would silently win."""
    with pytest.raises(InputError):
        given_spaces(["B: 2x2", "B: 3x3"])


def test_a_product_of_matrices_is_not_said_to_be_one_of_numbers() -> None:
    spaces = given_spaces(["A: 2x2", "B: 2x2"])
    operator = parse_operator("A*B - B*A", inputs=["B"], spaces=spaces)
    assert operator.typed is not None
    assert not operator.typed.notes


def test_indices_of_two_digits_are_kept_apart() -> None:
    """A110 could be row 1, column 10, or row 11, column 0."""
    assert read("T(A: 1x10) = A").inputs[-1] == "A1_10"


def test_conditions_speak_of_matrices_too() -> None:
    """--assume "det(A) > 0" restricts the domain by a formula of the entries."""
    operator = read("T(A: 2x2) = A", assume=["det(A) > 0", "A11 >= 0"])
    assert operator.assumption_texts == ("A11*A22 - A12*A21 > 0", "A11 >= 0")
