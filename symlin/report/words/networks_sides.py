"""Points at which a network breaks a law, and both sides of it there."""

from __future__ import annotations

from collections.abc import Sequence

from symlin.kernel.claim import Law
from symlin.kernel.network.breach import Breach
from symlin.kernel.network.laws import both_sides
from symlin.kernel.network.theorem import NetworkTheorem
from symlin.language.network.network import Network
from symlin.report.words.networks_values import Shown, entry_text, point_text, shown_values


def sides(network: Network, theorem: NetworkTheorem) -> tuple[str, str, str]:
    """Points at which a law fails, and its two sides there; raises `TypeError` for a theorem that
    names none."""
    breach = theorem.argument
    if not isinstance(breach, Breach):
        raise TypeError("no points break this law")
    shapes = network.shape_in
    points = [point_text(point, shapes) for point in breach.points]
    left, right = both_sides(breach, theorem.values)
    *values, last, end = shown_values([*theorem.values[1:], left, right])
    factors = [shown.text for shown in shown_values([-w for w in breach.weights[1:]])]
    where = _where(theorem.law, points, network, breach.output)
    lhs, rhs = _formulas(theorem.law, points, factors, values)
    told = len(points) == 1 or rhs.endswith((f"= {end.text}", f"≈ {end.text}"))
    return (
        where,
        f"{lhs} {_sign(last)} {last.text}",
        rhs if told else f"{rhs} {_sign(end)} {end.text}",
    )


def _sign(*numbers: Shown) -> str:
    return "=" if all(number.is_exact for number in numbers) else "≈"


def _where(law: Law, points: Sequence[str], network: Network, output: int) -> str:
    names = ", ".join(f"{name} = {point}" for point, name in _named(points))
    shape = network.shape_out
    entry = "" if len(shape) == 0 or shape == (1,) else f"output {entry_text(output, shape)}"
    told = ", ".join(part for part in (names if len(points) > 1 else "", entry) if part)
    return f"{told}:" if told else ""


def _named(points: Sequence[str]) -> list[tuple[str, str]]:
    """The points of which a law speaks, each with a letter for it."""
    different = [p for p in dict.fromkeys(points[1:]) if p != "0"]
    return list(zip(different, "xyzuvw", strict=False))


def _formulas(
    law: Law, points: Sequence[str], factors: Sequence[str], values: Sequence[Shown]
) -> tuple[str, str]:
    """f(x + y) and f(x) + f(y) = 1 + 2, with the points' names."""
    names: dict[str, str] = {"0": "0"}
    for point, name in zip(
        [p for p in dict.fromkeys(points[1:]) if p != "0"], "xyzuvw", strict=False
    ):
        names[point] = name
    arguments = [names[p] for p in points[1:]]
    if law is Law.AFFINE and list(factors) == ["1/2", "1/2"]:
        x, y = arguments
        first, second = (shown.text for shown in values)
        mean = f"({first} + {_inside(second)})/2"
        return f"f(({x} + {y})/2)", f"(f({x}) + f({y}))/2 {_sign(*values)} {mean}"
    if not arguments:
        return f"f({points[0]})", "A 0 = 0 for every matrix A"
    inside = _sum(factors, arguments)
    outside = _sum(factors, [f"f({a})" for a in arguments])
    if len(values) < 2:
        return f"f({inside})", outside
    numbers = _sum(factors, [_inside(shown.text) for shown in values])
    return f"f({inside})", f"{outside} {_sign(*values)} {numbers}"


def _sum(factors: Sequence[str], things: Sequence[str]) -> str:
    """2 x - y."""
    found = ""
    for factor, thing in zip(factors, things, strict=True):
        sign = "-" if factor.startswith("-") else "+"
        size = factor.removeprefix("-")
        star = "*" if thing == "0" else " "
        text = thing if size == "1" else f"{size}{star}{thing}"
        found += f" {sign} {text}" if found else f"{'-' if sign == '-' else ''}{text}"
    return found


def _inside(text: str) -> str:
    return f"({text})" if text.startswith("-") else text
