"""The report on a network as the user meets it."""

from __future__ import annotations

import time
from dataclasses import dataclass, fields, replace
from textwrap import shorten
from typing import TYPE_CHECKING, NoReturn

from symlin.decision.network import report
from symlin.decision.network.decide import decide_network
from symlin.decision.opinion import CrossCheck
from symlin.report.shown import AT_LEAST, EXAMPLES, LONGEST, UNDECIDABLE

if TYPE_CHECKING:
    from symlin.exact.deadline import Deadline
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


def answer(network: Network, total: Deadline, crosscheck: bool, seed: int) -> NetworkReport:
    """The decision, and what the original says of it in floats."""
    started = time.perf_counter()
    found = decide_network(network, total.left)
    opinion = CrossCheck("skipped", 0, seed, "switched off")
    decided = time.perf_counter()
    if crosscheck:
        from symlin.crosscheck.networks import cross_check_network

        most = max(decided - started, A_SECOND)
        opinion = cross_check_network(found, seed, EXAMPLES, max(min(total.left, most), AT_LEAST))
    ended = time.perf_counter()
    opinion = replace(opinion, seconds=ended - decided)
    return shown_network(replace(found, crosscheck=opinion, seconds=ended - started))


def shown_network(found: report.NetworkReport) -> NetworkReport:
    """The same report, with all that it takes to look at it."""
    return NetworkReport(**{field.name: getattr(found, field.name) for field in fields(found)})
