"""CrossHair and Hypothesis on the laws as Python functions of floats."""

from __future__ import annotations

import importlib.util
import sys
import tempfile
from collections.abc import Callable, Sequence
from typing import Any

from .rows import BREAKS, LINEAR, Formula, Row

EXAMPLES = 1000
TOLERANCE = 1e-9
LARGEST = 1e6
"""Hypothesis draws coordinates up to this size."""

Equal = Callable[[float, float], bool]


def close(left: float, right: float) -> bool:
    """Equal up to rounding, as people test it."""
    return bool(abs(left - right) <= TOLERANCE * (1 + abs(left) + abs(right)))


def additivity(formula: Formula, equal: Equal) -> Callable[..., bool]:
    """The law at the coordinates of x, then of y, then the parameters."""
    n = formula.inputs

    def holds(*values: Any) -> bool:
        x, y, p = values[:n], values[n : 2 * n], values[2 * n :]
        total = formula.floats([a + b for a, b in zip(x, y, strict=True)], p)
        parts = zip(total, formula.floats(x, p), formula.floats(y, p), strict=True)
        return all(equal(s, a + b) for s, a, b in parts)

    return holds


def homogeneity(formula: Formula, equal: Equal) -> Callable[..., bool]:
    """The law at the coordinates of x, then the factor, then the parameters."""
    n = formula.inputs

    def holds(*values: Any) -> bool:
        x, a, p = values[:n], values[n], values[n + 1 :]
        scaled = formula.floats([a * v for v in x], p)
        return all(equal(s, a * v) for s, v in zip(scaled, formula.floats(x, p), strict=True))

    return holds


def _signs(formula: Formula, coordinates: int) -> list[bool]:
    """For each argument of a law, whether it may not be negative."""
    parameters = (i in formula.nonnegative_parameters for i in range(formula.parameters))
    return [formula.nonnegative_inputs] * coordinates + list(parameters)


def _laws(formula: Formula, equal: Equal) -> list[tuple[Callable[..., bool], list[bool]]]:
    return [
        (additivity(formula, equal), _signs(formula, 2 * formula.inputs)),
        (homogeneity(formula, equal), _signs(formula, formula.inputs + 1)),
    ]


def by_hypothesis(row: Row) -> str:
    """A test that passes is taken for "linear", which is how it is read."""
    laws = _laws(row.formula(), close)
    return LINEAR if all(_passes(law, signs) for law, signs in laws) else BREAKS


def _passes(law: Callable[..., bool], signs: Sequence[bool]) -> bool:
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import strategies as st

    drawn = st.tuples(*(st.floats(0 if s else -LARGEST, LARGEST) for s in signs))

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(drawn)
    def test(values: tuple[float, ...]) -> None:
        try:
            assert law(*values)
        except (OverflowError, ZeroDivisionError):
            return  # no value in floats

    try:
        test()
    except AssertionError:
        return False
    return True


def by_crosshair(row: Row, seconds: float) -> str | None:
    """Both laws as contracts, equal up to rounding."""
    formula = row.formula()
    answers = []
    for law, signs in _laws(formula, close):
        answers.append(_crosshair(law, signs, seconds / 2))
        if answers[-1] is False:
            return BREAKS
    return LINEAR if all(answers) else None


def _crosshair(law: Callable[..., bool], signs: Sequence[bool], seconds: float) -> bool | None:
    from crosshair.core_and_libs import MessageType, analyze_function, run_checkables
    from crosshair.options import AnalysisKind, AnalysisOptionSet

    options = AnalysisOptionSet(
        analysis_kind=[AnalysisKind.PEP316], per_condition_timeout=seconds, report_all=True
    )
    checkables = analyze_function(_contract(law, signs), options)
    states = {message.state for message in run_checkables(checkables)}
    if MessageType.POST_FAIL in states:
        return False
    return True if states == {MessageType.CONFIRMED} else None


def _contract(law: Callable[..., bool], signs: Sequence[bool]) -> Any:
    """A function with source, annotations and contract, as CrossHair wants to read it."""
    names = [f"v{i}" for i in range(len(signs))]
    lines = [
        "import math",
        f"def contract({', '.join(f'{name}: float' for name in names)}) -> bool:",
        '    """',
        *(f"    pre: math.isfinite({name})" for name in names),
        *(f"    pre: {name} >= 0" for name, sign in zip(names, signs, strict=True) if sign),
        "    post: _",
        '    """',
        f"    return law({', '.join(names)})",
    ]
    with tempfile.NamedTemporaryFile("w", suffix=".py", delete=False) as file:
        file.write("\n".join(lines) + "\n")
    spec = importlib.util.spec_from_file_location("contract_of_a_row", file.name)
    assert spec is not None and spec.loader is not None
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.law = law
    sys.modules[module.__name__] = module
    return module.contract
