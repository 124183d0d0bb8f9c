"""Decide every law of a network, within a time."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from symlin.decision.claims import Claims
from symlin.decision.decide import ORDER, refuse_empty
from symlin.decision.defined import domain_of
from symlin.decision.network.boxed import OnDomain, on_domain
from symlin.decision.network.claims import NetworkClaim
from symlin.decision.network.report import NetworkReport
from symlin.decision.opinion import CrossCheck
from symlin.decision.proofs import SHORT
from symlin.decision.unanswered import TOO_LATE
from symlin.decision.verdict import Status
from symlin.decision.version import __version__
from symlin.exact.deadline import Deadline, within
from symlin.exact.giving_up import GIVEN_UP
from symlin.kernel.certificate import Rejected, Witness
from symlin.kernel.claim import Law
from symlin.kernel.network import nodes as n
from symlin.kernel.network.arrays import size_of
from symlin.kernel.network.breach import Breach
from symlin.kernel.network.domain import sizes_of
from symlin.kernel.network.graph import Graph
from symlin.kernel.network.lower import entry_names, lower
from symlin.kernel.network.structure import FACTS_OF_LAWS, Facts, facts_of, scalar_subject
from symlin.kernel.network.theorem import (
    NetworkSubject,
    NetworkTheorem,
    Structure,
    facts_on,
    lowered,
    proved,
    refuted,
)
from symlin.kernel.numbers import Number
from symlin.kernel.statements.conclusions import Domain as Defined
from symlin.kernel.term import Const, Term
from symlin.kernel.theorem import LawTheorem
from symlin.language.network.network import Network
from symlin.search.network.trials import at_origin, breaches
from symlin.search.outcome import NOTHING

Found = dict[Law, NetworkTheorem]
SCALAR_LAWS = (Law.LINEAR, Law.AFFINE, Law.POSITIVE_HOMOGENEITY, Law.ODD)
"""What of a formula a network may inherit."""
SCALAR_SECONDS = 2.0
"""For one formula: the catalog's take a hundredth of that."""
SHARE = 0.6
"""Of the time, the most for points; what is left is for the network written out."""
MOST = 0.9
"""Of the time, for a domain of bounds where a network is too large to be written out."""
MOST_INPUTS = 1_000
"""Of a network that is written out: the search speaks of each of them, for 20 seconds then."""
MOST_TERMS = 20_000
"""Entries of all its nodes, likewise."""
HALF = 0.5
"""Of what is left, the most that one law of the network written out may take."""
ZEROS: Mapping[Law, tuple[int, ...]] = {
    Law.LINEAR: (1,),
    Law.ADDITIVITY: (1, -1, -1),
    Law.HOMOGENEITY: (1, 0),
    Law.POSITIVE_HOMOGENEITY: (1, 0),
    Law.ODD: (1, 1),
}
"""The weights with which the origin breaks a law where the function is not 0 there: 0 f(0) = f(0)
and so on."""
NOT_FOUND = "its structure does not show it, and no points that break it were found"


def decide_network(network: Network, timeout: float = 30.0) -> NetworkReport:
    """Every law of the network on its domain, each with a theorem of the kernel, or unknown.

    Raises `InputError` where a law holds because the network has no value at any point.
    """
    start, total = time.monotonic(), Deadline(timeout)
    subject = NetworkSubject(network.graph, network.domain)
    scalars = scalar_theorems(network.graph, total)
    found: Found = {}
    with suppress(*GIVEN_UP), within(total.left):
        found = _by_structure(subject, Structure(scalars))
    missing = [law for law in ORDER if law not in found]
    boxed = OnDomain()
    if missing and not subject.domain.is_everywhere:
        boxed = on_domain(subject, missing, total.part(SHARE if _is_small(network) else MOST))
        found |= boxed.found
        missing = [law for law in ORDER if law not in found]
    if missing:
        found |= _by_points(subject, missing, total.part(SHARE))
    missing = [law for law in ORDER if law not in found]
    has_values: Defined | None = None
    if missing and _is_small(network):
        written = _written_out(subject, missing, total)
        has_values = _has_values(subject, written, total)
        found |= written
    reason = _reason(network, boxed) if total.left > 0 else TOO_LATE
    return NetworkReport(
        operator=network,
        claims={law: _claim(law, found.get(law), reason) for law in Law if law in ORDER},
        first_bend=first_bend(network, scalars),
        units=boxed.units(subject, network.labels),
        has_values=has_values,
        crosscheck=CrossCheck("skipped"),
        seconds=time.monotonic() - start,
        version=__version__,
    )


def _reason(network: Network, boxed: OnDomain) -> str:
    """Why a law is unknown where there was time enough."""
    if boxed.first_open is None:
        return NOT_FOUND
    place, unit = boxed.first_open
    label = network.labels[place] or f"node {place}"
    return f"{NOT_FOUND}: entry {unit + 1} of {label} is not seen to stay in one piece"


def _claim(law: Law, theorem: NetworkTheorem | None, reason: str) -> NetworkClaim:
    return NetworkClaim(law, theorem, None if theorem is not None else reason)


def scalar_theorems(graph: Graph, total: Deadline) -> tuple[LawTheorem, ...]:
    """Theorems about the formulas of a network's maps, each formula once."""
    terms = dict.fromkeys(node.term for node in graph.nodes if isinstance(node, n.Map))
    return tuple(theorem for term in terms for theorem in _of_scalar(term, total))


def _of_scalar(term: Term, total: Deadline) -> list[LawTheorem]:
    claims, known = Claims(scalar_subject(term), total), NOTHING
    found: list[LawTheorem] = []
    for law in SCALAR_LAWS:
        deadline = Deadline(min(SCALAR_SECONDS, total.left))
        claim, known = claims.searched(law, deadline, known)
        if claim.status is Status.PROVED and claim.theorem is not None:
            found.append(claim.theorem)
            if law is Law.LINEAR:  # which shows the others
                break
    return found


def _by_structure(subject: NetworkSubject, structure: Structure) -> Found:
    """The laws that the operations keep; those that an affine network breaks at the origin, or
    keeps because it is 0 there."""
    try:
        facts = facts_on(subject, facts_of(subject.graph, structure.scalars)[-1])
    except Rejected:
        return {}
    kept = [law for law in ORDER if FACTS_OF_LAWS[law] in facts]
    found = proved(subject, kept, structure) if kept else []
    others = [law for law in ORDER if law not in kept]
    if Facts.AFFINE in facts and others and subject.domain.holds({}, subject.graph):
        broken = at_origin(subject.graph)
        with suppress(Rejected):
            if broken is None:
                found += proved(subject, others, replace(structure, at_origin=True))
            else:
                at_zero = {
                    law: Breach(({},) * len(w), w, broken.output) for law, w in ZEROS.items()
                }
                found += refuted(subject, {law: at_zero[law] for law in others})
    return {theorem.law: theorem for theorem in found}


def _at_origin(law: Law, broken: Breach) -> Breach:
    """The origin as an instance of a law of what is 0 there."""
    weights = ZEROS[law]
    return Breach(({},) * len(weights), weights, broken.output)


def _by_points(subject: NetworkSubject, missing: list[Law], deadline: Deadline) -> Found:
    """The laws that points break, of those that are open."""
    with suppress(Rejected, *GIVEN_UP), within(deadline.left):
        found, bits = breaches(subject.graph, subject.domain, missing, deadline)
        return {theorem.law: theorem for theorem in refuted(subject, found, bits)} if found else {}
    return {}


def _is_small(network: Network) -> bool:
    sizes = [size_of(node.shape) for node in network.graph.nodes]
    return sum(sizes_of(network.graph).values()) <= MOST_INPUTS and sum(sizes) <= MOST_TERMS


def _written_out(subject: NetworkSubject, missing: list[Law], total: Deadline) -> Found:
    """The laws that are decided of the network in terms, entry by entry."""
    found: Found = {}
    with suppress(Rejected, *GIVEN_UP), within(total.left):
        claims, known = Claims(lower(subject.graph, subject.domain), total), NOTHING
        for law in missing:
            claim, known = claims.searched(law, total.part(HALF), known)
            theorem = claim.theorem
            if theorem is None:
                continue
            found[law] = _at_points(subject, law, theorem) or lowered(subject, law, theorem)
            if law is Law.LINEAR and theorem.status == "proved":
                return {other: lowered(subject, other, theorem) for other in missing}
    return found


def _at_points(subject: NetworkSubject, law: Law, theorem: LawTheorem) -> NetworkTheorem | None:
    """The same as points of the network, which can be shown, where they are rational."""
    witness = theorem.certificate
    if not isinstance(witness, Witness):
        return None
    names = {
        name: (node.name, place)
        for node, row in zip(subject.graph.input_nodes(), entry_names(subject.graph), strict=True)
        for place, name in enumerate(row)
    }
    points: list[dict[str, dict[int, Number]]] = []
    for point in witness.points:
        made: dict[str, dict[int, Number]] = {}
        for name, value in point.items():
            if not isinstance(value, Const):
                return None
            made.setdefault(names[name][0], {})[names[name][1]] = value.value
        points.append(made)
    weights = [weight.value for weight in witness.weights if isinstance(weight, Const)]
    with suppress(Rejected):
        breach = Breach(tuple(points), tuple(weights), witness.output)
        return refuted(subject, {law: breach})[0]
    return None


def _has_values(subject: NetworkSubject, written: Found, total: Deadline) -> Defined | None:
    """Where a network has values of which a law is proved in terms: log and 1/x need not have them
    everywhere, and a law is asked where they do."""
    if all(theorem.status != "proved" for theorem in written.values()):
        return None
    terms = lower(subject.graph, subject.domain)
    refuse_empty(terms, total)
    return domain_of(terms, total.aside(SHORT))


def first_bend(network: Network, scalars: tuple[LawTheorem, ...]) -> int | None:
    """The first node that is not read off to be affine."""
    try:
        facts = facts_of(network.graph, scalars)
    except Rejected:
        return None
    return next((i for i, known in enumerate(facts) if Facts.AFFINE not in known), None)
