"""A program as a user writes it: `mypy --strict` must see a type in every line of it.

Run by tests/test_types.py, never imported.
"""

from collections.abc import Callable
from fractions import Fraction

import symlin
from symlin import models, testing
from symlin.api import CheckOptions
from symlin.models import AvgPool1d, Conv1d, Dense, Elementwise, Flatten, relu
from symlin.pytest_plugin import assert_affine, assert_equivalent, assert_linear
from symlin.testing import AssertLaw

report: symlin.Report = symlin.check("relu(w*x)", inputs=["x"], assume="w > 0", timeout=3)
network: models.Sequential = Dense([[1, Fraction(1, 2)]], bias=[0]) >> relu >> "softplus"
operator: symlin.Operator = network.operator((2,), assume=["x >= 0"])
options: CheckOptions = {"shape": (4,), "crosscheck": False, "seed": 1}


def statuses(found: symlin.Report) -> dict[str, str]:
    return {law.value: claim.status.value for law, claim in found.claims.items()}


def counterexample(claim: symlin.Claim) -> str:
    example: symlin.Counterexample | None = claim.counterexample
    return "" if example is None else f"{sorted(example.points)} {example.law.value}"


def condition(claim: symlin.Claim) -> str:
    relation = claim.condition
    if relation is None:
        return ""
    return f"{relation} for {len(relation.free_symbols)}: {relation.subs({'alpha': 1})}"


def first_entry(source: str) -> str:
    matrix = symlin.require_linear(source, **options)
    rows, columns = matrix.shape
    return f"{rows} x {columns}: {matrix[0, 0]} {(matrix @ matrix).tolist()}"


class Scaler:
    """Typed as the stubs of scikit-learn type an estimator."""

    def get_params(self, deep: bool = True) -> dict[str, object]:
        return {"deep": deep}

    def transform(self, rows: list[float]) -> list[float]:
        return rows


def of_a_fitted_model(scaler: Scaler) -> list[symlin.Report]:
    return [symlin.check(scaler), symlin.check(scaler.transform, shape=(4,))]


def proved(claim: symlin.Claim) -> bool:
    match claim.status:
        case symlin.Status.PROVED:
            return symlin.verify(document(claim)).law is symlin.Law.LINEAR
        case symlin.Status.REFUTED | symlin.Status.CONDITIONAL | symlin.Status.UNKNOWN:
            return False


def document(claim: symlin.Claim) -> dict[str, object]:
    assert claim.certificate is not None
    return claim.certificate.to_json()


def answer() -> str:
    try:
        both = symlin.require_affine(["x1 + x2", "x1"])
        claim = symlin.require_equivalent("relu", operator, timeout=1.5)
        return f"{both[0].shape} {both[1].shape} {claim.method} {symlin.equiv('x', 'y').certified}"
    except symlin.NotLinear as error:
        return error.report.operator.name
    except symlin.NotEquivalent as error:
        return counterexample(error.claim)
    except symlin.Undecided as error:
        return str(error.report)
    except symlin.InputError as error:
        return f"{error.message} at {error.position} of {error.text}"
    except (symlin.Rejected, symlin.Unreadable, symlin.SymlinError) as error:
        return str(error)


def as_json(found: symlin.Report) -> list[str]:
    whole = found.to_dict()
    linear = whole["claims"]["linear"]
    example = linear["counterexample"]
    return [whole["operator"]["name"], linear["status"], *(example["lhs"] if example else [])]


def test_that_the_layer_is_linear(assert_linear: AssertLaw) -> None:
    found = assert_linear(Conv1d([1, 2]) >> AvgPool1d(2) >> Flatten(), shape=5)
    claim: symlin.Claim = testing.assert_equivalent("x", "x + 0", assume=["x > 0"])
    print(found.crosscheck.status, claim.status, testing.assert_affine("x + 1").seconds)


passing: Callable[[], None] = lambda: test_that_the_layer_is_linear(testing.assert_linear)  # noqa: E731
print(report, statuses(report), as_json(report), answer(), first_entry("x"), symlin.__version__)
print(condition(report.linear), proved(report.linear), Elementwise("elu", 1), passing)
print(assert_affine, assert_equivalent, assert_linear, of_a_fitted_model)
