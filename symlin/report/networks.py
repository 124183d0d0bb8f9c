"""The report on a network as the user meets it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from symlin.decision.network import report
from symlin.decision.network.decide import decide_network
from symlin.decision.opinion import CrossCheck
from symlin.report.shown import Shown, in_short, shown

if TYPE_CHECKING:
    from symlin.language.network.network import Network

A_SECOND = 1.0
"""For a second opinion, where deciding took less: it may take as long as that."""


@dataclass(frozen=True, repr=False)
class NetworkReport(Shown, report.NetworkReport):
    """Everything symlin says about one network; `print` it, or ask for `report.linear.status`."""

    def __str__(self) -> str:
        """What `symlin check` prints."""
        from symlin.report.words.networks import to_text

        return to_text(self)

    def __repr__(self) -> str:
        """The network and the verdict in one line."""
        from symlin.report.words.networks import verdict

        return in_short(self.network.name, verdict(self)[0])


def decided_network(network: Network, seconds: float) -> NetworkReport:
    """Every law, by theorems alone."""
    return shown(decide_network(network, seconds), NetworkReport)


def doubted_network(found: NetworkReport, seed: int, examples: int, seconds: float) -> CrossCheck:
    """What the original says of it in floats."""
    from symlin.crosscheck.networks import cross_check_network

    most = min(seconds, max(found.seconds, A_SECOND))
    return cross_check_network(found, seed, examples, most)
