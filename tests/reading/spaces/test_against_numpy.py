"""Formulas over matrices and vectors mean what NumPy makes of them."""

from __future__ import annotations

import math
from random import Random

import numpy as np
import pytest

from symlin.crosscheck.doubles import Floats
from symlin.crosscheck.evaluate import Program
from symlin.language.operator import Operator
from symlin.reading.parse import parse_operator
from symlin.reading.spaces.declare import given_spaces
from tests.reading.spaces.expressions import Formula, Shape, formula

NAMES: dict[str, Shape] = {
    "A": (2, 2), "B": (2, 3), "C": (3, 3), "D": (3, 2), "x": (2,), "y": (3,), "a": (2,),
}  # fmt: skip
GIVEN = ("A: 2x2", "B: 2x3", "C: 3x3", "D: 3x2", "x: R^2", "y: R^3", "a: R^2")


def planted(seed: int) -> tuple[Formula, Operator]:
    """A random formula over all names, and how it is read."""
    random = Random(seed)
    shape = random.choice([(), (2,), (3,), (2, 2), (2, 3), (3, 3)])
    made = formula(random, NAMES, shape, random.choice([1, 2, 3]))
    header = "T(A: 2x2, B: 2x3, C: 3x3, D: 3x2, x: R^2, y: R^3, a: R^2) = "
    return made, parse_operator(header + made.text, spaces=given_spaces(GIVEN))


@pytest.mark.parametrize("seed", range(300))
def test_entries_are_those_of_numpy(seed: int) -> None:
    """A product in the wrong order, or of entries, would be proved linear all the same."""
    made, operator = planted(seed)
    numbers = np.random.default_rng(seed)
    for _ in range(3):
        at = {name: numbers.uniform(-2, 2, shape) for name, shape in NAMES.items()}
        values = (value for name in NAMES for value in at[name].ravel().tolist())
        point = dict(zip(operator.inputs, values, strict=True))
        expected = np.asarray(made.of(at)).ravel().tolist()
        program = Program(operator.outputs, Floats())
        found = program.pick(program.slots(point))
        assert operator.reference is not None
        second = [float(value) for value in operator.reference(point)]
        for left, right, other in zip(found, expected, second, strict=True):
            tolerance = 1e-7 * max(1, *map(abs, expected))
            assert abs(left - right) <= tolerance, made.text
            assert math.isnan(other) or abs(other - right) <= tolerance, made.text
