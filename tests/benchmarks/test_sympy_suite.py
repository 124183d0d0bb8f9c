"""The suite of SymPy's pairs sees what an assertion compares, and doubts what is said of it."""

from __future__ import annotations

import types
from typing import Any

import pytest
import sympy
from sympy import Eq, Ge, cos, pi, sin, sqrt, symbols

from .sympy_suite.ask import DIFFERENT, PROVED, REFUSED, as_number, asked, by_symlin
from .sympy_suite.collect import Pair, files, is_asked, read, stored
from .sympy_suite.doubt import altered, differs
from .sympy_suite.peers import by_sympy, by_z3
from .sympy_suite.report import section
from .sympy_suite.watch import KEEP, SEEN, Watcher, watched

x, y = symbols("x y", real=True)
TEXT = """
from sympy import *
x = Symbol("x")
def test():
    assert simplify(sin(x)**2 + cos(x)**2) == 1
    assert (x*(x + 1)).expand() == x**2 + x
    assert sqrt(x**2).subs(x, 2) == 2
    assert sin(pi/10) == (sqrt(5) - 1)/4
    assert trigsimp(expand(sin(x)*(1 + x))).equals(x*sin(x) + sin(x))
    assert factor(x**2 + 1, modulus=2) == (x + 1)**2
"""


def taken(text: str) -> list[tuple[Any, Any, int]]:
    """What the assertions of the test in the text compare."""
    found: list[tuple[Any, Any, int]] = []
    module = types.ModuleType("made")
    watcher = Watcher(lambda *pair: found.append(pair), vars(module))
    vars(module).update({SEEN: watcher.seen, KEEP: watcher.keep})
    exec(watched(text, "made.py"), vars(module))
    vars(module)["test"]()
    return found


def test_an_assertion_is_seen_before_it_was_simplified() -> None:
    """Afterwards both sides are one object, and nothing is left to ask."""
    pairs = taken(TEXT)
    z = sympy.Symbol("x")
    assert [line for *_, line in pairs] == [5, 6, 7, 8, 9, 10]
    assert pairs[0][:2] == (sin(z) ** 2 + cos(z) ** 2, 1)
    assert str(pairs[1][:2]) == "(x*(x + 1), x**2 + x)"
    assert pairs[2][0] == 2
    assert pairs[3][0].func is sin and pairs[3][1].doit() == (sqrt(5) - 1) / 4
    assert pairs[4][0] == sin(z) * (1 + z)
    assert pairs[5][0].func is sympy.Pow, "modulo 2 is another question"


def test_what_was_not_evaluated_is_not_when_it_is_read() -> None:
    """SymPy evaluates what it unpickles, and both sides would be one object again."""
    with sympy.evaluate(False):
        pair = Pair("here", sin(pi / 10), sympy.Integer(1))
    (again,) = read(stored([pair]))
    assert again.left.func is sin and is_asked(again.left, (sqrt(5) - 1) / 4)
    assert [path.name for path in files(("test_fu.py",))] == ["test_fu.py"]


def test_a_false_assertion_is_no_pair() -> None:
    """What SymPy's test does not say is not asked."""
    with pytest.raises(AssertionError):
        taken("from sympy import *\ndef test():\n    assert simplify(pi) == 3\n")


@pytest.mark.parametrize(
    ("left", "right", "asks"),
    [
        (sin(x) ** 2, 1 - cos(x) ** 2, True),
        (x, x, False),
        (sympy.I * x, sympy.sqrt(-(x**2)), False),
        (sympy.Integral(x, x), x**2 / 2, False),
        (Eq(x, 0) & Ge(y, x), Eq(x, 0) & Ge(y, 0), True),
        (Eq(x, 0), x, False),
        (x * sympy.Function("f")(x), x, False),
    ],
)
def test_pairs_are_about_real_numbers_and_not_written_alike(
    left: Any, right: Any, asks: bool
) -> None:
    """Of others nothing could be said, or there is nothing to say."""
    assert is_asked(left, right) is asks


def test_symlin_and_the_others_answer_in_the_same_words() -> None:
    """The table counts them side by side."""
    pairs = [
        Pair("simplify/tests/a.py:1 test_a", sin(x) ** 2, 1 - cos(x) ** 2),
        Pair("simplify/tests/a.py:2 test_TR12i", x * abs(x), x**2),
        Pair("core/tests/b.py:1 test_b", sympy.zeta(x), x),
    ]
    found = [*asked(pairs, by_symlin, 5)]
    assert [said.answer for _, said in found] == [PROVED, DIFFERENT, REFUSED]
    beside = {"SymPy": [*asked(pairs, by_sympy, 5)], "z3": [*asked(pairs, by_z3, 5)]}
    assert beside["SymPy"][0][1].answer == PROVED
    assert beside["z3"][1][1].answer == DIFFERENT
    page = section(found, [], beside, [], seconds=5)
    assert "| all | 3 | 1 | 1 | 0 | 1 |" in page
    assert "zeta is not a function" in page and "an error in what SymPy expects" in page


def test_conditions_are_asked_about_as_functions() -> None:
    """Symbols are conditions as well in SymPy; alone they are numbers."""
    a, b = symbols("a b")
    assert as_number(a) is a
    pair = Pair("", sympy.Implies(a, b), ~a | b)
    assert by_symlin(pair, 5)[0] == PROVED
    assert by_symlin(Pair("", a & b, a | b), 5)[0] == DIFFERENT


def test_numbers_tell_altered_pairs_apart() -> None:
    """An altered pair that is still true would be no test of soundness."""
    pair = Pair("here", sin(x) ** 2, 1 - cos(x) ** 2)
    assert not differs(pair) and differs(Pair("", x, abs(x))) and not differs(Pair("", pi, pi))
    made = [altered(pair, seed) for seed in range(6)]
    assert any(made) and all(
        other is None or differs(other, seed) for seed, other in enumerate(made)
    )


def test_there_are_tests_of_sympys_to_run() -> None:
    """A version without them would make an empty table."""
    names = {path.name for path in files()}
    assert {"test_fu.py", "test_trigsimp.py", "test_boolalg.py", "test_partfrac.py"} <= names
