"""What a report says of itself at a prompt, and what it refuses to be taken for."""

from __future__ import annotations

import pytest

import symlin
from symlin.report.words.text import to_text


@pytest.fixture(scope="module")
def relu() -> symlin.Report:
    return symlin.check("relu", crosscheck=False)


def test_a_printed_report_is_what_the_command_prints(relu: symlin.Report) -> None:
    assert str(relu) == to_text(relu)
    assert "f(-1 + 1) = f(0) = 0" in str(relu)


def test_a_report_names_operator_and_verdict_in_one_line(relu: symlin.Report) -> None:
    """A list of reports in a notebook or debugger stays readable."""
    assert repr(relu) == "<Report on relu: not linear>"
    long = symlin.check(" + ".join(f"x{k}" for k in range(60)), crosscheck=False)
    assert "\n" not in repr(long)
    assert len(repr(long)) < 100


def test_a_condition_stands_in_the_line() -> None:
    report = symlin.check("leaky_relu", crosscheck=False)
    assert repr(report) == "<Report on leaky_relu: linear IFF alpha = 1>"


def test_a_report_is_neither_true_nor_false(relu: symlin.Report) -> None:
    """`if symlin.check("relu"):` looks like a question, and would always have been answered yes."""
    with pytest.raises(TypeError, match=r"report\.linear\.status"):
        bool(relu)


def test_a_report_of_the_library_is_the_class_that_it_names(relu: symlin.Report) -> None:
    assert type(relu) is symlin.Report
