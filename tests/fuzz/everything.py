"""python -m tests.fuzz.everything: functions, matrices, sets and textbooks' headers under fire.

As `tests.fuzz.reading`, by the door that all commands take: whatever the text speaks of.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from random import Random

from symlin.reading.operators import read_question

from ..reading.everyday import READ
from ..reading.functions.refused import REFUSED
from ..reading.test_elsewhere import REFUSED as ASKED
from ..reading.test_textbook import SAME
from . import reading

_PLAIN = (
    "x(t) x[n] y(t) y[n] u_t u_xx u_{xx} x' y'' x_n x_{n-1} f'(x) d/dt dx/dt \\dot{x} \\partial "
    "s t n k x u h (x*h)(t) T(f)(x) (Tf)(x) T(A: 2x2) A B A^T A.T A^{-1} I tr(A) [1,2;3,4] [x; y] "
    "[[a,b],[c,d]] Integral( Sum( Derivative( ∫ ∑ \\int_0^1 \\sum_{k=0}^n ds dx (s,0,t) (k,-oo,oo) "
    "R^3 R^n C P_2 P3 M_22 M_{2x2} C[0,1] -> → \\to : , ; = == ( ) [ ] { } < > | ∈ in & \\\\ ' ² "
    "\\begin{pmatrix} \\end{pmatrix} \\begin{cases} \\mathbb{R} T: f: where given np.inf -inf ∞ "
    "'tanh' e^{-s t} exp( sin( * + - / ^ 2 0.5 i conj( z re( 1/2 delta(t) . ? if then else mod"
)
WORDS = tuple(_PLAIN.split())
FOLDER = Path(__file__).parent.parent / "reading" / "functions"
LISTED = [
    line
    for name in ("asked.txt", "variants.txt")
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()
    if not line.startswith(" ")
]
KNOWN = (*READ, *REFUSED, *ASKED, *SAME, *SAME.values(), *filter(None, LISTED))


def draw(seed: int, index: int) -> str:
    """One text; the same for the same numbers."""
    rng = Random(f"{seed}:{index}")
    if rng.random() < 0.4:
        return " ".join(rng.choice(WORDS) for _ in range(rng.randint(1, 12)))
    text = rng.choice(KNOWN)
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(text) + 1)
        text = text[:at] + rng.choice((*WORDS, " ", "")) + text[at + rng.randrange(4) :]
    return text


def complaint(text: str) -> str | None:
    """What is wrong with the way the text is read, in words."""
    return reading.complaint(text, read_question)


def main() -> int:
    """0 where there is nothing to complain about."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.everything", description=__doc__)
    parser.add_argument("--runs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    told = parser.parse_args()
    found = 0
    for index in range(told.runs):
        text = draw(told.seed, index)
        if (what := complaint(text)) is not None:
            found += 1
            print(f"{index}: {text!r}: {what}", flush=True)
        if index % 10_000 == 9_999:
            print(f"{index + 1} texts, {found} complaints", file=sys.stderr, flush=True)
    print(f"{told.runs} texts, seed {told.seed}: {found} complaints")
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main())
