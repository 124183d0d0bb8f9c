"""The dictionary that scripts rely on."""

import json

import pytest

from symlin.crosscheck import fuzz
from symlin.decision.decide import decide
from symlin.decision.report import report_dict
from symlin.reading.parse import parse_operator
from symlin.report.words.fuzzing import fuzzing_dict

from .report_samples import leaky_relu, linear, relu

pytestmark = pytest.mark.quick

CLAIMS = ["additivity", "homogeneity", "linear", "affine", "positive_homogeneity", "odd"]


def test_the_keys_are_the_promised_ones() -> None:
    found = report_dict(leaky_relu())
    assert list(found) == [
        "schema",
        "operator",
        "claims",
        "matrix",
        "offset",
        "crosscheck",
        "seconds",
        "version",
    ]
    assert found["schema"] == "symlin/1"
    assert list(found["claims"]) == CLAIMS
    assert found["operator"] == {
        "name": "leaky_relu",
        "inputs": ["x"],
        "parameters": ["alpha"],
        "outputs": ["Piecewise((x, x > 0), (alpha*x, True))"],
        "assumptions": [],
        "undefined": None,
    }


def test_a_conditional_claim_names_condition_and_parameters() -> None:
    claim = report_dict(leaky_relu())["claims"]["additivity"]
    assert claim == {
        "status": "conditional",
        "condition": "Eq(alpha, 1)",
        "counterexample": {
            "inputs": {"x": {"x": "-1"}, "y": {"x": "1"}},
            "scalar": None,
            "parameters": {"alpha": "0"},
            "lhs": ["0"],
            "rhs": ["1"],
            "law": "additivity",
        },
        "method": "refinement",
        "certified": True,
        "vacuous": False,
        "reason": None,
    }


def test_numbers_are_exact_text() -> None:
    assert report_dict(linear("x1/3 - x2"))["matrix"] == [["1/3", "-1"]]
    assert report_dict(relu())["claims"]["homogeneity"]["counterexample"]["scalar"] == "-1"


def test_it_is_json_as_it_stands() -> None:
    found = relu().to_dict()
    assert json.loads(json.dumps(found)) == found


def test_fuzzing_describes_the_operator_as_check_does() -> None:
    """`undefined` is null only where the operator has a value everywhere."""
    operator = parse_operator("1/x")
    found = fuzzing_dict(operator, fuzz(operator, examples=5))["operator"]
    assert found == report_dict(decide(operator))["operator"]
    assert found["undefined"] == "defined only where x != 0"
