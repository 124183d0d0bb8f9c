"""Random formulas over matrices and vectors, each with its meaning in NumPy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np

Of = Callable[[Mapping[str, Any]], Any]
Shape = tuple[int, ...]


@dataclass(frozen=True)
class Formula:
    """A text, what it means in NumPy, and its shape."""

    text: str
    of: Of
    shape: Shape


def _leaf(random: Random, names: Mapping[str, Shape], shape: Shape) -> Formula:
    fitting = [name for name, own in names.items() if own == shape]
    if fitting:
        name = random.choice(fitting)
        return Formula(name, lambda at: at[name], shape)
    if not shape:
        value = random.choice([1, 2, -3])
        return Formula(f"({value})", lambda at: value, ())
    if len(shape) == 1:
        return Formula(f"ones({shape[0]})", lambda at: np.ones(shape), shape)
    return Formula(f"ones({shape[0]}, {shape[1]})", lambda at: np.ones(shape), shape)


def formula(random: Random, names: Mapping[str, Shape], shape: Shape, depth: int) -> Formula:
    """A formula of this shape over the names."""
    if depth == 0:
        return _leaf(random, names, shape)

    def part(of: Shape) -> Formula:
        return formula(random, names, of, random.randrange(depth))

    rules = _RULES[len(shape)]
    return random.choice(rules)(random, part, shape)


Part = Callable[[Shape], Formula]
Rule = Callable[[Random, Part, Shape], Formula]


def _sum(random: Random, part: Part, shape: Shape) -> Formula:
    a, b = part(shape), part(shape)
    if random.random() < 0.5:
        return Formula(f"({a.text} + {b.text})", lambda at: a.of(at) + b.of(at), shape)
    return Formula(f"({a.text} - {b.text})", lambda at: a.of(at) - b.of(at), shape)


def _scaled(random: Random, part: Part, shape: Shape) -> Formula:
    a, b = part(()), part(shape)
    if random.random() < 0.3:
        return Formula(f"{b.text}/(2 + ({a.text})**2)", lambda at: b.of(at) / (2 + a.of(at) ** 2),
                       shape)  # fmt: skip
    return Formula(f"({a.text})*{b.text}", lambda at: a.of(at) * b.of(at), shape)


def _negative(random: Random, part: Part, shape: Shape) -> Formula:
    a = part(shape)
    return Formula(f"(-({a.text}))", lambda at: -a.of(at), shape)


def _product(random: Random, part: Part, shape: Shape) -> Formula:
    n, m, k = shape[0], shape[-1], random.choice([2, 3])
    a, b = part((n, k)), part((k, m) if len(shape) == 2 else (k,))
    sign = random.choice([" @ ", "*", " "])
    return Formula(f"({a.text}){sign}({b.text})", lambda at: a.of(at) @ b.of(at), shape)


def _transposed(random: Random, part: Part, shape: Shape) -> Formula:
    a = part(shape[::-1])
    text = random.choice(["({}).T", "transpose({})", "({})^T", "({})'"]).format(a.text)
    return Formula(text, lambda at: a.of(at).T, shape)


def _outer(random: Random, part: Part, shape: Shape) -> Formula:
    a, b = part(shape[:1]), part(shape[1:])
    return Formula(f"outer({a.text}, {b.text})", lambda at: np.outer(a.of(at), b.of(at)), shape)


def _square(random: Random, part: Part, shape: Shape) -> Formula:
    if shape[0] != shape[1]:
        return _sum(random, part, shape)
    a, b = part(shape), part(shape)
    return random.choice([
        Formula(f"commutator({a.text}, {b.text})",
                lambda at: a.of(at) @ b.of(at) - b.of(at) @ a.of(at), shape),
        Formula(f"({a.text})**2", lambda at: a.of(at) @ a.of(at), shape),
        Formula(f"({a.text} + 9*eye({shape[0]}))", lambda at: a.of(at) + 9 * np.eye(shape[0]),
                shape),
        Formula(f"triu({a.text})", lambda at: np.triu(a.of(at)), shape),
        Formula(f"hadamard({a.text}, {b.text})", lambda at: a.of(at) * b.of(at), shape),
        Formula(f"diag(diagonal({a.text}))", lambda at: np.diag(np.diag(a.of(at))), shape),
        Formula(f"inverse({a.text})", lambda at: np.linalg.inv(a.of(at)), shape),
    ])  # fmt: skip


_OF_VECTORS: Mapping[str, Callable[[Any], Any]] = {
    "cumsum": np.cumsum, "flip": np.flip, "sort": np.sort, "exp": np.exp,
    "relu": lambda x: np.maximum(x, 0), "abs": np.abs,
    "softmax": lambda x: np.exp(x) / np.exp(x).sum(),
}  # fmt: skip


def _of_vector(random: Random, part: Part, shape: Shape) -> Formula:
    a, name = part(shape), random.choice(list(_OF_VECTORS))
    return Formula(f"{name}({a.text})", lambda at: _OF_VECTORS[name](a.of(at)), shape)


def _cross(random: Random, part: Part, shape: Shape) -> Formula:
    if shape != (3,):
        return _sum(random, part, shape)
    a, b = part(shape), part(shape)
    return Formula(f"cross({a.text}, {b.text})", lambda at: np.cross(a.of(at), b.of(at)), shape)


_OF_ALL: Mapping[str, Callable[[Any], Any]] = {
    "sum": np.sum, "mean": np.mean, "norm": np.linalg.norm, "max": np.max, "min": np.min,
    "median": np.median, "variance": np.var,
}  # fmt: skip


def _number(random: Random, part: Part, shape: Shape) -> Formula:
    n = random.choice([2, 3])
    a, b, c, d = part((n,)), part((n,)), part((n, n)), part(())
    name = random.choice(list(_OF_ALL))
    return random.choice([
        Formula(f"dot({a.text}, {b.text})", lambda at: a.of(at) @ b.of(at), ()),
        Formula(f"(({a.text}).T @ ({c.text}) @ ({b.text}))",
                lambda at: a.of(at) @ c.of(at) @ b.of(at), ()),
        Formula(f"trace({c.text})", lambda at: np.trace(c.of(at)), ()),
        Formula(f"det({c.text})", lambda at: np.linalg.det(c.of(at)), ()),
        Formula(f"{name}({a.text})", lambda at: _OF_ALL[name](a.of(at)), ()),
        Formula(f"sin({d.text})", lambda at: np.sin(d.of(at)), ()),
    ])  # fmt: skip


_RULES: Mapping[int, list[Rule]] = {
    0: [_sum, _scaled, _number, _number, _number],
    1: [_sum, _scaled, _negative, _product, _product, _of_vector, _of_vector, _cross],
    2: [_sum, _scaled, _negative, _product, _product, _transposed, _outer, _square, _square],
}
