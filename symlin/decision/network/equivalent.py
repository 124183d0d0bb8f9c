"""Whether two networks are the same function: node by node, or by a point at which they differ."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from symlin.decision.json import SCHEMA
from symlin.decision.network.claims import NetworkClaim
from symlin.decision.network.decide import SHARE
from symlin.decision.network.report import claim_dict, operator_dict
from symlin.decision.version import __version__
from symlin.exact.deadline import Deadline, within
from symlin.exact.giving_up import GIVEN_UP
from symlin.kernel.certificate import Rejected
from symlin.kernel.claim import Law
from symlin.kernel.network.domain import Domain
from symlin.kernel.network.theorem import NetworkSubject, NetworkTheorem, equal, refuted
from symlin.language.network.difference import difference
from symlin.language.network.network import Network
from symlin.search.network.apart import apart
from symlin.search.network.pairs import same_nodes

NOT_FOUND = "no point was found at which they differ, and their layers are not seen to be the same"


@dataclass(frozen=True)
class NetworkEquivalence:
    """Two networks, and what is known of their being one function wherever both have values."""

    first: Network
    second: Network
    claim: NetworkClaim
    seconds: float

    def to_dict(self) -> dict[str, Any]:
        """What `equiv --json` prints."""
        return {
            "schema": SCHEMA,
            "operators": [operator_dict(network, None) for network in (self.first, self.second)],
            "claims": {self.claim.law.value: claim_dict(self.claim)},
            "seconds": round(self.seconds, 3),
            "version": __version__,
        }


def decide_network_equivalence(f: Network, g: Network, timeout: float = 30.0) -> NetworkEquivalence:
    """The claim, with a theorem of the kernel or unknown.

    Raises `InputError` where their inputs or outputs have different shapes.
    """
    start, total = time.monotonic(), Deadline(timeout)
    subject = NetworkSubject(difference(f, g), Domain())
    # alike in every step is seen at once; points are cheaper than affine parts
    theorem = (
        _same(subject, total, affine=False)
        or _different(subject, total.part(SHARE))
        or _same(subject, total, affine=True)
    )
    reason = None if theorem else NOT_FOUND
    claim = NetworkClaim(Law.EQUIVALENT, theorem, reason)
    return NetworkEquivalence(f, g, claim, time.monotonic() - start)


def _different(subject: NetworkSubject, deadline: Deadline) -> NetworkTheorem | None:
    with suppress(Rejected, *GIVEN_UP), within(deadline.left):
        found = apart(subject.graph, deadline)
        if found is not None:
            return refuted(subject, {Law.EQUIVALENT: found[0]}, found[1])[0]
    return None


def _same(subject: NetworkSubject, total: Deadline, *, affine: bool) -> NetworkTheorem | None:
    with suppress(Rejected, *GIVEN_UP), within(total.left):
        return equal(subject, same_nodes(subject.graph, total, affine=affine))
    return None
