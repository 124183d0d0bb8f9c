"""Parameters that move the domain or the pieces: the right answer first, and then what is said."""

from __future__ import annotations

import pytest

from symlin.decision.decide import decide, decide_equivalence
from symlin.decision.verdict import Claim
from symlin.kernel.claim import Law
from symlin.language.printing import guard_to_text
from symlin.reading.pairs import as_pair
from symlin.reading.parse import parse_operator

SECONDS = 120.0
"""For one operator: a machine that does much else at the same time gets there as well."""

EQUIVALENT = {
    ("Piecewise((1, And(x > 0, x < a)), (0, True))", "0"): "a <= 0",
    ("Piecewise((1, And(x > a, x < a + 1)), (0, True))", "0"): "different",
    ("Piecewise((1, And(x > a, x < b)), (0, True))", "0"): "a >= b",
    ("Piecewise((p, And(x > a, x < b)), (0, True))", "0"): "Or(Eq(p, 0), a >= b)",
    ("Piecewise((p*x, x > a), (q*x, True))", "p*x"): "Eq(p, q)",
    ("Abs(x/(a+1))", "Abs(2*x/(a+1))"): "different",
    ("Max(x, a)", "x + Max(a - x, 0)"): "same",
}
"""Two functions, and where they are the same."""

LAWS = {
    ("Piecewise((x, x > a), (x, x < a))", ""): {Law.LINEAR: "proved"},
    ("x + a", "x >= a"): {
        Law.LINEAR: "Eq(a, 0)",
        Law.AFFINE: "proved",
        Law.POSITIVE_HOMOGENEITY: "Eq(a, 0)",
    },
    ("Abs(x) + 0*a", "x >= a"): {Law.LINEAR: "a >= 0", Law.AFFINE: "a >= 0"},
    ("Piecewise((x, x > a), (b*x, x < a))", ""): {Law.LINEAR: "Eq(b, 1)", Law.AFFINE: "Eq(b, 1)"},
    ("Max(x, b) + 0*a", "x >= a"): {Law.AFFINE: "a >= b", Law.LINEAR: "a >= b"},
    ("Piecewise((p*x + r, x > a), (q*x + s, True))", ""): {
        Law.AFFINE: "And(Eq(r, s), Eq(p, q))",
    },
    ("Abs(x - a)", "x >= 0"): {Law.AFFINE: "a <= 0", Law.LINEAR: "Eq(a, 0)"},
    ("Piecewise((0, Abs(x) < a), (x, True))", ""): {Law.LINEAR: "a <= 0", Law.AFFINE: "a <= 0"},
    ("Max(Min(x, a), b)", ""): {Law.AFFINE: "b >= a", Law.LINEAR: "And(Eq(b, 0), a <= 0)"},
    ("Max(a*x + b, c*x + d, e*x + f)", ""): {
        Law.AFFINE: "And(Eq(a, c), Eq(c, e))",
        Law.LINEAR: "And(Eq(a, c), Eq(c, e), Eq(Max(b, d, f), 0))",
    },
    ("Max(w*x + b, 0)", ""): {Law.AFFINE: "Eq(w, 0)", Law.LINEAR: "And(Eq(w, 0), b <= 0)"},
}
"""An operator and what is assumed, and where laws hold."""
LONG = (
    "Piecewise((x, x > a), (b*x, x < a))",
    "Piecewise((p*x + r, x > a), (q*x + s, True))",
    "Max(a*x + b, c*x + d, e*x + f)",
)
"""Those with which the search takes several seconds."""


def said(claim: Claim) -> str:
    """The claim in a word, or its condition."""
    if claim.guard is not None:
        return guard_to_text(claim.guard)
    return claim.status.value


@pytest.mark.parametrize("pair", EQUIVALENT)
def test_functions_whose_pieces_move_are_compared(pair: tuple[str, str]) -> None:
    """An end of a region is a parameter, and the point of difference lies strictly inside."""
    f, g = as_pair(*pair)
    words = {"refuted": "different", "proved": "same"}
    answer = said(decide_equivalence(f, g, SECONDS))
    assert words.get(answer, answer) == EQUIVALENT[pair]


@pytest.mark.parametrize(
    ("text", "assumed"),
    [pytest.param(*key, marks=pytest.mark.slow if key[0] in LONG else ()) for key in LAWS],
)
def test_laws_of_functions_whose_pieces_or_domains_move_are_decided(
    text: str, assumed: str
) -> None:
    """What a person sees at a glance: where the ends meet, and what is on either side of them."""
    operator = parse_operator(text, assume=(assumed,) if assumed else ())
    claims = decide(operator, SECONDS).claims
    for law, answer in LAWS[text, assumed].items():
        assert said(claims[law]) == answer
