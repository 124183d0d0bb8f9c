"""Programs that are drawn at random: what is read is what Python computes, in fractions.

The suite draws few; `python -m tests.reading.python.test_programs 20000` draws as many as wanted.
"""

import random
import sys
from fractions import Fraction

import pytest

from symlin.errors import InputError
from symlin.reading.python.modules import Module, parsed
from symlin.reading.python.operator import Question, arguments_of, evaluated
from symlin.reading.python.places import Text
from symlin.reading.python.sources import evaluate_at_top
from symlin.reading.python.values import Function

from .programs import NoValue, Writer, really, value_at

POINTS = [Fraction(n, 2) for n in range(-5, 7)]


def disagreement(seed: int, vector: bool) -> str | None:
    """Where the reader and Python differ on the program of a seed; "refused" if it is not read."""
    text = Writer(seed, vector).text()
    source = Text("f.py", text)
    function = Module(source, parsed(source), evaluate_at_top).find("f")
    assert isinstance(function, Function)
    question = Question(shape={"v": (3,)} if vector else None)
    try:
        terms, _ = evaluated(function, arguments_of(function, "f", question))
    except InputError:
        return "refused"
    names = ("v1", "v2", "v3") if vector else ("x", "y")
    draw = random.Random(seed)
    for _ in range(8):
        point = tuple(draw.choice(POINTS) for _ in names)
        expected = really(text, point, vector)
        try:
            found = value_at(terms, dict(zip(names, point, strict=True)))
        except NoValue:
            found = None
        if found != expected:
            return f"at {point}: read {found}, computed {expected}\n{text}"
    return None


@pytest.mark.parametrize("vector", [False, True], ids=["numbers", "vectors"])
def test_what_is_read_is_what_python_computes(vector: bool) -> None:
    """Assignments, branches, loops, lists that share their entries, and where there is no value."""
    if vector:
        pytest.importorskip("numpy")
    found = [disagreement(seed, vector) for seed in range(150)]
    assert not [text for text in found if text not in (None, "refused")]
    assert found.count(None) > 80


if __name__ == "__main__":
    for seed in range(int(sys.argv[1])):
        for vector in (False, True):
            if (said := disagreement(seed, vector)) not in (None, "refused"):
                print(seed, vector, said)
