"""The standard's own tests of single operators, read and evaluated exactly.

`python -m tests.reading.networks.onnx.backend [--only WORD] [--list STATUS]`: each case is right to
1e-6 of its largest entry, or refused in words, or makes no sense as a function of real numbers.
"""

from __future__ import annotations

import argparse
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from onnx.backend.test.loader import load_model_tests

from symlin.errors import InputError
from symlin.reading.networks.onnx.read import read_model

from .floats import values_at

REAL = ("float32", "float64")
TOLERANCE = 1e-6


@dataclass(frozen=True)
class Outcome:
    """What became of one case."""

    name: str
    status: str
    """right, refused, wrong, crashed, or not a function of real tensors."""
    why: str = ""
    seconds: float = 0.0


def named(values: Any, arrays: Any) -> dict[str, Any]:
    """The inputs or outputs of a data set, by name; what is no array stays what it is."""
    names = [v.name for v in values if v.name]
    return dict(zip(names, arrays, strict=False))


def outcome(case: Any) -> Outcome:
    """Reads a case and compares every output of every data set."""
    start = time.perf_counter()
    try:
        status, why = compared(case)
    except InputError as error:
        status, why = "refused", str(error)
    except Exception as error:
        status, why = "crashed", f"{type(error).__name__}: {error}"
    return Outcome(case.name, status, why, time.perf_counter() - start)


def compared(case: Any) -> tuple[str, str]:
    model = case.model
    for given, expected_ones in case.data_sets:
        inputs = named(model.graph.input, given)
        outputs = named(model.graph.output, expected_ones)
        every = [*inputs.values(), *outputs.values()]
        if not all(isinstance(a, np.ndarray | np.generic) for a in every):
            return "no function", "of sequences or optional values"
        real = [n for n, a in inputs.items() if a.dtype.name in REAL]
        if not real:
            return "no function", f"of {', '.join(sorted({str(a.dtype) for a in every}))}"
        if not all(np.isfinite(inputs[n]).all() for n in real):
            return "no function", "of infinite numbers"
        if not all(np.isfinite(a.astype(np.float64)).all() for a in outputs.values()):
            return "no function", "of infinite numbers"
        for output, expected in outputs.items():
            fault = difference(model, inputs, real, output, expected)
            if fault:
                return "wrong", f"{output}: {fault}"
    return "right", ""


def difference(
    model: Any, inputs: dict[str, Any], real: list[str], output: str, expected: Any
) -> str | None:
    """What is wrong with an output; None if nothing is. Raises `InputError`."""
    for free in free_inputs(real):
        fixed = {n: a for n, a in inputs.items() if n not in free}
        shapes = {n: inputs[n].shape for n in free}
        try:
            network = read_model(model, "test", shapes=shapes, fixed=fixed, output=output)
            break
        except InputError:
            if len(free) == 1:
                raise
    if network.shape_out != expected.shape:
        return f"shape {network.shape_out}, not {expected.shape}"
    found = np.array(values_at(network.graph, {n: inputs[n] for n in free}))
    wanted = expected.astype(np.float64).reshape(-1)
    if not found.size:
        return None
    gap, size = np.max(np.abs(found - wanted)), max(np.max(np.abs(wanted)), 1e-30)
    # some results are printed in the standard's texts, to a few digits
    printed = np.allclose(wanted, np.round(wanted, 4), rtol=0, atol=1e-7)
    tolerance = 1e-4 if printed else TOLERANCE * size
    return None if gap <= tolerance else f"off by {gap:.3g} of {size:.3g}"


def free_inputs(real: list[str]) -> Iterator[list[str]]:
    """All real inputs, or else the first alone: what sizes and scales say is no input."""
    yield real
    if len(real) > 1:
        yield real[:1]


def cases(word: str) -> list[Any]:
    """The cases whose names hold a word; making them warns of what is meant to overflow."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return [case for case in load_model_tests(kind="node") if word in case.name]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", metavar="WORD", help="cases whose names hold it")
    parser.add_argument("--list", default="", metavar="STATUS", help="print these, with reasons")
    arguments = parser.parse_args()
    found = [outcome(case) for case in cases(arguments.only)]
    for one in found:
        if one.status in ("wrong", "crashed") or one.status == arguments.list:
            print(f"{one.status:<12}{one.name:<60}{one.why}")
    print(dict(Counter(one.status for one in found)))
    print(f"slowest: {sorted(found, key=lambda o: -o.seconds)[0]}" if found else "")


if __name__ == "__main__":
    main()
