"""Texts drawn from the language's grammar: sizes, depths and digits, and what is not quite one.

`draw(seed, index)` is the same text in every run. Each shape is a way in which a text may be large:
a tree, a tower of one function, a long sum, long numbers, many symbols, many pieces; a share of
them is then spoilt, for what cannot be read must be refused as well as the rest is answered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from symlin.catalog import index as catalog
from symlin.language.vocabulary import BUILTINS

from ..planted.nasty import nasty

INPUTS = ("x", "y", "z", "x1", "x2", "t")
PARAMETERS = ("a", "b", "c", "w")
SMALL = ("0", "1", "-1", "2", "3", "1/2", "-3/7", "0.1", "10", "pi", "E", "sqrt(2)", "1e-3")
UNARY = sorted(n for n, b in BUILTINS.items() if b.least == 1 and n not in ("Rational", "Integer"))
FORMULAS = [name for name in catalog.names() if catalog.find(name).expression]
LAYERS = ("max_pool1d(2)", "avg_pool1d(2)", "sum_pool1d(2)", "conv1d([1, 2])", "conv1d([w0, w1])",
          "relu", "tanh", "softmax", "flatten", "dropout(1/2)", "leaky_relu(1/10)", "prelu", "abs",
          "layer_norm", "dense([[1, 2], [3, 4]])", "dense([[a, b]], [c])")  # fmt: skip
COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")
SPOILERS = ("(", ")", "[", "]", ",", "**", "//", "%", ">>", "=", "==", "<", "if", "else", "not",
            "~", "&", "^", ".", "'", "{", "lambda", "I", "oo", "nan", "__x", "x > 0", "True", "1e",
            "1e9", "é", "\x1b[31m", "\u202e", "\x00", "relu", "Max", "x y", "2x", "Eq")  # fmt: skip


@dataclass(frozen=True)
class Question:
    """One operator, with what a caller may say about it."""

    text: str
    inputs: str | None = None
    assume: tuple[str, ...] = ()
    shape: tuple[int, ...] | None = None

    def options(self) -> list[str]:
        """As the command line takes them."""
        found = [word for condition in self.assume for word in ("--assume", condition)]
        found += ["--inputs", self.inputs] if self.inputs is not None else []
        found += ["--shape", ",".join(map(str, self.shape))] if self.shape else []
        return found


def draw(seed: int, index: int) -> Question:
    """One question; the same for the same numbers."""
    rng = Random(f"{seed}:{index}")
    question = _pipeline(rng) if rng.random() < 0.06 else Question(rng.choice(SHAPES)(rng))
    if rng.random() < 0.12:
        question = Question(_spoilt(question.text, rng), None, (), question.shape)
    if rng.random() < 0.15:
        conditions = tuple(_condition(rng, rng.randrange(3)) for _ in range(rng.randint(1, 3)))
        question = Question(question.text, question.inputs, conditions, question.shape)
    if rng.random() < 0.1:
        names = rng.choice(("x", "x,y", "y", "a", "x,,y", "", "t x", "x1,x2,q", "pi", "1", "relu"))
        question = Question(question.text, names, question.assume, question.shape)
    return question


# ---- shapes ----


def _number(rng: Random) -> str:
    digits = rng.choice((3, 20, 300, 700, 1500, 3990))
    long = str(rng.randrange(10 ** min(digits, 300))) * (1 + digits // 300)
    return rng.choice(
        (
            *SMALL,
            long[:digits],
            f"(1/{long[:digits] or 1})",
            f"(10**{digits})",
            f"(1/10**{digits})",
            f"1e{digits}",
            f"1e-{digits}",
            f"0.{'0' * (digits // 2)}1",
            f"Rational({rng.randrange(10**6)}, {rng.randrange(1, 10**6)})",
        )
    )


def _leaf(rng: Random) -> str:
    kind = rng.random()
    if kind < 0.6:
        return rng.choice(INPUTS)
    return rng.choice(PARAMETERS) if kind < 0.75 else f"({_number(rng)})"


EXPONENTS = ("2", "3", "-1", "-2", "1/2", "1/3", "-2/3", "5/7", "0", "10", "99", "1000", "9999",
             "1/9999")  # fmt: skip


def _tree(rng: Random, depth: int) -> str:
    if depth <= 0 or rng.random() < 0.08:
        return _leaf(rng)
    a = _tree(rng, depth - 1)
    match rng.randrange(14):
        case 0 | 1:
            return f"{rng.choice(UNARY)}({a})"
        case 2:
            return _call(rng, rng.choice(FORMULAS), depth - 1)
        case 3 | 4 | 5:
            return f"({a} {rng.choice('+-*/')} {_tree(rng, depth - 1)})"
        case 6:
            return f"({a})**({rng.choice(EXPONENTS)})"
        case 7:
            return f"({a})**({_tree(rng, depth - 2)})"
        case 8:
            count = rng.choice((1, 2, 2, 3, 20))
            rest = ", ".join(_tree(rng, depth - 2) for _ in range(count))
            return f"{rng.choice(('Max', 'Min'))}({a}, {rest})"
        case 9:
            name = rng.choice(("Mod", "atan2", "root", "real_root", "log", "Heaviside"))
            return f"{name}({a}, {_tree(rng, depth - 2)})"
        case 10:
            return f"({a} if {_condition(rng, depth - 2)} else {_tree(rng, depth - 1)})"
        case 11:
            return f"({a} {rng.choice(('%', '//'))} {_tree(rng, depth - 2)})"
        case _:
            return _pieces(rng, depth - 1, rng.choice((1, 2, 3)))


def _call(rng: Random, name: str, depth: int) -> str:
    definition = catalog.find(name)
    count = len(definition.inputs) + rng.choice((0, 0, len(definition.parameters)))
    return f"{name}({', '.join(_tree(rng, depth - 1) for _ in range(count))})"


def _pieces(rng: Random, depth: int, count: int) -> str:
    branches = [f"({_tree(rng, depth)}, {_condition(rng, depth - 1)})" for _ in range(count)]
    if rng.random() < 0.8:
        branches.append(f"({_tree(rng, depth)}, True)")
    return f"Piecewise({', '.join(branches)})"


def _condition(rng: Random, depth: int) -> str:
    a, b = _tree(rng, depth), _tree(rng, depth)
    match rng.randrange(9):
        case 0:
            return f"{rng.choice(('Eq', 'Ne', 'Lt', 'Ge'))}({a}, {b})"
        case 1:
            return f"And({a} > {b}, {b} <= {_tree(rng, depth - 1)})"
        case 2:
            return f"Or(Ne({a}, {b}), {a} < 0)"
        case 3:
            return f"({a} > 0) {rng.choice(('&', '|'))} ~({b} >= {a})"
        case 4:
            return f"{rng.choice(('Xor', 'ITE'))}({a} > 0, {b} > 0, {a} < {b})"
        case 5:
            return f"{_leaf(rng)} < {a} <= {b}"
        case _:
            return f"{a} {rng.choice(COMPARISONS)} {b}"


def _mixed(rng: Random) -> str:
    return _tree(rng, rng.choice((1, 2, 3, 4, 5, 6)))


def _tower(rng: Random) -> str:
    """One function of itself, as deep as the parser goes and beyond."""
    name = rng.choice((*UNARY, *FORMULAS, "-", "1/", "x**", "2**", "x + ", "x*", "Max(x, ", "not "))
    text, depth = rng.choice(INPUTS), rng.choice((5, 30, 75, 120, 150, 190, 199, 205))
    for _ in range(depth):
        inside = name.endswith(", ")
        text = f"{name}{text})" if inside else f"{name}({text})"
    return text


def _staircase(rng: Random) -> str:
    """Different functions of each other, each with a term of its own."""
    text = rng.choice(INPUTS)
    for k in range(rng.choice((5, 20, 60, 120))):
        name = rng.choice(UNARY)
        text = rng.choice((f"{name}({text})", f"{name}({text} + {k})", f"({text})/{k + 1}",
                           f"Max({text}, {k}*x)", f"({text})**2", f"x*({text}) - {k}"))  # fmt: skip
    return text


PARTS = (
    "x", "x{k}", "{k}*x{k}", "relu(x{k})", "relu(x - {k})", "a{k}*x", "a{k}*relu(x)", "x/{k}",
    "1/(x + {k})", "sin({k}*x)", "exp(x{k})", "x**{k}", "prelu(x{k})", "floor(x + 1/{k})",
    "(x{k} + 1)", "Abs(x{k} - x)", "Max(x{k}, 1)", "gelu(x{k})", "sqrt(x + {k})", "2",
    "{k}**(1/7)*x", "(x if x > {k} else 0)", "Piecewise((x, x > {k}), (a, True))",
    "a{k}*relu(x - b{k})",
)  # fmt: skip


def _long(rng: Random) -> str:
    """Many parts of one kind, one after the other."""
    count, part = rng.choice((10, 60, 300, 2_000, 12_000)), rng.choice(PARTS)
    parts = [part.replace("{k}", str(k)) for k in range(1, count + 1)]
    joined = rng.choice(
        (" + ", " - ", " * ", ", ", ", ", " and ", " < ", " % ", "**", " if x > 0 else ", " >> ")
    )
    text = joined.join(parts)
    if joined == ", ":
        return rng.choice((f"[{text}]", f"Max({text})", f"Min({text})", f"Max({text}) - x"))
    if joined in (" and ", " < "):
        truth = text if joined == " < " else joined.join(f"{p} > 0" for p in parts)
        return f"Piecewise((x, {truth}), (0, True))"
    return rng.choice((text, text, f"log({text})", f"sqrt({text})", f"({text})**3", f"1/({text})"))


PLACES = (
    "{n}*x", "Max({n}*x, {m})", "floor({n}*x + {m})", "floor(x*{n})/{m}", "x + {n}*relu(x)",
    "sin({n}*x)", "exp({n}*x)", "log({n}*x + {m})", "sqrt({n}*x**2 + {m})", "x**({n})",
    "Mod(x, {n})", "Mod({n}*x, {m})", "Piecewise((x, x < {n}), ({m}*x, True))", "{n}", "({n})**x",
    "a*x + {n}*b*relu(x)", "relu({n}*a*x - {m})", "Abs(x - {n})*{m}", "x/({n}) + y/({m})",
    "tanh({n}*x)*{m}", "[{n}*x, {m}*y + x]", "({n}*x + {m})**3", "frac({n}*x)", "root(x, {n})",
    "({n}*x + {m}*y)*a", "Max(x1*{n}, x2/({m}), {n})", "leaky_relu(x, {n})", "max_pool1d({n})",
    "conv1d([{n}, {m}])", "dense([[{n}, {m}]])", "clip(x, {n}, {m})", "atan({n}*x)*{m}",
    "erf(x/({n}))", "cbrt({n})*x", "x*{n}**({m})", "[[{n}*x]]", "Eq(x, {n})",
    "x if x > {n} else {m}",
)  # fmt: skip


def _digits(rng: Random) -> str:
    """Numbers as long as they may be, in every place where a number may stand."""
    place = rng.choice(PLACES)
    return place.replace("{n}", _number(rng)).replace("{m}", _number(rng))


def _list(rng: Random) -> str:
    return f"[{', '.join(_tree(rng, 3) for _ in range(rng.choice((0, 1, 2, 5))))}]"


def _nasty(rng: Random) -> str:
    return nasty(rng)


def _name(rng: Random) -> str:
    return rng.choice((*catalog.names(), *LAYERS, "rleu", "foo(x)", "q", "x", "1", "True", "", " "))


SHAPES: tuple[Callable[[Random], str], ...] = (
    *(_mixed, _mixed, _mixed, _tower, _tower, _staircase, _long, _long, _digits, _digits, _list),
    *(_nasty, _nasty, _name),
)


def _pipeline(rng: Random) -> Question:
    stages = " >> ".join(rng.choice(LAYERS) for _ in range(rng.choice((1, 2, 4, 12))))
    shape = rng.choice(((2,), (4,), (8,), (64,), (2, 8), (3, 4, 4), (1,), (999999999,), (300, 300)))
    return Question(stages, None, (), shape)


def _spoilt(text: str, rng: Random) -> str:
    """One thing put in, left out or put twice."""
    text = text[: rng.choice((60, 500, 10**9))]
    for _ in range(rng.choice((1, 1, 3))):
        start = rng.randrange(len(text) + 1)
        end = min(len(text), start + rng.choice((0, 0, 1, 3)))
        put = rng.choice((*SPOILERS, "", text[start:end] * 2))
        text = text[:start] + put + text[end:]
    return text
