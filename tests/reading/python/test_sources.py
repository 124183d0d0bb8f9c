"""Where a function comes from: a file and its name, or the object itself."""

import functools
import math
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import symlin
from symlin.reading.operators import read_source

np = pytest.importorskip("numpy")
pytestmark = pytest.mark.quick
SCALE = 0.1
WEIGHTS = [1.0, 2.0]
MATRIX = np.array([[0.1, 0.0], [0.0, 2.0]])
PAIR = [lambda x: 2 * x, lambda x: 2 * x + 1]


def scaled(x: float) -> float:
    return SCALE * x


def with_default(x: float, a: float = 0.1) -> float:
    return a * x


def closing(k: float) -> Callable[[float], float]:
    def inner(x: float) -> float:
        return k * x

    return inner


@functools.lru_cache
def cached(x: float) -> float:
    return 3 * x


def status(source: Any, **options: Any) -> str:
    return str(symlin.check(source, **options).linear.status.value)


def test_two_lambdas_in_one_line_are_told_apart() -> None:
    """By the places of their code, for they have one name and one line."""
    assert [status(f) for f in PAIR] == ["proved", "refuted"]


def test_names_are_those_of_the_closure_and_the_module() -> None:
    """As they are when symlin is asked."""
    assert read_source(closing(3)).name == "inner"
    assert symlin.equiv(closing(3), "3*x").status == "proved"
    assert symlin.equiv(cached, "3*x").status == "proved"
    assert symlin.equiv(lambda x: WEIGHTS[1] * x + max(x, 0) - max(x, 0), "2*x").status == "proved"


def test_a_float_of_a_variable_is_the_decimal_number_that_python_prints() -> None:
    """0.1 in the source, in a default and in a global is 1/10; in an array it is the float."""
    for f in (scaled, with_default, lambda x: 0.1 * x):
        assert symlin.equiv(f, "x/10").status == "proved"
    entry = symlin.equiv(lambda x: MATRIX[0, 0] * x, "x/10")
    assert entry.status == "refuted"
    dyadic = "3602879701896397/36028797018963968*x"
    assert symlin.equiv(lambda x: MATRIX[0, 0] * x, dyadic).status == "proved"


def test_arguments_have_shapes_by_their_names() -> None:
    """A size alone is that of the only input."""
    assert status(lambda x: MATRIX @ x, shape=2) == "proved"
    assert status(lambda x, y: x @ y, shape={"x": 2, "y": 2}, inputs=["x"]) == "proved"
    with pytest.raises(symlin.InputError, match="which has this shape"):
        symlin.check(lambda x, y: x @ y, shape=2)
    with pytest.raises(symlin.InputError, match="no argument z"):
        symlin.check(lambda x: x, shape={"z": 2})
    with pytest.raises(symlin.InputError, match="one size, or two"):
        symlin.check(lambda x: x, shape=(2, 2, 2))


@pytest.mark.parametrize(
    ("function", "formula"),
    [(math.sqrt, "sqrt(x)"), (np.tanh, "tanh(x)"), (abs, "Abs(x)"), (np.maximum, "Max(x, y)"),
     (math.floor, "floor(x)")],
)  # fmt: skip
def test_functions_of_libraries_are_known_by_their_names(
    function: Callable[..., Any], formula: str
) -> None:
    """Objects that have no source in Python."""
    assert symlin.equiv(function, formula).status == "proved"
    assert symlin.check(function).crosscheck.status == "agrees"


def test_arrays_that_are_rounded_at_every_step_are_refused() -> None:
    """Numbers of 32 bits, and whole numbers that begin anew beyond their largest."""
    for dtype in ("float32", "int8", "uint64", "complex128", "longdouble"):
        weights = np.array([1, 2], dtype=dtype)
        with pytest.raises(symlin.Unsupported, match="float64, int64 and bool are read"):
            symlin.check(lambda x: weights[0] * x)  # noqa: B023


def test_what_has_no_source_or_no_numbers_is_refused() -> None:
    """A built-in that is not known, a class, a method, a generator."""
    made: dict[str, Any] = {}
    exec("def f(x): return x", made)
    with pytest.raises(symlin.Unsupported, match="source cannot be found"):
        symlin.check(made["f"])
    for source in ([].append, "x".join, print):
        with pytest.raises(symlin.InputError):
            symlin.check(source)
    with pytest.raises(symlin.Unsupported, match="generator"):
        symlin.check(lambda x: (yield x))
    missing = object()
    with pytest.raises(symlin.Unsupported, match="missing is of type object"):
        symlin.check(lambda x: missing + x)


def test_a_source_that_has_changed_since_is_refused(tmp_path: Path) -> None:
    """The text on disk would be about another function than the one in memory."""
    path = tmp_path / "changing.py"
    path.write_text("def f(x):\n    return 2*x\n")
    made: dict[str, Any] = {}
    exec(compile(path.read_text(), str(path), "exec"), made)
    assert status(made["f"]) == "proved"
    for changed in ("2*x + 1", "3*x", "2", "g(2*x)"):
        path.write_text(f"def f(x):\n    return {changed}\n")
        with pytest.raises(symlin.InputError, match="source has changed"):
            symlin.check(made["f"])


def test_assertions_and_requirements_take_functions() -> None:
    """Whatever takes an operator."""
    from symlin.testing import assert_linear

    assert_linear(lambda x: max(x, 0) - max(-x, 0))
    assert symlin.require_linear(lambda x: 3 * x).tolist() == [[3]]
    matrix, offset = symlin.require_affine(lambda x: 3 * x + 1)
    assert (matrix.tolist(), offset.tolist()) == ([[3]], [[1]])
    with pytest.raises(symlin.NotLinear):
        symlin.require_linear(lambda x: abs(x) + x)


FILES = [
    ("a.py", "has 2 functions: f, g; write"),
    ("a.py:", "has 2 functions: f, g; write"),
    ("a.py:ff", "has no function ff: did you mean f?"),
    ("a.py:zzz", "has no function zzz; there are f, g"),
    ("a.py:K", "a.py:K is no function: to run the file, add --run"),
    ("a.py:Net", "a.py:Net is no function"),
    ("none.py:f", "none.py: No such file"),
    ("broken.py:f", "broken.py:1:6: "),
    ("folder.py:f", "folder.py is no file"),
    ("binary.py:f", "no text that can be read"),
    ("empty.py:f", "has no function f"),
    ("empty.py", "has no function"),
    ("twice.py:f", "more than once"),
]


@pytest.mark.parametrize(("text", "said"), FILES, ids=[text for text, _ in FILES])
def test_a_name_that_is_no_function_of_the_file_is_refused_in_words(
    tmp_path: Path, text: str, said: str
) -> None:
    """With what there is instead."""
    (tmp_path / "a.py").write_text(
        "K = 3\nclass Net:\n    pass\ndef f(x):\n    return x\ng = lambda x: x\n"
    )
    (tmp_path / "broken.py").write_text("def f(x:\n")
    (tmp_path / "folder.py").mkdir()
    (tmp_path / "binary.py").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "empty.py").write_text("")
    (tmp_path / "twice.py").write_text("def f(x):\n    return x\ndef f(x):\n    return 2\n")
    with pytest.raises(symlin.InputError) as caught:
        read_source(f"{tmp_path}/{text}")
    assert said in str(caught.value)


def test_a_file_with_one_function_needs_no_name(tmp_path: Path) -> None:
    """There is nothing else that could be meant."""
    path = tmp_path / "one.py"
    path.write_text("import math\nK = math.pi\ndef only(x):\n    return K*x\n")
    assert status(str(path)) == "proved"


def test_helpers_constants_and_imports_of_the_file_are_read(tmp_path: Path) -> None:
    """Numbers, lists, arrays and functions at its top, whatever stands around them."""
    path = tmp_path / "module.py"
    path.write_text(
        '"""A module."""\nfrom __future__ import annotations\nimport os\nimport numpy as np\n'
        "from math import pi as PI\nW = np.array([1, 2])\nV = W*2\nN: int = 2\n"
        "def helper(a, b=N):\n    return a*b\n"
        "def f(x):\n    return helper(x)*V[1] + PI*x\n"
        "def g(x):\n    return os.getpid()*x\n"
        "if __name__ == '__main__':\n    W[0] = 7\n    print(f(1))\n"
    )
    assert symlin.equiv(f"{path}:f", "(8 + pi)*x").status == "proved"
    with pytest.raises(symlin.Unsupported, match="the module os is not known"):
        read_source(f"{path}:g")


@pytest.mark.parametrize("encoding", ["idna", "punycode", "undefined", "zip", "rot13", "no-such"])
def test_an_encoding_that_is_no_text_s_is_refused_in_words(tmp_path: Path, encoding: str) -> None:
    """Some codecs of Python's have errors of their own, which were called a bug of symlin's."""
    file = tmp_path / "filters.py"
    file.write_bytes(b"# coding: %s\ndef f(x):\n    return 2*x  # \xff\xfe\n" % encoding.encode())
    with pytest.raises(symlin.InputError, match=r"filters\.py is no text that can be read"):
        read_source(f"{file}:f")


def test_what_python_warns_about_is_read_in_silence(tmp_path: Path) -> None:
    """With warnings as errors it was refused, and its second reading called a disagreement; newer
    Pythons write the stranger's line to the terminal."""
    file = tmp_path / "filters.py"
    file.write_text("def f(x):\n    '\\d \\\x1b[2J'\n    return 3*x\n", encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        report = symlin.check(f"{file}:f")
    assert (report.linear.status, report.crosscheck.status) == ("proved", "agrees")


class Gain:
    """What callers have: numbers, a method, and what cannot be read."""

    unit = 2

    def __init__(self, size: float) -> None:
        self.size = size
        self.weights = np.array([1.0, 2.0])

    def __call__(self, x: float) -> float:
        return self.size * self.unit * x

    def above(self, x: float, offset: float = 1.0) -> float:
        return self(x) + offset

    def weighted(self, x: Any) -> Any:
        return self.weights @ x

    @property
    def computed(self) -> float:
        raise AssertionError("nothing is run to read a function")

    def with_computed(self, x: float) -> float:
        return self.computed * x

    def changing(self, x: float) -> float:
        self.size = x
        return self.size


def times(x: float, factor: float, offset: float = 0.0) -> float:
    return factor * x + offset


@pytest.mark.parametrize(
    ("source", "formula"),
    [(Gain(2.5), "5*x"), (Gain(2.5).above, "5*x + 1"),
     (partial(Gain(1).above, offset=3), "2*x + 3"),
     (partial(times, factor=3), "3*x"), (partial(times, factor=3, offset=1), "3*x + 1"),
     (partial(lambda factor, x: factor * x, 4), "4*x")],
)  # fmt: skip
def test_objects_that_are_called_and_given_arguments_are_read(
    source: Callable[..., Any], formula: str
) -> None:
    """What is given is a known number; the other arguments are the inputs."""
    assert symlin.equiv(source, formula).status == "proved"
    report = symlin.check(source)
    assert "term and reference agree" in report.crosscheck.detail


def test_attributes_that_have_to_be_worked_out_or_change_are_refused() -> None:
    """A property runs code, and an object that is changed is another one at the next call."""
    assert symlin.check(Gain(1).weighted, shape=2).linear.status == "proved"
    with pytest.raises(symlin.Unsupported, match="the attribute computed of a Gain is not read"):
        symlin.check(Gain(1).with_computed)
    with pytest.raises(symlin.Unsupported, match="an assignment to"):
        symlin.check(Gain(1).changing)
    with pytest.raises(symlin.Unsupported, match="is given an argument twice, or one that"):
        symlin.check(partial(times, wrong=1))
