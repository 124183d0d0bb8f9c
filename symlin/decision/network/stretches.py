"""What parts of a network are on a box: affine, and between which numbers."""

from __future__ import annotations

from symlin.kernel.certificate import Rejected
from symlin.kernel.claim import Law
from symlin.kernel.network.arrays import size_of
from symlin.kernel.network.domain import Domain, Ends
from symlin.kernel.network.extension import affine_extension
from symlin.kernel.network.graph import Graph
from symlin.kernel.network.pattern import Walk
from symlin.kernel.network.theorem import NetworkSubject, NetworkTheorem, Structure, proved, shown
from symlin.search.network.patterns import middle_of, pattern_at


def affine_on_box(graph: Graph, domain: Domain) -> tuple[NetworkTheorem, NetworkTheorem]:
    """That the graph is affine on the domain; and that what is left of it there, with the pieces
    of units in their places, is affine everywhere: of that a matrix can be read off.

    Raises `Rejected` where a unit is not seen to stay in its piece.
    """
    subject = NetworkSubject(graph, domain)
    pattern = pattern_at(graph, middle_of(graph, domain))
    affine = [theorem for theorem in shown(subject, pattern) if theorem.law is Law.AFFINE]
    if not affine:
        raise Rejected("the network is not seen to be affine on the domain")
    left = NetworkSubject(affine_extension(graph, domain, pattern), Domain())
    return affine[0], proved(left, [Law.AFFINE], Structure(()))[0]


def output_ends(graph: Graph, domain: Domain) -> tuple[Ends, ...]:
    """Between which numbers the entries of the output lie, as the kernel works it out."""
    # units that may switch leave bounds as wide as they need to be
    walk = Walk(graph, domain, pattern_at(graph, middle_of(graph, domain)))
    for _ in graph.nodes:
        walk.step()
    return tuple(walk.bounds[-1].ends(place) for place in range(size_of(graph.output.shape)))
