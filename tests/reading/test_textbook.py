"""Headers as textbooks have them mean what symlin's own do."""

from __future__ import annotations

from typing import Any

import pytest

from symlin.errors import InputError
from symlin.language.notation import tree_text
from symlin.reading.operators import read_question
from symlin.reading.textbook import plain_header

pytestmark = pytest.mark.quick

SAME = {
    "T: R^3 -> R^2, T(x,y,z) = (x - y, 2z)": "T(x,y,z) = (x - y, 2z)",
    "T : ℝ² → ℝ² defined by T(x, y) = (x + y, 0)": "T(x, y) = (x + y, 0)",
    r"T: \mathbb{R}^2 \to \mathbb{R}^2, T(x, y) = (y, x)": "T(x, y) = (y, x)",
    "Let T: R^2 -> R^2 be the map T(x,y) = (x, 0). Is T linear?": "T(x,y) = (x, 0)",
    "Is f: R -> R, f(x) = 2x + 1 linear?": "f(x) = 2x + 1",
    "f: R^3 -> R, f(x) = dot(a, x)": "f(x: R^3) = dot(a, x)",
    "T: P_2 -> P_3, T(p)(x) = x p(x)": "T(p: P2)(x) = x p(x)",
    "T: R[x]_{≤2} -> R, T(p) = p(1)": "T(p: P2) = p(1)",
    "T: M_22 -> R, T(A) = det(A)": "T(A: 2x2) = det(A)",
    "T: M_{2,3}(R) -> R, T(A) = A_{12}": "T(A: 2x3) = A_{12}",
    "T: R^{2x2} -> R, T(A) = tr(A)": "T(A: 2x2) = tr(A)",
    "T: C -> C, T(z) = conj(z)": "T(z: C) = conj(z)",
    "T(A: M_22) = A - A^T": "T(A: 2x2) = A - A^T",
    "T(x ∈ R^3) = 2x": "T(x: R^3) = 2x",
    r"T(x \in \mathbb{R}^3) = 2x": "T(x: R^3) = 2x",
    "T((x, y)) = (x + y, x)": "T(x, y) = (x + y, x)",
    "T(<x, y>) = <x + y, x>": "T(x, y) = (x + y, x)",
    "T([x; y]) = [x + y; x]": "T(x, y) = (x + y, x)",
    r"T\begin{pmatrix} x \\ y \end{pmatrix} = \begin{pmatrix} x+y \\ x \end{pmatrix}":
        "T(x, y) = (x + y, x)",
    r"T(x, y) = \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} \begin{pmatrix} x \\ y \end{pmatrix}":
        "T(x, y) = [1 2; 3 4]*[x; y]",
    r"f(a,b,c,d) = \begin{vmatrix} a & b \\ c & d \end{vmatrix}": "f(a,b,c,d) = det([a b; c d])",
    "T([[a,b],[c,d]]) = [[a,0],[0,d]]": "T(a: R, b: R, c: R, d: R) = [[a,0],[0,d]]",
    "(Tf)(x) = f(x) + f(x-1)": "T(f)(x) = f(x) + f(x-1)",
    "(T(f))(x) = f(x)^2": "T(f)(x) = f(x)^2",
    "D: C^1 -> C^0, D(f) = f'": "D(f) = f'",
    "T: C[0,1] -> R, T(f) = f(0)": "T(f) = f(0)",
    "I(f) = Integral(f(x), (x, 0, 1))": "F(f) = Integral(f(x), (x, 0, 1))",
}  # fmt: skip
UNCHANGED = ("f(x) = max(x, 0)", "u_t = u_xx", "T(A: 2x2) = A", "relu", "T: V -> V, T(x) = 2x",
             "f: R -> R, x -> 2x", "f(x, y; a) = a*x", "T(x)(t) = x(t - 1)",
             "Piecewise((x[n], n >= 0), (0, True))")  # fmt: skip


@pytest.mark.parametrize("text", SAME)
def test_a_textbooks_header_is_the_plain_one(text: str) -> None:
    """Asked as the exercise says it, the operator is the one that was meant."""
    found, meant = read_question(text), read_question(SAME[text])
    assert type(found) is type(meant)
    assert _parts(found) == _parts(meant)


def _parts(operator: Any) -> tuple[object, ...]:
    """What is asked about, without the words in which it was asked."""
    subject = getattr(operator, "subject", None)
    if subject is not None:
        return (subject,)
    written = [tree_text(tree) for tree in operator.written]
    space = operator.space
    return operator.inputs, written, space and (space.inputs, space.output)


@pytest.mark.parametrize("text", (*SAME, *UNCHANGED))
def test_every_place_stays_where_it_was(text: str) -> None:
    """What is wrong behind the header is shown in the text that was typed."""
    assert len(plain_header(text)) == len(text)
    assert plain_header(text) == text or text not in UNCHANGED


@pytest.mark.parametrize(
    ("text", "words", "instead"),
    [
        ("T: R^2 -> R^2, T(x,y,z) = x", "R^2 has 2 coordinates, and 3 are named", ()),
        ("T: M_22 -> M_22, T(A) = A^T A + I", "eye(2)", ("T(A: 2x2) = A^T A + eye(2)",)),
        ("T(A: nxn) = A + I", "eye(n)", ("T(A: nxn) = A + eye(n)",)),
        ("T(a + b*x + c*x^2) = b + 2*c*x", "p0 is a, p1 is b, p2 is c", ()),
        (r"f(z: C) = \bar{z} + z", "conj(z)", ("f(z: C) = conj(z) + z",)),
        ("x + \\dot{.", "not read yet", ()),
        ("\\dot->", "not read yet", ()),
        ("(h*x)(t)", "for a convolution",
         ("Integral(h(s)*x(t-s), (s, -oo, oo))", "h*x*t")),
    ],
)  # fmt: skip
def test_what_it_cannot_mean_is_refused_with_the_text_that_can(
    text: str, words: str, instead: tuple[str, ...]
) -> None:
    """The places are those of the text that was typed, and each suggestion reads."""
    with pytest.raises(InputError) as refused:
        read_question(text)
    assert words in refused.value.message
    assert refused.value.text == text
    assert refused.value.suggestions == instead
    for suggestion in instead:
        read_question(suggestion)
