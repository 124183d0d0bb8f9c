"""Reports on networks: what is printed is what the theorems say, in any width."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flint import fmpq

import symlin
from symlin.decision.failures import NotLinear
from symlin.kernel.network.domain import Domain
from symlin.kernel.network.scalars import RELU
from symlin.language.network.builder import Builder
from symlin.language.network.network import Network
from symlin.report.formats.prose import document_lines
from symlin.report.formats.segments import length, plain
from symlin.report.networks import NetworkReport
from symlin.report.words.networks import network_lines, verdict
from symlin.report.words.networks_values import decimal_text, entry_text, point_text, shown_values
from symlin.report.words.networks_why import explanation


def network(*, bend: bool, offset: int = 0, domain: Domain | None = None) -> Network:
    b = Builder()
    with b.labelled("first (dense)"):
        x = b.dense(b.input("x", (2,)), b.numbers((2, 2), [1, -1, 2, fmpq(1, 3)]))
    if bend:
        with b.labelled("second (relu)"):
            x = b.map(x, RELU)
    x = b.scale(x, 3, offset)
    graph, labels = b.graph(x)
    return Network(name="net", graph=graph, labels=labels, kinds="exact", domain=domain or Domain())


def report(made: Network) -> NetworkReport:
    found = symlin.check(made, crosscheck=False)
    assert isinstance(found, NetworkReport)
    return found


def test_the_headline_says_whether_it_is_linear_or_affine_and_where() -> None:
    """In the words that the other reports use."""
    box = Domain({"x": ((0, fmpq(1, 2)),)})
    assert verdict(report(network(bend=False)))[0] == "LINEAR"
    assert verdict(report(network(bend=False, offset=1)))[0] == "NOT LINEAR (affine)"
    assert verdict(report(network(bend=True)))[0] == "NOT LINEAR"
    found = verdict(report(network(bend=True, domain=box)))[0]
    assert found == "NOT LINEAR where 0 <= x <= 1/2"


def test_both_sides_are_shown_with_the_layer_that_bends() -> None:
    """Exact values as fractions, and the first layer that need not be affine."""
    text = " ".join(str(report(network(bend=True))).split())
    assert "x = e_1, y = -e_1, output 0:" in text
    assert "f(x + y) = 0 but f(x) + f(y) = 0 + 3 = 3" in text
    assert "first bend second (relu) is the first layer" in text
    assert "positively homogeneous (proved), not odd" in text


def test_a_law_without_instances_is_said_to_hold_vacuously() -> None:
    """On [1, 3] no point has its negative."""
    box = Domain({"x": ((1, 3),)})
    assert "odd (vacuously)" in str(report(network(bend=False, offset=1, domain=box)))


def test_the_argument_is_explained_as_it_was_made() -> None:
    """A network on a box is not said to be written out, nor one in terms to be read off."""

    def said(made: Network) -> str:
        text = plain(document_lines(explanation(report(made), "symlin check net"), 80))
        return " ".join(text.split())

    box = Domain({"x": ((1, 2),)})
    positive = network(bend=True, domain=Domain({"x": ((0, 0),)}))
    assert "passes from layer to layer" in said(network(bend=False))
    assert "stays in one of its pieces" in said(shifted(box))
    assert "written out" not in said(shifted(box)) + said(positive)
    assert "The law fails" in said(network(bend=True))


def shifted(domain: Domain) -> Network:
    """A unit that is on where entries are positive, and an offset."""
    b = Builder()
    graph, labels = b.graph(b.scale(b.map(b.input("x", (2,)), RELU), 1, 1))
    return Network(name="net", graph=graph, labels=labels, kinds="exact", domain=domain)


def test_a_network_that_is_not_0_at_the_origin_breaks_its_laws_there() -> None:
    text = str(report(network(bend=False, offset=1)))
    assert "f(0 + 0) = 1   but  f(0) + f(0) = 1 + 1 = 2" in text
    assert "first bend" not in text


@pytest.mark.parametrize("width", [30, 40, 80, 120])
def test_no_line_is_wider_than_the_terminal_or_empty_inside_a_law(width: int) -> None:
    """A narrow terminal breaks between words."""
    lines = network_lines(report(network(bend=True)), width)
    assert all(length(line) <= width for line in lines)
    blanks = [i for i, line in enumerate(lines) if not line]
    assert len(blanks) == 2  # around the laws


def test_the_report_is_no_truth_value_and_has_one_line() -> None:
    found = report(network(bend=True))
    assert repr(found) == "<Report on net: NOT LINEAR>"
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(found)


def test_json_has_points_and_values_as_exact_text() -> None:
    found = report(network(bend=True)).to_dict()
    broken = found["claims"]["additivity"]["counterexample"]
    assert broken["points"] == [{}, {"x": {"1": "1"}}, {"x": {"1": "-1"}}]
    assert broken["weights"] == ["1", "-1", "-1"]
    assert broken["values"] == ["0", "0", "3"]
    assert found["operator"]["space"]["inputs"] == {"x": [2]}
    assert found["first_not_affine"] == "second (relu)"


def test_the_matrix_of_an_affine_network_is_exact_and_on_demand() -> None:
    """Rows, columns and the offset; there is none of what bends, and none on a domain alone."""
    found = report(network(bend=False, offset=1))
    assert found.map is not None
    assert found.map.rows() == [[3, -3], [6, 1]]
    assert found.map.row(1) == [6, 1]
    assert found.map.offset == [1, 1]
    assert report(network(bend=True)).map is None
    with pytest.raises(IndexError):
        found.map.row(2)
    matrix, offset = symlin.require_affine(network(bend=False, offset=1))
    assert matrix.tolist() == [[3, -3], [6, 1]]
    assert offset.tolist() == [[1], [1]]


def test_require_linear_shows_where_a_network_fails() -> None:
    with pytest.raises(NotLinear, match=r"net is not linear: .*f\("):
        symlin.require_linear(network(bend=True))


def test_a_report_is_about_the_network_of_its_theorems() -> None:
    """Theorems about another graph, or on another domain, make no report."""
    found = report(network(bend=True))
    with pytest.raises(ValueError, match="about its network"):
        replace(found, operator=network(bend=True))
    elsewhere = replace(found.operator, domain=Domain({"x": ((0, 1),)}))
    with pytest.raises(ValueError, match="domain"):
        replace(found, operator=elsewhere)


@pytest.mark.parametrize(
    ("whole", "exponent", "text"),
    [
        (0, 0, "0"),
        (25, -2, "0.25"),
        (-25, -2, "-0.25"),
        (1200, 0, "1200"),
        (12, 3, "12000"),
        (125, -5, "0.00125"),
        (125, -14, "1.25e-12"),
        (7, 12, "7e12"),
        (123456, -3, "123.456"),
    ],
)
def test_decimals_are_written_as_people_write_them(whole: int, exponent: int, text: str) -> None:
    assert decimal_text(whole, exponent) == text


def test_entries_and_points_are_named_by_their_indices() -> None:
    """Counted from 0, as NumPy and PyTorch do."""
    assert entry_text(5, (7,)) == "5"
    assert entry_text(23, (2, 3, 4)) == "(1,2,3)"
    shapes = {"x": (2, 2)}
    assert point_text({"x": {0: 2, 3: fmpq(-1, 2)}}, shapes) == "2 e_(0,0) - 1/2 e_(1,1)"
    assert point_text({}, shapes) == "0"
    two = {"x": (1,), "y": ()}
    assert point_text({"y": {0: -3}}, two) == "(x: 0, y: -3)"


def test_different_numbers_look_different() -> None:
    """As many digits as tell them apart."""
    close = [fmpq(1, 3**20), fmpq(1, 3**20) + fmpq(1, 10**18)]
    first, second = shown_values(close)
    assert first.text != second.text
    assert not first.is_exact
