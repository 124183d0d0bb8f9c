"""The second opinion on functions in files: an interpreter of its own on floats."""

from dataclasses import replace
from pathlib import Path

import pytest

import symlin
from symlin import crosscheck
from symlin.api import check_read
from symlin.crosscheck.python.names import Elsewhere
from symlin.crosscheck.python.program import reference_of, with_reference
from symlin.kernel.term import add, const
from symlin.language.operator import Operator, Program
from symlin.reading.operators import read_source

pytest.importorskip("numpy")

BODIES = [
    ("return x + 1", 3.0, [4.0]),
    ("return -x if x > 0 else x", 3.0, [-3.0]),
    ("s = 0\n    for k in range(4):\n        if k == 1: continue\n        if k == 3: break\n"
     "        s += k*x\n    else:\n        s = 7\n    return s", 3.0, [6.0]),
    ("a = [x, 1]\n    b = a\n    b[0] *= 2\n    a.append(5)\n    return b", 3.0, [6.0, 1.0, 5.0]),
    ("return [v*w for v, w in zip([1, 2], [x, x]) if v > 1]", 3.0, [6.0]),
    ("def g(a, b=2, *, c=1):\n        return a*b + c\n    return g(x, c=4)", 3.0, [10.0]),
    ("return (lambda a: a*K)(x) + H[1]", 3.0, [17.0]),
    ("return 1 if 0 < x <= 3 and not x == 2 else 0", 3.0, [1.0]),
    ("return np.maximum(np.array([x, -x]), 0).sum()", 3.0, [3.0]),
    ("return max(abs(v) for v in (x, -4))", 3.0, [4.0]),
    ("return sum({'a': x, 'b': 1}.values()) + {1: x}.get(1)", 3.0, [7.0]),
    ("a, *b = [x, 1, 2]\n    return [*b, a, max(*b)]", 3.0, [1.0, 2.0, 3.0, 2.0]),
    ("import operator as o, functools\n    return functools.reduce(o.mul, [x, 2])", 3.0, [6.0]),
    ("return math.sqrt(x*x) + pi", 3.0, [6.141592653589793]),
    ("a, (b, c) = x, (1, 2)\n    return a + b*c", 3.0, [5.0]),
    ("return divmod(x, 2)", 3.0, [1.0, 1.0]),
]  # fmt: skip
HEAD = "import math\nimport numpy as np\nfrom math import pi\nK = 5\nH = [1, K - 3]\n"


def program(body: str) -> Program:
    return Program(f"{HEAD}def f(x):\n    {body}\n", "made.py", "f", (("x", ()),))


@pytest.mark.parametrize(("body", "at", "expected"), BODIES, ids=[body for body, *_ in BODIES])
def test_the_interpreter_computes_what_python_does(
    body: str, at: float, expected: list[float]
) -> None:
    """With Python's own numbers, and every statement by itself."""
    source, made = program(body), {}
    assert list(reference_of(source)({"x": at})) == expected
    exec(source.text, made)
    found = made["f"](at)
    assert (list(found) if isinstance(found, list | tuple) else [found]) == expected


@pytest.mark.parametrize(
    "body",
    ["return __import__('os').getpid()", "return ().__class__", "return np.load('x')",
     "return open('x')", "return x.real", "while True: pass", "return f(x)",
     "return [x]*10**9", "return 10**10**8", "for k in range(10**9): pass\n    return 1",
     "return math.__loader__", "return np.lib", "return max(**{'a': x})"],
)  # fmt: skip
def test_what_is_not_listed_is_never_called(body: str) -> None:
    """Whatever the reader made of it, nothing of the system is reached, and nothing runs away."""
    with pytest.raises((Elsewhere, ValueError)):
        reference_of(program(body))({"x": 1.0})


def operator(tmp_path: Path, body: str) -> Operator:
    path = tmp_path / "f.py"
    path.write_text(f"def f(x):\n    {body}\n")
    found = read_source(f"{path}:f")
    assert isinstance(found, Operator)
    return found


def test_a_reader_that_is_wrong_is_contradicted(tmp_path: Path) -> None:
    """A term that is another function than the file's is a bug that is announced: exit code 4."""
    read = operator(tmp_path, "return 2*x")
    wrong = replace(read, outputs=(add(*read.outputs, const(1)),))
    assert check_read(read).crosscheck.status == "agrees"
    found = check_read(wrong).crosscheck
    assert found.status == "disagrees"
    assert "the reference gives" in (found.detail or "")
    assert crosscheck.fuzz(wrong, examples=20).disagreement


def test_a_function_object_that_does_something_else_is_contradicted() -> None:
    """It is called: what it computes doubts how its source was read."""

    def f(x: float) -> float:
        return 2 * x

    read = read_source(f)
    assert isinstance(read, Operator)
    wrong = replace(read, outputs=(const(0),))
    assert check_read(wrong).crosscheck.status == "disagrees"


def test_where_a_function_raises_an_error_floats_say_nothing(tmp_path: Path) -> None:
    """Neither agreement nor alarm: rounding may have led there."""
    for body in (
        "return 1/x",
        "if x < 0: raise ValueError\n    return x",
        "assert x > 0\n    return x",
    ):
        report = symlin.check(f"{tmp_path / 'f.py'}:f") if operator(tmp_path, body) else None
        assert report is not None
        assert report.crosscheck.status == "agrees"


def test_an_operator_with_a_reference_keeps_it() -> None:
    """Only what was read from a file gets another."""
    read = read_source("relu")
    assert isinstance(read, Operator)
    assert with_reference(read) is read
