"""Random linear forms, numbers and inputs, as text."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from random import Random

POSITIVE = ("1", "2", "3", "(1/2)", "(1/3)", "(7/5)", "10", "1000", "(1/1000)")
ROOTS = ("sqrt(2)", "(sqrt(5) - 1)", "sqrt(3)", "pi")
FACTORS = (1, 1, 1, -1, -1, 2, 3, -2, 5, Fraction(1, 2), Fraction(-2, 3), Fraction(7, 5))
NAMES = (("x", "y", "z", "t"), ("x1", "x2", "x3", "x4"))


def written(q: Fraction | int) -> str:
    """A number that may stand anywhere in a product."""
    text = str(q)
    return text if text.isdigit() else f"({text})"


@dataclass(frozen=True)
class Form:
    """A linear form of the inputs, never 0."""

    factors: tuple[tuple[str, Fraction], ...]

    def __str__(self) -> str:
        text = ""
        for name, factor in self.factors:
            size = "" if abs(factor) == 1 else f"{written(abs(factor))}*"
            sign = " - " if factor < 0 else " + "
            text += f"{sign}{size}{name}"
        text = text.removeprefix(" + ")
        text = f"-{text[3:]}" if text.startswith(" - ") else text
        return text if text.isidentifier() else f"({text})"


def draw_inputs(rng: Random, least: int = 1) -> tuple[str, ...]:
    """One to four input names."""
    n = max(least, rng.choice((1, 1, 1, 1, 2, 2, 2, 3, 3, 4)))
    return NAMES[1 if n > 1 and rng.random() < 0.6 else 0][:n]


def draw_form(rng: Random, inputs: tuple[str, ...], positive: bool = False) -> Form:
    """A form of one or more of the inputs."""
    count = rng.choice((1, 1, 2, 3)) if len(inputs) > 1 else 1
    names = sorted(rng.sample(inputs, min(count, len(inputs))))
    plain = rng.random() < 0.4
    factors = [Fraction(1) if plain else Fraction(rng.choice(FACTORS)) for _ in names]
    return Form(tuple((n, abs(f) if positive else f) for n, f in zip(names, factors, strict=True)))


def draw_two(rng: Random, inputs: tuple[str, ...]) -> tuple[Form, Form]:
    """Two forms of which neither is a multiple of the other; needs two inputs."""
    first = draw_form(rng, inputs)
    while True:
        second = draw_form(rng, inputs)
        if not _proportional(first, second):
            return first, second


def _proportional(a: Form, b: Form) -> bool:
    p, q = dict(a.factors), dict(b.factors)
    return p.keys() == q.keys() and len({p[name] / q[name] for name in p}) == 1


def draw_positive(rng: Random) -> str:
    return rng.choice(POSITIVE) if rng.random() < 0.9 else rng.choice(ROOTS)


def draw_nonzero(rng: Random) -> str:
    """A number but 0, in brackets where it needs them."""
    text = draw_positive(rng)
    return f"(-{text})" if rng.random() < 0.4 else text
