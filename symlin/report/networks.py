"""The report on a network as the user meets it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from textwrap import shorten
from typing import TYPE_CHECKING, NoReturn

from symlin.decision.network import report
from symlin.decision.network.decide import decide_network
from symlin.decision.opinion import CrossCheck
from symlin.report.shown import LONGEST, UNDECIDABLE

if TYPE_CHECKING:
    from symlin.language.network.network import Network

A_SECOND = 1.0
"""For a second opinion, where deciding took less: it may take as long as that."""


@dataclass(frozen=True, repr=False)
class NetworkReport(report.NetworkReport):
    """Everything symlin says about one network; `print` it, or ask for `report.linear.status`."""

    def __str__(self) -> str:
        """What `symlin check` prints."""
        from symlin.report.words.networks import to_text

        return to_text(self)

    def __repr__(self) -> str:
        """The network and the verdict in one line."""
        from symlin.report.words.networks import verdict

        name = shorten(self.network.name, LONGEST, placeholder=" ...")
        return f"<Report on {name}: {verdict(self)[0]}>"

    def __bool__(self) -> NoReturn:
        """Raises TypeError: a network may not be decided."""
        raise TypeError(UNDECIDABLE)


def decided_network(network: Network, seconds: float) -> NetworkReport:
    """Every law, by theorems alone."""
    return shown_network(decide_network(network, seconds))


def doubted_network(found: NetworkReport, seed: int, examples: int, seconds: float) -> CrossCheck:
    """What the original says of it in floats."""
    from symlin.crosscheck.networks import cross_check_network

    most = min(seconds, max(found.seconds, A_SECOND))
    return cross_check_network(found, seed, examples, most)


def shown_network(found: report.NetworkReport) -> NetworkReport:
    """The same report, with all that it takes to look at it."""
    return NetworkReport(**{field.name: getattr(found, field.name) for field in fields(found)})
