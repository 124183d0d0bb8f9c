"""python -m tests.fuzz.reading: everyday notation, each text a reading or an error with a place.

Rows of words that people write, well-formed texts with letters changed, and characters at random.
None may end in another exception, take a second, or have a suggestion that is not read.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from random import Random
from typing import Any

from symlin.errors import InputError
from symlin.language.operator import Operator
from symlin.reading.parse import parse_operator

from ..reading.everyday import READ, REFUSED

_PLAIN = (
    "x y z t a b e i f E T A 2 3 0.5 1e3 .5 10 + - * / ^ ** // % = == ( ) [ ] { } | | ( ) , ; : "
    "-> => := ' ! x1 x_1 x2 xy mx pi log_2 sin relu max( exp( > < >= R R^2 x[0] _ ? # @ ~ 1,5 & $"
)
WORDS = (
    *_PLAIN.split(" "), " ", " ", " ", "cos ", "log ", "f(x) = ", "f(x, y; a) = ", "y = ",
    "lambda x: ", "x -> ", "def f(x): return ", " if ", " else ", " and ", " mod ", "5% ",
    "√", "²", "³", "⁻¹", "½", "α", "λ", "π", "·", "×", "−", "₁", "₂", "≤", "≠", "∛", "⌊", "⌋", "‖",
    "\\frac", "\\sqrt", "\\left|", "\\right|", "\\cdot", "\\alpha", "\\max", "_{12}", "^{2}", "{1}",
    "\\begin{cases}", "\\end{cases}", "\\\\", "\\text{if}", "\\operatorname{relu}",
    "np.maximum(", "nn.ReLU()", " where b is constant", "is ", " linear?", "\u200b", "х", "\x00",
    "\u202e", '"', "`", ".", "\n",
)  # fmt: skip
KNOWN = (*READ, *REFUSED)
SLOWEST = 1.0


def draw(seed: int, index: int) -> str:
    """One text; the same for the same numbers."""
    rng = Random(f"{seed}:{index}")
    kind = rng.random()
    if kind < 0.5:
        return "".join(rng.choice(WORDS) for _ in range(rng.randint(1, 14)))
    if kind < 0.9:
        text = rng.choice(KNOWN)
        for _ in range(rng.randint(1, 3)):
            at = rng.randrange(len(text) + 1)
            text = text[:at] + rng.choice(WORDS) + text[at + rng.randrange(3) :]
        return text
    return "".join(chr(rng.choice((rng.randrange(128), rng.randrange(0x3000)))) for _ in range(12))


def complaint(text: str, read: Callable[[str], Any] = parse_operator) -> str | None:
    """What is wrong with the way the text is read, in words."""
    started = time.process_time()
    try:
        operator = read(text)
    except InputError as error:
        found = _fault(error, text, read)
    except Exception as error:
        return f"RAISED {type(error).__name__}: {error}"
    else:
        is_empty = isinstance(operator, Operator) and not (operator.inputs and operator.outputs)
        found = "no inputs or no outputs" if is_empty else None
    spent = time.process_time() - started
    return f"SLOW {spent:.1f} s" if spent > SLOWEST else found


def _fault(error: InputError, text: str, read: Callable[[str], Any]) -> str | None:
    if not str(error) or not error.message:
        return "an error without words"
    if error.position is not None and not 0 <= error.position <= len(error.text or text):
        return f"place {error.position} is outside of the text"
    for suggestion in error.suggestions:
        try:
            read(suggestion)
        except InputError as again:
            return f"suggestion {suggestion!r}: {again.message}"
    return None


def main() -> int:
    """0 where there is nothing to complain about."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.reading", description=__doc__)
    parser.add_argument("--runs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--first", type=int, default=0)
    told = parser.parse_args()
    found = 0
    for index in range(told.first, told.first + told.runs):
        text = draw(told.seed, index)
        if (what := complaint(text)) is not None:
            found += 1
            print(f"{index}: {text!r}: {what}", flush=True)
    print(f"{told.runs} texts, seed {told.seed}: {found} complaints")
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main())
