"""LSTM, GRU and RNN, written out step by step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from symlin.exact.floats import dyadic
from symlin.kernel import term as k
from symlin.kernel.numbers import Number
from symlin.language.network.builder import Builder, Ref
from symlin.reading.networks.formulas import elementwise, formula
from symlin.reading.networks.layers.arithmetic import multiply
from symlin.reading.networks.movement import gathered, places
from symlin.reading.networks.onnx.call import Call
from symlin.reading.networks.onnx.table import operator
from symlin.reading.networks.onnx.values import Value
from symlin.reading.networks.packages import np

MOST_STEPS = 1 << 12
"""Of one sequence: each is written out, in about twenty nodes."""
GATES = {"LSTM": 4, "GRU": 3, "RNN": 1}
ACTIVATIONS = {
    "LSTM": ("Sigmoid", "Tanh", "Tanh"),
    "GRU": ("Sigmoid", "Tanh"),
    "RNN": ("Tanh",),
}


@dataclass(frozen=True)
class Cell:
    """One direction: its weights, split by gates, and what is applied to these."""

    call: Call
    size: int
    weights: Ref
    """(gates * size, inputs)"""
    recurrent: Ref
    bias: tuple[Ref, Ref] | None
    """Of the inputs, and of the state."""
    peepholes: Ref | None
    activations: Sequence[k.Term]
    made: dict[tuple[int, int], tuple[Ref, Ref | None]] = field(default_factory=dict)

    @property
    def builder(self) -> Builder:
        """Of the call."""
        return self.call.builder

    def part(self, x: Ref, gate: int) -> Ref:
        """A gate's entries along the last axis."""
        index = places(self.builder.shape(x))
        return gathered(self.builder, [x], index[..., gate * self.size : (gate + 1) * self.size])

    def inputs(self, x: Ref) -> Ref:
        """What all gates take from the inputs."""
        found = self.builder.dense(x, self.weights)
        return found if self.bias is None else self.builder.add(found, self.bias[0])

    def state(self, h: Ref, first: int = 0, count: int | None = None) -> Ref:
        """What gates take from the state."""
        weights, bias = self._weights(first, GATES[self.call.name] if count is None else count)
        return self.builder.dense(h, weights, bias)

    def _weights(self, first: int, count: int) -> tuple[Ref, Ref | None]:
        """Those of some gates, made once for all steps."""
        if (first, count) not in self.made:
            rows = slice(first * self.size, (first + count) * self.size)
            self.made[first, count] = (
                self._rows(self.recurrent, rows),
                self._rows(self.bias[1], rows) if self.bias else None,
            )
        return self.made[first, count]

    def _rows(self, x: Ref, rows: slice) -> Ref:
        return gathered(self.builder, [x], places(self.builder.shape(x))[rows])

    def applied(self, number: int, x: Ref) -> Ref:
        """An activation, after entries are cut off where a bound is said."""
        bound = self.call.attribute("clip")
        if bound:
            limit = dyadic(bound)
            x = self.builder.map(x, formula("Max(Min(x, c), -c)", c=limit))
        return self.builder.map(x, self.activations[number])


States = tuple[Ref, ...]
Step = Callable[[Cell, Ref, States], States]
"""From what the gates take from the inputs, and the states, to the next states."""


def _rnn(cell: Cell, x: Ref, states: States) -> States:
    return (cell.applied(0, cell.builder.add(x, cell.state(states[0]))),)


def _gru(cell: Cell, x: Ref, states: States) -> States:
    b, (h,) = cell.builder, states
    both = cell.state(h, 0, 2)
    update, reset = (cell.applied(0, b.add(cell.part(x, g), cell.part(both, g))) for g in (0, 1))
    if cell.call.attribute("linear_before_reset", 0):
        inner = b.multiply(reset, cell.state(h, 2, 1))
    else:
        inner = cell.state(b.multiply(reset, h), 2, 1)
    new = cell.applied(1, b.add(cell.part(x, 2), inner))
    # (1 - z) new + z h
    return (b.add(new, b.multiply(update, b.subtract(h, new))),)


def _lstm(cell: Cell, x: Ref, states: States) -> States:
    b, (h, c) = cell.builder, states
    gates = b.add(x, cell.state(h))
    parts = [cell.part(gates, g) for g in range(4)]  # input, output, forget, cell

    def peeped(gate: int, memory: Ref) -> Ref:
        if cell.peepholes is None:
            return parts[gate]
        return b.add(parts[gate], multiply(b, cell.part(cell.peepholes, gate), memory))

    entry = cell.applied(0, peeped(0, c))
    if cell.call.attribute("input_forget", 0):
        kept = b.scale(entry, -1, 1)
    else:
        kept = cell.applied(0, peeped(2, c))
    memory = b.add(b.multiply(kept, c), b.multiply(entry, cell.applied(1, parts[3])))
    leaving = cell.applied(0, peeped(1, memory))
    return (b.multiply(leaving, b.map(memory, cell.activations[2])), memory)


STEPS: dict[str, Step] = {"RNN": _rnn, "GRU": _gru, "LSTM": _lstm}


@operator(*STEPS, since=7)
def _recurrent(call: Call) -> list[Value]:
    builder, step = call.builder, STEPS[call.name]
    rows = call.attribute("layout", 0) == 1
    x = call.ref(0)
    if rows:
        x = builder.permute(x, (1, 0, 2))
    length, batch, _ = builder.shape(x)
    if length > MOST_STEPS:
        call.refuse(f"a sequence of more than {MOST_STEPS:,} steps is not read")
    _check_lengths(call, length)
    count, size = call.shape(1)[0], call.shape(2)[2]
    lines: list[list[Ref]] = []
    ends: list[States] = []
    for direction in range(count):
        cell = _cell(call, direction, count, size)
        backwards = direction == 1 or call.attribute("direction") == "reverse"
        order = range(length)[::-1] if backwards else range(length)
        states = _start(call, direction, (batch, size), rows)
        line = []
        taken = cell.inputs(x)
        for time in order:
            index = places(builder.shape(taken))[time]
            states = step(cell, gathered(builder, [taken], index), states)
            line.append(states[0])
        lines.append(line[::-1] if backwards else line)
        ends.append(states)
    return _results(call, lines, ends, rows)


def _check_lengths(call: Call, length: int) -> None:
    if call.has(4) and any(n != length for n in call.ints(4, "the lengths")):
        call.refuse("sequences of different lengths are not read")


def _cell(call: Call, direction: int, count: int, size: int) -> Cell:
    builder, gates = call.builder, GATES[call.name]

    def of(place: int) -> Ref | None:
        if not call.has(place):
            return None
        return gathered(builder, [call.ref(place)], places(call.shape(place))[direction])

    weights, recurrent, bias = of(1), of(2), of(3)
    if weights is None or recurrent is None:
        call.wrong("weights are missing")
    both = None
    if bias is not None:
        index = places(builder.shape(bias))
        halves = np.split(index, [gates * size])
        both = gathered(builder, [bias], halves[0]), gathered(builder, [bias], halves[1])
    peepholes = of(7) if call.name == "LSTM" else None
    if peepholes is not None:  # input, output, forget: the gates' own order
        peepholes = builder.reshape(peepholes, (1, 3 * size))
    terms = _activations(call, direction)
    return Cell(call, size, weights, recurrent, both, peepholes, terms)


def _activations(call: Call, direction: int) -> list[k.Term]:
    default = ACTIVATIONS[call.name]
    names = call.attribute("activations") or [*default, *default]
    each = len(default)
    alphas = list(call.attribute("activation_alpha") or ())
    betas = list(call.attribute("activation_beta") or ())
    found = []
    for name in names[: each * (direction + 1)]:
        found.append(_activation(call, name, alphas, betas))
    return found[each * direction :]


WITH_NUMBERS = {
    "leakyrelu": ("Piecewise((x, x >= 0), (a*x, True))", 0.01, None),
    "thresholdedrelu": ("Piecewise((x, x > a), (0, True))", 1.0, None),
    "elu": ("Piecewise((x, x >= 0), (a*(exp(x) - 1), True))", 1.0, None),
    "hardsigmoid": ("Min(Max(a*x + b, 0), 1)", 0.2, 0.5),
    "scaledtanh": ("a*tanh(b*x)", 1.0, 1.0),
    "affine": ("a*x + b", 1.0, 0.0),
}
"""Activations with numbers of their own, which are taken in order from the attributes."""


def _activation(call: Call, name: str, alphas: list[float], betas: list[float]) -> k.Term:
    word = name.lower()
    if word in ("sigmoid", "tanh", "relu", "softplus", "softsign"):
        return elementwise(word)
    if word not in WITH_NUMBERS:
        call.refuse(f"there is no activation {name!r}")
    text, alpha, beta = WITH_NUMBERS[word]
    numbers: dict[str, Number] = {"a": _next(alphas, alpha)}
    if beta is not None:
        numbers["b"] = _next(betas, beta)
    return formula(text, **numbers)


def _next(numbers: list[float], default: float) -> Number:
    return dyadic(numbers.pop(0) if numbers else float(np.float32(default)))


def _start(call: Call, direction: int, shape: tuple[int, int], rows: bool) -> States:
    """The states before the first step: said, or 0."""
    found = []
    for place in (5, 6) if call.name == "LSTM" else (5,):
        if call.has(place):
            index = places(call.shape(place))
            chosen = index[:, direction] if rows else index[direction]
            found.append(gathered(call.builder, [call.ref(place)], chosen))
        else:
            found.append(call.builder.full(shape, 0))
    return tuple(found)


def _results(call: Call, lines: list[list[Ref]], ends: list[States], rows: bool) -> list[Value]:
    """All states, (time, direction, batch, size), and the last ones; the batch first if `rows`."""
    builder = call.builder
    shape = builder.shape(lines[0][0])
    steps = [line[time] for time in range(len(lines[0])) for line in lines]
    whole = (len(lines[0]), len(lines), *shape)
    every = builder.gather(steps, whole)
    lasts = [builder.gather(part, (len(ends), *shape)) for part in zip(*ends, strict=True)]
    if rows:
        every = builder.permute(every, (2, 0, 1, 3))
        lasts = [builder.permute(last, (1, 0, 2)) for last in lasts]
    return [call.result(r) for r in (every, *lasts)]
