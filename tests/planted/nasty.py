"""Expressions that mean no good: whatever they are, an answer must come in time."""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from .workers import Ended, Failed, run

GRACE = 3.0
"""Seconds beyond the time allowed after which an answer counts as late."""
INPUTS = ("x", "y", "z", "x1", "x2")
UNARY = (
    "exp", "log", "sqrt", "sin", "cos", "tan", "tanh", "sinh", "cosh", "asin", "acos", "atan",
    "asinh", "acosh", "atanh", "erf", "floor", "ceiling", "frac", "Abs", "sign", "relu", "gelu",
    "softplus", "silu", "sigmoid", "Heaviside", "cbrt", "sec", "cot", "sinc", "mish", "gelu_tanh",
)  # fmt: skip
NUMBERS = ("0", "1", "-1", "2", "1/2", "-3/7", "10**6", "1/10**9", "10**30", "1e-20", "pi", "E",
           "sqrt(2)", "0.1", "123456789123456789", "sqrt(2 + sqrt(3))", "2**(1/3)")  # fmt: skip


def nasty(rng: Random) -> str:
    """One text."""
    return rng.choice(SHAPES)(rng)


def _tree(rng: Random, depth: int) -> str:
    if depth <= 0 or rng.random() < 0.08:
        return rng.choice((*INPUTS, *INPUTS, rng.choice("abcpw"), f"({rng.choice(NUMBERS)})"))
    a = _tree(rng, depth - 1)
    match rng.randrange(12):
        case 0 | 1 | 2:
            return f"{rng.choice(UNARY)}({a})"
        case 3 | 4:
            return f"({a} {rng.choice('+-*')} {_tree(rng, depth - 1)})"
        case 5:
            return f"({a}/{_tree(rng, depth - 1)})"
        case 6:
            return f"({a})**{rng.choice(('2', '3', '(-1)', '(1/2)', '(-2/3)', '7', '40', '(5/3)'))}"
        case 7:
            return f"({a})**({_tree(rng, depth - 2)})"
        case 8:
            return f"{rng.choice(('Max', 'Min'))}({a}, {_tree(rng, depth - 1)})"
        case 9:
            return f"Mod({a}, {_tree(rng, depth - 2)})"
        case _:
            guard = _guard(rng, depth - 2)
            return f"Piecewise(({a}, {guard}), ({_tree(rng, depth - 1)}, True))"


def _guard(rng: Random, depth: int) -> str:
    a, b = _tree(rng, depth), _tree(rng, depth)
    match rng.randrange(6):
        case 0:
            return f"Eq({a}, {b})"
        case 1:
            return f"And({a} > {b}, {b} <= {_tree(rng, depth - 1)})"
        case 2:
            return f"Or(Ne({a}, {b}), {a} < 0)"
        case 3:
            return f"Not({a} >= {b})"
        case _:
            return f"{a} {rng.choice(('<', '<=', '>', '>='))} {b}"


def _mixed(rng: Random) -> str:
    return _tree(rng, rng.choice((3, 4, 5, 6)))


def _tower(rng: Random) -> str:
    """A function of a function of a function."""
    text = rng.choice(INPUTS)
    for _ in range(rng.choice((4, 8, 20, 60))):
        text = f"{rng.choice(UNARY)}({text})"
    return text


def _one_tower(rng: Random) -> str:
    name = rng.choice(UNARY)
    text = "x"
    for _ in range(rng.choice((5, 15, 50))):
        text = f"{name}({text})"
    return text


def _huge_powers(rng: Random) -> str:
    n = rng.choice((50, 300, 1000, 9999))
    return rng.choice(
        (
            f"(x + y + 1)**{n}",
            f"(x + y)**{n} - x**{n}",
            f"(1 + x)**{n}*(1 - x)**{n}",
            f"x**{n} + Max(x, y)**{n}",
            f"(x + 1)**(1/{n})",
            f"exp(x**{n})",
            f"((x**{n} + 1)**{n} + y)/(x + y)",
            f"{n}**x - {n}**(x + 1)",
            f"(x1 + x2 + x + y + z + a + b)**{min(n, 40)}",
            f"sin({n}*x) - cos({n}*y)**{min(n, 50)}",
            f"x*10**{n}",
            f"floor(x*10**{n})/10**{n}",
        )
    )


def _many_symbols(rng: Random) -> str:
    n = rng.choice((10, 30, 80))
    names = [f"x{k}" for k in range(1, n + 1)]
    return rng.choice(
        (
            " + ".join(f"Max({a}, {b})" for a, b in pairwise(names)),
            f"Max({', '.join(names)}) - Min({', '.join(names)})",
            "*".join(f"(1 + {a})" for a in names),
            f"log({' + '.join(f'exp({a})' for a in names)})",
            f"sqrt({' + '.join(f'{a}**2' for a in names)})",
            f"({' + '.join(names)})**7 - {names[0]}**7",
            " + ".join(f"relu({a} - relu({b}))" for a, b in pairwise(names)),
            f"tanh({' + '.join(f'p{k}*{a}' for k, a in enumerate(names))})",
            " + ".join(f"w{k}*relu({a} - b{k})" for k, a in enumerate(names)),
        )
    )


def _nested_pieces(rng: Random) -> str:
    text = "x"
    for k in range(rng.choice((4, 8, 14))):
        kind = rng.randrange(5)
        v = rng.choice(("x", "y"))
        if kind == 0:
            text = f"Piecewise(({text}, {v} > {k}), ({v}*{k}, {text} > {k}), (-({text}), True))"
        elif kind == 1:
            text = f"Max({text}, {v} - {k})"
        elif kind == 2:
            text = f"Abs({text} - {k})"
        elif kind == 3:
            text = f"relu({text}) - relu({v} - {text})"
        else:
            text = f"floor({text} + {v})"
    return text


def _dependent_parameters(rng: Random) -> str:
    names = "abcdpqrw"
    a, b, c, d = rng.sample(names, 4)
    return rng.choice(
        (
            f"Piecewise(({a}*x + {b}, x > {c}), ({d}*x**2, {a}*{b} > {c}), ({c}, True))",
            f"exp({a}*x + {b}) - exp({c}*x + {d})",
            f"x**{a} + x**{b}",
            f"Abs(x)**{a}*{b}",
            f"relu({a}*relu({b}*relu({c}*x + {d}) + {a}) + {b})",
            f"log({a} + {b}*exp({c}*x + {d}))",
            f"({a}*x + {b})/({c}*x + {d})",
            f"floor({a}*x)/{a} + frac({b}*x)*{c}",
            f"sin({a}*x)*cos({b}*x) - sin({c}*x)*cos({d}*x)",
            f"Max({a}*x, {b}*x, {c}*x, {d}*x)",
            f"({a}**4 + {b}**4 - 3*{a}*{b}*{c} + {d}**2)*Abs(x) + ({a}**3 - {b}**2)*relu(x)",
            f"sqrt({a}*x**2 + {b}*x + {c})",
            f"atan({a}*x) + {b}*atan({c}/x)",
        )
    )


SHAPES = (_mixed, _mixed, _mixed, _tower, _one_tower, _huge_powers, _many_symbols,
          _nested_pieces, _dependent_parameters)  # fmt: skip


@dataclass(frozen=True)
class Nasty:
    """One text to be decided in time."""

    seed: int
    index: int
    timeout: float

    @property
    def text(self) -> str:
        return nasty(Random(f"{self.seed}:nasty:{self.index}"))


def answered(job: Nasty) -> tuple[float, str]:
    """Seconds of the processor, and the statuses or the objection to the text."""
    from symlin.decision.decide import decide
    from symlin.errors import InputError
    from symlin.reading.parse import parse_operator

    start = time.process_time()
    try:
        report = decide(parse_operator(job.text), timeout=job.timeout).to_dict()
    except InputError as error:
        return time.process_time() - start, f"input error: {error.message}"
    claims = report["claims"].values()
    seconds = time.process_time() - start
    if any(c["status"] == "unknown" and not c["reason"] for c in claims):
        return seconds, "UNREASONED"
    return seconds, " ".join(sorted({c["status"] for c in claims}))


def complaints(
    count: int, seed: int, processes: int, timeout: float, *, grace: float = GRACE
) -> list[str]:
    """Every text on which symlin failed, hung or was late."""
    jobs = (Nasty(seed, index, timeout) for index in range(count))
    found: list[str] = []
    for job, outcome in run(answered, jobs, processes, timeout + 30):
        match outcome:
            case Failed(error):
                found.append(f"EXCEPTION {job.text}\n    {error}")
            case Ended(seconds, crashed):
                word = "CRASH" if crashed else "NEVER ENDED"
                found.append(f"{word} after {seconds:.1f} s: {job.text}")
            case (seconds, said) if seconds > timeout + grace:
                found.append(f"LATE {seconds:.1f} s: {job.text}: {said}")
            case (_, "UNREASONED"):
                found.append(f"UNREASONED {job.text}")
    return found


def hurt(count: int, seed: int, processes: int, timeout: float) -> int:
    """Print the complaints; their number."""
    start = time.monotonic()
    found = complaints(count, seed, processes, timeout)
    print("\n".join(found))
    print(f"{count} nasty expressions, {len(found)} complaints, {time.monotonic() - start:.0f} s")
    return len(found)
