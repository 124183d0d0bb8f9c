"""Families that grow with n, each as symlin's operator and as a function for the other tools."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from symlin.language.operator import Operator

from .networks import NETWORKS
from .rows import BREAKS, LINEAR, NUMBERS, Formula, Kit, Row, Values, expressions

Function = Callable[[Values, Kit], Sequence[Any]]


def plain(inputs: int, function: Function) -> Formula:
    """The same function for SymPy and for floats, without parameters."""
    return Formula(
        inputs=inputs,
        parameters=0,
        exact=lambda values, _: function(values, expressions()),
        floats=lambda values, _: function(values, NUMBERS),
    )


def _names(n: int) -> list[str]:
    return [f"x{i}" for i in range(1, n + 1)]


def _read(text: Callable[[int], str], n: int) -> Operator:
    from symlin.reading.parse import parse_operator

    return parse_operator(text(n))


def _pairs_text(n: int, spoilt: bool) -> str:
    flaw = n // 2 if spoilt else None
    return " + ".join(
        f"relu({x}) - {'2*' if i == flaw else ''}relu(-{x})" for i, x in enumerate(_names(n))
    )


def _pairs(n: int, spoilt: bool, x: Values, kit: Kit) -> Sequence[Any]:
    flaw = n // 2 if spoilt else None
    total: Any = 0
    for i, value in enumerate(x):
        total = total + kit.relu(value) - (2 if i == flaw else 1) * kit.relu(-value)
    return [total]


def _weights(n: int) -> list[list[int]]:
    draw = random.Random(n)
    return [[draw.randint(-9, 9) or 1 for _ in range(n)] for _ in range(n)]


def _dense_text(n: int) -> str:
    rows = (" + ".join(f"{w}*{x}" for w, x in zip(r, _names(n), strict=True)) for r in _weights(n))
    return " + ".join(f"relu({h}) - relu(-({h}))" for h in rows)


def _dense(n: int, x: Values, kit: Kit) -> Sequence[Any]:
    total: Any = 0
    for row in _weights(n):
        h = sum(w * v for w, v in zip(row, x, strict=True))
        total = total + kit.relu(h) - kit.relu(-h)
    return [total]


def _sorted(wires: list[Any], kit: Kit) -> list[Any]:
    """Batcher's odd-even mergesort, for a power of 2."""
    n, p = len(wires), 1
    while p < n:
        k = p
        while k >= 1:
            for a, b in _comparators(n, p, k):
                u, v = wires[a], wires[b]
                wires[a], wires[b] = kit.minimum(u, v), kit.maximum(u, v)
            k //= 2
        p *= 2
    return wires


def _comparators(n: int, p: int, k: int) -> Iterable[tuple[int, int]]:
    for j in range(k % p, n - k, 2 * k):
        for i in range(j, min(j + k, n - k)):
            if i // (2 * p) == (i + k) // (2 * p):
                yield i, i + k


def _sorting_operator(n: int) -> Operator:
    """As a shared DAG, which no text of its size could write."""
    from symlin.kernel import term as k

    wires: list[Any] = [k.var(name) for name in _names(n)]
    total = k.add(*_sorted(wires, Kit(k.maximum, k.minimum)))
    return Operator(name="sorted sum", inputs=tuple(_names(n)), parameters=(), outputs=(total,))


def _sorting(x: Values, kit: Kit) -> Sequence[Any]:
    return [sum(_sorted(list(x), kit))]


def _text_family(
    group: str, truth: str, sizes: Sequence[int], text: Callable[[int], str], function: Any
) -> list[Row]:
    return [
        Row(
            group=group,
            name=f"{group}, n = {n}",
            truth=truth,
            operator=partial(_read, text, n),
            formula=partial(plain, n, function(n)),
            size=n,
        )
        for n in sizes
    ]


def _sorting_rows(sizes: Sequence[int]) -> list[Row]:
    group = "sum of a sorting network's n outputs"
    return [
        Row(
            group=group,
            name=f"{group}, n = {n}",
            truth=LINEAR,
            operator=partial(_sorting_operator, n),
            formula=partial(plain, n, _sorting),
            size=n,
        )
        for n in sizes
    ]


def families() -> list[Row]:
    """All of them, each in growing order."""
    return [
        *_text_family(
            "sum of relu(x_i) - relu(-x_i)",
            LINEAR,
            (4, 8, 16, 32, 100, 316, 1000),
            partial(_pairs_text, spoilt=False),
            lambda n: partial(_pairs, n, False),
        ),
        *_text_family(
            "the same sum, one coefficient spoilt",
            BREAKS,
            (4, 8, 16, 32, 100, 316, 1000),
            partial(_pairs_text, spoilt=True),
            lambda n: partial(_pairs, n, True),
        ),
        *_text_family(
            "n cancelling dense pairs on n inputs",
            LINEAR,
            (4, 8, 16, 32, 64),
            _dense_text,
            lambda n: partial(_dense, n),
        ),
        *_text_family(
            "Max of n inputs",
            BREAKS,
            (4, 16, 64, 256, 1024),
            lambda n: f"Max({', '.join(_names(n))})",
            lambda n: lambda x, kit: [kit.maximum(*x)],
        ),
        *_sorting_rows((4, 8, 16, 32, 64)),
        *(
            Row(
                group=network.group,
                name=f"{network.group}, n = {n}",
                truth=network.truth,
                operator=partial(network.operator, n),
                formula=partial(_network_formula, network, n),
                size=n,
            )
            for network in NETWORKS
            for n in network.sizes
        ),
    ]


def _network_formula(network: Any, n: int) -> Formula:
    return plain(network.inputs(n), partial(network.function, n))
