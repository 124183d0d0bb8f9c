"""Choices and loops whose course is known when the file is read: they are written out."""

from __future__ import annotations

from collections.abc import Sequence

from symlin.reading.networks.onnx.call import Call
from symlin.reading.networks.onnx.moving import moved
from symlin.reading.networks.onnx.table import operator
from symlin.reading.networks.onnx.values import Known, Value
from symlin.reading.networks.packages import np

MOST_ROUNDS = 10_000
"""Of one loop: what a reader of the answer could still follow."""


def _course(call: Call, value: Value | None, what: str) -> bool:
    if isinstance(value, Known):
        return bool(value.array.reshape(-1)[0])
    call.refuse(f"{what} depends on the values of the input")


@operator("If")
def _if(call: Call) -> list[Value]:
    branch = "then_branch" if _course(call, call.value(0), "an if") else "else_branch"
    return call.inside(call.attribute(branch), ())


@operator("Loop")
def _loop(call: Call) -> list[Value]:
    rounds = call.ints(0, "the number of rounds")[0] if call.has(0) else MOST_ROUNDS
    condition = call.inputs[1] if call.has(1) else Known(np.array(True))
    states = [call.value(i) for i in range(2, len(call.inputs))]
    body = call.attribute("body")
    collected: list[list[Value]] = [[] for _ in range(len(body.output) - 1 - len(states))]
    number = 0
    while number < rounds and _course(call, condition, "a loop"):
        if number >= MOST_ROUNDS:
            call.refuse(f"a loop of more than {MOST_ROUNDS:,} rounds is not read")
        first = Known(np.array(number, dtype=np.int64))
        condition, *rest = call.inside(body, [first, condition or first, *states])
        states = rest[: len(states)]
        for kept, value in zip(collected, rest[len(states) :], strict=True):
            kept.append(value)
        number += 1
    return [*states, *(stacked(call, kept, 0) for kept in collected)]


def stacked(call: Call, values: Sequence[Value], axis: int) -> Value:
    """The values one after the other along a new axis; refused where there are none."""
    if not values:
        call.refuse("a loop without rounds has no values to put together")
    return moved(call, values, lambda arrays, _: np.stack(arrays, axis))


@operator("Scan", since=9)
def _scan(call: Call) -> list[Value]:
    body, count = call.attribute("body"), call.attribute("num_scan_inputs")
    states = [call.value(i) for i in range(len(call.inputs) - count)]
    scanned = [call.value(i) for i in range(len(states), len(call.inputs))]
    axes = call.attribute("scan_input_axes") or [0] * count
    backwards = call.attribute("scan_input_directions") or [0] * count
    made = len(body.output) - len(states)
    collected: list[list[Value]] = [[] for _ in range(made)]
    rounds = scanned[0].shape[axes[0]]
    if rounds > MOST_ROUNDS:
        call.refuse(f"a loop of more than {MOST_ROUNDS:,} rounds is not read")
    for number in range(rounds):
        entries = [
            _entry(call, v, rounds - 1 - number if back else number, axis)
            for v, axis, back in zip(scanned, axes, backwards, strict=True)
        ]
        found = call.inside(body, [*states, *entries])
        states = found[: len(states)]
        for kept, value in zip(collected, found[len(states) :], strict=True):
            kept.append(value)
    outward = call.attribute("scan_output_axes") or [0] * made
    turned = call.attribute("scan_output_directions") or [0] * made
    ordered = [k[::-1] if back else k for k, back in zip(collected, turned, strict=True)]
    return [*states, *(stacked(call, k, a) for k, a in zip(ordered, outward, strict=True))]


def _entry(call: Call, value: Value, place: int, axis: int) -> Value:
    return moved(call, [value], lambda arrays, _: np.take(arrays[0], place, axis=axis))
