"""Numbers of any length are written and read, whatever limit Python has."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from random import Random

import pytest
from flint import fmpq, fmpz

import symlin
from symlin.decision import decide as deciding
from symlin.decision.report import Report
from symlin.language.numerals import numeral, rational_of
from symlin.language.operator import Operator

from ..fuzz.asking import FORMATS, asked
from ..fuzz.grammar import Question

LOWEST = 640
"""The lowest limit that Python allows; the usual one is 4,300 digits."""
LONG, OTHER = "7" * 899, f"1{'0' * 700}3"
TEXTS = (
    f"{LONG}*x",
    f"Max({LONG}*x, {OTHER})",
    "floor(x*10**900 + 1/2)",
    f"x/{LONG} + x/{OTHER}",
    f"a*x/{LONG} + {OTHER}*b*relu(x)",
    f"Piecewise((x, x < {LONG}), ({OTHER}*x, True))",
    f"[{LONG}*x, y/{OTHER}]",
    f"sqrt({LONG})*x + {OTHER}",
    f"x + Abs(x)/{LONG}",
)
TIME = 2.0
"""Seconds for an answer."""
DECIDE = deciding.decide
REPORTS: dict[tuple[object, ...], Report] = {}
"""Those that were found, each for one operator."""


@pytest.fixture(autouse=True)
def lowest_limit() -> Iterator[None]:
    """As a host may have set it."""
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(LOWEST)
    yield
    sys.set_int_max_str_digits(before)


@pytest.fixture
def decided_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """How an answer is written is asked here, in a dozen ways, and not how it is found."""
    monkeypatch.setattr(deciding, "decide", _decided)


def _decided(operator: Operator, timeout: float) -> Report:
    key = (operator.inputs, operator.outputs)
    if key not in REPORTS:
        REPORTS[key] = DECIDE(operator, timeout)
    return REPORTS[key]


def test_a_number_is_written_and_read() -> None:
    long = 10**5000 + 7
    assert numeral(-long) == "-1" + "0" * 4999 + "7"
    assert rational_of(numeral(long)) == long
    assert rational_of(f"-{LONG}/3") == fmpq(-fmpz(LONG), 3)
    assert rational_of("22/7") == fmpq(22, 7)


@pytest.mark.parametrize("text", ["", "x", "1.5", "1e3", "1/x", "1_2", "0x1"])
def test_what_is_no_number_is_not_read(text: str) -> None:
    with pytest.raises(ValueError):
        rational_of(text)


@pytest.mark.usefixtures("decided_once")
@pytest.mark.parametrize("step", [4, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("way", ["json", "explain", "export", "batch", "equiv", "plot"])
@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_every_command_writes_long_numbers(text: str, way: str, step: int) -> None:
    """`symlin check` ended in exit code 5 where a matrix had a long denominator."""
    formats = range(TEXTS.index(text) % step, len(FORMATS), step)
    forms = formats if way in ("explain", "export") else (0,)
    for form in forms:
        told = asked(Question(text), way, TIME, Random(form))
        assert told.code in (0, 1, 2, 3), told


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_a_certificate_with_long_numbers_is_read_again(text: str) -> None:
    report = symlin.check(text, timeout=10.0, crosscheck=False)
    document = report.claims[symlin.Law.ADDITIVITY].certificate
    assert document is not None
    written = json.dumps(document.to_json())
    assert json.dumps(symlin.verify(written).to_json()) == written


@pytest.mark.parametrize(
    "options",
    [
        {"shape": 10**5000},
        {"timeout": 10**5000},
        {"timeout": -(10**5000)},
        {"seed": -(10**5000)},
        {"inputs": [10**5000]},
        {"assume": [10**5000]},
    ],
    ids=["shape", "long", "negative", "seed", "inputs", "assume"],
)
def test_an_absurd_number_is_refused_in_words(options: dict[str, object]) -> None:
    """The message about it ended in a ValueError of Python's."""
    with pytest.raises(symlin.InputError):
        symlin.check("max_pool1d(2)" if "shape" in options else "x", **options)  # type: ignore[arg-type]
