"""What the constructs of Python mean, told by the outputs that are read."""

from pathlib import Path

import pytest

import symlin
from symlin.language.operator import Operator
from symlin.language.printing import term_to_human
from symlin.reading.operators import read_source

NUMBERS = [
    ("return 2*x + 1", "2*x + 1"),
    ("return 0.1*x", "x/10"),
    ("return 1e-3*x + 1_000", "x/1000 + 1000"),
    ("return x/4 - x//1", "x/4 - floor(x)"),
    ("return x % 3", "x - 3*floor(x/3)"),
    ("return -x % 1", "ceiling(x) - x"),
    ("return x**2", "x**2"),
    ("return abs(-x)", "abs(-x)"),
    ("return round(x)", "floor(x/2 + 1/4) - floor(1/4 - x/2)"),
    ("return int(x)", "floor(x) if x >= 0, ceiling(x) otherwise"),
    ("return max(x, 0, 1)", "max(max(x, 0), 1)"),
    ("return x if x > 0 else 0", "x if x > 0, 0 otherwise"),
    ("return (x > 0) + 1", "(1 if x > 0, 0 otherwise) + 1"),
    ("return x > 0", "1 if x > 0, 0 otherwise"),
    ("return x if 0 < x <= 1 else 0", "x if x > 0 and x <= 1, 0 otherwise"),
    ("return x if not x > 0 else 0", "x if x <= 0, 0 otherwise"),
    ("return x if x in (1, 2) else 0", "x if x = 1 or x = 2, 0 otherwise"),
    ("y = x\n    y += 1\n    return y", "x + 1"),
    ("a, b = x, 2*x\n    a, b = b, a\n    return a", "2*x"),
    ("a = b = x\n    return a + b", "x + x"),
    ("if x > 0:\n        return x\n    return -x", "x if x > 0, -x otherwise"),
    ("y = 0\n    if x > 1:\n        y = x\n    return y", "x if x > 1, 0 otherwise"),
    ("if False:\n        x = 1\n    return x", "x"),
    ("s = 0\n    for k in range(3):\n        s += k*x\n    return s", "x + 2*x"),
    ("return sum([1, 2], 3)*x", "6*x"),
    ("return sum(k*x for k in range(1, 4))", "x + 2*x + 3*x"),
    ("return len([1, 2])*x", "2*x"),
    ("return [x, 2*x][-1]", "2*x"),
    ("return (1, 2, 3)[1:][0]*x", "2*x"),
    ("return divmod(7, 2)[0]*x", "3*x"),
    ("return pow(2, 3)*x", "8*x"),
    ("return (lambda a, b=2: a*b)(x)", "2*x"),
    ("def g(a, *, k):\n        return a*k\n    return g(x, k=3)", "3*x"),
    ("k = 2\n    def g():\n        return k*x\n    k = 3\n    return g()", "3*x"),
    ("return True*x + False", "x"),
    ("return 7//2*x", "3*x"),
    ("return -7//2*x", "-4*x"),
    ("return -7 % 3*x", "2*x"),
    ("return round(2.5)*x + round(3.5)", "2*x + 4"),
    ("out = []\n    out.append(x)\n    out += [2*x]\n    return out[1]", "2*x"),
    ("a = [x, 0]\n    b = a\n    b[0] = 5\n    return a[0] + x", "x + 5"),
    ("a = [x, 0]\n    b = a[:]\n    b[0] = 5\n    return a[0] + x", "x + x"),
    ("for k in range(9):\n        if k == 2:\n            break\n    return k*x", "2*x"),
    ("for k in range(3):\n        if k < 2:\n            continue\n        return k*x", "2*x"),
    ("s = 0\n    for k in []:\n        s = x\n    else:\n        s = 3*x\n    return s", "3*x"),
    ("pass\n    'text'\n    return x", "x"),
    ("assert x > 0\n    return x", "x if x > 0"),
    ("if x < 0:\n        raise ValueError(f'no {x}')\n    return x", "x if x >= 0"),
    ("y = 1/x\n    return 2*x", "2*x if x != 0"),
    ("y = None\n    return x if y is None else 0", "x"),
    ("return max([x, 3*x]) if len([x]) else 0", "max(x, 3*x)"),
    ("return x and 1 if 0 else x", "x"),
    ("return any([x > 0, x < -1])", "1 if x > 0 or x < -1, 0 otherwise"),
    ("return all(v > 0 for v in [x, x + 1])", "1 if x > 0 and x > -1, 0 otherwise"),
    ("return [k for k in range(5) if k % 2][1]*x", "3*x"),
    ("return sum(v for v in [x, -x] if v > 0)",
     "(x if x > 0, 0 otherwise) + (-x if x < 0, 0 otherwise)"),
    ("return list(map(abs, [x]))[0]", "abs(x)"),
    ("return [a*b for a, b in zip([1, 2], [x, x])][1]", "2*x"),
    ("return [k + v for k, v in enumerate([x], 1)][0]", "x + 1"),
    ("return list(reversed([x, 2*x]))[0]", "2*x"),
    ("return sorted([x, 0])[0]", "min(x, 0)"),
    ("m = math.inf\n    m = min(m, x)\n    return m", "x"),
    ("return math.sqrt(4)*x + math.floor(2.5)", "2*x + 2"),
    ("return 2*math.pi*x", "2*pi*x"),
    ("return np.where(x > 0, x, 0)", "x if x > 0, 0 otherwise"),
    ("return np.clip(x, None, 1)", "min(x, 1)"),
    ("return max(*[x, 0])", "max(x, 0)"),
    ("a, *b = [x, 1, 2]\n    return a*len(b)", "2*x"),
    ("return [*[x, 1], 2][1]*x", "x"),
    ("mode = 'half'\n    return x/2 if mode == 'half' else x", "x/2"),
    ("return 0 if math.isnan(x) else x", "x"),
    ("g = {'low': 1, 'high': 2}\n    return g['high']*x", "2*x"),
    ("g = {1: x}\n    return g.get(1) + g.get(2, 3)", "x + 3"),
    ("return sum(v for k, v in {'a': x, 'b': 1}.items())", "x + 1"),
    ("return x if 'a' in {'a': 1} else 0", "x"),
    ("return sum({1: x, True: 2, 1: 3*x}.values())", "3*x"),
    ("from functools import reduce\n    return reduce(lambda a, b: a*b, [x, 2, 3])", "6*x"),
    ("import operator\n    return operator.add(x, 1)", "x + 1"),
    ("from itertools import accumulate\n    return list(accumulate([x, x]))[1]", "x + x"),
    ("import itertools as it\n    return sum(a*b for a, b in it.product([x], [1, 2]))", "x + 2*x"),
    ("return F.leaky_relu(x, 0.1)", "x if x > 0, x/10 otherwise"),
    ("n = 0\n    while n < 3:\n        n += 1\n        x = 2*x\n    return n*x", "24*x"),
    ("while True:\n        x = 2*x\n        break\n    else:\n        x = 0\n    return x", "2*x"),
    ("for k in (1, 2):\n        if x < k:\n            break\n    else:\n        return x\n"
     "    return k",
     "x if x >= 1 and x >= 2, 2 if x >= 1, 1 otherwise"),
    ("if (y := 2*x) > 3:\n        return y\n    return -y", "2*x if x > 3/2, -2*x otherwise"),
    ("z = 1\n    y = (z := 5) if x > 0 else 2\n    return z*x", "(5 if x > 0, 1 otherwise)*x"),
    ("z = 1\n    x > 0 and (z := 3) > 1\n    return z*x", "(3 if x > 0, 1 otherwise)*x"),
    ("match x:\n        case 0 | 1:\n            return 5\n        case n if n > 3:\n"
     "            return 2*n\n        case n:\n            return -n",
     "5 if x = 0 or x = 1, 2*x if x > 3, -x otherwise"),
    ("m = 'b'\n    match m:\n        case 'a':\n            return x\n        case _:\n"
     "            return 2*x", "2*x"),
    ("from functools import partial\n    return partial(lambda a, b: a*b, 3)(b=x)", "3*x"),
    ("import statistics as s\n    return s.mean([x, 3]) + s.median([2])*x", "x/2 + 2*x + 3/2"),
    ("return math.copysign(2, x)", "2 if x >= 0, -2 otherwise"),
]  # fmt: skip
VECTORS = [
    ("return x[0] + x[-1]", "x1 + x3", ()),
    ("return x*2", "2*x1, 2*x2, 2*x3", (3,)),
    ("return list(x)*2", "x1, x2, x3, x1, x2, x3", (6,)),
    ("return [x[0]] + [1]", "x1, 1", (2,)),
    ("return x + np.array([1, 2, 3])", "x1 + 1, x2 + 2, x3 + 3", (3,)),
    ("y = x[1:]\n    y[0] = 0\n    return x", "x1, 0, x3", (3,)),
    ("y = x.copy()\n    y[0] = 0\n    return x", "x1, x2, x3", (3,)),
    ("x[1:] = x[:-1]\n    return x", "x1, x1, x2", (3,)),
    ("x += 1\n    return x", "x1 + 1, x2 + 1, x3 + 1", (3,)),
    ("return x[::-1]", "x3, x2, x1", (3,)),
    ("return x.reshape(3, 1) @ np.ones((1, 2))", "x1, x1, x2, x2, x3, x3", (3, 2)),
    ("return np.outer(x, [1, 2])[1]", "x2, 2*x2", (2,)),
    ("return np.ones((2, 3)) @ x", "x1 + x2 + x3, x1 + x2 + x3", (2,)),
    ("a, b, c = x\n    return a - c", "x1 - x3", ()),
    ("return x.sum() - x.mean()*3", None, ()),
    ("return np.max(x) + x.min()", "max(max(x1, x2), x3) + min(min(x1, x2), x3)", ()),
    ("for i, v in enumerate(x):\n        if i + 1 < len(x): x[i + 1] += v\n    return x",
     "x1, x2 + x1, x3 + x2 + x1", (3,)),
    ("return np.stack([x, x]).T.shape[0]*x", "3*x1, 3*x2, 3*x3", (3,)),
    ("return x[None, :] - x[:, None]", None, (3, 3)),
    ("return np.cumsum(x)[-1]", "x1 + x2 + x3", ()),
    ("return np.diff(x)", "x2 - x1, x3 - x2", (2,)),
    ("return np.diff(x, n=2)", "x3 - x2 - x2 + x1", (1,)),
    ("return np.pad(x, 1)", "0, x1, x2, x3, 0", (5,)),
    ("return np.pad(x, (2, 0), mode='reflect')", "x3, x2, x1, x2, x3", (5,)),
    ("return np.pad(x, (0, 4), 'symmetric')", "x1, x2, x3, x3, x2, x1, x1", (7,)),
    ("return np.pad(x, (1, 1), constant_values=5)", "5, x1, x2, x3, 5", (5,)),
    ("return np.dot(x, x)", "x1*x1 + x2*x2 + x3*x3", ()),
    ("return x.shape[0]*x.size*x.ndim*x", "9*x1, 9*x2, 9*x3", (3,)),
    ("return np.concatenate([x, np.zeros(1)])", "x1, x2, x3, 0", (4,)),
    ("return x[[2, 0]]", "x3, x1", (2,)),
    ("return F.relu(x)[0]", "max(x1, 0)", ()),
]  # fmt: skip
HEAD = "import math\nimport numpy as np\nimport torch.nn.functional as F\n"


def read(tmp_path: Path, body: str, shape: int | None = None) -> Operator:
    (tmp_path / "made.py").write_text(f"{HEAD}def f(x):\n    {body}\n", encoding="utf-8")
    found = read_source(f"{tmp_path / 'made.py'}:f", shape=shape)
    assert isinstance(found, Operator)
    return found


@pytest.mark.parametrize(("body", "shown"), NUMBERS, ids=[body for body, _ in NUMBERS])
def test_a_function_of_a_number_means_what_python_computes(
    tmp_path: Path, body: str, shown: str
) -> None:
    """Python's own meaning, with the decimals that are written."""
    assert ", ".join(map(term_to_human, read(tmp_path, body).outputs)) == shown


@pytest.mark.parametrize(("body", "shown", "shape"), VECTORS, ids=[body for body, *_ in VECTORS])
def test_a_function_of_a_vector_means_what_numpy_computes(
    tmp_path: Path, body: str, shown: str | None, shape: tuple[int, ...]
) -> None:
    """An argument with a shape is an array of NumPy's: views are views, and lists are copied."""
    found = read(tmp_path, body, 3)
    assert found.space is not None
    assert found.space.output.shape == shape
    if shown is not None:
        assert ", ".join(map(term_to_human, found.outputs)) == shown


def test_the_first_line_shows_the_function_as_it_was_read(tmp_path: Path) -> None:
    """Nobody has to guess what was understood."""
    (tmp_path / "filters.py").write_text(
        "def clip_soft(x):\n    if x < 0:\n        return 0\n    return x\n"
        "def mix(x):\n    return [x[0] + x[3], x[1]]\n"
        "k = lambda x: 3*x\n"
    )
    shown = {
        name: str(symlin.check(f"{tmp_path}/filters.py:{name}", shape=shape)).split("  ")[0]
        for name, shape in (("clip_soft", None), ("mix", 4), ("k", None))
    }
    assert shown["clip_soft"] == "clip_soft(x) = 0 if x < 0, x otherwise"
    assert shown["mix"] == "mix(x) = [x1 + x4, x2]"
    assert shown["k"] == "k(x) = 3*x"


def test_arguments_with_a_default_are_constants_unless_they_are_named(tmp_path: Path) -> None:
    """alpha=0.1 is a number of the function; --inputs makes a variable of it."""
    path = tmp_path / "f.py"
    path.write_text("def f(x, w, b=2):\n    return w*x + b\n")
    assert symlin.check(f"{path}:f", inputs="x").affine.status == "proved"
    assert read_source(f"{path}:f").inputs == ("x", "w")
    named = read_source(f"{path}:f", inputs="x")
    assert (named.inputs, named.parameters) == (("x",), ("w",))
    assert read_source(f"{path}:f", inputs="x, b").inputs == ("x", "b")


def test_conditions_speak_of_arguments_and_of_their_entries(tmp_path: Path) -> None:
    """As those of a formula do."""
    path = tmp_path / "f.py"
    path.write_text("def f(x):\n    return max(x, 0)\ndef g(x):\n    return max(x[0], x[1])\n")
    assert symlin.check(f"{path}:f", assume="x >= 0").linear.status == "proved"
    assert symlin.check(f"{path}:g", shape=2, assume="x1 >= x2").linear.status == "proved"


def test_two_functions_are_compared(tmp_path: Path) -> None:
    """With each other, and with formulas."""
    path = tmp_path / "f.py"
    path.write_text(
        "def f(x):\n    return x if x > 0 else 0\ndef g(x):\n    return (x + abs(x))/2\n"
        "def h(x):\n    return x.sum()\n"
    )
    assert symlin.equiv(f"{path}:f", f"{path}:g").status == "proved"
    assert symlin.equiv(f"{path}:f", "relu").status == "proved"
    assert symlin.equiv("Max(x, 0)", f"{path}:g").status == "proved"
    assert symlin.equiv(f"{path}:h", "x1 + x2", shape=2).status == "proved"
    assert symlin.equiv(lambda x: x * 1, "identity", shape=2).status == "proved"


def test_matrices_may_be_arguments(tmp_path: Path) -> None:
    """Two sizes: a matrix, whose entries are A11, A12, ..."""
    path = tmp_path / "f.py"
    path.write_text("def f(A, x):\n    return A @ x\n")
    report = symlin.check(f"{path}:f", shape={"A": (2, 2), "x": 2}, inputs="x")
    assert report.linear.status == "proved"
    assert report.operator.parameters == ("A11", "A12", "A21", "A22")
