"""What is not read is refused with its line, its column and its word, and nothing is guessed."""

import time
from pathlib import Path

import pytest

import symlin
from symlin.reading.operators import read_source

pytestmark = pytest.mark.quick

REFUSED = [
    ("while x > 1:\n        x = x/2\n    return x", "2:5", "while", "while is not read where"),
    ("while True:\n        pass", "2:11", "for", "10,000 steps"),
    ("try:\n        return 1/x\n    except ValueError:\n        return 0", "2:5", "try", "try"),
    ("with x:\n        return x", "2:5", "with", "with"),
    ("yield x", "2:5", "yield", "yield"),
    ("return f(x - 1) if x > 0 else 0", "2:12", "f", "calls itself"),
    ("return x if x is 1 else 0", "2:17", "is", "is is read for None alone"),
    ("return 1 if x else 0", "2:17", "if", "a comparison, such as x != 0"),
    ("return not x", "2:12", "not", "a comparison, such as x != 0"),
    ("return x.real", "2:12", "real", "the attribute real of a number"),
    ("return x.sum()", "2:12", "sum", "give its size, as in --shape 4"),
    ("return x[0]", "2:12", "number", "give its size, as in --shape 4"),
    ("global k\n    k = 1\n    return x", "2:5", "global", "global"),
    ("def g():\n        nonlocal x\n        x = 1\n        return 2\n    return g()", "3:9",
     "nonlocal", "nonlocal"),
    ("import random\n    return x + random.random()", "2:5", "import", "random is not known"),
    ("return np.random.rand() + x", "2:12", "rand", "numpy.random.rand is not known"),
    ("return 'a' + x", "2:12", "+", "a text"),
    ("return f'{x}'", "2:12", "f-string", "f-string"),
    ("return [(y := v) for v in [x]]", "2:14", ":=", ":= in a comprehension"),
    ("match x:\n        case [a]:\n            return a\n    return x", "2:5", "case", "a pattern"),
    ("return max(x, **{})", "2:21", "**", "two stars"),
    ("return dict(a=x)", "2:12", "dict", "not known"),
    ("return {1: x}[2]", "2:12", "dict", "no such key"),
    ("return {x: 1}[1]", "2:12", "dict", "known whole numbers"),
    ("d = {1: x}\n    d[1] = 2\n    return d[1]", "3:5", "=", "a dict has no entries"),
    ("return {x for x in [1]}", "2:12", "set", "set"),
    ("return (lambda *a: a[0])(x)", "2:12", "*", "star"),
    ("async def g():\n        return x\n    return x", "2:5", "async", "async"),
    ("del x\n    return 1", "2:5", "del", "del"),
    ("class A:\n        pass\n    return x", "2:5", "class", "class"),
    ("if x > 0:\n        y = 1\n    return y", "4:12", "value", "one of two branches alone"),
    ("y = y + x\n    return y", "2:9", "y", "no value yet"),
    ("if x > 0:\n        return x", "1:1", "return", "returns None where"),
    ("y = x", "1:1", "return", "returns no value"),
    ("return", "2:5", "return", "None"),
    ("out = [x]\n    if x > 0:\n        out.append(1)\n    return sum(out)", "5:12", "list",
     "the length of this list depends on the input"),
    ("a = [x]\n    b = [0]\n    c = a if x > 0 else b\n    c[0] = 1\n    return a[0]", "5:5", "=",
     "which of two lists"),
    ("return [1, 2][int(x)]", "2:12", "[]", "depends on the input"),
    ("for k in range(int(x)):\n        pass\n    return x", "2:14", "range", "depends on the"),
    ("return 1j*x", "2:12", "complex", "complex"),
    ("return abs(x**0.5)", "2:12", "abs", "complex where its base is negative"),
    ("return x if x**0.5 > 1 else 0", "2:17", ">", "complex"),
    ("return 1 if np.log(x) > 0 else 0", "2:17", ">", "may be nan"),
    ("z = zip([x], [x])\n    return 1", "2:5", "generator", "once"),
    ("return int(0.29*100)*x", "2:12", "int", "rounding decides"),
    ("return x if 0.1 + 0.2 == 0.3 else 0", "2:17", "==", "rounding decides"),
    ("return nothing(x)", "2:12", "nothing", "not known"),
    ("return x.T", "2:12", "T", "attribute T"),
    ("x[0] = 1\n    return x", "2:5", "=", "no entries that can be changed"),
    ("W = np.array([1, 2])\n    W[0] = x\n    return W", "3:5", "=", "rounded there"),
    ("return np.load('x')", "2:12", "load", "not read"),
    ("return eval('x')", "2:12", "eval", "not known"),
    ("return __import__('os').system('true')", "2:12", "__import__", "not known"),
    ("return ().__class__", "2:12", "__class__", "attribute __class__"),
    ("return sorted([x, 0], key=abs)[0]", "2:12", "sorted", "key"),
    ("a, b = [x]\n    return a", "2:5", "=", "2 names for 1 values"),
    ("return x << 1", "2:12", "<<", "<<"),
    ("return 'abc'", "1:1", "return", "a text"),
    ("return np.zeros(0)", "2:12", "shape", "entries"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "place", "word", "said"), REFUSED, ids=[r[0] for r in REFUSED])
def test_what_is_not_read_is_refused_by_its_place_and_word(
    tmp_path: Path, body: str, place: str, word: str, said: str
) -> None:
    """The line and the column are those of the part at fault, and the message has the word."""
    (tmp_path / "made.py").write_text(f"def f(x):\n    {body}\nimport numpy as np\n")
    with pytest.raises(symlin.Unsupported) as caught:
        read_source(f"{tmp_path / 'made.py'}:f")
    error = caught.value
    assert (error.place, error.op) == (f"made.py:{place}", word)
    assert error.message.startswith(error.place)
    assert said in error.message
    assert error.node


HOSTILE = {
    "brackets": f"def f(x): return {'(' * 10_000}x{')' * 10_000}",
    "signs": f"def f(x): return {'-' * 10_000}x",
    "sum": f"def f(x): return {'+'.join(['x'] * 10_000)}",
    "and": f"def f(x): return {' and '.join(['x > 0'] * 3_000)}",
    "chain": f"def f(x): return {'<'.join(['x'] * 3_000)}",
    "lambdas": f"f = {'lambda x: ' * 500}x",
    "steps": "def f(x):\n    for _ in range(10**9): x += 1\n    return x",
    "loops": "def f(x):\n" + "".join(f"{'  ' * k}  for a{k} in range(99):\n" for k in range(9))
    + "                      x = x + 1\n  return x",
    "tower": "def f(x): return x**10**10**10",
    "number": "def f(x): return 10**10**10*x",
    "squares": "def f(x):\n    for _ in range(1000): x = x*x\n    return x",
    "growth": "def f(x):\n    for _ in range(1000): x = x**2 + x\n    return x",
    "constant": "def f(x):\n    a = 3\n    for _ in range(1000): a *= a\n    return a*x",
    "digits": f"def f(x): return {'9' * 5_000}*x",
    "hexadecimal": f"def f(x): return 0x{'f' * 900_000}*x",
    "float": "def f(x): return 1e999999*x",
    "list": "def f(x): return [x]*10**9",
    "doubling": "def f(x):\n    a = [x]\n    for _ in range(60): a = a + a\n    return a",
    "doubling in place": "def f(x):\n    a = [x]\n    for _ in range(60): a += a\n    return a",
    "calls": "def f0(x): return x + x\n"
    + "".join(f"def f{k}(x): return f{k - 1}(x) + f{k - 1}(x)\n" for k in range(1, 30))
    + "def f(x): return f29(x)",
    "depth": "def f0(x): return x\n"
    + "".join(f"def f{k}(x): return f{k - 1}(x)\n" for k in range(1, 300))
    + "def f(x): return f299(x)",
    "array": "import numpy as np\ndef f(x): return np.zeros(10**9).sum() + x",
    "recursion": "def g(x): return f(x)\ndef f(x): return g(x)",
    "names": "a = b\nb = a\ndef f(x): return a*x",
    "comprehension": "def f(x): return sum(x for a in range(99) for b in range(99) for c in "
    "[1, 2])",
    "null": "def f(x): return x\0",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_source_is_refused_within_a_second(tmp_path: Path, name: str) -> None:
    """No depth and no size ends in a RecursionError or MemoryError, or takes long."""
    path = tmp_path / "hostile.py"
    path.write_text(HOSTILE[name], encoding="utf-8")
    started = time.process_time()
    with pytest.raises(symlin.InputError):
        read_source(f"{path}:f")
    assert time.process_time() - started < 1


def test_a_module_that_defines_its_own_max_means_that_one(tmp_path: Path) -> None:
    """Names of Python may be given another meaning, which is the one that is read."""
    path = tmp_path / "shadow.py"
    path.write_text("def max(a, b):\n    return a + b\ndef f(x):\n    return max(x, 0)\n")
    assert symlin.check(f"{path}:f").linear.status == "proved"
    path.write_text("max = min\ndef f(x):\n    return max(x, 0)\n")
    assert symlin.equiv(f"{path}:f", "Min(x, 0)").status == "proved"
    path.write_text("from math import *\ndef f(x):\n    return max(x, 0)\n")
    with pytest.raises(symlin.Unsupported, match=r"imports \* from math"):
        read_source(f"{path}:f")
    path.write_text("def f(x):\n    return max(x, 0)\nif 1:\n    max = min\n")
    with pytest.raises(symlin.Unsupported, match="under a condition"):
        read_source(f"{path}:f")


@pytest.mark.parametrize(
    "before",
    ["import builtins\nbuiltins.max = min", "globals()['max'] = min", "exec('max = min')",
     "import numpy as np\nnp.maximum = min\nmax = np.maximum", "setattr(f, 'max', min)"],
)  # fmt: skip
def test_a_file_that_may_give_any_name_another_meaning_is_refused(
    tmp_path: Path, before: str
) -> None:
    """What max is then, only running the file would tell."""
    path = tmp_path / "open.py"
    path.write_text(f"{before}\ndef f(x):\n    return max(x, 0)\n")
    with pytest.raises(symlin.Unsupported, match=r"is not known"):
        read_source(f"{path}:f")


@pytest.mark.parametrize(
    "after",
    ["W[0] = 5", "W.append(3)", "V = W\nV[0] = 5", "W = [3, 4]", "W += [1]", "change(W)",
     "def g():\n    W[0] = 1", "def g():\n    global W\n    W = 1"],
)  # fmt: skip
def test_a_list_that_the_file_may_change_is_refused(tmp_path: Path, after: str) -> None:
    """What it holds when the function is called, only running the file would tell."""
    path = tmp_path / "state.py"
    path.write_text(
        f"W = [1, 2]\ndef change(v):\n    pass\ndef f(x):\n    return W[0]*x\n{after}\n"
    )
    with pytest.raises(symlin.Unsupported, match="without running the file"):
        read_source(f"{path}:f")


def test_a_function_that_changes_what_is_shared_is_refused(tmp_path: Path) -> None:
    """Its second call would return something else."""
    path = tmp_path / "state.py"
    path.write_text("W = [1, 2]\ndef f(x):\n    W[0] = x\n    return W[0]\n")
    with pytest.raises(symlin.Unsupported, match="without running the file"):
        read_source(f"{path}:f")
    path.write_text("def f(x, out=[0]):\n    out.append(x)\n    return sum(out)\n")
    with pytest.raises(symlin.Unsupported, match="shared by all calls"):
        read_source(f"{path}:f")
