"""A jaxpr, equation by equation: what depends on the inputs is written into the graph, the rest is
computed by jax and is a constant."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from symlin.errors import SymlinError
from symlin.exact.deadline import OutOfTime, check_time
from symlin.reading.networks.jax import products
from symlin.reading.networks.jax.movements import MOVEMENTS, added, moved
from symlin.reading.networks.jax.reading import MOST_STEPS, Mask, Reading, Value, depends, jax
from symlin.reading.networks.jax.rules import RULES, of_formula
from symlin.reading.networks.packages import np

BODIES = ("jaxpr", "call_jaxpr", "fun_jaxpr")
"""Under which name a call has what it calls."""
CALLS = frozenset(
    [
        "jit",
        "pjit",
        "closed_call",
        "core_call",
        "custom_jvp_call",
        "custom_vjp_call",
        "custom_vjp_call_jaxpr",
        "remat",
        "remat2",
        "checkpoint",
    ]
)
REFUSED = {
    "while": "how often it runs depends on values",
    "sort": "sorting is not read",
    "top_k": "which entries are the largest is no function that is read",
    "argmax": "a place is a whole number, and no real one",
    "argmin": "a place is a whole number, and no real one",
}


def walked(reading: Reading, closed: Any, args: Sequence[Value]) -> list[Value]:
    """What a jaxpr returns."""
    jaxpr = getattr(closed, "jaxpr", closed)
    env: dict[Any, Value] = dict(zip(jaxpr.constvars, getattr(closed, "consts", ()), strict=True))
    env.update(zip(jaxpr.invars, args, strict=True))

    def value(atom: Any) -> Value:
        return np.asarray(atom.val) if hasattr(atom, "val") else env[atom]

    for equation in jaxpr.eqns:
        check_time()
        values = [value(atom) for atom in equation.invars]
        env.update(zip(equation.outvars, _called(reading, equation, values), strict=True))
    return [value(atom) for atom in jaxpr.outvars]


def _called(reading: Reading, equation: Any, values: list[Value]) -> list[Value]:
    """The results of an equation; raises `Unsupported` for what is not read."""
    name, params = equation.primitive.name, equation.params
    # whatever is called: its own equations say more than the call
    if name in CALLS:
        body = next(params[key] for key in BODIES if key in params)
        return walked(reading, body, values)
    reading.op, reading.line = name, _line(equation)
    with reading.builder.labelled(f"{name} ({reading.line})" if reading.line else name):
        try:
            if not any(map(depends, values)):
                found = equation.primitive.bind(*values, **params)
                return list(found) if equation.primitive.multiple_results else [found]
            results = _read(reading, equation, values)
        except (OutOfTime, SymlinError):
            raise
        except Exception as error:  # whatever goes wrong here, the equation is not read
            first = str(error).strip().split("\n")[0]
            reading.refuse(first or type(error).__name__)
    for result, variable in zip(results, equation.outvars, strict=True):
        _check(reading, result, variable.aval)
    return results


def _read(reading: Reading, equation: Any, values: list[Value]) -> list[Value]:
    name, params = equation.primitive.name, equation.params
    if name == "scan":
        return _unrolled(reading, params, values)
    if name == "cond":
        return _branched(reading, params["branches"], values[0], values[1:])
    if name == "select_n" and not depends(values[0]):
        return moved(reading, equation.primitive, values, params, range(1, len(values)))
    if name in MOVEMENTS:
        return moved(reading, equation.primitive, values, params, MOVEMENTS[name])
    if name == "scatter-add":
        return [added(reading, equation.primitive, values, params)]
    term = of_formula(name)
    if term is not None:
        return [reading.map(values[0], term)]
    if name in RULES:
        return [RULES[name](reading, values, params)]
    reading.refuse(REFUSED.get(name, "this primitive is not supported"))


def _branched(
    reading: Reading, branches: Sequence[Any], which: Value, values: list[Value]
) -> list[Value]:
    """The branch that is known, or both, and a choice between what they return."""
    if not depends(which):
        chosen = min(max(int(np.asarray(which)), 0), len(branches) - 1)
        return walked(reading, branches[chosen], values)
    if not isinstance(which, Mask) or len(branches) != 2:
        reading.refuse("which branch depends on a whole number that the input decides")
    op, line = reading.op, reading.line
    results = [walked(reading, branch, values) for branch in branches]
    reading.op, reading.line = op, line
    return [RULES["select_n"](reading, [which, *pair], {}) for pair in zip(*results, strict=True)]


def _unrolled(reading: Reading, params: Any, values: list[Value]) -> list[Value]:
    """A loop of known length, step by step."""
    length, fixed, carried = params["length"], params["num_consts"], params["num_carry"]
    if length > MOST_STEPS:
        reading.refuse(f"{length:,} steps are too many")
    constants, state = values[:fixed], list(values[fixed : fixed + carried])
    rows = values[fixed + carried :]
    kept: list[list[Value]] = []
    order = range(length)
    for step in reversed(order) if params["reverse"] else order:
        entries = [_row(reading, value, step) for value in rows]
        found = walked(reading, params["jaxpr"], [*constants, *state, *entries])
        state = found[:carried]
        kept.append(found[carried:])
    if params["reverse"]:
        kept.reverse()
    return [*state, *(products.stacked(reading, [k[i] for k in kept]) for i in range(len(kept[0])))]


def _row(reading: Reading, value: Value, step: int) -> Value:
    if not depends(value):
        return value[step]
    shape = value.shape
    size = int(np.prod(shape[1:], dtype=np.int64))
    ref = reading.builder.gather(value.ref, shape[1:], range(step * size, (step + 1) * size))
    if isinstance(value, Mask):
        return Mask(value.op, ref, shape[1:])
    return reading.traced(ref)


def _check(reading: Reading, result: Value, aval: Any) -> None:
    """The shape and the kind of numbers are those that jax says."""
    if not depends(result):
        return
    if tuple(result.shape) != tuple(aval.shape):
        reading.refuse(f"read with shape {tuple(result.shape)} instead of {tuple(aval.shape)}")
    kind = np.dtype(aval.dtype)
    fits = kind.kind in "biu" if isinstance(result, Mask) else kind in (np.float32, np.float64)
    if not fits:
        reading.refuse(f"a cast to {kind}: only float32 and float64 are read as real numbers")


def _line(equation: Any) -> str:
    """The innermost line in a file of the user's."""
    try:
        frame = jax._src.source_info_util.user_frame(equation.source_info.traceback)
        return f"{Path(frame.file_name).name}:{frame.start_line}" if frame else ""
    except Exception:  # a name inside of jax, which may be gone: the line is a help, no more
        return ""
