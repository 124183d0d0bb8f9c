"""Functions as people have them: the answer is theirs, or they are refused by name."""

import functools
import importlib.util
import inspect
import json
import math
import random
import types
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import symlin
from symlin.crosscheck.doubles import Floats
from symlin.crosscheck.evaluate import Program

np = pytest.importorskip("numpy")
CORPUS = Path(__file__).parents[2] / "corpus"
ROWS = [json.loads(line) for line in (CORPUS / "python_functions.jsonl").read_text().splitlines()]
HELPERS = CORPUS / "numeric_helpers.py"


def helpers() -> Any:
    spec = importlib.util.spec_from_file_location("numeric_helpers", HELPERS)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


HELPER = helpers()
NAMES = [
    name
    for name, value in vars(HELPER).items()
    if isinstance(value, types.FunctionType | functools._lru_cache_wrapper)
    and value.__module__ == "numeric_helpers"
]
REFUSED = {"normalise_angle", "argmax_value"}
"""A while loop whose end depends on the input, np.argmax."""


def said(row: dict[str, Any], path: Path) -> str:
    path.write_text(f"import math\nimport numpy as np\n{row['source']}\n")
    try:
        report = symlin.check(str(path), shape=row["shape"] or None)
    except symlin.InputError:
        return "refused"
    assert report.crosscheck.status == "agrees"
    assert "term and reference agree" in report.crosscheck.detail
    if report.linear.status == "proved":
        return "linear"
    return "affine" if report.affine.status == "proved" else f"not affine: {report.affine.status}"


def test_the_functions_of_the_corpus_are_read_and_answered_right(tmp_path: Path) -> None:
    """None wrong, and nearly all of them read."""
    found = [said(row, tmp_path / f"f{n}.py") for n, row in enumerate(ROWS)]
    for row, answer in zip(ROWS, found, strict=True):
        expected = row["answer"]
        assert answer.startswith(expected) or expected.startswith("refused"), (row, answer)
    assert found.count("refused") <= 2


def flat(value: Any) -> Iterator[float]:
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, list | tuple):
        for entry in value:
            yield from flat(entry)
    else:
        yield float(value)


class Called:
    """A helper as Python calls it."""

    def __init__(self, name: str) -> None:
        self.function = getattr(HELPER, name)
        shapes = HELPER.SHAPES.get(name, {})
        required = [
            p.name
            for p in inspect.signature(self.function).parameters.values()
            if p.default is inspect.Parameter.empty
        ]
        sizes = {n: shapes.get(n, ()) for n in required}
        self.shapes = {n: (s,) if isinstance(s, int) else s for n, s in sizes.items()}

    def at(self, numbers: list[float]) -> list[float] | None:
        """The outputs; None where there is no value."""
        rest, given = list(numbers), {}
        for name, shape in self.shapes.items():
            part = [rest.pop(0) for _ in range(math.prod(shape))]
            given[name] = np.array(part).reshape(shape) if shape else part[0]
        try:
            with np.errstate(all="ignore"), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                found = list(flat(self.function(**given)))
        except (ValueError, ZeroDivisionError, OverflowError):
            return None
        return found if all(map(math.isfinite, found)) else None


LONG = {"trimmed_mean", "wrap_degrees"}
"""Helpers whose laws take seconds to decide."""


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.slow if name in LONG else ())
        for name in NAMES
        if name not in REFUSED
    ],
)
def test_a_helper_is_read_as_it_is_called(name: str) -> None:
    """At random points the outputs are the function's own, and a proved law is not broken there."""
    called, draw = Called(name), random.Random(name)
    shape = HELPER.SHAPES.get(name)
    report = symlin.check(f"{HELPERS}:{name}", shape=shape, timeout=10, crosscheck=False)
    program = Program(report.operator.outputs, Floats())
    names = report.operator.inputs

    def point() -> list[float]:
        kinds = (draw.uniform(-4, 4), draw.randint(-3, 3), draw.randint(-8, 8) / 2)
        return [float(draw.choice(kinds)) for _ in names]

    for _ in range(30):
        x, y, a = point(), point(), draw.choice([-2.0, 0.5, 3.0])
        expected, found = called.at(x), program.run(dict(zip(names, x, strict=True)))
        if expected is None or any(math.isnan(value) for value in found):
            assert expected is None
            assert any(math.isnan(value) for value in found)
            continue
        assert found == pytest.approx(expected, rel=1e-7, abs=1e-7)
        other = called.at(y)
        both = called.at([p + a * q for p, q in zip(x, y, strict=True)])
        if report.linear.status == "proved" and other is not None and both is not None:
            summed = [p + a * q for p, q in zip(expected, other, strict=True)]
            assert both == pytest.approx(summed, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_the_other_helpers_are_refused_by_name(name: str) -> None:
    """What they do is not read, and not guessed."""
    with pytest.raises(symlin.Unsupported, match="is not read"):
        symlin.check(f"{HELPERS}:{name}", shape=HELPER.SHAPES.get(name))
    with pytest.raises(symlin.Unsupported, match="is not read"):
        symlin.check(getattr(HELPER, name), shape=HELPER.SHAPES.get(name))


def test_a_chain_of_two_hundred_ifs_is_read_in_no_time(tmp_path: Path) -> None:
    """It stays linear in size, for what the branches share is one term."""
    import time

    from symlin.kernel.walk import topological
    from symlin.reading.operators import read_source

    path = tmp_path / "chain.py"
    steps = "".join(f"    if x > {k}:\n        y = y + x\n" for k in range(200))
    path.write_text(f"def f(x):\n    y = 0\n{steps}    return y\n")
    started = time.process_time()
    operator = read_source(f"{path}:f")
    assert time.process_time() - started < 1
    assert sum(1 for _ in topological(operator.outputs)) < 2_000
    elifs = "".join(f"    elif x > -{k}:\n        return {k}*x\n" for k in range(1, 200))
    path.write_text(f"def f(x):\n    if x > 0:\n        return 0\n{elifs}    return x\n")
    assert len(read_source(f"{path}:f").outputs) == 1
