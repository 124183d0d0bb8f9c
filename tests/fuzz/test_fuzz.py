"""No text ends in exit code 4 or 5, or late: what once did, and a few drawn from the grammar.

`python -m tests.fuzz` draws thousands.
"""

from __future__ import annotations

import time

import pytest

from .asking import LATE, Job, Told, Watch, asked
from .grammar import Question, draw
from .survey import complaints, shown

TIMEOUT = 0.5


def tower(name: str, depth: int, inside: str = "x") -> str:
    return f"{name}(" * depth + inside + ")" * depth


BROKE = {
    "a condition given for a number": Question("Max(x > 0, 1)"),
    "floats that overflow: a false alarm": Question("Max(10**1500*x, 0)"),
    "a floor of what overflows": Question("floor(10**2500*x)"),
    "numbers too long for Python to write": Question("floor(x*10**3000 + 1/2)"),
    "a denominator too long to write": Question(f"x/{10**3990 + 1} + x/{10**3990 + 7}"),
    "a layer with an absurd size": Question(f"max_pool1d({'7' * 3900})", shape=(4,)),
    "roots nested deep": Question(tower("sqrt", 150)),
    "logarithms nested deep": Question(tower("log", 120)),
    "tangents nested deep": Question(tower("tan", 75)),
    "arcsines nested deep": Question(tower("asin", 190)),
    "a tower of powers": Question("x**(" * 100 + "x" + ")" * 100),
    "conditions whose text doubles at each level": Question(tower("sinc", 170)),
    "conditions with a great many paths": Question("x**x**x**x**x**x**x**x**x**x"),
    "slopes of huge polynomials": Question(tower("gelu_tanh", 5)),
    "a power of 9999 factors, for z3": Question("sqrt(x**9999 + a)", assume=("a > 0",)),
    "absolute values whose text doubles in SMT-LIB": Question(tower("Abs", 15)),
    "more parameters than Hypothesis draws": Question(
        " + ".join(f"p{k}*relu(x)" for k in range(1200))
    ),
    "sines nested deep": Question(tower("sin", 190)),
    "hyperbolic sines nested deep": Question(tower("sinh", 60)),
    "a gap far below small values": Question("sin(x/10**150)"),
    "a picture's worth of inputs": Question("avg_pool1d(2) >> avg_pool1d(2)", shape=(300, 300)),
    "an input that is missing": Question("x + y", inputs="x,,y"),
}


@pytest.mark.parametrize("way", ["thread", pytest.param("explain", marks=pytest.mark.slow)])
@pytest.mark.parametrize("question", BROKE.values(), ids=BROKE.keys())
def test_what_once_broke_is_answered(question: Question, way: str) -> None:
    told = asked(question, way, TIMEOUT)
    assert told.complaint(TIMEOUT) is None, told


def is_fault(complaint: str | None) -> bool:
    """Two seconds late is late on the machine of `python -m tests.fuzz`; tests run on any."""
    late = "LATE by "
    if complaint is None or not complaint.startswith(late):
        return complaint is not None
    return float(complaint.removeprefix(late).removesuffix(" s")) > 2 * LATE


@pytest.mark.quick
def test_texts_drawn_from_the_grammar_are_answered() -> None:
    found = [shown(job, c) for job, c in complaints(20, 12, 0.2, processes=1) if is_fault(c)]
    assert found == []


@pytest.mark.quick
def test_the_same_number_draws_the_same_text() -> None:
    """Or a complaint could not be looked into."""
    assert draw(3, 5) == draw(3, 5) != draw(3, 6)
    assert Job(3, 5, 1.0).way == Job(3, 5, 2.0).way


@pytest.mark.quick
def test_a_failure_and_a_late_answer_are_complained_of() -> None:
    """The fuzzer must be able to fail."""
    assert is_fault(Told(0, 6.0).complaint(1.0)) and not is_fault(Told(0, 4.0).complaint(1.0))
    assert Told(4, 0.1, "disagrees").complaint(1.0) == "EXIT 4: disagrees"
    assert Told(5, 0.1, "a bug").complaint(1.0) == "EXIT 5: a bug"
    assert Told(0, 3.5).complaint(1.0) == "LATE by 2.5 s"
    assert [Told(code, 2.9).complaint(1.0) for code in range(4)] == [None] * 4


@pytest.mark.quick
def test_only_what_keeps_the_processor_busy_is_late() -> None:
    """A machine that is busy with something else makes nobody's answer late."""
    watch = Watch()
    time.sleep(0.3)
    assert watch.seconds < 0.25
    end = time.process_time() + 0.3
    while time.process_time() < end:
        pass
    assert 0.25 < watch.seconds < 1.0
