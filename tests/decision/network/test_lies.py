"""Claims and reports on networks that say something else than their theorems do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from symlin.decision.network.certificate import NetworkCertified
from symlin.decision.network.claims import NetworkClaim
from symlin.decision.network.decide import decide_network
from symlin.decision.network.report import NetworkReport
from symlin.kernel import term as k
from symlin.kernel.certificate import Contradiction, MatrixProof
from symlin.kernel.checker import check
from symlin.kernel.claim import Law, Subject
from symlin.kernel.network.domain import Domain
from symlin.kernel.network.scalars import RELU
from symlin.language.network.builder import Builder
from symlin.language.network.network import Network


def report_on(domain: Domain) -> NetworkReport:
    builder = Builder()
    output = builder.map(builder.input("x", (2,)), RELU)
    graph, labels = builder.graph(output)
    return decide_network(Network(name="relu", graph=graph, labels=labels, domain=domain), 20)


EVERYWHERE = report_on(Domain())
THEOREM = EVERYWHERE.claims[Law.LINEAR].theorem
ABOUT_NUMBERS = check(
    Subject(("x",), (), (k.var("x"),)),
    Law.LINEAR,
    "proved",
    MatrixProof(((k.ONE,),), None, (Contradiction(),)),
)


def test_a_claim_is_made_of_a_theorem_about_its_law_and_about_a_network() -> None:
    """A theorem about numbers has a law and a status as well."""
    for law, theorem in ((Law.AFFINE, THEOREM), (Law.LINEAR, ABOUT_NUMBERS), (Law.LINEAR, "yes")):
        with pytest.raises(TypeError, match="a theorem about its law"):
            NetworkClaim(law, theorem)  # type: ignore[arg-type]
    for other in (ABOUT_NUMBERS, None):
        with pytest.raises(TypeError, match="a theorem of the kernel"):
            NetworkCertified(other)  # type: ignore[arg-type]


def test_a_claim_stands_at_its_law() -> None:
    """Else the report says of one law what is known of another."""
    claims = {**EVERYWHERE.claims, Law.LINEAR: EVERYWHERE.claims[Law.POSITIVE_HOMOGENEITY]}
    with pytest.raises(ValueError, match="at its law"):
        replace(EVERYWHERE, claims=claims)


def test_the_theorems_of_a_report_are_about_its_graph_and_its_domain() -> None:
    """relu is linear on x >= 0, and not everywhere."""
    above = report_on(Domain({"x": ((0, None),)}))
    with pytest.raises(ValueError, match="about its network"):
        replace(above, operator=EVERYWHERE.operator)
    same_graph = replace(above.operator, domain=Domain())
    with pytest.raises(ValueError, match="network's domain"):
        replace(above, operator=same_graph)
