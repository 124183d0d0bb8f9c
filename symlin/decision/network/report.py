"""The report on one network, as data and as the dictionary of its JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from flint import arb

from symlin.decision.json import SCHEMA, opinion_dict, undefined_text
from symlin.decision.network.claims import NetworkClaim
from symlin.decision.network.map import AffineMap
from symlin.decision.network.units import Units
from symlin.decision.opinion import CrossCheck
from symlin.kernel.claim import Law
from symlin.kernel.documents.fields import number_text
from symlin.kernel.network.breach import Breach, Value
from symlin.kernel.network.domain import Domain
from symlin.kernel.network.evaluate import Point
from symlin.kernel.network.theorem import NetworkTheorem
from symlin.kernel.statements.conclusions import Domain as Defined
from symlin.kernel.term import TRUE
from symlin.language.network.network import Network

Json = dict[str, Any]
LONGEST_GUARD = 300
"""Characters about where a network has values."""


@dataclass(frozen=True)
class NetworkReport:
    """Everything symlin says about one network."""

    operator: Network
    claims: Mapping[Law, NetworkClaim]
    first_bend: int | None
    """The first node that is not read off to be affine; None where all are."""
    crosscheck: CrossCheck
    seconds: float
    version: str
    units: tuple[Units, ...] = ()
    """On a domain of bounds: how many units of each node stay in one piece there."""
    has_values: Defined | None = field(default=None, repr=False)
    """Of a network written out, where it has values; None where it is total, or nothing was proved
    of it."""

    def __post_init__(self) -> None:
        if any(claim.law is not law for law, claim in self.claims.items()):
            raise ValueError("each claim of a report stands at its law")
        theorems = [c.theorem for c in self.claims.values() if c.theorem is not None]
        if not all(t.subject.graph is self.operator.graph for t in theorems):
            raise ValueError("the theorems of a report are about its network")
        if not all(t.subject.domain is self.operator.domain for t in theorems):
            raise ValueError("the theorems of a report are about its network's domain")

    @property
    def network(self) -> Network:
        """The network."""
        return self.operator

    @property
    def domain(self) -> Domain:
        """Where it was asked about."""
        return self.operator.domain

    @property
    def linear(self) -> NetworkClaim:
        """f(x) = A x."""
        return self.claims[Law.LINEAR]

    @property
    def affine(self) -> NetworkClaim:
        """f(x) = A x + c."""
        return self.claims[Law.AFFINE]

    @property
    def additivity(self) -> NetworkClaim:
        """f(x + y) = f(x) + f(y)."""
        return self.claims[Law.ADDITIVITY]

    @property
    def homogeneity(self) -> NetworkClaim:
        """f(a x) = a f(x)."""
        return self.claims[Law.HOMOGENEITY]

    @property
    def positive_homogeneity(self) -> NetworkClaim:
        """f(a x) = a f(x) for a >= 0."""
        return self.claims[Law.POSITIVE_HOMOGENEITY]

    @property
    def odd(self) -> NetworkClaim:
        """f(-x) = -f(x)."""
        return self.claims[Law.ODD]

    @property
    def blamed(self) -> str | None:
        """The layer or line of the first node that is not read off to be affine."""
        return None if self.first_bend is None else self.network.labels[self.first_bend] or None

    @cached_property
    def map(self) -> AffineMap | None:
        """A and c of an affine network, on demand; None where it is not shown to be affine on the
        whole space."""
        theorem = self.affine.theorem
        if theorem is None or theorem.status != "proved" or not self.domain.is_everywhere:
            return None
        return AffineMap(theorem)

    @property
    def matrix(self) -> None:
        """There is none among the claims: a network's has too many entries to be written down."""
        return

    offset = linear_over_reals = matrix
    """Of operators on numbers."""

    @property
    def undefined(self) -> str | None:
        """Where a network of which a law is proved has values, in words; None where that is
        everywhere on its domain, or where what is not everywhere defined is only refuted."""
        if self.has_values is None or self.has_values.plain is TRUE:
            return None
        text = undefined_text(self.has_values.plain)
        assert text is not None
        if len(text) > LONGEST_GUARD:
            return "defined only where every layer has a value, which is not everywhere shown"
        return f"{text} (entries counted from 1)"

    def to_dict(self) -> Json:
        """What `--json` prints: every exact number as text, others as decimals."""
        return {
            "schema": SCHEMA,
            "operator": operator_dict(self.network, self.undefined),
            "claims": {law.value: claim_dict(claim) for law, claim in self.claims.items()},
            "matrix": None,
            "offset": None,
            "first_not_affine": self.blamed,
            **({"units": [asdict(units) for units in self.units]} if self.units else {}),
            "crosscheck": opinion_dict(self.crosscheck),
            "seconds": round(self.seconds, 3),
            "version": self.version,
        }


def operator_dict(network: Network, undefined: str | None) -> Json:
    """The network as it was read."""
    return {
        "name": network.name,
        "inputs": list(network.shape_in),
        "parameters": [],
        "outputs": [network.name],
        "assumptions": [],
        "undefined": undefined,
        "space": {
            "kind": "tensors",
            "inputs": {name: list(shape) for name, shape in network.shape_in.items()},
            "output": list(network.shape_out),
            "domain": {
                name: [[_end(e) for e in ends] for ends in row]
                for name, row in network.domain.ends.items()
            },
        },
        "notes": list(network.notes),
    }


def _end(value: Any) -> str | None:
    return None if value is None else number_text(value)


def claim_dict(claim: NetworkClaim) -> Json:
    """What is known of one law."""
    broken = claim.counterexample
    return {
        "status": claim.status.value,
        "condition": None,
        "counterexample": None if broken is None else _breach(broken),
        "method": claim.method,
        "certified": claim.certified,
        "vacuous": claim.vacuous,
        "reason": claim.reason,
    }


def _breach(theorem: NetworkTheorem) -> Json:
    breach = theorem.argument
    assert isinstance(breach, Breach)
    return {
        "law": theorem.law.value,
        "points": [_point(point) for point in breach.points],
        "weights": [number_text(w) for w in breach.weights],
        "output": breach.output,
        "values": [_value(value) for value in theorem.values],
    }


def _point(point: Point) -> Json:
    """The entries that are not 0, by their places in row-major order."""
    return {
        name: {str(place): number_text(value) for place, value in entries.items()}
        for name, entries in point.items()
    }


def _value(value: Value) -> str:
    return str(value) if isinstance(value, arb) else number_text(value)
