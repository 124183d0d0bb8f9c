"""Recurrent layers, unrolled: one cell after the other, as many as the sequence is long."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from symlin.reading.networks.formulas import elementwise
from symlin.reading.networks.torch.reading import Reading, Traced, Value
from symlin.reading.networks.torch.rules.products import linear, move
from symlin.reading.networks.torch.table import rule

State = list[Value]
"""Of a cell: h, or h and c."""
Cell = Callable[[Reading, Value, State, Sequence[Value]], State]
"""The next state, from an input, a state and the weights of one layer in one direction."""


def _gates(r: Reading, x: Value, h: Value, weights: Sequence[Value], bias: bool) -> list[Value]:
    """What the weights make of the input and of the state, separately."""
    first, second = (weights[2], weights[3]) if bias else (None, None)
    return [
        _dense(r, x, weights[0], first),
        _dense(r, h, weights[1], second),
    ]


def _dense(r: Reading, x: Value, weight: Value, bias: Value) -> Value:
    return linear(r, r.tensor(x), weight, bias)


def _split(r: Reading, x: Value, count: int) -> list[Value]:
    found: list[Value] = move(r, "chunk.default", x, count, -1)
    return found


def _sigmoid(r: Reading, x: Value) -> Traced:
    return r.map(x, elementwise("sigmoid"))


def _tanh(r: Reading, x: Value) -> Traced:
    return r.map(x, elementwise("tanh"))


def plain(name: str) -> Cell:
    """h' = f(W x + U h + b)."""

    def cell(r: Reading, x: Value, state: State, weights: Sequence[Value]) -> State:
        both = _gates(r, x, state[0], weights, len(weights) > 3)
        return [r.map(r.combine(both, (1, 1)), elementwise(name))]

    return cell


def gru_step(r: Reading, x: Value, state: State, weights: Sequence[Value]) -> State:
    """h' = (1 - z) n + z h, where n sees as much of h as the gate r lets through."""
    (h,) = state
    own, past = (_split(r, v, 3) for v in _gates(r, x, h, weights, len(weights) > 3))
    reset = _sigmoid(r, r.combine((own[0], past[0]), (1, 1)))
    update = _sigmoid(r, r.combine((own[1], past[1]), (1, 1)))
    new = _tanh(r, r.combine((own[2], r.multiply(reset, past[2])), (1, 1)))
    kept = r.multiply(update, r.combine((h, new), (1, -1)))
    return [r.combine((new, kept), (1, 1))]


def lstm_step(r: Reading, x: Value, state: State, weights: Sequence[Value]) -> State:
    """c' = f c + i g and h' = o tanh(c'), projected where there is a projection."""
    h, c = state
    projection = weights[-1] if len(weights) in (3, 5) else None
    both = _gates(r, x, h, weights, len(weights) > 3)
    i, f, g, o = _split(r, r.combine(both, (1, 1)), 4)
    kept = r.multiply(_sigmoid(r, f), c)
    cell = r.combine((kept, r.multiply(_sigmoid(r, i), _tanh(r, g))), (1, 1))
    out: Value = r.multiply(_sigmoid(r, o), _tanh(r, cell))
    if projection is not None:
        out = _dense(r, out, projection, None)
    return [out, cell]


# ---- single cells ----


@rule("rnn_tanh_cell.default", "rnn_relu_cell.default")
def rnn_cell(
    r: Reading, x: Value, hx: Value, w_ih: Value, w_hh: Value, b_ih: Value, b_hh: Value
) -> Value:
    """One step."""
    cell = plain("relu" if "relu" in r.place.op else "tanh")
    return cell(r, x, [hx], _kept(w_ih, w_hh, b_ih, b_hh))[0]


@rule("gru_cell.default")
def gru_cell(
    r: Reading, x: Value, hx: Value, w_ih: Value, w_hh: Value, b_ih: Value, b_hh: Value
) -> Value:
    """One step."""
    return gru_step(r, x, [hx], _kept(w_ih, w_hh, b_ih, b_hh))[0]


@rule("lstm_cell.default")
def lstm_cell(
    r: Reading,
    x: Value,
    hx: Sequence[Value],
    w_ih: Value,
    w_hh: Value,
    b_ih: Value,
    b_hh: Value,
) -> State:
    """One step."""
    return lstm_step(r, x, list(hx), _kept(w_ih, w_hh, b_ih, b_hh))


def _kept(*weights: Value) -> list[Value]:
    return [w for w in weights if w is not None]


# ---- layers ----


@rule("rnn_tanh.input", "rnn_relu.input")
def rnn(
    r: Reading,
    x: Value,
    hx: Value,
    params: Sequence[Value],
    has_biases: bool,
    num_layers: int,
    dropout: float,
    train: bool,
    bidirectional: bool,
    batch_first: bool,
) -> list[Value]:
    """All steps, and the last states."""
    cell = plain("relu" if "relu" in r.place.op else "tanh")
    return _unrolled(r, cell, x, [hx], params, num_layers, bidirectional, batch_first)


@rule("gru.input")
def gru(
    r: Reading,
    x: Value,
    hx: Value,
    params: Sequence[Value],
    has_biases: bool,
    num_layers: int,
    dropout: float,
    train: bool,
    bidirectional: bool,
    batch_first: bool,
) -> list[Value]:
    """All steps, and the last states."""
    return _unrolled(r, gru_step, x, [hx], params, num_layers, bidirectional, batch_first)


@rule("lstm.input")
def lstm(
    r: Reading,
    x: Value,
    hx: Sequence[Value],
    params: Sequence[Value],
    has_biases: bool,
    num_layers: int,
    dropout: float,
    train: bool,
    bidirectional: bool,
    batch_first: bool,
) -> list[Value]:
    """All steps, and the last states."""
    return _unrolled(r, lstm_step, x, list(hx), params, num_layers, bidirectional, batch_first)


def _unrolled(
    r: Reading,
    cell: Cell,
    x: Value,
    states: Sequence[Value],
    params: Sequence[Value],
    layers: int,
    both_ways: bool,
    batch_first: bool,
) -> list[Value]:
    """Layer by layer, and in both directions where asked; then the steps and the last states."""
    ways = 2 if both_ways else 1
    axis = 1 if batch_first else 0
    each = len(params) // (layers * ways)
    steps = move(r, "unbind.int", x, axis)
    last: list[list[Value]] = []
    for layer in range(layers):
        ran = []
        for way in range(ways):
            place = layer * ways + way
            weights = params[place * each : (place + 1) * each]
            start = [move(r, "select.int", s, 0, place) for s in states]
            outs, end = _run(r, cell, steps[::-1] if way else steps, start, weights)
            ran.append(outs[::-1] if way else outs)
            last.append(end)
        steps = [_joined(r, pair) for pair in zip(*ran, strict=True)]
    ends = [move(r, "stack.default", list(part), 0) for part in zip(*last, strict=True)]
    return [move(r, "stack.default", list(steps), axis), *ends]


def _joined(r: Reading, ways: Sequence[Value]) -> Value:
    return ways[0] if len(ways) == 1 else move(r, "cat.default", list(ways), -1)


def _run(
    r: Reading, cell: Cell, steps: Sequence[Value], state: State, weights: Sequence[Value]
) -> tuple[list[Value], State]:
    outs = []
    for step in steps:
        state = cell(r, step, state, weights)
        outs.append(state[0])
    return outs, state
