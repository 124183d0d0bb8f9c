"""Operators on functions drawn at random: values, shifts, scalings, derivatives, integrals, sums,
parameters and given functions, one in the other."""

from __future__ import annotations

from random import Random
from typing import Any, Literal

from flint import fmpq

from symlin.kernel.functions.subject import FunctionSubject
from symlin.kernel.term import (
    ONE,
    TRUE,
    Term,
    add,
    const,
    function,
    ge,
    maximum,
    mul,
    neg,
    piecewise,
    power,
    scale,
    sqrt,
    sub,
    var,
)

from .made import Made, p, t

Kind = Literal["smooth", "decaying", "sequences"]
"""Functions; functions with integrals without end; and sequences."""


class Draw:
    """One operator."""

    def __init__(self, seed: int, kind: Kind = "smooth") -> None:
        self.random = Random(seed)
        self.kind = kind
        kept: dict[str, Any] = {"givens": ("h",), "parameters": ("p",)}
        if kind == "sequences":
            self.made = Made(whole=("t",), sequences=("x", "h"), **kept)
        else:
            self.made = Made(**kept)
        self.bound = 0

    def subject(self) -> FunctionSubject:
        """An operator with one output, which holds two or three functionals."""
        parts = [self.functional([t], 2) for _ in range(self.random.randint(2, 3))]
        output = self.joined(parts)
        if self.random.random() < 0.3:
            output = add(output, mul(self.free([t]), parts[0]))
        return self.made.subject(output)

    def pick(self, *choices: Term) -> Term:
        return self.random.choice(choices)

    def joined(self, parts: list[Term]) -> Term:
        total = parts[0]
        for part in parts[1:]:
            total = self.pick(
                add(total, part), sub(total, part), mul(total, part), sub(total, mul(p, part))
            )
        return total

    def number(self) -> Term:
        return const(self.random.choice([-2, -1, 1, 2, 3, fmpq(1, 2), fmpq(-3, 2)]))

    def free(self, names: list[Term]) -> Term:
        """A term in variables alone."""
        u, w = self.random.choice(names), self.random.choice(names)
        return self.pick(
            u,
            p,
            add(u, self.number()),
            mul(u, w),
            sub(u, w),
            power(u, 2),
            function("sin", u),
            function("exp", neg(power(u, 2))),
            power(add(ONE, power(u, 2)), -1),
            function("abs", u),
            maximum(u, p),
            piecewise((u, ge(u, ONE)), (w, TRUE)),
            sqrt(add(ONE, power(w, 2))),
        )

    def place(self, names: list[Term]) -> Term:
        """Where a function is taken: mostly a shift and a scaling of one variable."""
        u, w = self.random.choice(names), self.random.choice(names)
        if self.kind == "sequences":
            step = const(self.random.randint(-2, 2))
            return self.pick(u, add(u, step), sub(w, u), add(neg(u), step), scale(2, u), step)
        return self.pick(
            u,
            u,
            add(u, self.number()),
            sub(w, u),
            scale(self.random.choice([2, -1, fmpq(1, 2)]), u),
            mul(p, u),
            add(scale(-1, u), self.number()),
            power(u, 2),
            add(u, p),
        )

    def functional(self, names: list[Term], depth: int) -> Term:
        kind = self.random.random()
        if depth == 0 or kind < 0.4:
            return self.value(names)
        variable = var(f"#{'srvw'[self.bound % 4]}{self.bound + 1}")
        self.bound += 1
        inner = [*names, variable, variable]
        body = self.body(inner, depth - 1)
        if self.kind == "sequences":
            return self.made.series(body, variable, *self.whole_ends(names))
        if self.kind == "decaying" and self.random.random() < 0.5:
            ends = self.random.choice([(None, self.end(names)), (self.end(names), None)])
            if self.random.random() < 0.3:
                ends = (None, None)
            if self.random.random() < 0.3:
                return self.made.series(body, variable, None, None)
            return self.made.integral(body, variable, *ends)
        if kind < 0.75:
            ends = [self.end(names), self.end(names)]
            return self.made.integral(body, variable, *ends)
        if kind < 0.9:
            return self.made.derivative(body, variable, self.place(names))
        return self.made.series(body, variable, 0, self.random.randint(0, 3))

    def whole_ends(self, names: list[Term]) -> tuple[Term | int | None, Term | int | None]:
        """Of a sum of sequences."""
        kind = self.random.random()
        if kind < 0.5:
            return 0, self.random.randint(0, 3)
        if kind < 0.7:
            return None, None
        return (self.place(names), None) if kind < 0.85 else (0, names[0])

    def end(self, names: list[Term]) -> Term:
        return self.pick(const(0), const(1), self.number(), self.place(names))

    def body(self, names: list[Term], depth: int) -> Term:
        part = self.functional(names, depth)
        other = self.functional(names, min(depth, 0))
        return self.pick(
            part,
            mul(self.free(names), part),
            add(part, other),
            sub(mul(self.free(names), part), other),
            mul(part, other),
            add(part, self.free(names)),
            function("abs", part),
            function("sin", part),
        )

    def value(self, names: list[Term]) -> Term:
        name = "h" if self.random.random() < 0.2 else "x"
        order = 0 if self.kind == "sequences" else self.random.choice([0, 0, 0, 1])
        return self.made.at(name, self.place(names), orders=(order,))
