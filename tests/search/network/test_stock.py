from symlin.exact.deadline import Deadline
from symlin.kernel.claim import Law
from symlin.kernel.network.domain import Domain
from symlin.language.network.builder import Builder
from symlin.reading.networks.formulas import formula
from symlin.search.network.trials import breaches


def test_a_network_without_values_at_sparse_points_breaks_at_full_ones() -> None:
    """Harmonic means have no value beside a 0: every point with few entries is lost on them."""
    b = Builder()
    inverses = b.map(b.input("x", (40,)), formula("1/x"))
    graph, _ = b.graph(b.map(b.sum(inverses, (0,)), formula("1/x")))
    found, _ = breaches(graph, Domain(), [Law.ADDITIVITY, Law.AFFINE], Deadline(20.0))
    assert set(found) == {Law.ADDITIVITY, Law.AFFINE}
