"""The corpus as questions; its texts are SymPy's notation, so SymPy reads them by itself."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from symlin.kernel.claim import Law
from symlin.language.operator import Operator

from .rows import BREAKS, CONDITIONAL, LINEAR, Formula, Row, Values

FILE = Path(__file__).parent.parent / "corpus" / "operators.jsonl"
_TRUTHS = {"proved": LINEAR, "refuted": BREAKS, "conditional": CONDITIONAL}


def corpus() -> list[Row]:
    """Every line of the file whose expectation for `linear` is known."""
    lines = [json.loads(text) for text in FILE.read_text(encoding="utf-8").splitlines() if text]
    return [_row(line) for line in lines if line["expect"][Law.LINEAR.value] in _TRUTHS]


def _row(line: dict[str, Any]) -> Row:
    return Row(
        group="corpus",
        name=line["id"],
        truth=_TRUTHS[line["expect"][Law.LINEAR.value]],
        operator=partial(_operator, line),
        formula=partial(_formula, line),
    )


def _operator(line: dict[str, Any]) -> Operator:
    from symlin.reading.parse import parse_operator

    return parse_operator(
        line["operator"], inputs=line.get("inputs"), assume=line.get("assume", ())
    )


def _formula(line: dict[str, Any]) -> Formula:
    """The text with values in the place of names, as SymPy reads it."""
    import sympy

    known = _operator(line)
    names = (*known.inputs, *known.parameters)
    assumed = {text.removesuffix(" >= 0") for text in line.get("assume", ())}
    assert assumed <= set(names), "only v >= 0 is translated for other tools"

    def exact(inputs: Values, parameters: Values) -> Sequence[Any]:
        values = dict(zip(names, (*inputs, *parameters), strict=True))
        read = sympy.sympify(line["operator"], locals=values)
        return list(read) if isinstance(read, list | tuple) else [read]

    symbols = [sympy.Symbol(name, real=True) for name in names]
    outputs = exact(symbols[: len(known.inputs)], symbols[len(known.inputs) :])
    compiled = _compiled(names, outputs)
    return Formula(
        inputs=len(known.inputs),
        parameters=len(known.parameters),
        exact=exact,
        floats=lambda inputs, parameters: compiled(*inputs, *parameters),
        nonnegative_inputs=any(name in assumed for name in known.inputs),
        nonnegative_parameters=tuple(
            i for i, name in enumerate(known.parameters) if name in assumed
        ),
    )


def _compiled(names: Sequence[str], outputs: Sequence[Any]) -> Any:
    """Plain Python with `math`: conditional expressions, max and abs."""
    from sympy.printing.pycode import PythonCodePrinter

    printer = PythonCodePrinter({"fully_qualified_modules": True})
    body = ", ".join(printer.doprint(output) for output in outputs)
    return eval(f"lambda {', '.join(names)}: ({body},)", {"math": math})
