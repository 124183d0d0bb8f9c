import pytest

from symlin.decision.network.decide import decide_network
from symlin.decision.network.report import NetworkReport
from symlin.decision.verdict import Status
from symlin.kernel.claim import Law
from tests.reading.networks.torch.rows import Row, read, rows

pytestmark = pytest.mark.models
pytest.importorskip("torch", reason="torch is not installed")


def answer(report: NetworkReport) -> str:
    """As the rows have it."""
    linear, affine = (report.claims[law].status for law in (Law.LINEAR, Law.AFFINE))
    if linear is Status.PROVED:
        return "linear"
    if affine is Status.PROVED and linear is Status.REFUTED:
        return "affine"
    return "not" if affine is Status.REFUTED else "unknown"


@pytest.mark.parametrize(
    "row", [r for r in rows() if r.answer in ("linear", "affine", "not")], ids=str
)
def test_a_layer_is_decided_as_it_should_be(row: Row) -> None:
    """Every class of torch.nn, with the parameters that are traps for a list of linear layers."""
    assert answer(decide_network(read(row), timeout=10.0)) == row.answer
